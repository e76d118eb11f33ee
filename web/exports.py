"""The graph as JSON, as GraphML and as pictures, with the operations that describe them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypedDict, cast

import msgspec
from flask import Response, request, url_for
from msgspec import Meta

from graph.formats.export import ExportQuery, PathChoice, chosen_path, export
from graph.formats.graphml_write import graphml
from graph.model.errors import BadParameter
from graph.parts.groups import division
from graph.parts.queries.query import Query
from graph.parts.queries.request import read_request
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import answer as unlock
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph
from web import parameters
from web.operations import ADDRESS, Operation
from web.pictures.career_map import map_picture
from web.pictures.compare import compare_picture
from web.pictures.focus import focus_picture
from web.pictures.layout import Orientation
from web.pictures.svg import Theme, svg
from web.pictures.unlock import unlock_picture
from web.pictures.vis import Picture

MAX_EXPANDED = 20
MAX_KEPT = 32
"""How many pictures are kept: a page shows the same one in several forms."""


class GraphQuery(Query, frozen=True, kw_only=True):
    """Send the whole graph: what the data set says of itself, all nodes and all edges."""


class PictureQuery(PathChoice, frozen=True, kw_only=True):
    """Draw the career map, a group of it, a node in focus, a path, or another answer.

    The picture is for vis-network: nodes with their places, and edges. Profiles have no address;
    the pages that answer a profile hold its picture.
    """

    exclusive = (
        ("focus", "compare", "unlock", "source"),
        ("focus", "compare", "unlock", "target"),
    )

    focus: Annotated[
        str | None, Meta(description="a node to draw among its neighbours", extra={"names": "node"})
    ] = None
    compare: Annotated[
        tuple[str, ...],
        Meta(description="a role to compare; two to four", extra={"names": "role"}),
    ] = ()
    unlock: Annotated[
        str | None,
        Meta(
            description="a role whose holder gains skills that bring new roles into reach",
            extra={"names": "role"},
        ),
    ] = None
    group: Annotated[str, Meta(description="the id of a group of roles to draw")] = ""
    expand: Annotated[
        str,
        Meta(
            description=f"ids of nodes to expand, with commas between them; at most {MAX_EXPANDED}",
            max_length=5_000,
        ),
    ] = ""
    orientation: Annotated[Orientation, Meta(description="the form of the screen")] = "landscape"

    def expanded(self, index: Index) -> list[str]:
        """Return the ids of the nodes to expand; raise UnknownNode for other names."""
        return known_ids(index, self.expand)


Hidden = Literal[
    "skill", "responsibility", "leads_to", "requires", "overlaps_with", "derived", "none"
]
"""What the legend hides: a kind, a relation, derived overlaps; or nothing."""


class SvgQuery(PictureQuery, frozen=True, kw_only=True):
    """Draw the same picture as SVG, for slides, paper, and pages before they draw it themselves.

    Lines that the interactive picture shows under the pointer only are left out.
    """

    theme: Annotated[Theme, Meta(description="the colours")] = "light"
    off: Annotated[
        tuple[Hidden, ...],
        Meta(
            description="kinds and relations to leave out (default: derived overlaps, "
            "or none with a node in focus)"
        ),
    ] = ()

    def left_out(self) -> frozenset[str]:
        """Return what is left out, by default as the legend of the map does."""
        return frozenset(self.off or (() if self.focus else ("derived",)))


class WholeGraph(TypedDict):
    """A data set: what it says of itself, its nodes and its edges."""

    about: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


OPERATIONS = (
    Operation(
        name="graph",
        path=f"{ADDRESS}graph",
        summary="send the whole graph",
        query=GraphQuery,
        answer=WholeGraph,
    ),
    Operation(
        name="picture",
        path=f"{ADDRESS}picture",
        summary="draw a part of the graph",
        query=PictureQuery,
        answer=Picture,
    ),
    Operation(
        name="picture_svg",
        path="/picture.svg",
        summary="draw a part of the graph as SVG",
        query=SvgQuery,
        answer=None,
        media_type="image/svg+xml",
    ),
    Operation(
        name="graphml",
        path="/graph.graphml",
        summary="write the graph, or a part of it, as GraphML",
        query=ExportQuery,
        answer=None,
        media_type="application/xml",
    ),
)


def graph() -> Response:
    """Answer with the whole graph, one node or edge a line."""
    read_request(GraphQuery, request.args)
    return Response(_graph_lines(parameters.index().G), mimetype="application/json")


def picture() -> Response:
    """Answer with the picture that the request describes."""
    query = read_request(PictureQuery, request.args)
    return Response(msgspec.json.encode(draw(query)), mimetype="application/json")


def picture_svg() -> Response:
    """Answer with the picture that the request describes, as SVG."""
    query = read_request(SvgQuery, request.args)
    name, title = name_of(query)
    drawn = svg(draw(query), query.theme, title=title, off=query.left_out(), address=address_of)
    headers = {"Content-Disposition": f'inline; filename="{name}.svg"'}
    return Response(drawn, mimetype="image/svg+xml", headers=headers)


def graphml_file() -> Response:
    """Answer with GraphML: of the graph, of a neighbourhood, or of a path."""
    query = read_request(ExportQuery, request.args)
    G, name = export(parameters.index(), query)
    headers = {"Content-Disposition": f'attachment; filename="{name}.graphml"'}
    lines = graphml(G, dialect=query.dialect)
    return Response(lines, mimetype="application/xml", headers=headers)


def known_ids(index: Index, names: str) -> list[str]:
    """Return the ids of nodes whose names stand in a text, with commas between them.

    Raises UnknownNode, and BadParameter if there are too many.
    """
    given = [name for name in names.split(",") if name.strip()]
    if len(given) > MAX_EXPANDED:
        raise BadParameter("expand", f"{len(given)} names", f"at most {MAX_EXPANDED}")
    return [index.resolve(name) for name in given]


def address_of(id_: str) -> str:
    """Return the whole address of a node, or of a group, on the map: a file has no other."""
    parameter = "group" if id_.startswith("group:") else "focus"
    return url_for("map.page", **{parameter: id_.removeprefix("group:")}, _external=True)


def name_of(query: PictureQuery) -> tuple[str, str]:
    """Return a name for the file of a picture, and its title."""
    index = parameters.index()
    path = (query.source, query.target) if query.source and query.target else ()
    names = path or query.compare or tuple(filter(None, (query.focus, query.unlock)))
    ids = [index.resolve(name) for name in names]
    if ids:
        return "--".join(ids), (" → " if path else ", ").join(map(index.title, ids))
    group = division(index, query.group).group
    return (group.id, group.title) if group else ("career-map", index.about.info.title)


def draw(query: PictureQuery) -> Picture:
    """Return the picture that a query describes; the last ones are kept."""
    kept = cast("dict[Query, Picture]", parameters.index().cache.setdefault(draw, {}))
    key = PictureQuery(**{name: getattr(query, name) for name in PictureQuery.__struct_fields__})
    if key not in kept:
        if len(kept) >= MAX_KEPT:
            kept.clear()
        kept[key] = _picture(key)
    return kept[key]


def _picture(query: PictureQuery) -> Picture:
    index, orientation = parameters.index(), query.orientation
    if query.compare:
        return compare_picture(index, query.compare, orientation)
    if query.unlock:
        return unlock_picture(index, unlock(index, UnlockQuery(role=query.unlock)), orientation)
    expanded = query.expanded(index)
    if query.focus:
        return focus_picture(index, query.focus, expanded, orientation)
    path = chosen_path(index, query)
    steps = path.steps if path else ()
    shown = division(index, query.group)
    return map_picture(index, shown, orientation, expanded=expanded, steps=steps)


def _graph_lines(G: CareerGraph) -> Iterator[bytes]:
    encode = msgspec.json.encode
    yield b'{"about": %b,\n"nodes": [' % encode(G.graph["about"])
    for number, id_ in enumerate(G):
        yield (b",\n" if number else b"\n") + encode({"id": id_, **G.nodes[id_]})
    yield b'\n],\n"edges": ['
    for number, (source, target, key) in enumerate(G.edges(keys=True)):
        edge = {"source": source, "target": target, "key": key, **G.edges[source, target, key]}
        yield (b",\n" if number else b"\n") + encode(edge)
    yield b"\n]}\n"
