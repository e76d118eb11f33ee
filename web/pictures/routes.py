"""Routes of edges: around foreign boxes, with ends side by side and labels apart.

A route is a chain of cubic Bézier curves. The same path data draws it on the canvas and in SVG.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import atan2, degrees, hypot, inf
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
Curve: TypeAlias = tuple[Point, Point, Point, Point]
Side: TypeAlias = tuple[int, int]
"""The direction in which an edge leaves a box: right, left, down or up."""

RIGHT, LEFT, DOWN, UP = (1, 0), (-1, 0), (0, 1), (0, -1)
CLEARANCE = 6
"""How far a route stays from a foreign box."""
HEAD = 11
"""The length of an arrowhead."""
LETTER, LINE = 9.0, 19
"""The width of a letter and the height of a line of a label."""
_PORTS = 14
"""The distance of two ends on a side of a box, if it has room for that."""
_CORNER = 14
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where on its route a label is tried, as shares of the length."""
_HIT, _BEHIND_WORDS = 10_000.0, 600.0


class Rectangle(NamedTuple):
    """A box or a text, by its centre and half its size."""

    x: float
    y: float
    half_width: float
    half_height: float

    def near(self, point: Point, distance: float = CLEARANCE) -> bool:
        """Return whether a point is within a distance of the rectangle."""
        return (
            abs(point[0] - self.x) < self.half_width + distance
            and abs(point[1] - self.y) < self.half_height + distance
        )

    def meets(self, other: Rectangle) -> bool:
        """Return whether two rectangles have a point in common."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )

    def port(self, side: Side, offset: float = 0.0) -> Point:
        """Return the point of a side at an offset from its middle."""
        x, y = side
        return (
            self.x + x * self.half_width + (offset if y else 0.0),
            self.y + y * self.half_height + (offset if x else 0.0),
        )


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

    Without ``around`` it is the first, whatever it passes. Routes avoid ``words``, such as headings, where they can. Labels lie on no box, no words and
    no other label.
    """
    sides = [_sides(line, boxes) for line in lines]
    offsets = _offsets(lines, sides, boxes)
    used: Counter[tuple[str, int]] = Counter()
    taken = [*boxes.values(), *words]
    found = []
    for line, ends, offset in zip(lines, sides, offsets, strict=True):
        near = boxes if around else {end: boxes[end] for end in (line.source, line.target)}
        curves = _best(line, ends, offset, near, words if around else (), used)
        samples = _samples(curves)
        place = _label_place(line.label, samples, taken)
        if place:
            taken.append(place)
        (x, y), (tip_x, tip_y) = samples[-2:]
        angle = round(degrees(atan2(tip_y - y, tip_x - x)), 1)
        found.append(
            Route(_path(curves), (round(tip_x, 1), round(tip_y, 1), angle),
                  (round(place.x, 1), round(place.y, 1)) if place else None)
        )  # fmt: skip
    return found


def straight(a: Rectangle, b: Rectangle) -> Route:
    """Return the line from the centre of one box to the centre of another."""
    angle = round(degrees(atan2(b.y - a.y, b.x - a.x)), 1)
    line = ((a.x, a.y), (a.x, a.y), (b.x, b.y), (b.x, b.y))
    middle = (round(a.x + 0.6 * (b.x - a.x), 1), round(a.y + 0.6 * (b.y - a.y), 1))
    return Route(_path([line]), (round(b.x, 1), round(b.y, 1), angle), middle)


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
    sides: tuple[Side, Side],
    offsets: tuple[float, float],
    boxes: Mapping[str, Rectangle],
    words: Collection[Rectangle],
    used: Counter[tuple[str, int]],
) -> list[Curve]:
    """Return the cheapest way of an edge; note the channel it uses."""
    foreign = [box for id_, box in boxes.items() if id_ not in (line.source, line.target)]
    a, b = boxes[line.source], boxes[line.target]
    enough = _BEHIND_WORDS + 1.3 * hypot(a.x - b.x, a.y - b.y)
    best, least = None, inf
    for way in _ways(line, a, b, sides, offsets):
        samples = _samples(way)
        cost = _length(samples) + _HIT * _hits(samples, foreign) + _BEHIND_WORDS * _hits(samples, words)
        cost += _HIT * _hits(samples[2:-2], [a, b], -2)  # through its own boxes
        if cost < least:
            best, least = way, cost
        if cost < enough:
            return way
    if least >= _HIT and not line.entry:
        corners, detour_cost = _cheapest_detour(a, b, sides, offsets, foreign, used)
        if detour_cost < least:
            return _rounded(corners)
    assert best is not None  # there is always a first way
    return best


