"""The places of the data that contain a text."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.model.names import casefolded
from graph.parts.requirements import node_ref
from graph.questions.search import view
from graph.questions.search.answer import SearchResult
from graph.questions.search.query import SearchQuery
from graph.questions.search.search import answer
from web import filters, parameters

blueprint = Blueprint("search", __name__)

MAX_RESULTS = 50


@blueprint.get("/search")
def page() -> str | Response:
    """Open the one node that the text names, or list the places that contain it."""
    index, text = parameters.index(), request.args.get("q", "").strip()
    if not text:
        return render_template("search.html", answer=None)
    found = answer(index, SearchQuery(text=text, limit=MAX_RESULTS))
    called = {result.node for result in found.results if _is_called(result, text)}
    exact = called or {node_ref(index, id_) for id_ in index.named(text)}
    if len(exact) == 1:
        return redirect(filters.node_url(exact.pop()))
    return render_template("search.html", answer=found, view=view)


def _is_called(result: SearchResult, text: str) -> bool:
    return bool(result.node) and casefolded(result.name) == casefolded(text)
