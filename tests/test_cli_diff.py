"""``careergraph diff`` as people run it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from commands import COMMAND, ROOT, environment, error_line

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


def test_differences_exit_with_zero() -> None:
    """A difference is an answer, not an error."""
    result = run(OLD, NEW)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:3] == [
        "Newsroom, 2023 → Newsroom, 2024",
        "Records: 5 removed, 4 added, 1 renamed, 5 changed.",
        "3 records moved within their source.",
    ]


def test_changes_have_evidence() -> None:
    """A change has its evidence, or how the node was recognised."""
    lines = run(OLD, NEW).stdout.splitlines()

    assert "• removed: Columnist [stated: handbook, line 24]" in lines
    assert "• renamed: Journalist → Reporter [the old title is an alias]" in lines
    assert "    basis: stated → implied (weaker)" in lines


def test_paths_show_both_versions() -> None:
    """A path that differs is shown in both versions."""
    text = run(OLD, NEW, "--kind", "path").stdout

    assert (
        "• Trainee → Editor gets longer\n"
        "    old  2 steps, implied: Trainee → Journalist → Editor\n"
        "    new  3 steps, implied: Trainee → Reporter → Senior reporter → Editor\n"
    ) in text
    assert "Leads to\n" not in text


def test_other_kinds_hide_paths() -> None:
    """With another kind, paths are not shown."""
    lines = run(OLD, NEW, "--kind", "role", "--what", "removed").stdout.splitlines()

    assert lines[-2:] == ["Roles", "• removed: Columnist [stated: handbook, line 24]"]
    assert "Effect on paths" not in lines


@pytest.mark.parametrize(("newer", "code"), [(NEW, 1), (OLD, 0)])
def test_exit_code_option(newer: str, code: int) -> None:
    """With --exit-code, a difference exits with 1."""
    assert run(OLD, newer, "--exit-code").returncode == code


def test_empty_kind_still_differs() -> None:
    """With --exit-code, a kind without changes still exits with 1."""
    assert run(OLD, NEW, "--kind", "group", "--exit-code").returncode == 1


def test_equal_versions_say_so() -> None:
    """A data set does not differ from itself."""
    assert run(OLD, OLD).stdout.splitlines() == [
        "Newsroom, 2023",
        "Nothing differs, except perhaps the order of the records.",
    ]


def test_limits_say_how_many_more() -> None:
    """A shortened list says how many more there are."""
    lines = run(OLD, NEW, "--limit", "1").stdout.splitlines()

    assert "  … and 2 more" in lines
    assert sum(line.startswith("• removed:") for line in lines) == 4


def test_json_takes_a_limit() -> None:
    """JSON lists all small sets of changes; a limit shortens them."""
    whole = json.loads(run(OLD, NEW, "--json").stdout)
    part = json.loads(run(OLD, NEW, "--json", "--limit", "1", "--kind", "leads_to").stdout)

    assert len(whole["changes"]) == whole["listed"]["changes"] == 15
    assert len(part["changes"]) == 3
    assert part["listed"] == {
        "kind": "leads_to",
        "what": None,
        "start": 0,
        "limit": 1,
        "changes": 5,
        "places": 1,
        "paths": 0,
    }
    assert part["counts"] == whole["counts"]


def test_newer_version_defaults_to_data() -> None:
    """Without NEW, the data set of --data is the newer one."""
    assert run(OLD, "--data", NEW).stdout == run(OLD, NEW).stdout
    assert run(OLD, CAREERGRAPH_DATA=NEW).stdout == run(OLD, NEW).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((OLD, NEW, "--kind", "job"), "--kind cannot be 'job'; it takes role, skill"),
        ((OLD, NEW, "--what", "moved"), "--what cannot be 'moved'; it takes removed, added"),
        ((OLD, NEW, "--limit", "-1"), "--limit cannot be '-1'; it takes a whole number from 0"),
        (("nope", "HEAD", "--git", "data"), "data: "),
        (("HEAD", "--git", "nowhere"), "nowhere is no directory"),
    ],
)
def test_wrong_usage_is_explained(arguments: tuple[str, ...], words: str) -> None:
    """A wrong kind, outcome, limit, revision or directory is refused."""
    assert error_line(run(*arguments)).startswith(words)


def test_bad_data_names_its_side(tmp_path: Path) -> None:
    """Errors in the data say whether it is old or new."""
    (tmp_path / "roles.yaml").write_text("roles: [{id: a, title: A}]\n")
    result = run(OLD, str(tmp_path))

    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"new: {tmp_path / 'roles.yaml'}:1: missing key 'basis'")
    assert result.stderr.endswith("careergraph: the data cannot be used: 1 error\n")


def test_bad_older_version_stops_server(
    tmp_path: Path,
) -> None:
    """The server does not start with an older version that has errors."""
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
