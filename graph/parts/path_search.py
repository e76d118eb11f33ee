"""Search for the best path between two roles; without one, say why."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeAlias, cast, get_args

from graph.model.edges import Edge
from graph.model.errors import BadParameter, NoSuchPath, one_of
from graph.parts.effort import step_effort
from graph.parts.moves import By, cost_of, joining, moves
from graph.parts.nearest import leading, most_alike, nearest, reachable
from graph.parts.paths import NoPath, Path, path_of
from graph.parts.requirements import node_ref
from graph.parts.years import years_of
from graph.searches.shortest_path import WeightedDigraph
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

Cost: TypeAlias = tuple[int, float, int]
"""Steps with unknown years, the least years of the others, and steps."""
MAX_EQUAL_STEPS = 2_000
"""How many steps are compared to find the least effort among equally short paths."""

EdgeRanks: TypeAlias = tuple[int, ...]
"""The rank of each edge of a path among the moves from its role, in file order."""
Predecessors: TypeAlias = "tuple[Edge, Predecessors] | None"
"""The last edge of a path, and those before it."""


def shortest_path(
    index: Index, *, source: str, target: str, by: str = "steps", lateral: bool = False
) -> Path | NoPath:
    """Return the best path between two roles along *leads to*, with what each step takes.

    ``source`` and ``target`` are ids, titles or aliases. ``by`` is one of:

    - "steps": the fewest steps, then the least effort
    - "years": the fewest steps with unknown years, then the smallest sum of minimum years
    - "effort": the fewest lists of requirements that are not stated, then the least to gain (see
      graph.parts.effort.Effort)
    - "evidence": the strongest weakest basis, then the fewest steps with that basis
    - "likelihood": the fewest steps from roles of which no move was counted, then the most likely
      moves (see graph.parts.flow.likelihood_of)

    Among equal paths the one with the fewest steps wins, then the first in file order. With
    ``lateral``, a path may also move along *overlaps with*; such a step has unknown years.
    Without a path, a NoPath says why. Raises UnknownNode, AmbiguousName, WrongKind or
    BadParameter.
    """
    cost = _checked(by)
    start, goal = index.resolve(source, "role"), index.resolve(target, "role")
    edges = best_edges(index, start, goal, cost, lateral=lateral)
    if edges is None:
        return why_no_path(index, start, goal, lateral=lateral)
    return path_of(index, start, edges)


def path_along(index: Index, roles: Sequence[str], *, by: str = "steps") -> Path:
    """Return the path through exactly these roles, given by id, title or alias, in this order.

    Each step is along *leads to* or, where nothing leads on, *overlaps with*. Of parallel edges
    the cheapest ``by`` a cost is taken. Raises NoSuchPath if a role comes twice or nothing leads
    from one role to the next, and what ``shortest_path`` raises.
    """
    cost = _checked(by)
    ids = [index.resolve(name, "role") for name in roles]
    again = next((id_ for place, id_ in enumerate(ids) if id_ in ids[:place]), None)
    if again is not None:
        raise NoSuchPath(f"a path takes a role once; '{index.title(again)}' comes twice")
    return path_of(index, ids[0], [_best_joining(index, *ends, cost) for ends in pairwise(ids)])


def best_edges(
    index: Index, source: str, target: str, by: By, *, lateral: bool
) -> list[Edge] | None:
    """Return the edges of the best path between two roles, given by id; None without a path."""
    if by == "years" and index.counts_total:
        return _best_by_total_years(index, source, target, lateral=lateral)
    ends = index.position[source], index.position[target]
    digraph = move_digraph(index, by, lateral=lateral)
    path = digraph.path(*ends)
    if path is None:
        return None
    if by == "steps":
        path = _least_effort(index, digraph, path)
    return [
        min(joining(index, *pair, lateral=lateral), key=lambda edge: cost_of(index, edge, by))
        for pair in pairwise(index.roles[position] for position in path)
    ]


def _least_effort(index: Index, digraph: WeightedDigraph, first: list[int]) -> list[int]:
    """Return the path with the least effort of those with the fewest steps, then the first.

    If more than MAX_EQUAL_STEPS steps are on such paths, the first one in file order is taken.
    """
    source, inner, target = first[0], first[1:-1], first[-1]
    if not inner:
        return first
    away = digraph.costs_between(source, target, (), len(first) - 1)
    level: dict[int, tuple[int, EdgeRanks, list[int]]] = {source: (0, (), [source])}
    looked_at = 0
    for left in range(len(inner), -1, -1):
        reached: dict[int, tuple[int, EdgeRanks, list[int]]] = {}
        for node, (before, ranks, path) in level.items():
            for rank, onwards in enumerate(digraph.successors[node]):
                if away.get(onwards) != left:
                    continue
                looked_at += 1
                if looked_at > MAX_EQUAL_STEPS:
                    return first
                lists, amount = step_effort(index, index.roles[node], index.roles[onwards])
                cost = before + (lists << 50) + amount
                found = cost, (*ranks, rank), [*path, onwards]
                reached[onwards] = min(found, reached.get(onwards, found))
        level = reached
    return level[target][2]


@cached_with_index
def move_digraph(index: Index, by: By, *, lateral: bool) -> WeightedDigraph:
    """Return the digraph of all moves, with their costs."""
    edges = (
        (position, index.position[edge.target], cost_of(index, edge, by))
        for position, role in enumerate(index.roles)
        for edge in moves(index, role, lateral=lateral)
    )
    return WeightedDigraph(len(index.roles), edges)


def _checked(by: str) -> By:
    if by not in get_args(By):
        raise BadParameter("by", by, one_of(get_args(By)))
    return cast("By", by)


def _best_joining(index: Index, source: str, target: str, by: By) -> Edge:
    """Return the edge to take from one role straight to another."""
    edges = joining(index, source, target, lateral=True)
    if not edges:
        one, other = index.title(source), index.title(target)
        raise NoSuchPath(
            f"nothing leads from '{one}' straight to '{other}'; "
            "name every role on the way, or the two ends alone"
        )
    return min(edges, key=lambda edge: (edge.relation != "leads_to", cost_of(index, edge, by)))


def _best_by_total_years(
    index: Index, source: str, target: str, *, lateral: bool
) -> list[Edge] | None:
    """Search forwards (Dijkstra) where years may count total experience.

    Such years replace the years before them, so costs do not add up and a search from the target
    is not possible. A step with total experience can make two sums equal; of such paths the
    shorter one before that step wins, not the one with fewer steps.
    """
    queue: list[tuple[Cost, EdgeRanks, str, Predecessors]] = [((0, 0, 0), (), source, None)]
    least: dict[str, tuple[Cost, EdgeRanks]] = {}
    settled: set[str] = set()
    while queue:
        cost, edge_ranks, role, predecessors = heappop(queue)
        if role == target:
            return _edges(predecessors)
        if role in settled:
            continue
        settled.add(role)
        for rank, edge in enumerate(moves(index, role, lateral=lateral)):
            reached = _cost_so_far(cost, edge), (*edge_ranks, rank)
            if edge.target not in least or reached < least[edge.target]:
                least[edge.target] = reached
                heappush(queue, (*reached, edge.target, (edge, predecessors)))
    return None


def _cost_so_far(before: Cost, edge: Edge) -> Cost:
    """Return the cost of a path that is one edge longer."""
    unknown, low, steps = before
    years = years_of(edge)
    if years is None:
        return unknown + 1, low, steps + 1
    least = years.min or 0
    total = years.measures == "total_experience"
    return unknown, max(low, least) if total else low + least, steps + 1


def _edges(predecessors: Predecessors) -> list[Edge]:
    edges: list[Edge] = []
    while predecessors:
        edge, predecessors = predecessors
        edges.append(edge)
    return edges[::-1]


def why_no_path(index: Index, source: str, target: str, *, lateral: bool) -> NoPath:
    """Return why no path leads to the target: what is nearest, and the sideways path if any."""
    reached = list(reachable(index, source, lateral=lateral))[1:]
    leads_there = list(leading(index, target, lateral=lateral))[1:]
    near = nearest(index, reached, target) or most_alike(index, set(reached), target)
    before = None
    if not near:
        before = nearest(index, leads_there, source) or most_alike(index, set(leads_there), source)
    alike = near or before or most_alike(index, {*index.roles} - {source, target}, target)
    aside = None if lateral else best_edges(index, source, target, "steps", lateral=True)
    return NoPath(
        source=node_ref(index, source),
        target=node_ref(index, target),
        lateral=lateral,
        reachable=len(reached),
        nearest=node_ref(index, near) if near else None,
        before=node_ref(index, before) if before else None,
        alike=node_ref(index, alike) if alike and not (near or before) else None,
        lateral_helps=aside is not None,
        lateral_length=len(aside) if aside is not None else None,
        lateral_path=path_of(index, source, aside) if aside is not None else None,
    )
