"""The command ``unlock`` as people run it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import COMMAND, data_set, environment, error_line

Run = Callable[..., subprocess.CompletedProcess[str]]

CAREERS = """\
sources: [{id: book, title: The cook book}]
roles:
- {id: cook, title: Cook, basis: stated, requires: [{target: fire, basis: stated}]}
- id: baker
  title: Baker
  basis: stated
  requires:
  - {target: flour, basis: implied, source: {id: book, lines: 7}}
  - {target: yeast, basis: stated}
  - {target: ovens, basis: stated}
- id: guard
  title: Guard
  basis: stated
  requires:
  - {target: keys, basis: stated}
  - {target: doors, basis: stated}
  - {target: walls, basis: stated}
  - {target: dogs, basis: stated}
  - {target: night, basis: stated}
- {id: mayor, title: Mayor, basis: stated}
OTHER_ROLES
skills:
- {id: fire, title: Fire, basis: stated}
- {id: flour, title: Flour, basis: stated}
- {id: yeast, title: Yeast, basis: stated}
- {id: ovens, title: Ovens, basis: stated}
- {id: keys, title: Keys, basis: stated}
- {id: doors, title: Doors, basis: stated}
- {id: walls, title: Walls, basis: stated}
- {id: dogs, title: Dogs, basis: stated}
- {id: night, title: Night, basis: stated}
"""
OTHER_ROLES = "\n".join(
    f"- {{id: o{n}, title: Other {n}, basis: stated, requires: ["
    + ", ".join(f"{{target: o{n}-{s}, basis: stated}}" for s in "abcdefghi")
    + "]}"
    for n in range(10)
)
OTHER_SKILLS = "\n".join(
    f"- {{id: o{n}-{s}, title: O{n}{s}, basis: stated}}" for n in range(10) for s in "abcdefghi"
)
"""Ten roles that share no skill, enough to rank by tier."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command in a directory of its own, on the careers above."""
    careers = data_set(
        tmp_path / "careers", CAREERS.replace("OTHER_ROLES", OTHER_ROLES) + OTHER_SKILLS
    )

    def run_(*arguments: str) -> subprocess.CompletedProcess[str]:
        return _unlock(tmp_path, careers, *arguments)

    return run_


def _unlock(directory: Path, data: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "unlock", "--data", data, *arguments],
        cwd=directory,
        env=environment(COLUMNS="88"),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_page_lists_skills_and_evidence(run: Run) -> None:
    """The page lists each skill with its new roles and their evidence."""
    result = run("cook", "--limit", "1")

    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "Skills that bring new roles into reach: Cook",
        "0 of 12 roles in reach (now or next). One skill short: 1. Two skills short: 1.",
        "Coverage leaves helpful skills out. Tiers by coverage: now from 0.39, next from 0.25,",
        "stretch from 0.17.",
        "No source states skills that count for 1 role.",
        "",
        "No rung follows Cook in this data.",
        "",
        "One skill",
        "1.  Flour – 1 new role, with no skill held yet",
        "    • Baker: 0.00 → 0.33, below all → next [implied: book, line 7]",
        "2 more skills bring at most 1 new role each.",
        "",
        "Sources",
        "• book: The cook book",
    ]


def test_unstated_skills_are_a_reason(run: Run) -> None:
    """A role without stated skills has a reason instead of an answer."""
    page = run("mayor").stdout

    assert page.splitlines()[1:] == [
        "No source states the skills of Mayor, so the skills held are unknown.",
        "",
        "No rung follows Mayor in this data.",
    ]


STARTING_POINTS = """\
stages: [{id: start, title: Start, rung: false}, {id: one, title: One}]
tracks: [{id: kitchen, title: Kitchen}, {id: office, title: Office}]
roles:
- id: graduate
  title: Graduate
  stage: start
  basis: stated
  leads_to: [{target: helper, basis: stated}]
- id: helper
  title: Helper
  stage: one
  track: kitchen
  basis: stated
  leads_to: [{target: clerk, basis: stated}]
  requires: [{target: fire, basis: stated}]
- {id: clerk, title: Clerk, stage: one, track: office, basis: stated}
skills: [{id: fire, title: Fire, basis: stated}]
"""


@pytest.mark.parametrize(
    ("role", "following"),
    [
        ("graduate", ["Next role: Helper", "skills held not known"]),
        ("helper", ["Next role: Clerk", "skills not stated"]),
    ],
)
def test_steps_off_ladder_are_next_roles(tmp_path: Path, role: str, following: list[str]) -> None:
    """A step from a starting point, or to another track, is a next role."""
    careers = data_set(tmp_path / "points", STARTING_POINTS)

    assert _unlock(tmp_path, careers, role).stdout.splitlines()[-2:] == following


def test_equal_skills_stand_together(run: Run) -> None:
    """Skills that bring the same roles share an item; the JSON has each."""
    page = run("cook").stdout

    assert "1.  any one of: Flour; Yeast; Ovens – 1 new role, with no skill held yet" in page
    assert "2." not in page
    assert len(json.loads(run("cook", "--json").stdout)["skills"]) == 3


def test_pairs_have_their_own_list(run: Run) -> None:
    """With --pairs, the page says what only both skills bring."""
    page = " ".join(run("cook", "--pairs").stdout.split())

    assert (
        "1. Dogs + Doors – 1 new role, with no skill held yet: "
        "0 and 0 alone, 1 only together" in page
    )
    assert "• Guard: 0.00 → 0.40, below all → now, by both" in page


def test_profile_file_is_read(run: Run, tmp_path: Path) -> None:
    """An argument that ends in .yaml is read as a profile."""
    (tmp_path / "me.yaml").write_text("title: Me\nskills: [Flour, Doors]\n", encoding="utf-8")

    answer = json.loads(run("me.yaml", "--json").stdout)

    assert (answer["title"], answer["role"], answer["in_reach"]) == ("Me", None, 1)
    assert {new["id"] for skill in answer["skills"] for new in skill["roles"]} == {"cook", "guard"}


def test_central_skills_are_ranked(run: Run) -> None:
    """With --central, the page and the JSON rank the central skills."""
    page = run("--central").stdout
    answer = json.loads(run("--central", "--json").stdout)

    assert "Exact, over 99 skills." in page
    assert answer["sample"] == {"exact": True, "sampled": 99, "total": 99}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name a role or a profile, or use central for the whole graph"),
        (["cook", "--central"], "--central and ROLE_OR_PROFILE exclude each other; give one"),
        (["--central", "--pairs"], "--central and --pairs exclude each other; give one"),
        (["cok"], "unknown role 'cok'; did you mean 'Cook'?"),
        (["flour"], "'Flour' is a skill, not a role"),
        (
            ["cook", "--limit", "101"],
            "--limit cannot be '101'; it takes a whole number from 1 to 100",
        ),
        (["nowhere.yaml"], "nowhere.yaml: No such file or directory"),
    ],
)
def test_wrong_usage_has_a_sentence(run: Run, arguments: list[str], words: str) -> None:
    """Wrong usage gets one sentence."""
    assert error_line(run(*arguments)) == words


def test_unknown_names_have_lines(run: Run, tmp_path: Path) -> None:
    """Unknown names of a profile are listed with file and line."""
    (tmp_path / "me.yaml").write_text("skills:\n- flower\n- dors\n", encoding="utf-8")

    result = run("me.yaml")

    assert result.returncode == 2
    assert "me.yaml:2: unknown skill 'flower'; did you mean 'Flour'?" in result.stderr
    assert "me.yaml:3: unknown skill 'dors'; did you mean 'Doors' or 'Dogs'?" in result.stderr
