"""All nodes of a kind, as pages of a list."""

from __future__ import annotations

from flask import Blueprint, render_template

from graph.model.relations import KINDS, PLURALS
from graph.parts.requirements import node_ref
from web import parameters
from web.pages.paging import page_of

blueprint = Blueprint("lists", __name__)


@blueprint.get("/<any(roles, skills, responsibilities):plural>")
def page(plural: str) -> str:
    """List the nodes of a kind, a hundred a page."""
    index = parameters.index()
    (kind,) = [kind for kind in KINDS if PLURALS[kind] == plural]
    shown = page_of(list(index.of_kind(kind)))
    nodes = [node_ref(index, id_) for id_ in shown.entries]
    return render_template("list.html", plural=plural, nodes=nodes, shown=shown)
