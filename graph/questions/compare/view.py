"""How a comparison reads: the same words on the page and in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from graph.model.records import NECESSITIES
from graph.parts.paths import Path
from graph.parts.requirements import Terms
from graph.parts.text import (
    BASIS_MEANS,
    NOT_STATED,
    gain_text,
    no_path_lines,
    plural,
    total_lines,
)
from graph.questions.compare.search import Compared, RequiredRow, RoleComparison, Share

_ALL = {2: "Both", 3: "All three", 4: "All four"}


class PartInWords(NamedTuple):
    """A part of a comparison by its title, what differs in it before what does not."""

    title: str
    of: tuple[int, ...]
    differing: tuple[Any, ...]
    same: tuple[Any, ...]


def parts_in_words(compared: Compared[Any], names: Sequence[str]) -> list[PartInWords]:
    """Return the parts with their titles; ``names`` are those of all that are compared.

    >>> from graph.questions.compare.search import Part
    >>> compared = Compared(parts=(Part(of=(1,), rows=("x",)),), not_stated=())
    >>> parts_in_words(compared, ["Clerk", "Cook"])[0].title
    'Only Clerk'
    """
    return [
        PartInWords(
            title=_part_title(part.of, names, compared.not_stated),
            of=part.of,
            differing=tuple(row for row in part.rows if getattr(row, "differs", ())),
            same=tuple(row for row in part.rows if not getattr(row, "differs", ())),
        )
        for part in compared.parts
    ]


def _part_title(of: Sequence[int], names: Sequence[str], not_stated: Sequence[int]) -> str:
    stated = len(names) - len(not_stated)
    whose = listed([names[number - 1] for number in of])
    if stated == 1:
        return f"{whose}, with nothing to compare"
    if len(of) == len(names):
        return _ALL[len(of)]
    return f"Only {whose}" if len(of) == 1 else whose


def listed(words: Sequence[str]) -> str:
    """Return the words as a list in a sentence.

    >>> listed(["Clerk", "Cook", "Porter"])
    'Clerk, Cook and Porter'
    """
    *front, last = words
    return f"{', '.join(front)} and {last}" if front else last


def counts_text(compared: Compared[Any], names: Sequence[str]) -> str:
    """Return how much is shared and how much is not, in a line.

    >>> from graph.questions.compare.search import Part
    >>> parts = (Part(of=(1,), rows=("x", "y")), Part(of=(1, 2), rows=("z",)))
    >>> counts_text(Compared(parts=parts, not_stated=()), ["Clerk", "Cook"])
    '1 shared, 2 only Clerk'
    """
    stated = tuple(n for n in range(1, len(names) + 1) if n not in compared.not_stated)
    if not stated:
        return NOT_STATED
    rows = {part.of: part.rows for part in compared.parts}
    everywhere = rows.get(stated, ())
    if len(stated) == 1:
        words = [f"{len(everywhere)} of {names[stated[0] - 1]}"]
    else:
        differing = sum(bool(getattr(row, "differs", ())) for row in everywhere)
        terms = f" ({differing} on other terms)" if differing else ""
        some = sum(len(rows[of]) for of in rows if 1 < len(of) < len(stated))
        words = [
            f"{len(everywhere)} shared{terms}",
            *([f"{some} shared by some"] if some else []),
            *(f"{len(rows[n,])} only {names[n - 1]}" for n in stated if (n,) in rows),
            *(["nothing apart"] if set(rows) == {stated} else []),
        ]
    unknown = [names[number - 1] for number in compared.not_stated]
    return f"{', '.join(words)}{f'; {NOT_STATED} for {listed(unknown)}' if unknown else ''}"


def terms_text(terms: Terms) -> str:
    """Return on what terms a role requires something.

    >>> terms_text(Terms(necessity="helpful", basis="stated", level=2.0))
    'helpful, level 2'
    """
    rated = [
        f"{name} {value:g}"
        for name, value in (("level", terms.level), ("importance", terms.importance))
        if value is not None
    ]
    return ", ".join([NECESSITIES[terms.necessity], *([terms.when] if terms.when else []), *rated])


def difference_text(row: RequiredRow) -> str:
    """Return what differs in the terms of a row, the roles in their order.

    >>> terms = (Terms(necessity="helpful", basis="stated", level=2.0),
    ...          Terms(necessity="helpful", basis="stated", level=3.0))
    >>> difference_text(
    ...     RequiredRow("sql", "SQL", "skill", terms=terms, differs=("level",)))
    'level 2 / 3'
    """
    return "; ".join(_one_difference(row, name) for name in row.differs)


def _one_difference(row: RequiredRow, name: str) -> str:
    values = [getattr(terms, name) for terms in row.terms]
    if name in ("level", "importance"):
        return f"{name} {' / '.join('?' if v is None else f'{v:g}' for v in values)}"
    return " / ".join(NECESSITIES.get(v, v or NOT_STATED) for v in values)


def number_text(value: float | None, digits: int = 2) -> str:
    """Return a coefficient, or that it is not stated.

    >>> number_text(0.4), number_text(None)
    ('0.40', 'not stated')
    """
    return NOT_STATED if value is None else f"{value:.{digits}f}"


def headline(answer: RoleComparison) -> list[str]:
    """Return a comparison of roles in a line for each kind of requirement."""
    names = [role.node.title for role in answer.roles]
    return [
        f"Skills: {counts_text(answer.skills, names)}.",
        f"Responsibilities: {counts_text(answer.responsibilities, names)}.",
    ]


def role_rows(answer: RoleComparison) -> list[tuple[str, list[str]]]:
    """Return where the roles stand and how much they require, each with a text for every role."""
    numbers = range(1, len(answer.roles) + 1)
    points = [role.level_points for role in answer.roles]
    rows = {
        "Level": [role.stage or NOT_STATED for role in answer.roles],
        "Track": [role.track or NOT_STATED for role in answer.roles],
        "Skills": [_by_necessity(answer.skills, number) for number in numbers],
        "Responsibilities": [_by_necessity(answer.responsibilities, number) for number in numbers],
        "Levels of its skills, added up": [
            NOT_STATED if value is None else f"{value:g}" for value in points
        ],
    }
    unknown = [NOT_STATED] * len(answer.roles)
    always = ("Level", "Skills", "Responsibilities")
    return [(label, row) for label, row in rows.items() if label in always or row != unknown]


def _by_necessity(compared: Compared[RequiredRow], number: int) -> str:
    """Return how much one of the roles requires."""
    if number in compared.not_stated:
        return NOT_STATED
    counts = Counter(
        row.terms[part.of.index(number)].necessity
        for part in compared.parts
        if number in part.of
        for row in part.rows
    )
    return ", ".join(
        f"{counts[necessity]} {words}" for necessity, words in NECESSITIES.items()
        if counts[necessity]
    )  # fmt: skip


def share_text(share: Share | None) -> str:
    """Return a coverage with its two numbers.

    >>> share_text(Share(held=4, required=6, coverage=4 / 6))
    '4 of 6 (67%)'
    """
    return f"{share.held} of {share.required} ({share.coverage:.0%})" if share else NOT_STATED


def path_rows(paths: Sequence[Path]) -> list[tuple[str, list[str]]]:
    """Return what paths are compared by, each with a text for every path."""
    rows = {
        "Roles": [" → ".join(_titles(path)) for path in paths],
        "Steps": [plural(len(path.steps), "step") if path.found else _none(path) for path in paths],
        "Years": [_years(path) for path in paths],
        "Skills to gain": [_gain(path, "skill") for path in paths],
        "Responsibilities to gain": [_gain(path, "responsibility") for path in paths],
        "Weakest basis": [
            f"{path.weakest_basis} ({BASIS_MEANS[path.weakest_basis]})"
            if path.weakest_basis
            else "–"
            for path in paths
        ],
        "Left open": [plural(len(path.unknown), "thing") if path.found else "–" for path in paths],
    }
    return list(rows.items())


def _titles(path: Path) -> list[str]:
    if not path.found:
        return [path.source.title, "…", path.target.title]
    return [path.source.title, *(step.target.title for step in path.steps)]


def _none(path: Path) -> str:
    return (
        " ".join(no_path_lines(path.no_path, target=path.target, lateral=path.lateral))
        if path.no_path
        else ""
    )


def _years(path: Path) -> str:
    return " ".join(total_lines(path.years, len(path.steps))) if path.years else "–"


def _gain(path: Path, word: str) -> str:
    if not path.steps:
        return "–"
    kind = "skills" if word == "skill" else "responsibilities"
    return gain_text(getattr(path, kind), word, path, [getattr(step, kind) for step in path.steps])
