"""A GraphML file opens like a directory of data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import pytest
from worlds import dataset, role

from graph.formats.graphml_write import write_graphml
from graph.formats.subgraph import whole_graph
from graph.model.data_paths import SHELF, shipped
from graph.model.errors import DataError
from graph.opening.index import check_data, open_index
from graph.opening.load import serving_sets
from graph.store.index import Index
from graph.store.networkx_graph import build_graph, columns_of
from graph.store.overlap import MAX_ALIKE

ROOT = Path(__file__).parents[1]


@pytest.fixture
def file(small_index: Index, tmp_path: Path) -> Path:
    """The small graph as a GraphML file."""
    path = tmp_path / "small.graphml"
    write_graphml(small_index.G, path)
    return path


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graph", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _first_problem(paths: Sequence[Path]) -> str:
    with pytest.raises(DataError) as raised:
        open_index(paths, cache=False)
    return str(raised.value.problems[0])


@pytest.mark.parametrize("dialect", ["portable", "yed"])
def test_the_graph_comes_back(shipped_index: Index, tmp_path: Path, dialect: str) -> None:
    """An exported graph opens with the columns of the original, in both dialects."""
    write_graphml(shipped_index.G, tmp_path / "all.graphml", dialect=dialect)

    index = open_index([tmp_path / "all.graphml"], cache=False)

    assert columns_of(index.G) == columns_of(shipped_index.G)
    assert index.about == shipped_index.about


def test_commands_answer_from_graphml(tmp_path: Path) -> None:
    """A command gives the same answer from the file as from the data set."""
    file = tmp_path / "all.graphml"
    assert _run("export", str(file)).returncode == 0

    found = _run("path", "product manager", "CPO", "--json", "--data", str(file))

    assert found.returncode == 0
    assert found.stdout == _run("path", "product manager", "CPO", "--json").stdout


def test_check_reads_graphml(file: Path) -> None:
    """The command `check` finds nothing wrong with an exported file."""
    result = _run("check", str(file))

    assert (result.returncode, result.stdout) == (0, "0 errors, 0 warnings\n")


def test_check_names_the_line(file: Path) -> None:
    """A broken file gives one error with its line, and exit code 1."""
    text = file.read_text("utf-8").replace('<data key="kind">role', '<data key="kind">rule', 1)
    file.write_text(text, "utf-8")
    line = text[: text.index('"kind">rule')].count("\n") + 1

    result = _run("check", str(file), "--json")

    (problem,) = json.loads(result.stdout)["problems"]
    assert result.returncode == 1
    assert (problem["path"], problem["line"]) == (str(file), line)
    assert problem["message"] == "unknown kind 'rule'; it is role, skill or responsibility"


def test_an_absent_file_is_unusable(tmp_path: Path) -> None:
    """A file that is not there is exit code 2, for a question and for `check`."""
    file = tmp_path / "none.graphml"

    for arguments in (["check", str(file)], ["stats", "--data", str(file)]):
        result = _run(*arguments)
        assert result.returncode == 2
        assert f"{file}: cannot be read: No such file or directory" in result.stderr


def test_plain_graphml_is_refused(tmp_path: Path) -> None:
    """A file without our records is an error that says what it lacks, and where."""
    file = tmp_path / "plain.graphml"
    nx.write_graphml(nx.DiGraph([("a", "b")]), file)

    assert _first_problem([file]) == (
        f"{file}:4: <node> without the data 'kind'; careergraph reads what it wrote itself, "
        "export it again"
    )


def test_graphml_stands_alone(file: Path) -> None:
    """A GraphML file beside other data is refused, in either order."""
    message = f"{file}: a GraphML file is a whole graph, which nothing adds to; name it alone"

    assert _first_problem([file, shipped("starter")]) == message
    assert _first_problem([shipped("starter"), file]) == message
    assert [str(problem) for problem in check_data([file, file]).problems] == [message]


def test_graphml_is_served_apart(file: Path) -> None:
    """The explorer offers each GraphML file as a data set of its own."""
    written = [shipped("starter"), shipped("product-management")]

    assert serving_sets([written[0], file, written[1]]) == [written, [file]]


def test_graphml_has_a_snapshot(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file opens from the cache while it is unchanged, and anew after a change."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    hour_ago = time.time() - 3_600
    os.utime(file, (hour_ago, hour_ago))
    before = open_index([file])
    (kept,) = (tmp_path / "cache" / "careergraph").iterdir()
    written = kept.stat().st_mtime_ns

    assert open_index([file]).columns.ids == before.columns.ids
    assert kept.stat().st_mtime_ns == written

    text = file.read_text("utf-8")
    file.write_text(text.replace("Data analyst", "Data explorer"), "utf-8")
    assert open_index([file]).title("data-analyst") == "Data explorer"


def test_derived_overlaps_are_not_doubled(tmp_path: Path) -> None:
    """A large graph exported with its derived overlaps has each of them once."""
    index = Index(build_graph(dataset(*(role(f"r{i}", requires="xy") for i in range(501)))))
    write_graphml(whole_graph(index, overlaps=True), tmp_path / "large.graphml")

    opened = open_index([tmp_path / "large.graphml"], cache=False)

    edges = opened.outgoing("r0", "overlaps_with")
    assert edges == index.outgoing("r0", "overlaps_with")
    assert len(edges) == MAX_ALIKE


def test_two_sets_travel_together(tmp_path: Path) -> None:
    """A graph of two data sets keeps its ids and its alignments."""
    whole = open_index([shipped(name) for name in SHELF], cache=False)
    written = tmp_path / "both.graphml"
    write_graphml(whole_graph(whole), written)

    again = open_index([written], cache=False)

    assert list(again.records) == list(whole.records)
    assert again.about.alignments == whole.about.alignments
    assert again.set_of("head-of-product") == "uk-digital-data"
