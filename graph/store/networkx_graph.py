"""A data set as one networkx graph."""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

from graph.model.edges import Edge
from graph.model.records import Dataset, EdgeRecord, Node
from graph.model.relations import KINDS, RELATIONS, Kind, RelationName
from graph.store.columns import Columns
from graph.store.edges import edges_of, nodes_of
from graph.store.encoding import encoded
from graph.store.overlap import OVERLAP_THRESHOLD

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

    ``G.graph["about"]`` holds the data set's About. ``graph.store.edges.edges_of`` says which
    edges there are, and what ``overlap_threshold`` means; only an Index derives the overlaps of
    a large data set, on demand.
    """
    G: CareerGraph = nx.MultiDiGraph(about=dataset.about)
    for kind, node in nodes_of(dataset):
        add_node(G, kind, node)
    for edge in edges_of(dataset, overlap_threshold=overlap_threshold):
        add_edge(G, edge.source, edge.key, edge.relation, edge.record)
    return G


def graph_of(columns: Columns) -> CareerGraph:
    """Return the graph that the columns hold, in its order."""
    G: CareerGraph = nx.MultiDiGraph(about=columns.about)
    for number, kind in enumerate(columns.kind_numbers):
        add_node(G, KINDS[kind], columns.node(number))
    for relation, row in columns.every_edge():
        key = columns.edges[relation].keys[row.claim]
        add_edge(G, columns.ids[row.source], key, relation, columns.record(relation, row))
    return G


def columns_of(G: CareerGraph) -> bytes:
    """Return a graph as the bytes that ``Columns.read`` reads."""
    nodes = ((data["kind"], data["record"]) for _, data in G.nodes(data=True))
    edges = (
        Edge(source, target, key, data["relation"], data["record"])
        for source, target, key, data in G.edges(keys=True, data=True)
    )
    return encoded(G.graph["about"], nodes, edges)


def add_node(G: CareerGraph, kind: Kind, node: Node) -> None:
    """Add a node to the graph."""
    G.add_node(node.id, kind=kind, label=node.title, record=node)


def add_edge(
    G: CareerGraph, source: str, key: str, relation: RelationName, record: EdgeRecord
) -> None:
    """Add an edge, or replace the one with the same ends and key."""
    weight = getattr(record, "jaccard_by_level", None)
    G.add_edge(
        source,
        record.target,
        key,
        relation=relation,
        label=RELATIONS[relation].words,
        weight=1.0 if weight is None else weight,
        record=record,
    )
