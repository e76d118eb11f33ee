"""Do the paths come in order, each simple, within what is asked, and none missing?"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.searches.k_shortest_paths import Deviations, Limit, Way
from graph.searches.shortest_path import WORTH_A_TREE, Layer

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


def _every(layer: Layer, source: int, target: int) -> list[Way]:
    """Return all simple paths, the least costly first, equal ones in file order."""

    def onwards(so_far: Way) -> Iterator[Way]:
        if so_far.nodes[-1] == target:
            yield so_far
            return
        for place, (node, cost) in enumerate(layer.forward[so_far.nodes[-1]]):
            if node not in so_far.nodes:
                yield from onwards(
                    Way(so_far.cost + cost, (*so_far.turns, place), (*so_far.nodes, node))
                )

    return sorted(onwards(Way(0, (), (source,))))


@settings(max_examples=300)
@given(drawn=edges | even)
def test_all_simple_paths_come_the_least_costly_first_and_equal_ones_in_file_order(
    drawn: Edges,
) -> None:
    layer = Layer(NODES, drawn)
    assert list(Deviations(layer, 0, NODES - 1)) == _every(layer, 0, NODES - 1)


@given(drawn=edges | even, avoid=chosen)
def test_the_order_is_the_same_to_a_target_that_is_asked_again(
    drawn: Edges, avoid: Collection[int]
) -> None:
    layer = Layer(NODES, drawn)
    first = list(Deviations(layer, 0, NODES - 1))
    around = list(Deviations(layer, 0, NODES - 1, avoid=avoid))
    for source in range(NODES):
        layer.path(source, NODES - 1)
    assert layer.kept(NODES - 1) is not None
    assert list(Deviations(layer, 0, NODES - 1)) == first
    assert list(Deviations(layer, 0, NODES - 1, avoid=avoid)) == around


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), most=st.sampled_from((1, 2, 9, 1_000)))
def test_in_a_larger_graph_the_order_is_the_same_however_far_is_looked_around(
    seed: int, most: int
) -> None:
    """With everything known, as to a target that is asked again, no part is looked at twice."""
    chance = random.Random(seed)  # noqa: S311
    ends = [(node, (node + chance.randint(1, 9)) % 80) for node in range(80) for _ in range(3)]
    layer = Layer(80, [(*pair, chance.randint(1, most)) for pair in ends])
    found = list(islice(Deviations(layer, 0, 40), 60))
    for _ in range(WORTH_A_TREE):
        layer.path(0, 40)
    assert layer.kept(40) is not None
    assert list(islice(Deviations(layer, 0, 40), 60)) == found


def test_equal_paths_at_the_edge_of_what_is_looked_at_are_in_file_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From node 1 it is known how far the target is; from 2 and 3 it is not."""
    monkeypatch.setattr("graph.searches.k_shortest_paths.MARGIN", 1)
    pairs = [(3, 2), (3, 1), (1, 4), (0, 1), (2, 4), (0, 4), (0, 3)]

    found = [way.nodes for way in Deviations(Layer(5, [(*pair, 1) for pair in pairs]), 0, 4)]

    assert found == [(0, 4), (0, 1, 4), (0, 3, 2, 4), (0, 3, 1, 4)]


@settings(max_examples=300)
@given(drawn=edges | even, avoid=chosen)
def test_no_path_goes_through_a_node_to_avoid(drawn: Edges, avoid: Collection[int]) -> None:
    layer = Layer(NODES, drawn)
    every = [path for path in _every(layer, 0, NODES - 1) if not set(path.nodes) & set(avoid)]

    assert list(Deviations(layer, 0, NODES - 1, avoid=avoid)) == every
    nodes = layer.path(0, NODES - 1, avoid)
    assert (None if nodes is None else tuple(nodes)) == next((p.nodes for p in every), None)


@settings(max_examples=400)
@given(
    drawn=edges,
    others=st.lists(st.integers(0, 3), min_size=26, max_size=26),
    through=chosen,
    avoid=chosen,
    limits=st.tuples(st.integers(0, 12), st.integers(1, 7)),
)
def test_through_nodes_and_within_limits_no_path_is_missing(
    drawn: Edges,
    others: Sequence[int],
    through: Collection[int],
    avoid: Collection[int],
    limits: tuple[int, int],
) -> None:
    """Each pair of nodes has a cost in a second layer, which may be nothing."""
    most, steps = limits
    pairs = {edge[:2]: edge for edge in drawn}
    layer = Layer(NODES, pairs.values())
    spending = dict(zip(pairs, others, strict=False))
    second = Layer(NODES, [(*pair, cost) for pair, cost in spending.items()])
    even = Layer(NODES, [(*pair, 1) for pair in pairs])
    every = [
        path
        for path in _every(layer, 0, NODES - 1)
        if set(through) <= set(path.nodes)
        and not set(avoid) & set(path.nodes)
        and sum(spending[pair] for pair in zip(path.nodes, path.nodes[1:], strict=False)) <= most
        and len(path.turns) <= steps
    ]

    found = Deviations(
        layer,
        0,
        NODES - 1,
        avoid=avoid,
        through=sorted(through),
        limits=[Limit(second, most), Limit(even, steps)],
    )

    assert list(found) == every
    assert not found.gave_up


def test_a_path_through_a_node_that_only_a_loop_reaches_is_none() -> None:
    layer = Layer(4, [(0, 1, 1), (1, 2, 1), (2, 1, 1), (1, 3, 1)])
    assert list(Deviations(layer, 0, 3, through=[2])) == []


def test_the_order_in_which_nodes_are_gone_through_is_the_cheapest() -> None:
    layer = Layer(5, [(a, b, 1 + (a > b)) for a, b in permutations(range(5), 2)])
    assert next(Deviations(layer, 0, 4, through=[3, 1, 2])).nodes == (0, 1, 2, 3, 4)


def test_from_a_node_to_itself_there_is_the_path_without_a_move() -> None:
    assert list(Deviations(Layer(2, [(0, 1, 1), (1, 0, 1)]), 0, 0)) == [(0, (), (0,))]


def test_a_search_that_gives_up_says_so() -> None:
    """All orders of twelve nodes: more paths than anyone can look at."""
    layer = Layer(14, [(a, b, 1) for a, b in product(range(14), repeat=2) if a != b])
    found = Deviations(layer, 0, 13, most=1_000)
    ways = list(found)

    assert found.gave_up
    assert 0 < len(ways) <= 1_001
    assert [way.cost for way in ways] == sorted(way.cost for way in ways)
