"""What do the changes of the steps do to people: which paths appear, vanish, or differ?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from graph.index import Index
from graph.model import BASES, Basis
from graph.requirements import NodeRef, node_ref

PathWhat = Literal["vanishes", "appears", "longer", "shorter", "weaker", "stronger"]
PATH_WHATS: tuple[PathWhat, ...] = get_args(PathWhat)

MOST_WORK = 20_000_000
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
    length: int
    rank: int
    """The place of the path's weakest basis among ``BASES``."""
    before: int


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
    both = {number_in_old[role] for role in old.roles if role in same}
    starts = sorted(_affected(before, after) & both)
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


def _reached(steps: Steps, start: int) -> dict[int, _Reached]:
    """Return for each role in reach the shortest path to it: level by level, best basis first."""
    reached = {start: _Reached(0, 0, start)}
    level = [start]
    while level:
        beyond: dict[int, _Reached] = {}
        for role in level:
            length, rank, _ = reached[role]
            for target, its in steps[role].items():
                if target not in reached:
                    worst = max(rank, its)
                    if target not in beyond or worst < beyond[target].rank:
                        beyond[target] = _Reached(length + 1, worst, role)
        reached |= beyond
        level = list(beyond)
    return reached


def _differing(
    here: dict[int, _Reached], there: dict[int, _Reached], both: set[int]
) -> Iterator[tuple[int, PathWhat]]:
    for goal in sorted((here.keys() | there.keys()) & both):
        what = _what(here.get(goal), there.get(goal))
        if what:
            yield goal, what


def _what(old: _Reached | None, new: _Reached | None) -> PathWhat | None:
    if old is None or new is None:
        return "appears" if old is None else "vanishes"
    if old.length != new.length:
        return "longer" if new.length > old.length else "shorter"
    if old.rank != new.rank:
        return "weaker" if new.rank > old.rank else "stronger"
    return None


def _side(
    index: Index, reached: dict[int, _Reached], goal: int, ids: Sequence[str] | dict[int, str]
) -> PathSide | None:
    if goal not in reached:
        return None
    roles = [goal]
    while reached[roles[-1]].before != roles[-1]:
        roles.append(reached[roles[-1]].before)
    length, rank, _ = reached[goal]
    return PathSide(
        length=length,
        weakest_basis=BASES[rank],
        roles=tuple(_refs(index, (ids[role] for role in reversed(roles)))),
    )


def _refs(index: Index, ids: Iterable[str]) -> Iterator[NodeRef]:
    return (node_ref(index, id_) for id_ in ids)
