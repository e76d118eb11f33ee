"""Pictures in the format of vis-network. The one module that imports pyvis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, TypedDict, get_args

from graph.model.edges import Edge
from graph.model.records import BASES, COUNTED, LeadsToEdge, OverlapsWithEdge, RequiresEdge
from graph.model.relations import RELATIONS, Kind, RelationName
from graph.parts.flow import observed_text
from graph.parts.text import years_text
from graph.questions.neighbourhood.search import edges_among
from graph.store.index import Index
from web.pictures.layout import (
    BOXES,
    MAX_NODES,
    Box,
    Layout,
    Orientation,
    Point,
    box_height,
    label_lines,
)
from web.pictures.routes import Line, Rectangle, routes
from web.pictures.tones import Tone, ToneTitle, tones

MAX_EDGES = 90
"""The most edges of one picture, the strongest first."""
MOST_OF_EACH = 3
"""The most edges that leave a role of a net, shown while it is pointed at."""

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
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
}
_NODE_STYLES: dict[Kind, dict[str, Any]] = {
    "role": {"font": {"size": 16}},
    "skill": {"font": {"size": 16}, "shapeProperties": {"borderRadius": 16}},
    "responsibility": {
        "font": {"size": 16},
        "shapeProperties": {"borderRadius": 2, "borderDashes": [5, 3]},
    },
}
_MARGIN = 6
"""Between the text of a box and its border."""
_EDGE_STYLES: dict[RelationName, dict[str, Any]] = {
    "leads_to": {"width": 3},
    "requires": {"width": 1},
    "overlaps_with": {"width": 2, "dashes": [7, 6], "head": None},
}


class Picture(TypedDict):
    """What a graph view draws: vis-network's nodes, edges and options, headings and bands."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    headings: list[dict[str, Any]]
    bands: list[dict[str, Any]]
    tones: list[ToneTitle]
    """The hues of its roles, and the track or ladder each stands for."""
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
    kinds = {**BOXES, "role": layout.role_box}
    boxes = {
        id_: _rectangle(index, id_, place, kinds[index.kinds[id_]]) for id_, place in places.items()
    }
    ends = {end for source, target, _ in path for end in (source, target)}
    hues, titles = tones(index, (id_ for id_ in places if index.kinds[id_] == "role"))
    nodes = [
        _node(index, id_, boxes[id_], hues.get(id_), label_lines(index, id_, kinds[index.kinds[id_]]))
        | {"on_path": id_ in ends}
        for id_ in places
    ]
    links = _drawn(index, places, {focus, *opened}, focus, path)
    links = _strongest_of_each(links, path) if layout.net else links[:MAX_EDGES]
    words = [heading.rectangle() for heading in layout.headings]
    lines = [_line(layout, link, orientation) for link in links]
    found = routes(lines, boxes, words, around=not layout.net)
    edges = [
        route._asdict()
        | _edge(index, link)
        | {"on_path": _is_on(path, link), "on_hover": layout.net and not _is_on(path, link)}
        for link, route in zip(links, found, strict=True)
    ]
    if not any(edge.get("label", "?") != "?" for edge in edges):
        edges = [edge | {"label": ""} for edge in edges]  # no years stated: nothing to tell apart
    return {
        **plain_picture(nodes, edges),
        "headings": [heading._asdict() for heading in layout.headings],
        "bands": [band._asdict() for band in layout.bands],
        "tones": titles,
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
        "tones": [],
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


def _node(
    index: Index, id_: str, box: Rectangle, tone: Tone | None, lines: Sequence[str]
) -> dict[str, Any]:
    kind = index.kinds[id_]
    colour = {"tone": tone.hue, "shade": tone.shade} if tone else {}
    return {
        **colour,
        "id": id_,
        "label": "\n".join(lines),
        "title": f"{index.title(id_)}\n{index.records[id_].summary or ''}".strip(),
        "kind": kind,
        **sized(box),
        **_NODE_STYLES[kind],
    }


def sized(box: Rectangle) -> dict[str, Any]:
    """Return the place and size of a box, also as vis-network takes them."""
    width, height = round(2 * box.half_width), round(2 * box.half_height)
    return {
        "x": round(box.x),
        "y": round(box.y),
        "width": width,
        "height": height,
        "margin": _MARGIN,
        "widthConstraint": {"minimum": width - 2 * _MARGIN},
        "heightConstraint": {"minimum": height - 2 * _MARGIN},
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
    path: Collection[EdgeId],
) -> list[Edge]:
    """Return the edges to draw, those of the path first, then the strongest.

    Of edges with the same ends, relation and basis it is the first. The stronger basis comes
    before the weaker one.
    """
    seen: dict[object, Edge] = {}
    for link in edges_among(index, places):
        between_roles = focus is None and link.relation != "requires"
        if not (between_roles or link.source in opened or link.target in opened):
            continue
        pair = (link.source, link.target)
        ends = frozenset(pair) if RELATIONS[link.relation].symmetric else pair
        seen.setdefault((ends, link.relation, link.record.basis), link)
    return sorted(seen.values(), key=lambda link: (not _is_on(path, link), _strength(link)))


def _strongest_of_each(links: Iterable[Edge], path: Collection[EdgeId]) -> list[Edge]:
    """Return the edges of the path, and the first few that each node of a net leads to."""
    counts: Counter[str] = Counter()
    kept = []
    for link in links:
        counts[link.source] += 1
        if counts[link.source] <= MOST_OF_EACH or _is_on(path, link):
            kept.append(link)
    return kept


def _strength(link: Edge) -> tuple[int, int, float]:
    """Order edges by relation and basis, then by how many took a step or how alike the ends are."""
    record = link.record
    score = 0.0
    if isinstance(record, LeadsToEdge) and record.observed:
        score = record.observed.share_of_leavers or 0.0
    elif isinstance(record, OverlapsWithEdge):
        score = record.overlap_coefficient or 0.0
    return list(RELATIONS).index(link.relation), list(BASES).index(record.basis), -score


def _is_on(path: Collection[EdgeId], link: Edge) -> bool:
    ends = ((link.source, link.target, link.key), (link.target, link.source, link.key))
    return not set(ends).isdisjoint(path)


def _tooltip(index: Index, link: Edge) -> str:
    ends = (index.title(link.source), index.title(link.target))
    words = f"{ends[0]} {RELATIONS[link.relation].words} {ends[1]} ({link.record.basis})"
    if isinstance(link.record, LeadsToEdge):
        observed = link.record.observed
        counted = f"\nObserved: {observed_text(observed)}" if observed else ""
        return f"{words}\nYears: {years_text(link.record.years)}{counted}"
    return words


def _is_quiet(link: Edge) -> bool:
    return link.relation == "overlaps_with" and link.record.basis == "derived"


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
    if isinstance(link.record, RequiresEdge) and link.record.necessity not in COUNTED:
        return {"dashes": [3, 4]}
    if link.record.basis == "derived":
        return {"dashes": [2, 7], "width": 1.5}
    return {}


def _rectangle(index: Index, id_: str, place: Point, box: Box) -> Rectangle:
    return Rectangle(*place, box.width / 2, box_height(index, id_, box) / 2)


def _line(layout: Layout, link: Edge, orientation: Orientation) -> Line:
    upright = orientation == "portrait" or (link.relation == "requires" and not layout.sideways)
    if link.relation != "requires":
        words, via = _marks(link).get("label", ""), layout.bends.get((link.source, link.target), ())
        return Line(link.source, link.target, words, upright, via=via, quiet=_is_quiet(link))
    in_rows = link.target not in layout.entries
    entry = layout.entries.get(link.source if in_rows else link.target)
    return Line(link.source, link.target, "", upright, entry, source_in_rows=in_rows)
