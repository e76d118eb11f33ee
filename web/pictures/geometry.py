"""Points, boxes and curves of a picture, and the SVG path data that draws them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
Curve: TypeAlias = tuple[Point, Point, Point, Point]
"""A cubic Bézier curve: its ends, and between them its two control points."""
Side: TypeAlias = tuple[int, int]
"""The direction in which an edge leaves a box: right, left, down or up."""

RIGHT: Side = (1, 0)
LEFT: Side = (-1, 0)
DOWN: Side = (0, 1)
UP: Side = (0, -1)
CLEARANCE = 6
"""How far a route stays from a foreign box."""
_CORNER = 14


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


def curve_between(start: Point, out: Side, end: Point, into: Side) -> Curve:
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


def rounded(corners: Sequence[Point]) -> list[Curve]:
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


def curve_through(start: Point, via: Sequence[Point], end: Point) -> list[Curve]:
    """Return the curve to the right through points, level in each."""
    stops = [start, *via, end]
    curves: list[Curve] = []
    for (x1, y1), (x2, y2) in pairwise(stops):
        pull = 0.42 * (x2 - x1)
        curves.append(((x1, y1), (x1 + pull, y1), (x2 - pull, y2), (x2, y2)))
    return curves


def samples(curves: Iterable[Curve]) -> list[Point]:
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


def length(points: Sequence[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def hits(points: Sequence[Point], boxes: Collection[Rectangle], distance: int = CLEARANCE) -> int:
    return sum(any(box.near(point, distance) for point in points) for box in boxes)


def path_data(curves: Sequence[Curve]) -> str:
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
