"""Least-cost paths in a directed graph of whole numbers.

The graph is built once, from the edges that a path may take and their costs. A search runs from
both ends until they meet (bidirectional search), and settles all nodes of one cost together. A
target that is searched again gets a shortest-path tree: for each node, the next one on the path.
Among equal paths the first in file order wins: at each node, the first edge on any of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import chain
from math import inf
from typing import Any, NamedTuple

TREE_THRESHOLD = 3
"""The search for one target that builds its tree."""

TREE_CACHE_SIZE = 64
"""The most trees in the cache."""

TREE_CACHE_NODES = 4_000_000
"""The most nodes in all cached trees together; one tree always fits."""

COST_CACHE_NODES = 500_000
"""The most costs in the cache; those to one target always fit. Each takes about 100 bytes."""

AVOIDED = -(1 << 200)
"""The cost of a node to avoid: so low that no edge lowers it and no sum with it is a path's."""

_NOWHERE = -1
_flat = chain.from_iterable

WeightedEdges = tuple[tuple[int, int], ...]


class _Side(NamedTuple):
    """The state of the search from one end."""

    neighbours: list[tuple[int, ...]]
    """For each node, the nodes at the other ends of its edges."""
    edge_costs: list[tuple[int, ...]]
    """For each node, the costs of these edges."""
    settled: dict[int, int]
    """The settled nodes, with the least cost from this end to each."""
    reached: dict[int, list[int]]
    """By cost, the nodes reached at that cost; some are settled at a lower one."""
    queue: list[int]
    """A heap of these costs."""

    def next_nodes(self) -> list[int]:
        """Return the nodes reached at the least cost."""
        return self.reached[self.queue[0]]


