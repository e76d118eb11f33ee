"""Pareto-optimal paths: no path is better on one cost without being worse on another.

Martins' label-setting algorithm (1984), with lower bounds: a partial path is dropped when another
to the same node, or a complete path, is as good on every cost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import heappop, heappush
from operator import le
from typing import NamedTuple

MAX_LABELS = 20_000
"""The most partial paths that a search expands before it gives up."""

UNKNOWN = 1 << 30
"""One step of unknown length, or one list not stated; more than any known amount."""

Costs = tuple[int, int, int, int]
"""Steps, years, effort, and the rank of the weakest basis.

Years and effort are thousandths, plus UNKNOWN for each step or list that is not stated.
"""

EdgeRanks = tuple[int, ...]
"""The rank of each edge of a path among its node's moves: file order compares these."""

LowerBounds = Callable[[int, int], Costs | None]
"""Returns lower bounds of the costs from a node to the target; None without a path.

The second argument is a bit set of the nodes passed so far.
"""

Label = tuple[Costs, EdgeRanks, Costs, int, int]
"""A partial path: its lower bounds, edge ranks, costs so far, node, and bit set of its nodes."""


class MoveCosts(NamedTuple):
    """A move along an edge: its target, and what it adds to each cost."""

    target: int
    years: int
    total: int
    """The least total experience after this move, in thousandths of years; usually 0."""
    effort: int
    basis: int
    """The rank of the basis, from 0 for the strongest; a path has the highest of its moves."""

    def after(self, so_far: Costs) -> Costs:
        """Return the costs of a path that is one move longer."""
        steps, years, effort, basis = so_far
        years += self.years
        years += max(0, self.total - years % UNKNOWN)
        return steps + 1, years, effort + self.effort, max(basis, self.basis)


class ParetoPaths(NamedTuple):
    """The Pareto-optimal paths, with their costs; incomplete if the search gave up."""

    paths: list[tuple[Costs, EdgeRanks]]
    gave_up: bool


class Constraints(NamedTuple):
    """What the paths must meet; years in thousandths."""

    avoid: Collection[int] = frozenset()
    via: Collection[int] = frozenset()
    max_steps: float | None = None
    max_years: int | None = None
    """With it, no step may have unknown years."""

    def allows(self, costs: Costs) -> bool:
        """Return whether a path of these costs is within the limits."""
        return (self.max_steps is None or costs[0] <= self.max_steps) and (
            self.max_years is None or costs[1] <= self.max_years
        )


def pareto_paths(
    moves: Sequence[Sequence[MoveCosts]],
    source: int,
    target: int,
    lower_bounds: LowerBounds,
    constraints: Constraints,
    *,
    max_labels: int = MAX_LABELS,
) -> ParetoPaths:
    """Return the Pareto-optimal simple paths in the order of their costs.

    ``moves`` are the moves from each node. Of paths with equal costs only the first in file
    order counts.
    """
    via = sum(1 << node for node in constraints.via)
    labels: dict[tuple[int, int], list[tuple[Costs, int]]] = {}
    found: list[tuple[Costs, EdgeRanks]] = []
    bounds = lower_bounds(source, 1 << source)
    queue: list[Label] = [(bounds, (), (0, 0, 0, 0), source, 1 << source)] if bounds else []
    while queue:
        label = bounds, edge_ranks, so_far, node, seen = heappop(queue)
        if any(all(map(le, costs, bounds)) for costs, _ in found):
            continue
        if node == target:
            if not via & ~seen:
                found.append((so_far, edge_ranks))
            continue
        here = labels.setdefault((node, seen & via), [])
        if any(all(map(le, costs, so_far)) and not others & ~seen for costs, others in here):
            continue
        here.append((so_far, seen if via else 0))
        max_labels -= 1
        if max_labels < 0:
            return ParetoPaths(found, gave_up=True)
        for longer in _extensions(label, moves[node], lower_bounds, constraints):
            heappush(queue, longer)
    return ParetoPaths(found, gave_up=False)


def _extensions(
    label: Label, moves: Sequence[MoveCosts], lower_bounds: LowerBounds, constraints: Constraints
) -> Iterator[Label]:
    _, edge_ranks, so_far, _, seen = label
    for rank, move in enumerate(moves):
        if seen >> move.target & 1 or move.target in constraints.avoid:
            continue
        been = seen | 1 << move.target
        left = lower_bounds(move.target, been)
        if left is None:
            continue
        costs = move.after(so_far)
        bounds = _sum(costs, left)
        if constraints.allows(bounds):
            yield bounds, (*edge_ranks, rank), costs, move.target, been


def _sum(so_far: Costs, left: Costs) -> Costs:
    return (
        so_far[0] + left[0],
        so_far[1] + left[1],
        so_far[2] + left[2],
        max(so_far[3], left[3]),
    )
