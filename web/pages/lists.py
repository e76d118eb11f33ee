"""All nodes of a kind, as pages of a list."""

from __future__ import annotations

from flask import Blueprint, render_template

from graph.model.relations import PLURALS
from graph.parts.requirements import node_ref
from web import parameters

blueprint = Blueprint("lists", __name__)

PAGE_SIZE = 100
_KINDS = {plural: kind for kind, plural in PLURALS.items()}


@blueprint.get("/<any(roles, skills, responsibilities):plural>")
def page(plural: str) -> str:
    """List the nodes of a kind, a hundred a page."""
    index = parameters.index()
    nodes = list(index.of_kind(_KINDS[plural]))
    pages = max(1, -(-len(nodes) // PAGE_SIZE))
    number = max(1, parameters.whole_number("page", 1, pages))
    start = (number - 1) * PAGE_SIZE
    return render_template(
        "list.html",
        plural=plural,
        total=len(nodes),
        nodes=[node_ref(index, id_) for id_ in nodes[start : start + PAGE_SIZE]],
        page=number,
        pages=pages,
    )
