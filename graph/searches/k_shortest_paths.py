"""The simple paths between two nodes of a layer, the least costly first, one after the other.

After Yen (1971) with Lawler's partition (1972): each path that is given splits what is left of
its part into parts, each of the paths that leave it at one node. A part waits under the least
that it can come to, and is searched only while that is the least of all; when another part is
better its search stops, and is resumed later. So none is searched in vain, which is what makes
the textbook's version slow on its worst questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain, pairwise, permutations
from typing import NamedTuple

from graph.searches.shortest_path import Layer, Weighted

MOST_LOOKED_AT = 200_000
"""How many moves a search looks at before it gives up."""

FAR = 1 << 200
"""The cost from a node that has no path to the target."""

MARGIN = 3
"""How many moves, of the average cost on the first path, others may cost more at first."""

WHOLE = 3
"""How many times as much as the least they may cost more before all is searched."""

Turns = tuple[int, ...]
"""The place of each edge of a path among those that leave its node: what file order compares."""

Spent = tuple[int, ...]
"""What a path has used up of each limit."""

Entry = tuple[int, Turns, int, int, Spent]
"""A path begun: the least it can come to, its turns, its cost so far, where it is, its spending."""


class Way(NamedTuple):
    """A path, what it costs, and the place of each of its edges among those of its node."""

    cost: int
    turns: Turns
    nodes: tuple[int, ...]


class Limit(NamedTuple):
    """The most that a path may come to in another layer, of the same edges at other costs."""

    layer: Layer
    most: int


class Deviations:
    """An iterator over the simple paths from one node to another, the least costly first.

    Among equals the first in file order comes first. The paths go through none of the nodes to
    ``avoid``, through all those in ``through``, in any order, and stay within the ``limits``.
    After ``most`` moves looked at it ends, and ``gave_up`` is true: there may be more paths.

    >>> layer = Layer(4, [(0, 1, 1), (0, 2, 1), (1, 3, 1), (2, 3, 1), (2, 1, 1)])
    >>> [way.nodes for way in Deviations(layer, 0, 3)]
    [(0, 1, 3), (0, 2, 3), (0, 2, 1, 3)]
    """

    def __init__(
        self,
        layer: Layer,
        source: int,
        target: int,
        *,
        avoid: Collection[int] = frozenset(),
        through: Sequence[int] = (),
        limits: Sequence[Limit] = (),
        most: int = MOST_LOOKED_AT,
    ) -> None:
        self.gave_up = False
        self._left = most
        self._layer = layer
        self._source = source
        self._target = target
        self._avoid = frozenset(avoid)
        self._size = len(layer.forward)
        self._masks = range(0, self._size << len(through), self._size)
        self._goal = target + self._masks[-1]
        self._forward: Mapping[int, Weighted] | Sequence[Weighted] = layer.forward
        self._closed: Collection[int] = ()
        self._closed = self._done(self._avoid) if through else self._avoid
        self._cost = self._margin = 0
        self._away: Mapping[int, int] = {}
        self._floor = FAR
        """The least that a path can come to through a state of which it is not known."""
        if through:
            self._forward = _States(layer, through)
            self._away = Through(layer, target, through)
        self._limits = [(each.layer.forward, each.layer.away(target), each.most) for each in limits]
        self._parts: list[tuple[int, Turns, _Part]] = []
        self._ways = chain(self._first(), self._others())

    def __iter__(self) -> Iterator[Way]:
        return self

    def __next__(self) -> Way:
        return next(self._ways)

    def _first(self) -> Iterator[Way]:
        """Yield the least costly path where nothing else is asked; the others begin in parts."""
        if {self._source, self._target} & self._avoid:
            return
        if self._limits or self._goal != self._target:
            if self._goal == self._target:
                self._away = self._layer.away(self._target)
            least = self._away.get(self._source, FAR)
            if least < FAR:
                whole = _Part((least, (), 0, self._source, (0,) * len(self._limits)))
                heappush(self._parts, (least, (), whole))
            return
        nodes = self._layer.path(self._source, self._target, self._avoid)
        if nodes is None:
            return
        after, forward = self._layer.after, self._forward
        turns = tuple([after[a].index(b) for a, b in pairwise(nodes)])
        cost = sum([forward[node][turn][1] for node, turn in zip(nodes, turns, strict=False)])
        yield Way(cost, turns, tuple(nodes))
        if cost:
            self._begin(cost, cost * MARGIN // len(turns))
            self._split(_Part((cost, (), 0, self._source, ())), self._found(turns))

    def _others(self) -> Iterator[Way]:
        while self._parts:
            bound, turns, part = heappop(self._parts)
            best = self._descent(part, bound, turns) or self._search(part)
            if self.gave_up or (best and self._is_enough()):
                return
            if best is None:
                self._wait(part)
                continue
            found = self._found(best)
            if len(set(found.nodes)) == len(found.nodes):
                yield Way(sum(found.steps), best, found.nodes)
            self._split(part, found)

    def _found(self, turns: Turns) -> _Found:
        """Return where a path goes, and what each move of it costs."""
        states, steps = [self._source], []
        for turn in turns:
            state, step = self._forward[states[-1]][turn]
            states.append(state)
            steps.append(step)
        nodes = [state % self._size for state in states] if len(self._masks) > 1 else states
        return _Found(turns, states, tuple(nodes), steps)

    def _is_enough(self) -> bool:
        """Count one move more that is looked at; return whether that is too many."""
        self._left -= 1
        self.gave_up = self._left < 0
        return self.gave_up

    def _wait(self, part: _Part) -> None:
        """Put a part in the queue under the least that it can come to, if it can be had."""
        if part.begun and part.begun[0][0] < FAR:
            heappush(self._parts, (*part.begun[0][:2], part))

    def _search(self, part: _Part) -> Turns | None:
        """Search a part until its least costly path is found, or another part is better."""
        if not part.opened:
            self._open(part)
        begun, done = part.begun, part.done
        best = self._parts[0][:2] if self._parts else (FAR, ())
        while begun and begun[0][:2] <= best:
            entry = heappop(begun)
            bound, turns, cost, state, spent = entry
            if state in done:
                continue
            if self._is_enough():
                return None
            least = self._hoped(cost, state, bound)
            if least > bound:
                if least < FAR:
                    heappush(begun, (least, turns, cost, state, spent))
                continue
            if state == self._goal:
                return turns
            if part.goes_on_from(state, spent):
                for longer in self._onwards(entry, done):
                    heappush(begun, longer)
        return None

    def _descent(self, part: _Part, bound: int, turns: Turns) -> Turns | None:
        """Return the path straight down to the target, if that is all that a part needs.

        Along the first edges that lose nothing; where all that do are closed, or where it is not
        known how far the target is, a search it is.
        """
        if part.opened or self._limits:
            return None
        done = self._done(part.nodes)
        away, forward = self._away.get, self._forward
        _, path, cost, state, _ = part.start
        left = bound - cost
        for turn in turns[len(path) :]:
            state, step = forward[state][turn]
            left -= step
        if away(state) is None:
            return None
        whole = list(turns)
        while state != self._goal:
            for turn, (beyond, step) in enumerate(forward[state]):  # noqa: B007  # used once it breaks
                if away(beyond) == left - step and beyond not in done:
                    break
            else:
                return None
            state = beyond
            left -= step
            whole.append(turn)
        return tuple(whole) if left == 0 else None

    def _done(self, nodes: Collection[int]) -> set[int]:
        """Return the states that nothing goes through that has been at these nodes."""
        done = {*self._closed, *nodes}
        for mask in self._masks[1:]:
            done.update([node + mask for node in nodes])
        return done

    def _open(self, part: _Part) -> None:
        """Begin the search of a part: with the moves from its last node that are not taken."""
        part.opened = True
        part.done = self._done(part.nodes)
        part.fronts = {}
        part.begun = [part.start]
        if part.nodes:
            part.begun = self._onwards(part.start, part.done, part.taken)
            heapify(part.begun)

    def _onwards(
        self, entry: Entry, done: Collection[int], taken: Collection[int] = ()
    ) -> list[Entry]:
        """Return the paths that are one move longer, without those that come to nothing."""
        _, turns, cost, state, spent = entry
        away, floor = self._away.get, self._floor
        longer = [
            (
                max(floor, total) if (far := away(beyond)) is None else total + far,
                (*turns, place),
                total,
                beyond,
                spent,
            )
            for place, (beyond, step) in enumerate(self._forward[state])
            if beyond not in done and place not in taken and (total := cost + step)
        ]
        if spent:
            node = state % self._size
            longer = [(*each[:4], self._spend(spent, node, each[1][-1])) for each in longer]
            return [each for each in longer if each[0] < FAR and each[4]]
        return [each for each in longer if each[0] < FAR]

    def _spend(self, spent: Spent, node: int, place: int) -> Spent:
        """Return what a move more uses up; nothing if no way from there stays in the limits."""
        more = []
        for so_far, (forward, away, most) in zip(spent, self._limits, strict=True):
            beyond, step = forward[node][place]
            if so_far + step + away.get(beyond, FAR) > most:
                return ()
            more.append(so_far + step)
        return tuple(more)

    def _split(self, part: _Part, found: _Found) -> None:
        """Split what a path leaves of its part, up to a node that comes twice.

        Beyond that no simple path goes on.
        """
        turns, states, nodes, steps = found
        _, before, cost, _, spent = part.start
        taken = part.taken
        first = len(before)
        done = self._done(nodes[:first])
        for depth in range(first, len(turns)):
            node, state, turn = nodes[depth], states[depth], turns[depth]
            if node in done:
                return
            for mask in self._masks:
                done.add(node + mask)
            taken = (*taken, turn)
            least, place = self._least(state, cost, done, taken)
            if least < FAR:
                start = (least, turns[:depth], cost, state, spent)
                new = _Part(start, nodes[: depth + 1], taken)
                heappush(self._parts, (least, (*turns[:depth], place), new))
            taken = ()
            cost += steps[depth]
            if spent:
                spent = self._spend(spent, node, turn)

    def _least(
        self, state: int, cost: int, done: Collection[int], taken: Collection[int]
    ) -> tuple[int, int]:
        """Return the least that the moves from a state can come to, and the first that does."""
        away, floor = self._away.get, self._floor
        least, first = FAR, 0
        for place, (beyond, step) in enumerate(self._forward[state]):
            if beyond not in done and place not in taken:
                far = away(beyond)
                total = max(floor, cost + step) if far is None else cost + step + far
                if total < least:
                    least, first = total, place
        return least, first

    def _begin(self, cost: int, margin: int) -> None:
        """Find out how far nodes are from the target, if that is not kept."""
        kept = self._layer.kept(self._target)
        if kept is None:
            self._cost, self._margin = cost, margin
            self._look_around()
        else:
            self._away = kept

    def _look_around(self) -> None:
        """Find out how far those nodes are from the target that cheap paths go through.

        They are those on paths that cost little more than the least; twice as much more when
        that was not enough, and in the end all.
        """
        most = self._cost + self._margin
        if self._margin < WHOLE * self._cost:
            self._away = self._layer.between(self._source, self._target, self._avoid, most)
            self._floor = most + 1
        else:
            self._away = self._layer.away(self._target, self._avoid)
            self._floor = FAR
        self._margin *= 2

    def _hoped(self, cost: int, state: int, bound: int) -> int:
        """Return the least that a path begun can come to; look around if it may be the bound."""
        while state not in self._away and self._floor <= bound:
            self._look_around()
        far = self._away.get(state)
        return max(cost, self._floor) if far is None else cost + far


class _Found(NamedTuple):
    """A path, where it goes, and what each move of it costs."""

    turns: Turns
    states: Sequence[int]
    nodes: tuple[int, ...]
    steps: Sequence[int]


class _Part:
    """Paths that begin with the same nodes and then take none of some turns."""

    __slots__ = ("begun", "done", "fronts", "nodes", "opened", "start", "taken")

    begun: list[Entry]
    """The paths that the search of an opened part has begun; a heap."""
    done: set[int]
    """The states that it goes through no more."""
    fronts: dict[int, list[Spent]]
    """What paths to each state have spent."""

    def __init__(self, start: Entry, nodes: Sequence[int] = (), taken: Turns = ()) -> None:
        self.start = start
        self.nodes = nodes
        self.taken = taken
        self.opened = False

    def __lt__(self, _: _Part) -> bool:
        return False

    def goes_on_from(self, state: int, spent: Spent) -> bool:
        """Return whether nothing better was here before; note that this was."""
        if not spent:
            self.done.add(state)
            return True
        front = self.fronts.setdefault(state, [])
        if any(all(a <= b for a, b in zip(each, spent, strict=True)) for each in front):
            return False
        front.append(spent)
        return True


class _States(dict[int, Weighted]):
    """The edges between states: a node, and which of the nodes to go through were gone through.

    The state of a node is its number and, for each of those, a power of two times the number of
    all nodes. Made as they are asked for.
    """

    def __init__(self, layer: Layer, through: Sequence[int]) -> None:
        super().__init__()
        self._layer = layer
        self._size = len(layer.forward)
        self._bits = {node: 1 << number for number, node in enumerate(through)}

    def __missing__(self, state: int) -> Weighted:
        mask, node = divmod(state, self._size)
        self[state] = edges = tuple(
            (beyond + self._size * (mask | self._bits.get(beyond, 0)), step)
            for beyond, step in self._layer.forward[node]
        )
        return edges


class Through(dict[int, int]):
    """How far states are from the target through the nodes that are left, in the best order."""

    def __init__(self, layer: Layer, target: int, through: Sequence[int]) -> None:
        super().__init__()
        self._size = len(layer.forward)
        self._target = target
        self._through = through
        self._to = {node: layer.away(node) for node in (*through, target)}

    def get(self, state: int, _: object = None) -> int:
        """Return how far a state is; FAR without a way."""
        return self[state]

    def __missing__(self, state: int) -> int:
        mask, node = divmod(state, self._size)
        left = [each for number, each in enumerate(self._through) if not mask >> number & 1]
        ended = node == self._target and bool(left)
        orders = [] if ended else [(node, *each, self._target) for each in permutations(left)]
        ways = [sum(self._to[b].get(a, FAR) for a, b in pairwise(order)) for order in orders]
        self[state] = least = min(FAR, *ways, FAR)
        return least
