"""`careergraph match` as people run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_graph_cli import ROOT, environment

PROFILE = str(ROOT / "tests" / "data" / "profiles" / "robin.yaml")
SHIPPED = str(ROOT / "data" / "product-management")


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graph", "match", *arguments],
        env=environment(**{"CAREERGRAPH_DATA": SHIPPED, "COLUMNS": "88", **more}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_names_the_roles_in_reach_with_cut_offs_and_gaps() -> None:
    result = run(PROFILE)

    assert result.returncode == 0, result.stderr
    assert "Published cut-offs: now from 0.45" in result.stdout
    assert "Only 4 steps of this graph can be measured" in result.stdout
    assert "Senior product manager – 8 of 16 (0.50) essential" in result.stdout
    assert "1 of 7 signs of readiness shown" in result.stdout
    assert "Essential skills not stated" in result.stdout


def test_json_says_the_same() -> None:
    answer = json.loads(run(PROFILE, "--json", "--limit", "1").stdout)

    assert answer["title"] == "Robin"
    assert [matched["role"]["title"] for matched in answer["now"]] == ["Director of product"]
    assert answer["counts"]["now"] == 3
    assert answer["cut_offs"]["calibrated"] is False
    assert answer["path"] is None


def test_to_a_role_it_shows_the_path() -> None:
    result = run(PROFILE, "--to", "CPO")

    assert result.returncode == 0, result.stderr
    assert "3 steps; 13 skills to learn; effort 12." in result.stdout
    assert "Not counted, because the skills are not stated: Chief product officer." in result.stdout
    assert "Exact: no other path takes less effort." in result.stdout


def test_skills_and_levels_to_gain_are_numbers_of_their_own_beside_the_effort() -> None:
    page = run("--role", "PM", "--skill", "leadership", "--to", "CPO").stdout

    assert "3 steps; 14 skills to learn; effort 13." in page
    assert "to learn, 9 skills already held; effort 4" in page


def test_lists_keep_their_sentences_apart_and_moves_say_where_they_come_from() -> None:
    page = " ".join(run(PROFILE).stdout.split())

    assert "Manage product managers; Manage collaboration across cross-functional teams;" in page
    assert "1 of 7 signs of readiness shown [stated: article, line 111]" in page


def test_a_file_is_not_needed() -> None:
    result = run("--role", "PM", "--skill", "mentoring", "--skill", "budget management")

    assert result.returncode == 0
    assert "Product manager · 28 skills" in result.stdout


def test_without_a_way_the_exit_code_is_1() -> None:
    result = run("--role", "CPO", "--to", "PM")

    assert result.returncode == 1
    assert "No path: no steps lead from Chief product officer to" in result.stdout


def test_what_is_not_stated_of_a_held_role_is_said_and_not_counted_as_0() -> None:
    alone = run("--role", "CPO")
    beside = run("--role", "CPO", "--skill", "leadership")

    assert alone.returncode == 1
    assert "Chief product officer · skills not stated for Chief product officer" in alone.stdout
    assert "0 skills" not in alone.stdout
    assert "no role" not in alone.stdout
    assert "1 skill (not stated for Chief product officer)" in beside.stdout


def test_all_problems_of_a_profile_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("roles: [busines analyst]\nskills:\n- empthy\n", "utf-8")
    result = run(str(path), "--sign", "nothing")

    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"{path}:1: unknown role 'busines analyst'; did you mean 'Business analyst'?",
        f"{path}:3: unknown skill 'empthy'; did you mean 'Empathy'?",
        "--sign: unknown sign 'nothing'",
        "careergraph: the profile cannot be used: 3 errors",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "it names no role, skill or sign; name one"),
        (("missing.yaml",), "missing.yaml: No such file or directory"),
        ((PROFILE, "--limit", "0"), "--limit cannot be '0'; it takes a whole number from 1 to 100"),
        ((PROFILE, "--to", "nobody"), "unknown role 'nobody'"),
    ],
)
def test_what_cannot_be_asked_ends_with_2_and_no_trace(
    arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)

    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
