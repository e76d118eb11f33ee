"""Does every module depend only on what lies below it?"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for path in (ROOT / "graph").rglob("*.py") if path.stem != "__main__")
OF_THE_WEB = {"flask", "jinja2", "werkzeug", "pyvis", "waitress", "web"}
QUESTIONS = [f"questions.{path.stem}" for path in (ROOT / "graph" / "questions").glob("[a-z]*.py")]
EXCHANGE = ("exchange.graphml_read", "exchange.graphml_write", "exchange.part")
FOR_MISTAKES_ONLY = {"jsonschema", "rapidfuzz"}


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _imported_by(path: Path) -> Iterator[str]:
    """Yield the modules of graph that are imported when the module is, not when it is used."""
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            assert statement.level == 0, f"{path.name}:{statement.lineno} is a relative import"
            yield statement.module or ""


IMPORTS = nx.DiGraph(
    (_module(path), name)
    for path in MODULES
    for name in _imported_by(path)
    if name.partition(".")[0] == "graph"
)


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_a_module_of_graph_imports_nothing_of_the_web_and_nothing_only_mistakes_need(
    path: Path,
) -> None:
    code = (
        f"import sys, {_module(path)}; "
        f"print(*({OF_THE_WEB | FOR_MISTAKES_ONLY!r} & set(sys.modules)))"
    )
    printed = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT)
    assert printed.split() == []


def test_imports_within_graph_have_no_cycle() -> None:
    assert list(nx.simple_cycles(IMPORTS)) == []


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (
            {"relations", "errors", "overlap", "names", "model", "yaml_source"},
            {"records", "dataset"},
        ),
        (
            {"records", "dataset"},
            {"build", "index", "paths", "neighbourhood", "exchange.part", "words.general"},
        ),
        ({"build"}, {"index", "paths", "neighbourhood", "words.general", "cli"}),
        (
            {"compiled.deviations", "compiled.pareto", "compiled.gains"},
            {"index", "columns", "model"},
        ),
        ({"index"}, {"requirements", "paths", "neighbourhood", "portrait", "search", "stats"}),
        (
            {"requirements", "paths", "neighbourhood", "exchange.graphml_write", "exchange.part"},
            {"cli", "terminal.page", "terminal.answers", "arguments"},
        ),
    ],
)
def test_nothing_points_backwards(below: set[str], above: set[str]) -> None:
    reached = {name for start in below for name in nx.descendants(IMPORTS, f"graph.{start}")}
    assert reached & {f"graph.{name}" for name in above} == set()


def test_questions_do_not_read_files() -> None:
    """They take a graph: it may come from a data set, from GraphML, or from a test."""
    files = {
        "graph.sources.yaml_reader",
        "graph.sources.conversion",
        "graph.sources.dataset",
        "graph.model.data_paths",
    }
    for question in (
        "paths",
        "neighbourhood",
        "requirements",
        "portrait",
        "search",
        *QUESTIONS,
        *EXCHANGE,
    ):
        assert nx.descendants(IMPORTS, f"graph.{question}") & files == set(), question


@pytest.mark.parametrize("package", ["graph", "web"])
def test_importing_a_package_does_no_work(package: str) -> None:
    """No file of data is opened, nothing is printed, no thread is started."""
    code = (
        "import sys, threading; opened = []; "
        "sys.addaudithook(lambda event, args: opened.append(args) if event == 'open' else None); "
        f"import {package}; "
        "print(*(args[0] for args in opened if str(args[0]).endswith(('.yaml', '.json')))); "
        "assert threading.active_count() == 1"
    )
    printed = subprocess.check_output(
        [sys.executable, "-c", code], text=True, cwd=ROOT, stderr=subprocess.STDOUT
    )
    assert printed.split() == []


def test_the_package_graph_itself_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import graph; print(*set(sys.modules) - before)"
    printed = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT)
    assert set(printed.split()) <= {"graph", "__future__"}


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_every_module_says_which_question_it_answers(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_nothing_prints_but_what_is_written_to_a_stream() -> None:
    printing = {
        path.stem
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id == "print"
    }
    assert printing == set()


def test_data_holds_no_code() -> None:
    assert {path.suffix for path in (ROOT / "data").rglob("*") if path.is_file()} == {
        ".yaml",
        ".json",
    }
