"""The picture of a data set that is too large to show at once: its groups, and steps across."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.parts.groups import Division, members
from graph.parts.text import plural
from graph.store.index import Index
from web.pictures.layout import Orientation
from web.pictures.vis import Picture, plain_picture

WIDTH, HEIGHT, GAP = 230, 92, 34
MAX_EDGES = 60


def groups_picture(index: Index, division: Division, orientation: Orientation) -> Picture:
    """Return the groups of a division as nodes, with an edge where roles lead across.

    The MAX_EDGES strongest are drawn, each as wide as its number of *leads to* edges.
    """
    per_row = 1 if orientation == "portrait" else max(2, round(len(division.groups) ** 0.5 * 1.3))
    nodes = [
        {
            "id": f"group:{group.id}",
            "label": f"{group.title}\n{plural(group.roles, 'role')}",
            "title": f"{group.title}: {plural(group.roles, 'role')}",
            "kind": "role",
            "x": (i % per_row) * (WIDTH + 3 * GAP),
            "y": (i // per_row) * (HEIGHT + GAP),
            "margin": 12,
            "font": {"size": 17},
            "widthConstraint": {"minimum": WIDTH - 40, "maximum": WIDTH},
        }
        for i, group in enumerate(division.groups)
    ]
    edges = [] if orientation == "portrait" else _edges(index, division)
    return plain_picture(nodes, edges)


def _edges(index: Index, division: Division) -> list[dict[str, Any]]:
    home = {role: group.id for group in division.groups for role in members(index, group.id)}
    counts = Counter(
        (home[role], home[link.target])
        for role in home
        for link in index.outgoing(role, "leads_to")
        if link.target in home and home[role] != home[link.target]
    )
    return [
        {
            "source": f"group:{source}",
            "target": f"group:{target}",
            "relation": "leads_to",
            "basis": "derived",  # counted here, from edges of any basis
            "title": f"{plural(number, 'step')} across",
            "width": 1 + min(number, 40) / 8,
            "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.15},
        }
        for (source, target), number in counts.most_common(MAX_EDGES)
    ]
