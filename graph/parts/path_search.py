"""Search for the best path between two roles; without one, say why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeAlias, cast, get_args

from graph.model.edges import Edge
from graph.model.errors import BadParameter, NoSuchPath, one_of
from graph.model.relations import RELATIONS
from graph.parts.moves import By, cost_of, joining, moves
from graph.parts.paths import NoPath, Path, path_of
from graph.parts.requirements import node_ref
from graph.parts.years import years_of
from graph.searches.shortest_path import WeightedDigraph
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

Cost: TypeAlias = tuple[int, float, int]
EdgeRanks: TypeAlias = tuple[int, ...]
"""The place of each edge of a path among the edges that leave its role, in file order."""
Predecessors: TypeAlias = "tuple[Edge, Predecessors] | None"
"""The last edge of a path, and the predecessors of those before."""


def shortest_path(
    index: Index, *, source: str, target: str, by: str = "steps", lateral: bool = False
) -> Path:
    """Return the shortest path between two roles along *leads to*, with what each step takes.

    ``by`` is "steps" (the fewest); "years": the fewest steps whose years are unknown, then the
    least lower bound of the years added up; "effort": the fewest lists of requirements that are
    not stated, then the least to gain (see graph.parts.effort.Effort); or "evidence": the strongest
    weakest basis, then the fewest steps that stand on it. Of equal ones that of the fewest steps
    is taken, then the first in file order. With ``lateral``, moves along *overlaps with* count
    as steps of unknown length. Without a path the answer says why; ``source`` and ``target`` are
    ids, titles or aliases. Raises UnknownNode, AmbiguousName, WrongKind or BadParameter.
    """
    _check_by(by)
    start, goal = index.resolve(source, "role"), index.resolve(target, "role")
    links = _search(index, start, goal, by, lateral=lateral)
    cost = cast("By", by)
    if links is None:
        return _no_path(index, start, goal, by=cost, lateral=lateral)
    return path_of(index, start, goal, links, by=cost, lateral=lateral)


def path_along(index: Index, roles: Sequence[str], *, by: str = "steps") -> Path:
    """Return the path that takes exactly these roles, given by id, title or alias, in this order.

    Each step is along *leads to* or, where nothing leads on, *overlaps with*; of parallel edges
    the one that costs least ``by`` steps or years. Raises NoSuchPath if a role comes twice or two
    that follow each other are not joined, and what ``shortest_path`` raises.
    """
    _check_by(by)
    ids = [index.resolve(name, "role") for name in roles]
    again = next((id_ for place, id_ in enumerate(ids) if id_ in ids[:place]), None)
    if again is not None:
        raise NoSuchPath(f"a path takes a role once; '{index.title(again)}' comes twice")
    links = [_best_joining(index, source, target, by) for source, target in pairwise(ids)]
    lateral = any(link.relation != "leads_to" for link in links)
    return path_of(index, ids[0], ids[-1], links, by=cast("By", by), lateral=lateral)


def _best_joining(index: Index, source: str, target: str, by: str) -> Edge:
    """Return the edge to take from one role straight to another."""
    links = joining(index, source, target, lateral=True)
    if not links:
        one, other = index.title(source), index.title(target)
        raise NoSuchPath(
            f"nothing leads from '{one}' straight to '{other}'; "
            "name every role on the way, or the two ends alone"
        )
    return min(links, key=lambda link: (link.relation != "leads_to", cost_of(index, link, by)))


def _check_by(by: str) -> None:
    if by not in get_args(By):
        raise BadParameter("by", by, one_of(get_args(By)))


def _search(index: Index, start: str, goal: str, by: str, *, lateral: bool) -> list[Edge] | None:
    """Return the edges of the least costly path, or None without one."""
    if by == "years" and index.counts_total:
        return _forward_search(index, start, goal, lateral=lateral)
    path = move_digraph(index, by, lateral=lateral).path(
        index.position[start], index.position[goal]
    )
    if path is None:
        return None
    roles = [index.roles[position] for position in path]
    return [
        min(
            joining(index, source, target, lateral=lateral),
            key=lambda link: cost_of(index, link, by),
        )
        for source, target in pairwise(roles)
    ]


@cached_with_index
def move_digraph(index: Index, by: str, *, lateral: bool) -> WeightedDigraph:
    """Return the move_digraph of the moves, made when it is first asked for."""
    edges = (
        (position, index.position[link.target], cost_of(index, link, by))
        for position, role in enumerate(index.roles)
        for link in moves(index, role, lateral=lateral)
    )
    return WeightedDigraph(len(index.roles), edges)


def _forward_search(index: Index, start: str, goal: str, *, lateral: bool) -> list[Edge] | None:
    """Dijkstra's algorithm over costs that are compared part by part, then over edge_ranks.

    For years that count total experience: they replace what came before, so that costs do not
    add up and a search from the far end cannot be had.

    A leg that counts total experience can make two lower bounds equal that were not; among
    such paths the one that was shorter before that leg is taken, not the one of fewer steps.
    """
    queue: list[tuple[Cost, EdgeRanks, str, Predecessors]] = [((0, 0, 0), (), start, None)]
    least: dict[str, tuple[Cost, EdgeRanks]] = {}
    done: set[str] = set()
    while queue:
        cost, edge_ranks, role, predecessors = heappop(queue)
        if role == goal:
            return _links(predecessors)
        if role in done:
            continue
        done.add(role)
        for place, link in enumerate(moves(index, role, lateral=lateral)):
            reached = _cost_so_far(cost, link), (*edge_ranks, place)
            if link.target not in least or reached < least[link.target]:
                least[link.target] = reached
                heappush(queue, (*reached, link.target, (link, predecessors)))
    return None


def _cost_so_far(before: Cost, link: Edge) -> Cost:
    """Return what a path costs with one edge more: unknown legs, lower bound, steps."""
    unknown, low, steps = before
    years = years_of(link)
    if years is None:
        return unknown + 1, low, steps + 1
    least = years.min or 0
    return (
        unknown,
        max(low, least) if years.measures == "total_experience" else low + least,
        steps + 1,
    )


def _links(predecessors: Predecessors) -> list[Edge]:
    links: list[Edge] = []
    while predecessors:
        link, predecessors = predecessors
        links.append(link)
    return links[::-1]


def _no_path(index: Index, start: str, goal: str, *, by: By, lateral: bool) -> Path:
    return Path(
        source=node_ref(index, start),
        target=node_ref(index, goal),
        by=by,
        lateral=lateral,
        found=False,
        length=None,
        no_path=_why_no_path(index, start, goal, lateral=lateral),
    )


def _why_no_path(index: Index, start: str, goal: str, *, lateral: bool) -> NoPath:
    """Find out why: what is in reach, which of it is nearest, and whether moving aside helps."""
    reach = reachable(index, start, lateral=lateral)
    away = distances_either_way(index, goal)
    near = min(
        (role for role in reach if role != start and role in away),
        key=lambda role: away[role],
        default=None,
    )
    aside = None if lateral else _search(index, start, goal, "steps", lateral=True)
    title = index.title(start)
    moves = "leads on or sideways" if lateral else "leads on"
    if len(reach) == 1:
        reason = f"the data says nothing that {moves} from {title}"
    else:
        others = len(reach) - 1
        roles = "one role is" if others == 1 else f"{others} roles are"
        reason = f"{roles} in reach of {title}, but not {index.title(goal)}"
    return NoPath(
        reason=reason,
        nearest=node_ref(index, near) if near else None,
        lateral_helps=aside is not None,
        lateral_length=len(aside) if aside is not None else None,
    )


def reachable(index: Index, start: str, *, lateral: bool) -> dict[str, int]:
    """Return the roles in reach of the start, by their distance."""

    def onwards(role: str) -> Iterator[str]:
        return (link.target for link in moves(index, role, lateral=lateral))

    return _distances(start, onwards)


def distances_either_way(index: Index, start: str) -> dict[str, int]:
    """Return the roles that edges between roles, followed either way, join to the start."""
    relations = [r.name for r in RELATIONS.values() if "role" in r.targets]

    def around(role: str) -> Iterator[str]:
        yield from (link.target for r in relations for link in index.outgoing(role, r))
        yield from (link.source for r in relations for link in index.incoming(role, r))

    return _distances(start, around)


def _distances(start: str, neighbours: Callable[[str], Iterable[str]]) -> dict[str, int]:
    """Return how many edges each role is away from the start, in the order they are reached."""
    distance = {start: 0}
    queue = [start]
    for role in queue:
        for neighbour in neighbours(role):
            if neighbour not in distance:
                distance[neighbour] = distance[role] + 1
                queue.append(neighbour)
    return distance
