"""Whole numbers for the dates and roles of histories, each different text read once.

Engines differ in which texts they take for a date, and in how they sort texts. So the different
values are read here, and an engine joins their numbers to the rows.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from graph.sources.tables.ids import id_of

UNREADABLE = -1
"""The number of a text that is no date."""
UNKNOWN = 0
"""The number of no role."""

_DATE = re.compile(r"(\d{4})(?:\.0)?(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?", re.ASCII)


class Roles(NamedTuple):
    """The roles of histories."""

    titles: tuple[str, ...]
    """The number of a title is its place, from 1."""
    numbers: dict[object, int]
    """The number of each text."""


def roles_of(texts: Mapping[object, int]) -> Roles:
    """Return the roles that texts name, with how many rows each has.

    Texts that differ in case, spacing and punctuation alone are one role, as they are in a data
    set; it has the text of the most rows as its title. Numbers follow the titles.

    >>> roles_of({"nurse": 3, "Nurse ": 1, "Baker": 1, " ": 2})
    Roles(titles=('Baker', 'nurse'), numbers={'Baker': 1, 'nurse': 2, 'Nurse ': 2})
    """
    spelt: dict[str, dict[str, int]] = {}
    ids: dict[object, str] = {}
    for text, rows in texts.items():
        title = " ".join(str(text).split())
        if title:
            ids[text] = id_of(title)
            its = spelt.setdefault(ids[text], {})
            its[title] = its.get(title, 0) + rows
    best = {id_: min(its, key=lambda title: (-its[title], title)) for id_, its in spelt.items()}
    ordered = sorted(best, key=best.__getitem__)
    numbers = {id_: number for number, id_ in enumerate(ordered, 1)}
    titles = tuple(best[id_] for id_ in ordered)
    known = {text: numbers[id_] for text, id_ in ids.items()}
    return Roles(titles, dict(sorted(known.items(), key=lambda each: each[1])))


def days_of(values: Iterable[object], *, last: bool = False) -> dict[object, int]:
    """Return the day of each date as a number, UNREADABLE for what is none; blanks have none.

    >>> days_of(["2024-05-31", "soon", " "])
    {'2024-05-31': 739037, 'soon': -1}
    """
    return {value: _day(value, last=last) for value in values if str(value).strip()}


def day_of(text: str, *, last: bool = False) -> date | None:
    """Return a date; a year or a month alone means its first day, or its last one.

    >>> day_of("2024-02"), day_of("2024-02", last=True), day_of("31/02/2024")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29), None)
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (monthrange(year or 0, month)[1] if last else 1))
    except ValueError:
        return None


def _day(value: object, *, last: bool) -> int:
    day = value if isinstance(value, date) else day_of(str(value), last=last)
    return UNREADABLE if day is None else day.toordinal()
