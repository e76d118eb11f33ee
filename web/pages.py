"""The pages: the career map, a path, one node, the data."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.index import Index
from graph.model import BASES, NotStated
from graph.profile import NodeProfile, node_profile
from graph.relations import KINDS, PLURALS, RELATIONS, RelationName
from graph.requirements import NodeRef, node_ref
from graph.search import search
from web import asked, filters
from web.visual import vis_network_file

blueprint = Blueprint("pages", __name__)

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
def path() -> str:
    """Show the form of a path query, and the answer once it is filled in."""
    filled = bool(request.args.get("source") or request.args.get("target"))
    answer = asked.path() if filled else None
    return render_template("path.html", answer=answer, examples=_examples(asked.index()))


@blueprint.get("/<any(roles, skills, responsibilities):plural>/<id_>")
def node(plural: str, id_: str) -> str | AnyResponse:
    """Show all that is said about one node."""
    kind = _KINDS[plural]
    profile = node_profile(asked.index(), id_, kind)
    if profile.node.id != id_:
        return redirect(filters.node_url(profile.node))
    return render_template("node.html", profile=profile)


@blueprint.get("/search")
def found() -> str:
    """List the nodes that a text may mean."""
    text = request.args.get("q", "").strip()
    results = search(asked.index(), text, limit=50)
    return render_template("search.html", text=text, results=results)


@blueprint.get("/data")
def data() -> str:
    """Show what is in the graph, where it comes from, and what is missing."""
    index = asked.index()
    return render_template(
        "data.html",
        kinds=[
            (kind, PLURALS[kind], [node_ref(index, id_) for id_ in index.of_kind(kind)])
            for kind in KINDS
        ],
        edges=_edge_counts(index),
        bases=BASES,
        missing=list(_missing(index)),
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
    index = asked.index()
    focus = request.args.get("focus", "").strip()
    profile = node_profile(index, focus) if focus else None
    return {
        "profile": profile,
        "roles": None if profile else _roles_by_stage(index),
        "here": _focus_url,
    }


def _focus_url(node: NodeRef) -> str:
    return url_for("pages.explorer", focus=node.id)


def _roles_by_stage(index: Index) -> list[tuple[str, list[NodeProfile]]]:
    """Return the list that says what the map shows: the roles, stage by stage."""
    profiles = [node_profile(index, id_, "role") for id_ in index.of_kind("role")]
    stages = [stage.title for stage in index.about.stages]
    groups = [(title, [p for p in profiles if p.stage == title]) for title in stages]
    rest = [profile for profile in profiles if profile.stage is None]
    groups.append(("Level not stated" if stages else "Roles", rest))
    return [(title, members) for title, members in groups if members]


def _examples(index: Index) -> list[tuple[NodeRef, NodeRef]]:
    """Return two ends worth asking for: the first rung and the last role it leads up to."""
    rungs = [id_ for id_ in index.of_kind("role") if id_ not in index.starting_points]
    starts = [id_ for id_ in rungs if index.outgoing(id_, "leads_to")]
    ends = [id_ for id_ in rungs if index.incoming(id_, "leads_to")]
    if not starts or not ends:
        return []
    return [(node_ref(index, starts[0]), node_ref(index, ends[-1]))]


def _edge_counts(index: Index) -> list[tuple[str, Counter[str]]]:
    counts: dict[RelationName, Counter[str]] = {name: Counter() for name in RELATIONS}
    for _, _, data in index.G.edges(data=True):
        counts[data["relation"]][data["record"].basis] += 1
    return [
        (
            RELATIONS[name].words,
            Counter(
                {basis: n // (2 if RELATIONS[name].symmetric else 1) for basis, n in c.items()}
            ),
        )
        for name, c in counts.items()
    ]


def _missing(index: Index) -> list[tuple[NodeRef, str, NotStated]]:
    """Return everything recorded as not stated: of which node, on which edge, and what."""
    found = []
    for id_, record in index.records.items():
        here = node_ref(index, id_)
        found += [(here, "", entry) for entry in record.not_stated]
        for relation in RELATIONS.values():
            for link in index.outgoing(id_, relation.name):
                words = f"{relation.words} {index.records[link.target].title}"
                found += [(here, words, entry) for entry in link.record.not_stated]
    return found
