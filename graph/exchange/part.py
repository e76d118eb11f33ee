"""Which part of the graph does an answer hold? To export it, or to draw it elsewhere."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from graph.build import CareerGraph
from graph.neighbourhood import Neighbourhood
from graph.paths import Path, Step


def path_graph(G: CareerGraph, *paths: Path) -> CareerGraph:
    """Return the roles of one or more paths and the edges of their steps."""
    steps = [step for path in paths for step in path.steps]
    roles = [*(path.source.id for path in paths), *(step.target.id for step in steps)]
    return subgraph(G, roles, edges_of(steps))


def neighbourhood_graph(G: CareerGraph, around: Neighbourhood) -> CareerGraph:
    """Return the nodes and edges of a neighbourhood."""
    edges = {(edge.source, edge.target, edge.key) for edge in around.edges}
    return subgraph(G, [neighbour.node.id for neighbour in around.nodes], edges)


def edges_of(steps: Collection[Step]) -> set[tuple[str, str, str]]:
    """Return the edges of steps as networkx names them: (source, target, key)."""
    return {(step.source.id, step.target.id, step.key) for step in steps}


def subgraph(
    G: CareerGraph,
    nodes: Collection[str],
    edges: Collection[tuple[str, str, str]] | None = None,
) -> CareerGraph:
    """Return the part of the graph with these nodes, in the order of G.

    It has all edges among the nodes or, if ``edges`` are given as (source, target, key), those
    of them; ids and edges that G does not have are left out. Unlike networkx's ``G.subgraph``,
    which puts the nodes through a set, it has the same order each time.

    >>> G = nx.MultiDiGraph([("a", "b", "x"), ("a", "b", "y"), ("b", "c", "x")])
    >>> list(subgraph(G, ["b", "a"]).edges(keys=True))
    [('a', 'b', 'x'), ('a', 'b', 'y')]
    >>> list(subgraph(G, ["b", "a"], [("a", "b", "y")]).edges(keys=True))
    [('a', 'b', 'y')]
    """
    wanted = set(nodes)
    chosen = None if edges is None else set(edges)
    H: CareerGraph = nx.MultiDiGraph(**G.graph)
    kept = [id_ for id_ in G if id_ in wanted]
    H.add_nodes_from((id_, G.nodes[id_]) for id_ in kept)
    for source, target, key, data in G.edges(kept, keys=True, data=True):
        if target in wanted and (chosen is None or (source, target, key) in chosen):
            H.add_edge(source, target, key=key, **data)
    return H
