"""K shortest simple paths between two nodes, found one after the other.

Yen's algorithm (1971) with Lawler's partition (1972). Each path found splits the rest of its
part into parts: one for each node where other paths leave it. A part waits in a queue under the
lowest cost that it can have, and is searched only while no other part can be cheaper; its search
may stop and resume later. No part is searched in vain, as in the textbook's version.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain, pairwise, permutations
from typing import NamedTuple

from graph.searches.shortest_path import WeightedDigraph, WeightedEdges

MAX_MOVES = 200_000
"""The most moves that a search examines before it gives up."""

INFINITE = 1 << 200
"""The cost from a node that has no path to the target."""

FIRST_MARGIN = 3
"""How much more other paths may cost at first, in moves of the first path's average cost."""

MAX_MARGIN = 3
"""How much more they may cost, in costs of the first path, before all nodes are searched."""

EdgeRanks = tuple[int, ...]
"""The rank of each edge of a path among its node's edges: file order compares these."""

Spent = tuple[int, ...]
"""How much of each limit a path has used."""

Label = tuple[int, EdgeRanks, int, int, Spent]
"""A partial path: its lowest total cost, edge ranks, cost so far, state, and use of the limits."""


class SimplePath(NamedTuple):
    """A path with its cost, the rank of each edge, and its nodes."""

    cost: int
    edge_ranks: EdgeRanks
    nodes: tuple[int, ...]


class Limit(NamedTuple):
    """The most that a path may cost in a digraph of the same edges with other costs."""

    digraph: WeightedDigraph
    most: int


