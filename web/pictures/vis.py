"""Pictures in the format of vis-network. The one module that imports pyvis."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, TypedDict, get_args

from graph.model.edges import Edge
from graph.model.records import LeadsToEdge, RequiresEdge
from graph.model.relations import RELATIONS, Kind, RelationName
from graph.parts.flow import observed_text
from graph.parts.text import years_text
from graph.questions.neighbourhood.search import edges_among
from graph.store.index import Index
from web.pictures.curves import Rectangle, curve
from web.pictures.layout import BOXES, MAX_NODES, Layout, Orientation, Point, box_height, label

MAX_DROP = 330
"""The most that a line of a narrow picture goes up or down, in pixels."""

Places: TypeAlias = Mapping[str, Point]
EdgeId: TypeAlias = tuple[str, str, str]
"""Source, target and key."""

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "tooltipDelay": 500,
        "keyboard": False,  # graph-walk.js
    },
}
_NODE_STYLES: dict[Kind, dict[str, Any]] = {
    "role": {"margin": 9, "font": {"size": 18}},
    "skill": {"margin": 7, "font": {"size": 14}, "shapeProperties": {"borderRadius": 16}},
    "responsibility": {
        "margin": 7,
        "font": {"size": 14},
        "shapeProperties": {"borderRadius": 2, "borderDashes": [5, 3]},
    },
}
_EDGE_STYLES: dict[RelationName, dict[str, Any]] = {
    "leads_to": {"width": 3},
    "requires": {"width": 1, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}},
    "overlaps_with": {"width": 2, "dashes": [7, 6], "arrows": ""},
}


class Picture(TypedDict):
    """What a graph view draws: vis-network's nodes, edges and options, headings and bands."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    headings: list[dict[str, Any]]
    bands: list[dict[str, Any]]
    left_out: int
    """How many more nodes the answer has."""
    focus: str
    """The id of the node in focus, or ""."""


def to_vis(
    index: Index,
    layout: Layout,
    orientation: Orientation,
    *,
    path: Collection[EdgeId] = (),
    opened: Collection[str] = (),
    focus: str | None = None,
) -> Picture:
    """Return the picture of a layout: its first MAX_NODES nodes, and edges between them.

    The edges are those that touch an ``opened`` node or the ``focus``; without a focus also all
    edges between roles. Edges with the same ends, relation and basis are one line, *overlaps
    with* in both directions too. Nodes and edges of the ``path`` are marked ``on_path``.
    """
    places = dict(islice(layout.positions.items(), MAX_NODES))
    boxes = {id_: _rectangle(index, id_, place) for id_, place in places.items()}
    ends = {end for source, target, _ in path for end in (source, target)}
    nodes = [_node(index, id_, place) | {"on_path": id_ in ends} for id_, place in places.items()]
    edges = [
        _edge(index, link)
        | {
            "smooth": curve(link, places, boxes, upright=_upright(layout, link, orientation)),
            "on_path": not {(link.source, link.target, link.key),
                            (link.target, link.source, link.key)}.isdisjoint(path),
        }
        for link in _drawn(index, places, {focus, *opened}, focus, orientation)
    ]  # fmt: skip
    return {
        **plain_picture(nodes, edges),
        "headings": [heading._asdict() for heading in layout.headings],
        "bands": [band._asdict() for band in layout.bands],
        "left_out": len(layout.positions) - len(places),
        "focus": focus or "",
    }


