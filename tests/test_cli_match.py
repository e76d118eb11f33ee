"""The command ``match`` as people run it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ROOT, environment

PROFILE = str(ROOT / "tests" / "data" / "profiles" / "robin.yaml")
SHIPPED = str(ROOT / "data" / "product-management")
UK = str(ROOT / "data" / "uk-digital-data")


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graph", "match", *arguments],
        env=environment(**{"CAREERGRAPH_DATA": SHIPPED, "COLUMNS": "88", **more}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_page_lists_roles_in_reach() -> None:
    """Too few roles of the article can be ranked; the page has the ladder, gaps and signs."""
    result = run(PROFILE)

    assert result.returncode == 0, result.stderr
    assert "Only 4 roles state enough skills to rank; tiers need 10." in result.stdout
    assert "The ladder above Product manager\n• Senior product manager – 1 step;" in result.stdout
    assert "24 of 32 skills (0.75)" in result.stdout
    assert "1 of 7 signs of readiness shown" in result.stdout
    assert "0 of 5 signs of readiness shown" in result.stdout
    assert "Behind you: Product coordinator, Associate product manager." in result.stdout
    assert "Now" not in result.stdout


def test_next_rung_is_in_the_best_tier() -> None:
    """In the UK framework the tiers fall along the ladder."""
    page = run("--role", "product manager", CAREERGRAPH_DATA=UK).stdout

    tiers = re.findall(r"^• (.+) – \d steps?, (now|next|stretch);", page, re.MULTILINE)
    assert tiers == [
        ("Senior product manager", "now"),
        ("Lead product manager", "next"),
        ("Head of product", "stretch"),
    ]


def test_second_rung_is_never_now() -> None:
    """Head of product, two rungs up, has all skills of a senior product manager, and is *next*."""
    answer = json.loads(
        run("--role", "senior product manager", "--json", CAREERGRAPH_DATA=UK).stdout
    )

    assert [each["role"]["title"] for each in answer["now"]] == ["Lead product manager"]
    assert [each["role"]["title"] for each in answer["next"]] == [
        "Head of product",
        "Service owner",
    ]


def test_steps_down_are_in_no_tier() -> None:
    """Of the delivery ladder, only the rung at one's own level is left; the page says why."""
    result = run("--role", "programme delivery manager", CAREERGRAPH_DATA=UK)

    now = result.stdout.partition("\nNow")[2].partition("\nNext")[0]
    assert re.findall(r"^• (.+?) –", now, re.MULTILINE) == ["Head of (Agile) delivery management"]
    assert (
        "A step down from Programme delivery manager (mean level 100%), so in no tier: Senior\n"
        "delivery manager (89%), Delivery manager (67%)," in result.stdout
    )


def test_target_may_be_a_step_down() -> None:
    """A target role that is a step down says so instead of its tier."""
    result = run(
        "--role", "programme delivery manager", "--to", "delivery manager", CAREERGRAPH_DATA=UK
    )

    assert "Delivery manager: a step down from Programme delivery manager" in result.stdout


def test_json_has_the_answer() -> None:
    """The JSON has the same roles, counts and cut-offs."""
    answer = json.loads(run(PROFILE, "--json", "--limit", "1").stdout)

    assert answer["title"] == "Robin"
    assert [rung["role"]["title"] for rung in answer["ladder"]] == ["Senior product manager"]
    assert (answer["tiered"], answer["counts"]["now"], answer["now"]) == (False, None, [])
    assert (answer["counts"]["ladder"], answer["cut_offs"]["roles"]) == (4, 4)
    assert answer["path"] is None


def test_target_shows_the_path() -> None:
    """With --to, the page shows the path and its effort."""
    result = run(PROFILE, "--to", "CPO")

    assert result.returncode == 0, result.stderr
    page = " ".join(result.stdout.split())
    assert "3 steps; 13 skills to learn and 8 to raise; effort 30." in page
    assert "Exact: no other path takes less effort." in result.stdout


def test_skills_count_beside_effort() -> None:
    """The page counts new skills apart from the effort."""
    page = " ".join(run("--role", "PM", "--skill", "leadership", "--to", "CPO").stdout.split())

    assert "3 steps; 14 skills to learn and 8 to raise; effort 31." in page
    assert "27 skills already held; effort 21" in page


def test_lists_use_semicolons() -> None:
    """Items of a list may hold commas, and moves cite their source."""
    page = " ".join(run(PROFILE).stdout.split())

    assert re.search(r"responsibilities Manage product managers[^;]*; Manage collaboration", page)
    assert "1 of 7 signs of readiness shown [stated: article, line 111]" in page


def test_options_make_a_profile() -> None:
    """Options alone make a profile."""
    result = run("--role", "PM", "--skill", "mentoring", "--skill", "budget management")

    assert result.returncode == 0
    assert "Product manager · 28 skills" in result.stdout


def test_no_path_exits_with_one() -> None:
    """Without a path the exit code is 1, with the reason."""
    result = run("--role", "CPO", "--to", "PM")

    assert result.returncode == 1
    assert "No path: no steps lead from Chief product officer to" in result.stdout


def test_sideways_step_is_named() -> None:
    """A role that only an overlap joins to the role held is one sideways step away."""
    target = run("--role", "business analyst", "--to", "product manager").stdout

    assert "no path along leads to; 1 sideways step from Business analyst" in target


def test_first_position_shows_its_list() -> None:
    """From a starting point, a role shows what it requires and how to get a first position."""
    page = run("--role", "fresh graduate").stdout

    assert "how to get a first position: Build product knowledge;" in page
    assert "signs of readiness" not in page
    assert re.search(r"^  requires +\w", page, re.MULTILINE)


def test_unstated_skills_are_not_zero() -> None:
    """Unknown skills are said to be not stated, never 0."""
    alone = run("--role", "product owner")
    beside = run("--role", "product owner", "--skill", "leadership")

    assert alone.returncode == 1
    assert "Product owner · skills not stated for Product owner" in alone.stdout
    assert "0 skills" not in alone.stdout
    assert "no role" not in alone.stdout
    assert "1 skill (not stated for Product owner)" in beside.stdout


def test_problems_have_their_lines(tmp_path: Path) -> None:
    """All problems of a profile are listed with file and line, or with the option."""
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
def test_wrong_usage_exits_with_two(arguments: tuple[str, ...], said: str) -> None:
    """Wrong usage exits with 2 and a sentence, without a trace."""
    result = run(*arguments)

    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
