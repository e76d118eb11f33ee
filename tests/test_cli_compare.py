from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOT_JOINED = (
    "nothing leads from 'Product owner' straight to 'Chief product officer'; "
    "name every role on the way, or the two ends alone"
)


def _compare(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "graph", "compare", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "CAREERGRAPH_DATA": "",
            "COLUMNS": "100",
            "PYTHONIOENCODING": "utf-8",
            **more,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _json(*arguments: str) -> Any:
    return json.loads(_compare(*arguments, "--json").stdout)


def test_the_source_s_own_comparison_comes_first() -> None:
    result = _compare("PM", "product owner")

    said = result.stdout.index("Said of Product manager and Product owner")
    assert result.returncode == 0
    assert said < result.stdout.index("Side by side") < result.stdout.index("\nSkills\n")
    assert "27 of Product manager; not stated for Product owner" in result.stdout


def test_what_differs_comes_before_what_is_shared() -> None:
    skills = _compare("PM", "senior product manager").stdout.partition("\nSkills\n")[2]

    assert skills.index("Only Product manager (20)") < skills.index("Both (7)")


def test_json_answers_with_roles_in_the_order_asked() -> None:
    answer = _json("CPO", "PM", "product owner")

    titles = [role["node"]["title"] for role in answer["roles"]]
    assert titles == ["Chief product officer", "Product manager", "Product owner"]
    assert answer["skills"]["not_stated"] == [1, 3]


def test_two_paths_are_compared() -> None:
    answer = _json(
        "--path", "junior product manager", "CPO", "--path", "product coordinator", "CPO"
    )

    assert [path["length"] for path in answer["paths"]] == [4, 4]
    assert [part["of"] for part in answer["roles"]["parts"]] == [[1], [2], [1, 2]]


def test_a_path_may_be_given_role_by_role() -> None:
    ladder = ["PM", "senior product manager", "director of product", "CPO"]
    result = _compare("--path", *ladder, "--path", "product coordinator", "CPO")

    assert result.returncode == 0
    assert "Only path 2 (1): Product coordinator" in result.stdout


def test_a_path_that_does_not_exist_exits_with_1_and_says_why() -> None:
    result = _compare("--path", "project manager", "CPO", "--path", "PM", "CPO")

    assert result.returncode == 1
    assert "No path along leads to" in result.stdout
    assert "Skills gained" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "no roles are named; a comparison takes two to four"),
        (["PM"], "1 role is named; a comparison takes two to four"),
        (["PM", "pm"], "'PM' and 'pm' are the same role, Product manager; name others"),
        (["PM", "CPO", "--path", "PM", "CPO"], "ROLE and --path are two questions; ask one"),
        (["--path", "PM", "CPO"], "1 path is named; a comparison takes two to four"),
        (
            ["--path", "PM", "CPO", "--path", "PM"],
            "a path of 1 role is named; name its two ends, or up to 50 roles",
        ),
        (
            ["--path", "PM", "CPO", "--path", "PM", "product owner", "CPO"],
            NOT_JOINED,
        ),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(arguments: list[str], sentence: str) -> None:
    result = _compare(*arguments)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"careergraph: {sentence}\n"


def test_a_narrow_terminal_without_unicode_is_enough() -> None:
    result = _compare("PM", "CPO", COLUMNS="40", PYTHONIOENCODING="ascii")

    assert result.stdout.isascii()
    assert max(map(len, result.stdout.splitlines())) <= 40
