"""Curves of edges that pass behind no box and keep parallel edges apart.

vis-network draws the curve; the formulas here are its own, to know where it will run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import Any, NamedTuple

from graph.model.edges import Edge
from web.pictures.layout import Point

SAMPLES = 24
CLEARANCE = 7
BENDS = (0.12, 0.2, 0.3, 0.42, 0.55)


class Rectangle(NamedTuple):
    """A box that an edge must not pass behind."""

    x: float
    y: float
    half_width: float
    half_height: float


def curve(
    link: Edge, places: Mapping[str, Point], boxes: Mapping[str, Rectangle], *, upright: bool
) -> dict[str, Any]:
    """Return vis-network's ``smooth`` for an edge: the first bend that crosses the fewest boxes.

    ``upright`` edges leave their boxes up or down, others to the side.
    """
    start, end = places[link.source], places[link.target]
    if link.relation == "requires":
        return _cubic(start, end, upright=upright)
    others = [box for id_, box in boxes.items() if id_ not in (link.source, link.target)]
    near = _around(others, start, end)
    best, fewest = None, len(near) + 1
    for smooth in _candidates(link, start, end, upright=upright):
        hits = _hits(_points(smooth, start, end), near)
        if hits < fewest:
            best, fewest = smooth, hits
        if not hits:
            break
    return best or _bend("curvedCW", BENDS[0])


def _candidates(link: Edge, start: Point, end: Point, *, upright: bool) -> Iterator[dict[str, Any]]:
    if link.relation == "leads_to":
        yield _cubic(start, end, upright=upright)
        first = 0.12
    else:
        first = 0.3 if link.record.basis == "derived" else 0.2
    for bend in (first, *BENDS):
        yield _bend("curvedCCW", bend)
        yield _bend("curvedCW", bend)


def _bend(type_: str, roundness: float) -> dict[str, Any]:
    return {"enabled": True, "type": type_, "roundness": roundness}


def _cubic(start: Point, end: Point, *, upright: bool) -> dict[str, Any]:
    if start[0] == end[0] or start[1] == end[1]:
        return {"enabled": False, "type": "continuous", "roundness": 0}
    direction = "vertical" if upright else "horizontal"
    return {
        "enabled": True,
        "type": "cubicBezier",
        "forceDirection": direction,
        "roundness": 0.45,
    }


def _points(smooth: Mapping[str, Any], start: Point, end: Point) -> list[Point]:
    """Return points along the curve that vis-network draws."""
    (x1, y1), (x2, y2) = start, end
    bend = smooth["roundness"]
    if not smooth["enabled"]:
        control = [start, end]
    elif smooth["type"] == "cubicBezier":
        if smooth["forceDirection"] == "horizontal":
            control = [start, (x1 + bend * (x2 - x1), y1), (x2 - bend * (x2 - x1), y2), end]
        else:
            control = [start, (x1, y1 + bend * (y2 - y1)), (x2, y2 - bend * (y2 - y1)), end]
    else:
        sign = 1 if smooth["type"] == "curvedCW" else -1
        angle = atan2(y1 - y2, x2 - x1) + (sign * bend / 2 + 0.5) * pi
        reach = (bend / 2 + 0.5) * hypot(x2 - x1, y2 - y1)
        control = [start, (x1 + reach * sin(angle), y1 + reach * cos(angle)), end]
    return [_along(control, i / SAMPLES) for i in range(1, SAMPLES)]


def _along(control: list[Point], t: float) -> Point:
    """Return the point of a Bézier curve at t, by de Casteljau's algorithm."""
    while len(control) > 1:
        control = [
            (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for a, b in pairwise(control)
        ]
    return control[0]


def _around(boxes: Collection[Rectangle], start: Point, end: Point) -> list[Rectangle]:
    """Return the boxes that a bend between the two points could cross."""
    reach = hypot(end[0] - start[0], end[1] - start[1]) / 2 + 200
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return [box for box in boxes if abs(box.x - x) < reach and abs(box.y - y) < reach]


def _hits(points: list[Point], boxes: Collection[Rectangle]) -> int:
    return sum(
        any(
            abs(x - box.x) < box.half_width + CLEARANCE
            and abs(y - box.y) < box.half_height + CLEARANCE
            for x, y in points
        )
        for box in boxes
    )
