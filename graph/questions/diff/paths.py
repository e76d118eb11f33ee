"""Find the shortest paths that appear, vanish or differ because steps have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from graph.model.records import BASES
from graph.parts.requirements import node_ref
from graph.questions.diff.answer import (
    PATH_WHATS,
    PathChange,
    PathsDiff,
    PathSide,
    PathWhat,
)
from graph.store.index import Index

MAX_WORK = 30_000_000
"""How many edges the search looks at; if that is too few, its answer says how far it came."""
MAX_CHANGES = 10_000
"""How many paths that differ an answer can list; it counts all of them."""


class _Reached(NamedTuple):
    """The shortest paths from one role: a number for each role, -1 for one out of reach."""

    length: list[int]
    rank: list[int]
    """The place of the path's weakest basis among ``BASES``."""
    before: list[int]
    """The role before on the path."""


Steps = list[dict[int, int]]
"""For each role where steps lead, and the place of the best basis of each among ``BASES``."""


def path_changes(old: Index, new: Index, same: Mapping[str, str]) -> PathsDiff:
    """Return how the paths differ; ``same`` has the new id of each old node that is in both.

    Exact for each role that is compared, and for all roles if ``compared`` is ``starts``. The
    basis of a path is that of its weakest step; among shortest paths the strongest counts.
    """
    numbers = _numbers(old, new, same)
    size = len(set(numbers.values()) | set(new.position.values()))
    before, after = _steps(old, numbers, size), _steps(new, new.position, size)
    both = sorted(numbers[role] for role in old.roles if role in same)
    starts = sorted(_affected(before, after) & set(both))
    edges = (sum(map(len, before)), sum(map(len, after)))
    compared = starts[: max(1, MAX_WORK // max(1, sum(edges)))]
    old_ids = {number: role for role, number in numbers.items()}
    counts: Counter[PathWhat] = Counter()
    changes: list[PathChange] = []
    for start in compared:
        one, other = _reached(before, start), _reached(after, start)
        for goal, what in _differing(one, other, both):
            counts[what] += 1
            if len(changes) < MAX_CHANGES:
                source, target = (node_ref(new, new.roles[number]) for number in (start, goal))
                sides = _side(old, one, goal, old_ids), _side(new, other, goal, new.roles)
                changes.append(
                    PathChange(what=what, source=source, target=target, old=sides[0], new=sides[1])
                )
    return PathsDiff(
        roles=len(both),
        steps=edges,
        starts=len(starts),
        compared=len(compared),
        counts={what: counts[what] for what in PATH_WHATS},
        changes=tuple(sorted(changes, key=lambda change: PATH_WHATS.index(change.what))),
    )


def _numbers(old: Index, new: Index, same: Mapping[str, str]) -> dict[str, int]:
    """Return the numbers of the old roles: those of the new roles, then numbers beyond them."""
    beyond = count(len(new.position))
    return {role: new.position[same[role]] if role in same else next(beyond) for role in old.roles}


def _steps(index: Index, numbers: Mapping[str, int], size: int) -> Steps:
    steps: Steps = [{} for _ in range(size)]
    for role in index.roles:
        onwards = steps[numbers[role]]
        for edge in index.outgoing(role, "leads_to"):
            target, rank = numbers[edge.target], BASES.index(edge.record.basis)
            onwards[target] = min(rank, onwards.get(target, rank))
    return steps


def _affected(before: Steps, after: Steps) -> set[int]:
    """Return the roles that reach, in either version, a role whose steps differ."""
    comes_from: list[set[int]] = [set() for _ in before]
    for steps in (before, after):
        for role, onwards in enumerate(steps):
            for target in onwards:
                comes_from[target].add(role)
    queue = [role for role, onwards in enumerate(before) if onwards != after[role]]
    affected = set(queue)
    for role in queue:
        fresh = comes_from[role] - affected
        affected |= fresh
        queue += sorted(fresh)
    return affected


def _reached(steps: Steps, start: int) -> _Reached:
    """Return the shortest path to each role: level by level, best basis first."""
    unknown = [-1] * len(steps)
    length, rank, before = unknown.copy(), unknown.copy(), unknown
    length[start] = rank[start] = depth = 0
    level = [start]
    while level:
        depth += 1
        beyond = []
        for role in level:
            so_far = rank[role]
            for target, its in steps[role].items():
                known = length[target]
                if known < 0:
                    length[target], before[target] = depth, role
                    rank[target] = max(so_far, its)
                    beyond.append(target)
                elif known == depth and max(so_far, its) < rank[target]:
                    rank[target], before[target] = max(so_far, its), role
        level = beyond
    return _Reached(length, rank, before)


def _differing(
    before: _Reached, after: _Reached, both: Sequence[int]
) -> Iterator[tuple[int, PathWhat]]:
    for goal in both:
        old, new = before.length[goal], after.length[goal]
        if old != new:
            if old < 0 or new < 0:
                yield goal, "appears" if old < 0 else "vanishes"
            else:
                yield goal, "longer" if new > old else "shorter"
        elif before.rank[goal] != after.rank[goal]:
            yield goal, "weaker" if after.rank[goal] > before.rank[goal] else "stronger"


def _side(
    index: Index, reached: _Reached, goal: int, ids: Sequence[str] | dict[int, str]
) -> PathSide | None:
    if reached.length[goal] < 0:
        return None
    roles = [goal]
    while reached.before[roles[-1]] >= 0:
        roles.append(reached.before[roles[-1]])
    return PathSide(
        length=reached.length[goal],
        weakest_basis=BASES[reached.rank[goal]],
        roles=tuple(node_ref(index, ids[role]) for role in reversed(roles)),
    )
