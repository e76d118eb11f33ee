"""What does the data say about one node?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from graph.index import Index, Link
from graph.model import (
    Basis,
    ComparisonRow,
    Fact,
    LeadsToEdge,
    Locator,
    Necessity,
    Note,
    NotStated,
    OverlapsWithEdge,
    Role,
    Skill,
    Years,
)
from graph.paths import SignOfReadiness, signs_of_readiness
from graph.relations import Kind
from graph.requirements import NodeRef, Requirement, node_ref, requirements


class StepProfile(Struct, frozen=True, kw_only=True):
    """A `leads_to` edge, seen from one of its roles."""

    key: str
    other: NodeRef
    """The role at the other end."""
    basis: Basis
    years: Years | None
    """None: the source does not say."""
    signs: tuple[SignOfReadiness, ...]
    entry: tuple[SignOfReadiness, ...]
    """What prepares for a first position; empty but for a step from a starting point."""
    sources: tuple[Locator, ...]
    notes: tuple[Note, ...]
    not_stated: tuple[NotStated, ...]


class OverlapProfile(Struct, frozen=True, kw_only=True):
    """An `overlaps_with` edge, seen from one of its roles (`here` in the comparison)."""

    key: str
    other: NodeRef
    """The role at the other end (`there` in the comparison)."""
    basis: Basis
    summary: str | None
    comparison: tuple[ComparisonRow, ...]
    shared: tuple[NodeRef, ...]
    """The skills and responsibilities both require, if the edge was computed from them."""
    overlap_coefficient: float | None
    jaccard_coefficient: float | None
    sources: tuple[Locator, ...]
    notes: tuple[Note, ...]
    not_stated: tuple[NotStated, ...]


class RequiredBy(Struct, frozen=True, kw_only=True):
    """A role that requires the skill or responsibility; its parallel edges joined."""

    role: NodeRef
    necessity: Necessity
    basis: Basis
    when: str | None
    signs: tuple[str, ...]
    """Ids of the signs of readiness that demand it."""
    sources: tuple[Locator, ...]
    notes: tuple[Note, ...]


class DemandedBy(Struct, frozen=True, kw_only=True):
    """A sign of readiness that demands the skill, and the step it belongs to."""

    sign: SignOfReadiness
    source: NodeRef | None
    """The role the sign is shown in; None for what prepares for a first position."""
    target: NodeRef
    """The role it is demanded for."""


class NodeProfile(Struct, frozen=True, kw_only=True):
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
    basis: Basis
    sources: tuple[Locator, ...]
    notes: tuple[Note, ...]
    not_stated: tuple[NotStated, ...]
    skills: tuple[Requirement, ...]
    """What the role requires; empty means that no source says, not that it requires none."""
    responsibilities: tuple[Requirement, ...]
    entry: tuple[SignOfReadiness, ...]
    """What prepares for the role as a first position, in order."""
    leads_to: tuple[StepProfile, ...]
    comes_from: tuple[StepProfile, ...]
    overlaps_with: tuple[OverlapProfile, ...]
    required_by: tuple[RequiredBy, ...]
    demanded_by: tuple[DemandedBy, ...]
    facts: tuple[Fact, ...]


def node_profile(index: Index, name: str, kind: Kind | None = None) -> NodeProfile:
    """Return what the data says about the node with this id, title or alias.

    Raises UnknownNode or AmbiguousName, and WrongKind if ``kind`` is given and another.
    """
    id_ = index.resolve(name, kind)
    record = index.records[id_]
    role = record if isinstance(record, Role) else None
    type_ = record.type if isinstance(record, Skill) else None
    stages = {stage.id: stage.title for stage in index.about.stages}
    tracks = {track.id: track.title for track in index.about.tracks}
    return NodeProfile(
        node=node_ref(index, id_),
        aliases=record.aliases,
        summary=record.summary,
        stage=stages[role.stage] if role and role.stage else None,
        track=tracks[role.track] if role and role.track else None,
        type=type_,
        type_basis=record.type_basis if isinstance(record, Skill) and type_ else None,
        basis=record.basis,
        sources=record.locators,
        notes=record.notes,
        not_stated=record.not_stated,
        skills=requirements(index, id_, "skill"),
        responsibilities=requirements(index, id_, "responsibility"),
        entry=signs_of_readiness(index, role.entry if role else ()),
        leads_to=tuple(_steps(index, index.outgoing(id_, "leads_to"), id_)),
        comes_from=tuple(_steps(index, index.incoming(id_, "leads_to"), id_)),
        overlaps_with=tuple(_overlaps(index, index.outgoing(id_, "overlaps_with"))),
        required_by=tuple(_required_by(index, id_)),
        demanded_by=tuple(_demanded_by(index, id_)),
        facts=index.facts(id_),
    )


def _steps(index: Index, links: list[Link], id_: str) -> Iterator[StepProfile]:
    for link in links:
        edge = link.record
        if isinstance(edge, LeadsToEdge):
            yield StepProfile(
                key=link.key,
                other=node_ref(index, link.target if link.source == id_ else link.source),
                basis=edge.basis,
                years=edge.years,
                signs=signs_of_readiness(index, edge.signs),
                entry=signs_of_readiness(index, edge.entry),
                sources=edge.locators,
                notes=edge.notes,
                not_stated=edge.not_stated,
            )


def _overlaps(index: Index, links: list[Link]) -> Iterator[OverlapProfile]:
    for link in links:
        edge = link.record
        if isinstance(edge, OverlapsWithEdge):
            yield OverlapProfile(
                key=link.key,
                other=node_ref(index, link.target),
                basis=edge.basis,
                summary=edge.summary,
                comparison=edge.comparison,
                shared=tuple(node_ref(index, shared) for shared in edge.shared),
                overlap_coefficient=edge.overlap_coefficient,
                jaccard_coefficient=edge.jaccard_coefficient,
                sources=edge.locators,
                notes=edge.notes,
                not_stated=edge.not_stated,
            )


def _required_by(index: Index, id_: str) -> Iterator[RequiredBy]:
    kind = index.kinds[id_]
    if kind == "role":
        return
    for role in dict.fromkeys(link.source for link in index.incoming(id_, "requires")):
        for required in requirements(index, role, kind):
            if required.id == id_:
                yield RequiredBy(
                    role=node_ref(index, role),
                    necessity=required.necessity,
                    basis=required.basis,
                    when=required.when,
                    signs=required.signs,
                    sources=required.sources,
                    notes=required.notes,
                )


def _demanded_by(index: Index, id_: str) -> Iterator[DemandedBy]:
    for role in index.of_kind("role"):
        here = node_ref(index, role)
        for sign in index.role(role).entry:
            if id_ in sign.skills:
                (shown,) = signs_of_readiness(index, [sign])
                yield DemandedBy(sign=shown, source=None, target=here)
        for link in index.outgoing(role, "leads_to"):
            signs = link.record.signs if isinstance(link.record, LeadsToEdge) else ()
            for shown in signs_of_readiness(index, [s for s in signs if id_ in s.skills]):
                yield DemandedBy(sign=shown, source=here, target=node_ref(index, link.target))
