"""The pages: the career map, a path, one node, the data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.model.errors import GraphError
from graph.model.names import folded
from graph.model.records import BASES
from graph.model.relations import KINDS, PLURALS
from graph.parts.groups import READABLE, division, groups_of
from graph.parts.not_stated import missing
from graph.parts.paths import Path
from graph.parts.requirements import NodeRef, node_ref
from graph.parts.text import nothing_text
from graph.questions.node.search import Portrait, portrait_of
from graph.questions.search.search import search
from graph.questions.stats.search import edge_counts, longest_ladder
from graph.store.index import Index
from web import errors, filters, parameters
from web.pictures.vis import vis_network_file
from web.questions import path as alternatives

blueprint = Blueprint("pages", __name__)

A_PAGE = 100
_KINDS = {plural: kind for kind, plural in PLURALS.items()}


@blueprint.get("/")
def explorer() -> str:
    """Show the career map, or a node in the middle of its neighbours."""
    return render_template("explorer.html", **_panel())


@blueprint.get("/panel")
def panel() -> str:
    """Show what stands beside the map, alone: the explorer fetches it for each state."""
    return render_template("_panel.html", **_panel())


@blueprint.get("/path")
def path() -> tuple[str, int]:
    """Show the form of a path query, and the answer once it is filled in."""
    if not (request.args.get("source") or request.args.get("target")):
        return _path_page(ladder=longest_ladder(parameters.index())), 200
    try:
        if parameters.wants_alternatives():
            return alternatives.page(), 200
        return _path_page(answer=parameters.path()), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _path_page(problem=problem), errors.status(problem)


def _path_page(answer: Path | None = None, **more: object) -> str:
    parts = {"problem": None, "ladder": (), **more}
    return render_template("path.html", answer=answer, form=alternatives.form(answer), **parts)


@blueprint.get("/<any(roles, skills, responsibilities):plural>")
def listed(plural: str) -> str:
    """List the nodes of a kind, a hundred a page."""
    index = parameters.index()
    nodes = list(index.of_kind(_KINDS[plural]))
    pages = max(1, -(-len(nodes) // A_PAGE))
    page = max(1, parameters.whole_number("page", 1, pages))
    return render_template(
        "list.html",
        plural=plural,
        total=len(nodes),
        nodes=[node_ref(index, id_) for id_ in nodes[(page - 1) * A_PAGE : page * A_PAGE]],
        page=page,
        pages=pages,
    )


@blueprint.get("/<any(roles, skills, responsibilities):plural>/<id_>")
def node(plural: str, id_: str) -> str | AnyResponse:
    """Show all that is said about one node; another name, or kind, leads to its address."""
    portrait = portrait_of(parameters.index(), parameters.named(id_, _KINDS[plural]))
    address = filters.node_url(portrait.node)
    if address != request.script_root + request.path:
        return redirect(address)
    groups = groups_of(parameters.index(), portrait.node.id)
    return render_template("node.html", portrait=portrait, groups=groups)


@blueprint.get("/search")
def found() -> str | AnyResponse:
    """Open the node that a name means, or list those that it may mean."""
    index, text = parameters.index(), request.args.get("q", "").strip()
    results = search(index, text, limit=50)
    exact = [result.node for result in results if folded(result.name) == folded(text)]
    if len(exact) == 1:
        return redirect(filters.node_url(exact[0]))
    return render_template("search.html", text=text, results=results)


@blueprint.get("/data")
def data() -> str:
    """Show what is in the graph, where it comes from, and what is missing."""
    index = parameters.index()
    facts = index.about.facts
    return render_template(
        "data.html",
        kinds=[
            (kind, PLURALS[kind], [node_ref(index, id_) for id_ in index.of_kind(kind)])
            for kind in KINDS
        ],
        edges=edge_counts(index),
        nothing=partial(nothing_text, index.about, derives=index.derives_overlaps),
        bases=BASES,
        facts=[(fact, node_ref(index, fact.role) if fact.role else None) for fact in facts],
        missing=missing(index),
    )


@blueprint.get("/vendor/vis-network.js")
def vis_network() -> Response:
    """Send the vis-network file of the installed pyvis package."""
    return send_file(vis_network_file(), mimetype="text/javascript", max_age=86_400)


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    """Send browsers that ask for an icon to the one there is."""
    return redirect(url_for("static", filename="icon.svg"), 308)


def _panel() -> dict[str, Any]:
    """Return what the panel is made of: a node, or what a group or the data set divides into."""
    index = parameters.index()
    focus = request.args.get("focus", "").strip()
    expanded = [portrait_of(index, id_) for id_ in parameters.expanded()]
    if focus:
        portrait = portrait_of(index, focus)
        groups = groups_of(index, portrait.node.id)
        return {"portrait": portrait, "groups": groups, "expanded": expanded, "here": _focus_url}
    shown = division(index, request.args.get("group", ""))
    return {
        "portrait": None,
        "division": shown,
        "columns": _stages(index, shown.roles[:READABLE]),
        "left_out": max(0, len(shown.roles) - READABLE),
        "expanded": expanded,
        "here": _focus_url,
    }


def _focus_url(node: NodeRef) -> str:
    return url_for("pages.explorer", focus=node.id)


def _stages(index: Index, roles: Sequence[str]) -> list[tuple[str, list[Portrait]]]:
    """Return the list that says what the map shows: the roles, stage by stage."""
    portraits = [portrait_of(index, role, "role") for role in roles]
    titles = [stage.title for stage in index.about.stages]
    groups = [(title, [p for p in portraits if p.stage == title]) for title in titles]
    groups.append(("Level not stated" if titles else "", [p for p in portraits if not p.stage]))
    return [(title, members) for title, members in groups if members]
