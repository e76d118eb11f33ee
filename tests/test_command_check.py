"""The command check lists every problem of a data set."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from commands import data_set, keys


def test_check_json_lists_problems(run: Any, three: str) -> None:
    """A check as JSON has the directory, the numbers and each problem."""
    check = json.loads(run("check", three, "--json").stdout)

    assert keys(check) == "directory errors warnings rows_left_out problems"
    assert (check["directory"], check["errors"], check["warnings"]) == (three, 0, 3)
    assert keys(check["problems"][0]) == "path line message warning"


def test_errors_exit_with_one(run: Any, tmp_path: Path) -> None:
    """Errors are listed and counted; the exit code is 1."""
    bad = data_set(tmp_path / "bad", "roles:\n- {id: a, titel: A, basis: derived}\n")

    result = run("check", bad)

    assert result.returncode == 1
    assert result.stderr == ""
    assert f"{bad}/all.yaml:2: unknown key 'titel'; did you mean 'title'?\n" in result.stdout
    assert re.search(r"^2 errors, \d warnings?$", result.stdout.splitlines()[-1])


def test_warnings_exit_with_zero(run: Any, three: str) -> None:
    """With warnings alone the exit code is 0."""
    result = run("check", three)

    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == "0 errors, 3 warnings"


def test_check_uses_data_option(run: Any, three: str) -> None:
    """Without an argument the data set is that of --data or the environment."""
    assert run("check").stdout == "0 errors, 0 warnings\n"
    assert run("check", "--data", three).stdout == run("check", three).stdout


def test_problem_lines_stay_whole(run: Any, tmp_path: Path) -> None:
    """The line of a problem is not wrapped."""
    bad = data_set(tmp_path / "bad", f"roles:\n- {{id: a, {'x' * 90}: A, basis: derived}}\n")

    lines = run("check", bad, COLUMNS="40").stdout.splitlines()

    assert all(line.startswith(bad) for line in lines[:-1])
