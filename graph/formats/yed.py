"""The shapes, lines and labels that yEd needs to draw a graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from graph.formats.xml_text import escaped
from graph.model.records import Basis
from graph.model.relations import RELATIONS, Kind, RelationName

_YED_NAMESPACE = "http://www.yworks.com/xml/graphml"
YED_NAMESPACES = f' xmlns:y="{_YED_NAMESPACE}"'
# Readers other than yEd refuse a key without attr.name and attr.type.
YED_KEYS = tuple(
    f'  <key id="{domain}graphics" for="{domain}" yfiles.type="{domain}graphics" '
    f'attr.name="{domain}graphics" attr.type="string"/>'
    for domain in ("node", "edge")
)


class _Shape(NamedTuple):
    """How yEd draws a kind of node; text and fill contrast."""

    form: str
    fill: str
    text: str
    column: int


_SHAPES: dict[Kind, _Shape] = {
    "role": _Shape("roundrectangle", "#0072B2", "#FFFFFF", 0),
    "skill": _Shape("ellipse", "#FBE3B5", "#000000", 1),
    "responsibility": _Shape("rectangle", "#CDEBDD", "#000000", 2),
}
_LINES: dict[RelationName, tuple[str, float]] = {
    "leads_to": ("#0072B2", 2.0),
    "requires": ("#767676", 1.0),
    "overlaps_with": ("#AA4499", 1.0),
}
_STROKES: dict[Basis, str] = {
    "stated": "line",
    "observed": "line",
    "implied": "dashed",
    "derived": "dotted",
}


def node_graphics(kind: Kind, label: str, row: int) -> str:
    """Return the graphics of a node; each kind has a column until yEd lays the graph out."""
    shape = _SHAPES[kind]
    width = min(max(60.0, 8.0 * len(label) + 20.0), 400.0)
    return (
        '      <data key="nodegraphics"><y:ShapeNode>'
        f'<y:Geometry x="{500.0 * shape.column}" y="{60.0 * row}" width="{width}" height="40.0"/>'
        f'<y:Fill color="{shape.fill}" transparent="false"/>'
        '<y:BorderStyle color="#333333" type="line" width="1.0"/>'
        f'<y:NodeLabel textColor="{shape.text}">{escaped(label, "label")}</y:NodeLabel>'
        f'<y:Shape type="{shape.form}"/></y:ShapeNode></data>\n'
    )


def edge_graphics(data: Mapping[str, Any]) -> str:
    """Return the graphics of an edge: colour by relation, stroke by basis, arrow by direction."""
    colour, width = _LINES[data["relation"]]
    arrow = "none" if RELATIONS[data["relation"]].symmetric else "standard"
    stroke = _STROKES[data["record"].basis]
    return (
        '      <data key="edgegraphics"><y:PolyLineEdge>'
        '<y:Path sx="0.0" sy="0.0" tx="0.0" ty="0.0"/>'
        f'<y:LineStyle color="{colour}" type="{stroke}" width="{width}"/>'
        f'<y:Arrows source="none" target="{arrow}"/>'
        f"<y:EdgeLabel>{escaped(data['label'], 'label')}</y:EdgeLabel>"
        '<y:BendStyle smoothed="false"/></y:PolyLineEdge></data>\n'
    )
