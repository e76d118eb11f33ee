"""A picture of the graph as vis-network reads it. The one module that imports pyvis."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from graph.model.edges import Edge
from graph.model.records import LeadsToEdge, RequiresEdge
from graph.model.relations import RELATIONS, Kind, RelationName
from graph.parts.text import years_text
from graph.questions.neighbourhood.search import edges_among
from graph.store.index import Index
from web.pictures.curves import Point, Rectangle, curve
from web.pictures.layout import BOXES, MAX_NODES, Layout, Orientation, box_height, label

FAR = 330
"""How far down a line of a narrow picture may go."""

Places: TypeAlias = Mapping[str, Point]

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "tooltipDelay": 500,
        "keyboard": {"enabled": True, "bindToWindow": False},
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


def to_vis(
    index: Index,
    layout: Layout,
    orientation: Orientation,
    *,
    path: Collection[tuple[str, str, str]] = (),
    opened: Collection[str] = (),
    middle: str | None = None,
) -> dict[str, Any]:
    """Return nodes, edges and options as vis-network takes them, and the headings and bands.

    The edges are those that touch one of the ``opened`` nodes or the ``middle``; without a node
    in the middle also all those between roles. *Overlaps with* is one line, and of parallel
    edges each relation and basis is one. With a ``path``, given as (source, target, key)
    of its edges, its nodes and edges are marked ``on_path``. Of more than MAX_NODES nodes the
    first are drawn, and ``left_out`` counts the others.
    """
    places = dict(islice(layout.positions.items(), MAX_NODES))
    boxes = {id_: _rectangle(index, id_, place) for id_, place in places.items()}
    on_path = {end for source, target, _ in path for end in (source, target)}
    nodes = [
        {
            "id": id_,
            "label": label(index, id_),
            "title": f"{index.title(id_)}\n{index.records[id_].summary or ''}".strip(),
            "kind": index.kinds[id_],
            "x": round(x),
            "y": round(y),
            "widthConstraint": _text_width(index.kinds[id_]),
            "on_path": id_ in on_path,
            **_NODE_STYLES[index.kinds[id_]],
        }
        for id_, (x, y) in places.items()
    ]
    edges = [
        {
            "source": link.source,
            "target": link.target,
            "relation": link.relation,
            "basis": link.record.basis,
            "title": _tooltip(index, link),
            "smooth": curve(link, places, boxes, upright=_upright(layout, link, orientation)),
            "on_path": (link.source, link.target, link.key) in path
            or (link.target, link.source, link.key) in path,
            **_EDGE_STYLES[link.relation],
            **_marks(link),
        }
        for link in _drawn(index, places, {middle, *opened}, middle, orientation)
    ]
    return {
        **described(nodes, edges),
        "headings": [heading._asdict() for heading in layout.headings],
        "bands": [band._asdict() for band in layout.bands],
        "left_out": len(layout.positions) - len(places),
        "middle": middle or "",
    }


def described(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a picture without headings and bands, from nodes and edges as pyvis takes them."""
    from pyvis.network import Network  # it imports IPython, half a second: only to draw

    network = Network(directed=True)
    for node in nodes:
        network.add_node(node["id"], shape="box", group=node["kind"], **_rest(node, "id"))
    for number, edge in enumerate(edges):
        ends = (edge["source"], edge["target"])
        network.add_edge(*ends, id=f"e{number}", **_rest(edge, "source", "target"))
    network.options = _OPTIONS
    drawn_nodes, drawn_edges, *_ = network.get_network_data()
    return {
        "nodes": drawn_nodes,
        "edges": drawn_edges,
        "options": _OPTIONS,
        "headings": [],
        "bands": [],
        "left_out": 0,
        "middle": "",
    }


def _rest(values: Mapping[str, Any], *without: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in without}


@cache
def vis_network_file() -> Path:
    """Return the vis-network file that the installed pyvis package carries."""
    spec = find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("pyvis is not installed")
    package = Path(spec.submodule_search_locations[0])
    return max(package.glob("templates/lib/vis-*/vis-network.min.js"))


def _text_width(kind: Kind) -> dict[str, int]:
    """Return how wide the text of a box is, so that boxes of a kind are alike."""
    width = BOXES[kind].width - 2 * int(_NODE_STYLES[kind]["margin"])
    return {"minimum": width - 16, "maximum": width}


def _drawn(
    index: Index,
    places: Places,
    opened: Collection[str | None],
    middle: str | None,
    orientation: Orientation,
) -> list[Edge]:
    """Return the edges to draw: of those alike in ends, relation and basis, the first.

    A narrow picture has no room for lines past other rows; the list beside it has them.
    """
    seen: dict[object, Edge] = {}
    for link in edges_among(index, places):
        between_roles = middle is None and link.relation != "requires"
        if not (between_roles or link.source in opened or link.target in opened):
            continue
        far = abs(places[link.source][1] - places[link.target][1]) > FAR
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
        return f"{words}\nYears: {years_text(link.record.years)}"
    return words


def _marks(link: Edge) -> dict[str, Any]:
    if isinstance(link.record, LeadsToEdge):
        label = years_text(link.record.years, short=True)
        return {"label": label} | ({} if link.record.basis == "stated" else {"dashes": [14, 5]})
    if isinstance(link.record, RequiresEdge) and link.record.necessity != "essential":
        return {"dashes": [3, 4]}
    if link.record.basis == "derived":
        return {"dashes": [2, 7], "width": 1.5}
    return {}


def _rectangle(index: Index, id_: str, place: Point) -> Rectangle:
    return Rectangle(*place, BOXES[index.kinds[id_]].width / 2, box_height(index, id_) / 2)


def _upright(layout: Layout, link: Edge, orientation: Orientation) -> bool:
    if link.relation == "requires":
        return not layout.sideways
    places = layout.positions
    apart = abs(places[link.source][0] - places[link.target][0])
    return orientation == "portrait" or apart < BOXES["role"].width
