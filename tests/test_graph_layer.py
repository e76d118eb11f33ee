"""Is a layer's path the least costly, and among equals the first in file order?"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.searches.shortest_path import WORTH_A_TREE, Layer

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
def test_the_path_is_the_first_of_the_cheapest_that_networkx_finds(
    costs: st.SearchStrategy[int],
) -> None:
    @given(_edges(costs), st.integers(0, 7), st.integers(0, 7))
    def check(edges: list[Edge], source: int, target: int) -> None:
        expected = _first_of_the_cheapest(edges, source, target)
        layer = Layer(8, edges)

        for _ in range(WORTH_A_TREE + 1):  # met first, then from the tree that is kept
            assert layer.path(source, target) == expected

    check()


@pytest.mark.parametrize("costs", [st.just(1), st.integers(1, 4)], ids=["even", "uneven"])
def test_around_nodes_the_path_is_the_first_of_the_cheapest_on_a_view_without_them(
    costs: st.SearchStrategy[int],
) -> None:
    @settings(max_examples=300)
    @given(_edges(costs), st.frozensets(node, max_size=3), st.integers(0, 7), st.integers(0, 7))
    def check(edges: list[Edge], avoid: frozenset[int], source: int, target: int) -> None:
        expected = _first_of_the_cheapest(edges, source, target, avoid)
        layer = Layer(8, edges)

        assert layer.path(source, target, avoid) == expected
        for _ in range(WORTH_A_TREE):
            layer.path(source, target)
        assert layer.path(source, target, avoid) == expected

    check()


@pytest.mark.parametrize("costs", [st.just(1), st.integers(1, 4)], ids=["even", "uneven"])
def test_around_nodes_the_cost_to_the_target_is_that_on_a_view_without_them(
    costs: st.SearchStrategy[int],
) -> None:
    """Of all nodes, and of those on paths within a cost, beside which there may be others."""

    @settings(max_examples=300)
    @given(_edges(costs), st.frozensets(st.integers(1, 6), max_size=3), st.integers(0, 24))
    def check(edges: list[Edge], avoid: frozenset[int], most: int) -> None:
        H = nx.restricted_view(_graph(edges), avoid, [])
        left = nx.single_source_dijkstra_path_length(H.reverse(), 7, weight="cost")
        near = nx.single_source_dijkstra_path_length(H, 0, weight="cost")
        layer = Layer(8, edges)
        away = layer.away(7, avoid)
        between = layer.between(0, 7, avoid, most)

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
def test_in_a_larger_graph_the_path_is_the_first_that_loses_no_cost(
    costs: tuple[int, ...], seed: int, degree: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    size = 150
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(range(size))
    for _ in range(size * degree):
        G.add_edge(chance.randrange(size), chance.randrange(size), cost=chance.choice(costs))
    layer = Layer(size, G.edges(data="cost"))

    for _ in range(10):
        source, target, *avoid = chance.sample(range(size), 22)
        assert layer.path(source, target) == _walked(G, source, target, ())
        assert layer.path(source, target, avoid) == _walked(G, source, target, avoid)


def test_of_many_targets_only_some_trees_are_kept_and_answers_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graph.searches.shortest_path.KEPT_TREES", 2)
    layer = Layer(5, [(i, i + 1, 2) for i in range(4)])

    for _ in range(2 * WORTH_A_TREE):
        for target in range(1, 5):
            assert layer.path(0, target) == list(range(target + 1))
            assert layer.path(4, target) == ([4] if target == 4 else None)


def test_of_many_targets_the_costs_to_only_some_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.searches.shortest_path.KEPT_COSTS", 10)
    layer = Layer(5, [(i, i + 1, 2) for i in range(4)])
    for target in range(1, 5):
        for _ in range(WORTH_A_TREE):
            layer.path(0, target)
    kept = {target: layer.kept(target) for target in range(1, 5)}

    assert kept[3] == {0: 6, 1: 4, 2: 2, 3: 0}
    assert layer.kept(4) is kept[4]
    assert layer.kept(1) == kept[1]
    assert layer.kept(1) is not kept[1]


def test_a_role_is_its_own_path() -> None:
    assert Layer(1, []).path(0, 0) == [0]


def test_of_parallel_edges_the_cheapest_counts() -> None:
    layer = Layer(3, [(0, 2, 9), (0, 1, 1), (1, 2, 1), (0, 2, 1)])

    assert layer.path(0, 2) == [0, 2]
