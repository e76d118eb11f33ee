"""What a role requires, as the sources state it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from itertools import combinations
from typing import Any, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Struct

from graph.model.edges import contradictions
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
    Skill,
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
    level_name: str | None = None
    """What the scale calls the level; None without a scale."""
    level_text: str | None = None
    """What it looks like at this level; None: not stated."""
    scale: str | None = None
    """The id of the level's scale; None: the source names none."""
    carried_from: NodeRef | None = None
    """The rung before that requires it, if the role's own list does not name it."""
    signs: tuple[str, ...] = ()
    """Ids of the signs of readiness that demand it."""
    sources: tuple[Locator, ...] = ()
    notes: tuple[Note, ...] = ()
    expandable: ClassVar[Mapping[str, str]] = {
        "signs": "signs",
        "sources": "sources",
        "notes": "sources",
        "level_text": "texts",
    }


class Requirement(Terms, frozen=True, kw_only=True):
    """A skill or responsibility that a role requires, as the sources state it."""

    id: str
    title: str
    kind: Kind
    claims: tuple[Terms, ...] = ()
    """What each parallel edge says, if they contradict one another; empty if they do not."""


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


def terms_of(requirement: Terms) -> dict[str, Any]:
    """Return the fields of the Terms of a requirement."""
    return {name: getattr(requirement, name) for name in Terms.__struct_fields__}


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
        """Return what parallel edges to one node say together, and each if they differ."""
        joined = self._joined(number, claims)
        if not _contradict(self._index, claims):
            return joined
        apart = (self._joined(number, (claim,)) for claim in claims)
        return msgspec.structs.replace(
            joined, claims=tuple(Terms(**terms_of(each)) for each in apart)
        )

    def _joined(self, number: int, claims: tuple[int, ...]) -> Requirement:
        id_ = self._index.columns.ids[number]
        found = msgspec.structs.replace(
            self._terms(claims),
            id=id_,
            title=self._index.columns.titles[number],
            kind=self._index.kinds[id_],
        )
        if found.level is None:
            return found
        of_skill = at_level(self._index, found, found.level)
        text = found.level_text or of_skill.level_text
        return msgspec.structs.replace(of_skill, level_text=text)


def at_level(index: Index, requirement: Requirement, level: float | None) -> Requirement:
    """Return a requirement at a level, with its name and what the skill looks like at it."""
    name, text = None, None
    if level is not None:
        skill = index.records[requirement.id]
        texts = skill.levels if isinstance(skill, Skill) else ()
        name = level_names(index).get((requirement.scale, level))
        text = next((each.text for each in texts if each.level == level), None)
    return msgspec.structs.replace(requirement, level=level, level_name=name, level_text=text)


@cached_with_index
def level_names(index: Index) -> Mapping[tuple[str | None, float], str]:
    """Return the name of each level, by its scale and number."""
    return {
        (scale.id, each.level): each.title for scale in index.about.scales for each in scale.levels
    }


def _on_terms(index: Index, claims: tuple[int, ...]) -> Requirement:
    """Return what parallel edges say together, without the node they lead to."""
    edges = _edges(index, claims)
    levelled = [edge for edge in edges if edge.level is not None]
    top = max(levelled, key=index.level_shares.of, default=None)
    carried = [edge.carried_from for edge in edges if edge.carried_from]
    return Requirement(
        id="",
        title="",
        kind="skill",
        necessity=strongest_necessity(edge.necessity for edge in edges),
        basis=min((edge.basis for edge in edges), key=BASES.index),
        when=next((edge.when for edge in edges if edge.when), None),
        importance=max((i for edge in edges if (i := edge.importance) is not None), default=None),
        level=top.level if top else None,
        level_text=top.level_text if top else None,
        scale=index.level_shares.scale(top) if top else None,
        carried_from=node_ref(index, carried[0]) if len(carried) == len(edges) else None,
        signs=tuple(dict.fromkeys(sign for edge in edges for sign in edge.signs)),
        sources=tuple(dict.fromkeys(place for edge in edges for place in edge.locators)),
        notes=tuple(note for edge in edges for note in edge.notes),
    )


def _contradict(index: Index, claims: tuple[int, ...]) -> bool:
    return any(contradictions(*pair) for pair in combinations(_edges(index, claims), 2))


def _edges(index: Index, claims: tuple[int, ...]) -> list[RequiresEdge]:
    records = (index.columns.claim("requires", number) for number in claims)
    return [record for record in records if isinstance(record, RequiresEdge)]
