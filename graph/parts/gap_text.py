"""How requirements, and the gap between two roles, read: necessity, levels, what is carried."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from math import fsum
from typing import NamedTuple

from graph.model.edges import weakest_basis
from graph.model.records import COUNTED, NECESSITIES, Necessity, Note
from graph.parts.gaps import Gap, LevelChange, LevelChanges
from graph.parts.requirements import NodeRef, Requirement, Terms
from graph.parts.text import NOT_STATED


def level_text(terms: Terms) -> str:
    """Return the level of a requirement by its name, else by its number; "" without a level.

    >>> level_text(Terms(necessity="listed", basis="stated", level=3, level_name="Practitioner"))
    'Practitioner'
    >>> level_text(Terms(necessity="listed", basis="stated", level=3))
    'level 3'
    """
    if terms.level is None:
        return ""
    return terms.level_name or f"level {terms.level:g}"


def terms_text(terms: Terms) -> str:
    """Return the terms on which a role requires something.

    >>> terms_text(Terms(necessity="helpful", basis="stated", level=2.0))
    'helpful, level 2'
    """
    importance = "" if terms.importance is None else f"importance {terms.importance:g}"
    carried = f"carried from {terms.carried_from.title}" if terms.carried_from else ""
    parts = (NECESSITIES[terms.necessity], terms.when, level_text(terms), importance, carried)
    return ", ".join(filter(None, parts))


def necessity_text(necessity: Necessity) -> str:
    """Return a necessity as the heading of a list.

    >>> necessity_text("listed")
    'listed: the source does not say how much each matters'
    """
    words = NECESSITIES[necessity]
    unsaid = "the source does not say how much each matters"
    return f"{words}: {unsaid}" if necessity == "listed" else words


def necessity_marks(necessities: Iterable[Necessity]) -> frozenset[Necessity]:
    """Return the necessities to mark in one list: those that differ from the plain ones.

    >>> sorted(necessity_marks(["listed", "essential"])), sorted(necessity_marks(["essential"]))
    (['depends', 'essential', 'helpful'], ['depends', 'helpful'])
    """
    plain = {"listed"} if "listed" in set(necessities) else COUNTED
    return frozenset(NECESSITIES) - plain


def requirement_text(
    requirement: Requirement, marks: Collection[Necessity] = ("helpful", "depends")
) -> str:
    """Return a requirement with its level, and what keeps it from being stated and plain."""
    necessity = requirement.necessity
    but = [
        level_text(requirement),
        NECESSITIES[necessity] if necessity in marks else "",
        requirement.when or "",
        requirement.basis if requirement.basis != "stated" else "",
    ]
    words = ", ".join(filter(None, but))
    return f"{requirement.title} ({words})" if words else requirement.title


def requirement_texts(requirements: Sequence[Requirement]) -> list[str]:
    """Return the texts of a list, in which what differs from the rest is marked."""
    marks = necessity_marks(each.necessity for each in requirements)
    return [requirement_text(each, marks) for each in requirements]


def own(requirements: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return what a role's own list names, without what it carries from rungs before."""
    return tuple(each for each in requirements if each.carried_from is None)


def counted_first(
    gained: Sequence[Requirement],
) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    """Return what counts in full or is carried, and apart what else a role's own list names."""
    apart = {each.id for each in own(gained) if each.necessity not in COUNTED}
    return (
        tuple(each for each in gained if each.id not in apart),
        tuple(each for each in gained if each.id in apart),
    )


class Carried(NamedTuple):
    """What a role carries from one rung before, folded to a line."""

    text: str
    requirements: tuple[Requirement, ...]
    notes: tuple[Note, ...]
    """What speaks against carrying them."""


def carried(requirements: Sequence[Requirement]) -> list[Carried]:
    """Return what is carried from each rung before, in words: "27 carried from PM (implied)"."""
    by_rung: dict[str, list[Requirement]] = {}
    for each in requirements:
        if each.carried_from is not None:
            by_rung.setdefault(each.carried_from.title, []).append(each)
    return [
        Carried(
            f"{len(its):,} carried from {rung} ({weakest_basis(each.basis for each in its)})",
            tuple(its),
            carried_notes(its),
        )
        for rung, its in by_rung.items()
    ]


def carried_notes(requirements: Iterable[Terms]) -> tuple[Note, ...]:
    """Return what speaks against carrying requirements from rungs before, each note once."""
    found = (note for each in requirements if each.carried_from for note in each.notes)
    return tuple(dict.fromkeys(found))


