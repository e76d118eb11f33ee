"""The command align proposes alignments; only reviewed ones are used."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.command.main import main
from graph.model.data_paths import shipped
from graph.opening.index import open_index
from graph.opening.load import check
from graph.parts.alignments import alignments

ONE = """\
roles: [{id: baker, title: Baker, basis: derived, requires: [{target: dough, basis: derived}]}]
skills: [{id: dough, title: Dough, basis: derived}]
"""


@pytest.fixture
def sets(tmp_path: Path) -> list[Path]:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.yaml").write_text(ONE)
    return [tmp_path / "one", tmp_path / "two"]


def test_rungs_are_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each proposal has a score and a reason, and nobody has reviewed it."""
    places = [str(shipped(name)) for name in ("uk-digital-data", "product-management")]
    assert main(["align", *places]) == 0

    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    named = {row["here"]: row for row in rows}
    assert named["product-manager"] == {
        "here": "product-manager",
        "there": "product-management:product-manager",
        "kind": "close",
        "score": "1.00",
        "reason": "both are called 'Product manager'",
        "reviewed": "",
    }
    assert not any(row["reviewed"] for row in rows)


def test_only_reviewed_rows_are_used(sets: list[Path]) -> None:
    """A row counts once a person has reviewed it."""
    table = sets[0] / "aligned.csv"
    assert main(["align", *map(str, sets), "--output", str(table)]) == 0
    assert not open_index(sets, cache=False).about.alignments

    table.write_text(
        "here,there,kind,score,reason,reviewed\n"
        "baker,two:baker,same as,1.00,one name,Ana\n"
        "dough,two:dough,close,1.00,one name,no\n"
    )
    index = open_index(sets, cache=False)

    (found,) = alignments(index, "one:baker")
    assert (found.other.id, found.kind, found.according_to) == ("two:baker", "same_as", "Ana")
    assert len(index.about.alignments) == 1


def test_bad_rows_are_errors(sets: list[Path]) -> None:
    """A reviewed row that is no alignment is an error with its line."""
    table = sets[0] / "aligned.csv"
    table.write_text("here,there,kind,reviewed\nbakr,two:baker,close,yes\n")

    (problem,) = check(sets).problems
    assert (problem.path, problem.line) == (str(table), 2)
    assert problem.message.startswith("the row 'bakr, two:baker, close' is no alignment; ")
