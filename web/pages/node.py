"""The details of one node."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.model.errors import WrongKind
from graph.model.relations import PLURALS
from graph.parts.groups import groups_of
from graph.questions.node import view
from graph.questions.node.search import node_details
from web import filters, parameters

blueprint = Blueprint("node", __name__)

_KINDS = {plural: kind for kind, plural in PLURALS.items()}


@blueprint.get("/<any(roles, skills, responsibilities):plural>/<id_>")
def page(plural: str, id_: str) -> str | Response:
    """Show the details of a node; another name or kind redirects to its address."""
    index, kind = parameters.index(), _KINDS[plural]
    try:
        details = node_details(index, id_, kind)
    except WrongKind:
        details = node_details(index, id_)
    address = filters.node_url(details.node)
    if address != request.script_root + request.path:
        return redirect(address)
    groups = groups_of(index, details.node.id)
    return render_template("node.html", details=details, groups=groups, node_view=view)
