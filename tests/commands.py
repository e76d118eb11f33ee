"""Run the command ``careergraph`` in tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from graph.command.parser import summaries

ROOT = Path(__file__).resolve().parents[1]
STARTER = ROOT / "data" / "starter"
COMMANDS = tuple(summaries())
COMMAND = [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-m", "graph"]
FIRST, LAST = "Support agent", "Senior engineer"

AMONG_THREE = """\
roles:
- {id: a, title: Ada, basis: derived, leads_to: [{target: b, basis: derived}]}
- {id: b, title: Bob, basis: derived}
- {id: c, title: Cyd, basis: derived, overlaps_with: [{target: a, basis: derived}]}
"""


def environment(**more: str) -> dict[str, str]:
    """Return the environment of the tests without what changes the output of a command."""
    changing = ("CAREERGRAPH_DATA", "COLUMNS", "NO_COLOR", "PYTHONUNBUFFERED", "TERM")
    kept = {name: value for name, value in os.environ.items() if name not in changing}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


def data_set(directory: Path, text: str) -> str:
    """Write a data set of one file to a new directory, and return its path."""
    directory.mkdir()
    (directory / "all.yaml").write_text(text, encoding="utf-8")
    return str(directory)


def error_line(result: subprocess.CompletedProcess[str]) -> str:
    """Return the one line on standard error of a command that was used wrongly."""
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("careergraph: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("careergraph: ").rstrip("\n")


def keys(value: dict[str, Any]) -> str:
    """Return the keys of an object in one text."""
    return " ".join(value)
