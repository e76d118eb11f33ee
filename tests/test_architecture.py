"""Properties of the code as a whole, beside the contracts in pyproject.toml."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GRAPH = sorted((ROOT / "graph").rglob("*.py"))
MODULES = [*GRAPH, *sorted((ROOT / "web").rglob("*.py"))]
STARTS = ("__main__", "serve")
"""The modules of ``graph`` that run something, or start the web."""
SLOW = {"flask", "jinja2", "werkzeug", "pyvis", "waitress", "web", "jsonschema", "rapidfuzz"}
"""What no command may pay for unless it serves, or has a mistake to explain."""
MOST_LINES = 450


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _run(code: str) -> list[str]:
    command = [sys.executable, "-c", code]
    return subprocess.check_output(command, text=True, cwd=ROOT, stderr=subprocess.STDOUT).split()


def test_graph_imports_nothing_slow() -> None:
    """Importing any module of graph imports no web library, and none for mistakes only."""
    modules = [_module(path) for path in GRAPH if path.stem not in STARTS]
    code = (
        "import sys, importlib\n"
        f"for module in {modules!r}:\n"
        "    importlib.import_module(module)\n"
        f"    slow = {SLOW!r} & set(sys.modules)\n"
        "    if slow:\n"
        "        sys.exit(print(module, *slow))"
    )

    assert _run(code) == []


@pytest.mark.parametrize("package", ["graph", "web"])
def test_importing_does_no_work(package: str) -> None:
    """An import opens no file of data, prints nothing and starts no thread."""
    code = (
        "import sys, threading; opened = []; "
        "sys.addaudithook(lambda event, args: opened.append(args) if event == 'open' else None); "
        f"import {package}; "
        "print(*(args[0] for args in opened if str(args[0]).endswith(('.yaml', '.json')))); "
        "assert threading.active_count() == 1"
    )

    assert _run(code) == []


def test_package_graph_imports_nothing() -> None:
    """A command pays only for the modules it uses."""
    code = "import sys; before = set(sys.modules); import graph; print(*set(sys.modules) - before)"

    assert set(_run(code)) <= {"graph", "__future__"}


def test_every_module_has_a_docstring() -> None:
    """Each module says in a sentence what it does."""
    assert [_module(path) for path in MODULES if not ast.get_docstring(_tree(path))] == []


def test_no_module_is_long() -> None:
    """A module that grows beyond 450 lines is two modules."""
    lengths = {_module(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_graph_never_prints() -> None:
    """The library writes only to the streams of its command."""
    printing = [
        _module(path)
        for path in GRAPH
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Name) and node.id == "print"
    ]

    assert printing == []


def test_data_holds_no_code() -> None:
    """The directory data holds YAML, JSON Schema, and one README for authors."""
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    others = [path for path in files if path.suffix not in (".yaml", ".json")]

    assert others == [ROOT / "data" / "README.md"]


def test_pyproject_lists_every_package() -> None:
    """A new package travels in the wheel; a question does so without a change there."""
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    found = {_module(path) for path in MODULES if path.stem == "__init__"}
    others = {name for name in found if not name.startswith("graph.questions.")}

    assert others - set(setuptools["packages"]) == set()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))
