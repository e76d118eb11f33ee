"""The least costly path through one layer of the graph: whole numbers in, whole numbers out.

A layer is compiled once, from the edges that a path may take and what each costs. Searches run
from both ends and meet, because that is worth more than a faster language, and settle together
all nodes of the same cost. For a target that is asked again it is kept, for each node, which
one is next on the way to it. Among equal paths it is always the first in file order: at each
node the first edge that lies on any of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import chain
from math import inf
from typing import Any, NamedTuple

WORTH_A_TREE = 3
"""At which question for one target its tree is made."""

KEPT_TREES = 64
"""How many targets' trees are kept at most."""

KEPT_NUMBERS = 4_000_000
"""How many numbers they hold together at most, but for one tree; each has one for each node."""

KEPT_COSTS = 500_000
"""How many costs to such targets are kept at most, but for one target; each has some 100 bytes."""

AVOIDED = -(1 << 200)
"""The cost of a node to avoid: no edge makes it less, and no sum with it is that of a path."""

_NOWHERE = -1
_flat = chain.from_iterable

Weighted = tuple[tuple[int, int], ...]


class _Side(NamedTuple):
    """How far the search from one end has come."""

    ends: list[tuple[int, ...]]
    """Of each node, where its edges lead, seen from this end."""
    steps: list[tuple[int, ...]]
    """Of each node, what they cost."""
    cost: dict[int, int]
    """The nodes that are settled, and the least cost from this end to each."""
    reached: dict[int, list[int]]
    """By cost, the nodes that are reached at it; some are settled at less already."""
    queue: list[int]
    """A heap of these costs."""

    def next(self) -> list[int]:
        """Return the nodes that are reached at the least cost."""
        return self.reached[self.queue[0]]


