"""The question that graph/README.md adds works as it says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from readme_examples import ROOT, files, text_of

DOCUMENT = "graph/README.md"
TABLE = "graph/questions/__init__.py"
COPIED = ("graph", "web", "data", "tests/data/small")
TESTS = ("worlds.py", "marks.py", "commands.py", "conftest.py")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with the files and the line of the document."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in TESTS:
        shutil.copy(ROOT / "tests" / name, copy / "tests" / name)
    for name, text in files(DOCUMENT).items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    line = re.search(r'```python\n( +"requiring": .+\n)```', text_of(DOCUMENT))
    assert line is not None
    table = re.sub(r"(?m)^QUESTIONS.+= \{\n", lambda start: start[0] + line[1], text_of(TABLE))
    (copy / TABLE).write_text(table, encoding="utf-8")
    return copy


def _run(checkout: Path, *arguments: str) -> str:
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={"PYTHONPATH": str(checkout), "PYTHONUTF8": "1", "XDG_CACHE_HOME": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_question_takes_few_files() -> None:
    """One folder, one template and one test file are all that is new."""
    places = {str(Path(name).parent) for name in files(DOCUMENT)}

    assert places == {"graph/questions/requiring", "web/templates/questions", "tests"}


def test_its_tests_pass(checkout: Path) -> None:
    """The test file of the document passes."""
    _run(
        checkout,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_questions_requiring.py",
    )


def test_its_command_answers(checkout: Path) -> None:
    """The command prints the answer, and the same as JSON."""
    arguments = ("-m", "graph", "requiring", "empathy")
    shown = _run(checkout, *arguments)
    answer = json.loads(_run(checkout, *arguments, "--json"))

    assert shown.startswith("3 roles for Empathy\n")
    assert answer["level"] is None


def test_its_page_and_address_answer(checkout: Path) -> None:
    """The explorer has a page with a form, and the API an address that OpenAPI describes."""
    code = (
        "from web.app import create_app; "
        "client = create_app('data/product-management').test_client(); "
        "page = client.get('/requiring?skill=empathy'); "
        "print(page.status_code, '<h2>' in page.text, 'name=\"level\"' in page.text); "
        "print(client.get('/requiring?skill=nobody').status_code); "
        "print(client.get('/api/v1/requiring?skill=empathy').status_code); "
        "print('/api/v1/requiring' in client.get('/api/v1/openapi.json').json['paths'])"
    )

    assert _run(checkout, "-c", code).splitlines() == ["200 True True", "404", "200", "True"]


def test_its_code_passes_checks(checkout: Path) -> None:
    """The code of the document is formatted and typed, and ruff finds nothing."""
    folder = "graph/questions/requiring"
    shutil.copy(ROOT / "pyproject.toml", checkout)
    _run(checkout, "-m", "ruff", "format", "--check", folder, "tests/test_questions_requiring.py")
    _run(checkout, "-m", "ruff", "check", "--no-cache", folder)
