"""Tests of graph.searches.shortest_path."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.searches.shortest_path import TREE_THRESHOLD, WeightedDigraph

Edge = tuple[int, int, int]


node = st.integers(0, 7)


def _edges(costs: st.SearchStrategy[int]) -> st.SearchStrategy[list[Edge]]:
    return st.lists(st.tuples(node, node, costs), max_size=24)


def _graph(edges: Iterable[Edge]) -> nx.DiGraph[int]:
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(range(8))
    for start, end, cost in edges:
        if not G.has_edge(start, end) or cost < G[start][end]["cost"]:
            G.add_edge(start, end, cost=cost)
    return G


def _first_of_the_cheapest(
    edges: list[Edge], source: int, target: int, avoid: Collection[int] = ()
) -> list[int] | None:
    """Return the answer as networkx enumerates it, the edges' order deciding among equals."""
    G = _graph(edges)
    H = nx.restricted_view(G, avoid, [])
    if source not in H or target not in H or not nx.has_path(H, source, target):
        return None
    paths = nx.all_shortest_paths(H, source, target, weight="cost")
    return min(paths, key=lambda p: [list(G[a]).index(b) for a, b in pairwise(p)])


@pytest.mark.parametrize("costs", [st.just(1), st.integers(1, 4)], ids=["even", "uneven"])
def test_path_matches_networkx(
    costs: st.SearchStrategy[int],
) -> None:
    """The path is the first in file order of the cheapest that networkx finds."""

    @given(_edges(costs), st.integers(0, 7), st.integers(0, 7))
    def check(edges: list[Edge], source: int, target: int) -> None:
        expected = _first_of_the_cheapest(edges, source, target)
        H = WeightedDigraph(8, edges)

        for _ in range(TREE_THRESHOLD + 1):  # met first, then from the tree that is cached
            assert H.path(source, target) == expected

    check()


@pytest.mark.parametrize("costs", [st.just(1), st.integers(1, 4)], ids=["even", "uneven"])
def test_path_avoids_nodes(
    costs: st.SearchStrategy[int],
) -> None:
    """A path that avoids nodes is the best in the graph without them."""

    @settings(max_examples=300)
    @given(_edges(costs), st.frozensets(node, max_size=3), st.integers(0, 7), st.integers(0, 7))
    def check(edges: list[Edge], avoid: frozenset[int], source: int, target: int) -> None:
        expected = _first_of_the_cheapest(edges, source, target, avoid)
        H = WeightedDigraph(8, edges)

        assert H.path(source, target, avoid) == expected
        for _ in range(TREE_THRESHOLD):
            H.path(source, target)
        assert H.path(source, target, avoid) == expected

    check()


@pytest.mark.parametrize("costs", [st.just(1), st.integers(1, 4)], ids=["even", "uneven"])
def test_costs_match_networkx(
    costs: st.SearchStrategy[int],
) -> None:
    """Costs to the target, of all nodes or of those between, equal those of networkx."""

    @settings(max_examples=300)
    @given(_edges(costs), st.frozensets(st.integers(1, 6), max_size=3), st.integers(0, 24))
    def check(edges: list[Edge], avoid: frozenset[int], most: int) -> None:
        H = nx.restricted_view(_graph(edges), avoid, [])
        left = nx.single_source_dijkstra_path_length(H.reverse(), 7, weight="cost")
        near = nx.single_source_dijkstra_path_length(H, 0, weight="cost")
        H = WeightedDigraph(8, edges)
        away = H.costs_to(7, avoid)
        between = H.costs_between(0, 7, avoid, most)

        assert {n: cost for n, cost in away.items() if n not in avoid} == left
        assert {n: left[n] for n in between if n not in avoid}.items() <= between.items()
        assert {n for n in left.keys() & near.keys() if near[n] + left[n] <= most} <= set(between)

    check()


def _walked(
    G: nx.DiGraph[int], source: int, target: int, avoid: Collection[int]
) -> list[int] | None:
    """Return the path by networkx's costs to the target, the first edge that loses none taken."""
    H = nx.restricted_view(G, avoid, [])
    left = nx.single_source_dijkstra_path_length(H.reverse(), target, weight="cost")
    if source not in left:
        return None
    path = [source]
    while path[-1] != target:
        node = path[-1]
        path.append(
            next(v for v, its in G[node].items() if its["cost"] + left.get(v, 1e9) == left[node])
        )
    return path


@pytest.mark.parametrize("costs", [(1,), (2, 3), (1, 2, 5, 1 << 50)], ids=["even", "near", "far"])
@given(seed=st.integers(0, 2**32), degree=st.integers(1, 6))
@settings(max_examples=25)
def test_large_graph_path_matches_networkx(costs: tuple[int, ...], seed: int, degree: int) -> None:
    """In a graph of 150 nodes each edge of the path is the first without a loss."""
    chance = random.Random(seed)  # noqa: S311
    size = 150
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(range(size))
    for _ in range(size * degree):
        G.add_edge(chance.randrange(size), chance.randrange(size), cost=chance.choice(costs))
    H = WeightedDigraph(size, G.edges(data="cost"))

    for _ in range(10):
        source, target, *avoid = chance.sample(range(size), 22)
        assert H.path(source, target) == _walked(G, source, target, ())
        assert H.path(source, target, avoid) == _walked(G, source, target, avoid)


def test_evicted_trees_change_no_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Paths stay the same when the cache drops some trees."""
    monkeypatch.setattr("graph.searches.shortest_path.TREE_CACHE_SIZE", 2)
    H = WeightedDigraph(5, [(i, i + 1, 2) for i in range(4)])

    for _ in range(2 * TREE_THRESHOLD):
        for target in range(1, 5):
            assert H.path(0, target) == list(range(target + 1))
            assert H.path(4, target) == ([4] if target == 4 else None)


def test_cost_cache_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache drops the costs to some targets and computes them again."""
    monkeypatch.setattr("graph.searches.shortest_path.COST_CACHE_NODES", 10)
    H = WeightedDigraph(5, [(i, i + 1, 2) for i in range(4)])
    for target in range(1, 5):
        for _ in range(TREE_THRESHOLD):
            H.path(0, target)
    cached = {target: H.cached_costs_to(target) for target in range(1, 5)}

    assert cached[3] == {0: 6, 1: 4, 2: 2, 3: 0}
    assert H.cached_costs_to(4) is cached[4]
    assert H.cached_costs_to(1) == cached[1]
    assert H.cached_costs_to(1) is not cached[1]


def test_node_is_its_own_path() -> None:
    """The path from a node to itself has that node alone."""
    assert WeightedDigraph(1, []).path(0, 0) == [0]


def test_cheapest_parallel_edge_counts() -> None:
    """Of two edges between the same nodes the cheaper one counts."""
    H = WeightedDigraph(3, [(0, 2, 9), (0, 1, 1), (1, 2, 1), (0, 2, 1)])

    assert H.path(0, 2) == [0, 2]