def _ways(
    line: Line, a: Rectangle, b: Rectangle, sides: tuple[Side, Side], offsets: tuple[float, float]
) -> Iterator[list[Curve]]:
    """Yield curves from one box to another.

    First the curve between the sides that face each other, then curves around a corner.
    """
    if line.entry:
        yield from _by_gutter(a, b, line.entry, reverse=line.source_in_rows)
        return
    out, into = sides
    start, end = a.port(out, offsets[0]), b.port(into, offsets[1])
    if line.via:
        yield _through(start, line.via, end)
    yield [_curve(start, out, end, into)]
    across = (0, 1 if a.y < b.y else -1) if out[0] else (1 if a.x < b.x else -1, 0)
    back = (-across[0], -across[1])
    for way in ((out, back), (across, into), (across, back)):
        yield [_curve(a.port(way[0]), way[0], b.port(way[1]), way[1])]


def _through(start: Point, via: Sequence[Point], end: Point) -> list[Curve]:
    """Return the curve to the right through points, level in each."""
    stops = [start, *via, end]
    curves: list[Curve] = []
    for (x1, y1), (x2, y2) in pairwise(stops):
        pull = 0.42 * (x2 - x1)
        curves.append(((x1, y1), (x1 + pull, y1), (x2 - pull, y2), (x2, y2)))
    return curves


def _cheapest_detour(
    a: Rectangle,
    b: Rectangle,
    sides: tuple[Side, Side],
    offsets: tuple[float, float],
    foreign: Collection[Rectangle],
    used: Counter[tuple[str, int]],
) -> tuple[list[Point], float]:
    """Return the corners of a way out of the box, along a free channel and into the other box."""
    flat = bool(sides[0][0])
    same = (DOWN, UP) if flat else (RIGHT, LEFT)
    best: list[Point] = []
    least, key = inf, ("", 0)
    for at in _channels(a, b, foreign, flat=flat):
        its_key = ("y" if flat else "x", round(at))
        shift = used[its_key] if its_key in used else 0
        level = at + (-1) ** shift * ((shift + 1) // 2) * 7
        for out, into in (sides, *((side, side) for side in same)):
            own = (out, into) == sides
            start, end = (
                box.port(side, offset if own else 0)
                for box, side, offset in zip((a, b), (out, into), offsets, strict=True)
            )
            corners = _detour(start, out, end, into, level, flat=flat)
            cost = _HIT * _boxes_met(corners, foreign) + _length(corners)
            cost += _HIT * _boxes_met(corners[1:-1], [a, b])
            if cost < least:
                best, least, key = corners, cost, its_key
        if least < _HIT:
            break
    used[key] += 1
    return best, least


def _boxes_met(corners: Sequence[Point], boxes: Collection[Rectangle]) -> int:
    """Return how many boxes level and upright lines through corners come near."""
    spans = [
        (min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2))
        for (x1, y1), (x2, y2) in pairwise(corners)
    ]
    return sum(
        any(
            left < box.x + box.half_width + CLEARANCE
            and right > box.x - box.half_width - CLEARANCE
            and top < box.y + box.half_height + CLEARANCE
            and bottom > box.y - box.half_height - CLEARANCE
            for left, right, top, bottom in spans
        )
        for box in boxes
    )


def _by_gutter(
    a: Rectangle, b: Rectangle, entry: Entry, *, reverse: bool
) -> Iterator[list[Curve]]:
    """Yield the ways that leave a box towards the rows, or to a side of it."""
    if reverse:
        for curves in _by_gutter(b, a, entry, reverse=False):
            yield [curve[::-1] for curve in reversed(curves)]
        return
    last = [(entry.gutter, entry.level), (entry.gutter, b.y), b.port(LEFT)]
    straight = a.port(UP if entry.level < a.y else DOWN)
    yield _rounded([straight, (a.x, entry.level), *last])
    for side in (LEFT, RIGHT):
        x, y = a.port(side)
        beside = x + side[0] * 2 * HEAD
        yield _rounded([(x, y), (beside, y), (beside, entry.level), *last])


