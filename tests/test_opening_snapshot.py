"""A graph is read from its snapshot exactly if nothing has changed."""

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


def test_second_opening_uses_snapshot(cache: Path, data: Path, made: list[object]) -> None:
    """The second time, a graph comes from its snapshot."""
    first, second = open_index([data]), open_index([data])

    assert len(made) == 1
    assert _titles(second) == _titles(first)
    assert list(second.edges()) == list(first.edges())
    assert second.about == first.about
    assert cache.is_dir()


def test_no_cache_keeps_nothing(cache: Path, data: Path, made: list[object]) -> None:
    """Without the cache, files are read and nothing is kept."""
    open_index([data], cache=False)
    open_index([data], cache=False)

    assert len(made) == 2
    assert not cache.exists()


def test_changed_file_is_read_again(cache: Path, data: Path, made: list[object]) -> None:
    """A file of another size or time is read again."""
    before = _titles(open_index([data]))
    _change(data)
    for path in data.iterdir():
        _age(path, 60)

    assert _titles(open_index([data])) != before
    assert len(made) == 2
    assert len(list(cache.iterdir())) == 1


def test_touched_file_is_not_read(cache: Path, data: Path, made: list[object]) -> None:
    """A file with a new time and the same content is not read again."""
    open_index([data])
    for path in data.iterdir():
        _age(path, 60)
    open_index([data])
    settled = _only(cache).read_bytes()
    open_index([data])

    assert len(made) == 1
    assert _only(cache).read_bytes() == settled


def test_recent_change_is_noticed(cache: Path, data: Path, made: list[object]) -> None:
    """A file changed while it was read is recognised by its content."""
    for path in data.iterdir():
        _age(path, 0)
    before = _titles(open_index([data]))
    _change(data)

    assert _titles(open_index([data])) != before
    assert len(made) == 2
    assert cache.is_dir()


@pytest.mark.parametrize("length", [0, 3, 100, -1])
def test_cut_snapshot_is_remade(cache: Path, data: Path, made: list[object], length: int) -> None:
    """A snapshot that is cut short is made again."""
    before = _titles(open_index([data]))
    whole = _only(cache).read_bytes()
    _only(cache).write_bytes(whole[:length])

    assert _titles(open_index([data])) == before
    assert len(made) == 2
    assert len(_only(cache).read_bytes()) == len(whole)


def test_turned_bit_is_noticed(cache: Path, data: Path, made: list[object]) -> None:
    """A snapshot with one wrong bit is made again."""
    before = _titles(open_index([data]))
    damaged = bytearray(_only(cache).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    _only(cache).write_bytes(damaged)

    assert _titles(open_index([data])) == before
    assert len(made) == 2


def test_other_python_remakes_snapshot(
    cache: Path, data: Path, made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot of another Python is made again."""
    open_index([data])
    monkeypatch.setattr(sys, "version", "4.0")
    open_index([data])

    assert len(made) == 2
    assert cache.is_dir()


@pytest.mark.parametrize("in_the_way", ["a file", "no right to write"])
def test_unwritable_cache_is_harmless(cache: Path, data: Path, in_the_way: str) -> None:
    """A cache that is not writable does no harm."""
    if in_the_way == "a file":
        cache.parent.write_text("")
    else:
        cache.parent.mkdir()
        cache.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)

    assert _titles(open_index([data])) == _titles(open_index([data], cache=False))


def test_parallel_starts_are_safe(cache: Path, data: Path) -> None:
    """Starts at the same time do not disturb each other."""

    def start(_: int) -> str:
        command = [sys.executable, "-m", "graph", "list", "--data", str(data)]
        return subprocess.check_output(command, text=True, cwd=ROOT)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(8)))) == 1
    assert len(list(cache.iterdir())) == 1


def test_changed_recipe_is_read(cache: Path, tmp_path: Path, made: list[object]) -> None:
    """A recipe that changed is read again."""
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


def test_errors_leave_no_snapshot(cache: Path, data: Path) -> None:
    """Data with errors leaves no snapshot behind."""
    (data / "more.yaml").write_text("roles: [{id: x}]")

    for _ in range(2):
        with pytest.raises(DataError):
            open_index([data])
    assert not cache.exists()


def test_old_snapshots_are_removed(cache: Path, data: Path, tmp_path: Path) -> None:
    """Only the latest snapshots are kept."""
    for number in range(CACHE_SIZE + 3):
        place = tmp_path / f"copy{number}"
        shutil.copytree(data, place)
        open_index([place])

    assert len(list(cache.iterdir())) == CACHE_SIZE


def test_progress_rises_to_one(data: Path) -> None:
    """Progress rises from nothing towards all."""
    told: list[tuple[str, float]] = []
    open_index([data], cache=False, progress=lambda what, share: told.append((what, share)))

    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_strange_directory_has_snapshot(cache: Path, data: Path, made: list[object]) -> None:
    """A directory with a name that is not Unicode has a snapshot."""
    place = data.rename(data.with_name(os.fsdecode(b"caf\xe9")))
    open_index([place])
    open_index([place])

    assert len(made) == 1
    assert cache.is_dir()
