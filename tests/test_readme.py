"""What README says is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from graph.command.parser import build_parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ (.+)\n([\s\S]+?)\n```", README)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_readme_shows(command: str, output: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "graph", *shlex.split(command)[1:]],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "88", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    shown, elided, _ = output.partition("\n…")
    assert result.stdout.startswith(shown)
    assert elided or result.stdout.rstrip() == shown


def test_readme_shows_the_profile_it_asks_about() -> None:
    profile = (ROOT / "tests" / "data" / "profiles" / "robin.yaml").read_text(encoding="utf-8")

    assert f"```yaml\n{profile}```" in README


def test_readme_names_every_command() -> None:
    subcommands = next(a.choices for a in build_parser()._actions if a.dest == "command")  # noqa: SLF001
    assert subcommands is not None
    assert [name for name in subcommands if f"careergraph {name}" not in README] == []


def test_the_library_example_runs() -> None:
    (code,) = re.findall(r"```python\n([\s\S]+?)```", README)
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "Chief product officer" in result.stdout


def test_ci_runs_the_test_command_of_readme() -> None:
    pattern = re.search(r"'(\^python3 .*)'", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert pattern is not None
    assert len(re.findall(pattern[1], README, flags=re.MULTILINE)) == 1
