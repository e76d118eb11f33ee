"""What a role requires, and what a step from one role to another adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Struct

from graph.model.records import (
    BASES,
    Basis,
    EdgeRecord,
    Fact,
    Locator,
    Necessity,
    Node,
    Note,
    NotStated,
    RequiresEdge,
    strongest_necessity,
)
from graph.model.relations import Kind
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

RequirementKind = Literal["skill", "responsibility"]

Levels: TypeAlias = Mapping[str, float | None]
"""The level of each skill held, on the scale of the source; None: held at an unknown level."""

ROLE_CACHE_SIZE = 4_000
"""How many roles keep their requirements in memory."""
REQUIREMENT_CACHE_SIZE = 50_000
"""How many different requirements stay in memory."""


class NodeRef(Struct, frozen=True):
    """A node by its id, title and kind."""

    id: str
    title: str
    kind: Kind


class Claim(Struct, frozen=True, kw_only=True):
    """What the data says about something: the basis, where, notes, and what is not stated."""

    basis: Basis
    sources: tuple[Locator, ...]
    notes: tuple[Note, ...]
    not_stated: tuple[NotStated, ...]
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources", "notes": "sources"}


class Terms(Struct, frozen=True, kw_only=True):
    """How a role requires something; parallel edges joined."""

    necessity: Necessity
    """The strongest that any source gives."""
    basis: Basis
    """The strongest basis of any edge."""
    when: str | None = None
    importance: float | None = None
    """How much it matters, on the scale of the source."""
    level: float | None = None
    """The level required, on the scale of the source: the highest that any edge gives."""
    signs: tuple[str, ...] = ()
    """Ids of the signs of readiness that demand it."""
    sources: tuple[Locator, ...] = ()
    notes: tuple[Note, ...] = ()
    expandable: ClassVar[Mapping[str, str]] = {
        "signs": "signs",
        "sources": "sources",
        "notes": "sources",
    }


class Requirement(Terms, frozen=True, kw_only=True):
    """A skill or responsibility that a role requires, as the sources state it."""

    id: str
    title: str
    kind: Kind


class LevelChange(Struct, frozen=True, rename={"from_": "from"}):
    """A skill with two levels: held and required, or required by two roles."""

    id: str
    title: str
    from_: float
    to: float


class Gap(Struct, frozen=True, kw_only=True):
    """The difference between what two roles require, for skills or for responsibilities.

    A list that no source gives is not empty but unknown: ``not_stated`` names its role.
    If the list of the old role is unknown, all that the new role requires counts as gained.
    If the list of the new role is unknown, the gap is empty.
    """

    gained: tuple[Requirement, ...] = ()
    kept: tuple[Requirement, ...] = ()
    not_named: tuple[Requirement, ...] = ()
    """What only the old role requires; no source says that it is dropped."""
    not_stated: tuple[NodeRef, ...] = ()
    raised: tuple[LevelChange, ...] = ()
    """What both require, the new role at a higher level."""
    lowered: tuple[LevelChange, ...] = ()
    """What both require, the new role at a lower level."""
    levels_to_gain: float | None = None
    """How many levels to climb in all, from 0 for a new skill; None if no level is stated."""


def node_ref(index: Index, id_: str) -> NodeRef:
    """Return the node's id, title and kind."""
    return NodeRef(id_, index.title(id_), index.kinds[id_])


def claim(record: Node | EdgeRecord | Fact) -> dict[str, Any]:
    """Return the fields of a Claim that a record makes."""
    return {
        "basis": record.basis,
        "sources": record.locators,
        "notes": record.notes,
        "not_stated": record.not_stated,
    }


def requirements(index: Index, role: str, kind: RequirementKind) -> tuple[Requirement, ...]:
    """Return what the role requires of a kind, parallel edges joined, in file order."""
    return _requirements_of(index)(role).get(kind, ())


@cached_with_index
def _requirements_of(index: Index) -> Callable[[str], dict[Kind, tuple[Requirement, ...]]]:
    return lru_cache(ROLE_CACHE_SIZE)(_Requirements(index).of)


