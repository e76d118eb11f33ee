"""A picture as SVG, in the shapes and colours of the graph view, for pages, paper and slides."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias
from xml.sax.saxutils import quoteattr

from graph.formats.xml_text import escaped
from graph.parts.text import plural
from web.pictures.vis import Picture

Theme = Literal["light", "dark"]
Colours: TypeAlias = Mapping[str, str]
"""The colours of a theme, by the names of the custom properties, and the ``font``."""

NAMESPACE = "http://www.w3.org/2000/svg"
MARGIN = 16
"""Around the picture; as in the graph view."""
LETTERS = 16
"""The size of the letters of headings and edges."""
_STYLE_SHEET = Path(__file__).parents[1] / "static" / "style.css"
_PROPERTY = re.compile(r"--([\w-]+): (?:light-dark\(([^,;]+), ([^;]+)\)|([^;]+));")
_NUMBER = re.compile(r"-?[\d.]+")
_BASELINE = 0.35
"""From the middle of a letter down to its baseline, in sizes of the letter."""
_LINE = 1.15
"""From one line of a box to the next, in sizes of the letters."""
_NO_DASHES: Sequence[float] = ()


class _Frame(NamedTuple):
    left: float
    top: float
    width: float
    height: float


@cache
def colours(theme: Theme) -> Colours:
    """Return the colours of a theme from the style sheet of the pages, their one place."""
    found = _PROPERTY.findall(_STYLE_SHEET.read_text(encoding="utf-8"))
    return {name: (dark if theme == "dark" else light) or both for name, light, dark, both in found}


def svg(
    picture: Picture,
    theme: Theme,
    *,
    title: str,
    off: Collection[str] = (),
    address: Callable[[str], str] | None = None,
) -> str:
    """Return a picture as SVG: bands, edges, headings, nodes, and words for screen readers.

    ``off`` names the kinds and relations that are left out, as the legend does. ``address``
    returns what the node of an id links to. Raises BadParameter for a text with a character that
    XML does not allow.
    """
    look = colours(theme)
    nodes = [node for node in picture["nodes"] if not _is_off(node, picture, off)]
    shown = {node["id"] for node in nodes}
    edges = sorted(_shown_edges(picture, shown, off), key=lambda edge: bool(edge["on_path"]))
    path = any(node.get("on_path") for node in picture["nodes"])
    box = frame(picture)
    place = f"{box.left:g} {box.top:g} {box.width:g} {box.height:g}"
    size = f'width="{box.width:g}" height="{box.height:g}"'
    font = f"font-family={quoteattr(look['font'])}"
    lines = chain(
        [
            f'<svg xmlns="{NAMESPACE}" viewBox="{place}" {size} role="img" {font}>',
            f"<title>{_escaped(title)}</title>",
            f"<desc>{_escaped(_summary(nodes, edges, picture['left_out']))}</desc>",
            f'<rect x="{box.left:g}" y="{box.top:g}" {size} fill="{look["surface"]}"/>',
        ],
        (_band(band, look) for band in picture["bands"]),
        (_edge(edge, look, dim=path and not edge["on_path"]) for edge in edges),
        (_edge_label(edge, look, dim=path and not edge["on_path"]) for edge in edges),
        (_heading(heading, look) for heading in picture["headings"]),
        (
            _node(node, look, address, dim=path and not node["on_path"], focus=picture["focus"])
            for node in nodes
        ),
        ["</svg>"],
    )
    return "".join(f"{line}\n" for line in lines if line)


def frame(picture: Picture) -> _Frame:
    """Return the rectangle around a picture, with a margin."""
    xs: list[float] = []
    ys: list[float] = []
    for x, y, half_width, half_height in _extents(picture):
        xs += (x - half_width, x + half_width)
        ys += (y - half_height, y + half_height)
    left, top = min(xs, default=0) - MARGIN, min(ys, default=0) - MARGIN
    return _Frame(left, top, max(xs, default=0) + MARGIN - left, max(ys, default=0) + MARGIN - top)


def _extents(picture: Picture) -> Iterator[tuple[float, float, float, float]]:
    """Yield the centre, half the width and half the height of everything that is drawn."""
    for node in picture["nodes"]:
        yield node["x"], node["y"], node["width"] / 2, node["height"] / 2
    for band in picture["bands"]:
        half = (band["width"] / 2, band["height"] / 2)
        yield band["x"] + half[0], band["y"] + half[1], *half
    for heading in picture["headings"]:
        half_width = 4.8 * len(_heading_text(heading))
        x = heading["x"] + (half_width if heading["align"] == "left" else 0)
        yield x, heading["y"], half_width, 12
    for edge in picture["edges"]:
        numbers = list(map(float, _NUMBER.findall(edge["route"])))
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            yield x, y, 0, 0


def _is_off(node: Mapping[str, Any], picture: Picture, off: Collection[str]) -> bool:
    return node["kind"] in off and node["id"] != picture["focus"]


def _shown_edges(
    picture: Picture, shown: Collection[str], off: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Yield the edges between nodes that are shown, as the graph view does before a hover."""
    for edge in picture["edges"]:
        derived = edge["relation"] == "overlaps_with" and edge["basis"] == "derived"
        left_out = edge["relation"] in off or (derived and "derived" in off)
        drawn = edge["on_path"] or not (left_out or edge.get("on_hover"))
        if drawn and edge["from"] in shown and edge["to"] in shown:
            yield edge


def _summary(nodes: Sequence[object], edges: Sequence[object], left_out: int) -> str:
    more = f" The answer has {plural(left_out, 'more node')}." if left_out else ""
    return f"{plural(len(nodes), 'node')} and {plural(len(edges), 'edge')}.{more}"


