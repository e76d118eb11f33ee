"""The explorer: the career map with its panel, and one node among its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from graph.parts.groups import MAX_UNDIVIDED, division, groups_of
from graph.parts.requirements import NodeRef
from graph.questions.node import view
from graph.questions.node.answer import NodeDetails
from graph.questions.node.search import node_details
from graph.questions.stats.search import longest_ladder
from graph.store.index import Index
from web import parameters
from web.drawn import drawn_at
from web.exports import known_ids

blueprint = Blueprint("map", __name__)

STATE = ("focus", "group", "expand")
"""What the address of the explorer says of its picture."""


@blueprint.get("/")
def page() -> str:
    """Show the career map, or one node among its neighbours."""
    shown = _panel()
    state = {name: request.args.get(name, "").strip() or None for name in STATE}
    address = url_for("api.picture", **state)  # type: ignore[arg-type]
    drawn = drawn_at(address, off=request.args.get("off", ""))
    return render_template("explorer.html", drawn=drawn, **shown)


@blueprint.get("/sets/")
def sets() -> Response:
    """Redirect to the map, which lists the data sets, where there are several."""
    if len(current_app.extensions["sets"]) < 2:  # noqa: PLR2004  # several
        abort(404)
    return redirect(url_for(".page"))


@blueprint.get("/panel")
def panel() -> str:
    """Show only the panel beside the map: the explorer fetches it for each state."""
    return render_template("_panel.html", **_panel())


def _panel() -> dict[str, Any]:
    """Return what the panel shows: a node, or the parts of a group or of the data set."""
    index = parameters.index()
    focus = request.args.get("focus", "").strip()
    expanded = [
        node_details(index, id_) for id_ in known_ids(index, request.args.get("expand", ""))
    ]
    shared = {"expanded": expanded, "here": _focus_url}
    if focus:
        details = node_details(index, focus)
        groups = groups_of(index, details.node.id)
        return {"details": details, "groups": groups, "node_view": view, **shared}
    shown = division(index, request.args.get("group", ""))
    columns = _stages(index, shown.roles[:MAX_UNDIVIDED])
    left_out = max(0, len(shown.roles) - MAX_UNDIVIDED)
    return {
        "details": None,
        "division": shown,
        "columns": columns,
        "left_out": left_out,
        "ladder": () if shown.group else longest_ladder(index),
        **shared,
    }


def _focus_url(node: NodeRef) -> str:
    return url_for("map.page", focus=node.id)


def _stages(index: Index, roles: Sequence[str]) -> list[tuple[str, list[NodeDetails]]]:
    """Return the roles of the map by the title of their stage; "" where none is stated."""
    each = [node_details(index, role, "role") for role in roles]
    titles = [stage.title for stage in index.about.stages]
    groups = [(title, [role for role in each if role.stage == title]) for title in titles]
    groups.append(("", [role for role in each if not role.stage]))
    return [(title, members) for title, members in groups if members]