class Layer:
    """Nodes 0 to ``size`` - 1 and the least cost of an edge between two of them.

    ``edges`` are (source, target, cost), in file order, with whole costs above 0; of parallel
    edges the cheapest counts, at the place of the first.

    >>> layer = Layer(4, [(0, 1, 1), (0, 2, 1), (1, 3, 1), (2, 3, 1)])
    >>> layer.path(0, 3), layer.path(3, 0)
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
        self.after = [tuple(targets) for targets in forward]
        """The targets of each node's edges, in file order."""
        self.before = [tuple(sources) for sources in backward]
        """The sources of the edges that end at each node."""
        equal: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._steps_after, self._steps_before = (
            [equal.setdefault(steps, steps) for steps in (tuple(each.values()) for each in ways)]
            for ways in (forward, backward)
        )
        self.even = set(_flat(equal)) <= {1}
        """Whether every edge costs 1."""
        self._likely = size * size / max(1, sum(map(len, self.after)))
        self._trees: dict[int, array[int]] = {}
        self._aways: dict[int, dict[int, int]] = {}
        self._asked: dict[int, int] = {}

    def path(
        self, source: int, target: int, avoid: Collection[int] = frozenset()
    ) -> list[int] | None:
        """Return the nodes of the least costly path, both ends included, or None without one.

        It goes through none of the nodes to ``avoid``. O(m log n) at worst for n nodes and m
        edges; between two nodes of a large graph the two searches meet after a small part of it.
        """
        if source in avoid or target in avoid:
            return None
        if source == target:
            return [source]
        tree = None if avoid else self._tree(target)
        if tree is not None:
            return _climbed(tree, source, target)
        search = self._level_by_level if self.even else self._cost_by_cost
        return search(source, target, avoid)

    @cached_property
    def forward(self) -> Sequence[Weighted]:
        """The (target, cost) of each node's edges, in file order."""
        return [
            tuple(zip(*each, strict=True))
            for each in zip(self.after, self._steps_after, strict=True)
        ]

    # --- A target that is asked again ----------------------------------------------------------

    def _tree(self, target: int) -> array[int] | None:
        """Return what is next on the way to the target, if it has been asked often enough."""
        tree = self._trees.get(target)
        if tree is not None:
            return tree
        times = self._asked.get(target, 0) + 1
        if times < WORTH_A_TREE:
            self._asked[target] = times
            _forget(self._asked, KEPT_TREES)
            return None
        self._asked.pop(target, None)
        tree = self._trees[target] = self._grown(target)
        _forget(self._trees, min(KEPT_TREES, KEPT_NUMBERS // self._size))
        return tree

    def _grown(self, target: int) -> array[int]:
        away = self.away(target)
        tree = array("i", [_NOWHERE]) * self._size
        for node, left in away.items():
            for after, step in zip(self.after[node], self._steps_after[node], strict=True):
                if away.get(after) == left - step:
                    tree[node] = after
                    break
        return tree

    def kept(self, target: int) -> Mapping[int, int] | None:
        """Return the cost from each node to a target that is asked often; None if it is not."""
        if target in self._trees and target not in self._aways:
            self._aways[target] = self.away(target)
            _forget(self._aways, min(KEPT_TREES, KEPT_COSTS // self._size))
        return self._aways.get(target)

    def away(self, target: int, avoid: Collection[int] = frozenset()) -> dict[int, int]:
        """Return the cost from each node that has a path to the target.

        What the nodes to avoid have means nothing.
        """
        kept = None if avoid else self._aways.get(target)
        if kept is not None:
            return kept
        search = self._away_by_levels if self.even else self._away_by_costs
        return search(target, avoid)

    def between(
        self, source: int, target: int, avoid: Collection[int], most: int
    ) -> Mapping[int, int]:
        """Return the cost to the target from all nodes on paths that cost at most ``most``.

        Other nodes are among them, with their cost, too; what the nodes to avoid have means
        nothing. Searches from both ends share the way, and where they meet the one from the
        target goes on, only through what the other has found near enough to the source.
        """
        search = self._between_by_levels if self.even else self._between_by_costs
        return search(source, target, avoid, most)

    # --- Every edge costs the same -------------------------------------------------------------

    def _level_by_level(self, source: int, target: int, avoid: Collection[int]) -> list[int] | None:
        """Search from both ends, the smaller side first, level by level, until levels meet.

        Where many pairs of an edge's ends are at hand, it is looked for first: the last level
        is the largest, and need not be made.
        """
        after, before = self.after.__getitem__, self.before.__getitem__
        front, back = {source}, {target}
        near, far = {source, *avoid}, {target, *avoid}
        fronts: list[set[int]] = []
        backs: list[set[int]] = []
        met: set[int] = set()
        while front and back:
            likely = len(front) * len(back) > self._likely
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
        return self._through(source, fronts, met, backs) if met else None

    def _through(
        self, source: int, fronts: list[set[int]], met: set[int], backs: list[set[int]]
    ) -> list[int]:
        """Return the first in file order of the paths through the levels.

        Of the levels from the source on, what leads to where the searches met is taken;
        from there all nodes lead to the target.
        """
        before = self.before.__getitem__
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
                node = next(filter(level.__contains__, self.after[node]))
            path.append(node)
        return path

    def _away_by_levels(self, target: int, avoid: Collection[int]) -> dict[int, int]:
        before = self.before.__getitem__
        back, far = {target}, 0
        away = {target: 0} | dict.fromkeys(avoid, AVOIDED)
        while back:
            back = set(_flat(map(before, back))).difference(away)
            far += 1
            away |= dict.fromkeys(back, far)
        return away

    def _between_by_levels(
        self, source: int, target: int, avoid: Collection[int], most: int
    ) -> Mapping[int, int]:
        after, before = self.after.__getitem__, self.before.__getitem__
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
        return _Side(self.after, self._steps_after, closed, {0: [source]}, [0])

    def _to(self, target: int, avoid: Collection[int]) -> _Side:
        closed = dict.fromkeys(avoid, AVOIDED)
        return _Side(self.before, self._steps_before, closed, {0: [target]}, [0])

    def _away_by_costs(self, target: int, avoid: Collection[int]) -> dict[int, int]:
        side = self._to(target, avoid)
        while side.queue:
            _settle(side)
        return side.cost

    def _between_by_costs(
        self, source: int, target: int, avoid: Collection[int], most: int
    ) -> Mapping[int, int]:
        near, away = self._from(source, avoid), self._to(target, avoid)
        while near.queue and away.queue and near.queue[0] + away.queue[0] <= most:
            _settle(near if len(near.next()) <= len(away.next()) else away)
        while away.queue and away.queue[0] <= most:
            left = most - away.queue[0]
            away.reached[away.queue[0]] = [
                node for node in away.next() if near.cost.get(node, most) <= left
            ]
            _settle(away)
        return away.cost

    def _cost_by_cost(self, source: int, target: int, avoid: Collection[int]) -> list[int] | None:
        """Search from both ends (Pohl 1971), the smaller side first.

        The cheapest meeting is proven when no cheaper one is left that could be made of what
        both sides settle next.
        """
        near, away = self._from(source, avoid), self._to(target, avoid)
        _settle(near)
        side, other = away, near
        least: float = inf
        met: dict[int, int] = {}
        while True:
            for node, cost in _settle(side, other.cost):
                whole = cost + other.cost[node]
                if whole < least:
                    least, met = whole, {}
                if whole == least:
                    met[node] = cost if side is near else other.cost[node]
            if not near.queue or not away.queue or near.queue[0] + away.queue[0] >= least:
                break
            side, other = (near, away) if len(near.next()) <= len(away.next()) else (away, near)
        if least == inf:
            return None
        met |= _halfway(near, away, least)
        return self._first(source, target, int(least), self._towards(met, near.cost), away.cost)

    def _towards(self, met: dict[int, int], near: dict[int, int]) -> dict[int, int]:
        """Return what lies on the cheapest ways to where the searches met, and at which cost."""
        found = dict(met)
        left = list(met)
        while left:
            node = left.pop()
            for before, step in zip(self.before[node], self._steps_before[node], strict=True):
                if before not in found and near.get(before) == found[node] - step:
                    found[before] = near[before]
                    left.append(before)
        return found

    def _first(
        self, source: int, target: int, least: int, near: dict[int, int], away: dict[int, int]
    ) -> list[int]:
        """Return the first in file order of the paths that cost the least.

        Each node of such a path has its cost from the source in ``near`` or its cost to the
        target in ``away``; a node with the right one lies on such a path.
        """
        path = [source]
        node, cost = source, 0
        while node != target:
            for after, step in zip(self.after[node], self._steps_after[node], strict=True):
                there = cost + step
                if near.get(after) == there or away.get(after) == least - there:
                    node, cost = after, there
                    break
            path.append(node)
        return path


def _settle(side: _Side, facing: Container[int] = ()) -> list[tuple[int, int]]:
    """Settle the nodes that are reached at the least cost, and reach on from them.

    Returns which nodes that the other end has settled are reached, at which cost from this one.
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


def _halfway(near: _Side, away: _Side, least: float) -> dict[int, int]:
    """Return the nodes on cheapest paths that neither side has settled, and their cost."""
    if not near.queue or not away.queue or near.queue[0] + away.queue[0] != least:
        return {}
    both = set(near.next()).intersection(away.next())
    return {node: near.queue[0] for node in both if node not in near.cost and node not in away.cost}


def _forget(kept: dict[int, Any], most: int) -> None:
    """Drop the older half where there are more; other threads may do so at the same time."""
    if len(kept) > max(1, most):
        for target in list(kept)[: len(kept) // 2]:
            kept.pop(target, None)


def _climbed(tree: array[int], source: int, target: int) -> list[int] | None:
    """Return the path along a tree, or None if the source does not lead to its target."""
    if tree[source] == _NOWHERE:
        return None
    path = [source]
    node = source
    while node != target:
        node = tree[node]
        path.append(node)
    return path
