"""The content of the graph, its sources, and what they do not state."""

from __future__ import annotations

from flask import Blueprint, render_template

from graph.model.records import BASES
from graph.model.relations import KINDS, PLURALS
from graph.parts.facts import facts
from graph.parts.not_stated import not_stated
from graph.parts.requirements import node_ref
from graph.questions.stats import view
from graph.questions.stats.search import edge_counts
from web import parameters
from web.pages.paging import page_of

blueprint = Blueprint("data", __name__)


@blueprint.get("/data")
def page() -> str:
    """Show the content of the graph, its sources, facts, and what is not stated, by pages."""
    index = parameters.index()
    return render_template(
        "data.html",
        kinds=[
            (kind, PLURALS[kind], [node_ref(index, id_) for id_ in index.of_kind(kind)])
            for kind in KINDS
        ],
        edges=edge_counts(index),
        bases=BASES,
        facts=page_of(facts(index), "facts"),
        not_stated=page_of(not_stated(index)),
        view=view,
    )
