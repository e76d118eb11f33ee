"""How a difference in one field reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from textwrap import shorten
from types import MappingProxyType
from typing import Any, NamedTuple

from graph.model.records import (
    BASES,
    ComparisonRow,
    Demand,
    Locator,
    Near,
    Note,
    NotStated,
    Sign,
    Years,
)
from graph.parts.text import NOT_STATED, not_stated_text, place_text, step_years_text
from graph.questions.diff.answer import FieldChange
from graph.questions.diff.query import What

_LONG = 160
"""A text of more characters is shown only around its first difference."""
_BEFORE = 40
"""How many characters before the difference are shown."""


class FieldWords(NamedTuple):
    """A difference in words; what a version lacks is empty."""

    label: str
    old: str
    new: str
    note: str
    """A remark on the difference, such as "weaker"; often empty."""
    is_list: bool
    """Whether old and new are the items that were removed and added."""


def field_words(change: FieldChange) -> FieldWords:
    """Return a difference in words.

    >>> field_words(FieldChange(field="basis", old="stated", new="implied"))
    FieldWords(label='basis', old='stated', new='implied', note='weaker', is_list=False)
    """
    label = change.field.replace("_", " ").replace("[", " \N{LEFT SINGLE QUOTATION MARK}")
    label = label.replace("].", "\N{RIGHT SINGLE QUOTATION MARK}: ")
    old, new = change.old, change.new
    if isinstance(new, tuple):
        removed, added = (_items_text(items, change.titles) for items in (old, new))
        return FieldWords(label, removed, added, "", is_list=set(old) != set(new))
    if isinstance(old or new, str) and max(len(old or ""), len(new or "")) > _LONG:
        old, new = old or "", new or ""
        before, after = _around_difference(old, new)
        note = "only spaces differ" if old.split() == new.split() else ""
        return FieldWords(label, before, after, note, is_list=False)
    before, after = (value_text(value, change.titles) for value in (old, new))
    return FieldWords(label, before, after, _basis_note(change), is_list=False)


def field_text(change: FieldChange, what: What = "changed") -> str:
    """Return a difference as a phrase, or the value of what is added or removed.

    >>> field_text(FieldChange(field="aliases", old=("CPO",), new=()))
    'aliases: no longer CPO'
    >>> field_text(FieldChange(field="years", old=None, new=Years(min=2, max=3)))
    'years: not stated → 2–3 years (time in the role or total experience: not stated which)'
    """
    words = field_words(change)
    if what in ("added", "removed"):
        return f"{words.label}: {words.new if what == 'added' else words.old}"
    if words.is_list:
        parts = (
            f"no longer {words.old}" if words.old else "",
            f"now {words.new}" * bool(words.new),
        )
        return f"{words.label}: {'; '.join(filter(None, parts))}"
    note = f" ({words.note})" if words.note else ""
    return f"{words.label}: {words.old} → {words.new}{note}"


def _items_text(items: Sequence[Any], titles: Mapping[str, str]) -> str:
    """Return the items of a list in a row, with semicolons between sentences."""
    sentences = any(isinstance(item, NotStated | Note) for item in items)
    return ("; " if sentences else ", ").join(value_text(item, titles) for item in items)


def value_text(value: Any, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the value of a field, or an item of a list, in words; ids by their titles."""
    if isinstance(value, Demand):
        value = value.id
    words = _VALUES.get(type(value))
    return words(value) if words else titles.get(value, str(value))


def _basis_note(change: FieldChange) -> str:
    """Return whether a basis has become weaker or stronger."""
    if change.old not in BASES or change.new not in BASES:
        return ""
    return "weaker" if BASES.index(change.new) > BASES.index(change.old) else "stronger"


_VALUES: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: NOT_STATED,
    bool: lambda value: "yes" if value else "no",
    int: lambda value: f"{value:,}",
    float: lambda value: f"{value:,.15g}",
    Years: step_years_text,
    Locator: lambda place: place_text([place]),
    Note: lambda note: f"{note.kind}: {note.text}",
    NotStated: not_stated_text,
    Near: lambda near: f"{near.target} ({near.grade:.2f})",
    Sign: lambda sign: sign.title,
    ComparisonRow: lambda row: (
        f"{row.aspect}: {row.here or NOT_STATED} | {row.there or NOT_STATED}"
    ),
}


def _around_difference(old: str, new: str) -> tuple[str, str]:
    """Return both texts from a little before their difference, cut to a readable length."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = max(0, same - _BEFORE)
    start += sum(1 for _ in takewhile(lambda c: not c.isspace(), old[start:same])) if start else 0
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    return f"{'… ' if start else ''}{shorten(text[start:], _LONG, placeholder=' …')}"
