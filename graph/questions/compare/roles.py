"""Compare roles: what the sources say, what each requires, and how much one covers another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import fsum

from msgspec import structs

from graph.model.edges import DERIVED_KEY, Edge, strongest_edge
from graph.model.errors import CannotCompare
from graph.model.records import COUNTED, LeadsToEdge, OverlapsWithEdge
from graph.parts.conditional_names import conditional_names
from graph.parts.coverage import Share, credit, share
from graph.parts.flow import observed_of
from graph.parts.gaps import gap
from graph.parts.moves import Evidence, SignOfReadiness, signs_of_readiness
from graph.parts.requirements import (
    NodeRef,
    Requirement,
    RequirementKind,
    claim,
    node_ref,
    requirements,
)
from graph.parts.years import years_of
from graph.questions.compare.answer import (
    Coefficients,
    Compared,
    ComparedRole,
    Comparison,
    Coverage,
    Direction,
    NeighbourRow,
    Pair,
    RequirementRow,
    SideBySide,
    SignRow,
    SourceComparison,
)
from graph.questions.compare.side_by_side import (
    by_relevance,
    first,
    group_counts,
    requirement_row,
    side_by_side,
    sign_row,
)
from graph.store.index import Index
from graph.store.overlap import alike, jaccard_coefficient, overlap_coefficient

Neighbour = tuple[NodeRef, Evidence]


def compare_roles(index: Index, names: Sequence[str]) -> Comparison:
    """Return roles side by side, given by id, title or alias.

    Raises CannotCompare for a role that is named twice, and UnknownNode, AmbiguousName or
    WrongKind.
    """
    roles = [index.resolve(name, "role") for name in names]
    for (one, a), (other, b) in combinations(zip(names, roles, strict=True), 2):
        if a == b:
            title = index.title(a)
            raise CannotCompare(f"'{one}' and '{other}' are the same role, {title}; name others")
    return Comparison(
        kind="roles",
        found=True,
        conditional_names=conditional_names(index, names),
        compared=tuple(Compared(role=_role(index, role)) for role in roles),
        pairs=tuple(_pair(index, *pair) for pair in combinations(roles, 2)),
        skills=_required(index, roles, "skill"),
        responsibilities=_required(index, roles, "responsibility"),
        signs=side_by_side([_signs(index, role) or None for role in roles], first),
        next_roles=side_by_side([_after(index, role) or None for role in roles], _neighbour_row),
        earlier_roles=side_by_side(
            [_before(index, role) or None for role in roles], _neighbour_row
        ),
    )


def _role(index: Index, id_: str) -> ComparedRole:
    record = index.role(id_)
    levels = [each for each in requirements(index, id_, "skill") if each.level is not None]
    scales = {each.scale for each in levels}
    return ComparedRole(
        **claim(record),
        node=node_ref(index, id_),
        summary=record.summary,
        stage=next((s.title for s in index.about.stages if s.id == record.stage), None),
        track=next((t.title for t in index.about.tracks if t.id == record.track), None),
        sum_of_levels=(fsum(each.level or 0.0 for each in levels) if len(scales) == 1 else None),
        several_scales=len(scales) > 1,
    )


def _required(
    index: Index, roles: Sequence[str], kind: RequirementKind
) -> SideBySide[RequirementRow]:
    lists = [{r.id: r for r in requirements(index, role, kind)} or None for role in roles]
    compared = by_relevance(side_by_side(lists, requirement_row))
    return structs.replace(
        compared,
        groups=tuple(group_counts(index, lists)),
        carried=tuple(
            sum(each.carried_from is not None for each in (its or {}).values()) for its in lists
        ),
    )


# --- Two roles ---------------------------------------------------------------------------------


def _pair(index: Index, one: str, other: str) -> Pair:
    comparisons = [
        SourceComparison(
            **claim(edge.record), summary=edge.record.summary, rows=edge.record.comparison
        )
        for edge in index.outgoing(one, "overlaps_with")
        if edge.target == other
        and edge.key != DERIVED_KEY
        and isinstance(edge.record, OverlapsWithEdge)
    ]
    return Pair(
        first=node_ref(index, one),
        second=node_ref(index, other),
        comparisons=tuple(sorted(comparisons, key=lambda each: not each.rows)),
        skills=_coefficients(index, one, other, "skill"),
        responsibilities=_coefficients(index, one, other, "responsibility"),
        directions=(_direction(index, one, other), _direction(index, other, one)),
    )


def _direction(index: Index, source: str, target: str) -> Direction:
    skills = gap(index, source=source, target=target, kind="skill")
    return Direction(
        source=node_ref(index, source),
        target=node_ref(index, target),
        skills=_coverage(index, source, target, "skill"),
        responsibilities=_coverage(index, source, target, "responsibility"),
        raised=skills.raised,
        lowered=skills.lowered,
        other_scale=skills.other_scale,
        levels_to_gain=None if skills.not_stated else skills.levels_to_gain,
    )


def _coverage(index: Index, source: str, target: str, kind: RequirementKind) -> Coverage:
    held = {each.id: each for each in requirements(index, source, kind)}
    required = requirements(index, target, kind)
    counted = [each for each in required if each.necessity in COUNTED]
    levelled = held and any(each.level is not None for each in counted)
    return Coverage(
        counted=_share(held, counted),
        with_helpful=_share(held, required),
        by_level=fsum(_credit(held, each) for each in counted) / len(counted) if levelled else None,
    )


def _share(held: Mapping[str, object], required: Sequence[Requirement]) -> Share | None:
    return share(sum(each.id in held for each in required), len(required)) if held else None


def _credit(held: Mapping[str, Requirement], required: Requirement) -> float:
    """Return how much of a requirement is held; levels on different scales count in full."""
    own = held.get(required.id)
    if own is None:
        return 0.0
    return credit(own.level, required.level) if own.scale == required.scale else 1.0


def _coefficients(index: Index, one: str, other: str, kind: RequirementKind) -> Coefficients:
    a, b = (_ids(index, role, kind) for role in (one, other))
    c, d = (_ids(index, role, kind, counted=True) for role in (one, other))
    by_level = alike(*(_shares(index, role, kind) for role in (one, other))) if a and b else None
    return Coefficients(
        overlap_by_level=by_level and by_level.overlap_by_level,
        jaccard_by_level=by_level and by_level.jaccard_by_level,
        overlap_coefficient=overlap_coefficient(a, b) if a and b else None,
        jaccard_coefficient=jaccard_coefficient(a, b) if a and b else None,
        counted_overlap_coefficient=overlap_coefficient(c, d) if c and d else None,
        counted_jaccard_coefficient=jaccard_coefficient(c, d) if c and d else None,
    )


def _ids(index: Index, role: str, kind: RequirementKind, *, counted: bool = False) -> set[str]:
    return {
        each.id
        for each in requirements(index, role, kind)
        if not counted or each.necessity in COUNTED
    }


def _shares(index: Index, role: str, kind: RequirementKind) -> dict[str, float]:
    return {each.id: index.level_shares.of(each) for each in requirements(index, role, kind)}


# --- Steps to and from a role ------------------------------------------------------------------


def _after(index: Index, role: str) -> dict[str, Neighbour]:
    return _neighbours(index, ((edge.target, edge) for edge in index.outgoing(role, "leads_to")))


def _before(index: Index, role: str) -> dict[str, Neighbour]:
    return _neighbours(index, ((edge.source, edge) for edge in index.incoming(role, "leads_to")))


def _neighbours(index: Index, edges: Iterable[tuple[str, Edge]]) -> dict[str, Neighbour]:
    """Return the neighbours by id, each with the strongest of its parallel edges."""
    parallel: dict[str, list[Edge]] = {}
    for other, edge in edges:
        parallel.setdefault(other, []).append(edge)
    return {
        other: (node_ref(index, other), _evidence(strongest_edge(edges)))
        for other, edges in parallel.items()
    }


def _evidence(edge: Edge) -> Evidence:
    return Evidence(
        relation=edge.relation,
        basis=edge.record.basis,
        years=years_of(edge),
        observed=observed_of(edge),
        sources=edge.record.locators,
    )


def _neighbour_row(items: list[Neighbour]) -> NeighbourRow:
    node = items[0][0]
    return NeighbourRow(node.id, node.title, node.kind, terms=tuple(terms for _, terms in items))


def _signs(index: Index, role: str) -> dict[str, SignRow]:
    """Return the signs that a role demands, those of a first position first."""
    here = node_ref(index, role)
    signs: list[tuple[NodeRef | None, SignOfReadiness]] = [
        (None, sign) for sign in signs_of_readiness(index, index.role(role).preparations)
    ]
    for edge in index.incoming(role, "leads_to"):
        if isinstance(edge.record, LeadsToEdge):
            source = node_ref(index, edge.source)
            signs += [(source, sign) for sign in signs_of_readiness(index, edge.record.signs)]
    return {sign.id: sign_row(sign, source, here) for source, sign in signs}
