"""Find the best paths by one cost, the cheapest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import islice, pairwise

from graph.model.edges import Edge
from graph.parts.moves import By
from graph.parts.path_search import best_edges
from graph.questions.path.candidates import Distinct, Found
from graph.questions.path.costs import (
    COST_SHIFT,
    MoveRules,
    allowed_moves,
    cheapest_parallel,
    digraph,
    in_thousandths,
    path_years,
)
from graph.questions.path.resolved import ResolvedQuery, excluded_roles
from graph.searches.k_shortest_paths import MAX_MOVES, Limit, ShortestSimplePaths, SimplePath
from graph.searches.pareto_paths import UNKNOWN
from graph.store.index import Index

MAX_PATHS = 1_000
"""How many paths a search looks at to find different ones."""


def best_by_one_cost(index: Index, query: ResolvedQuery, by: By) -> Found:
    """Return different paths within the constraints by one cost, the cheapest first.

    Near-copies come last, if there is room for them. Loop-free paths through given roles are a
    hard problem, so that the search has a limit; ``gave_up`` says whether it was reached.
    """
    rules = MoveRules(by, query.lateral, years_stated=query.max_years is not None)
    search = _simple_paths(index, query, rules)
    distinct = Distinct(query.via)
    looked_at = 0
    in_order = _in_order(index, query, rules, search)
    for edges in islice(_best_first(index, query, in_order), MAX_PATHS):
        looked_at += 1
        distinct.add(edges)
        if len(distinct.different) == query.number:
            break
    enough = len(distinct.different) == query.number
    gave_up = not enough and (search.gave_up or looked_at == MAX_PATHS)
    return Found(distinct.ranked(query.number), looked_at, gave_up)


def _best_first(
    index: Index, query: ResolvedQuery, paths: Iterable[tuple[Edge, ...]]
) -> Iterator[tuple[Edge, ...]]:
    """Yield the paths; without constraints, of the shortest that with the least effort first."""
    ends = index.roles[query.source], index.roles[query.target]
    best = None
    if query.by == "steps" and not query.is_constrained:
        best = best_edges(index, *ends, "steps", lateral=query.lateral)
    if best:
        yield tuple(best)
    yield from (edges for edges in paths if not best or list(edges) != best)


def _simple_paths(index: Index, query: ResolvedQuery, rules: MoveRules) -> ShortestSimplePaths:
    limits = []
    if query.max_steps is not None:
        limits.append(Limit(digraph(index, rules, "steps"), query.max_steps))
    if query.max_years is not None:
        years = digraph(index, rules, "thousandths")
        limits.append(Limit(years, in_thousandths(query.max_years)))
    return ShortestSimplePaths(
        digraph(index, rules, rules.by),
        query.source,
        query.target,
        avoid=excluded_roles(index, query),
        via=[index.position[id_] for id_ in query.via],
        limits=limits,
        max_moves=query.max_moves or MAX_MOVES,
    )


def _in_order(
    index: Index, query: ResolvedQuery, rules: MoveRules, paths: Iterable[SimplePath]
) -> Iterator[tuple[Edge, ...]]:
    """Yield the edges of the paths, the cheapest first also where costs do not add up.

    Years of total experience replace the years before them, so that the paths come by a lower
    bound of their cost. A path waits until all others must cost more.
    """
    total = index.counts_total
    most = None if query.max_years is None else in_thousandths(query.max_years)
    waiting: list[tuple[int, tuple[int, ...], tuple[Edge, ...]]] = []
    for path in paths:
        edges = _edges(index, rules, path)
        years = path_years(edges) if total else 0
        if total and most is not None and years % UNKNOWN > most:
            continue
        if not (total and rules.by == "years"):
            yield edges
            continue
        while waiting and waiting[0][0] < path.cost:
            yield heappop(waiting)[2]
        heappush(waiting, ((years << COST_SHIFT) + len(edges), path.edge_ranks, edges))
    while waiting:
        yield heappop(waiting)[2]


def _edges(index: Index, rules: MoveRules, path: SimplePath) -> tuple[Edge, ...]:
    """Choose one edge per step; where years count total experience, minimise the total."""
    edges: tuple[Edge, ...] = ()
    for source, target in pairwise(index.roles[node] for node in path.nodes):
        parallel = [edge for edge in allowed_moves(index, rules, source) if edge.target == target]
        if rules.by == "years" and index.counts_total:
            edges = min(((*edges, edge) for edge in parallel), key=path_years)
        else:
            edges += tuple(cheapest_parallel(index, rules, parallel))
    return edges