class WeightedDigraph:
    """A directed graph of the nodes 0 to ``size`` - 1, with a cost for each edge.

    ``edges`` are (source, target, cost), in file order, with whole costs above 0. Of parallel
    edges the cheapest counts, in the place of the first.

    >>> H = WeightedDigraph(4, [(0, 1, 1), (0, 2, 1), (1, 3, 1), (2, 3, 1)])
    >>> H.path(0, 3), H.path(3, 0)
    ([0, 1, 3], None)
    """

    def __init__(self, size: int, edges: Iterable[tuple[int, int, int]]) -> None:
        forward: list[dict[int, int]] = [{} for _ in range(size)]
        backward: list[dict[int, int]] = [{} for _ in range(size)]
        nodes = list(range(size))  # one number each, side by side, whoever made those of the edges
        for source, target, cost in edges:
            if cost < forward[source].get(target, inf):
                forward[source][nodes[target]] = backward[target][nodes[source]] = cost
        self._size = size
        self.successors = [tuple(targets) for targets in forward]
        """For each node, the targets of its edges, in file order."""
        self.predecessors = [tuple(sources) for sources in backward]
        """For each node, the sources of the edges that end at it."""
        equal: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._costs_out, self._costs_in = (
            [equal.setdefault(steps, steps) for steps in (tuple(each.values()) for each in ways)]
            for ways in (forward, backward)
        )
        self.unweighted = set(_flat(equal)) <= {1}
        """Whether every edge costs 1."""
        self._pairs_per_edge = size * size / max(1, sum(map(len, self.successors)))
        self._trees: dict[int, array[int]] = {}
        self._costs: dict[int, dict[int, int]] = {}
        self._searches: dict[int, int] = {}

    def path(
        self, source: int, target: int, avoid: Collection[int] = frozenset()
    ) -> list[int] | None:
        """Return the nodes of the least-cost path, both ends included; None without a path.

        It avoids the nodes in ``avoid``. At worst O(m log n) for n nodes and m edges; in a large
        graph the two searches usually meet after a small part of it.
        """
        if source in avoid or target in avoid:
            return None
        if source == target:
            return [source]
        tree = None if avoid else self._tree(target)
        if tree is not None:
            return _path_in_tree(tree, source, target)
        search = self._path_unweighted if self.unweighted else self._path_weighted
        return search(source, target, avoid)

    @cached_property
    def out_edges(self) -> Sequence[WeightedEdges]:
        """For each node, the (target, cost) of its edges, in file order."""
        return [
            tuple(zip(*each, strict=True))
            for each in zip(self.successors, self._costs_out, strict=True)
        ]

    # --- A target that is searched again -------------------------------------------------------

    def _tree(self, target: int) -> array[int] | None:
        """Return the next node on the path from each; None if the target is searched rarely."""
        tree = self._trees.get(target)
        if tree is not None:
            return tree
        times = self._searches.get(target, 0) + 1
        if times < TREE_THRESHOLD:
            self._searches[target] = times
            _evict(self._searches, TREE_CACHE_SIZE)
            return None
        self._searches.pop(target, None)
        tree = self._trees[target] = self._build_tree(target)
        _evict(self._trees, min(TREE_CACHE_SIZE, TREE_CACHE_NODES // self._size))
        return tree

    def _build_tree(self, target: int) -> array[int]:
        away = self.costs_to(target)
        tree = array("i", [_NOWHERE]) * self._size
        for node, left in away.items():
            for after, step in zip(self.successors[node], self._costs_out[node], strict=True):
                if away.get(after) == left - step:
                    tree[node] = after
                    break
        return tree

    def cached_costs_to(self, target: int) -> Mapping[int, int] | None:
        """Return the cost from each node to a target with a tree; None if it has no tree."""
        if target in self._trees and target not in self._costs:
            self._costs[target] = self.costs_to(target)
            _evict(self._costs, min(TREE_CACHE_SIZE, COST_CACHE_NODES // self._size))
        return self._costs.get(target)

    def costs_to(self, target: int, avoid: Collection[int] = frozenset()) -> dict[int, int]:
        """Return the cost from each node that has a path to the target.

        The values of the nodes in ``avoid`` mean nothing.
        """
        cached = None if avoid else self._costs.get(target)
        if cached is not None:
            return cached
        search = self._costs_to_unweighted if self.unweighted else self._costs_to_weighted
        return search(target, avoid)

    def costs_between(
        self, source: int, target: int, avoid: Collection[int], most: int
    ) -> Mapping[int, int]:
        """Return the cost to the target from all nodes on paths that cost at most ``most``.

        Other nodes may be among them, with their cost, too; the values of the nodes in ``avoid``
        mean nothing. Two searches start from both ends. Where they meet, the one from the target
        goes on, but only through nodes that the other found near enough to the source.
        """
        search = self._costs_between_unweighted if self.unweighted else self._costs_between_weighted
        return search(source, target, avoid, most)

    # --- All edges cost the same --------------------------------------------------------------

    def _path_unweighted(
        self, source: int, target: int, avoid: Collection[int]
    ) -> list[int] | None:
        """Search from both ends, the smaller side first, level by level, until they meet.

        When an edge between the two levels is likely, look for one before building the next
        level: the last level is the largest, and this saves it.
        """
        after, before = self.successors.__getitem__, self.predecessors.__getitem__
        front, back = {source}, {target}
        near, far = {source, *avoid}, {target, *avoid}
        fronts: list[set[int]] = []
        backs: list[set[int]] = []
        met: set[int] = set()
        while front and back:
            likely = len(front) * len(back) > self._pairs_per_edge
            if len(front) <= len(back):
                fronts.append(front)
                met = back.intersection(_flat(map(after, front))) if likely else met
                if met:
                    break
                front = set(_flat(map(after, front))).difference(near)
                near |= front
            else:
                backs.append(back)
                met = front.intersection(_flat(map(before, back))) if likely else met
                if met:
                    break
                back = set(_flat(map(before, back))).difference(far)
                far |= back
            met = met if likely else front & back  # if likely, it was looked for
            if met:
                break
        return self._path_through(source, fronts, met, backs) if met else None

    def _path_through(
        self, source: int, fronts: list[set[int]], met: set[int], backs: list[set[int]]
    ) -> list[int]:
        """Return the first path in file order through the levels.

        From the source's levels, only the nodes that lead to the meeting level are used; beyond
        it, every node leads to the target.
        """
        before = self.predecessors.__getitem__
        levels = backs
        while fronts:
            levels.append(met)
            level = fronts.pop()
            if fronts:  # the first holds the source alone
                met = level.intersection(_flat(map(before, met)))
        path = [source]
        node = source
        for level in reversed(levels):
            if len(level) == 1:
                (node,) = level
            else:
                node = next(filter(level.__contains__, self.successors[node]))
            path.append(node)
        return path

    def _costs_to_unweighted(self, target: int, avoid: Collection[int]) -> dict[int, int]:
        before = self.predecessors.__getitem__
        back, far = {target}, 0
        away = {target: 0} | dict.fromkeys(avoid, AVOIDED)
        while back:
            back = set(_flat(map(before, back))).difference(away)
            far += 1
            away |= dict.fromkeys(back, far)
        return away

    def _costs_between_unweighted(
        self, source: int, target: int, avoid: Collection[int], most: int
    ) -> Mapping[int, int]:
        after, before = self.successors.__getitem__, self.predecessors.__getitem__
        front, back = {source}, {target}
        fronts = [front]
        near = {source, *avoid}
        away = {target: 0} | dict.fromkeys(avoid, AVOIDED)
        far = 0
        while len(fronts) + far < most:
            if len(front) <= len(back):
                front = set(_flat(map(after, front))).difference(near)
                fronts.append(front)
                near |= front
            else:
                back = set(_flat(map(before, back))).difference(away)
                far += 1
                away |= dict.fromkeys(back, far)
        while back and far < most:
            back = near.intersection(_flat(map(before, back))).difference(away)
            far += 1
            away |= dict.fromkeys(back, far)
            near -= fronts.pop()
        return away

    # --- Edges cost differently ----------------------------------------------------------------

    def _from(self, source: int, avoid: Collection[int]) -> _Side:
        closed = dict.fromkeys(avoid, AVOIDED)
        return _Side(self.successors, self._costs_out, closed, {0: [source]}, [0])

    def _to(self, target: int, avoid: Collection[int]) -> _Side:
        closed = dict.fromkeys(avoid, AVOIDED)
        return _Side(self.predecessors, self._costs_in, closed, {0: [target]}, [0])

    def _costs_to_weighted(self, target: int, avoid: Collection[int]) -> dict[int, int]:
        side = self._to(target, avoid)
        while side.queue:
            _settle(side)
        return side.settled

    def _costs_between_weighted(
        self, source: int, target: int, avoid: Collection[int], most: int
    ) -> Mapping[int, int]:
        near, away = self._from(source, avoid), self._to(target, avoid)
        while near.queue and away.queue and near.queue[0] + away.queue[0] <= most:
            _settle(near if len(near.next_nodes()) <= len(away.next_nodes()) else away)
        while away.queue and away.queue[0] <= most:
            left = most - away.queue[0]
            away.reached[away.queue[0]] = [
                node for node in away.next_nodes() if near.settled.get(node, most) <= left
            ]
            _settle(away)
        return away.settled

    def _path_weighted(self, source: int, target: int, avoid: Collection[int]) -> list[int] | None:
        """Search from both ends (Pohl 1971), the smaller side first.

        The cheapest meeting is proven once the next nodes of both sides cannot make a cheaper
        one.
        """
        near, away = self._from(source, avoid), self._to(target, avoid)
        _settle(near)
        side, other = away, near
        least: float = inf
        met: dict[int, int] = {}
        while True:
            for node, cost in _settle(side, other.settled):
                whole = cost + other.settled[node]
                if whole < least:
                    least, met = whole, {}
                if whole == least:
                    met[node] = cost if side is near else other.settled[node]
            if not near.queue or not away.queue or near.queue[0] + away.queue[0] >= least:
                break
            side, other = (
                (near, away) if len(near.next_nodes()) <= len(away.next_nodes()) else (away, near)
            )
        if least == inf:
            return None
        met |= _unsettled_meetings(near, away, least)
        return self._first_path(
            source, target, int(least), self._on_cheapest_paths(met, near.settled), away.settled
        )

    def _on_cheapest_paths(self, met: dict[int, int], near: dict[int, int]) -> dict[int, int]:
        """Return the nodes on cheapest paths to the meeting nodes, with their costs."""
        found = dict(met)
        left = list(met)
        while left:
            node = left.pop()
            for before, step in zip(self.predecessors[node], self._costs_in[node], strict=True):
                if before not in found and near.get(before) == found[node] - step:
                    found[before] = near[before]
                    left.append(before)
        return found

    def _first_path(
        self, source: int, target: int, least: int, near: dict[int, int], away: dict[int, int]
    ) -> list[int]:
        """Return the first of the least-cost paths in file order.

        A node lies on such a path if its cost from the source in ``near``, or its cost to the
        target in ``away``, fits the least cost.
        """
        path = [source]
        node, cost = source, 0
        while node != target:
            for after, step in zip(self.successors[node], self._costs_out[node], strict=True):
                there = cost + step
                if near.get(after) == there or away.get(after) == least - there:
                    node, cost = after, there
                    break
            path.append(node)
        return path


def _settle(side: _Side, facing: Container[int] = ()) -> list[tuple[int, int]]:
    """Settle the nodes reached at the least cost, and reach their neighbours.

    Returns the reached nodes that the other end (``facing``) has settled, with their costs.
    """
    ends, steps, cost, reached, queue = side
    crossed = []
    so_far = heappop(queue)
    for node in reached.pop(so_far):
        if node in cost:
            continue
        cost[node] = so_far
        for end, step in zip(ends[node], steps[node], strict=True):
            if end in cost:
                continue
            total = so_far + step
            if total in reached:
                reached[total].append(end)
            else:
                reached[total] = [end]
                heappush(queue, total)
            if end in facing:
                crossed.append((end, total))
    return crossed


def _unsettled_meetings(near: _Side, away: _Side, least: float) -> dict[int, int]:
    """Return the nodes on cheapest paths that neither side has settled, with their costs."""
    if not near.queue or not away.queue or near.queue[0] + away.queue[0] != least:
        return {}
    both = set(near.next_nodes()).intersection(away.next_nodes())
    return {
        node: near.queue[0]
        for node in both
        if node not in near.settled and node not in away.settled
    }


def _evict(cached: dict[int, Any], most: int) -> None:
    """Drop the older half if there are more than ``most``; other threads may do so, too."""
    if len(cached) > max(1, most):
        for target in list(cached)[: len(cached) // 2]:
            cached.pop(target, None)


def _path_in_tree(tree: array[int], source: int, target: int) -> list[int] | None:
    """Return the path along a tree; None if the source has no path to the target."""
    if tree[source] == _NOWHERE:
        return None
    path = [source]
    node = source
    while node != target:
        node = tree[node]
        path.append(node)
    return path
