"""The path with the fewest new skills: against all simple paths."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.searches.least_new_skills import SkillGraph

NODES = 7
BITS = 8

graphs = st.tuples(
    st.lists(st.integers(0, 2**BITS - 1), min_size=NODES, max_size=NODES),
    st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=24),
    st.lists(st.integers(0, NODES - 1), min_size=1, max_size=2, unique=True),
    st.integers(0, 2**BITS - 1),
    st.integers(0, NODES - 1),
)


def every_cost(
    points: list[int], edges: list[tuple[int, int]], starts: list[int], held: int, target: int
) -> list[tuple[int, int, int]]:
    """Return what every simple path costs: unknown nodes, points gained, steps."""
    G = nx.DiGraph([(a, b) for a, b in edges if a != b])
    G.add_nodes_from(range(NODES))
    paths = [[target]] if target in starts else []
    for start in starts:
        paths += nx.all_simple_paths(G, start, target) if start != target else []
    costs = []
    for path in paths:
        entered = [node for node in path if node not in starts]
        gained = 0
        for node in entered:
            gained |= points[node] & ~held
        unknown = sum(not points[node] for node in entered)
        costs.append((unknown, gained.bit_count(), len(path) - 1))
    return costs


@given(graphs)
def test_no_path_gains_fewer_bits(
    graph: tuple[list[int], list[tuple[int, int]], list[int], int, int],
) -> None:
    """The path found gains the fewest bits of all simple paths."""
    points, edges, starts, held, target = graph
    costs = every_cost(points, edges, starts, held, target)
    found = SkillGraph(points, edges).least_new_skills(starts, held=held, target=target)

    if not costs:
        assert found is None
        return
    assert found is not None
    assert found.exact
    entered = [node for node in found.nodes if node not in starts]
    unknown = sum(not points[node] for node in entered)
    assert (unknown, found.new_bits, len(found.nodes) - 1) == min(costs)
    assert found.lower_bound == found.new_bits
    assert found.nodes[0] in starts
    assert found.nodes[-1] == target
    assert all(step in edges for step in zip(found.nodes, found.nodes[1:], strict=False))


@given(graphs, st.integers(1, 4))
def test_stopped_search_gives_lower_bound(
    graph: tuple[list[int], list[tuple[int, int]], list[int], int, int], bound: int
) -> None:
    """A search that stops early gives a lower bound that no path beats."""
    points, edges, starts, held, target = graph
    costs = every_cost(points, edges, starts, held, target)
    found = SkillGraph(points, edges).least_new_skills(
        starts, held=held, target=target, max_states=bound
    )

    if found is None:
        assert not costs
        return
    assert found.states <= bound
    unknown, least, _ = min(costs)
    reached = sum(not points[node] for node in found.nodes if node not in starts)
    if found.exact:
        assert (reached, found.new_bits) == (unknown, least)
    else:
        assert (reached, found.new_bits) >= (unknown, least)
    if reached == unknown:
        assert found.lower_bound <= least <= found.new_bits


def test_gained_bits_are_free_later() -> None:
    """Nodes with the same bits cost them once, however many they are."""
    a, b, c, target = 0b0111, 0b0111, 0b0011, 0b0000_0001
    upper, lower = [(0, 1), (1, 2), (2, 5)], [(0, 3), (3, 4), (4, 5)]
    graph = SkillGraph([0b1000_0000, a, b, c, 0b11_0000, target], [*upper, *lower])

    found = graph.least_new_skills([0], held=0b1000_0000, target=5)

    assert found is not None
    assert found.nodes == [0, 1, 2, 5]
    assert found.new_bits == 3


def test_start_takes_no_step() -> None:
    """A target among the starts is reached at once."""
    found = SkillGraph([0b1, 0b11], [(0, 1)]).least_new_skills([0, 1], held=0, target=1)

    assert found is not None
    assert (found.nodes, found.new_bits) == ([1], 0)
