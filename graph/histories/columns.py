"""The columns of a history, and how the headers of a file name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model.errors import did_you_mean, nearest, one_of, shortened
from graph.model.names import word_form


class Columns(NamedTuple):
    """The headers of the four columns; a row is a spell, one job of one person."""

    person: str = "person"
    role: str = "role"
    start: str = "start"
    end: str = "end"


class Places(NamedTuple):
    """The positions of the four columns in a file."""

    person: int
    role: int
    start: int
    end: int


def places(headers: Sequence[str], columns: Columns) -> Places | None:
    """Return where the columns are, in any case and spacing; None if one is missing.

    >>> places(["End", "Start", "Role", "PERSON", "pay"], Columns())
    Places(person=3, role=2, start=1, end=0)
    """
    found = [_place(headers, name) for name in columns]
    known = [place for place in found if place is not None]
    return Places(*known) if len(known) == len(found) else None


def missing(headers: Sequence[str], columns: Columns) -> Iterator[str]:
    """Yield a message for each column that the headers do not name.

    >>> list(missing(["person", "rolle", "start", "end"], Columns()))
    ["no column 'role'; did you mean 'rolle'? Name it with --role"]
    """
    taken = {_place(headers, name) for name in columns}
    free = [header for place, header in enumerate(headers) if header and place not in taken]
    for option, name in columns._asdict().items():
        if _place(headers, name) is None:
            alike = did_you_mean(nearest(name, free))
            known = one_of(map(shortened, filter(None, headers))) if any(headers) else "none"
            help_ = f"{alike} Name it" if alike else f"; the columns are {known}; name it"
            yield f"no column '{shortened(name)}'{help_} with --{option}"


def _place(headers: Sequence[str], name: str) -> int | None:
    if name in headers:
        return headers.index(name)
    forms = list(map(word_form, headers))
    return forms.index(word_form(name)) if word_form(name) in forms else None
