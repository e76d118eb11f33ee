"""Roles near another one: where paths lead to or come from, and what it has in common with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from graph.model.relations import RELATIONS, RelationName
from graph.parts.effort import step_effort
from graph.parts.moves import moves
from graph.store.index import Index


def nearest(index: Index, roles: Collection[str], end: str) -> str | None:
    """Return which of some roles is the fewest edges from an end, in either direction.

    Of equally near ones, that with the least effort to the end; then the first.
    """
    away = distances_either_way(index, end)
    near = [role for role in roles if role in away]
    fewest = min((away[role] for role in near), default=0)
    return min(
        (role for role in near if away[role] == fewest),
        key=lambda role: step_effort(index, role, end),
        default=None,
    )


def most_alike(index: Index, roles: Collection[str], target: str) -> str | None:
    """Return which of some roles has most in common with a role: the greatest Jaccard coefficient.

    It compares what they require; None if they have nothing in common.
    """
    wanted = _required(index, target)
    shared = Counter(
        role
        for id_ in wanted
        for role in dict.fromkeys(edge.source for edge in index.incoming(id_, "requires"))
        if role in roles
    )
    return max(
        shared,
        key=lambda role: shared[role] / len(wanted | _required(index, role)),
        default=None,
    )


def _required(index: Index, role: str) -> set[str]:
    return {edge.target for edge in index.outgoing(role, "requires")}


def reachable(index: Index, source: str, *, lateral: bool) -> dict[str, int]:
    """Return the roles that paths from a role lead to, itself included, by their distance."""

    def onwards(role: str) -> Iterator[str]:
        return (edge.target for edge in moves(index, role, lateral=lateral))

    return _distances(source, onwards)


def leading(index: Index, target: str, *, lateral: bool) -> dict[str, int]:
    """Return the roles from which paths lead to a role, itself first, by their distance."""
    relations: tuple[RelationName, ...] = ("leads_to", "overlaps_with")

    def before(role: str) -> Iterator[str]:
        for relation in relations[: 1 + lateral]:
            yield from (edge.source for edge in index.incoming(role, relation))

    return _distances(target, before)


def distances_either_way(index: Index, role: str) -> dict[str, int]:
    """Return the distances of roles from a role, along edges between roles in either direction."""
    relations = [r.name for r in RELATIONS.values() if "role" in r.targets]

    def around(role: str) -> Iterator[str]:
        yield from (edge.target for r in relations for edge in index.outgoing(role, r))
        yield from (edge.source for r in relations for edge in index.incoming(role, r))

    return _distances(role, around)


def _distances(start: str, neighbours: Callable[[str], Iterable[str]]) -> dict[str, int]:
    """Return the distance of each role from the start (breadth-first), the nearest first."""
    distance = {start: 0}
    queue = [start]
    for role in queue:
        for neighbour in neighbours(role):
            if neighbour not in distance:
                distance[neighbour] = distance[role] + 1
                queue.append(neighbour)
    return distance
