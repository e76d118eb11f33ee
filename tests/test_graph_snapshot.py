"""Is a graph read from its snapshot exactly when nothing has changed?"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.model.errors import DataError
from graph.opening import index as opening
from graph.opening.index import open_index
from graph.opening.snapshot import CACHE_SIZE
from graph.store.index import Index

ROOT = Path(__file__).parents[1]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache directory; of careergraph's own, which need not be there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "careergraph"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was read from its files and not from a snapshot, one entry each time."""
    calls: list[object] = []
    really_made = opening._columns  # noqa: SLF001

    def counted(*arguments: object) -> bytes:
        calls.append(arguments)
        return really_made(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "_columns", counted)
    return calls


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data set whose files were changed an hour ago."""
    place = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "data" / "small", place)
    for path in place.iterdir():
        _age(path)
    return place


def _age(path: Path, seconds: float = 3_600) -> None:
    changed = time.time() - seconds
    os.utime(path, (changed, changed))


def _titles(index: Index) -> list[str]:
    return [index.title(id_) for id_ in index.records]


def _only(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def _change(data: Path) -> None:
    """Change a title to another of the same length, at the same time."""
    path = next(path for path in data.iterdir() if "title: " in path.read_text("utf-8"))
    before = path.stat()
    text = path.read_text("utf-8")
    at = text.index("title: ", text.index("roles:")) + len("title: ")
    path.write_text(f"{text[:at]}Z{text[at + 1 :]}", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_the_second_time_a_graph_is_read_from_its_snapshot(
    cache: Path, data: Path, made: list[object]
) -> None:
    first, second = open_index([data]), open_index([data])

    assert len(made) == 1
    assert _titles(second) == _titles(first)
    assert list(second.edges()) == list(first.edges())
    assert second.about == first.about
    assert cache.is_dir()


def test_without_the_cache_files_are_read_and_nothing_is_kept(
    cache: Path, data: Path, made: list[object]
) -> None:
    open_index([data], cache=False)
    open_index([data], cache=False)

    assert len(made) == 2
    assert not cache.exists()


def test_a_file_of_another_size_or_time_is_read_again(
    cache: Path, data: Path, made: list[object]
) -> None:
    before = _titles(open_index([data]))
    _change(data)
    for path in data.iterdir():
        _age(path, 60)

    assert _titles(open_index([data])) != before
    assert len(made) == 2
    assert len(list(cache.iterdir())) == 1


def test_a_file_touched_but_not_changed_is_not_read_again(
    cache: Path, data: Path, made: list[object]
) -> None:
    open_index([data])
    for path in data.iterdir():
        _age(path, 60)
    open_index([data])
    settled = _only(cache).read_bytes()
    open_index([data])

    assert len(made) == 1
    assert _only(cache).read_bytes() == settled


def test_a_file_changed_in_the_moment_it_was_read_is_told_by_its_content(
    cache: Path, data: Path, made: list[object]
) -> None:
    for path in data.iterdir():
        _age(path, 0)
    before = _titles(open_index([data]))
    _change(data)

    assert _titles(open_index([data])) != before
    assert len(made) == 2
    assert cache.is_dir()


@pytest.mark.parametrize("length", [0, 3, 100, -1])
def test_a_snapshot_cut_short_is_made_again(
    cache: Path, data: Path, made: list[object], length: int
) -> None:
    before = _titles(open_index([data]))
    whole = _only(cache).read_bytes()
    _only(cache).write_bytes(whole[:length])

    assert _titles(open_index([data])) == before
    assert len(made) == 2
    assert len(_only(cache).read_bytes()) == len(whole)


def test_a_snapshot_with_one_bit_turned_is_made_again(
    cache: Path, data: Path, made: list[object]
) -> None:
    before = _titles(open_index([data]))
    damaged = bytearray(_only(cache).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    _only(cache).write_bytes(damaged)

    assert _titles(open_index([data])) == before
    assert len(made) == 2


def test_a_snapshot_of_another_python_is_made_again(
    cache: Path, data: Path, made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index([data])
    monkeypatch.setattr(sys, "version", "4.0")
    open_index([data])

    assert len(made) == 2
    assert cache.is_dir()


@pytest.mark.parametrize("in_the_way", ["a file", "no right to write"])
def test_a_cache_that_cannot_be_written_is_no_fault(
    cache: Path, data: Path, in_the_way: str
) -> None:
    if in_the_way == "a file":
        cache.parent.write_text("")
    else:
        cache.parent.mkdir()
        cache.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)

    assert _titles(open_index([data])) == _titles(open_index([data], cache=False))


def test_starts_at_the_same_time_do_not_disturb_each_other(cache: Path, data: Path) -> None:
    def start(_: int) -> str:
        command = [sys.executable, "-m", "graph", "list", "--data", str(data)]
        return subprocess.check_output(command, text=True, cwd=ROOT)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(8)))) == 1
    assert len(list(cache.iterdir())) == 1


def test_a_recipe_that_changed_is_read_again(
    cache: Path, tmp_path: Path, made: list[object]
) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "nodes.csv").write_text("title,kind\nBaker,role\n")
    (tables / "edges.csv").write_text("source,relation,target\n")
    shipped = (ROOT / "data" / "recipes" / "nodes-and-edges.yaml").read_text("utf-8")
    recipe = tmp_path / "my.yaml"
    for text in (shipped, f"# changed\n{shipped}"):
        recipe.write_text(text, "utf-8")
        open_index([tables], recipe=recipe)

    assert len(made) == 2
    assert cache.is_dir()


def test_data_with_errors_leaves_nothing_behind(cache: Path, data: Path) -> None:
    (data / "more.yaml").write_text("roles: [{id: x}]")

    for _ in range(2):
        with pytest.raises(DataError):
            open_index([data])
    assert not cache.exists()


def test_only_the_snapshots_made_last_are_kept(cache: Path, data: Path, tmp_path: Path) -> None:
    for number in range(CACHE_SIZE + 3):
        place = tmp_path / f"copy{number}"
        shutil.copytree(data, place)
        open_index([place])

    assert len(list(cache.iterdir())) == CACHE_SIZE


def test_progress_goes_from_nothing_towards_all(data: Path) -> None:
    told: list[tuple[str, float]] = []
    open_index([data], cache=False, progress=lambda what, share: told.append((what, share)))

    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_directory_whose_name_is_no_unicode_has_a_snapshot_too(
    cache: Path, data: Path, made: list[object]
) -> None:
    place = data.rename(data.with_name(os.fsdecode(b"caf\xe9")))
    open_index([place])
    open_index([place])

    assert len(made) == 1
    assert cache.is_dir()
