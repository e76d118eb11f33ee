"""What do the changes of the steps do to people: which paths appear, vanish, or differ?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from graph.model.records import BASES, Basis
from graph.parts.requirements import NodeRef, node_ref
from graph.store.index import Index

PathWhat = Literal["vanishes", "appears", "longer", "shorter", "weaker", "stronger"]
PATH_WHATS: tuple[PathWhat, ...] = get_args(PathWhat)

MOST_WORK = 30_000_000
"""How many edges are looked at before the search ends; its answer then says how far it came."""
MOST_LISTED = 10_000
"""How many paths that differ are listed; all are counted."""


class PathSide(Struct, frozen=True, kw_only=True):
    """A shortest path in one version: of those with the fewest steps, the best founded."""

    length: int
    weakest_basis: Basis
    roles: tuple[NodeRef, ...]


class PathChange(Struct, frozen=True, kw_only=True):
    """How the shortest path between two roles differs."""

    what: PathWhat
    """weaker, stronger: as long as before, on a weaker or stronger weakest basis."""
    source: NodeRef
    target: NodeRef
    old: PathSide | None
    """None: there is no path."""
    new: PathSide | None


class PathsDiff(Struct, frozen=True, kw_only=True):
    """How the shortest paths by steps, along *leads to*, differ between roles of both versions."""

    roles: int
    """How many roles both versions have."""
    steps: tuple[int, int]
    """How many pairs of roles are joined by *leads to*, in the old and in the new version."""
    starts: int
    """From how many roles a path can differ: those that reach a changed step."""
    compared: int
    """From how many of them all paths were compared; fewer than ``starts`` if it is too much."""
    counts: dict[PathWhat, int]
    changes: tuple[PathChange, ...]
    """The first of them in file order, by what becomes of them."""


class _Reached(NamedTuple):
    """The shortest paths from one role: a number for each role, -1 for one out of reach."""

    length: list[int]
    rank: list[int]
    """The place of the path's weakest basis among ``BASES``."""
    before: list[int]


Steps = list[dict[int, int]]
"""For each role where steps lead, and the place of the best basis of each among ``BASES``."""


def path_changes(old: Index, new: Index, same: dict[str, str]) -> PathsDiff:
    """Return how the paths differ; ``same`` has the new id of each old node that is in both.

    Exact for each role that is compared, and for all if ``compared`` is ``starts``. The basis of
    a path is its weakest; of several shortest paths the one counts whose weakest is strongest.
    """
    number = dict(new.position)
    gone = [role for role in old.roles if role not in same]
    number_in_old = {role: number[same[role]] for role in old.roles if role in same}
    number_in_old |= {role: len(number) + place for place, role in enumerate(gone)}
    size = len(number) + len(gone)
    before, after = _steps(old, number_in_old, size), _steps(new, number, size)
    both = sorted(number_in_old[role] for role in old.roles if role in same)
    starts = sorted(_affected(before, after) & set(both))
    edges = (sum(map(len, before)), sum(map(len, after)))
    compared = starts[: max(1, MOST_WORK // max(1, sum(edges)))]
    names_old = {number_in_old[role]: role for role in old.roles}
    counts: Counter[PathWhat] = Counter()
    changes: list[PathChange] = []
    for start in compared:
        here, there = _reached(before, start), _reached(after, start)
        for goal, what in _differing(here, there, both):
            counts[what] += 1
            if len(changes) < MOST_LISTED:
                changes.append(
                    PathChange(
                        what=what,
                        source=node_ref(new, new.roles[start]),
                        target=node_ref(new, new.roles[goal]),
                        old=_side(old, here, goal, names_old),
                        new=_side(new, there, goal, new.roles),
                    )
                )
    return PathsDiff(
        roles=len(both),
        steps=edges,
        starts=len(starts),
        compared=len(compared),
        counts={what: counts[what] for what in PATH_WHATS},
        changes=tuple(sorted(changes, key=lambda change: PATH_WHATS.index(change.what))),
    )


def _steps(index: Index, number: dict[str, int], size: int) -> Steps:
    steps: Steps = [{} for _ in range(size)]
    for role in index.roles:
        onwards = steps[number[role]]
        for link in index.outgoing(role, "leads_to"):
            target, rank = number[link.target], BASES.index(link.record.basis)
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
    here: _Reached, there: _Reached, both: Sequence[int]
) -> Iterator[tuple[int, PathWhat]]:
    for goal in both:
        old, new = here.length[goal], there.length[goal]
        if old != new:
            if old < 0 or new < 0:
                yield goal, "appears" if old < 0 else "vanishes"
            else:
                yield goal, "longer" if new > old else "shorter"
        elif here.rank[goal] != there.rank[goal]:
            yield goal, "weaker" if there.rank[goal] > here.rank[goal] else "stronger"


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
