"""A data set → one networkx graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec
import networkx as nx

from graph.columns import Columns
from graph.model import (
    Basis,
    Dataset,
    Demanded,
    Edge,
    LeadsToEdge,
    Node,
    OverlapsWithEdge,
    Record,
    RequiresEdge,
    Role,
    Sign,
    strongest,
)
from graph.overlap import ALL_PAIRS_ROLES, OVERLAP_THRESHOLD, Postings, derived_overlap
from graph.relations import KINDS, RELATIONS, Kind, RelationName

CareerGraph: TypeAlias = "nx.MultiDiGraph[str]"


def build_graph(dataset: Dataset, *, overlap_threshold: float = OVERLAP_THRESHOLD) -> CareerGraph:
    """Return the graph of a data set; the same data set gives the same graph, in file order.

    Nodes are ids, with the attributes

    - ``kind``: role, skill or responsibility
    - ``label``: the title
    - ``record``: the Role, Skill or Responsibility, without its edges

    Edges are keyed ``relation:basis:source ids``, so that one pair can hold the same relation
    stated and derived, or from two sources. Their attributes are

    - ``relation``: leads_to, requires or overlaps_with
    - ``label``: how the relation reads
    - ``weight``: 1.0 for what a source says, the Jaccard coefficient for what is computed
    - ``record``: a LeadsToEdge, RequiresEdge or OverlapsWithEdge

    ``G.graph["about"]`` holds the data set's About. What signs of readiness demand becomes
    `requires` edges of the role they lead to. *Overlaps with* is two edges, one each way;
    pairs of roles that share at least two requirements and whose Jaccard coefficient is at
    least ``overlap_threshold`` (0 to 1) get it as *derived*, too, in a data set of at most 500
    roles; in a larger one the Index derives it when asked.
    """
    G: CareerGraph = nx.MultiDiGraph(about=dataset.about)
    kinds: tuple[tuple[Kind, tuple[Node, ...]], ...] = (
        ("role", dataset.roles),
        ("skill", dataset.skills),
        ("responsibility", dataset.responsibilities),
    )
    for kind, nodes in kinds:
        for node in nodes:
            G.add_node(node.id, kind=kind, label=node.title, record=_without_edges(node))
    _add_written_edges(G, dataset)
    for role_id, edge in _demands(dataset):
        _add_edge(G, "requires", role_id, edge, suffix=":signs")
    if len(dataset.roles) <= ALL_PAIRS_ROLES:
        for pair in Postings(requirements_by_role(G)).pairs(threshold=overlap_threshold):
            _add_overlap(G, pair.source, derived_overlap(pair), suffix=":shared")
    return G


def graph_of(columns: Columns) -> CareerGraph:
    """Return the graph that ``columns_of`` has encoded, in its order."""
    G: CareerGraph = nx.MultiDiGraph(about=columns.about)
    for number, (id_, title) in enumerate(zip(columns.ids, columns.titles, strict=True)):
        kind = KINDS[columns.kind_numbers[number]]
        G.add_node(id_, kind=kind, label=title, record=columns.node(number))
    for relation, edge in columns.every_edge():
        record = columns.record(relation, edge)
        key = columns.edges[relation].keys[edge.content]
        G.add_edge(columns.ids[edge.source], record.target, key, **_data(relation, record))
    return G


def _add_written_edges(G: CareerGraph, dataset: Dataset) -> None:
    starting_points = {stage.id for stage in dataset.about.stages if not stage.rung}
    entries = {role.id: role.entry for role in dataset.roles}
    for role in dataset.roles:
        starts = role.stage in starting_points
        for leads_to in role.leads_to:
            entry = entries[leads_to.target] if starts else ()
            _add_edge(G, "leads_to", role.id, _as(LeadsToEdge, leads_to, entry=entry))
    for role in dataset.roles:  # again, or a mirrored overlap would come before a later leads_to
        for requires in role.requires:
            _add_edge(G, "requires", role.id, _as(RequiresEdge, requires))
        for overlaps_with in role.overlaps_with:
            _add_overlap(G, role.id, _as(OverlapsWithEdge, overlaps_with))


def edge_key(relation: RelationName, edge: Edge, suffix: str = "") -> str:
    """Return the key that tells an edge from others between the same two nodes.

    >>> edge_key("requires", RequiresEdge(target="sql", basis="derived"), suffix=":signs")
    'requires:derived::signs'
    """
    sources = "+".join(dict.fromkeys(locator.id for locator in edge.locators))
    return f"{relation}:{edge.basis}:{sources}{suffix}"


def _add_edge(
    G: CareerGraph, relation: RelationName, source: str, edge: Edge, suffix: str = ""
) -> None:
    key = edge_key(relation, edge, suffix)
    G.add_edge(source, edge.target, key, **_data(relation, edge))


def _data(relation: RelationName, edge: Edge) -> dict[str, Any]:
    weight = getattr(edge, "jaccard_coefficient", None)
    return {
        "relation": relation,
        "label": RELATIONS[relation].words,
        "weight": 1.0 if weight is None else weight,
        "record": edge,
    }


def _add_overlap(G: CareerGraph, source: str, edge: OverlapsWithEdge, suffix: str = "") -> None:
    """Add the edge and its mirror image."""
    turned = tuple(
        msgspec.structs.replace(row, here=row.there, there=row.here) for row in edge.comparison
    )
    mirrored = msgspec.structs.replace(edge, target=source, comparison=turned)
    _add_edge(G, "overlaps_with", source, edge, suffix)
    _add_edge(G, "overlaps_with", edge.target, mirrored, suffix)


def _demands(dataset: Dataset) -> Iterator[tuple[str, RequiresEdge]]:
    """Yield what signs and preparations demand, one edge for each role, skill and basis."""
    grouped: dict[tuple[str, str, Basis], list[tuple[Sign, Demanded]]] = {}
    for role in dataset.roles:
        shown = [(role.id, sign) for sign in role.entry]
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
                necessity=strongest(demand.necessity for _, demand in demands),
                signs=tuple(dict.fromkeys(sign.id for sign, _ in demands)),
            ),
        )


def requirements_by_role(G: CareerGraph) -> dict[str, dict[str, None]]:
    """Return what each role requires, in the order of the edges; the values say nothing."""
    requirements: dict[str, dict[str, None]] = {
        id_: {} for id_, data in G.nodes(data=True) if data["kind"] == "role"
    }
    for source, target, data in G.edges(data=True):
        if data["relation"] == "requires":
            requirements[source][target] = None
    return requirements


def _without_edges(node: Node) -> Node:
    if isinstance(node, Role):
        return msgspec.structs.replace(node, leads_to=(), requires=(), overlaps_with=())
    return node


def _as(type_: Any, record: Record, **more: object) -> Any:
    """Return the record as one of a type that adds fields to it."""
    return type_(**{f: getattr(record, f) for f in record.__struct_fields__}, **more)
