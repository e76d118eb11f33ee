"""Where does each node of a picture stand? Positions only; the same data gives the same picture.

Units are those of vis-network's canvas: pixels at a zoom of 1, x to the right, y down.
A position is the middle of a node's box.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from graph.index import Index
from graph.relations import Kind, RelationName

Orientation = Literal["landscape", "portrait"]

MAX_NODES = 300
"""The most nodes one picture holds; a browser draws so many smoothly."""


class Box(NamedTuple):
    """How large a kind's boxes are, and how many letters a line of theirs holds."""

    width: int
    letters: int
    line: int
    padding: int


BOXES: Mapping[Kind, Box] = {
    "role": Box(width=165, letters=12, line=19, padding=20),
    "skill": Box(width=155, letters=16, line=15, padding=16),
    "responsibility": Box(width=175, letters=18, line=15, padding=16),
}
ABOVE = 46
"""Room for a heading."""
ENDS = (-640, 640)
"""How far rows above and below a node in the middle reach to the left and right."""


class Heading(NamedTuple):
    """A word over a column, a lane or a group."""

    text: str
    x: float
    y: float
    align: Literal["left", "center"] = "center"
    note: str = ""


class Band(NamedTuple):
    """A shaded rectangle behind a column or a lane."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Layout:
    """The positions of a picture, its headings and its bands."""

    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)


class Group(NamedTuple):
    """Nodes that belong together under a heading."""

    title: str
    nodes: Sequence[str]
    note: str = ""


def box_height(index: Index, id_: str) -> int:
    """Return the height of a node's box, from the lines its title needs."""
    box = BOXES[index.kinds[id_]]
    lines = len(textwrap.wrap(index.records[id_].title, box.letters)) or 1
    return lines * box.line + box.padding


def career_map(index: Index, expanded: Collection[str], orientation: Orientation) -> Layout:
    """Return the roles in columns by stage and lanes by track, and what expanded roles require.

    Roles whose stage is not stated stand below, apart from the columns, near the roles they
    are related to.
    """
    skills = _required(index, expanded, "skill")
    responsibilities = _required(index, expanded, "responsibility")
    if orientation == "portrait":
        groups = [Group("Skills", skills), *_stage_groups(index)]
        return _flow(index, [*groups, Group("Responsibilities", responsibilities)])
    layout = Layout()
    left, right, bottom = _lanes(index, layout)
    bottom = _unstaged(index, layout, left, right, bottom)
    if skills:
        _rows(index, layout, Group("Skills", skills), (left, right), -ABOVE - 24, upwards=True)
    if responsibilities:
        group = Group("Responsibilities", responsibilities)
        _rows(index, layout, group, (left, right), bottom + 12)
    return layout


def node_in_the_middle(
    index: Index, middle: str, expanded: Collection[str], orientation: Orientation
) -> Layout:
    """Return one node in the middle of its neighbours.

    Roles it comes from are on the left, those it leads to or overlaps with on the right,
    skills above, responsibilities below; a skill or responsibility has the roles that
    require it on both sides.
    """
    before, after, above, below = _around(index, middle)

    def beyond(group: Group, title: str = "") -> Group:
        return Group(title, _beyond(index, group, middle, expanded))

    if orientation == "portrait":
        around = [*above, *before, Group("", [middle]), *after, *below]
        further = [beyond(group, f"Beyond: {group.title}") for group in around if group.title]
        return _flow(index, [*around, *(group for group in further if group.nodes)])
    layout = Layout(positions={middle: (0.0, 0.0)})
    height = box_height(index, middle) / 2
    for side, groups in ((-1, before), (1, after)):
        height = max(height, _side(index, layout, groups, side * 340.0))
        _side(index, layout, [beyond(group) for group in groups], side * 600.0)
    top, bottom = -height - 30, height + 30
    for group in above:
        top = _rows(index, layout, group, ENDS, top, upwards=True)
        top = _rows(index, layout, beyond(group), ENDS, top, upwards=True)
    for group in below:
        bottom = _rows(index, layout, group, ENDS, bottom)
        bottom = _rows(index, layout, beyond(group), ENDS, bottom)
    return layout


def neighbours(
    index: Index, id_: str, relations: Iterable[RelationName], *, forward: bool
) -> list[str]:
    """Return the nodes at the other ends of a node's edges, each once, in order."""
    found = [
        link.target if forward else link.source
        for relation in relations
        for link in (index.outgoing(id_, relation) if forward else index.incoming(id_, relation))
    ]
    return list(dict.fromkeys(found))


