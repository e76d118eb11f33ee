"""What does the data say about one node?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from msgspec import Struct

from graph.model.edges import Edge
from graph.model.records import (
    Basis,
    ComparisonRow,
    Fact,
    LeadsToEdge,
    OverlapsWithEdge,
    Role,
    Skill,
)
from graph.model.relations import KINDS, Kind
from graph.parts.moves import Move, SignOfReadiness, move, signs_of_readiness
from graph.parts.requirements import (
    Claim,
    NodeRef,
    Requirement,
    Terms,
    claim,
    node_ref,
    requirements,
)
from graph.store.index import Index


class Listed(NodeRef, frozen=True, kw_only=True):
    """A node by all its names."""

    aliases: tuple[str, ...]


class StepPortrait(Move, frozen=True, kw_only=True):
    """A `leads_to` edge, seen from one of its roles."""

    other: NodeRef
    """The role at the other end."""


class OverlapPortrait(Claim, frozen=True, kw_only=True):
    """An `overlaps_with` edge, seen from one of its roles (`here` in the comparison)."""

    key: str
    other: NodeRef
    """The role at the other end (`there` in the comparison)."""
    summary: str | None
    comparison: tuple[ComparisonRow, ...]
    shared: tuple[NodeRef, ...]
    """The skills and responsibilities both require, if the edge was computed from them."""
    overlap_coefficient: float | None
    jaccard_coefficient: float | None


class RequiredBy(Terms, frozen=True, kw_only=True):
    """A role that requires the skill or responsibility."""

    role: NodeRef


class DemandedBy(Struct, frozen=True, kw_only=True):
    """A sign of readiness that demands the skill, and the step it belongs to."""

    sign: SignOfReadiness
    source: NodeRef | None
    """The role the sign is shown in; None for what prepares for a first position."""
    target: NodeRef
    """The role it is demanded for."""


class Portrait(Claim, frozen=True, kw_only=True):
    """All that is said about one node.

    What a kind of node cannot have is empty or None. Parallel edges are listed apart in
    ``leads_to``, ``comes_from`` and ``overlaps_with``, and joined in the requirements.
    """

    node: NodeRef
    aliases: tuple[str, ...]
    summary: str | None
    stage: str | None
    """The stage's title."""
    track: str | None
    """The track's title."""
    type: Literal["soft", "hard"] | None
    type_basis: Basis | None
    """None without a type."""
    skills: tuple[Requirement, ...]
    """What the role requires; empty means that no source says, not that it requires none."""
    responsibilities: tuple[Requirement, ...]
    preparations: tuple[SignOfReadiness, ...]
    """What prepares for the role as a first position, in order."""
    leads_to: tuple[StepPortrait, ...]
    comes_from: tuple[StepPortrait, ...]
    overlaps_with: tuple[OverlapPortrait, ...]
    required_by: tuple[RequiredBy, ...]
    demanded_by: tuple[DemandedBy, ...]
    facts: tuple[Fact, ...]


def portrait_of(index: Index, name: str, kind: Kind | None = None) -> Portrait:
    """Return what the data says about the node with this id, title or alias.

    Raises UnknownNode or AmbiguousName, and WrongKind if ``kind`` is given and another.
    """
    id_ = index.resolve(name, kind)
    record = index.records[id_]
    role = record if isinstance(record, Role) else None
    type_ = record.type if isinstance(record, Skill) else None
    stages = {stage.id: stage.title for stage in index.about.stages}
    tracks = {track.id: track.title for track in index.about.tracks}
    return Portrait(
        node=node_ref(index, id_),
        aliases=record.aliases,
        summary=record.summary,
        stage=stages[role.stage] if role and role.stage else None,
        track=tracks[role.track] if role and role.track else None,
        type=type_,
        type_basis=record.type_basis if isinstance(record, Skill) and type_ else None,
        **claim(record),
        skills=requirements(index, id_, "skill"),
        responsibilities=requirements(index, id_, "responsibility"),
        preparations=signs_of_readiness(index, role.preparations if role else ()),
        leads_to=tuple(_steps(index, index.outgoing(id_, "leads_to"), id_)),
        comes_from=tuple(_steps(index, index.incoming(id_, "leads_to"), id_)),
        overlaps_with=tuple(_overlaps(index, index.outgoing(id_, "overlaps_with"))),
        required_by=tuple(_required_by(index, id_)),
        demanded_by=tuple(_demanded_by(index, id_)),
        facts=index.facts(id_),
    )


def listed(index: Index, kinds: Collection[Kind] = KINDS) -> tuple[Listed, ...]:
    """Return all nodes of the kinds, kind by kind, in file order."""
    return tuple(
        Listed(id_, index.title(id_), kind, aliases=index.records[id_].aliases)
        for kind in kinds
        for id_ in index.of_kind(kind)
    )


def _steps(index: Index, links: list[Edge], id_: str) -> Iterator[StepPortrait]:
    for link in links:
        if isinstance(link.record, LeadsToEdge):
            other = link.target if link.source == id_ else link.source
            yield StepPortrait(**move(index, link), other=node_ref(index, other))


def _overlaps(index: Index, links: list[Edge]) -> Iterator[OverlapPortrait]:
    for link in links:
        edge = link.record
        if isinstance(edge, OverlapsWithEdge):
            yield OverlapPortrait(
                key=link.key,
                other=node_ref(index, link.target),
                **claim(edge),
                summary=edge.summary,
                comparison=edge.comparison,
                shared=tuple(node_ref(index, shared) for shared in edge.shared),
                overlap_coefficient=edge.overlap_coefficient,
                jaccard_coefficient=edge.jaccard_coefficient,
            )


def _required_by(index: Index, id_: str) -> Iterator[RequiredBy]:
    kind = index.kinds[id_]
    if kind == "role":
        return
    for role in dict.fromkeys(link.source for link in index.incoming(id_, "requires")):
        for required in requirements(index, role, kind):
            if required.id == id_:
                terms = {name: getattr(required, name) for name in Terms.__struct_fields__}
                yield RequiredBy(role=node_ref(index, role), **terms)


def _demanded_by(index: Index, id_: str) -> Iterator[DemandedBy]:
    for role in index.of_kind("role"):
        here = node_ref(index, role)
        for sign in index.role(role).preparations:
            if id_ in sign.skill_ids:
                (shown,) = signs_of_readiness(index, [sign])
                yield DemandedBy(sign=shown, source=None, target=here)
        for link in index.outgoing(role, "leads_to"):
            signs = link.record.signs if isinstance(link.record, LeadsToEdge) else ()
            for shown in signs_of_readiness(index, [s for s in signs if id_ in s.skill_ids]):
                yield DemandedBy(sign=shown, source=here, target=node_ref(index, link.target))
