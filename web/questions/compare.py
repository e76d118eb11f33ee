"""Two to four roles, or paths, side by side: a page, and JSON."""

from __future__ import annotations

import re

import msgspec
from flask import Blueprint, Response, render_template, request

from graph.model.errors import GraphError, TwoQuestions
from graph.parts.paths import Path
from graph.questions.compare.search import (
    MOST,
    PathComparison,
    RoleComparison,
    compare_paths,
    compare_roles,
)
from graph.questions.compare.view import (
    counts_text,
    headline,
    number_text,
    parts_in_words,
    path_rows,
    role_rows,
    share_text,
    terms_text,
)
from web import errors, parameters

blueprint = Blueprint("compare", __name__)

_BETWEEN_ROLES = re.compile(r"[;→]")


@blueprint.get("/compare")
def page() -> tuple[str, int]:
    """Show the forms of a comparison, and the answer once one is filled in."""
    roles, paths = _asked_for("role"), _asked_for("path")
    if not roles and not paths:
        return _page(roles, paths), 200
    try:
        return _page(roles, paths, answer=_answer(roles, paths)), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _page(roles, paths, problem=problem), errors.status(problem)


@blueprint.get("/api/v1/compare")
def compare() -> Response:
    """Answer with the comparison of each ``role`` or of each ``path``."""
    answer = _answer(_asked_for("role"), _asked_for("path"))
    return Response(msgspec.json.encode(answer), mimetype="application/json")


def _asked_for(name: str) -> list[str]:
    values = (value.strip() for value in request.args.getlist(name))
    return [value for value in values if value]


def _answer(roles: list[str], paths: list[str]) -> RoleComparison | PathComparison:
    if roles and paths:
        raise TwoQuestions("role", "path")
    if not paths:
        return compare_roles(parameters.index(), roles)
    return compare_paths(
        parameters.index(),
        [[name.strip() for name in _BETWEEN_ROLES.split(path) if name.strip()] for path in paths],
        by=request.args.get("by", "steps"),
        lateral=parameters.yes("lateral"),
    )


def _page(
    roles: list[str],
    paths: list[str],
    *,
    answer: RoleComparison | PathComparison | None = None,
    problem: GraphError | None = None,
) -> str:
    by_role = answer if isinstance(answer, RoleComparison) else None
    by_path = answer if isinstance(answer, PathComparison) else None
    return render_template(
        "compare.html",
        by_role=by_role,
        by_path=by_path,
        problem=problem,
        roles=[role.node.title for role in by_role.roles] if by_role else roles,
        paths=[_named(path) for path in by_path.paths] if by_path else paths,
        most=MOST,
        counts=counts_text,
        headline=headline,
        number=number_text,
        parts_of=parts_in_words,
        path_rows=path_rows,
        role_rows=role_rows,
        share=share_text,
        terms_of=terms_text,
    )


def _named(path: Path) -> str:
    """Return a path as the form takes it: all its roles or, without steps, its two ends."""
    roles = [step.target.title for step in path.steps] or [path.target.title]
    return "; ".join([path.source.title, *roles])