def change_text(change: LevelChange) -> str:
    """Return the two levels of a skill, by their names where the scale has them.

    >>> change_text(LevelChange("sql", "SQL", 1, 3))
    'SQL: level 1 → level 3'
    >>> change_text(LevelChange("sql", "SQL", 1, 3, "Awareness", "Practitioner"))
    'SQL: Awareness → Practitioner'
    """
    return f"{change.title}: {' → '.join(ends_text(change))}"


def ends_text(change: LevelChange) -> tuple[str, str]:
    """Return the levels that a change begins and ends with."""
    return (
        change.from_name or f"level {change.from_:g}",
        change.to_name or f"level {change.to:g}",
    )


def levels_amount_text(number: float) -> str:
    """Return a number of levels, in whole numbers or halves.

    >>> levels_amount_text(1), levels_amount_text(2.5), levels_amount_text(11.96)
    ('1 level', '2.5 levels', 'about 12 levels')
    """
    rounded = round(number * 2) / 2
    about = "" if rounded == number else "about "
    return f"{about}{rounded:g} level{'' if rounded == 1 else 's'}"


class ChangedLevels(NamedTuple):
    """How levels change, in words: a sentence, and the changes of each group.

    New skills are a sentence alone: the lists name them.
    """

    title: str
    number: int
    groups: tuple[tuple[str, tuple[LevelChange, ...]], ...]
    """The title of each group of skills, "" for none, with its changes."""


def changed_levels(gap: LevelChanges) -> list[ChangedLevels]:
    """Return what changes from the levels of one role to those of another, in parts.

    >>> change = LevelChange("sql", "SQL", from_=1, to=3)
    >>> [part.title for part in changed_levels(Gap(raised=(change,), levels_to_gain=5.0))]
    ['New (3 levels)', 'Raised (2 levels)']
    """
    rise = fsum(change.to - change.from_ for change in gap.raised)
    number = gap.levels_to_gain
    new = 0.0 if number is None else round(number - rise, 9)
    raised = "" if number is None else f" ({levels_amount_text(rise)})"
    parts = (
        (f"Raised{raised}", gap.raised),
        ("Lowered", gap.lowered),
        ("On another scale, not counted", gap.other_scale),
    )
    found = [ChangedLevels(f"New ({levels_amount_text(new)})", 0, ())] if new else []
    return found + [
        ChangedLevels(
            title,
            len(changes),
            tuple((g or "", tuple(its)) for g, its in groupby(changes, lambda it: it.group)),
        )
        for title, changes in parts
        if changes
    ]


HELPFUL = "helpful"
"""The label of what is gained and does not count in full."""


class GapPart(NamedTuple):
    """What is gained, kept or not named for the new role, or the words for why there is none."""

    label: str
    requirements: tuple[Requirement, ...]
    """What the role's own list names."""
    nothing: str
    """Empty if there are requirements."""
    unknown: bool = False
    """Whether nothing can be said, because a list is not stated."""
    carried: tuple[Carried, ...] = ()
    """What the role carries from rungs before."""


def gap_parts(gap: Gap, *, source: NodeRef, target: NodeRef) -> list[GapPart]:
    """Return the parts of a gap in words; what no source states is never called none."""
    lists = {"gained": gap.gained, "kept": gap.kept, "required earlier on the path": gap.again}
    if target in gap.not_stated:
        list_ = "own list " if any(lists.values()) else ""
        words = f"{list_}{NOT_STATED} for {target.title}"
        found = [_part(label, its) for label, its in lists.items() if its]
        return [GapPart("gained", (), words, unknown=True), *(p for p in found if p.carried)]
    if source in gap.not_stated:
        list_ = "own list " if gap.kept or gap.not_named else ""
        unknown = GapPart("kept", (), f"{list_}{NOT_STATED} for {source.title}", unknown=True)
        kept = [_part("kept", gap.kept)] if gap.kept else []
        label = "required" if gap.starts_unknown(source) else "gained"
        return [*_gained(label, gap.gained), *_again(gap), unknown, *kept]
    rest = f"not named for {target.title}"
    return [
        *_gained("gained", gap.gained),
        *_again(gap),
        _part("kept", gap.kept),
        _part(rest, gap.not_named),
    ]


def _gained(label: str, gained: Sequence[Requirement]) -> list[GapPart]:
    counted, helpful = counted_first(gained)
    parts = [_part(label, counted)] if counted or not helpful else []
    return [*parts, *([GapPart(HELPFUL, helpful, "")] if helpful else [])]


def _again(gap: Gap) -> list[GapPart]:
    return [_part("required earlier on the path", gap.again)] if gap.again else []


def _part(label: str, requirements: Sequence[Requirement]) -> GapPart:
    nothing = "" if requirements else "none listed"
    return GapPart(label, own(requirements), nothing, carried=tuple(carried(requirements)))
