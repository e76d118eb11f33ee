"""Does every module depend only on what lies below it?"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path for path in (ROOT / "graph").rglob("*.py") if path.stem not in ("__main__", "serve")
)
OF_THE_WEB = {"flask", "jinja2", "werkzeug", "pyvis", "waitress", "web"}
FOR_MISTAKES_ONLY = {"jsonschema", "rapidfuzz"}


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


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
    """The directory data holds YAML, JSON Schema, and one README for authors."""
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    others = [path for path in files if path.suffix not in (".yaml", ".json")]

    assert others in ([], [ROOT / "data" / "README.md"])


def test_pyproject_lists_every_package() -> None:
    """A new package travels in the wheel; a question does so without a change here."""
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    listed = set(setuptools["packages"])
    found = {
        _module(path)
        for package in ("graph", "web")
        for path in ROOT.glob(f"{package}/**/__init__.py")
    }

    assert {each for each in found - listed if not each.startswith("graph.questions.")} == set()
