"""What the moves of a path cost, and the digraphs of the moves that a query allows.

Of parallel edges between two roles the cheapest counts; then, with a limit of years, the
shortest; then the first in file order. By all costs, parallel edges make different paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from graph.model.edges import Edge, move_basis
from graph.model.records import BASES
from graph.parts.moves import By, cost_of, moves
from graph.parts.path_search import move_digraph
from graph.parts.years import years_of
from graph.searches.pareto_paths import UNKNOWN, Costs, MoveCosts
from graph.searches.shortest_path import WeightedDigraph
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

COST_SHIFT = 20
"""How many low bits of ``cost_of`` hold the number of steps."""

Additive: TypeAlias = Literal["steps", "years", "effort", "evidence", "likelihood", "thousandths"]
"""A cost whose values for moves add up; thousandths are those of known years."""


class MoveRules(NamedTuple):
    """Which moves a path may take, and which one of parallel moves."""

    by: By
    lateral: bool
    years_stated: bool = False
    """Whether the years of each move must be stated."""


def digraph(index: Index, rules: MoveRules, cost: Additive) -> WeightedDigraph:
    """Return the digraph of the allowed moves; without special rules that of shortest_path."""
    if cost == "thousandths" or rules.years_stated or (index.counts_total and cost == "years"):
        return _special_digraph(index, rules, cost)
    return move_digraph(index, cost, lateral=rules.lateral)


@cached_with_index
def _special_digraph(index: Index, rules: MoveRules, cost: Additive) -> WeightedDigraph:
    edges = (
        (position, index.position[edge.target], _additive_cost(index, edge, cost))
        for position, role in enumerate(index.roles)
        for edge in cheapest_parallel(index, rules, allowed_moves(index, rules, role))
    )
    return WeightedDigraph(len(index.roles), edges)


def allowed_moves(index: Index, rules: MoveRules, role: str) -> Iterator[Edge]:
    """Yield the moves from a role that the rules allow."""
    for edge in moves(index, role, lateral=rules.lateral):
        if not rules.years_stated or years_of(edge) is not None:
            yield edge


def cheapest_parallel(index: Index, rules: MoveRules, edges: Iterable[Edge]) -> list[Edge]:
    """Return one edge to each target: of parallel edges the cheapest, in place of the first."""
    parallel: dict[str, list[Edge]] = {}
    for edge in edges:
        parallel.setdefault(edge.target, []).append(edge)

    def cost(edge: Edge) -> tuple[int, int]:
        years = _additive_cost(index, edge, "thousandths") if rules.years_stated else 0
        return _additive_cost(index, edge, rules.by), years

    return [min(each, key=cost) for each in parallel.values()]


def _additive_cost(index: Index, edge: Edge, cost: Additive) -> int:
    """Return the least that a move costs, whatever comes before it."""
    if cost not in ("years", "thousandths"):
        return cost_of(index, edge, cost)
    years = years_of(edge)
    if years is not None and years.measures == "total_experience":
        return 1 if cost == "years" else 0
    return cost_of(index, edge, "years") >> (0 if cost == "years" else COST_SHIFT)


def move_costs(edge: Edge, target: int, effort: int = 0) -> MoveCosts:
    """Return what a move adds to each cost."""
    years = years_of(edge)
    least = 0 if years is None else in_thousandths(years.min or 0)
    total = years is not None and years.measures == "total_experience"
    return MoveCosts(
        target=target,
        years=UNKNOWN if years is None else 0 if total else least,
        total=least if total else 0,
        effort=effort,
        basis=BASES.index(move_basis(edge.relation, edge.record.basis)),
    )


def path_years(edges: Sequence[Edge]) -> int:
    """Return the least years of a path in thousandths, plus UNKNOWN for each unknown step."""
    costs: Costs = (0, 0, 0, 0)
    for edge in edges:
        costs = move_costs(edge, 0).after(costs)
    return costs[1]


def in_thousandths(years: float) -> int:
    """Return years as whole thousandths."""
    return round(years * 1_000)