def _channels(
    a: Rectangle, b: Rectangle, foreign: Collection[Rectangle], *, flat: bool
) -> list[float]:
    """Return the levels just beside foreign boxes, those near the two ends first."""
    gap = CLEARANCE + 4
    levels = set()
    for box in (*foreign, a, b):
        middle, half = (box.y, box.half_height) if flat else (box.x, box.half_width)
        levels.update((middle - half - gap, middle + half + gap))
    ends = (a.y, b.y) if flat else (a.x, b.x)
    return sorted(levels, key=lambda level: sum(abs(level - end) for end in ends))[:24]


def _detour(
    start: Point, out: Side, end: Point, into: Side, level: float, *, flat: bool
) -> list[Point]:
    """Return the corners of a way along a channel."""
    stub = 2 * HEAD
    first = (start[0] + out[0] * stub, start[1] + out[1] * stub)
    last = (end[0] + into[0] * stub, end[1] + into[1] * stub)
    if flat:
        return [start, first, (first[0], level), (last[0], level), last, end]
    return [start, first, (level, first[1]), (level, last[1]), last, end]


def _curve(start: Point, out: Side, end: Point, into: Side) -> Curve:
    """Return the curve that leaves and enters straight to the sides."""
    pull = 0.42 * max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    if start[0] == end[0] or start[1] == end[1]:
        pull = min(pull, 20)
    return (
        start,
        (start[0] + out[0] * pull, start[1] + out[1] * pull),
        (end[0] + into[0] * pull, end[1] + into[1] * pull),
        end,
    )


def _rounded(corners: Sequence[Point]) -> list[Curve]:
    """Return straight lines through corners, with the corners rounded."""
    points = [point for i, point in enumerate(corners) if i == 0 or point != corners[i - 1]]
    curves: list[Curve] = []
    here = points[0]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = (_toward(corner, other) for other in (before, after))
        curves += [(here, here, enter, enter), (enter, corner, corner, leave)]
        here = leave
    return [*curves, (here, here, points[-1], points[-1])]


def _toward(corner: Point, other: Point) -> Point:
    """Return the point near a corner where the rounding begins."""
    apart = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(_CORNER, apart / 2) / (apart or 1)
    return (
        corner[0] + (other[0] - corner[0]) * share,
        corner[1] + (other[1] - corner[1]) * share,
    )


def _samples(curves: Iterable[Curve]) -> list[Point]:
    """Return points along a way, about 16 units apart."""
    points: list[Point] = []
    for number, curve in enumerate(curves):
        count = max(2, int(hypot(curve[3][0] - curve[0][0], curve[3][1] - curve[0][1]) / 16))
        points += [_at(curve, i / count) for i in range(1 if number else 0, count + 1)]
    return points


def _at(curve: Curve, t: float) -> Point:
    """Return the point of a cubic Bézier curve at t, by its Bernstein form."""
    s = 1 - t
    weights = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    return (
        sum(w * p[0] for w, p in zip(weights, curve, strict=True)),
        sum(w * p[1] for w, p in zip(weights, curve, strict=True)),
    )


def _length(points: Sequence[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def _hits(points: Sequence[Point], boxes: Collection[Rectangle], distance: int = CLEARANCE) -> int:
    return sum(any(box.near(point, distance) for point in points) for box in boxes)


def _label_place(
    label: str, samples: Sequence[Point], taken: Collection[Rectangle]
) -> Rectangle | None:
    """Return the first free place for a label along a way."""
    if not label:
        return None
    for share in _ALONG:
        x, y = samples[round(share * (len(samples) - 1))]
        place = Rectangle(x, y, len(label) * LETTER / 2, LINE / 2)
        if not any(place.meets(other) for other in taken):
            return place
    return None


def _path(curves: Sequence[Curve]) -> str:
    """Return the SVG path data of a way."""
    start = curves[0][0]
    parts = [f"M{_number(start[0])} {_number(start[1])}"]
    for curve in curves:
        if curve[0] == curve[1] and curve[2] == curve[3]:
            parts.append(f"L{_number(curve[3][0])} {_number(curve[3][1])}")
        else:
            parts.append("C" + " ".join(f"{_number(x)} {_number(y)}" for x, y in curve[1:]))
    return "".join(parts)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
