"""What does a role require, and what does a step from one role to another add?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, ClassVar, Literal

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

KEPT_ROLES, KEPT_REQUIREMENTS = 4_000, 50_000
"""Of how many roles it is kept what they require, and how many different requirements."""


class NodeRef(Struct, frozen=True):
    """A node by its id, title and kind."""

    id: str
    title: str
    kind: Kind


class Claim(Struct, frozen=True, kw_only=True):
    """Something the data says: on what basis, where, with which remarks and gaps."""

    basis: Basis
    sources: tuple[Locator, ...]
    notes: tuple[Note, ...]
    not_stated: tuple[NotStated, ...]
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources", "notes": "sources"}


class Terms(Struct, frozen=True, kw_only=True):
    """On what terms a role requires something; parallel edges joined."""

    necessity: Necessity
    """The strongest that any source gives."""
    basis: Basis
    """The strongest basis of any edge."""
    when: str | None = None
    importance: float | None = None
    """How much it matters, on the scale of the source."""
    level: float | None = None
    """How well it is to be had, on the scale of the source: the highest that any edge gives."""
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
    """A skill or responsibility that a role requires, as far as the sources say."""

    id: str
    title: str
    kind: Kind


class LevelChange(Struct, frozen=True, rename={"from_": "from"}):
    """A skill that two roles require at different levels."""

    id: str
    title: str
    from_: float
    to: float


class Gap(Struct, frozen=True, kw_only=True):
    """The difference between what two roles require, for skills or for responsibilities.

    A list that no source gives is not empty but unknown: its role stands in ``not_stated``.
    If the old role's is unknown, all the new role requires counts as gained; if the new
    role's is, nothing can be said.
    """

    gained: tuple[Requirement, ...] = ()
    kept: tuple[Requirement, ...] = ()
    not_named: tuple[Requirement, ...] = ()
    """Required of the old role and not named for the new one; not said to be dropped."""
    not_stated: tuple[NodeRef, ...] = ()
    raised: tuple[LevelChange, ...] = ()
    """What both require, the new role at a higher level."""
    lowered: tuple[LevelChange, ...] = ()
    """What both require, the new role at a lower level."""
    levels_to_gain: float | None = None
    """The sum of the levels to rise by, from 0 for what is gained; None if none is stated."""


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
    return lru_cache(KEPT_ROLES)(_Requirements(index).of)


class _Requirements:
    """What roles require: what many of them require on the same terms is one record."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._terms = lru_cache(KEPT_REQUIREMENTS)(partial(_on_terms, index))
        self._requirement = lru_cache(KEPT_REQUIREMENTS)(self._required)

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
    """Return what the target role requires beyond the source role, what both do, and the rest.

    The rest is required of the source role and not named for the target role.
    """
    old = requirements(index, source, kind)
    new = requirements(index, target, kind)
    not_stated = tuple(
        node_ref(index, role) for role, list_ in ((source, old), (target, new)) if not list_
    )
    if not new:
        return Gap(not_stated=not_stated)
    old_ids = {requirement.id for requirement in old}
    new_ids = {requirement.id for requirement in new}
    changes, levels_to_gain = _levels(old, new)
    return Gap(
        gained=tuple(requirement for requirement in new if requirement.id not in old_ids),
        kept=tuple(requirement for requirement in new if requirement.id in old_ids),
        not_named=tuple(requirement for requirement in old if requirement.id not in new_ids),
        not_stated=not_stated,
        raised=tuple(change for change in changes if change.to > change.from_),
        lowered=tuple(change for change in changes if change.to < change.from_),
        levels_to_gain=levels_to_gain,
    )


def _levels(
    old: tuple[Requirement, ...], new: tuple[Requirement, ...]
) -> tuple[tuple[LevelChange, ...], float | None]:
    """Return the changes of level, and how many levels there are to gain.

    Where one of the two levels is not stated, nothing is known of the change, and it counts
    for nothing.
    """
    before = {requirement.id: requirement.level for requirement in old}
    changes: list[LevelChange] = []
    rises: list[float] = []
    for requirement in new:
        level, held = requirement.level, before.get(requirement.id, 0.0)
        if level is None or held is None:
            continue
        rises.append(max(0.0, level - held))
        if requirement.id in before and level != held:
            changes.append(LevelChange(requirement.id, requirement.title, held, level))
    return tuple(changes), sum(rises) if rises else None


def _on_terms(index: Index, claims: tuple[int, ...]) -> Requirement:
    """Return what parallel edges say together of any node."""
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
