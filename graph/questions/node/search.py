"""Collect all that the data says about one node."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.edges import DERIVED_KEY, Edge
from graph.model.records import LeadsToEdge, OverlapsWithEdge, Role, Skill
from graph.model.relations import Kind
from graph.parts.alignments import alignments
from graph.parts.facts import facts
from graph.parts.gaps import gap
from graph.parts.ladders import next_rungs
from graph.parts.moves import move, signs_of_readiness
from graph.parts.requirements import Requirement, claim, node_ref, requirements, terms_of
from graph.parts.special_cases import broader_roles, special_cases
from graph.questions.node.answer import (
    ConditionalAlias,
    DemandedBy,
    NodeDetails,
    NodeOverlap,
    NodeStep,
    RequiredBy,
    RequiredSkill,
)
from graph.questions.node.query import NodeQuery
from graph.store.index import Index


def answer(index: Index, query: NodeQuery) -> NodeDetails:
    """Return what the data says about the node of the query.

    Raises UnknownNode or AmbiguousName.
    """
    return node_details(index, query.node)


def node_details(index: Index, name: str, kind: Kind | None = None) -> NodeDetails:
    """Return what the data says about the node with this id, title or alias.

    Raises UnknownNode or AmbiguousName, and WrongKind if the node is not of the ``kind``.
    """
    id_ = index.resolve(name, kind)
    record = index.records[id_]
    role = record if isinstance(record, Role) else None
    type_ = record.type if isinstance(record, Skill) else None
    stages = {stage.id: stage.title for stage in index.about.stages}
    tracks = {track.id: track.title for track in index.about.tracks}
    broader = broader_roles(index).get(id_)
    return NodeDetails(
        node=node_ref(index, id_),
        aliases=record.other_names,
        conditional_aliases=tuple(
            ConditionalAlias(title=each.title, when=each.when)
            for each in record.conditional_aliases
        ),
        summary=record.summary,
        stage=stages[role.stage] if role and role.stage else None,
        track=tracks[role.track] if role and role.track else None,
        broader=node_ref(index, broader) if broader else None,
        special_cases=tuple(node_ref(index, each) for each in special_cases(index).get(id_, ())),
        type=type_,
        type_basis=record.type_basis if isinstance(record, Skill) and type_ else None,
        **claim(record),
        skills=tuple(_skills(index, id_)),
        responsibilities=requirements(index, id_, "responsibility"),
        preparations=signs_of_readiness(index, role.preparations if role else ()),
        leads_to=tuple(_steps(index, index.outgoing(id_, "leads_to"), id_)),
        comes_from=tuple(_steps(index, index.incoming(id_, "leads_to"), id_)),
        overlaps_with=tuple(_overlaps(index, index.outgoing(id_, "overlaps_with"))),
        required_by=tuple(_required_by(index, id_)),
        demanded_by=tuple(_demanded_by(index, id_)),
        facts=facts(index, id_),
        aligned=alignments(index, id_),
    )


def _skills(index: Index, role: str) -> Iterator[RequiredSkill]:
    for required in requirements(index, role, "skill"):
        skill = index.records[required.id]
        type_ = skill.type if isinstance(skill, Skill) and skill.type_basis != "derived" else None
        fields = {name: getattr(required, name) for name in Requirement.__struct_fields__}
        yield RequiredSkill(**fields, type=type_)


def _steps(index: Index, links: list[Edge], id_: str) -> Iterator[NodeStep]:
    for link in links:
        if isinstance(link.record, LeadsToEdge):
            other = link.target if link.source == id_ else link.source
            rung = link.target in next_rungs(index).get(id_, ())
            yield NodeStep(
                **move(index, link),
                other=node_ref(index, other),
                changes=gap(index, source=id_, target=other, kind="skill") if rung else None,
            )


def _overlaps(index: Index, links: list[Edge]) -> Iterator[NodeOverlap]:
    """Yield the overlaps; a derived one only where no source says that the roles overlap."""
    written = {link.target for link in links if link.key != DERIVED_KEY}
    for link in links:
        edge = link.record
        if link.key == DERIVED_KEY and link.target in written:
            continue
        if isinstance(edge, OverlapsWithEdge):
            yield NodeOverlap(
                key=link.key,
                other=node_ref(index, link.target),
                **claim(edge),
                summary=edge.summary,
                comparison=edge.comparison,
                shared=tuple(node_ref(index, shared) for shared in edge.shared),
                overlap_coefficient=edge.overlap_coefficient,
                jaccard_coefficient=edge.jaccard_coefficient,
                overlap_by_level=edge.overlap_by_level,
                jaccard_by_level=edge.jaccard_by_level,
            )


def _required_by(index: Index, id_: str) -> Iterator[RequiredBy]:
    kind = index.kinds[id_]
    if kind == "role":
        return
    for role in dict.fromkeys(link.source for link in index.incoming(id_, "requires")):
        for required in requirements(index, role, kind):
            if required.id == id_:
                here = node_ref(index, role)
                yield RequiredBy(role=here, claims=required.claims, **terms_of(required))


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
