"""Choose how to find paths; only the search that a query needs is imported."""

from __future__ import annotations

from graph.parts.moves import By
from graph.parts.path_search import best_edges
from graph.questions.path.candidates import Candidate, Found
from graph.questions.path.resolved import ResolvedQuery
from graph.store.index import Index

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


def _shortest(index: Index, query: ResolvedQuery, by: By) -> Found:
    ends = index.roles[query.source], index.roles[query.target]
    edges = best_edges(index, *ends, by, lateral=query.lateral)
    if edges is None:
        return Found((), looked_at=0, gave_up=False)
    return Found((Candidate(tuple(edges)),), looked_at=1, gave_up=False)
