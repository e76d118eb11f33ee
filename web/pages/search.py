"""Nodes whose title or alias matches a text."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.model.names import casefolded
from graph.questions.search import view
from graph.questions.search.search import search
from web import filters, parameters

blueprint = Blueprint("search", __name__)

MAX_RESULTS = 50


@blueprint.get("/search")
def page() -> str | Response:
    """Open the one node with exactly this name, or list those that match it."""
    index, text = parameters.index(), request.args.get("q", "").strip()
    results = search(index, text, limit=MAX_RESULTS)
    exact = [result.node for result in results if casefolded(result.name) == casefolded(text)]
    if len(exact) == 1:
        return redirect(filters.node_url(exact[0]))
    return render_template("search.html", text=text, results=results, view=view)
