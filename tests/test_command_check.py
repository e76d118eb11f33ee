"""The command check lists every problem of a data set."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from commands import AMONG_THREE, ROOT, data_set, keys


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


def test_unread_files_are_named(run: Any, tmp_path: Path) -> None:
    """YAML files in a folder, and workbooks, are not read, and check says what to do."""
    top = data_set(tmp_path / "top", AMONG_THREE)
    folder = data_set(tmp_path / "top" / "teams", "dataset: {title: Teams, extends: top}\n")
    data_set(tmp_path / "top" / ".hidden", AMONG_THREE)
    for name in ("Ladder.XLSX", "~$Ladder.XLSX"):
        (tmp_path / "top" / name).touch()

    book = f"{top}/Ladder.XLSX: warning: a workbook, which is not read; save each of its sheets"
    unread = f"{folder}: warning: its YAML files are not read (the first 'all.yaml'); "
    help_ = "move them up to other YAML files, or name the folder with its own --data"
    first, second, *rest = run("check", top).stdout.splitlines()
    assert (first, second) == (f"{unread}{help_}", f"{book} as a CSV file")
    assert run("check", top, folder).stdout.splitlines()[:-1] == [second, *rest[:-1]]


def test_unread_folder_beside_tables(run: Any, tmp_path: Path) -> None:
    """YAML files in a folder of tables are named; a folder with the given recipe is not."""
    (tmp_path / "nodes.csv").write_text("title,kind\nCook,role\n")
    (tmp_path / "edges.csv").write_text("source,relation,target\n")
    folder = tmp_path / "more" / "deep"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "data" / "recipes" / "nodes-and-edges.yaml", folder / "own.yaml")

    words = f"{tmp_path}/more: warning: its YAML files are not read (the first 'deep/own.yaml')"
    recipe = ("--recipe", str(folder / "own.yaml"))
    assert run("check", str(tmp_path)).stdout.startswith(words)
    assert "not read" not in run("check", str(tmp_path), *recipe).stdout


def test_lone_workbook_is_an_error(run: Any, tmp_path: Path) -> None:
    """A directory with nothing but a workbook is no data set; check says how to make one."""
    (tmp_path / "Ladder.xlsx").touch()

    words = "no .yaml file in it; save each sheet of 'Ladder.xlsx' as a CSV file"
    assert run("check", str(tmp_path)).stdout == (
        f"{tmp_path}: {words}, nodes.csv and edges.csv\n1 error, 0 warnings\n"
    )
    assert words in run("stats", "--data", str(tmp_path)).stderr


def test_check_uses_data_option(run: Any, three: str) -> None:
    """Without an argument the data set is that of --data or the environment."""
    assert run("check").stdout == "0 errors, 0 warnings\n"
    assert run("check", "--data", three).stdout == run("check", three).stdout


def test_problem_lines_stay_whole(run: Any, tmp_path: Path) -> None:
    """The line of a problem is not wrapped."""
    bad = data_set(tmp_path / "bad", f"roles:\n- {{id: a, {'x' * 90}: A, basis: derived}}\n")

    lines = run("check", bad, COLUMNS="40").stdout.splitlines()

    assert all(line.startswith(bad) for line in lines[:-1])