def _band(band: Mapping[str, float], look: Colours) -> str:
    size = f'width="{band["width"]:g}" height="{band["height"]:g}"'
    return f'<rect x="{band["x"]:g}" y="{band["y"]:g}" {size} rx="10" fill="{look["band"]}"/>'


def _heading_text(heading: Mapping[str, Any]) -> str:
    return " · ".join(filter(None, (heading["text"], heading["note"])))


def _heading(heading: Mapping[str, Any], look: Colours) -> str:
    anchor = "start" if heading["align"] == "left" else "middle"
    more = f'font-weight="600" text-anchor="{anchor}"'
    return _text(
        heading["x"],
        heading["y"],
        _heading_text(heading),
        size=LETTERS,
        fill=look["muted"],
        more=more,
    )


def _edge(edge: Mapping[str, Any], look: Colours, *, dim: bool) -> str:
    """Return the line of an edge with its arrowhead."""
    colour = look["accent" if edge["on_path"] else edge["relation"].replace("_", "-")]
    width = edge["width"] + (1.5 if edge["on_path"] else 0)
    return (
        f'<g{_opacity(0.12 if dim else 1)} fill="none"><title>{_escaped(edge["title"])}</title>'
        f'<path d="{edge["route"]}" stroke="{colour}" stroke-width="{width:g}"'
        f' stroke-linejoin="round"{_dashes(edge.get("dashes") or _NO_DASHES)}/>'
        f"{_arrowhead(edge, colour)}</g>"
    )


def _arrowhead(edge: Mapping[str, Any], colour: str) -> str:
    if not edge["head"]:
        return ""
    x, y, degrees = edge["head"]
    scale = "" if edge["width"] > 1 else " scale(0.7)"
    turned = f"translate({x:g} {y:g}) rotate({degrees:g}){scale}"
    return f'<path d="M0 0L-13 -6L-10 0L-13 6Z" fill="{colour}" transform="{turned}"/>'


def _edge_label(edge: Mapping[str, Any], look: Colours, *, dim: bool) -> str:
    """Return the label of an edge above a halo: two texts, which every program can draw."""
    if not edge.get("label") or not edge["at"]:
        return ""
    x, y = edge["at"]
    halo = f'stroke="{look["surface"]}" stroke-width="5" stroke-linejoin="round"'
    drawn = (
        _text(x, y, edge["label"], size=LETTERS, fill=fill, more=f'text-anchor="middle" {more}')
        for fill, more in ((look["surface"], f'{halo} aria-hidden="true"'), (look["text"], ""))
    )
    return f"<g{_opacity(0.15 if dim else 1)}>{''.join(drawn)}</g>"


def _node(
    node: Mapping[str, Any],
    look: Colours,
    address: Callable[[str], str] | None,
    *,
    dim: bool,
    focus: str,
) -> str:
    """Return the box of a node with its lines, inside a link if it has an address."""
    fill, border, ink = _node_colours(node, look)
    in_focus, on_path = node["id"] == focus, node.get("on_path")
    border_width = 4 if in_focus else 3 if on_path else 1.5
    shape = node.get("shapeProperties", {})
    left, top = node["x"] - node["width"] / 2, node["y"] - node["height"] / 2
    faded = ' fill-opacity="0.2" stroke-opacity="0.2"' if dim else ""
    box = (
        f'<rect x="{left:g}" y="{top:g}" width="{node["width"]:g}" height="{node["height"]:g}"'
        f' rx="{shape.get("borderRadius", 6)}" fill="{fill}"'
        f' stroke="{look["accent"] if in_focus or on_path else border}"'
        f' stroke-width="{border_width}"'
        f"{_dashes(shape.get('borderDashes', _NO_DASHES))}{faded}/>"
    )
    size = node["font"]["size"]
    lines = node["label"].split("\n")
    above = (len(lines) - 1) / 2
    words = (
        _text(
            node["x"],
            node["y"] + (number - above) * size * _LINE,
            line,
            size=size,
            fill=look["text"] if dim else ink,
        )
        for number, line in enumerate(lines)
    )
    inside = (
        f"<title>{_escaped(node['title'])}</title>{box}"
        f'<g text-anchor="middle"{_opacity(0.6 if dim else 1)}>{"".join(words)}</g>'
    )
    if address is None:
        return f"<g>{inside}</g>"
    return f"<g><a href={quoteattr(address(node['id']))}>{inside}</a></g>"


def _node_colours(node: Mapping[str, Any], look: Colours) -> tuple[str, str, str]:
    """Return the colours of a box, its border and its text."""
    if "tone" in node:
        hue = look[f"tone-{node['tone']}" if node["tone"] else "muted"]
        return mixed(hue, look["surface"], node["shade"] / 100), hue, look["text"]
    kind = node["kind"]
    return look[kind], look[f"{kind}-border"], look[f"{kind}-text"]


def mixed(colour: str, other: str, share: float) -> str:
    """Return a share of one colour with the rest of another, as CSS mixes them in sRGB.

    >>> mixed("#ff0000", "#ffffff", 0.2)
    '#ffcccc'
    """
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(share * a + (1 - share) * b) for a, b in pairs).hex()


def _text(x: float, y: float, text: str, *, size: float, fill: str, more: str = "") -> str:
    """Return a line of text whose letters have their middle at y."""
    at = f'x="{x:g}" y="{y + _BASELINE * size:.4g}"'
    return f'<text {at} font-size="{size}" fill="{fill}" {more}>{_escaped(text)}</text>'


def _dashes(dashes: Sequence[float]) -> str:
    return f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""


def _opacity(share: float) -> str:
    return f' opacity="{share}"' if share < 1 else ""


def _escaped(text: str) -> str:
    return escaped(text, "title")
