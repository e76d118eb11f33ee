from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.layer import WORTH_A_TREE, Layer

Edge = tuple[int, int, int]


def _edges(costs: st.SearchStrategy[int]) -> st.SearchStrategy[list[Edge]]:
    node = st.integers(0, 7)
    return st.lists(st.tuples(node, node, costs), max_size=24)


def _first_of_the_cheapest(edges: list[Edge], source: int, target: int) -> list[int] | None:
    """Return the answer as networkx enumerates it, the edges' order deciding among equals."""
    G = nx.DiGraph()
    G.add_nodes_from(range(8))
    for start, end, cost in edges:
        if not G.has_edge(start, end) or cost < G[start][end]["cost"]:
            G.add_edge(start, end, cost=cost)
    if not nx.has_path(G, source, target):
        return None
    paths = nx.all_shortest_paths(G, source, target, weight="cost")
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


def test_a_role_is_its_own_path() -> None:
    assert Layer(1, []).path(0, 0) == [0]


def test_of_parallel_edges_the_cheapest_counts() -> None:
    layer = Layer(3, [(0, 2, 9), (0, 1, 1), (1, 2, 1), (0, 2, 1)])

    assert layer.path(0, 2) == [0, 2]