class _Requirements:
    """What roles require; roles with the same requirement share one record."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._terms = lru_cache(REQUIREMENT_CACHE_SIZE)(partial(_on_terms, index))
        self._requirement = lru_cache(REQUIREMENT_CACHE_SIZE)(self._required)

    def of(self, role: str) -> dict[Kind, tuple[Requirement, ...]]:
        """Return all that the role requires."""
        requires = self._index.columns.edges["requires"]
        number = self._index.number[role]
        edges = slice(requires.starts[number], requires.starts[number + 1])
        parallel: dict[int, tuple[int, ...]] = {}
        for target, claim in zip(requires.targets[edges], requires.claims[edges], strict=True):
            parallel[target] = (*parallel.get(target, ()), claim)
        by_kind: dict[Kind, list[Requirement]] = {}
        for requirement in map(self._requirement, parallel, parallel.values()):
            by_kind.setdefault(requirement.kind, []).append(requirement)
        return {kind: tuple(its) for kind, its in by_kind.items()}

    def _required(self, number: int, claims: tuple[int, ...]) -> Requirement:
        """Return what parallel edges to one node say together."""
        id_ = self._index.columns.ids[number]
        return msgspec.structs.replace(
            self._terms(claims),
            id=id_,
            title=self._index.columns.titles[number],
            kind=self._index.kinds[id_],
        )


def gap(index: Index, *, source: str, target: str, kind: RequirementKind) -> Gap:
    """Return what the target role adds to the source role, what both require, and the rest."""
    old = requirements(index, source, kind)
    new = requirements(index, target, kind)
    not_stated = tuple(
        node_ref(index, role) for role, list_ in ((source, old), (target, new)) if not list_
    )
    if not new:
        return Gap(not_stated=not_stated)
    old_ids = {requirement.id for requirement in old}
    new_ids = {requirement.id for requirement in new}
    changes, levels_to_gain = level_changes({each.id: each.level for each in old}, new)
    return Gap(
        gained=tuple(requirement for requirement in new if requirement.id not in old_ids),
        kept=tuple(requirement for requirement in new if requirement.id in old_ids),
        not_named=tuple(requirement for requirement in old if requirement.id not in new_ids),
        not_stated=not_stated,
        raised=tuple(change for change in changes if change.to > change.from_),
        lowered=tuple(change for change in changes if change.to < change.from_),
        levels_to_gain=levels_to_gain,
    )


def level_changes(
    held: Levels, required: Iterable[Requirement]
) -> tuple[tuple[LevelChange, ...], float | None]:
    """Return the skills held at another level than required, and how many levels to climb.

    A skill that is not held climbs from 0. Where either level is unknown, nothing is known of
    the change and it does not count. The number is None if no level can be compared.
    """
    changes: list[LevelChange] = []
    climbs: list[float] = []
    for requirement in required:
        level, own = requirement.level, held.get(requirement.id, 0.0)
        if level is None or own is None:
            continue
        climbs.append(max(0.0, level - own))
        if requirement.id in held and level != own:
            changes.append(LevelChange(requirement.id, requirement.title, own, level))
    return tuple(changes), sum(climbs) if climbs else None


def missing_skills(
    skills: Levels, required: Sequence[Requirement]
) -> tuple[tuple[Requirement, ...], tuple[LevelChange, ...], float | None]:
    """Return the skills to gain, the levels to raise, and how many levels to climb in all."""
    gained = [each for each in required if each.id not in skills]
    changes, levels_to_gain = level_changes(skills, required)
    return (
        tuple(sorted(gained, key=lambda each: each.necessity != "essential")),
        tuple(change for change in changes if change.to > change.from_),
        levels_to_gain,
    )


def _on_terms(index: Index, claims: tuple[int, ...]) -> Requirement:
    """Return what parallel edges say together, without the node they lead to."""
    records = (index.columns.claim("requires", number) for number in claims)
    edges = [record for record in records if isinstance(record, RequiresEdge)]
    return Requirement(
        id="",
        title="",
        kind="skill",
        necessity=strongest_necessity(edge.necessity for edge in edges),
        basis=min((edge.basis for edge in edges), key=BASES.index),
        when=next((edge.when for edge in edges if edge.when), None),
        importance=_highest(edge.importance for edge in edges),
        level=_highest(edge.level for edge in edges),
        signs=tuple(dict.fromkeys(sign for edge in edges for sign in edge.signs)),
        sources=tuple(dict.fromkeys(place for edge in edges for place in edge.locators)),
        notes=tuple(note for edge in edges for note in edge.notes),
    )


def _highest(numbers: Iterable[float | None]) -> float | None:
    return max((number for number in numbers if number is not None), default=None)
