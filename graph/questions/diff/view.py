"""How a difference between two versions reads: the same words in the terminal and on a page."""

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
    Note,
    NotStated,
    Sign,
    Years,
)
from graph.model.relations import PLURALS, RELATIONS
from graph.parts.text import NOT_STATED, not_stated_text, place_text, plural, step_years_text
from graph.questions.diff.paths import (
    MOST_LISTED,
    PATH_WHATS,
    PathChange,
    PathsDiff,
    PathSide,
    PathWhat,
)
from graph.questions.diff.search import Change, Count, Diff, FieldChange, PlaceChange, What

KIND_WORDS: dict[str, str] = {
    **dict(PLURALS.items()),
    **{name: relation.words for name, relation in RELATIONS.items()},
    "fact": "facts",
    "source": "sources",
    "stage": "stages",
    "track": "tracks",
    "group": "groups",
    "dataset": "the data set itself",
    "place": "said elsewhere",
    "path": "paths",
}
"""How what is listed is called."""

PATH_WORDS: dict[PathWhat, tuple[str, str]] = {
    "vanishes": ("vanishes", "vanish"),
    "appears": ("appears", "appear"),
    "longer": ("gets longer", "get longer"),
    "shorter": ("gets shorter", "get shorter"),
    "weaker": ("loses evidence", "lose evidence"),
    "stronger": ("gains evidence", "gain evidence"),
}
"""What becomes of one path, and of several."""

_LONG = 160
"""From how many characters on a text is shown around its first difference only."""
_BEFORE = 40


class FieldWords(NamedTuple):
    """A difference in words; what a version does not have is empty."""

    label: str
    old: str
    new: str
    note: str
    """What the difference amounts to, such as "weaker"; often nothing."""
    is_list: bool
    """Whether old and new are what is left out and what is put in."""


def field_words(change: FieldChange) -> FieldWords:
    """Return a difference in words.

    >>> field_words(FieldChange(field="basis", old="stated", new="implied"))
    FieldWords(label='basis', old='stated', new='implied', note='weaker', is_list=False)
    """
    label = change.field.replace("_", " ").replace("[", " \N{LEFT SINGLE QUOTATION MARK}")
    label = label.replace("].", "\N{RIGHT SINGLE QUOTATION MARK}: ")
    old, new = change.old, change.new
    if isinstance(new, tuple):
        gone, come = (_items_text(items, change.titles) for items in (old, new))
        return FieldWords(label, gone, come, "", is_list=set(old) != set(new))
    if isinstance(old or new, str) and max(len(old or ""), len(new or "")) > _LONG:
        old, new = old or "", new or ""
        before, after = _around_the_difference(old, new)
        note = "only blanks differ" if old.split() == new.split() else ""
        return FieldWords(label, before, after, note, is_list=False)
    before, after = (value_text(value, change.titles) for value in (old, new))
    return FieldWords(label, before, after, _amounts_to(change), is_list=False)


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
    """Return the items of a list in a row; sentences are set apart by semicolons."""
    sentences = any(isinstance(item, NotStated | Note) for item in items)
    return ("; " if sentences else ", ").join(value_text(item, titles) for item in items)


def value_text(value: Any, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the value of a field, or an item of a list, in words; ids by their titles."""
    if isinstance(value, Demand):
        value = value.id
    words = _VALUES.get(type(value))
    return words(value) if words else titles.get(value, str(value))


def count_text(count: Count) -> str:
    """Return how many records of a kind there are and what became of them."""
    parts = [
        f"{number:,} {word}"
        for word in ("removed", "added", "renamed", "changed")
        if (number := getattr(count, word))
    ]
    if count.moved:
        parts.append(f"{count.moved:,} said elsewhere")
    numbers = f"{count.old:,}" if count.old == count.new else f"{count.old:,} → {count.new:,}"
    return f"{numbers}: {', '.join(parts) or 'no difference'}"


def title_text(change: Change) -> str:
    """Return what a change is about: its title, or both if it has another now."""
    old, new = (side.title if side else "" for side in (change.old, change.new))
    return f"{old} → {new}" if change.what == "renamed" and old != new else new or old


def place_change_text(moved: PlaceChange) -> str:
    """Return which records moved, and from where to where."""
    who = moved.examples[0] if moved.number == 1 else f"{moved.number:,} × {KIND_WORDS[moved.kind]}"
    return f"{who}: {_place(moved.old)} → {_place(moved.new)}"


def diff_title(answer: Diff) -> str:
    """Return what is compared with what; once, if both versions have the same title."""
    return " → ".join(dict.fromkeys((answer.old, answer.new)))


def diff_lines(answer: Diff) -> list[str]:
    """Return the answer in a sentence or two."""
    if answer.same:
        return ["Nothing differs but, perhaps, the order in which the records stand."]
    sums = {
        what: sum(getattr(count, what) for count in answer.counts.values())
        for what in ("removed", "added", "renamed", "changed")
    }
    told = ", ".join(f"{number:,} {what}" for what, number in sums.items())
    lines = [f"Of nodes, edges and other records: {told}."]
    moved = sum(count.moved for count in answer.counts.values())
    if moved:
        are = "is" if moved == 1 else "are"
        lines.append(f"{plural(moved, 'record')} {are} said elsewhere in the same source.")
    return lines


def path_diff_lines(paths: PathsDiff) -> list[str]:
    """Return what the differences do to paths, and how far that was looked into."""
    if not any(paths.steps):
        return ["No path in either version: nothing leads to anything."]
    told = [
        f"{plural(number, 'path')} {PATH_WORDS[what][number != 1]}"
        for what in PATH_WHATS
        if (number := paths.counts[what])
    ]
    among = (
        f"Shortest paths by steps along leads to, between the {plural(paths.roles, 'role')} "
        "that both have"
    )
    lines = [f"{among}: {', '.join(told) or 'no difference in steps or evidence'}."]
    if paths.compared < paths.starts:
        lines.append(
            f"Compared from the first {paths.compared:,} of the {plural(paths.starts, 'role')} "
            "from which a path can differ; the others are too many."
        )
    if sum(paths.counts.values()) > MOST_LISTED:
        lines.append(f"The first {MOST_LISTED:,} that were found are listed.")
    return lines


def path_side_text(side: PathSide | None) -> str:
    """Return a path of one version: its length, basis and roles."""
    if side is None:
        return "no path"
    roles = " → ".join(role.title for role in side.roles)
    return f"{plural(side.length, 'step')}, {side.weakest_basis}: {roles}"


def path_title(change: PathChange) -> str:
    """Return between which roles a path differs."""
    return f"{change.source.title} → {change.target.title}"


def more_text(shown: int, total: int) -> str:
    """Return how many are not shown, or nothing."""
    return f"… and {total - shown:,} more" if total > shown else ""


def _place(places: Sequence[Locator]) -> str:
    return place_text(places) or "no place"


def _amounts_to(change: FieldChange) -> str:
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
    Sign: lambda sign: sign.title,
    ComparisonRow: lambda row: (
        f"{row.aspect}: {row.here or NOT_STATED} | {row.there or NOT_STATED}"
    ),
}


def _around_the_difference(old: str, new: str) -> tuple[str, str]:
    """Return both texts from a little before where they part, cut to a readable length."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = max(0, same - _BEFORE)
    start += sum(1 for _ in takewhile(lambda c: not c.isspace(), old[start:same])) if start else 0
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    return f"{'… ' if start else ''}{shorten(text[start:], _LONG, placeholder=' …')}"
