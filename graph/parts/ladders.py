"""Find the ladders of a graph: roles of one track or group, joined by *leads to*."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf

from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MOST_NEXT = 1.5
"""How many rungs follow one on average at most; where more do, the steps are a net of related
roles, such as the Career Changers Matrix of O*NET, and no ladders."""

MOST_STEPS = 5
"""How many steps a role that leads anywhere has on average at most, or they are such a net."""


@cached_with_index
def next_rungs(index: Index) -> Mapping[str, tuple[str, ...]]:
    """Return the rungs that follow each role straight on its ladder, in file order.

    A step is one of a ladder if both roles are of the same track or, where neither has a track,
    share a group. Starting points are no rungs, and no step is one if it also leads straight
    back. A role without a next rung is not in the mapping. Without tracks, there are no ladders
    if steps fork too often (``MOST_NEXT``).
    """
    found: dict[str, tuple[str, ...]] = {}
    for role in index.roles:
        if role in index.starting_points:
            continue
        after = (link.target for link in index.outgoing(role, "leads_to"))
        rungs = tuple(dict.fromkeys(each for each in after if _same_ladder(index, role, each)))
        if rungs:
            found[role] = rungs
    forks = sum(map(len, found.values())) > MOST_NEXT * len(found)
    return {} if forks and not index.about.tracks else found


@cached_with_index
def forks_too_often(index: Index) -> bool:
    """Return whether a role leads to so many others that its steps are a net, and no ladders."""
    counts = [len(index.outgoing(role, "leads_to")) for role in index.roles]
    leading = sum(map(bool, counts))
    return sum(counts) > MOST_STEPS * leading and not index.about.tracks


@cached_with_index
def previous_rungs(index: Index) -> Mapping[str, tuple[str, ...]]:
    """Return the rungs straight before each role on its ladder, in file order."""
    found: dict[str, list[str]] = {}
    for role, rungs in next_rungs(index).items():
        for rung in rungs:
            found.setdefault(rung, []).append(role)
    return {role: tuple(before) for role, before in found.items()}


def rungs_above(index: Index, role: str) -> dict[str, int]:
    """Return the rungs above a role with their distance in steps, the nearest first."""
    return _distances(next_rungs(index), role)


def rungs_below(index: Index, role: str) -> dict[str, int]:
    """Return the rungs below a role with their distance in steps, the nearest first."""
    return _distances(previous_rungs(index), role)


def rungs_ahead(index: Index, held: Collection[str]) -> dict[str, int]:
    """Return the rungs above any role held with their distance in steps, the nearest first.

    Those held, or behind another role held, are left out.
    """
    behind = rungs_behind(index, held)
    distance: dict[str, int] = {}
    for role in held:
        for rung, steps in rungs_above(index, role).items():
            if rung not in held and rung not in behind:
                distance[rung] = min(steps, distance.get(rung, steps))
    return dict(sorted(distance.items(), key=lambda item: item[1]))


def rungs_behind(index: Index, held: Collection[str]) -> set[str]:
    """Return the rungs below any role held, without those held."""
    below = (rungs_below(index, role).keys() - rungs_above(index, role).keys() for role in held)
    return set().union(*below) - set(held)


def _distances(neighbours: Mapping[str, tuple[str, ...]], start: str) -> dict[str, int]:
    distance = {start: 0}
    queue = [start]
    for role in queue:
        for other in neighbours.get(role, ()):
            if other not in distance:
                distance[other] = distance[role] + 1
                queue.append(other)
    del distance[start]
    return distance


def _same_ladder(index: Index, one: str, other: str) -> bool:
    here, there = index.role(one), index.role(other)
    if index.edges_between(other, one, "leads_to"):
        return False
    if here.track or there.track:
        return here.track == there.track
    return bool(set(here.groups) & set(there.groups))


def only_carried(index: Index, role: str) -> bool:
    """Return whether a role has skills, and all of them are carried from the rungs before."""
    required = index.outgoing(role, "requires")
    edges = [each.record for each in required if index.kinds[each.target] == "skill"]
    return bool(edges) and all(getattr(edge, "carried_from", None) for edge in edges)


def ladder_caps(
    index: Index, ranks: Mapping[str, float], *, held: Collection[str]
) -> dict[str, float]:
    """Return the most that the rungs before leave to the rank of a role: the best of theirs.

    A rank is a number, the higher the better, such as a coverage. The rungs held, and those
    behind them, leave any rank; a rung without a rank leaves what the rungs before it leave. A
    role that is not in the result has no cap. The work is the number of rungs times the number
    of times a cap falls.

    >>> from graph.opening.index import open_index
    >>> index = open_index(["data/product-management"])
    >>> ranks = {"senior-product-manager": 0.4, "director-of-product": 0.6}
    >>> ladder_caps(index, ranks, held=["product-manager"])["director-of-product"]
    0.4
    """
    free = rungs_behind(index, held).union(held)
    before, after = previous_rungs(index), next_rungs(index)
    caps: dict[str, float] = {}

    def left_by(role: str) -> float:
        if role in free:
            return inf
        return min(ranks.get(role, inf), caps.get(role, inf))

    queue = list(before)
    for role in queue:
        cap = max(map(left_by, before[role]))
        if cap < caps.get(role, inf):
            caps[role] = cap
            queue.extend(after.get(role, ()))
    return caps
