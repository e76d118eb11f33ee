"""Find the ladders of a graph: roles of one track or group, joined by *leads to*."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.store.index import Index
from graph.store.index_cache import cached_with_index


@cached_with_index
def next_rungs(index: Index) -> Mapping[str, tuple[str, ...]]:
    """Return the rungs that follow each role straight on its ladder, in file order.

    A step is one of a ladder if both roles are of the same track or, where neither has a track,
    share a group. Starting points are no rungs. A role without a next rung is not in the mapping.
    """
    found: dict[str, tuple[str, ...]] = {}
    for role in index.roles:
        if role in index.starting_points:
            continue
        after = (link.target for link in index.outgoing(role, "leads_to"))
        rungs = tuple(dict.fromkeys(each for each in after if _same_ladder(index, role, each)))
        if rungs:
            found[role] = rungs
    return found


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
    if here.track or there.track:
        return here.track == there.track
    return bool(set(here.groups) & set(there.groups))


def capped_by_ladder(
    index: Index, ranks: Mapping[str, int], *, held: Collection[str]
) -> dict[str, int]:
    """Return ranks that never rise above the rung before on the same ladder.

    A rank is a number from 0, the higher the better, such as that of a tier; 0 is below all. A
    role keeps at most the best rank of the rungs before it. The rungs held, and those below
    them, cap nothing. A rung without a rank passes on the cap of the rungs before it.
    """
    below = set(held).union(*(rungs_below(index, role) for role in held))
    before = previous_rungs(index)
    caps: dict[str, int | None] = {}

    def cap(role: str) -> int | None:
        """Return the best rank that the rungs before leave to a role; None: any."""
        if role not in caps:
            caps[role] = None  # what a cycle of steps meets on its way round
            found = [rank_after(each) for each in before.get(role, ())]
            known = [rank for rank in found if rank is not None]
            caps[role] = max(known) if known and len(known) == len(found) else None
        return caps[role]

    def rank_after(role: str) -> int | None:
        """Return the best rank that a rung leaves to the next one."""
        if role in below:
            return None
        left, own = cap(role), ranks.get(role)
        if own is None:
            return left
        return own if left is None else min(own, left)

    return {
        role: rank if (most := cap(role)) is None else min(rank, most)
        for role, rank in ranks.items()
    }
