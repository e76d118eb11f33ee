"""The picture of a data set that is too large to show at once: its groups as a treemap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from textwrap import wrap
from typing import Any

from graph.parts.groups import Division, members
from graph.parts.text import plural
from graph.store.index import Index
from web.pictures.layout import HEIGHT, NARROW, WIDTH, Orientation
from web.pictures.routes import Rectangle, straight
from web.pictures.vis import Picture, plain_picture, sized

MOST_STEPS = 5
"""To how many other groups lines are drawn from the one pointed at, the strongest first."""
_GAP = 6.0
_LEAST_SHARE = 0.45
"""The least size of a box, as a share of the mean: its title must fit."""
_LETTER = 9.5


def groups_picture(index: Index, division: Division, orientation: Orientation) -> Picture:
    """Return the groups of a division as boxes, each as large as its number of roles.

    Edges show where roles lead across, for the group that is pointed at.
    """
    groups = sorted(division.groups, key=lambda group: -group.roles)
    least = _LEAST_SHARE * sum(group.roles for group in groups) / (len(groups) or 1)
    sizes = [max(float(group.roles), least) for group in groups]
    tall = orientation == "portrait"
    width, height = (NARROW, 110.0 * len(groups)) if tall else (WIDTH, HEIGHT - 60)
    boxes = dict(
        zip((group.id for group in groups), treemap(sizes, width, height), strict=True)
    )
    nodes = [
        {
            "id": f"group:{group.id}",
            "label": "\n".join(
                [*wrap(group.title, max(8, int(2 * box.half_width / _LETTER) - 2)),
                 plural(group.roles, "role")]
            ),
            "title": f"{group.title}: {plural(group.roles, 'role')}",
            "kind": "role",
            "tone": 1,
            "shade": 14,
            **sized(box),
            "font": {"size": 17},
        }
        for group in groups
        for box in [boxes[group.id]]
    ]  # fmt: skip
    return plain_picture(nodes, list(_edges(index, division, boxes)))


def treemap(sizes: Sequence[float], width: float, height: float) -> list[Rectangle]:
    """Return a box for each size, the largest first, which fill a rectangle around (0, 0).

    Each box has an area in proportion to its size, less a gap. The boxes are as square as
    rows allow: Bruls, Huizing, van Wijk 2000, https://doi.org/10.1007/978-3-7091-6783-0_4
    """
    scale = width * height / (sum(sizes) or 1)
    areas = [size * scale for size in sizes]
    boxes: list[Rectangle] = []
    x, y = -width / 2, -height / 2
    while areas:
        across = width < height  # a row runs along the shorter side
        side = width if across else height
        count = 1
        while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
            count += 1
        depth = sum(areas[:count]) / side
        along = 0.0
        for area in areas[:count]:
            length = area / depth
            left, top = (x + along, y) if across else (x, y + along)
            w, h = (length, depth) if across else (depth, length)
            boxes.append(Rectangle(left + w / 2, top + h / 2, (w - _GAP) / 2, (h - _GAP) / 2))
            along += length
        if across:
            y, height = y + depth, height - depth
        else:
            x, width = x + depth, width - depth
        areas = areas[count:]
    return boxes


def _worst(areas: Sequence[float], side: float) -> float:
    """Return how long the longest box of a row is, compared with its width."""
    depth = sum(areas) / side
    return max(max(area / depth / depth, depth * depth / area) for area in areas)


def _edges(
    index: Index, division: Division, boxes: dict[str, Rectangle]
) -> Iterator[dict[str, Any]]:
    """Yield for each group the strongest edges to others, shown while it is pointed at."""
    home = {role: group.id for group in division.groups for role in members(index, group.id)}
    counts = Counter(
        (home[role], home[link.target])
        for role in home
        for link in index.outgoing(role, "leads_to")
        if link.target in home and home[role] != home[link.target]
    )
    for group in division.groups:
        own = (pair for pair, _ in counts.most_common() if pair[0] == group.id)
        for source, target in islice(own, MOST_STEPS):
            number = counts[source, target]
            yield {
                "source": f"group:{source}",
                "target": f"group:{target}",
                "relation": "leads_to",
                "basis": "derived",  # counted here, from edges of any basis
                "title": f"{plural(number, 'step')} across",
                "label": str(number),
                "width": 2,
                "on_hover": True,
                "on_path": False,
                **straight(boxes[source], boxes[target])._asdict(),
            }
