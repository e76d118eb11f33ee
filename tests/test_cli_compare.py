"""``careergraph compare`` as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
UK = str(ROOT / "data" / "uk-digital-data")
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


def test_source_comparison_comes_first() -> None:
    """What the source says comes before what careergraph works out."""
    result = _compare("PM", "product owner")

    said = result.stdout.index("What the sources say about Product manager and Product owner")
    assert result.returncode == 0
    assert said < result.stdout.index("Side by side") < result.stdout.index("\nSkills\n")
    assert (
        "Product manager requires 27 skills; no source lists any for Product owner."
        in result.stdout
    )


def test_differences_come_first() -> None:
    """What one role requires alone comes before what both require."""
    skills = _compare("PM", "senior product manager").stdout.partition("\nSkills\n")[2]

    assert skills.index("Only Senior product manager (9)") < skills.index("Both (")


def test_json_keeps_role_order() -> None:
    """The JSON has the roles in the order of the command."""
    answer = _json("CPO", "PM", "product owner")

    titles = [each["role"]["node"]["title"] for each in answer["compared"]]
    assert titles == ["Chief product officer", "Product manager", "Product owner"]
    assert answer["skills"]["not_stated"] == [1, 3]
    assert answer["skills"]["totals"] == [None, 27, None]


def test_two_paths_are_compared() -> None:
    """Two paths between ends have lengths and shared roles."""
    answer = _json(
        "--path", "junior product manager", "CPO", "--path", "product coordinator", "CPO"
    )

    assert [each["path"]["length"] for each in answer["compared"]] == [4, 4]
    assert [each["owners"] for each in answer["roles"]["sets"]] == [[1], [2], [1, 2]]


def test_paths_take_every_role() -> None:
    """A path may be given role by role."""
    ladder = ["PM", "senior product manager", "director of product", "CPO"]
    result = _compare("--path", *ladder, "--path", "product coordinator", "CPO")

    assert result.returncode == 0
    assert "Only path 2 (1): Product coordinator" in result.stdout


def test_missing_path_exits_with_one() -> None:
    """A path that does not exist is explained, and the exit code is 1."""
    result = _compare("--path", "project manager", "CPO", "--path", "PM", "CPO")

    assert result.returncode == 1
    assert "Nothing leads from Project manager to Chief product officer" in result.stdout
    assert "Skills gained" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "nothing is named; a comparison takes two to four roles or paths"),
        (["PM"], "only one role is named; a comparison takes two to four roles or paths"),
        (["PM", "pm"], "'PM' and 'pm' are the same role, Product manager; name others"),
        (["PM", "CPO", "--path", "PM", "CPO"], "ROLE and --path exclude each other; give one"),
        (
            ["--path", "PM", "CPO"],
            "only one path is named; a comparison takes two to four roles or paths",
        ),
        (
            ["--path", "PM", "CPO", "--path", "PM"],
            "a path cannot have 1 role; name its two ends, or up to 50 roles in order",
        ),
        (
            ["--path", "PM", "CPO", "--path", "PM", "product owner", "CPO"],
            NOT_JOINED,
        ),
    ],
)
def test_wrong_comparisons_are_refused(arguments: list[str], sentence: str) -> None:
    """What cannot be compared is refused in one sentence, with exit code 2."""
    result = _compare(*arguments)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"careergraph: {sentence}\n"


def test_narrow_ascii_terminal_works() -> None:
    """The page fits 40 columns of ASCII."""
    result = _compare("PM", "CPO", COLUMNS="40", PYTHONIOENCODING="ascii")

    assert result.stdout.isascii()
    assert max(map(len, result.stdout.splitlines())) <= 40


def test_new_levels_are_no_rise() -> None:
    """The levels of new skills are counted apart, and the direction is the one asked for."""
    text = _compare("head-of-portfolio", "programme-delivery-manager", "--data", UK).stdout

    assert "What changes from Head of portfolio to Programme delivery manager" in text
    assert "New (32 levels)\nRaised (1 level):\n" in text


def test_a_comparison_keeps_its_direction() -> None:
    """The first role comes first, also where the second has lower levels."""
    text = _compare("associate-product-manager", "junior-business-analyst", "--data", UK).stdout

    assert "What changes from Associate product manager to Junior business analyst" in text
    assert "Lowered:" in text


def test_a_condition_is_a_different_term() -> None:
    """What one role requires under a condition, and another without one, differs."""
    text = " ".join(_compare("associate-product-manager", "product-manager").stdout.split())

    assert "Writing user stories (as experience grows / without a condition)" in text


def test_levels_of_two_scales_are_not_added() -> None:
    """A sum of levels that cannot be formed is not called not stated."""
    text = _compare("product-manager", "senior-product-manager").stdout

    assert "Senior product manager: levels on several scales are not added" in text
