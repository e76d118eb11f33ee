"""Alignments in a table, aligned.csv: only the rows that a person has reviewed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from graph.model.errors import Problem, shortened
from graph.model.names import word_form
from graph.model.records import Alignment
from graph.sources.tables.files import open_table

NAME = "aligned.csv"
_NOT_REVIEWED = ("", "no", "n", "false", "0")
_YES = ("yes", "y", "true", "1", "x")


def read_alignments(directory: Path, ids: Collection[str]) -> tuple[list[Alignment], list[Problem]]:
    """Return the reviewed alignments beside a data set with these ids, and what is wrong.

    Raises DataError for a file that is no table.
    """
    path = directory / NAME
    if not path.is_file():
        return [], []
    found: list[Alignment] = []
    problems: list[Problem] = []
    with open_table(path, quoted=True) as opened:
        columns = [word_form(column) for column in opened.columns]
        for line, row in opened.rows:
            cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
            reviewed = cells.get("reviewed", "")
            if word_form(reviewed) in _NOT_REVIEWED:
                continue
            fields = {
                "here": cells.get("here", ""),
                "there": cells.get("there", ""),
                "kind": word_form(cells.get("kind", "")).replace(" ", "_"),
                "basis": "derived",
                "according_to": None if word_form(reviewed) in _YES else reviewed,
                "note": cells.get("reason") or None,
            }
            try:
                alignment = msgspec.convert(fields, Alignment)
            except msgspec.ValidationError:
                alignment = None
            if alignment and alignment.here in ids and ":" in alignment.there:
                found.append(alignment)
            else:
                ends = shortened(f"{fields['here']}, {fields['there']}, {fields['kind']}")
                words = f"the row '{ends}' is no alignment; write an id of this data set, "
                words += "set:id, and close, same_as or broader"
                problems.append(Problem(str(path), line, words))
    return found, problems
