"""Shortest paths by steps and by years, between random roles and to a repeated target."""

from __future__ import annotations

import statistics
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import networkx as nx
from harness import Ask, Peer, Row, Scope, compared, figure, in_turn, installed
from synthetic import Careers, careers, pairs

from graph.searches import shortest_path as searched
from graph.searches.shortest_path import TREE_THRESHOLD, WeightedDigraph

By = str
GOALS = {"M": "2x", "L": "1.8x", "XL": "1.8x"}
QUESTIONS = {"M": 500, "L": 200, "XL": 30}


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    sizes = scope.sizes("M", "L", "XL")
    for by in ("steps", "years"):
        digraphs = {}
        for name in sizes:
            graph = careers(name)
            digraphs[name] = digraph = _moves(graph, by)
            with _no_tree():
                yield from _any_pair(scope, graph, by, digraph)
            if name == "M":
                yield from _one_target(scope, graph, by, digraph)
        if "L" in digraphs:
            with _no_tree():
                yield _growth(by, digraphs)


@contextmanager
def _no_tree() -> Iterator[None]:
    """Let every question be a new one, though it is measured three times."""
    searched.TREE_THRESHOLD = sys.maxsize
    try:
        yield
    finally:
        searched.TREE_THRESHOLD = TREE_THRESHOLD


def _any_pair(scope: Scope, graph: Careers, by: By, digraph: WeightedDigraph) -> Iterator[Row]:
    goals = {"networkx": GOALS[graph.name], "rustworkx": "1x"}
    yield from compared(
        f"shortest path by {by}",
        graph.on,
        lambda pair: digraph.path(*pair),
        [Peer(name, ask, goals.get(name, "")) for name, ask in _peers(graph, by)],
        pairs(graph, scope.count(QUESTIONS[graph.name])),
        same=_cost(graph, by),
    )


def _one_target(scope: Scope, graph: Careers, by: By, digraph: WeightedDigraph) -> Iterator[Row]:
    target = pairs(graph, 1)[0][1]
    for _ in range(TREE_THRESHOLD):
        digraph.path(0, target)
    yield from compared(
        f"shortest path by {by}, with a repeated target",
        graph.on,
        lambda source: digraph.path(source, target),
        [
            Peer(name, lambda source, ask=ask: ask((source, target)), "1x")
            for name, ask in _peers(graph, by)
            if name in ("networkx", "igraph")
        ],
        [source for source, _ in pairs(graph, scope.count(300), seed=12) if source != target],
        same=_cost(graph, by),
    )


def _growth(by: By, digraphs: dict[str, WeightedDigraph]) -> Row:
    """Compare what a query costs on ten times the graph with what the graph costs."""
    questions = {name: pairs(careers(name), 100, seed=13) for name in ("M", "L")}
    times = in_turn(
        {name: lambda n, name=name: digraphs[name].path(*questions[name][n]) for name in questions},
        range(100),
    )
    ratio = statistics.median(times["L"]) / statistics.median(times["M"])
    return Row(
        f"shortest path by {by}: time for ten times the graph",
        "L",
        "M",
        "below 10x",
        figure(ratio),
    )


def _moves(graph: Careers, by: By) -> WeightedDigraph:
    """Return the digraph with costs as graph.parts.moves has them: by years, and then by steps."""
    return WeightedDigraph(
        graph.size.roles,
        [
            (source, target, (years * 1_000 << 20) + 1 if by == "years" else 1)
            for source, target, years in graph.leads_to
        ],
    )


def _cost(graph: Careers, by: By) -> Callable[[Any], int | None]:
    """Return what tells a path's cost: all engines have to agree on it, not on the path."""
    years = {(source, target): its for source, target, its in graph.leads_to}

    def cost(path: Any) -> int | None:
        if not path:
            return None
        steps = zip(path, list(path)[1:], strict=False)
        return sum(years[step] if by == "years" else 1 for step in steps)

    return cost


def _peers(graph: Careers, by: By) -> Iterator[tuple[str, Ask | None]]:
    yield "networkx", _networkx(graph, by)
    for name, made in (("igraph", _igraph), ("rustworkx", _rustworkx), ("networkit", _networkit)):
        module = installed(name)
        yield name, made(module, graph, by) if module else None


def _networkx(graph: Careers, by: By) -> Ask:
    """Return its two-sided search on a DiGraph that holds *leads to* and nothing else."""
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(range(graph.size.roles))
    G.add_weighted_edges_from(graph.leads_to, weight="years")

    def path(pair: tuple[int, int]) -> list[int] | None:
        try:
            if by == "steps":
                return nx.bidirectional_shortest_path(G, *pair)
            return nx.bidirectional_dijkstra(G, *pair, weight="years")[1]
        except nx.NetworkXNoPath:
            return None

    return path


def _igraph(igraph: Any, graph: Careers, by: By) -> Ask:
    ends = [(source, target) for source, target, _ in graph.leads_to]
    g = igraph.Graph(n=graph.size.roles, edges=ends, directed=True)
    g.es["years"] = [years for *_, years in graph.leads_to]
    weights = "years" if by == "years" else None

    def path(pair: tuple[int, int]) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return g.get_shortest_path(*pair, weights=weights)

    return path


def _rustworkx(rustworkx: Any, graph: Careers, by: By) -> Ask:
    g = rustworkx.PyDiGraph(multigraph=False)
    g.add_nodes_from(range(graph.size.roles))
    g.add_edges_from(graph.leads_to)
    weight = float if by == "years" else None

    def path(pair: tuple[int, int]) -> Any:
        source, target = pair
        found = rustworkx.dijkstra_shortest_paths(g, source, target=target, weight_fn=weight)
        return dict(found).get(target)

    return path


def _networkit(networkit: Any, graph: Careers, by: By) -> Ask:
    g = networkit.Graph(graph.size.roles, weighted=by == "years", directed=True)
    for source, target, years in graph.leads_to:
        g.addEdge(source, target, years)
    name = "BidirectionalDijkstra" if by == "years" else "BidirectionalBFS"
    search = getattr(networkit.distance, name)

    def path(pair: tuple[int, int]) -> Any:
        source, target = pair
        found = search(g, source, target, storePred=True).run()
        between = found.getPath()
        return [source, *between, target] if found.getDistance() < graph.size.roles * 9 else None

    return path
