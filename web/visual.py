"""A picture of the graph as vis-network reads it. The one module that imports pyvis."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from graph.index import Index, Link
from graph.model import LeadsToEdge, RequiresEdge
from graph.neighbourhood import edges_among
from graph.relations import RELATIONS, Kind, RelationName
from graph.words import years_text
from web.layout import BOXES, MAX_NODES, Layout, Orientation

Places: TypeAlias = Mapping[str, tuple[float, float]]

FAR = 320
"""How long an edge of a tall picture is that passes other rows, so that it bends around them."""

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "tooltipDelay": 250,
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


def picture(
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
    from pyvis.network import Network  # it imports IPython, half a second: only to draw

    network = Network(directed=True)
    places = dict(islice(layout.positions.items(), MAX_NODES))
    on_path = {end for source, target, _ in path for end in (source, target)}
    for id_, (x, y) in places.items():
        record, kind = index.records[id_], index.kinds[id_]
        network.add_node(
            id_,
            label=record.title,
            title=record.summary or record.title,
            group=kind,
            kind=kind,
            shape="box",
            x=round(x),
            y=round(y),
            widthConstraint=_text_width(kind),
            on_path=id_ in on_path,
            basis=record.basis,
            **_NODE_STYLES[kind],
        )
    for number, link in enumerate(_drawn(index, places, {middle, *opened}, middle)):
        network.add_edge(
            link.source,
            link.target,
            id=f"e{number}",
            relation=link.relation,
            basis=link.record.basis,
            title=_tooltip(index, link),
            smooth=_curve(places, link, orientation),
            on_path=(link.source, link.target, link.key) in path
            or (link.target, link.source, link.key) in path,
            **_EDGE_STYLES[link.relation] | _marks(index, link),
        )
    network.options = _OPTIONS
    nodes, edges, *_ = network.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": _OPTIONS,
        "headings": [heading._asdict() for heading in layout.headings],
        "bands": [band._asdict() for band in layout.bands],
        "left_out": len(layout.positions) - len(places),
    }


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
    index: Index, places: Places, opened: Collection[str | None], middle: str | None
) -> list[Link]:
    """Return the edges to draw: of those alike in ends, relation and basis, the first."""
    seen: dict[object, Link] = {}
    for link in edges_among(index, places):
        between_roles = middle is None and link.relation != "requires"
        if not (between_roles or link.source in opened or link.target in opened):
            continue
        pair = (link.source, link.target)
        ends = frozenset(pair) if RELATIONS[link.relation].symmetric else pair
        seen.setdefault((ends, link.relation, link.record.basis), link)
    return list(seen.values())


def _tooltip(index: Index, link: Link) -> str:
    ends = (index.records[link.source].title, index.records[link.target].title)
    words = f"{ends[0]} {RELATIONS[link.relation].words} {ends[1]} ({link.record.basis})"
    if isinstance(link.record, LeadsToEdge):
        return f"{words}\nYears: {years_text(link.record.years)}"
    return words


def _marks(index: Index, link: Link) -> dict[str, Any]:
    if isinstance(link.record, LeadsToEdge):
        if link.record.years is None and link.source in index.starting_points:
            return {}
        return {"label": years_text(link.record.years, short=True)}
    if isinstance(link.record, RequiresEdge) and link.record.necessity != "essential":
        return {"dashes": [3, 4]}
    if link.record.basis == "derived":
        return {"dashes": [2, 7], "width": 1.5}
    return {}


def _curve(places: Places, link: Link, orientation: Orientation) -> dict[str, Any]:
    """Return how an edge bends, so that parallel relations do not lie on each other."""
    (x1, y1), (x2, y2) = places[link.source], places[link.target]
    if link.relation == "overlaps_with":
        bend = 0.18 if link.record.basis != "derived" else 0.3
        return {"enabled": True, "type": "curvedCCW", "roundness": bend}
    if orientation == "portrait" and link.relation == "leads_to" and abs(y2 - y1) > FAR:
        return {"enabled": True, "type": "curvedCW", "roundness": 0.2}
    along_y = link.relation == "requires" or orientation == "portrait"
    if link.relation == "leads_to" and abs(x2 - x1) < BOXES["role"].width:
        along_y = True
    if abs(y2 - y1) < 1 and not along_y:
        return {"enabled": False, "type": "continuous", "roundness": 0}
    direction = "vertical" if along_y else "horizontal"
    return {
        "enabled": True,
        "type": "cubicBezier",
        "forceDirection": direction,
        "roundness": 0.45,
    }
