"""``careergraph diff`` as people run it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from test_graph_cli import COMMAND, ROOT, environment, error_line

OLD, NEW = "tests/data/versions/old", "tests/data/versions/new"


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "diff", *arguments],
        cwd=ROOT,
        env=environment(COLUMNS="88", **more),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_difference_is_an_answer_and_no_error() -> None:
    result = run(OLD, NEW)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:3] == [
        "Newsroom, 2023 → Newsroom, 2024",
        "Of nodes, edges and other records: 5 removed, 4 added, 1 renamed, 5 changed.",
        "3 records are said elsewhere in the same source.",
    ]


def test_each_change_says_on_what_it_rests_or_how_it_was_recognised() -> None:
    lines = run(OLD, NEW).stdout.splitlines()

    assert "• removed: Columnist [stated: handbook, line 24]" in lines
    assert "• renamed: Journalist → Reporter [the old title is an alias]" in lines
    assert "    basis: stated → implied (weaker)" in lines


def test_each_path_that_differs_is_shown_as_it_was_and_as_it_is() -> None:
    text = run(OLD, NEW, "--kind", "path").stdout

    assert (
        "• Trainee → Editor gets longer\n"
        "    old  2 steps, implied: Trainee → Journalist → Editor\n"
        "    new  3 steps, implied: Trainee → Reporter → Senior reporter → Editor\n"
    ) in text
    assert "Leads to\n" not in text


def test_paths_are_not_told_when_something_else_is_asked() -> None:
    lines = run(OLD, NEW, "--kind", "role", "--what", "removed").stdout.splitlines()

    assert lines[-2:] == ["Roles", "• removed: Columnist [stated: handbook, line 24]"]
    assert "What it does to paths" not in lines


@pytest.mark.parametrize(("newer", "code"), [(NEW, 1), (OLD, 0)])
def test_a_difference_is_an_exit_code_if_that_is_asked(newer: str, code: int) -> None:
    assert run(OLD, newer, "--exit-code").returncode == code


def test_a_part_with_nothing_in_it_is_still_a_difference() -> None:
    assert run(OLD, NEW, "--kind", "group", "--exit-code").returncode == 1


def test_the_same_data_set_does_not_differ() -> None:
    assert run(OLD, OLD).stdout.splitlines() == [
        "Newsroom, 2023",
        "Nothing differs but, perhaps, the order in which the records stand.",
    ]


def test_a_long_list_says_how_much_more_there_is() -> None:
    lines = run(OLD, NEW, "--limit", "1").stdout.splitlines()

    assert "  … and 4 more" in lines
    assert sum(line.startswith("• removed:") for line in lines) == 4


def test_json_has_all_unless_it_is_limited() -> None:
    whole = json.loads(run(OLD, NEW, "--json").stdout)
    part = json.loads(run(OLD, NEW, "--json", "--limit", "2", "--kind", "leads_to").stdout)

    assert len(whole["changes"]) == whole["listed"]["total"] == 15
    assert len(part["changes"]) == 2
    assert part["listed"] == {"kind": "leads_to", "what": "", "start": 0, "limit": 2, "total": 5}
    assert part["counts"] == whole["counts"]


def test_without_a_newer_one_the_data_set_of_data_is_compared() -> None:
    assert run(OLD, "--data", NEW).stdout == run(OLD, NEW).stdout
    assert run(OLD, CAREERGRAPH_DATA=NEW).stdout == run(OLD, NEW).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((OLD, NEW, "--kind", "job"), "--kind cannot be 'job'; it takes role, skill"),
        ((OLD, NEW, "--what", "moved"), "--what cannot be 'moved'; it takes removed, added"),
        ((OLD, NEW, "--limit", "-1"), "--limit: '-1' is no number"),
        (("nope", "HEAD", "--git", "data"), "data: "),
        (("HEAD", "--git", "nowhere"), "nowhere is no directory"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(arguments: tuple[str, ...], words: str) -> None:
    assert error_line(run(*arguments)).startswith(words)


def test_data_that_cannot_be_used_is_named_with_its_side(tmp_path: Path) -> None:
    (tmp_path / "roles.yaml").write_text("roles: [{id: a, title: A}]\n")
    result = run(OLD, str(tmp_path))

    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"new: {tmp_path / 'roles.yaml'}:1: missing key 'basis'")
    assert result.stderr.endswith("careergraph: the data cannot be used: 1 error\n")


def test_an_older_version_that_cannot_be_used_keeps_the_server_from_starting(
    tmp_path: Path,
) -> None:
    result = subprocess.run(
        [*COMMAND, "serve", "--data", NEW, "--compare-with", str(tmp_path / "nowhere")],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert result.returncode == 2
    assert result.stderr.startswith(f"old: {tmp_path / 'nowhere'}: no such directory")
