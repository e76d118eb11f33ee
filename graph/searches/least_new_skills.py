"""On which path is the least gained anew, when what is gained on a step is carried on?

Whole numbers in, whole numbers out. What a node takes is a set of points, held as the bits of one
number; a path takes the union of its nodes' points, less those held at the start. So what a step
costs depends on the way there, and no search over the nodes alone is exact: the labels of this one
are pairs of a node and what has been gained on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

MOST_STATES = 4_000
"""How many pairs of a node and what has been gained are followed up before the search ends."""

_MOST_PRUNINGS = 5

Cost: TypeAlias = tuple[int, int, int]
"""How many nodes take an unknown number of points, the points gained, the steps: in this order."""
Label: TypeAlias = tuple[int, int, int]
"""The unknown nodes on a way to a node, its steps, and what has been gained on it."""
Trace: TypeAlias = "tuple[int, Trace] | None"
"""The last node of a path, and the trace of those before."""


class Found(NamedTuple):
    """A path and what is known about it."""

    nodes: list[int]
    points: int
    """How many points are gained on it."""
    exact: bool
    """Whether no other path gains less; if not, the search ended at its bound."""
    least: int
    """No path with as few unknown nodes gains fewer points than that."""
    states: int
    """How many pairs of a node and what has been gained were followed up."""


class Gains:
    """The points each node takes, as bits, and the edges between nodes.

    A node without points takes an unknown number of them.

    >>> gains = Gains([0b1, 0b111, 0b1001, 0b1011], [(0, 1), (0, 2), (1, 3), (2, 3)])
    >>> found = gains.path([0], held=0b1, target=3)
    >>> found.nodes, found.points, found.exact
    ([0, 2, 3], 2, True)
    """

    def __init__(self, points: Sequence[int], edges: Iterable[tuple[int, int]]) -> None:
        after: list[dict[int, None]] = [{} for _ in points]
        before: list[dict[int, None]] = [{} for _ in points]
        for source, target in edges:
            after[source][target] = before[target][source] = None
        self.points = points
        self.after = [tuple(targets) for targets in after]
        self.before = [tuple(sources) for sources in before]

    def away(self, starts: Iterable[int]) -> dict[int, int]:
        """Return the nodes that can be reached, by their number of steps from the nearest start."""
        return _distances(starts, self.after)

    def back(self, ends: Iterable[int]) -> dict[int, int]:
        """Return the nodes that reach one of the ends, by their number of steps to the nearest."""
        return _distances(ends, self.before)

    def path(
        self, starts: Sequence[int], *, held: int, target: int, bound: int = MOST_STATES
    ) -> Found | None:
        """Return the path from one of the starts on which the least is gained; None without one.

        The fewest nodes of unknown points come first, then the fewest points, then the fewest
        steps. A search along a bound from below (A*), in which one label at a node gives way to
        another that has gained no more than a part of it. After ``bound`` states the best path
        found so far is returned, which is then not known to be exact.

        Source: Hart, Nilsson and Raphael (1968) for A*; Hansen, "Bicriterion path problems"
        (1980), for labels that dominate each other.
        """
        reached = self.away(starts).keys()
        if target not in reached:
            return None
        between = reached & self.back([target]).keys()
        return _Search(self, [s for s in starts if s in between], held, target, between).run(bound)


class _Search:
    """One question: the nodes between, and what each of them takes beyond what is gained anyway.

    What the target takes is gained on every path; only the rest tells paths apart.
    """

    def __init__(
        self, gains: Gains, starts: Sequence[int], held: int, target: int, between: Set[int]
    ) -> None:
        self.gains = gains
        self.starts = list(dict.fromkeys(starts))
        self.target = target
        self.between = between
        held_already = target in self.starts
        self.anyway = 0 if held_already else (gains.points[target] & ~held).bit_count()
        self.more = {v: gains.points[v] & ~held & ~gains.points[target] for v in between}
        self.more.update(dict.fromkeys(self.starts, 0))
        self.unknown = {v: int(not gains.points[v] and v not in self.starts) for v in between}

    def run(self, bound: int) -> Found:
        best, trace = self._one_label_each()
        self._prune(best)
        queue: list[tuple[Cost, int, int, int, Cost, Trace]] = []
        labels: dict[int, list[Label]] = {v: [] for v in self.between}
        for number, start in enumerate(self.starts):
            if start in self.between:
                at_least = self._at_least((0, 0, 0), start)
                queue.append((at_least, number, start, 0, (0, 0, 0), (start, None)))
        queue.sort()
        states, number = 0, len(queue)
        while queue and states < bound:
            _, _, node, gained, cost, so_far = heappop(queue)
            if _dominated(labels[node], cost, gained):
                continue
            labels[node].append((cost[0], cost[2], gained))
            if node == self.target:
                return self._found(cost, so_far, exact=True, least=cost, states=states)
            states += 1
            for after in self.gains.after[node]:
                if after not in self.between:
                    continue
                carried = gained | self.more[after]
                total = self._cost(cost, after, carried)
                at_least = self._at_least(total, after)
                if at_least > best or _dominated(labels[after], total, carried):
                    continue
                if after == self.target:
                    best, trace = total, (after, so_far)
                number += 1
                heappush(queue, (at_least, number, after, carried, total, (after, so_far)))
        least = min(queue[0][0], best) if queue else best
        return self._found(best, trace, exact=least[:2] == best[:2], least=least, states=states)

    def _found(self, cost: Cost, trace: Trace, *, exact: bool, least: Cost, states: int) -> Found:
        nodes: list[int] = []
        while trace:
            node, trace = trace
            nodes.append(node)
        at_least = self.anyway + (least[1] if least[0] == cost[0] else 0)
        return Found(nodes[::-1], self.anyway + cost[1], exact, at_least, states)

    def _cost(self, so_far: Cost, node: int, gained: int) -> Cost:
        return so_far[0] + self.unknown[node], gained.bit_count(), so_far[2] + 1

    def _at_least(self, cost: Cost, node: int) -> Cost:
        """Return what a path through the node costs at least, with what it has cost so far."""
        unknown, points, steps = self.ahead
        return cost[0] + unknown[node], cost[1] + points[node], cost[2] + steps[node]

    def _one_label_each(self) -> tuple[Cost, Trace]:
        """Return a good path: at each node only what came there at the least cost is kept."""
        queue: list[tuple[Cost, int, int, Trace]] = [
            ((0, 0, 0), start, 0, (start, None)) for start in self.starts
        ]
        least: dict[int, Cost] = {}
        done: set[int] = set()
        while True:
            cost, node, gained, trace = heappop(queue)
            if node == self.target:
                return cost, trace
            if node in done:
                continue
            done.add(node)
            for after in self.gains.after[node]:
                if after in self.between:
                    carried = gained | self.more[after]
                    total = self._cost(cost, after, carried)
                    if after not in least or total < least[after]:
                        least[after] = total
                        heappush(queue, (total, after, carried, (after, trace)))

    def _prune(self, best: Cost) -> None:
        """Leave out nodes that lie on no path as good as one known, and look how far the rest is.

        A point that only one node takes cannot have been gained before it: the sum of such points
        along a path is a bound from below.
        """
        for _ in range(_MOST_PRUNINGS):
            once = self._taken_once()
            alone = {v: (self.more[v] & once).bit_count() for v in self.between}
            each = dict.fromkeys(self.between, 1)
            before, after = self.gains.before, self.gains.after
            weights = ({v: self.unknown[v] for v in self.between}, alone, each)
            self.ahead = [_sums([self.target], before, w, ends=False) for w in weights]
            unknown, points = (_sums(self.starts, after, w, ends=True) for w in weights[:2])
            kept = {
                v
                for v in self.between
                if v in self.ahead[0]
                and v in unknown
                and (
                    unknown[v] + self.ahead[0][v],
                    max(self.more[v].bit_count(), points[v] + self.ahead[1][v]),
                )
                <= best[:2]
            }
            if len(kept) == len(self.between):
                return
            self.between = kept

    def _taken_once(self) -> int:
        """Return the points that one of the nodes between takes, and no other."""
        once = twice = 0
        for node in self.between:
            twice |= once & self.more[node]
            once |= self.more[node]
        return once & ~twice


def _dominated(labels: Iterable[Label], cost: Cost, gained: int) -> bool:
    """Say whether another label has gained no more, in as few steps."""
    unknown, _, steps = cost
    lacking = ~gained
    for other_unknown, other_steps, had in labels:
        if not had & lacking and other_steps <= steps and other_unknown <= unknown:
            return True
    return False


def _distances(starts: Iterable[int], edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return how many edges each node that can be reached is away from the nearest start."""
    distance = dict.fromkeys(starts, 0)
    queue = list(distance)
    for node in queue:
        for beyond in edges[node]:
            if beyond not in distance:
                distance[beyond] = distance[node] + 1
                queue.append(beyond)
    return distance


def _sums(
    starts: Iterable[int],
    edges: Sequence[Sequence[int]],
    weight: Mapping[int, int],
    *,
    ends: bool,
) -> dict[int, int]:
    """Return the least sum of weights from the starts to each node (Dijkstra's algorithm).

    With ``ends`` the node's own weight counts and the start's does not; without, it is the other
    way round.
    """
    least = dict.fromkeys((start for start in starts if start in weight), 0)
    queue = [(0, start) for start in least]
    done: set[int] = set()
    while queue:
        so_far, node = heappop(queue)
        if node in done:
            continue
        done.add(node)
        for beyond in edges[node]:
            if beyond in weight:
                total = so_far + weight[beyond if ends else node]
                if beyond not in least or total < least[beyond]:
                    least[beyond] = total
                    heappush(queue, (total, beyond))
    return least