def _around(index: Index, middle: str) -> tuple[list[Group], ...]:
    if index.kinds[middle] != "role":
        roles = neighbours(index, middle, ["requires"], forward=False)
        half = (len(roles) + 1) // 2
        return (
            [Group(f"Required by {len(roles)} roles", roles[:half])],
            [Group("", roles[half:])],
            [],
            [],
        )
    comes_from = neighbours(index, middle, ["leads_to"], forward=False)
    leads_to = [
        role
        for role in neighbours(index, middle, ["leads_to"], forward=True)
        if role not in comes_from
    ]
    beside = [
        role
        for role in neighbours(index, middle, ["overlaps_with"], forward=True)
        if role not in (*comes_from, *leads_to)
    ]
    skills = _required(index, [middle], "skill")
    responsibilities = _required(index, [middle], "responsibility")
    return (
        [Group("Comes from", comes_from)],
        [Group("Leads to", leads_to), Group("Overlaps with", beside)],
        [Group("Skills", skills, "" if skills else "not stated")],
        [Group("Responsibilities", responsibilities, "" if responsibilities else "not stated")],
    )


def _beyond(
    index: Index, group: Group, middle: str, expanded: Collection[str], most: int = 12
) -> list[str]:
    """Return the further neighbours of the group's expanded nodes, on the same side of it."""
    ways: dict[str, tuple[list[RelationName], bool]] = {
        "Comes from": (["leads_to"], False),
        "Leads to": (["leads_to"], True),
        "Overlaps with": (["leads_to", "overlaps_with"], True),
    }
    relations, forward = ways.get(group.title, (["requires"], False))
    if index.kinds[middle] != "role":
        relations, forward = ["requires"], True
    shown = {middle, *(n for groups in _around(index, middle) for g in groups for n in g.nodes)}
    found = [
        node
        for id_ in group.nodes
        if id_ in expanded
        for node in neighbours(index, id_, relations, forward=forward)
        if node not in shown
    ]
    return list(dict.fromkeys(found))[:most]


def _required(index: Index, roles: Iterable[str], kind: Kind) -> list[str]:
    found = dict.fromkeys(
        link.target
        for role in roles
        for link in index.outgoing(role, "requires")
        if index.kinds[link.target] == kind
    )
    return list(found)


def _lanes(index: Index, layout: Layout) -> tuple[float, float, float]:
    """Place the roles whose stage is known; return the left, right and lower end."""
    cells: dict[str | None, dict[str, list[str]]] = {}
    tracks = [track.id for track in index.about.tracks]
    for role in index.of_kind("role"):
        stage = index.role(role).stage
        if stage is not None:
            cells.setdefault(_lane(index, role), {}).setdefault(stage, []).append(role)
    columns = [
        stage for stage in index.about.stages if any(stage.id in lane for lane in cells.values())
    ]
    pitch = BOXES["role"].width + 84
    x_of = {stage.id: i * pitch for i, stage in enumerate(columns)}
    left, right = -pitch / 2, (len(columns) - 0.5) * pitch
    top = 0.0
    titles = {track.id: track.title for track in index.about.tracks}
    starting = {stage.id for stage in index.about.stages if not stage.rung}
    for track in sorted(cells, key=lambda id_: tracks.index(id_) if id_ in tracks else -1):
        gaps = {stage: 18 if stage in starting else 46 for stage in cells[track]}
        heights = {
            stage: sum(box_height(index, role) + gaps[stage] for role in roles)
            for stage, roles in cells[track].items()
        }
        height = max(heights.values()) + 22
        if len(cells) > 1:
            layout.headings.append(Heading(titles.get(track or "", ""), left + 8, top + 14, "left"))
            top += 24
        for stage, roles in cells[track].items():
            y = top + (height - heights[stage]) / 2
            for role in _by_destination(index, roles):
                size = box_height(index, role)
                layout.positions[role] = (x_of[stage], y + (gaps[stage] + size) / 2)
                y += size + gaps[stage]
        top += height
    for i, column in enumerate(columns):
        x = x_of[column.id]
        layout.headings.append(Heading(column.title, x, -20))
        if i % 2 == 0:
            layout.bands.append(Band(x - pitch / 2, -ABOVE, pitch, top + ABOVE))
    return left, right, top


def _lane(index: Index, role: str) -> str | None:
    """Return the lane of a role; a starting point stands in that of the first rung it leads to."""
    if role not in index.starting_points:
        return index.role(role).track
    rungs = [role for role in index.of_kind("role") if role not in index.starting_points]
    targets = neighbours(index, role, ["leads_to"], forward=True)
    lanes = [index.role(rung).track for rung in (*targets, *rungs) if index.role(rung).stage]
    return lanes[0] if lanes else None


def _by_destination(index: Index, roles: Sequence[str]) -> list[str]:
    """Order the roles of a cell so that those leading down to roles without a stage are last."""
    return sorted(
        roles,
        key=lambda role: (
            sum(
                index.role(target).stage is None
                for target in neighbours(index, role, ["leads_to"], forward=True)
            )
            / (len(index.outgoing(role, "leads_to")) or 1)
        ),
    )


def _unstaged(index: Index, layout: Layout, left: float, right: float, top: float) -> float:
    """Place the roles whose stage is not stated, a row a track; return the lower end."""
    for group in _unstaged_groups(index):
        if not group.nodes:
            continue
        top += 26
        height = max(box_height(index, role) for role in group.nodes)
        layout.bands.append(Band(left, top, right - left, height + ABOVE + 24))
        layout.headings.append(Heading(group.title, left + 12, top + 20, "left", group.note))
        wished = {role: _mean_x(index, layout, role, (left + right) / 2) for role in group.nodes}
        spread = _spread(wished, BOXES["role"].width + 40, left, right)
        for role, x in spread.items():
            layout.positions[role] = (x, top + ABOVE + height / 2)
        top += height + ABOVE + 24
    return top


