"""What a role requires that another does not, and the levels at which both require it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import ClassVar

from msgspec import Struct

from graph.model.records import COUNTED
from graph.parts.requirements import (
    Levels,
    NodeRef,
    Requirement,
    RequirementKind,
    at_level,
    node_ref,
    requirements,
)
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


class LevelChange(Struct, frozen=True, rename={"from_": "from"}):
    """A skill with two levels: held and required, or required by two roles."""

    id: str
    title: str
    from_: float
    to: float
    from_name: str | None = None
    """What the scale calls the level; None without a scale."""
    to_name: str | None = None
    group: str | None = None
    """The title of the skill's narrowest group."""
    from_text: str | None = None
    """What it looks like at this level; None: not stated."""
    to_text: str | None = None
    expandable: ClassVar[Mapping[str, str]] = {"from_text": "texts", "to_text": "texts"}


class LevelChanges(Struct, frozen=True, kw_only=True):
    """The skills whose level changes, those of one group together."""

    raised: tuple[LevelChange, ...] = ()
    lowered: tuple[LevelChange, ...] = ()
    other_scale: tuple[LevelChange, ...] = ()
    """Those whose two levels are on different scales: no number says which is higher."""
    levels_to_gain: float | None = None
    """How many levels to climb in all, from 0 for a new skill.

    None if no level is stated, or if the levels are on several scales.
    """


class Gap(LevelChanges, frozen=True, kw_only=True):
    """The difference between what two roles require, for skills or for responsibilities.

    A list that no source gives is not empty but unknown: ``not_stated`` names its role.
    If the list of the old role is unknown, all that the new role requires counts as gained.
    If the list of the new role is unknown, the gap has only what it carries from rungs before.
    A level is raised if it is above those of all roles before, and lowered if it is below that of
    the old role.
    """

    gained: tuple[Requirement, ...] = ()
    """What the new role requires, and neither the old role nor one before it on the path."""
    kept: tuple[Requirement, ...] = ()
    again: tuple[Requirement, ...] = ()
    """What the new role requires and not the old role, but one before it on the path."""
    not_named: tuple[Requirement, ...] = ()
    """What only the old role requires; no source says that it is dropped."""
    not_stated: tuple[NodeRef, ...] = ()
    """The roles without a list of their own."""

    def starts_unknown(self, source: NodeRef) -> bool:
        """Return whether nothing is known of what the old role requires."""
        return source in self.not_stated and not (self.kept or self.not_named)


def gap(
    index: Index,
    *,
    source: str,
    target: str,
    kind: RequirementKind,
    before: Collection[str] = (),
) -> Gap:
    """Return what the target role adds to the source role, what both require, and the rest.

    ``before`` are the roles before the source on a path: what they require is gained already.
    """
    old = {each.id: each for each in requirements(index, source, kind)}
    new = requirements(index, target, kind)
    not_stated = tuple(
        node_ref(index, role)
        for role, list_ in ((source, old.values()), (target, new))
        if not any(each.carried_from is None for each in list_)
    )
    if not new:
        return Gap(not_stated=not_stated)
    by_id = {each.id: each for each in new}
    held: dict[str, Requirement] = {}
    for each in chain(old.values(), *(requirements(index, role, kind) for role in before)):
        if each.id in by_id and _holds(each, by_id[each.id]):
            held[each.id] = max(held.get(each.id, each), each, key=lambda its: its.level or 0.0)
    climbed, changed = _changes(index, held, new), _changes(index, old, new)
    return Gap(
        gained=tuple(each for each in new if each.id not in held),
        kept=tuple(each for each in new if each.id in held and each.id in old),
        again=tuple(each for each in new if each.id in held and each.id not in old),
        not_named=tuple(each for each in old.values() if each.id not in by_id),
        not_stated=not_stated,
        raised=climbed.raised,
        lowered=changed.lowered,
        other_scale=changed.other_scale,
        levels_to_gain=climbed.levels_to_gain,
    )


def _holds(old: Requirement, new: Requirement) -> bool:
    """Return whether a role that requires something holds it for a role after it.

    Helpful and without a level, it is no proof of a level that another role counts in full.
    """
    mentioned = old.necessity not in COUNTED and old.level is None
    return not (mentioned and new.necessity in COUNTED and new.level is not None)


def missing_skills(
    index: Index, skills: Levels, required: Sequence[Requirement]
) -> tuple[tuple[Requirement, ...], tuple[LevelChange, ...], float | None]:
    """Return the skills to gain, the levels to raise, and how many levels to climb in all.

    What counts in full comes first. Levels held are on the scale of the requirement.
    """
    gained = [each for each in required if each.id not in skills]
    held = {
        each.id: at_level(index, each, skills[each.id]) for each in required if each.id in skills
    }
    changes = _changes(index, held, required)
    return (
        tuple(sorted(gained, key=lambda each: each.necessity not in COUNTED)),
        changes.raised,
        changes.levels_to_gain,
    )


def _changes(
    index: Index, held: Mapping[str, Requirement], required: Iterable[Requirement]
) -> LevelChanges:
    """Return how the levels held differ from those required, and how many levels to climb.

    A skill that is not held climbs from 0. Where either level is unknown, nothing is known of
    the change and it does not count. Levels on different scales are never subtracted.
    """
    raised: list[LevelChange] = []
    lowered: list[LevelChange] = []
    other_scale: list[LevelChange] = []
    climbs: list[float] = []
    scales = set()
    for new in required:
        old = held.get(new.id)
        own = 0.0 if old is None else old.level
        if new.level is None or own is None:
            continue
        if old and old.scale != new.scale:
            other_scale.append(_change(index, old, new))
            continue
        scales.add(new.scale)
        climbs.append(max(0.0, new.level - own))
        if old and new.level != own:
            (raised if new.level > own else lowered).append(_change(index, old, new))
    return LevelChanges(
        raised=_by_group(raised),
        lowered=_by_group(lowered),
        other_scale=_by_group(other_scale),
        levels_to_gain=sum(climbs) if len(scales) == 1 else None,
    )


def _change(index: Index, old: Requirement, new: Requirement) -> LevelChange:
    groups = index.records[new.id].groups
    return LevelChange(
        new.id,
        new.title,
        old.level or 0.0,
        new.level or 0.0,
        old.level_name,
        new.level_name,
        group_titles(index)[groups[0]] if groups else None,
        old.level_text,
        new.level_text,
    )


def _by_group(changes: Iterable[LevelChange]) -> tuple[LevelChange, ...]:
    groups: dict[str | None, list[LevelChange]] = {}
    for change in changes:
        groups.setdefault(change.group, []).append(change)
    return tuple(change for its in groups.values() for change in its)


@cached_with_index
def group_titles(index: Index) -> Mapping[str, str]:
    """Return the title of each group by its id."""
    return {group.id: group.title for group in index.about.groups}
