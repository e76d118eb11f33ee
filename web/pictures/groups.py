"""What stands for a data set that is too large to show at once: its groups, as a picture."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.parts.groups import Division, members
from graph.parts.text import plural
from graph.store.index import Index
from web.pictures.layout import Orientation
from web.pictures.vis import described

WIDTH, HEIGHT, GAP = 230, 92, 34
MOST_EDGES = 60


def overview(index: Index, division: Division, orientation: Orientation) -> dict[str, Any]:
    """Return the groups of a division as vis-network nodes, with how many roles lead across.

    The strongest sixty connections are drawn, as thick as the number of *leads to* edges.
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
    return described(nodes, edges)


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
        for (source, target), number in counts.most_common(MOST_EDGES)
    ]
