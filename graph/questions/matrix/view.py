"""The sentences about a matrix, and the texts of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

from graph.model.records import NECESSITIES, Necessity
from graph.parts.gap_text import terms_text
from graph.parts.text import NOT_RECORDED, NOT_STATED, evidence_text, plural
from graph.questions.matrix.answer import Cell, Matrix, MatrixRole
from graph.questions.matrix.query import Shown

MOST_HEAD = 44
"""How many characters of a title stand in a head."""
STEPS = 5
"""How many shades there are."""
LETTERS: dict[Necessity, str] = {"essential": "E", "listed": "L", "helpful": "H", "depends": "D"}
SORTS = {"ladder": "by ladder", "strength": "strongest first", "name": "by name"}
ALL, OTHERS = "All roles", "Others"
INFERRED, CARRIED = "inferred", "carried"


def title(answer: Matrix) -> str:
    """Return what the matrix shows."""
    return answer.group.title if answer.group else ALL


def summary(answer: Matrix) -> str:
    """Return how many roles and skills there are, and how many more."""
    if not answer.found:
        return "No role is left."
    roles = sum(len(each.roles) for each in answer.ladders)
    skills = sum(len(each.skills) for each in answer.groups)
    columns = f" and {plural(skills, 'skill')}, {SORTS[answer.sort]}" if skills else ""
    text = f"{plural(roles, 'role')}{columns or ', skills not stated'}."
    return " ".join([text, *more(answer)])


def more(answer: Matrix) -> list[str]:
    """Return what the matrix leaves out, in sentences."""
    left = [
        plural(number, noun)
        for number, noun in ((answer.more_roles, "more role"), (answer.more_skills, "more skill"))
        if number
    ]
    sentences = [f"Not shown: {' and '.join(left)}."] if left else []
    if answer.hidden:
        sentences.append(
            f"Hidden: {plural(len(answer.hidden), 'role')} whose skills are not stated."
        )
    return sentences


def cell_text(answer: Matrix, cell: Cell) -> str:
    """Return a cell in a few characters: the number, and a letter for what is not plain."""
    number = cell.level if answer.show == "level" else cell.importance
    if answer.show == "necessity" or number is None:
        return LETTERS[cell.necessity]
    letter = LETTERS[cell.necessity] if cell.necessity in ("helpful", "depends") else ""
    return f"{_number_text(number)}{letter}"


def cell_words(cell: Cell) -> str:
    """Return the terms of a cell and where they are said."""
    return f"{terms_text(cell)}; {evidence_text(cell.basis, cell.sources)}"


def short(text: str, most: int = MOST_HEAD) -> str:
    """Return a text of at most so many characters, the last of them … if it is cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def shade(cell: Cell) -> int:
    """Return the shade of a cell, 1 to 5; 0 where the level or importance is not stated."""
    return 0 if cell.share is None else min(STEPS, max(1, ceil(cell.share * STEPS - 1e-9)))


def not_stated(row: MatrixRole) -> str:
    """Return the words for a role without skills."""
    return NOT_RECORDED if row.left_out else NOT_STATED


class Entry(NamedTuple):
    """An entry of the legend."""

    mark: str
    words: str
    shade: int = 0
    style: str = ""
    """Of the mark: "inferred" or "carried"."""


def legend(answer: Matrix) -> list[Entry]:
    """Return what the marks mean that the matrix shows, and no others."""
    rows = [row for ladder in answer.ladders for row in ladder.roles]
    cells = [cell for row in rows for cell in row.cells]
    entries = [*_numbers(answer, cells), *_letters(answer, cells)]
    if any(cell.basis != "stated" for cell in cells):
        entries.append(
            Entry("1", "not stated in a sentence or table: implied or derived", 0, INFERRED)
        )
    if any(cell.carried_from for cell in cells):
        entries.append(Entry("1", "carried from a rung before", 0, CARRIED))
    if cells:
        entries.append(Entry("", "blank: the role's list does not name the skill"))
    return entries


def style(cell: Cell) -> str:
    """Return how the mark of a cell is written: its basis, and whether it is carried."""
    styles = (INFERRED if cell.basis != "stated" else "", CARRIED if cell.carried_from else "")
    return " ".join(filter(None, styles))


def _numbers(answer: Matrix, cells: Sequence[Cell]) -> list[Entry]:
    """Return an entry for each level with a name, else for the lowest and the highest number."""
    if answer.show == "necessity":
        return []
    rated = sorted((each for each in cells if each.share is not None), key=_number(answer.show))
    names: dict[float | None, dict[str, int]] = {}
    for cell in rated:
        if answer.show == "level" and cell.level_name:
            names.setdefault(cell.level, {}).setdefault(cell.level_name, shade(cell))
    if names:
        return [
            Entry(f"{level:g}", " or ".join(words), min(words.values()))
            for level, words in names.items()
        ]
    ends = {"lowest": rated[0], "highest": rated[-1]} if rated else {}
    return [
        Entry(_number_text(_number(answer.show)(cell)), f"{words} {answer.show}", shade(cell))
        for words, cell in ends.items()
    ]


def _letters(answer: Matrix, cells: Sequence[Cell]) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for necessity, letter in LETTERS.items():
        its = [each for each in cells if each.necessity == necessity]
        alone = [each for each in its if cell_text(answer, each) == letter]
        if alone:
            unsaid = "" if answer.show == "necessity" else f", {answer.show} not stated"
            entries[letter] = Entry(letter, f"{NECESSITIES[necessity]}{unsaid}", shade(alone[0]))
        elif any(letter in cell_text(answer, each) for each in its):
            entries[letter] = Entry(letter, NECESSITIES[necessity])
    return list(entries.values())


def _number(show: Shown) -> Callable[[Cell], float]:
    return lambda cell: (cell.level if show == "level" else cell.importance) or 0.0


def _number_text(number: float) -> str:
    return f"{round(number, 1):g}"
