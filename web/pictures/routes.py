"""Routes of edges: around foreign boxes, with ends side by side and labels apart.

A route is a chain of cubic Bézier curves. The same path data draws it on the canvas and in SVG.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import atan2, degrees, hypot, inf
from typing import NamedTuple

from web.pictures.detours import HIT, Channel, Ends, boxes_met, cheapest_detour
from web.pictures.geometry import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Curve,
    Point,
    Rectangle,
    Side,
    curve_between,
    curve_through,
    hits,
    length,
    path_data,
    rounded,
    samples,
)

HEAD = 11
"""The length of an arrowhead."""
LETTER, LINE = 9.0, 19
"""The width of a letter and the height of a line of a label."""
_PORTS = 14
"""The distance of two ends on a side of a box, if it has room for that."""
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where on its route a label is tried, as shares of the length."""
_BEHIND_WORDS = 600.0
"""What it costs to pass behind a heading."""


class Entry(NamedTuple):
    """The way to a box in rows: along a level beside the rows, then down the gutter left of it."""

    gutter: float
    level: float


class Line(NamedTuple):
    """An edge to route: its ends, its label, and whether it prefers to leave up or down."""

    source: str
    target: str
    label: str = ""
    upright: bool = False
    entry: Entry | None = None
    """The way to the end in rows, which all edges to these rows share."""
    source_in_rows: bool = False
    via: Sequence[Point] = ()
    """Where a long edge passes the columns between, from its source to its target."""
    quiet: bool = False
    """Whether it gives way at the sides of its boxes."""


class Route(NamedTuple):
    """The way of an edge over the picture."""

    route: str
    """SVG path data."""
    head: tuple[float, float, float]
    """The tip of the arrowhead and its angle in degrees."""
    at: Point | None
    """The centre of the label; None if there is no room for one."""


def routes(
    lines: Sequence[Line],
    boxes: Mapping[str, Rectangle],
    words: Collection[Rectangle] = (),
    *,
    around: bool = True,
) -> list[Route]:
    """Return the route of each line: the shortest of those that pass behind the fewest boxes.

    Without ``around`` it is the first, whatever it passes. Routes avoid ``words``, such as
    headings, where they can. Labels lie on no box, no words and no other label.
    """
    sides = [_sides(line, boxes) for line in lines]
    offsets = _offsets(lines, sides, boxes)
    used: set[Channel] = set()
    taken = [*boxes.values(), *words]
    found = []
    for line, ends, offset in zip(lines, sides, offsets, strict=True):
        near = boxes if around else {end: boxes[end] for end in (line.source, line.target)}
        foreign = [box for id_, box in near.items() if id_ not in (line.source, line.target)]
        joined = Ends(boxes[line.source], boxes[line.target], ends, offset)
        curves = _best(line, joined, foreign, words if around else (), used)
        points = samples(curves)
        place = _label_place(line.label, points, taken)
        if place:
            taken.append(place)
        (x, y), (tip_x, tip_y) = points[-2:]
        angle = round(degrees(atan2(tip_y - y, tip_x - x)), 1)
        found.append(
            Route(path_data(curves), (round(tip_x, 1), round(tip_y, 1), angle),
                  (round(place.x, 1), round(place.y, 1)) if place else None)
        )  # fmt: skip
    return found


def straight(a: Rectangle, b: Rectangle) -> Route:
    """Return the line from the centre of one box to the centre of another."""
    angle = round(degrees(atan2(b.y - a.y, b.x - a.x)), 1)
    line = ((a.x, a.y), (a.x, a.y), (b.x, b.y), (b.x, b.y))
    middle = (round(a.x + 0.6 * (b.x - a.x), 1), round(a.y + 0.6 * (b.y - a.y), 1))
    return Route(path_data([line]), (round(b.x, 1), round(b.y, 1), angle), middle)


def _sides(line: Line, boxes: Mapping[str, Rectangle]) -> tuple[Side, Side]:
    """Return the sides that an edge leaves and enters by default."""
    a, b = boxes[line.source], boxes[line.target]
    beside = abs(a.x - b.x) > a.half_width + b.half_width + 2 * HEAD
    above = abs(a.y - b.y) > a.half_height + b.half_height + 2 * HEAD
    if above and (line.upright or not beside):
        return (DOWN, UP) if a.y < b.y else (UP, DOWN)
    return (RIGHT, LEFT) if a.x < b.x else (LEFT, RIGHT)


