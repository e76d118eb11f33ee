"""Write a matrix as a CSV table for a spreadsheet: a row a role, a column a skill."""

from __future__ import annotations

import csv
import io

from graph.questions.matrix import view
from graph.questions.matrix.answer import Matrix

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run."""


def matrix_csv(answer: Matrix) -> str:
    """Return the rows with the marks of the cells; the first line names the skills.

    A role without skills says "not stated" in the column Skills. A text that a spreadsheet would
    take for a formula has an apostrophe before it.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    skills = [skill for group in answer.groups for skill in group.skills]
    heads = ["Ladder", "Role", "Id", "Skills", *(skill.title for skill in skills)]
    table.writerow(map(harmless, heads))
    for ladder in answer.ladders:
        for row in ladder.roles:
            marks = {cell.skill: view.cell_text(answer, cell) for cell in row.cells}
            stated = "stated" if row.stated else view.not_stated(row)
            heads = [ladder.title or "", row.role.title, row.role.id, stated]
            table.writerow(map(harmless, [*heads, *(marks.get(each.id, "") for each in skills)]))
    return text.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> harmless("=1+1"), harmless("C++")
    ("'=1+1", 'C++')
    """
    return f"'{text}" if text.startswith(FORMULA) else text
