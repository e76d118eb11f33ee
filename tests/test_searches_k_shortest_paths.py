"""Tests of graph.searches.k_shortest_paths."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.searches.k_shortest_paths import Limit, ShortestSimplePaths, SimplePath
from graph.searches.shortest_path import TREE_THRESHOLD, WeightedDigraph

NODES = 7
Edges = list[tuple[int, int, int]]

edges = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.integers(1, 4)).filter(
        lambda edge: edge[0] != edge[1]
    ),
    max_size=26,
)
even = edges.map(lambda drawn: [(source, target, 1) for source, target, _ in drawn])
chosen = st.frozensets(st.integers(1, NODES - 2), max_size=2)


def _every(H: WeightedDigraph, source: int, target: int) -> list[SimplePath]:
    """Return all simple paths, the least costly first, equal ones in file order."""

    def onwards(so_far: SimplePath) -> Iterator[SimplePath]:
        if so_far.nodes[-1] == target:
            yield so_far
            return
        for place, (node, cost) in enumerate(H.out_edges[so_far.nodes[-1]]):
            if node not in so_far.nodes:
                yield from onwards(
                    SimplePath(
                        so_far.cost + cost, (*so_far.edge_ranks, place), (*so_far.nodes, node)
                    )
                )

    return sorted(onwards(SimplePath(0, (), (source,))))


@settings(max_examples=300)
@given(drawn=edges | even)
def test_paths_come_in_order(
    drawn: Edges,
) -> None:
    """All simple paths come, the cheapest first, equal ones in file order."""
    H = WeightedDigraph(NODES, drawn)
    assert list(ShortestSimplePaths(H, 0, NODES - 1)) == _every(H, 0, NODES - 1)


@given(drawn=edges | even, avoid=chosen)
def test_cached_target_keeps_order(drawn: Edges, avoid: Collection[int]) -> None:
    """The order is the same once the costs to the target are cached."""
    H = WeightedDigraph(NODES, drawn)
    first = list(ShortestSimplePaths(H, 0, NODES - 1))
    around = list(ShortestSimplePaths(H, 0, NODES - 1, avoid=avoid))
    for source in range(NODES):
        H.path(source, NODES - 1)
    assert H.cached_costs_to(NODES - 1) is not None
    assert list(ShortestSimplePaths(H, 0, NODES - 1)) == first
    assert list(ShortestSimplePaths(H, 0, NODES - 1, avoid=avoid)) == around


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), most=st.sampled_from((1, 2, 9, 1_000)))
def test_widening_keeps_order(seed: int, most: int) -> None:
    """In a graph of 80 nodes the order does not depend on how far costs are known."""
    chance = random.Random(seed)  # noqa: S311
    ends = [(node, (node + chance.randint(1, 9)) % 80) for node in range(80) for _ in range(3)]
    H = WeightedDigraph(80, [(*pair, chance.randint(1, most)) for pair in ends])
    found = list(islice(ShortestSimplePaths(H, 0, 40), 60))
    for _ in range(TREE_THRESHOLD):
        H.path(0, 40)
    assert H.cached_costs_to(40) is not None
    assert list(islice(ShortestSimplePaths(H, 0, 40), 60)) == found


def test_equal_paths_beyond_margin_ordered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Equal paths come in file order also where the cost to the target is unknown."""
    monkeypatch.setattr("graph.searches.k_shortest_paths.FIRST_MARGIN", 1)
    pairs = [(3, 2), (3, 1), (1, 4), (0, 1), (2, 4), (0, 4), (0, 3)]

    found = [
        path.nodes
        for path in ShortestSimplePaths(WeightedDigraph(5, [(*pair, 1) for pair in pairs]), 0, 4)
    ]

    assert found == [(0, 4), (0, 1, 4), (0, 3, 2, 4), (0, 3, 1, 4)]


@settings(max_examples=300)
@given(drawn=edges | even, avoid=chosen)
def test_paths_avoid_nodes(drawn: Edges, avoid: Collection[int]) -> None:
    """No path goes through a node to avoid, and none of the others is missing."""
    H = WeightedDigraph(NODES, drawn)
    every = [path for path in _every(H, 0, NODES - 1) if not set(path.nodes) & set(avoid)]

    assert list(ShortestSimplePaths(H, 0, NODES - 1, avoid=avoid)) == every
    nodes = H.path(0, NODES - 1, avoid)
    assert (None if nodes is None else tuple(nodes)) == next((p.nodes for p in every), None)


@settings(max_examples=400)
@given(
    drawn=edges,
    others=st.lists(st.integers(0, 3), min_size=26, max_size=26),
    via=chosen,
    avoid=chosen,
    limits=st.tuples(st.integers(0, 12), st.integers(1, 7)),
)
def test_via_and_limits_miss_none(
    drawn: Edges,
    others: Sequence[int],
    via: Collection[int],
    avoid: Collection[int],
    limits: tuple[int, int],
) -> None:
    """With via nodes and within two limits, exactly the paths that fit come, in order."""
    most, steps = limits
    pairs = {edge[:2]: edge for edge in drawn}
    H = WeightedDigraph(NODES, pairs.values())
    spending = dict(zip(pairs, others, strict=False))
    second = WeightedDigraph(NODES, [(*pair, cost) for pair, cost in spending.items()])
    even = WeightedDigraph(NODES, [(*pair, 1) for pair in pairs])
    every = [
        path
        for path in _every(H, 0, NODES - 1)
        if set(via) <= set(path.nodes)
        and not set(avoid) & set(path.nodes)
        and sum(spending[pair] for pair in zip(path.nodes, path.nodes[1:], strict=False)) <= most
        and len(path.edge_ranks) <= steps
    ]

    found = ShortestSimplePaths(
        H,
        0,
        NODES - 1,
        avoid=avoid,
        via=sorted(via),
        limits=[Limit(second, most), Limit(even, steps)],
    )

    assert list(found) == every
    assert not found.gave_up


def test_via_on_a_loop_fails() -> None:
    """There is no simple path through a node that only a loop reaches."""
    H = WeightedDigraph(4, [(0, 1, 1), (1, 2, 1), (2, 1, 1), (1, 3, 1)])
    assert list(ShortestSimplePaths(H, 0, 3, via=[2])) == []


def test_via_order_is_cheapest() -> None:
    """The via nodes come in the cheapest order, not in the order given."""
    H = WeightedDigraph(5, [(a, b, 1 + (a > b)) for a, b in permutations(range(5), 2)])
    assert next(ShortestSimplePaths(H, 0, 4, via=[3, 1, 2])).nodes == (0, 1, 2, 3, 4)


def test_node_is_its_own_path() -> None:
    """From a node to itself there is one path, without an edge."""
    assert list(ShortestSimplePaths(WeightedDigraph(2, [(0, 1, 1), (1, 0, 1)]), 0, 0)) == [
        (0, (), (0,))
    ]


def test_search_gives_up() -> None:
    """A search that reaches its limit stops and says so."""
    H = WeightedDigraph(14, [(a, b, 1) for a, b in product(range(14), repeat=2) if a != b])
    found = ShortestSimplePaths(H, 0, 13, max_moves=1_000)
    paths = list(found)

    assert found.gave_up
    assert 0 < len(paths) <= 1_001
    assert [path.cost for path in paths] == sorted(path.cost for path in paths)
