"""Several paths in order of cost, and the shortest path that avoids roles."""

from __future__ import annotations

import random
import statistics
import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Any, NamedTuple
from unittest.mock import patch

import networkx as nx
from harness import Ask, Peer, Row, Scope, compared, figure, in_turn, installed, slowest
from synthetic import Careers, careers, pairs

from graph.searches import shortest_path as searched
from graph.searches.k_shortest_paths import ShortestSimplePaths
from graph.searches.shortest_path import TREE_THRESHOLD, WeightedDigraph

QUESTIONS = {"M": 100, "L": 30}
GOALS = {
    "five paths by steps": ("6x", "15x"),
    "25 paths by years": ("50x", "20x"),
}
"""Against networkx and igraph."""
AGAIN, AROUND, TAIL = "30x", "8x", "below 5x"
NETWORKX, IGRAPH = "networkx.shortest_simple_paths", "igraph.get_k_shortest_paths"

Pair = tuple[int, int]
Around = tuple[Pair, frozenset[int]]


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    for name in scope.sizes("M", "L"):
        graph = careers(name)
        G = _digraph(graph)
        asked = _apart(G, graph, scope.count(QUESTIONS[name]))
        by_steps = WeightedDigraph(graph.size.roles, [(*ends, 1) for *ends, _ in graph.leads_to])
        with patch.object(searched, "TREE_THRESHOLD", sys.maxsize):  # each question is a new one
            yield from _several(_Question(5, None, by_steps), graph, G, asked)
            yield from _several(_Question(25, "years", _by_years(graph)), graph, G, asked)
            yield from _around(graph, G, asked, by_steps)
        yield from _again(graph, G, scope.count(QUESTIONS[name]), by_steps)


class _Question(NamedTuple):
    number: int
    by: str | None
    digraph: WeightedDigraph

    def __str__(self) -> str:
        return f"{'five' if self.number == 5 else self.number} paths by {self.by or 'steps'}"


def _several(
    question: _Question, graph: Careers, G: nx.DiGraph[int], asked: list[Pair]
) -> Iterator[Row]:
    number, by, digraph = question
    work = str(question)
    igraph = installed("igraph")
    ours = _ours(digraph, number)
    of_networkx, of_igraph = GOALS[work]
    peers = [
        Peer(NETWORKX, _networkx(G, number, by), of_networkx),
        Peer(IGRAPH, _igraph(igraph, G, number, by) if igraph else None, of_igraph),
    ]
    yield from compared(work, graph.on, ours, peers, asked, same=_costs(G, by))
    times = in_turn({"": ours}, asked)[""]
    tail = figure(slowest(times) / statistics.median(times))
    yield Row(f"{work}: the slowest of 100", graph.on, "the median", TAIL, tail)


def _again(
    graph: Careers, G: nx.DiGraph[int], count: int, digraph: WeightedDigraph
) -> Iterator[Row]:
    """Ask for paths to one target that was asked before."""
    target = _apart(G, graph, 1)[0][1]
    sources = sorted(nx.ancestors(G, target))
    asked = [(each, target) for each in random.Random(8).choices(sources, k=count)]  # noqa: S311
    for _ in range(TREE_THRESHOLD):
        digraph.path(*asked[0])
    peer = Peer(NETWORKX, _networkx(G, 5, None), AGAIN)
    work = "five paths by steps, with a repeated target"
    yield from compared(work, graph.on, _ours(digraph, 5), [peer], asked, same=_costs(G, None))


def _around(
    graph: Careers, G: nx.DiGraph[int], asked: list[Pair], digraph: WeightedDigraph
) -> Iterator[Row]:
    """Find the shortest path that avoids two roles of the shortest."""
    chance = random.Random(9)  # noqa: S311
    questions = [
        (pair, frozenset(chance.sample(nx.shortest_path(G, *pair)[1:-1], 2))) for pair in asked
    ]

    def theirs(question: Around) -> list[list[int]]:
        pair, avoid = question
        try:
            return [nx.shortest_path(nx.restricted_view(G, avoid, []), *pair)]
        except nx.NetworkXNoPath:
            return []

    def ours(question: Around) -> list[tuple[int, ...]]:
        pair, avoid = question
        return [way.nodes for way in islice(ShortestSimplePaths(digraph, *pair, avoid=avoid), 1)]

    peer = Peer("networkx.restricted_view", theirs, AROUND)
    work = "shortest path avoiding two of its roles"
    yield from compared(work, graph.on, ours, [peer], questions, same=_costs(G, None))


def _ours(digraph: WeightedDigraph, number: int) -> Ask:
    return lambda pair: [way.nodes for way in islice(ShortestSimplePaths(digraph, *pair), number)]


def _networkx(G: nx.DiGraph[int], number: int, by: str | None) -> Ask:
    return lambda pair: list(islice(nx.shortest_simple_paths(G, *pair, weight=by), number))


def _igraph(igraph: Any, G: nx.DiGraph[int], number: int, by: str | None) -> Ask:
    g = igraph.Graph(n=len(G), edges=list(G.edges), directed=True)
    weights = [float(years) for *_, years in G.edges(data=by)] if by else None

    def paths(pair: Pair) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return g.get_k_shortest_paths(*pair, k=number, weights=weights)

    return paths


def _costs(G: nx.DiGraph[int], by: str | None) -> Callable[[Any], list[int]]:
    """Return what tells the costs of paths: of equal ones the engines may take any."""
    return lambda paths: [
        sum(G.edges[step][by] if by else 1 for step in pairwise(path)) for path in paths
    ]


def _digraph(graph: Careers) -> nx.DiGraph[int]:
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(range(graph.size.roles))
    G.add_weighted_edges_from(graph.leads_to, weight="years")
    return G


def _by_years(graph: Careers) -> WeightedDigraph:
    """Return the digraph with costs as graph.parts.moves has them: by years, and then by steps."""
    return WeightedDigraph(
        graph.size.roles,
        [(source, target, (years * 1_000 << 20) + 1) for source, target, years in graph.leads_to],
    )


def _apart(G: nx.DiGraph[int], graph: Careers, count: int) -> list[Pair]:
    """Return pairs of roles with a path, the shortest with two roles between them or more."""
    joined = (
        pair
        for pair in pairs(graph, count * 10)
        if nx.has_path(G, *pair) and nx.shortest_path_length(G, *pair) > 2
    )
    return list(islice(joined, count))
