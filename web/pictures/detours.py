"""Detours of edges: out of a box, along a free channel, and into another box."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, product
from math import inf
from typing import NamedTuple, TypeAlias

from web.pictures.geometry import CLEARANCE, DOWN, LEFT, RIGHT, UP, Point, Rectangle, Side, length

Channel: TypeAlias = tuple[str, int]
"""An axis, and a level on it that an edge runs along."""

HIT = 10_000.0
"""What it costs to pass behind a box."""
_ASIDE = (0.0, 7.0, -7.0, 14.0, -14.0)
"""How far beside another edge a detour runs in the same channel."""
_STUBS = (22.0, 8.0)
"""How far a detour goes straight at its ends: as far as there is room."""


class Ends(NamedTuple):
    """Two boxes to join, the sides an edge leaves and enters, and where on these sides."""

    source: Rectangle
    target: Rectangle
    sides: tuple[Side, Side]
    offsets: tuple[float, float] = (0.0, 0.0)

    def ports(self, sides: tuple[Side, Side]) -> tuple[Point, Point]:
        """Return the ends of an edge on some sides; in their middle if these are others."""
        first, last = self.offsets if sides == self.sides else (0.0, 0.0)
        return self.source.port(sides[0], first), self.target.port(sides[1], last)


def cheapest_detour(
    ends: Ends, foreign: Collection[Rectangle], used: set[Channel]
) -> tuple[list[Point], float]:
    """Return the corners of a detour and its cost: nothing and infinity if there is no channel.

    Its channel is none of those used, and is added to them.
    """
    flat = bool(ends.sides[0][0])
    axis = "y" if flat else "x"
    best: list[Point] = []
    least, taken = inf, 0.0
    for at, aside in product(_channels(ends, foreign, flat=flat), _ASIDE):
        level = at + aside
        if (axis, round(level)) in used:
            continue
        for corners in _ways_along(ends, level, flat=flat):
            cost = HIT * boxes_met(corners, foreign) + length(corners)
            cost += HIT * boxes_met(corners[1:-1], ends[:2], 0)
            if cost < least:
                best, least, taken = corners, cost, level
        if least < HIT:
            break
    if best:
        used.add((axis, round(taken)))
    return best, least


def boxes_met(
    corners: Sequence[Point], boxes: Collection[Rectangle], clearance: float = CLEARANCE
) -> int:
    """Return how many boxes level and upright lines through corners come near."""
    spans = [
        (min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2))
        for (x1, y1), (x2, y2) in pairwise(corners)
    ]
    return sum(
        any(
            left < box.x + box.half_width + clearance
            and right > box.x - box.half_width - clearance
            and top < box.y + box.half_height + clearance
            and bottom > box.y - box.half_height - clearance
            for left, right, top, bottom in spans
        )
        for box in boxes
    )


def _channels(ends: Ends, foreign: Collection[Rectangle], *, flat: bool) -> list[float]:
    """Return the levels just beside boxes, those near the two ends first."""
    gap = CLEARANCE + 2
    levels: set[float] = set()
    for box in (*foreign, *ends[:2]):
        middle, half = (box.y, box.half_height) if flat else (box.x, box.half_width)
        levels.update((middle - half - gap, middle + half + gap))
    places = [box.y if flat else box.x for box in ends[:2]]
    return sorted(levels, key=lambda level: sum(abs(level - place) for place in places))


def _ways_along(ends: Ends, level: float, *, flat: bool) -> Iterator[list[Point]]:
    """Yield the ways along a level: between the given sides, or from and to the same side."""
    same = (DOWN, UP) if flat else (RIGHT, LEFT)
    for sides, stub in product((ends.sides, *((side, side) for side in same)), _STUBS):
        start, end = ends.ports(sides)
        first, last = (
            (x + side[0] * stub, y + side[1] * stub)
            for (x, y), side in zip((start, end), sides, strict=True)
        )
        if flat:
            yield [start, first, (first[0], level), (last[0], level), last, end]
        else:
            yield [start, first, (level, first[1]), (level, last[1]), last, end]
