"""Do portraits and numbers say what they hold, and say it once?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graph.command.main import main
from graph.model.records import About, Info
from graph.parts.effort import Effort
from graph.parts.text import nothing_text
from graph.questions.path.view import effort_text
from graph.terminal import complain


def test_a_portrait_says_a_name_once_and_what_is_open_without_saying_so_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", "arts"]) == 0
    out = capsys.readouterr().out

    assert "role · Starting points\n" in out
    assert "Not stated\n• Skills: What people of this background bring along" in out


def test_what_no_source_has_is_not_stated_and_not_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "roles.yaml").write_text(
        "sources: [{id: book, title: Book}]\n"
        "roles: [{id: a, title: A, basis: stated, source: {id: book}}]\n"
    )
    assert main(["--data", str(tmp_path), "stats"]) == 0
    out = capsys.readouterr().out

    assert "skills            not stated by this source\n" in out
    assert "leads to       not stated by this source\n" in out
    assert "overlaps with  not stated by this source\n" in out


def test_overlaps_of_a_large_data_set_are_worked_out_when_asked() -> None:
    about = About(info=Info(title="Careers"))
    assert nothing_text(about, "overlaps_with", derives=True) == "derived on demand"
    assert nothing_text(about, "leads_to", derives=True) == "not stated"


def test_what_mobility_in_all_directions_makes_is_called_no_ladder(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["stats"]) == 0
    assert "\nLongest of all shortest paths\n" in capsys.readouterr().out


def test_complaints_are_wrapped_on_a_terminal_and_whole_in_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    sentence = " ".join(["word"] * 30)
    complain(sentence)
    assert capsys.readouterr().err == f"careergraph: {sentence}\n"

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    complain(sentence)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 60


COMMANDS = ["path", "compare", "list", "schema", "match", "unlock", "diff", "serve", "export"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_80_columns_wide_at_most(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([command, "--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_kinds_are_taken_as_one_or_as_several(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "skill"]) == 0
    one = capsys.readouterr().out
    assert main(["list", "skills"]) == 0
    assert capsys.readouterr().out == one

    versions = Path(__file__).parent / "data" / "versions"
    for kind in ("roles", "sources", "requires"):
        assert main(["diff", str(versions / "old"), str(versions / "new"), "--kind", kind]) == 0


def test_effort_has_one_decimal_place_at_most() -> None:
    assert effort_text(Effort(amount=174.478, not_stated=0)) == "174.5"
