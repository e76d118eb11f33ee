"""The paths of which none is better by one cost without being worse by another.

Labels are set in the order of the least they can come to, as by Martins (1984): a path begun is
given up when one to the same node is as good by every cost, or when a whole path is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import heappop, heappush
from operator import le
from typing import NamedTuple

MOST_LOOKED_AT = 20_000
"""How many paths begun a search looks at before it gives up."""

UNKNOWN = 1 << 30
"""One step of unknown length, or one list not stated, beside any known amount."""

Costs = tuple[int, int, int, int]
"""Steps; years and effort, each in thousandths beside what is unknown; the weakest basis."""

Turns = tuple[int, ...]

Least = Callable[[int, int], Costs | None]
"""The least of each cost from a node, for a path that was at the nodes of a set of bits."""

Label = tuple[Costs, Turns, Costs, int, int]
"""A path begun: the least it can come to, its turns, its costs, where it is, where it was."""


class Arc(NamedTuple):
    """A move: where to, and what it adds to each cost."""

    beyond: int
    years: int
    total: int
    """The thousandths of years that all moves so far come to at least; 0 for most moves."""
    effort: int
    basis: int
    """From 0, the strongest; of a path the highest counts."""

    def after(self, so_far: Costs) -> Costs:
        """Return the costs of a path that is longer by this move."""
        steps, years, effort, basis = so_far
        years += self.years
        years += max(0, self.total - years % UNKNOWN)
        return steps + 1, years, effort + self.effort, max(basis, self.basis)


class Front(NamedTuple):
    """The paths that no other path is better than, with their costs; whether it is the whole."""

    ways: list[tuple[Costs, Turns]]
    gave_up: bool


class Within(NamedTuple):
    """What the paths must keep to; years in thousandths."""

    avoid: Collection[int] = frozenset()
    through: Collection[int] = frozenset()
    most_steps: float | None = None
    most_years: int | None = None
    """With it, none of the years may be unknown."""

    def allows(self, costs: Costs) -> bool:
        """Return whether a path of these costs keeps to them."""
        return (self.most_steps is None or costs[0] <= self.most_steps) and (
            self.most_years is None or costs[1] <= self.most_years
        )


def front(
    arcs: Sequence[Sequence[Arc]],
    source: int,
    target: int,
    least: Least,
    within: Within,
    *,
    most: int = MOST_LOOKED_AT,
) -> Front:
    """Return the simple paths that are best, each with the turns among the arcs of its nodes.

    ``least`` tells the least of each cost from a node to the target, for a path that was at the
    nodes of a set of bits; None without a path.
    Of paths with equal costs the first in file order is taken; the others are not in the front.
    They come in the order of their costs.
    """
    through = sum(1 << node for node in within.through)
    kept: dict[tuple[int, int], list[tuple[Costs, int]]] = {}
    found: list[tuple[Costs, Turns]] = []
    hoped = least(source, 1 << source)
    queue: list[Label] = [(hoped, (), (0, 0, 0, 0), source, 1 << source)] if hoped else []
    while queue:
        label = hoped, turns, so_far, node, seen = heappop(queue)
        if any(all(map(le, costs, hoped)) for costs, _ in found):
            continue
        if node == target:
            if not through & ~seen:
                found.append((so_far, turns))
            continue
        here = kept.setdefault((node, seen & through), [])
        if any(all(map(le, costs, so_far)) and not others & ~seen for costs, others in here):
            continue
        here.append((so_far, seen if through else 0))
        most -= 1
        if most < 0:
            return Front(found, gave_up=True)
        for longer in _onwards(label, arcs[node], least, within):
            heappush(queue, longer)
    return Front(found, gave_up=False)


def _onwards(label: Label, arcs: Sequence[Arc], least: Least, within: Within) -> Iterator[Label]:
    _, turns, so_far, _, seen = label
    for turn, arc in enumerate(arcs):
        if seen >> arc.beyond & 1 or arc.beyond in within.avoid:
            continue
        been = seen | 1 << arc.beyond
        left = least(arc.beyond, been)
        if left is None:
            continue
        costs = arc.after(so_far)
        hoped = _sum(costs, left)
        if within.allows(hoped):
            yield hoped, (*turns, turn), costs, arc.beyond, been


def _sum(so_far: Costs, left: Costs) -> Costs:
    return (
        so_far[0] + left[0],
        so_far[1] + left[1],
        so_far[2] + left[2],
        max(so_far[3], left[3]),
    )
