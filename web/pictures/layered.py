"""Layered drawing: the order of nodes in their layers with few crossings, and their places.

The method is Sugiyama's: long edges are split by points in the layers between, orders follow the
barycentres of the neighbours, and the best of several starts is kept. Sugiyama, Tagawa, Toda
1981, https://doi.org/10.1109/TSMC.1981.4308636
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from random import Random
from statistics import fmean
from typing import NamedTuple, TypeAlias

STARTS = 20
"""How many orders are tried, of which the one with the fewest crossings is kept."""
_SWEEPS = 6
_BEND = 12.0
"""The height that a long edge takes in a layer it passes."""

Node: TypeAlias = Hashable
Layers: TypeAlias = list[list[Node]]


class Drawing(NamedTuple):
    """Where the nodes are: the centre of each from the top, and the height of all."""

    centres: dict[str, float]
    height: float
    bends: dict[tuple[str, str], list[float]]
    """By the ends of a long edge, the lower layer first: where it passes the layers between."""
    crossings: int


def longest_path_layers(
    nodes: Sequence[str], edges: Collection[tuple[str, str]]
) -> dict[str, int]:
    """Return the layer of each node: the most edges that lead to it, without edges that go back.

    >>> longest_path_layers("abc", [("a", "b"), ("b", "c"), ("a", "c"), ("c", "a")])
    {'a': 0, 'b': 1, 'c': 2}
    """
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        after[source].append(target)
    led_to = {target for _, target in edges}
    order: list[str] = []
    state: dict[str, int] = {}
    forward: dict[str, list[str]] = defaultdict(list)
    for start in (*(node for node in nodes if node not in led_to), *nodes):
        stack = [] if start in state else [(start, iter(after[start]))]
        state.setdefault(start, 1)
        while stack:
            node, rest = stack[-1]
            other = next(rest, None)
            if other is None:
                stack.pop()
                state[node] = 2
                order.append(node)
            elif state.get(other) != 1:  # an edge to a node on the stack goes back
                forward[node].append(other)
                if other not in state:
                    state[other] = 1
                    stack.append((other, iter(after[other])))
    layer = dict.fromkeys(nodes, 0)
    for node in reversed(order):
        for other in forward[node]:
            layer[other] = max(layer[other], layer[node] + 1)
    return layer


def components(
    nodes: Sequence[str], edges: Iterable[tuple[str, str]]
) -> list[list[str]]:
    """Return the nodes that edges join, in the order of the nodes.

    >>> components("abcd", [("a", "c")])
    [['a', 'c'], ['b'], ['d']]
    """
    root = {node: node for node in nodes}

    def top(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for source, target in edges:
        root[top(target)] = top(source)
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(top(node), []).append(node)
    return list(found.values())


def layered(
    heights: Mapping[str, float],
    layer: Mapping[str, int],
    edges: Collection[tuple[str, str]],
    gap: float,
) -> Drawing:
    """Return places for nodes with given layers, so that few of the edges cross.

    ``gap`` is the least room between two nodes of a layer. The order of ``heights`` is kept
    where it does not matter.
    """
    layers, pairs = _with_bends(list(heights), layer, edges)
    best: Layers = [list(each) for each in layers]
    fewest = _crossings(best, pairs)
    random = Random(0)
    for start in range(STARTS):
        if not fewest:
            break
        tried = [list(each) for each in layers]
        if start:
            for each in tried:
                random.shuffle(each)
        for sweep in range(_SWEEPS):
            _sort_by_barycentre(tried, pairs, down=sweep % 2 == 0)
            crossings = _crossings(tried, pairs)
            if crossings < fewest:
                best, fewest = [list(each) for each in tried], crossings
    sizes = {node: heights.get(node, _BEND) for each in best for node in each}  # type: ignore[call-overload]
    centres = _places(best, pairs, sizes, gap)
    top = min((centres[node] - sizes[node] / 2 for node in centres), default=0)
    bottom = max((centres[node] + sizes[node] / 2 for node in centres), default=0)
    bends: dict[tuple[str, str], list[float]] = defaultdict(list)
    for each in best:
        for node in each:
            if isinstance(node, tuple):
                bends[node[0], node[1]].append(centres[node] - top)
    return Drawing({node: centres[node] - top for node in heights}, bottom - top, bends, fewest)


def _with_bends(
    nodes: Sequence[str], layer: Mapping[str, int], edges: Collection[tuple[str, str]]
) -> tuple[Layers, list[tuple[Node, Node]]]:
    """Return the layers and the edges between neighbouring ones, with long edges split."""
    layers: Layers = [[] for _ in range(max((layer[node] for node in nodes), default=-1) + 1)]
    for node in nodes:
        layers[layer[node]].append(node)
    pairs: list[tuple[Node, Node]] = []
    for source, target in edges:
        low, high = sorted((source, target), key=layer.__getitem__)
        before: Node = low
        for between in range(layer[low] + 1, layer[high]):
            bend = (low, high, between)
            if bend not in layers[between]:
                layers[between].append(bend)
            pairs.append((before, bend))
            before = bend
        if layer[low] < layer[high]:
            pairs.append((before, high))
    return layers, list(dict.fromkeys(pairs))


def _neighbours(pairs: Iterable[tuple[Node, Node]], *, down: bool) -> dict[Node, list[Node]]:
    """Return the neighbours of each node in the layer before, or with ``down=False`` after."""
    found: dict[Node, list[Node]] = defaultdict(list)
    for first, second in pairs:
        if down:
            found[second].append(first)
        else:
            found[first].append(second)
    return found


def _sort_by_barycentre(layers: Layers, pairs: list[tuple[Node, Node]], *, down: bool) -> None:
    """Order each layer by the mean place of its neighbours in the layer before it."""
    near = _neighbours(pairs, down=down)
    order = range(1, len(layers)) if down else range(len(layers) - 2, -1, -1)
    for number in order:
        fixed = layers[number - 1 if down else number + 1]
        place = {node: i for i, node in enumerate(fixed)}
        own = {node: float(i) for i, node in enumerate(layers[number])}
        wish = {
            node: fmean(place[other] for other in near[node]) if near[node] else own[node]
            for node in layers[number]
        }
        layers[number].sort(key=wish.__getitem__)


def _crossings(layers: Layers, pairs: list[tuple[Node, Node]]) -> int:
    """Return how many pairs of edges between neighbouring layers cross."""
    place = {node: (number, i) for number, each in enumerate(layers) for i, node in enumerate(each)}
    by_layer: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for first, second in pairs:
        by_layer[place[first][0]].append((place[first][1], place[second][1]))
    return sum(
        (a[0] - b[0]) * (a[1] - b[1]) < 0
        for between in by_layer.values()
        for a, b in combinations(between, 2)
    )


def _places(
    layers: Layers, pairs: list[tuple[Node, Node]], sizes: Mapping[Node, float], gap: float
) -> dict[Node, float]:
    """Return the centres of nodes, each near its neighbours, in the order of its layer."""
    centres: dict[Node, float] = {}
    for each in layers:
        _spread(each, dict.fromkeys(each, 0.0), sizes, gap, centres)
    both = [_neighbours(pairs, down=True), _neighbours(pairs, down=False)]
    for sweep in range(8):
        near = both[sweep % 2]
        for each in layers if sweep % 2 == 0 else reversed(layers):
            wish = {
                node: fmean(centres[other] for other in near[node]) if near[node] else centres[node]
                for node in each
            }
            _spread(each, wish, sizes, gap, centres)
    return centres


def _spread(
    order: Sequence[Node],
    wish: Mapping[Node, float],
    sizes: Mapping[Node, float],
    gap: float,
    centres: dict[Node, float],
) -> None:
    """Set centres as near to the wished ones as order and gap allow.

    Nodes that would meet become a block, which stands at the mean of what its nodes wish.
    """
    blocks: list[tuple[list[Node], float]] = []  # the nodes, and the place of the first
    for node in order:
        nodes, first = [node], wish[node]
        while blocks:
            before, start = blocks[-1]
            reach = start + _offset(before, nodes[0], sizes, gap)
            if reach <= first:
                break
            blocks.pop()
            merged = [*before, *nodes]
            offsets = _offsets(merged, sizes, gap)
            first = fmean(wish[each] - offset for each, offset in zip(merged, offsets, strict=True))
            nodes = merged
        blocks.append((nodes, first))
    for nodes, first in blocks:
        for node, offset in zip(nodes, _offsets(nodes, sizes, gap), strict=True):
            centres[node] = first + offset


def _offsets(nodes: Sequence[Node], sizes: Mapping[Node, float], gap: float) -> list[float]:
    """Return how far each node of a block is from the first."""
    offsets = [0.0]
    for before, node in zip(nodes, nodes[1:], strict=False):
        offsets.append(offsets[-1] + (sizes[before] + sizes[node]) / 2 + gap)
    return offsets


def _offset(block: Sequence[Node], node: Node, sizes: Mapping[Node, float], gap: float) -> float:
    return _offsets([*block, node], sizes, gap)[-1]