def plain_picture(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Picture:
    """Return a picture without headings and bands, from nodes and edges as pyvis takes them."""
    from pyvis.network import Network  # imports IPython, which takes half a second

    network = Network(directed=True)
    for node in nodes:
        network.add_node(node["id"], shape="box", group=node["kind"], **_without(node, "id"))
    for number, edge in enumerate(edges):
        ends = (edge["source"], edge["target"])
        network.add_edge(*ends, id=f"e{number}", **_without(edge, "source", "target"))
    network.options = _OPTIONS
    vis_nodes, vis_edges, *_ = network.get_network_data()
    return {
        "nodes": vis_nodes,
        "edges": vis_edges,
        "options": _OPTIONS,
        "headings": [],
        "bands": [],
        "left_out": 0,
        "focus": "",
    }


def in_both_orientations(draw: Callable[[Orientation], Picture]) -> dict[Orientation, Picture]:
    """Return a picture for wide and for narrow screens, for a page that carries it.

    The answer to a profile is such a page: no address holds the profile, or what follows from it.
    """
    return {orientation: draw(orientation) for orientation in get_args(Orientation)}


@cache
def vis_network_file() -> Path:
    """Return the vis-network file in the installed pyvis package."""
    spec = find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("pyvis is not installed")
    package = Path(spec.submodule_search_locations[0])
    return max(package.glob("templates/lib/vis-*/vis-network.min.js"))


def _without(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _node(index: Index, id_: str, place: Point) -> dict[str, Any]:
    kind = index.kinds[id_]
    style = _NODE_STYLES[kind]
    width = BOXES[kind].width - 2 * int(style["margin"])
    return {
        "id": id_,
        "label": label(index, id_),
        "title": f"{index.title(id_)}\n{index.records[id_].summary or ''}".strip(),
        "kind": kind,
        "x": round(place[0]),
        "y": round(place[1]),
        "widthConstraint": {"minimum": width - 16, "maximum": width},  # boxes of a kind look alike
        **style,
    }


def _edge(index: Index, link: Edge) -> dict[str, Any]:
    return {
        "source": link.source,
        "target": link.target,
        "relation": link.relation,
        "basis": link.record.basis,
        "title": _tooltip(index, link),
        **_EDGE_STYLES[link.relation],
        **_marks(link),
    }


def _drawn(
    index: Index,
    places: Places,
    opened: Collection[str | None],
    focus: str | None,
    orientation: Orientation,
) -> list[Edge]:
    """Return the edges to draw: the first of those with the same ends, relation and basis.

    A narrow picture has no room for lines past other rows; the list beside it has them.
    """
    seen: dict[object, Edge] = {}
    for link in edges_among(index, places):
        between_roles = focus is None and link.relation != "requires"
        if not (between_roles or link.source in opened or link.target in opened):
            continue
        far = abs(places[link.source][1] - places[link.target][1]) > MAX_DROP
        if orientation == "portrait" and (far or link.relation == "requires"):
            continue
        pair = (link.source, link.target)
        ends = frozenset(pair) if RELATIONS[link.relation].symmetric else pair
        seen.setdefault((ends, link.relation, link.record.basis), link)
    return list(seen.values())


def _tooltip(index: Index, link: Edge) -> str:
    ends = (index.title(link.source), index.title(link.target))
    words = f"{ends[0]} {RELATIONS[link.relation].words} {ends[1]} ({link.record.basis})"
    if isinstance(link.record, LeadsToEdge):
        observed = link.record.observed
        counted = f"\nObserved: {observed_text(observed)}" if observed else ""
        return f"{words}\nYears: {years_text(link.record.years)}{counted}"
    return words


def _marks(link: Edge) -> dict[str, Any]:
    """Return the label of an edge, and the dashes that show its basis or necessity."""
    if isinstance(link.record, LeadsToEdge):
        words = years_text(link.record.years, short=True)
        observed = link.record.observed
        share = observed.share_of_leavers if observed else None
        if link.record.years is None and share is not None:
            words = f"{100 * share:.2g} %"
        dashed = link.record.basis not in ("stated", "observed")
        return {"label": words} | ({"dashes": [14, 5]} if dashed else {})
    if isinstance(link.record, RequiresEdge) and link.record.necessity != "essential":
        return {"dashes": [3, 4]}
    if link.record.basis == "derived":
        return {"dashes": [2, 7], "width": 1.5}
    return {}


def _rectangle(index: Index, id_: str, place: Point) -> Rectangle:
    return Rectangle(*place, BOXES[index.kinds[id_]].width / 2, box_height(index, id_) / 2)


def _upright(layout: Layout, link: Edge, orientation: Orientation) -> bool:
    """Return whether an edge leaves its boxes up or down, not to the side."""
    if link.relation == "requires":
        return not layout.sideways
    places = layout.positions
    apart = abs(places[link.source][0] - places[link.target][0])
    return orientation == "portrait" or apart < BOXES["role"].width
