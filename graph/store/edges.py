"""The nodes and edges of a data set: those written, those that signs demand, and overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Any, TypeAlias

import msgspec

from graph.model.edges import Edge, edge_key
from graph.model.records import (
    Basis,
    Dataset,
    Demanded,
    EdgeRecord,
    LeadsToEdge,
    Node,
    OverlapsWithEdge,
    Record,
    RequiresEdge,
    Sign,
    strongest_necessity,
)
from graph.model.relations import Kind, RelationName
from graph.store.carried import Requirements, carried_edges
from graph.store.level_shares import LevelShares
from graph.store.overlap import ALL_PAIRS_ROLES, OVERLAP_THRESHOLD, Postings, derived_overlap

Adjacency: TypeAlias = dict[str, dict[str, dict[str, tuple[RelationName, EdgeRecord]]]]
"""Edges by source, target and key, each level in the order of first mention."""


def nodes_of(dataset: Dataset) -> Iterator[tuple[Kind, Node]]:
    """Yield the nodes with their kinds: roles, without their edges, skills, responsibilities."""
    for role in dataset.roles:
        yield "role", msgspec.structs.replace(role, leads_to=(), requires=(), overlaps_with=())
    yield from (("skill", skill) for skill in dataset.skills)
    yield from (("responsibility", each) for each in dataset.responsibilities)


def edges_of(dataset: Dataset, *, overlap_threshold: float = OVERLAP_THRESHOLD) -> Iterator[Edge]:
    """Yield the edges, those of each role together, in file order.

    The skills that signs of readiness demand become `requires` edges of the role they lead to.
    *Overlaps with* is two edges, one each way. In a data set of at most 500 roles, pairs of
    roles get a *derived* overlap if they share at least two requirements, their levels agree, and
    the Jaccard coefficient by level is at least ``overlap_threshold`` (0 to 1). Where lists are
    cumulative, roles also get what they carry from the rungs before; it takes no part in derived
    overlaps. Edges of the same ends, basis and source that say different things have numbers in
    their keys.
    """
    adjacency: Adjacency = {role.id: {} for role in dataset.roles}
    _add_written(adjacency, dataset)
    for role_id, edge in _demands(dataset):
        _add(adjacency, "requires", role_id, edge, suffix=":signs")
    own = _own(adjacency)
    if len(dataset.roles) <= ALL_PAIRS_ROLES:
        for pair in Postings(_shares(dataset, own)).pairs(threshold=overlap_threshold):
            _add_overlap(adjacency, pair.source, derived_overlap(pair), suffix=":shared")
    if any(meaning.are == "cumulative" for meaning in dataset.about.lists):
        for role_id, edge in list(carried_edges(dataset, own)):
            _add(adjacency, "requires", role_id, edge, suffix=":carried")
    for source, targets in adjacency.items():
        for target, keys in targets.items():
            for key, (relation, record) in keys.items():
                yield Edge(source, target, key, relation, record)


def _add_written(adjacency: Adjacency, dataset: Dataset) -> None:
    starting_points = {stage.id for stage in dataset.about.stages if not stage.rung}
    preparations_of = {role.id: role.preparations for role in dataset.roles}
    for role in dataset.roles:
        starts = role.stage in starting_points
        for leads_to in role.leads_to:
            preparations = preparations_of[leads_to.target] if starts else ()
            _add(
                adjacency,
                "leads_to",
                role.id,
                _as(LeadsToEdge, leads_to, preparations=preparations),
            )
    for role in dataset.roles:  # again, or a mirrored overlap would precede a later leads_to
        for requires in role.requires:
            _add(adjacency, "requires", role.id, _as(RequiresEdge, requires))
        for overlaps_with in role.overlaps_with:
            _add_overlap(adjacency, role.id, _as(OverlapsWithEdge, overlaps_with))


def _add(
    adjacency: Adjacency,
    relation: RelationName,
    source: str,
    edge: EdgeRecord,
    suffix: str = "",
) -> None:
    key = edge_key(relation, edge, suffix)
    between = adjacency[source].setdefault(edge.target, {})
    for number in count(2):
        if between.setdefault(key, (relation, edge))[1] == edge:
            return
        key = f"{edge_key(relation, edge, suffix)}:{number}"


def _add_overlap(
    adjacency: Adjacency, source: str, edge: OverlapsWithEdge, suffix: str = ""
) -> None:
    """Add the edge and its mirror image."""
    turned = tuple(
        msgspec.structs.replace(row, here=row.there, there=row.here) for row in edge.comparison
    )
    mirrored = msgspec.structs.replace(edge, target=source, comparison=turned)
    _add(adjacency, "overlaps_with", source, edge, suffix)
    _add(adjacency, "overlaps_with", edge.target, mirrored, suffix)


def _own(adjacency: Adjacency) -> dict[str, Requirements]:
    """Return the edges to what each role requires by itself."""
    return {
        role: {
            target: edges
            for target, keys in targets.items()
            if (edges := [edge for _, edge in keys.values() if isinstance(edge, RequiresEdge)])
        }
        for role, targets in adjacency.items()
    }


def _shares(dataset: Dataset, own: Mapping[str, Requirements]) -> dict[str, dict[str, float]]:
    """Return what each role requires by itself, with the share of each level."""
    every = chain.from_iterable(edges for its in own.values() for edges in its.values())
    levels = LevelShares(dataset.about, every)
    return {
        role: {target: max(map(levels.of, edges)) for target, edges in its.items()}
        for role, its in own.items()
    }


def _demands(dataset: Dataset) -> Iterator[tuple[str, RequiresEdge]]:
    """Yield an edge for each role, skill and basis that signs or preparations demand."""
    grouped: dict[tuple[str, str, Basis], list[tuple[Sign, Demanded]]] = {}
    for role in dataset.roles:
        shown = [(role.id, sign) for sign in role.preparations]
        shown += [(edge.target, sign) for edge in role.leads_to for sign in edge.signs]
        for target, sign in shown:
            for demand in sign.demands:
                demands = grouped.setdefault((target, demand.id, demand.basis), [])
                if (sign, demand) not in demands:
                    demands.append((sign, demand))
    for (role_id, skill, basis), demands in grouped.items():
        locators = dict.fromkeys(locator for sign, _ in demands for locator in sign.locators)
        yield (
            role_id,
            RequiresEdge(
                target=skill,
                basis=basis,
                source=tuple(locators),
                necessity=strongest_necessity(demand.necessity for _, demand in demands),
                **_level_of(demand for _, demand in demands),
                signs=tuple(dict.fromkeys(sign.id for sign, _ in demands)),
            ),
        )


def _level_of(demands: Iterable[Demanded]) -> dict[str, Any]:
    """Return the level that demands give together: the highest, and a text where one has it."""
    ordered = sorted(demands, key=lambda demand: -(demand.level or 0.0))
    return {
        name: next((its for each in ordered if (its := getattr(each, name)) is not None), None)
        for name in ("level", "scale", "level_text")
    }


def _as(type_: Any, record: Record, **more: object) -> Any:
    """Return the record as a subtype of its own that adds fields."""
    if type(record) is type_ and not any(more.values()):
        return record
    return type_(**{f: getattr(record, f) for f in record.__struct_fields__} | more)