def _mean_x(index: Index, layout: Layout, role: str, otherwise: float) -> float:
    related = [
        *neighbours(index, role, ["leads_to", "overlaps_with"], forward=True),
        *neighbours(index, role, ["leads_to", "overlaps_with"], forward=False),
    ]
    xs = [
        layout.positions[other][0]
        for other in related
        if other in layout.positions and other not in index.starting_points
    ]
    return sum(xs) / len(xs) if xs else otherwise


def _spread(
    wished: Mapping[str, float], pitch: float, left: float, right: float
) -> dict[str, float]:
    """Return places as near as possible to the wished ones, at least ``pitch`` apart."""
    order = sorted(wished, key=lambda id_: wished[id_])
    if not order:
        return {}
    middle = sum(wished.values()) / len(wished)
    start = middle - pitch * (len(order) - 1) / 2
    start = max(left + pitch / 2, min(start, right - pitch / 2 - pitch * (len(order) - 1)))
    return {id_: start + i * pitch for i, id_ in enumerate(order)}


def _side(index: Index, layout: Layout, groups: Sequence[Group], x: float) -> float:
    """Stack groups of roles beside the middle; return half the height they take."""
    groups = [group for group in groups if group.nodes]
    heights = [
        sum(box_height(index, id_) + 18 for id_ in group.nodes) + (ABOVE if group.title else 0)
        for group in groups
    ]
    y = -sum(heights) / 2
    for group, height in zip(groups, heights, strict=True):
        below = y + height
        if group.title:
            layout.headings.append(Heading(group.title, x, y + ABOVE / 2, note=group.note))
            y += ABOVE
        for id_ in group.nodes:
            size = box_height(index, id_)
            layout.positions[id_] = (x, y + 9 + size / 2)
            y += size + 18
        y = below
    return sum(heights) / 2


def _rows(
    index: Index,
    layout: Layout,
    group: Group,
    ends: tuple[float, float],
    start: float,
    *,
    upwards: bool = False,
) -> float:
    """Place a group in rows between two ends; return where the next group may begin."""
    left, right = ends
    if not group.nodes and not group.note:
        return start
    sign = -1 if upwards else 1
    widest = max((BOXES[index.kinds[id_]].width for id_ in group.nodes), default=0) + 18
    per_row = max(1, int((right - left) // widest)) if widest else 1
    rows_needed = -(-len(group.nodes) // per_row)
    per_row = -(-len(group.nodes) // rows_needed) if rows_needed else 1
    y = start
    if group.title and not upwards:
        layout.headings.append(Heading(group.title, (left + right) / 2, y + 14, note=group.note))
        y += ABOVE - 10
    for i in range(0, len(group.nodes), per_row):
        row = group.nodes[i : i + per_row]
        height = max(box_height(index, id_) for id_ in row)
        first = (left + right) / 2 - widest * (len(row) - 1) / 2
        for j, id_ in enumerate(row):
            layout.positions[id_] = (first + j * widest, y + sign * (height / 2))
        y += sign * (height + 14)
    if group.title and upwards:
        layout.headings.append(Heading(group.title, (left + right) / 2, y - 12, note=group.note))
        y -= ABOVE - 10
    return y + sign * 10


def _flow(index: Index, groups: Sequence[Group]) -> Layout:
    """Place groups one below the other, two nodes in a row, for a narrow screen."""
    layout = Layout()
    left, right = -194.0, 194.0
    y = 0.0
    shaded = False
    for group in groups:
        if not group.nodes and not group.note:
            continue
        before = y
        if group.title:
            layout.headings.append(Heading(group.title, left + 8, y + 14, "left", group.note))
            y += ABOVE - 10
        y = _rows(index, layout, group._replace(title="", note=""), (left, right), y)
        if group.title:
            shaded = not shaded
            if shaded:
                layout.bands.append(Band(left, before - 4, right - left, y - before))
        y += 12
    return layout


def _stage_groups(index: Index) -> list[Group]:
    roles = list(index.of_kind("role"))
    staged = [
        Group(stage.title, [role for role in roles if index.role(role).stage == stage.id])
        for stage in index.about.stages
    ]
    return [*staged, *_unstaged_groups(index)]


def _unstaged_groups(index: Index) -> list[Group]:
    tracks = [*((track.id, track.title) for track in index.about.tracks), (None, "Other roles")]
    unstaged = [role for role in index.of_kind("role") if index.role(role).stage is None]
    note = "level not stated" if index.about.stages else ""
    groups = [
        Group(title, [role for role in unstaged if index.role(role).track == id_], note)
        for id_, title in tracks
    ]
    return [group for group in groups if group.nodes]
