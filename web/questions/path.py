"""The page of paths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, render_template, request, url_for
from msgspec import Meta

from graph.model.errors import BadParameter, GraphError
from graph.parts.path_gains import path_gains
from graph.parts.queries.query import Query
from graph.parts.queries.request import read_request, write_request
from graph.questions.path import view
from graph.questions.path.answer import Constraint, PathAnswer
from graph.questions.path.options import MAX_ALTERNATIVES
from graph.questions.path.query import PathQuery
from graph.questions.path.search import answer as find_paths
from web import errors, parameters
from web.examples import Example, path_ends
from web.pictures.time_line import time_line

blueprint = Blueprint("path", __name__)

COSTS = {
    "steps": "shortest",
    "years": "fastest",
    "effort": "least to learn",
    "evidence": "best proven",
    "likelihood": "most often taken",
    "all": "best trade-offs",
}
"""What the form calls the best path by each cost."""
MORE = ("alternatives", "via", "avoid", "max_years", "max_steps")
"""The parameters that the form folds away until one is given."""


@blueprint.get("/path")
def page() -> tuple[str, int]:
    """Show the form of a path query, and the answer once it is filled in."""
    if not (request.args.get("source") or request.args.get("target")):
        return _page(example=_example()), 200
    try:
        return _answer_page(_answer()), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _page(problem=problem), errors.status(problem)


class _PageQuery(Query, frozen=True, kw_only=True):
    shown: Annotated[int, Meta(ge=1, le=MAX_ALTERNATIVES)] = 1


def _answer() -> PathAnswer:
    """Return the answer to the path query of the request."""
    return find_paths(parameters.index(), read_request(PathQuery, request.args, strict=False))


def _shown(answer: PathAnswer) -> int:
    """Return the number of the path to show; 0 if there is none."""
    number = read_request(_PageQuery, request.args, strict=False).shown
    if not answer.paths:
        return 0
    if number > len(answer.paths):
        raise BadParameter("shown", number, f"a number from 1 to {len(answer.paths)}")
    return number


def _answer_page(answer: PathAnswer) -> str:
    number = _shown(answer)
    shown = answer.paths[number - 1] if number else None
    path = answer.no_path.lateral_path if answer.no_path else shown
    return _page(
        answer=answer,
        summary=_summary(answer),
        counted=view.counted_lines(answer),
        shown=shown,
        path=path,
        bars=time_line(path) if path else (),
        gains=path_gains(parameters.index(), path) if path else None,
        ways_out=list(_ways_out(answer)),
        address=lambda endpoint, **more: _address(_query_of(answer), endpoint, **more),
    )


def _example() -> Example | None:
    """Return a question that has an answer in this data set."""
    ends = path_ends(parameters.index())
    if ends is None:
        return None
    query = PathQuery(source=ends.source.id, target=ends.target.id, lateral=ends.lateral)
    words = f"from {ends.source.title} to {ends.target.title}"
    return Example(_address(query), words, _summary(find_paths(parameters.index(), query)))


def _summary(answer: PathAnswer) -> str:
    """Return the answer in one sentence."""
    if len(answer.paths) == 1:
        return view.ranked_lines(answer, answer.paths[0])[0]
    return view.answer_lines(answer)[0]


def _page(answer: PathAnswer | None = None, **more: object) -> str:
    parts = {"problem": None, "example": None, "shown": None, "path": None, **more}
    return render_template("path.html", answer=answer, form=_form(answer), view=view, **parts)


def _form(answer: PathAnswer | None) -> dict[str, Any]:
    """Return what the form holds: titles from the answer, else what was typed."""
    given = request.args
    via, avoid = given.getlist("via"), given.getlist("avoid")
    if answer:
        nodes = [(each.kind, each.node.title) for each in answer.constraints if each.node]
        via = [title for kind, title in nodes if kind == "via"]
        avoid = [title for kind, title in nodes if kind == "avoid"]
    return {
        "source": answer.source.title if answer else given.get("source", ""),
        "target": answer.target.title if answer else given.get("target", ""),
        "costs": COSTS,
        "by": (answer.by or "all") if answer else given.get("by") or "steps",
        "lateral": answer.lateral if answer else given.get("lateral", ""),
        "alternatives": given.get("alternatives", ""),
        "max_steps": given.get("max_steps", ""),
        "max_years": given.get("max_years", ""),
        "via": [*filter(None, via), ""],
        "avoid": [*filter(None, avoid), ""],
        "more": any(value for name in MORE for value in given.getlist(name)),
    }


def _query_of(answer: PathAnswer) -> PathQuery:
    """Return the query that has this answer, with ids for names."""
    several = answer.by is None or answer.alternatives > 1
    limits = {each.kind: each.limit for each in answer.constraints if each.limit is not None}
    steps = limits.get("max_steps")
    return PathQuery(
        source=answer.source.id,
        target=answer.target.id,
        by=None if answer.by == "steps" and not several else answer.by or "all",
        lateral=answer.lateral,
        alternatives=answer.alternatives if several else None,
        via=_ids(answer, "via"),
        avoid=_ids(answer, "avoid"),
        max_years=limits.get("max_years"),
        max_steps=None if steps is None else int(steps),
    )


def _ids(answer: PathAnswer, kind: str) -> tuple[str, ...]:
    return tuple(each.node.id for each in answer.constraints if each.kind == kind and each.node)


def _address(query: PathQuery, endpoint: str = ".page", **more: object) -> str:
    return f"{url_for(endpoint)}?{urlencode([*write_request(query), *more.items()])}"


def _ways_out(answer: PathAnswer) -> Iterator[tuple[str, str]]:
    """Yield links to queries that have an answer, if this one has none."""
    query = _query_of(answer)
    nothing, no_path = answer.nothing_fits, answer.no_path
    for broken in nothing.broken if nothing else ():
        if broken.constraint:
            words = view.constraint_text(broken.constraint)
            yield f"Without “{words}”", _address(_without(query, broken.constraint))
    if no_path and no_path.lateral_helps:
        yield "Allow sideways moves", _address(msgspec.structs.replace(query, lateral=True))
    nearest = nothing.nearest if nothing else no_path.nearest if no_path else None
    if nearest:
        via = tuple(id_ for id_ in query.via if id_ != nearest.id)
        to_nearest = msgspec.structs.replace(query, target=nearest.id, via=via)
        yield f"The path to {nearest.title}", _address(to_nearest)


def _without(query: PathQuery, constraint: Constraint) -> PathQuery:
    left: Any = None
    if constraint.node is not None:
        ids = query.via if constraint.kind == "via" else query.avoid
        left = tuple(id_ for id_ in ids if id_ != constraint.node.id)
    changed: dict[str, Any] = {constraint.kind: left}
    return msgspec.structs.replace(query, **changed)
