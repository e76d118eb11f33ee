"""A matrix as a page for a terminal: the skills numbered, as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from graph.parts.requirements import NodeRef
from graph.questions.matrix import view
from graph.questions.matrix.answer import Matrix
from graph.questions.matrix.query import MOST_LISTED
from graph.store.index import Index
from graph.terminal import Page, Style

LEAST_CELL = 4
"""The least width of a column."""
MOST_TITLE = 32


def write(page: Page, answer: Matrix, _index: Index) -> None:
    """Write the matrix in blocks of columns, each with the names of its skills."""
    page.heading(view.title(answer))
    page.add(view.summary(answer))
    if answer.more_roles or answer.more_skills:
        page.add(f"--roles and --skills show more, up to {MOST_LISTED} of each.")
    for entry in view.legend(answer):
        if entry.mark and not entry.style:
            page.add(f"{entry.mark}: {entry.words}", indent=2)
    rows = [row for ladder in answer.ladders for row in ladder.roles]
    wide = min(max((len(row.role.title) for row in rows), default=0), MOST_TITLE) + 3
    marks = (view.cell_text(answer, cell) for row in rows for cell in row.cells)
    cell = max([LEAST_CELL, *(len(mark) + 1 for mark in marks)])
    most = max(1, (page.width - wide) // cell)
    number = 0
    for group in answer.groups:
        for start in range(0, len(group.skills), most):
            skills = group.skills[start : start + most]
            if not start:
                page.heading(group.title or ("Skills" if len(answer.groups) == 1 else view.OTHERS))
            page.blank()
            names = (f"{number + at} {skill.title}" for at, skill in enumerate(skills, 1))
            page.add("; ".join(names))
            _block(page, answer, skills, number, (wide, cell))
            number += len(skills)
    unknown = [row for row in rows if not row.stated]
    if unknown:
        page.heading("Skills not stated")
    for row in unknown:
        page.item(f"{row.role.title} – {view.not_stated(row)}")


def _block(
    page: Page, answer: Matrix, skills: Sequence[NodeRef], number: int, widths: tuple[int, int]
) -> None:
    wide, width = widths
    heads = (f"{number + at:>{width}}" for at in range(1, len(skills) + 1))
    page.unwrapped(" " * wide + "".join(heads), Style.DIM)
    for ladder in answer.ladders:
        stated = [row for row in ladder.roles if row.stated]
        if ladder.title and stated:
            page.unwrapped(ladder.title, Style.BOLD)
        for row in stated:
            short = view.short(row.role.title, MOST_TITLE)
            marks = {cell.skill: view.cell_text(answer, cell) for cell in row.cells}
            cells = "".join(f"{marks.get(skill.id, '·'):>{width}}" for skill in skills)
            page.unwrapped(f"  {short:<{wide - 2}}{cells}")
