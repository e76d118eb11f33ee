"""Find the path on which the fewest new skills are to be learned.

A skill learned on one step counts for all later steps. Whole numbers in, whole numbers out: the
skills of a node are the bits of one number, and a path costs the bits of the union of its nodes,
less those held at the start. The cost of a step depends on the steps before it, so no search over
nodes alone is exact. This one searches over pairs of a node and the bits gained on the way to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

MAX_STATES = 4_000
"""How many pairs of a node and the bits gained are expanded before the search stops."""

_MAX_PRUNINGS = 5

Cost: TypeAlias = tuple[int, int, int]
"""The number of nodes with unknown skills, the bits gained, the steps: compared in this order."""
Label: TypeAlias = tuple[int, int, int]
"""The nodes with unknown skills on the way to a node, its steps, and the bits gained on it."""
Predecessors: TypeAlias = "tuple[int, Predecessors] | None"
"""The last node of a path, and its predecessors."""


class LeastPath(NamedTuple):
    """A path and what is known about it."""

    nodes: list[int]
    new_bits: int
    """How many bits are gained on it."""
    exact: bool
    """Whether no other path gains fewer; if not, the search stopped early."""
    lower_bound: int
    """No path with as few unknown nodes gains fewer bits than this."""
    states: int
    """How many pairs of a node and the bits gained were expanded."""


class SkillGraph:
    """The skill bits of each node, and the edges between nodes.

    A node without bits has unknown skills.

    >>> graph = SkillGraph([0b1, 0b111, 0b1001, 0b1011], [(0, 1), (0, 2), (1, 3), (2, 3)])
    >>> path = graph.least_new_skills([0], held=0b1, target=3)
    >>> path.nodes, path.new_bits, path.exact
    ([0, 2, 3], 2, True)
    """

    def __init__(self, skill_bits: Sequence[int], edges: Iterable[tuple[int, int]]) -> None:
        after: list[dict[int, None]] = [{} for _ in skill_bits]
        before: list[dict[int, None]] = [{} for _ in skill_bits]
        for source, target in edges:
            after[source][target] = before[target][source] = None
        self.skill_bits = skill_bits
        self.after = [tuple(targets) for targets in after]
        self.before = [tuple(sources) for sources in before]

    def distances_from(self, starts: Iterable[int]) -> dict[int, int]:
        """Return the nodes reachable from a start, with their distance from the nearest one."""
        return _distances(starts, self.after)

    def distances_to(self, ends: Iterable[int]) -> dict[int, int]:
        """Return the nodes from which an end is reachable, with their distance to the nearest."""
        return _distances(ends, self.before)

    def least_new_skills(
        self, starts: Sequence[int], *, held: int, target: int, max_states: int = MAX_STATES
    ) -> LeastPath | None:
        """Return the path from a start to the target that gains the fewest bits; None without one.

        Nodes with unknown skills are avoided first; among equals the path with the fewest steps
        is taken. The search is A* with a lower bound; a label at a node is dropped if another
        label there has gained a subset of its bits. After ``max_states`` states it returns the
        best path so far, which may then not be exact.

        Source: Hart, Nilsson and Raphael (1968) for A*; Hansen, "Bicriterion path problems"
        (1980), for labels that dominate each other.
        """
        reached = self.distances_from(starts).keys()
        if target not in reached:
            return None
        between = reached & self.distances_to([target]).keys()
        search = _Search(self, [s for s in starts if s in between], held, target, between)
        return search.run(max_states)


class _Search:
    """One search: the nodes between start and target, and the bits that each of them adds.

    Every path gains the bits of the target, so only the other bits distinguish paths.
    """

    def __init__(
        self, graph: SkillGraph, starts: Sequence[int], held: int, target: int, between: Set[int]
    ) -> None:
        self.graph = graph
        self.starts = list(dict.fromkeys(starts))
        self.target = target
        self.between = between
        held_already = target in self.starts
        self.always = 0 if held_already else (graph.skill_bits[target] & ~held).bit_count()
        self.more = {v: graph.skill_bits[v] & ~held & ~graph.skill_bits[target] for v in between}
        self.more.update(dict.fromkeys(self.starts, 0))
        self.unknown = {v: int(not graph.skill_bits[v] and v not in self.starts) for v in between}

    def run(self, max_states: int) -> LeastPath:
        best, last = self._one_label_each()
        self._prune(best)
        queue: list[tuple[Cost, int, int, int, Cost, Predecessors]] = []
        labels: dict[int, list[Label]] = {v: [] for v in self.between}
        for number, start in enumerate(self.starts):
            if start in self.between:
                at_least = self._at_least((0, 0, 0), start)
                queue.append((at_least, number, start, 0, (0, 0, 0), (start, None)))
        queue.sort()
        states, number = 0, len(queue)
        while queue and states < max_states:
            _, _, node, gained, cost, so_far = heappop(queue)
            if _dominated(labels[node], cost, gained):
                continue
            labels[node].append((cost[0], cost[2], gained))
            if node == self.target:
                return self._path(cost, so_far, cost, states)
            states += 1
            for after in self.graph.after[node]:
                if after not in self.between:
                    continue
                carried = gained | self.more[after]
                total = self._cost(cost, after, carried)
                at_least = self._at_least(total, after)
                if at_least > best or _dominated(labels[after], total, carried):
                    continue
                if after == self.target:
                    best, last = total, (after, so_far)
                number += 1
                heappush(queue, (at_least, number, after, carried, total, (after, so_far)))
        return self._path(best, last, min(queue[0][0], best) if queue else best, states)

    def _path(self, cost: Cost, last: Predecessors, at_least: Cost, states: int) -> LeastPath:
        nodes: list[int] = []
        while last:
            node, last = last
            nodes.append(node)
        return LeastPath(
            nodes[::-1],
            new_bits=self.always + cost[1],
            exact=at_least[:2] == cost[:2],
            lower_bound=self.always + (at_least[1] if at_least[0] == cost[0] else 0),
            states=states,
        )

    def _cost(self, so_far: Cost, node: int, gained: int) -> Cost:
        return so_far[0] + self.unknown[node], gained.bit_count(), so_far[2] + 1

    def _at_least(self, cost: Cost, node: int) -> Cost:
        """Return a lower bound of the cost of a path through the node, given its cost so far."""
        unknown, bits, steps = self.ahead
        return cost[0] + unknown[node], cost[1] + bits[node], cost[2] + steps[node]

    def _one_label_each(self) -> tuple[Cost, Predecessors]:
        """Return a good path: each node keeps only the cheapest label that reaches it."""
        queue: list[tuple[Cost, int, int, Predecessors]] = [
            ((0, 0, 0), start, 0, (start, None)) for start in self.starts
        ]
        least: dict[int, Cost] = {}
        done: set[int] = set()
        while True:
            cost, node, gained, last = heappop(queue)
            if node == self.target:
                return cost, last
            if node in done:
                continue
            done.add(node)
            for after in self.graph.after[node]:
                if after in self.between:
                    carried = gained | self.more[after]
                    total = self._cost(cost, after, carried)
                    if after not in least or total < least[after]:
                        least[after] = total
                        heappush(queue, (total, after, carried, (after, last)))

    def _prune(self, best: Cost) -> None:
        """Drop nodes on no path as good as a known one, and compute lower bounds for the rest.

        A bit that only one node has cannot be gained before that node: the sum of such bits
        along a path is a lower bound.
        """
        for _ in range(_MAX_PRUNINGS):
            once = self._unique_bits()
            alone = {v: (self.more[v] & once).bit_count() for v in self.between}
            each = dict.fromkeys(self.between, 1)
            before, after = self.graph.before, self.graph.after
            weights = ({v: self.unknown[v] for v in self.between}, alone, each)
            self.ahead = [_sums([self.target], before, w, ends=False) for w in weights]
            unknown, bits = (_sums(self.starts, after, w, ends=True) for w in weights[:2])
            kept = {
                v
                for v in self.between
                if v in self.ahead[0]
                and v in unknown
                and (
                    unknown[v] + self.ahead[0][v],
                    max(self.more[v].bit_count(), bits[v] + self.ahead[1][v]),
                )
                <= best[:2]
            }
            if len(kept) == len(self.between):
                return
            self.between = kept

    def _unique_bits(self) -> int:
        """Return the bits that exactly one of the nodes between has."""
        once = twice = 0
        for node in self.between:
            twice |= once & self.more[node]
            once |= self.more[node]
        return once & ~twice


def _dominated(labels: Iterable[Label], cost: Cost, gained: int) -> bool:
    """Return whether another label has gained a subset of the bits in no more steps."""
    unknown, _, steps = cost
    lacking = ~gained
    for other_unknown, other_steps, had in labels:
        if not had & lacking and other_steps <= steps and other_unknown <= unknown:
            return True
    return False


def _distances(starts: Iterable[int], edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return the reachable nodes with the number of edges from the nearest start."""
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
    """Return the least sum of node weights from a start to each node (Dijkstra's algorithm).

    With ``ends`` a path counts its last node and not its first; without, the reverse.
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