class ShortestSimplePaths:
    """An iterator over the simple paths from one node to another, the cheapest first.

    Equally cheap paths come in file order. The paths avoid the nodes in ``avoid``, go through
    all nodes in ``via`` in any order, and stay within the ``limits``. After ``max_moves`` moves
    the iterator ends and ``gave_up`` is true: there may be more paths.

    >>> H = WeightedDigraph(4, [(0, 1, 1), (0, 2, 1), (1, 3, 1), (2, 3, 1), (2, 1, 1)])
    >>> [path.nodes for path in ShortestSimplePaths(H, 0, 3)]
    [(0, 1, 3), (0, 2, 3), (0, 2, 1, 3)]
    """

    def __init__(
        self,
        digraph: WeightedDigraph,
        source: int,
        target: int,
        *,
        avoid: Collection[int] = frozenset(),
        via: Sequence[int] = (),
        limits: Sequence[Limit] = (),
        max_moves: int = MAX_MOVES,
    ) -> None:
        self.gave_up = False
        self._left = max_moves
        self._digraph = digraph
        self._source = source
        self._target = target
        self._avoid = frozenset(avoid)
        self._size = len(digraph.out_edges)
        self._masks = range(0, self._size << len(via), self._size)
        self._goal = target + self._masks[-1]
        self._forward: Mapping[int, WeightedEdges] | Sequence[WeightedEdges] = digraph.out_edges
        self._closed: Collection[int] = ()
        self._closed = self._closed_states(self._avoid) if via else self._avoid
        self._cost = self._margin = 0
        self._away: Mapping[int, int] = {}
        self._floor = INFINITE
        """The lowest cost of a path through a state whose cost to the target is unknown."""
        if via:
            self._forward = _ViaStates(digraph, via)
            self._away = CostsVia(digraph, target, via)
        self._limits = [
            (each.digraph.out_edges, each.digraph.costs_to(target), each.most) for each in limits
        ]
        self._parts: list[tuple[int, EdgeRanks, _Part]] = []
        self._paths = chain(self._shortest(), self._further())

    def __iter__(self) -> Iterator[SimplePath]:
        return self

    def __next__(self) -> SimplePath:
        return next(self._paths)

    def _shortest(self) -> Iterator[SimplePath]:
        """Yield the cheapest path if there is no via and no limit; otherwise queue one part."""
        if {self._source, self._target} & self._avoid:
            return
        if self._limits or self._goal != self._target:
            if self._goal == self._target:
                self._away = self._digraph.costs_to(self._target)
            least = self._away.get(self._source, INFINITE)
            if least < INFINITE:
                whole = _Part((least, (), 0, self._source, (0,) * len(self._limits)))
                heappush(self._parts, (least, (), whole))
            return
        nodes = self._digraph.path(self._source, self._target, self._avoid)
        if nodes is None:
            return
        after, forward = self._digraph.successors, self._forward
        edge_ranks = tuple([after[a].index(b) for a, b in pairwise(nodes)])
        cost = sum([forward[node][rank][1] for node, rank in zip(nodes, edge_ranks, strict=False)])
        yield SimplePath(cost, edge_ranks, tuple(nodes))
        if cost:
            self._prepare_costs(cost, cost * FIRST_MARGIN // len(edge_ranks))
            self._split(_Part((cost, (), 0, self._source, ())), self._found(edge_ranks))

    def _further(self) -> Iterator[SimplePath]:
        while self._parts:
            bound, edge_ranks, part = heappop(self._parts)
            best = self._greedy_path(part, bound, edge_ranks) or self._search(part)
            if self.gave_up or (best and self._count_move()):
                return
            if best is None:
                self._requeue(part)
                continue
            found = self._found(best)
            if len(set(found.nodes)) == len(found.nodes):
                yield SimplePath(sum(found.steps), best, found.nodes)
            self._split(part, found)

    def _found(self, edge_ranks: EdgeRanks) -> _Found:
        """Return the states and nodes of a path, with the cost of each move."""
        states, steps = [self._source], []
        for rank in edge_ranks:
            state, step = self._forward[states[-1]][rank]
            states.append(state)
            steps.append(step)
        nodes = [state % self._size for state in states] if len(self._masks) > 1 else states
        return _Found(edge_ranks, states, tuple(nodes), steps)

    def _count_move(self) -> bool:
        """Count one more examined move; return whether that is too many."""
        self._left -= 1
        self.gave_up = self._left < 0
        return self.gave_up

    def _requeue(self, part: _Part) -> None:
        """Put a part back in the queue under its lowest cost, if it still has paths."""
        if part.queue and part.queue[0][0] < INFINITE:
            heappush(self._parts, (*part.queue[0][:2], part))

    def _search(self, part: _Part) -> EdgeRanks | None:
        """Search a part for its cheapest path; stop when another part may be cheaper."""
        if not part.is_open:
            self._open_part(part)
        queue, done = part.queue, part.done
        best = self._parts[0][:2] if self._parts else (INFINITE, ())
        while queue and queue[0][:2] <= best:
            label = heappop(queue)
            bound, edge_ranks, cost, state, spent = label
            if state in done:
                continue
            if self._count_move():
                return None
            least = self._least_total(cost, state, bound)
            if least > bound:
                if least < INFINITE:
                    heappush(queue, (least, edge_ranks, cost, state, spent))
                continue
            if state == self._goal:
                return edge_ranks
            if part.admits(state, spent):
                for longer in self._extensions(label, done):
                    heappush(queue, longer)
        return None

    def _greedy_path(self, part: _Part, bound: int, edge_ranks: EdgeRanks) -> EdgeRanks | None:
        """Return the path that follows known costs straight to the target, if there is one.

        At each node it takes the first edge on a cheapest path. It fails where all such edges
        are closed or the cost to the target is unknown; then the part must be searched.
        """
        if part.is_open or self._limits:
            return None
        done = self._closed_states(part.nodes)
        away, forward = self._away.get, self._forward
        _, path, cost, state, _ = part.start
        left = bound - cost
        for rank in edge_ranks[len(path) :]:
            state, step = forward[state][rank]
            left -= step
        if away(state) is None:
            return None
        whole = list(edge_ranks)
        while state != self._goal:
            for rank, (beyond, step) in enumerate(forward[state]):  # noqa: B007  # used once it breaks
                if away(beyond) == left - step and beyond not in done:
                    break
            else:
                return None
            state = beyond
            left -= step
            whole.append(rank)
        return tuple(whole) if left == 0 else None

    def _closed_states(self, nodes: Collection[int]) -> set[int]:
        """Return the states that a path with these nodes may not enter again."""
        done = {*self._closed, *nodes}
        for mask in self._masks[1:]:
            done.update([node + mask for node in nodes])
        return done

    def _open_part(self, part: _Part) -> None:
        """Start the search of a part with the moves from its last node that are not excluded."""
        part.is_open = True
        part.done = self._closed_states(part.nodes)
        part.fronts = {}
        part.queue = [part.start]
        if part.nodes:
            part.queue = self._extensions(part.start, part.done, part.excluded)
            heapify(part.queue)

    def _extensions(
        self, label: Label, done: Collection[int], excluded: Collection[int] = ()
    ) -> list[Label]:
        """Return the partial paths that are one move longer, without dead ends."""
        _, edge_ranks, cost, state, spent = label
        away, floor = self._away.get, self._floor
        longer = [
            (
                max(floor, total) if (far := away(beyond)) is None else total + far,
                (*edge_ranks, place),
                total,
                beyond,
                spent,
            )
            for place, (beyond, step) in enumerate(self._forward[state])
            if beyond not in done and place not in excluded and (total := cost + step)
        ]
        if spent:
            node = state % self._size
            longer = [(*each[:4], self._spend(spent, node, each[1][-1])) for each in longer]
            return [each for each in longer if each[0] < INFINITE and each[4]]
        return [each for each in longer if each[0] < INFINITE]

    def _spend(self, spent: Spent, node: int, place: int) -> Spent:
        """Return the use of the limits after one more move; empty if a limit is exceeded."""
        more = []
        for so_far, (forward, away, most) in zip(spent, self._limits, strict=True):
            beyond, step = forward[node][place]
            if so_far + step + away.get(beyond, INFINITE) > most:
                return ()
            more.append(so_far + step)
        return tuple(more)

    def _split(self, part: _Part, found: _Found) -> None:
        """Split the rest of a part at each node of the path found, up to a repeated node.

        No simple path goes on beyond a repeated node.
        """
        edge_ranks, states, nodes, steps = found
        _, before, cost, _, spent = part.start
        excluded = part.excluded
        first = len(before)
        done = self._closed_states(nodes[:first])
        for depth in range(first, len(edge_ranks)):
            node, state, rank = nodes[depth], states[depth], edge_ranks[depth]
            if node in done:
                return
            for mask in self._masks:
                done.add(node + mask)
            excluded = (*excluded, rank)
            least, place = self._least(state, cost, done, excluded)
            if least < INFINITE:
                start = (least, edge_ranks[:depth], cost, state, spent)
                new = _Part(start, nodes[: depth + 1], excluded)
                heappush(self._parts, (least, (*edge_ranks[:depth], place), new))
            excluded = ()
            cost += steps[depth]
            if spent:
                spent = self._spend(spent, node, rank)

    def _least(
        self, state: int, cost: int, done: Collection[int], excluded: Collection[int]
    ) -> tuple[int, int]:
        """Return the lowest total cost over the moves from a state, and the first with it."""
        away, floor = self._away.get, self._floor
        least, first = INFINITE, 0
        for place, (beyond, step) in enumerate(self._forward[state]):
            if beyond not in done and place not in excluded:
                far = away(beyond)
                total = max(floor, cost + step) if far is None else cost + step + far
                if total < least:
                    least, first = total, place
        return least, first

    def _prepare_costs(self, cost: int, margin: int) -> None:
        """Get the costs to the target: from the cache, or for the nodes near the first path."""
        cached = self._digraph.cached_costs_to(self._target)
        if cached is None:
            self._cost, self._margin = cost, margin
            self._widen()
        else:
            self._away = cached

    def _widen(self) -> None:
        """Compute the costs to the target for the nodes on cheap paths.

        Cheap paths cost at most a margin more than the first one. The margin doubles each time;
        in the end all nodes are searched.
        """
        most = self._cost + self._margin
        if self._margin < MAX_MARGIN * self._cost:
            self._away = self._digraph.costs_between(self._source, self._target, self._avoid, most)
            self._floor = most + 1
        else:
            self._away = self._digraph.costs_to(self._target, self._avoid)
            self._floor = INFINITE
        self._margin *= 2

    def _least_total(self, cost: int, state: int, bound: int) -> int:
        """Return a partial path's lowest total cost; widen the costs where the bound needs it."""
        while state not in self._away and self._floor <= bound:
            self._widen()
        far = self._away.get(state)
        return max(cost, self._floor) if far is None else cost + far


class _Found(NamedTuple):
    """A path with its states and nodes, and the cost of each move."""

    edge_ranks: EdgeRanks
    states: Sequence[int]
    nodes: tuple[int, ...]
    steps: Sequence[int]


class _Part:
    """The paths that begin with the same nodes and then take none of the excluded edges."""

    __slots__ = ("done", "excluded", "fronts", "is_open", "nodes", "queue", "start")

    queue: list[Label]
    """The partial paths of an open part; a heap."""
    done: set[int]
    """The states that it does not enter any more."""
    fronts: dict[int, list[Spent]]
    """For each state, how paths to it used the limits."""

    def __init__(self, start: Label, nodes: Sequence[int] = (), excluded: EdgeRanks = ()) -> None:
        self.start = start
        self.nodes = nodes
        self.excluded = excluded
        self.is_open = False

    def __lt__(self, _: _Part) -> bool:
        return False

    def admits(self, state: int, spent: Spent) -> bool:
        """Return whether no better partial path was at a state before; remember this one."""
        if not spent:
            self.done.add(state)
            return True
        front = self.fronts.setdefault(state, [])
        if any(all(a <= b for a, b in zip(each, spent, strict=True)) for each in front):
            return False
        front.append(spent)
        return True


class _ViaStates(dict[int, WeightedEdges]):
    """The edges between states: a node, together with the via nodes passed so far.

    A state is the node's number plus, for each via node passed, the number of all nodes times a
    power of two. Each state's edges are made when first needed.
    """

    def __init__(self, digraph: WeightedDigraph, via: Sequence[int]) -> None:
        super().__init__()
        self._digraph = digraph
        self._size = len(digraph.out_edges)
        self._bits = {node: 1 << number for number, node in enumerate(via)}

    def __missing__(self, state: int) -> WeightedEdges:
        mask, node = divmod(state, self._size)
        self[state] = edges = tuple(
            (beyond + self._size * (mask | self._bits.get(beyond, 0)), step)
            for beyond, step in self._digraph.out_edges[node]
        )
        return edges


class CostsVia(dict[int, int]):
    """The cost from each state to the target through the remaining via nodes, in the best order."""

    def __init__(self, digraph: WeightedDigraph, target: int, via: Sequence[int]) -> None:
        super().__init__()
        self._size = len(digraph.out_edges)
        self._target = target
        self._via = via
        self._to = {node: digraph.costs_to(node) for node in (*via, target)}

    def get(self, state: int, _: object = None) -> int:
        """Return the cost from a state; INFINITE without a path."""
        return self[state]

    def __missing__(self, state: int) -> int:
        mask, node = divmod(state, self._size)
        left = [each for number, each in enumerate(self._via) if not mask >> number & 1]
        ended = node == self._target and bool(left)
        orders = [] if ended else [(node, *each, self._target) for each in permutations(left)]
        costs = [sum(self._to[b].get(a, INFINITE) for a, b in pairwise(order)) for order in orders]
        self[state] = least = min(INFINITE, *costs, INFINITE)
        return least
