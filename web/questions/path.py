"""Paths with alternatives and constraints: the page, and the JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import msgspec
from flask import Blueprint, Response, render_template, request, url_for

from graph.model.errors import GraphError
from graph.parts.moves import By
from graph.parts.paths import Path
from graph.questions.path.search import Alternatives, Constraint
from graph.questions.path.view import (
    alternative_lines,
    alternatives_lines,
    best_text,
    constraint_text,
    counted_lines,
)
from graph.questions.stats.search import longest_ladder
from web import errors, parameters

blueprint = Blueprint("path", __name__)

COSTS = (*get_args(By), parameters.ALL)


@blueprint.get("/api/v1/alternatives")
def json() -> Response:
    """Answer with different paths from ``source`` to ``target``, within constraints."""
    return Response(msgspec.json.encode(parameters.alternatives()), mimetype="application/json")


@blueprint.get("/path")
def page() -> tuple[str, int]:
    """Show the form of a path query, and the answer once it is filled in."""
    if not (request.args.get("source") or request.args.get("target")):
        return _path_page(ladder=longest_ladder(parameters.index())), 200
    try:
        if parameters.wants_alternatives():
            return _alternatives_page(), 200
        return _path_page(answer=parameters.path()), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _path_page(problem=problem), errors.status(problem)


def _path_page(answer: Path | None = None, **more: object) -> str:
    parts = {"problem": None, "ladder": (), **more}
    return render_template("path.html", answer=answer, form=form(answer), **parts)


def _alternatives_page() -> str:
    """Show the paths, and the steps of the one that is ``shown``."""
    answer = parameters.alternatives()
    number = parameters.shown(answer)
    several = len(answer.paths) > 1
    return render_template(
        "alternatives.html",
        answer=answer,
        lines=alternatives_lines(answer),
        counted=counted_lines(answer) if answer.found else (),
        spoken=[
            [*alternative_lines(each), *([best_text(each)] if several and each.best_by else [])]
            for each in answer.paths
        ],
        shown=answer.paths[number - 1] if number else None,
        query=query_of(answer),
        ways_out=list(_ways_out(answer)),
        form=form(answer),
    )


def query_of(answer: Alternatives) -> dict[str, Any]:
    """Return the parameters that ask for an answer again."""
    limits: dict[str, str] = {
        each.kind: f"{each.limit:g}" for each in answer.constraints if each.limit is not None
    }
    return {
        "source": answer.source.id,
        "target": answer.target.id,
        "by": answer.by or parameters.ALL,
        "lateral": 1 if answer.lateral else None,
        "alternatives": answer.number,
        "via": _ids(answer, "via"),
        "avoid": _ids(answer, "avoid"),
        **limits,
    }


def form(answer: Path | Alternatives | None) -> dict[str, Any]:
    """Return what the form of a path query holds: what was answered, or what was typed."""
    given = request.args
    via, avoid = given.getlist("via"), given.getlist("avoid")
    if isinstance(answer, Alternatives):
        nodes = [(each.kind, each.node.title) for each in answer.constraints if each.node]
        via = [title for kind, title in nodes if kind == "via"]
        avoid = [title for kind, title in nodes if kind == "avoid"]
    return {
        "source": answer.source.title if answer else given.get("source", ""),
        "target": answer.target.title if answer else given.get("target", ""),
        "costs": COSTS,
        "by": given.get("by") or (parameters.ALL if parameters.wants_alternatives() else "steps"),
        "lateral": answer.lateral if answer else given.get("lateral", ""),
        "alternatives": given.get("alternatives", ""),
        "max_steps": given.get("max_steps", ""),
        "max_years": given.get("max_years", ""),
        "via": [*filter(None, via), ""],
        "avoid": [*filter(None, avoid), ""],
        "more": parameters.wants_alternatives(),
    }


def _ids(answer: Alternatives, kind: str) -> list[str]:
    return [each.node.id for each in answer.constraints if each.kind == kind and each.node]


def _ways_out(answer: Alternatives) -> Iterator[tuple[str, str]]:
    """Yield links to what would have an answer."""
    query = query_of(answer)
    nothing = answer.nothing_fits
    if nothing is None:
        return
    for broken in nothing.broken:
        if broken.constraint:
            words = constraint_text(broken.constraint)
            yield f"Without “{words}”", url_for("path.page", **_without(query, broken.constraint))
    if nothing.no_path and nothing.no_path.lateral_helps:
        yield "Allow lateral moves", url_for("path.page", **query | {"lateral": 1})
    if nothing.nearest:
        nearest = nothing.nearest
        via = [id_ for id_ in query["via"] if id_ != nearest.id]
        address = url_for("path.page", **query | {"target": nearest.id, "via": via})
        yield f"The path to {nearest.title}", address


def _without(query: dict[str, Any], constraint: Constraint) -> dict[str, Any]:
    if constraint.node is None:
        return query | {constraint.kind: None}
    left = [id_ for id_ in query[constraint.kind] if id_ != constraint.node.id]
    return query | {constraint.kind: left}
