"""Layered drawing: few crossings, nodes apart, long edges between."""

from __future__ import annotations

from itertools import combinations, permutations, product

from hypothesis import given
from hypothesis import strategies as st

from web.pictures.layered import components, layered, longest_path_layers

EDGES = st.sets(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    max_size=14,
)


def _draw(edges: set[tuple[int, int]], gap: float = 10):
    nodes = [str(i) for i in range(9)]
    named = [(str(a), str(b)) for a, b in sorted(edges)]
    layer = longest_path_layers(nodes, named)
    return layer, layered(dict.fromkeys(nodes, 20.0), layer, named, gap)


def test_cycles_have_layers() -> None:
    """A cycle gets layers: the edge that closes it runs back."""
    layer = longest_path_layers("abcd", [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])

    assert layer == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_chains_are_components() -> None:
    """Chains that never meet are components of their own."""
    assert components("abcde", [("a", "b"), ("d", "c")]) == [["a", "b"], ["c", "d"], ["e"]]


@given(EDGES)
def test_layers_follow_edges(edges: set[tuple[int, int]]) -> None:
    """Without cycles every edge leads to a higher layer."""
    layer, _ = _draw(edges)

    assert all(layer[str(a)] < layer[str(b)] for a, b in edges)


@given(EDGES)
def test_nodes_of_a_layer_are_apart(edges: set[tuple[int, int]]) -> None:
    """Two nodes of a layer never come nearer than the gap, and all are within the height."""
    layer, drawing = _draw(edges)

    for a, b in combinations(drawing.centres, 2):
        if layer[a] == layer[b]:
            assert abs(drawing.centres[a] - drawing.centres[b]) >= 30 - 1e-6
    assert all(10 - 1e-6 <= y <= drawing.height - 10 + 1e-6 for y in drawing.centres.values())


def test_chain_is_level() -> None:
    """The nodes of a chain stand on one line."""
    _, drawing = _draw({(0, 1), (1, 2), (2, 3)})

    assert len({round(drawing.centres[node], 3) for node in "0123"}) == 1


def test_two_layers_have_the_fewest_crossings() -> None:
    """Of all orders of two small layers, none has fewer crossings than the drawing."""
    edges = [("a", "z"), ("b", "x"), ("b", "z"), ("c", "x"), ("c", "y"), ("d", "y"), ("a", "w")]
    layer = dict.fromkeys("abcd", 0) | dict.fromkeys("wxyz", 1)

    def crossings(left: str, right: str) -> int:
        places = [(left.index(a), right.index(b)) for a, b in edges]
        return sum((p[0] - q[0]) * (p[1] - q[1]) < 0 for p, q in combinations(places, 2))

    orders = product(map("".join, permutations("abcd")), map("".join, permutations("wxyz")))
    fewest = min(crossings(left, right) for left, right in orders)

    assert layered(dict.fromkeys("abcdwxyz", 20.0), layer, edges, 10).crossings == fewest


def test_long_edge_has_room_between() -> None:
    """An edge past a layer has a place there, away from the layer's nodes."""
    edges = [("a", "b"), ("b", "c"), ("a", "c")]
    drawing = layered(dict.fromkeys("abc", 40.0), {"a": 0, "b": 1, "c": 2}, edges, 10)

    (at,) = drawing.bends["a", "c"]
    assert abs(at - drawing.centres["b"]) >= 20 + 6 + 10 - 1e-6


def test_edges_to_below_come_last() -> None:
    """A node with an edge to something below the layers is the lowest of its layer."""
    layer = {"a": 0, "b": 0, "c": 0, "z": 1}
    edges = [(node, "z") for node in "abc"]
    drawing = layered(dict.fromkeys(layer, 20.0), layer, edges, 10, ["a"])

    assert drawing.centres["a"] == max(drawing.centres[node] for node in "abc")
