"""Find the Pareto-optimal paths: no path is better on one cost without being worse on another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from graph.model.edges import Edge
from graph.parts.effort import step_effort
from graph.parts.moves import TOGETHER, moves
from graph.questions.path.candidates import Distinct, Found
from graph.questions.path.costs import COST_SHIFT, MoveRules, digraph, in_thousandths, move_costs
from graph.questions.path.resolved import ResolvedQuery, excluded_roles
from graph.searches.k_shortest_paths import INFINITE, CostsVia
from graph.searches.pareto_paths import (
    UNKNOWN,
    Constraints,
    Costs,
    EdgeRanks,
    LowerBounds,
    MoveCosts,
    pareto_paths,
)
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


def best_by_all_costs(index: Index, query: ResolvedQuery) -> Found:
    """Return Pareto-optimal paths: the best by one cost first, then others, near-copies last."""
    excluded = excluded_roles(index, query)
    if query.target in excluded:
        return Found((), looked_at=0, gave_up=False)
    constraints = Constraints(
        avoid=excluded,
        via=[index.position[id_] for id_ in query.via],
        max_steps=query.max_steps,
        max_years=None if query.max_years is None else in_thousandths(query.max_years),
    )
    found = pareto_paths(
        _move_costs(index, lateral=query.lateral),
        query.source,
        query.target,
        _lower_bounds(index, query),
        constraints,
    )
    distinct = Distinct(query.via)
    for _, edge_ranks in _best_first(found.paths):
        distinct.add(_edges_at(index, query, edge_ranks))
    return Found(
        distinct.ranked(query.number),
        looked_at=len(found.paths),
        gave_up=found.gave_up,
        left_out=max(0, len(found.paths) - query.number),
    )


def _best_first(paths: list[tuple[Costs, EdgeRanks]]) -> list[tuple[Costs, EdgeRanks]]:
    """Return the paths with the best by each cost before the others."""
    places = range(len(paths))
    best = {min(places, key=lambda place: paths[place][0][cost]) for cost in range(4) if paths}
    return [paths[place] for place in sorted(places, key=lambda place: place not in best)]


@cached_with_index
def _move_costs(index: Index, *, lateral: bool) -> list[list[MoveCosts]]:
    """Return the moves from every role, in the order of ``moves``, with their costs."""
    return [
        [_all_costs(index, edge) for edge in moves(index, role, lateral=lateral)]
        for role in index.roles
    ]


def _all_costs(index: Index, edge: Edge) -> MoveCosts:
    lists, amount = step_effort(index, edge.source, edge.target)
    return move_costs(edge, index.position[edge.target], lists * UNKNOWN + amount)


def _lower_bounds(index: Index, query: ResolvedQuery) -> LowerBounds:
    """Return the function for the lower bounds of each cost, through the remaining via roles."""
    via = [index.position[id_] for id_ in query.via]
    steps, years, effort, evidence = (
        CostsVia(digraph(index, MoveRules(by, query.lateral), by), query.target, via)
        for by in TOGETHER
    )

    @cache
    def of_state(state: int) -> Costs | None:
        if steps.get(state) >= INFINITE:
            return None
        basis = (max(1, evidence[state].bit_length()) - 1) // COST_SHIFT
        return steps[state], years[state] >> COST_SHIFT, effort[state] >> COST_SHIFT, basis

    def bounds(role: int, seen: int) -> Costs | None:
        passed = sum(1 << number for number, node in enumerate(via) if seen >> node & 1)
        return of_state(role + passed * len(index.roles))

    return bounds


def _edges_at(index: Index, query: ResolvedQuery, edge_ranks: Iterable[int]) -> tuple[Edge, ...]:
    """Return the edges of a path by their ranks among the moves from each role."""
    edges: list[Edge] = []
    role = index.roles[query.source]
    for rank in edge_ranks:
        edges.append(list(moves(index, role, lateral=query.lateral))[rank])
        role = edges[-1].target
    return tuple(edges)