def _offsets(
    lines: Sequence[Line], sides: Sequence[tuple[Side, Side]], boxes: Mapping[str, Rectangle]
) -> list[tuple[float, float]]:
    """Return where each edge meets its boxes, so that ends on one side do not cross."""
    ends: dict[tuple[str, Side], list[tuple[float, int, int]]] = defaultdict(list)
    for number, (line, pair) in enumerate(zip(lines, sides, strict=True)):
        if line.quiet or line.entry:
            continue
        for end, (own, other) in enumerate(
            ((line.source, line.target), (line.target, line.source))
        ):
            along = boxes[other].y if pair[end][0] else boxes[other].x
            ends[own, pair[end]].append((along, number, end))
    offsets = [[float(_PORTS), float(_PORTS)] if line.quiet else [0.0, 0.0] for line in lines]
    for (id_, side), those in ends.items():
        half = boxes[id_].half_height if side[0] else boxes[id_].half_width
        apart = min(_PORTS, 1.5 * half / len(those))
        for i, (_, number, end) in enumerate(sorted(those)):
            offsets[number][end] = (i - (len(those) - 1) / 2) * apart
    return [(first, last) for first, last in offsets]


def _best(
    line: Line,
    ends: Ends,
    foreign: Collection[Rectangle],
    words: Collection[Rectangle],
    used: set[Channel],
) -> list[Curve]:
    """Return the cheapest way of an edge; note the channel it uses."""
    a, b = ends[:2]
    enough = _BEHIND_WORDS + 1.3 * hypot(a.x - b.x, a.y - b.y)
    best: list[Curve] = []
    least = inf
    for way in _ways(line, ends):
        points = samples(way)
        cost = length(points) + HIT * hits(points, foreign) + _BEHIND_WORDS * hits(points, words)
        cost += HIT * hits(points[2:-2], (a, b), -2)  # through its own boxes
        if cost < least:
            best, least = way, cost
        if cost < enough:
            return way
    if least >= HIT:
        detour, cost = _detour(line, ends, foreign, used)
        if cost < least:
            return detour
    return best


def _detour(
    line: Line, ends: Ends, foreign: Collection[Rectangle], used: set[Channel]
) -> tuple[list[Curve], float]:
    """Return the cheapest detour of an edge, and its cost; to a box in rows, by their level."""
    if not line.entry:
        corners, cost = cheapest_detour(ends, foreign, used)
        return rounded(corners) if corners else [], cost
    free, in_rows = ends[1::-1] if line.source_in_rows else ends[:2]
    gutter, level = line.entry
    out = UP if level < free.y else DOWN
    to_level = Ends(free, Rectangle(gutter, level, 0, 0), (out, (0, -out[1])))
    corners, _ = cheapest_detour(to_level, foreign, set())
    corners = [*corners, (gutter, in_rows.y), in_rows.port(LEFT)]
    curves = rounded(corners)
    if line.source_in_rows:
        curves = [curve[::-1] for curve in reversed(curves)]
    return curves, HIT * boxes_met(corners, foreign) + length(corners)


def _ways(line: Line, ends: Ends) -> Iterator[list[Curve]]:
    """Yield curves from one box to another.

    First the curve between the sides that face each other, then curves around a corner.
    """
    a, b = ends[:2]
    if line.entry:
        yield from _by_gutter(a, b, line.entry, reverse=line.source_in_rows)
        return
    out, into = ends.sides
    start, end = ends.ports(ends.sides)
    if line.via:
        yield curve_through(start, line.via, end)
    yield [curve_between(start, out, end, into)]
    across = (0, 1 if a.y < b.y else -1) if out[0] else (1 if a.x < b.x else -1, 0)
    back = (-across[0], -across[1])
    for first, last in ((out, back), (across, into), (across, back)):
        yield [curve_between(a.port(first), first, b.port(last), last)]


def _by_gutter(a: Rectangle, b: Rectangle, entry: Entry, *, reverse: bool) -> Iterator[list[Curve]]:
    """Yield the ways that leave a box towards the rows, or to a side of it."""
    if reverse:
        for curves in _by_gutter(b, a, entry, reverse=False):
            yield [curve[::-1] for curve in reversed(curves)]
        return
    last = [(entry.gutter, entry.level), (entry.gutter, b.y), b.port(LEFT)]
    facing = a.port(UP if entry.level < a.y else DOWN)
    yield rounded([facing, (a.x, entry.level), *last])
    for side in (LEFT, RIGHT):
        x, y = a.port(side)
        beside = x + side[0] * 2 * HEAD
        yield rounded([(x, y), (beside, y), (beside, entry.level), *last])


def _label_place(
    label: str, points: Sequence[Point], taken: Collection[Rectangle]
) -> Rectangle | None:
    """Return the first free place for a label along a way."""
    if not label:
        return None
    for share in _ALONG:
        x, y = points[round(share * (len(points) - 1))]
        place = Rectangle(x, y, len(label) * LETTER / 2, LINE / 2)
        if not any(place.meets(other) for other in taken):
            return place
    return None
