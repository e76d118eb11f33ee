"""Find out which constraint rules out every path, and how far one gets within all of them."""

from __future__ import annotations

from graph.parts.nearest import distances_either_way, reachable
from graph.parts.paths import Path, path_of
from graph.parts.requirements import NodeRef, node_ref
from graph.questions.path.answer import Broken, Constraint, NothingFits
from graph.questions.path.find import EXPLAINING_MOVES, find
from graph.questions.path.resolved import ResolvedQuery, constraints_of, excluded_roles, without
from graph.store.index import Index

MAX_TRIES = 30
"""How many roles are tried to find the nearest one that fits."""
MAX_MOVES_EACH = 5_000
"""How many moves the search to each of them may examine."""


def why_nothing_fits(index: Index, query: ResolvedQuery, plain: Path | None) -> NothingFits:
    """Return why no path meets the constraints; ``plain`` is the best path without them."""
    nearest = _nearest(index, query)
    if plain is None:
        return NothingFits(broken=(), nearest=nearest)
    broken = [
        _broken(constraint, path)
        for constraint in constraints_of(index, query)
        if (path := _best(index, without(query, constraint), EXPLAINING_MOVES))
    ]
    all_together = (Broken(constraint=None, path=plain),)
    return NothingFits(broken=tuple(broken) or all_together, nearest=nearest)


def _best(index: Index, query: ResolvedQuery, max_moves: int) -> Path | None:
    """Return the best path by the cost of the query, or by steps, with a shorter search."""
    found = find(index, query._replace(by=query.by or "steps", number=1, max_moves=max_moves))
    if not found.candidates:
        return None
    return path_of(index, index.roles[query.source], found.candidates[0].edges)


def _broken(constraint: Constraint, path: Path) -> Broken:
    years = path.years
    may_fit = (
        constraint.kind == "max_years"
        and years is not None
        and bool(years.unknown_steps)
        and (years.added.min if years.added else 0) <= (constraint.limit or 0)
    )
    return Broken(constraint=constraint, path=path, may_fit=may_fit)


def _nearest(index: Index, query: ResolvedQuery) -> NodeRef | None:
    """Return the role nearest to the target that a path within the constraints leads to.

    Of the reachable roles, MAX_TRIES are tried, the nearest first.
    """
    away = distances_either_way(index, index.roles[query.target])
    excluded = excluded_roles(index, query) | {query.source, query.target}
    reached = reachable(index, index.roles[query.source], lateral=query.lateral)
    near = [role for role in reached if role in away and index.position[role] not in excluded]
    for role in sorted(near, key=lambda role: away[role])[:MAX_TRIES]:
        via = tuple(id_ for id_ in query.via if id_ != role)
        to_role = query._replace(target=index.position[role], via=via)
        if _best(index, to_role, MAX_MOVES_EACH):
            return node_ref(index, role)
    return None
