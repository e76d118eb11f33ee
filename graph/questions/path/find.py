"""Choose how to find paths; only the search that a query needs is imported."""

from __future__ import annotations

from graph.model.edges import Edge
from graph.parts.effort import effort_of
from graph.parts.moves import By, cost_of, joining
from graph.parts.path_search import best_edges
from graph.questions.path.candidates import Candidate, Found
from graph.questions.path.resolved import ResolvedQuery
from graph.store.index import Index

DETOUR = 0.25
"""The share of the effort that a detour must save to be better than a direct step."""

EXPLAINING_MOVES = 50_000
"""How many moves a search may examine that only explains an answer."""


def find(index: Index, query: ResolvedQuery) -> Found:
    """Return the best paths within the constraints of a query."""
    if query.by is None:
        from graph.questions.path.all_costs import best_by_all_costs

        return best_by_all_costs(index, query)
    if query.number == 1 and not query.is_constrained:
        return _shortest(index, query, query.by)
    from graph.questions.path.one_cost import best_by_one_cost

    return best_by_one_cost(index, query, query.by)


def _direct_if_near(index: Index, query: ResolvedQuery, edges: list[Edge]) -> list[Edge]:
    """Return the direct step in place of a detour that hardly takes less effort."""
    ends = edges[0].source, edges[-1].target
    direct = joining(index, *ends, lateral=query.lateral)
    if not direct:
        return edges
    there = effort_of(index, ends)
    around = effort_of(index, [ends[0], *(edge.target for edge in edges)])
    if there.not_stated > around.not_stated or there.amount is None or around.amount is None:
        return edges
    worth_it = around.amount < (1 - DETOUR) * there.amount
    return edges if worth_it else [min(direct, key=lambda edge: cost_of(index, edge, "effort"))]


def _shortest(index: Index, query: ResolvedQuery, by: By) -> Found:
    ends = index.roles[query.source], index.roles[query.target]
    edges = best_edges(index, *ends, by, lateral=query.lateral)
    if edges is None:
        return Found((), looked_at=0, gave_up=False)
    if by == "effort" and len(edges) > 1:
        edges = _direct_if_near(index, query, edges)
    return Found((Candidate(tuple(edges)),), looked_at=1, gave_up=False)
