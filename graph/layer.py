"""The least costly path through one layer of the graph: whole numbers in, whole numbers out.

A layer is compiled once, from the edges that a path may take and what each costs. Searches run
from both ends and meet, because that is worth more than a faster language; for a target that is
asked again the whole tree of ways to it is kept. Among equal paths it is always the first in
file order: at each node the first edge that lies on any of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from math import inf

KEPT_TREES = 64
"""How many targets' trees are kept; a tree has one number for each node."""

WORTH_A_TREE = 3
"""At which question for one target its tree is made."""

AVOIDED = -(1 << 200)
"""The cost of a node to avoid: no edge makes it less, and no sum with it is that of a path."""

Weighted = tuple[tuple[int, int], ...]


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
        for source, target, cost in edges:
            if cost < forward[source].get(target, inf):
                forward[source][target] = backward[target][source] = cost
        self._forward: list[Weighted] = [tuple(targets.items()) for targets in forward]
        self._backward: list[Weighted] = [tuple(sources.items()) for sources in backward]
        self._after = [tuple(targets) for targets in forward]
        self._before = [tuple(sources) for sources in backward]
        self._even = all(cost == 1 for targets in forward for cost in targets.values())
        self._trees: OrderedDict[int, dict[int, int]] = OrderedDict()
        self._asked: OrderedDict[int, int] = OrderedDict()

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
        away = None if avoid else self._tree(target)
        if away is not None:
            return self._descent(source, away) if source in away else None
        search = self._level_by_level if self._even else self._meeting
        return search(source, target, avoid)

    @property
    def forward(self) -> Sequence[Weighted]:
        """The (target, cost) of each node's edges, in file order."""
        return self._forward

    @property
    def backward(self) -> Sequence[Weighted]:
        """The (source, cost) of the edges that end at each node."""
        return self._backward

    @property
    def after(self) -> Sequence[tuple[int, ...]]:
        """The targets of each node's edges, in file order."""
        return self._after

    @property
    def before(self) -> Sequence[tuple[int, ...]]:
        """The sources of the edges that end at each node."""
        return self._before

    @property
    def even(self) -> bool:
        """Whether every edge costs 1."""
        return self._even

    def kept(self, target: int) -> Mapping[int, int] | None:
        """Return the cost from each node to a target that is asked often; None if it is not."""
        return self._trees.get(target)

    def away(self, target: int) -> Mapping[int, int]:
        """Return the cost from each node that has a path to the target."""
        return self._trees.get(target) or self._away(target)

    def _tree(self, target: int) -> dict[int, int] | None:
        """Return the cost from each node to the target, if it has been asked often enough."""
        if target in self._trees:
            self._trees.move_to_end(target)
            return self._trees[target]
        times = self._asked.pop(target, 0) + 1
        if times < WORTH_A_TREE:
            self._asked[target] = times
            if len(self._asked) > KEPT_TREES:
                self._asked.popitem(last=False)
            return None
        self._trees[target] = self._away(target)
        if len(self._trees) > KEPT_TREES:
            self._trees.popitem(last=False)
        return self._trees[target]

    def _away(self, target: int) -> dict[int, int]:
        cost = {target: 0}
        done: set[int] = set()
        queue = [(0, target)]
        while queue:
            so_far, node = heappop(queue)
            if node in done:
                continue
            done.add(node)
            for before, step in self._backward[node]:
                total = so_far + step
                if total < cost.get(before, inf):
                    cost[before] = total
                    heappush(queue, (total, before))
        return cost

    def _descent(self, node: int, away: dict[int, int]) -> list[int]:
        """Walk down to the target along the first edges that lose no cost."""
        path = [node]
        while away[node]:
            left = away[node]
            node = next(
                after
                for after, step in self._forward[node]
                if after in away and step + away[after] == left
            )
            path.append(node)
        return path

    def _level_by_level(self, source: int, target: int, avoid: Collection[int]) -> list[int] | None:
        """Search from both ends where every edge costs the same, the smaller side first."""
        came_from = {source: source} | dict.fromkeys(avoid, AVOIDED)
        away = {target: 0} | dict.fromkeys(avoid, AVOIDED)
        front, back = [source], [target]
        while front and back:
            if len(front) <= len(back):
                reached: list[int] = []
                for node in front:
                    for beyond in self._after[node]:
                        if beyond not in came_from:
                            came_from[beyond] = node
                            if beyond in away:
                                return self._joined(source, beyond, came_from, away)
                            reached.append(beyond)
                front = reached
            else:
                depth = away[back[0]] + 1
                back = [before for node in back for before in self._before[node]]
                back = [node for node in dict.fromkeys(back) if node not in away]
                away.update(dict.fromkeys(back, depth))
                met = next((node for node in front if node in away), None)
                if met is not None:
                    return self._joined(source, met, came_from, away)
        return None

    def _joined(
        self, source: int, met: int, came_from: dict[int, int], away: dict[int, int]
    ) -> list[int]:
        path = [met]
        while path[-1] != source:
            path.append(came_from[path[-1]])
        return path[:0:-1] + self._descent(met, away)

    def _meeting(self, source: int, target: int, avoid: Collection[int]) -> list[int] | None:
        """Search from both ends (Pohl 1971); the cheapest meeting is proven when the radii meet."""
        near: dict[int, int] = {source: 0} | dict.fromkeys(avoid, AVOIDED)
        away: dict[int, int] = {target: 0} | dict.fromkeys(avoid, AVOIDED)
        done_near: set[int] = set()
        done_away: set[int] = set()
        queue_near = [(0, source)]
        queue_away = [(0, target)]
        least: float = inf
        while queue_near and queue_away and queue_near[0][0] + queue_away[0][0] < least:
            if len(queue_near) <= len(queue_away):
                queue, done, cost, other, edges = (
                    queue_near, done_near, near, away, self._forward,
                )  # fmt: skip
            else:
                queue, done, cost, other, edges = (
                    queue_away, done_away, away, near, self._backward,
                )  # fmt: skip
            so_far, node = heappop(queue)
            if node in done:
                continue
            done.add(node)
            for beyond, step in edges[node]:
                total = so_far + step
                if total < cost.get(beyond, inf):
                    cost[beyond] = total
                    heappush(queue, (total, beyond))
                    least = min(least, total + other.get(beyond, inf))
        if least == inf:
            return None
        settled = {target: 0} | {node: away[node] for node in done_away}
        return self._first(source, int(least), near, away, settled)

    def _first(
        self,
        source: int,
        least: int,
        near: dict[int, int],
        away: dict[int, int],
        settled: dict[int, int],
    ) -> list[int]:
        """Return the first in file order of the paths that cost the least.

        Each node of such a path has its final cost from one end at least. One that is settled
        from the far end has so all the way down; before that, an edge may turn out a dead end.
        """
        path = [source]
        ways = [self._onwards(source, least, near, away, settled)]
        dead: set[int] = set()
        while path[-1] not in settled:
            node = next(ways[-1], None)
            if node is None:
                ways.pop()
                dead.add(path.pop())
            elif node not in dead:
                path.append(node)
                ways.append(self._onwards(node, least, near, away, settled))
        return path[:-1] + self._descent(path[-1], settled)

    def _onwards(
        self,
        node: int,
        least: int,
        near: dict[int, int],
        away: dict[int, int],
        settled: Container[int],
    ) -> Iterator[int]:
        """Yield where an edge leads that may lie on a least costly path, in file order."""
        for beyond, step in self._forward[node]:
            total = near[node] + step
            if total + away.get(beyond, inf) == least:
                near[beyond] = total
                yield beyond
            elif near.get(beyond) == total and beyond not in settled:
                yield beyond
