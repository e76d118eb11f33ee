"""The page that compares two to four roles, or paths."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from graph.model.errors import GraphError
from graph.parts.path_text import roles_of
from graph.parts.paths import NoPath, Path
from graph.parts.queries.request import read_request, write_request
from graph.questions.compare import tables, view
from graph.questions.compare.answer import Comparison
from graph.questions.compare.query import MAX_COMPARED, CompareQuery
from graph.questions.compare.search import answer as compare
from web import errors, parameters
from web.examples import Example, compared_roles

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def page() -> tuple[str, int]:
    """Show the forms of a comparison, and the answer once one is filled in."""
    if not _given("role") and not _given("path"):
        return _page(example=_example()), 200
    try:
        query = read_request(CompareQuery, request.args, strict=False)
        return _page(compare(parameters.index(), query), query), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _page(problem=problem), errors.status(problem)


def _page(
    answer: Comparison | None = None,
    query: CompareQuery | None = None,
    problem: GraphError | None = None,
    example: Example | None = None,
) -> str:
    compared = answer.compared if answer else ()
    return render_template(
        "compare.html",
        answer=answer,
        problem=problem,
        example=example,
        json_address=f"{url_for('api.compare')}?{urlencode(write_request(query))}" if query else "",
        names=view.names_of(answer) if answer else [],
        roles=[each.role.node.title for each in compared if each.role] or _given("role"),
        paths=[_path_text(path) for each in compared if (path := each.path or each.no_path)]
        or _given("path"),
        most=MAX_COMPARED,
        view=view,
        tables=tables,
    )


def _example() -> Example | None:
    """Return a comparison of two roles of this data set."""
    ends = compared_roles(parameters.index())
    if ends is None:
        return None
    query = CompareQuery(roles=(ends.source.id, ends.target.id))
    words = f"{ends.source.title} and {ends.target.title}"
    address = f"{url_for('.page')}?{urlencode(write_request(query))}"
    return Example(address, words, view.headline(compare(parameters.index(), query))[0])


def _given(name: str) -> list[str]:
    return [text for text in map(str.strip, request.args.getlist(name)) if text]


def _path_text(path: Path | NoPath) -> str:
    """Return a path as the form takes it: all its roles or, without steps, its two ends."""
    if isinstance(path, Path) and path.steps:
        return "; ".join(role.title for role in roles_of(path))
    return f"{path.source.title}; {path.target.title}"
