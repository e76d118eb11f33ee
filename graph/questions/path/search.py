"""Find several substantially different paths between two roles, subject to constraints."""

from __future__ import annotations

from msgspec.structs import replace

from graph.parts.alignments import alignments
from graph.parts.conditional_names import conditional_names
from graph.parts.path_search import best_edges, why_no_path
from graph.parts.paths import NoPath, path_of
from graph.parts.requirements import node_ref
from graph.questions.path.answer import NothingFits, PathAnswer
from graph.questions.path.candidates import Found
from graph.questions.path.find import EXPLAINING_MOVES, find
from graph.questions.path.query import PathQuery
from graph.questions.path.ranking import ranked_paths
from graph.questions.path.resolved import ResolvedQuery, constraints_of, resolve
from graph.store.index import Index


def answer(index: Index, query: PathQuery) -> PathAnswer:
    """Return the best paths between two roles, or why there is none.

    By one cost the cheapest path comes first. By all costs the paths are Pareto-optimal; those
    that are the best by one cost come first. Among equal paths the first in file order wins; by
    steps, without constraints, the one with the least effort comes first.
    Where the roles are of two data sets and no path joins them, paths from a role that is
    aligned with the source are the answer, or paths to one that is aligned with the target.
    Raises UnknownNode, AmbiguousName, WrongKind or BadParameter.
    """
    found = _answer(index, query)
    source, target = found.source.id, found.target.id
    if found.no_path is None or index.set_of(source) == index.set_of(target):
        return found
    for aligned in alignments(index, source):
        if aligned.set == index.set_of(target):
            across = _answer(index, replace(query, source=aligned.other.id))
            if across.found:
                return replace(across, source=found.source, asked_from=aligned)
    for aligned in alignments(index, target):
        if aligned.set == index.set_of(source):
            across = _answer(index, replace(query, target=aligned.other.id))
            if across.found:
                return replace(across, target=found.target, asked_to=aligned)
    return found


def _answer(index: Index, query: PathQuery) -> PathAnswer:
    resolved = resolve(index, query)
    found = find(index, resolved)
    paths = tuple(ranked_paths(index, resolved, found.candidates))
    no_path, nothing_fits = (None, None) if paths else _why_none(index, resolved, found)
    return PathAnswer(
        source=node_ref(index, index.roles[resolved.source]),
        target=node_ref(index, index.roles[resolved.target]),
        by=resolved.by,
        lateral=resolved.lateral,
        alternatives=resolved.number,
        constraints=tuple(constraints_of(index, resolved)),
        conditional_names=conditional_names(
            index, (query.source, query.target, *query.via, *query.avoid)
        ),
        asked_from=None,
        asked_to=None,
        found=bool(paths),
        paths=paths,
        left_out=found.left_out,
        looked_at=found.looked_at,
        gave_up=found.gave_up,
        more_by_steps=_more_by_steps(index, resolved, found),
        no_path=no_path,
        nothing_fits=nothing_fits,
    )


def _why_none(
    index: Index, query: ResolvedQuery, found: Found
) -> tuple[NoPath | None, NothingFits | None]:
    """Return why there is no path at all, and why none meets the constraints."""
    source, target = index.roles[query.source], index.roles[query.target]
    edges = best_edges(index, source, target, query.by or "steps", lateral=query.lateral)
    plain = None if edges is None else path_of(index, source, edges)
    no_path = None if plain else why_no_path(index, source, target, lateral=query.lateral)
    if not (query.is_constrained or found.gave_up):
        return no_path, None
    from graph.questions.path.nothing_fits import why_nothing_fits

    return no_path, why_nothing_fits(index, query, plain)


def _more_by_steps(index: Index, query: ResolvedQuery, found: Found) -> bool | None:
    """Return whether there are other paths by steps, if all costs give fewer than wanted.

    None if they give enough, or if a search reached its limit first.
    """
    shown = {candidate.roles for candidate in found.candidates}
    if query.by or not shown or len(found.candidates) == query.number or found.gave_up:
        return None
    wanted = query._replace(by="steps", number=len(shown) + 1, max_moves=EXPLAINING_MOVES)
    more = find(index, wanted)
    if any(candidate.roles not in shown for candidate in more.candidates):
        return True
    return None if more.gave_up else False
