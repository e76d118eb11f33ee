"""Numbers of a picture: crossings, edges behind boxes, texts on each other, size of the labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import hypot
from typing import Any, NamedTuple

Point = tuple[float, float]

STAGES = {"1440x900": (1066, 765), "1366x768": (1008, 633), "1280x720": (944, 563),
          "768x1024": (768, 1e6), "390x844": (390, 1e6)}  # fmt: skip
"""The room that the explorer has for the picture, by the size of the window."""
MARGIN = 16
SHRUNK = 2
"""How much of a box's border an edge may touch."""


class Measures(NamedTuple):
    """The numbers of one picture."""

    nodes: int
    edges: int
    crossings: int
    """Pairs of visible edges without a common end that cross."""
    steps_crossing: int
    """The same of *leads to* alone."""
    behind: int
    """Pairs of an edge and a foreign box that it passes behind."""
    texts: int
    """Pairs of labels, headings and boxes that lie on each other."""
    size: tuple[float, float]

    def label_pixels(self, stage: str) -> float:
        """Return the height of the smallest label, once the whole picture fits the stage.

        On a phone the picture is as high as it needs to be.
        """
        width, height = STAGES[stage]
        across, down = self.size
        return 16 * min(width / (across + 2 * MARGIN), height / (down + 2 * MARGIN), 1.15)


def measures(picture: dict[str, Any], hidden: frozenset[str] = frozenset({"derived"})) -> Measures:
    """Return the numbers of a picture as it is first shown, without what the legend hides."""
    edges = [edge for edge in picture["edges"] if not _is_hidden(edge, hidden)]
    ways = [list(samples(edge["route"])) for edge in edges]
    boxes = {
        node["id"]: (node["x"], node["y"], node["width"] / 2, node["height"] / 2)
        for node in picture["nodes"]
    }
    crossing = [
        (a, b)
        for a, b in combinations(range(len(edges)), 2)
        if not {edges[a]["from"], edges[a]["to"]} & {edges[b]["from"], edges[b]["to"]}
        and _cross(ways[a], ways[b])
    ]
    behind = sum(
        any(abs(x - bx) < w - SHRUNK and abs(y - by) < h - SHRUNK for x, y in way)
        for edge, way in zip(edges, ways, strict=True)
        for id_, (bx, by, w, h) in boxes.items()
        if id_ not in (edge["from"], edge["to"])
    )
    texts = [*boxes.values(), *_texts(picture, edges)]
    return Measures(
        nodes=len(boxes),
        edges=len(edges),
        crossings=len(crossing),
        steps_crossing=sum(
            edges[a]["relation"] == edges[b]["relation"] == "leads_to" for a, b in crossing
        ),
        behind=behind,
        texts=sum(
            abs(a[0] - b[0]) < a[2] + b[2] - SHRUNK and abs(a[1] - b[1]) < a[3] + b[3] - SHRUNK
            for a, b in combinations(texts, 2)
        ),
        size=_size(picture),
    )


def samples(route: str) -> Iterator[Point]:
    """Yield points along SVG path data of absolute M, L and C commands."""
    here = (0.0, 0.0)
    for command, text in re.findall(r"([MLC])([^MLC]+)", route):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", text)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            yield points[0]
        control = [here, *points] if command == "C" else [here, here, points[-1], points[-1]]
        if command != "M":
            steps = max(4, int(hypot(control[3][0] - here[0], control[3][1] - here[1]) / 8))
            for i in range(1, steps + 1):
                yield _bernstein(control, i / steps)
        here = points[-1]


def _bernstein(control: list[Point], t: float) -> Point:
    s = 1 - t
    weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
    x, y = (sum(w * p[i] for w, p in zip(weights, control, strict=True)) for i in (0, 1))
    return x, y


def _is_hidden(edge: dict[str, Any], hidden: frozenset[str]) -> bool:
    derived = edge["relation"] == "overlaps_with" and edge["basis"] == "derived"
    off = edge["relation"] in hidden or (derived and "derived" in hidden) or edge.get("on_hover")
    return bool(off) and not edge["on_path"]


def _texts(
    picture: dict[str, Any], edges: list[dict[str, Any]]
) -> Iterator[tuple[float, float, float, float]]:
    for edge in edges:
        if edge.get("label") and edge["at"]:
            yield (*edge["at"], 4.2 * len(edge["label"]), 8)
    for heading in picture["headings"]:
        words = heading["text"] + (f" · {heading['note']}" if heading["note"] else "")
        half = 4.2 * len(words)
        yield heading["x"] + (half if heading["align"] == "left" else 0), heading["y"], half, 8


def _cross(one: list[Point], other: list[Point]) -> bool:
    if max(p[0] for p in one) < min(p[0] for p in other) or max(p[0] for p in other) < min(
        p[0] for p in one
    ):
        return False
    return any(
        _segments_cross(a, b, c, d)
        for a, b in pairwise(one)
        for c, d in pairwise(other)
        if max(a[0], b[0]) >= min(c[0], d[0])
        and max(c[0], d[0]) >= min(a[0], b[0])
        and max(a[1], b[1]) >= min(c[1], d[1])
        and max(c[1], d[1]) >= min(a[1], b[1])
    )


def _segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _size(picture: dict[str, Any]) -> tuple[float, float]:
    boxes = [
        (
            n["x"] - n["width"] / 2,
            n["y"] - n["height"] / 2,
            n["x"] + n["width"] / 2,
            n["y"] + n["height"] / 2,
        )
        for n in picture["nodes"]
    ] + [(b["x"], b["y"], b["x"] + b["width"], b["y"] + b["height"]) for b in picture["bands"]]
    boxes += [(h["x"], h["y"] - 12, h["x"], h["y"] + 12) for h in picture["headings"]]
    left, top = (min(box[i] for box in boxes) for i in (0, 1))
    right, bottom = (max(box[i] for box in boxes) for i in (2, 3))
    return right - left, bottom - top
