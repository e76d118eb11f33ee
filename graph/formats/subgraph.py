"""The parts of a graph that answers hold, as graphs of their own, for export."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import networkx as nx

from graph.model.edges import DERIVED_KEY
from graph.model.relations import RELATIONS
from graph.parts.paths import Path, Step
from graph.questions.neighbourhood.answer import Neighbourhood
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph, add_edge, add_node, graph_of


def whole_graph(index: Index, *, overlaps: bool = False) -> CareerGraph:
    """Return the whole graph; with ``overlaps``, also the overlaps that are derived on demand.

    These join each role to the ten most alike ones, with an edge each way. A small graph holds
    its derived overlaps anyway.
    """
    if not (overlaps and index.derives_overlaps):
        return index.G
    G = graph_of(index.columns)
    for role in index.roles:
        for edge in index.outgoing(role, "overlaps_with"):
            if edge.key == DERIVED_KEY:
                mirrored = msgspec.structs.replace(edge.record, target=role)
                add_edge(G, role, edge.key, edge.relation, edge.record)
                add_edge(G, edge.target, edge.key, edge.relation, mirrored)
    return G


def path_graph(index: Index, *paths: Path) -> CareerGraph:
    """Return the roles of one or more paths and the edges of their steps."""
    steps = [step for path in paths for step in path.steps]
    roles = [*(path.source.id for path in paths), *(step.target.id for step in steps)]
    return subgraph(index, roles, edges_of(steps))


def neighbourhood_graph(index: Index, around: Neighbourhood) -> CareerGraph:
    """Return the nodes and edges of a neighbourhood."""
    edges = {(edge.source, edge.target, edge.key) for edge in around.edges}
    return subgraph(index, [neighbour.node.id for neighbour in around.nodes], edges)


def edges_of(steps: Collection[Step]) -> set[tuple[str, str, str]]:
    """Return the edges of steps as networkx names them: (source, target, key)."""
    return {(step.source.id, step.target.id, step.key) for step in steps}


def subgraph(
    index: Index,
    nodes: Collection[str],
    edges: Collection[tuple[str, str, str]] | None = None,
) -> CareerGraph:
    """Return the graph of these nodes, in file order, without ids that the index does not have.

    It has all edges among the nodes or, if ``edges`` are given as (source, target, key), those
    that exist, even if they are derived on demand.
    """
    kept = sorted({id_ for id_ in nodes if id_ in index.records}, key=index.number.__getitem__)
    wanted = set(kept)
    chosen = None if edges is None else set(edges)
    H: CareerGraph = nx.MultiDiGraph(about=index.about)
    for id_ in kept:
        add_node(H, index.kinds[id_], index.records[id_])
    for id_ in kept:
        for relation in RELATIONS:
            for edge in index.outgoing(id_, relation):
                named = (id_, edge.target, edge.key)
                if edge.target in wanted and (chosen is None or named in chosen):
                    add_edge(H, id_, edge.key, relation, edge.record)
    return H
