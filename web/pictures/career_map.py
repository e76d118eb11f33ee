"""Where do the roles stand on the career map?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from graph.store.index import Index
from web.pictures.layout import (
    ABOVE,
    BOXES,
    ENDS,
    Band,
    Group,
    Heading,
    Layout,
    Orientation,
    box_height,
    flow,
    neighbours,
    required,
    rows,
)


class Column(NamedTuple):
    """The roles of a stage."""

    title: str
    roles: Sequence[str]
    starting: bool = False


def career_map(
    index: Index, roles: Sequence[str], expanded: Collection[str], orientation: Orientation
) -> Layout:
    """Return the roles in columns by stage and lanes by track, and what expanded roles require.

    Roles whose stage is not stated stand below, apart from the columns, near the roles they
    are related to.
    """
    shown = columns(index, roles)
    placed = {role for column in shown for role in column.roles}
    rest = [role for role in roles if role not in placed]
    skills = required(index, expanded, "skill")
    responsibilities = required(index, expanded, "responsibility")
    if orientation == "portrait":
        groups = [
            Group("Skills", skills),
            *(Group(column.title, column.roles) for column in shown),
            *_by_track(index, rest),
            Group("Responsibilities", responsibilities),
        ]
        return flow(index, groups)
    layout = Layout()
    left, right, bottom = _lanes(index, layout, shown)
    for group in _by_track(index, rest):
        bottom = _below(index, layout, group, (left, right), bottom)
    if skills:
        rows(index, layout, Group("Skills", skills), (left, right), -ABOVE - 24, upwards=True)
    if responsibilities:
        below = Group("Responsibilities", responsibilities)
        rows(index, layout, below, (left, right), bottom + 12)
    return layout


def columns(index: Index, roles: Sequence[str]) -> list[Column]:
    """Return the roles by stage or, if none has one, by the steps that lead to them."""
    by_stage = [
        Column(stage.title, [r for r in roles if index.role(r).stage == stage.id], not stage.rung)
        for stage in index.about.stages
    ]
    return [column for column in by_stage if column.roles] or _by_depth(index, roles)


def _by_depth(index: Index, roles: Sequence[str]) -> list[Column]:
    """Return the roles that one of them leads to, or is led to by, by the fewest steps."""
    among = set(roles)
    targets = {
        role: [t for t in neighbours(index, role, ["leads_to"], forward=True) if t in among]
        for role in roles
    }
    led_to = {target for found in targets.values() for target in found}
    linked = [role for role in roles if targets[role] or role in led_to]
    depth = dict.fromkeys([role for role in linked if role not in led_to] or linked[:1], 0)
    queue = list(depth)
    for role in queue:
        for target in targets[role]:
            if target not in depth:
                depth[target] = depth[role] + 1
                queue.append(target)
    levels = sorted(set(depth.values()))
    return [Column("", [role for role in queue if depth[role] == level]) for level in levels]


def _lanes(index: Index, layout: Layout, shown: Sequence[Column]) -> tuple[float, float, float]:
    """Place the roles of the columns; return the left, right and lower end."""
    if not shown:
        return (*ENDS, 0.0)
    pitch = BOXES["role"].width + 84
    left, right = -pitch / 2, (len(shown) - 0.5) * pitch
    top = 0.0
    lanes = _lanes_of(index, shown)
    for title, cells in lanes.items():
        gaps = [18 if column.starting else 46 for column in shown]
        heights = [
            sum(box_height(index, role) + gap for role in cell)
            for cell, gap in zip(cells, gaps, strict=True)
        ]
        height = max(heights) + 22
        if len(lanes) > 1:
            layout.headings.append(Heading(title, left + 8, top + 14, "left"))
            top += 24
        for i, cell in enumerate(cells):
            y = top + (height - heights[i]) / 2
            for role in _by_destination(index, cell):
                size = box_height(index, role)
                layout.positions[role] = (i * pitch, y + (gaps[i] + size) / 2)
                y += size + gaps[i]
        top += height
    for i, column in enumerate(shown):
        layout.headings.append(Heading(column.title, i * pitch, -20))
        if i % 2 == 0:
            layout.bands.append(Band((i - 0.5) * pitch, -ABOVE, pitch, top + ABOVE))
    return left, right, top


def _lanes_of(index: Index, shown: Sequence[Column]) -> dict[str, list[list[str]]]:
    """Return, by the title of each lane, its roles column by column."""
    placed = [role for column in shown for role in column.roles]
    titles = {track.id: track.title for track in index.about.tracks}
    lane = {role: titles.get(_track(index, role, placed) or "", "Other roles") for role in placed}
    order = [title for title in (*titles.values(), "Other roles") if title in lane.values()]
    return {
        title: [[role for role in column.roles if lane[role] == title] for column in shown]
        for title in order
    }


def _track(index: Index, role: str, placed: Sequence[str]) -> str | None:
    """Return the track of a role; a starting point has that of the first rung it leads to."""
    if role not in index.starting_points:
        return index.role(role).track
    rungs = [other for other in placed if other not in index.starting_points]
    targets = neighbours(index, role, ["leads_to"], forward=True)
    nearest = [*(target for target in targets if target in rungs), *rungs, role]
    return index.role(nearest[0]).track


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


def _below(
    index: Index, layout: Layout, group: Group, ends: tuple[float, float], start: float
) -> float:
    """Place roles that are in no column in a band of their own; return the lower end."""
    left, right = ends
    pitch = BOXES["role"].width + 40
    top = start + 26 + ABOVE
    layout.headings.append(Heading(group.title, left + 12, start + 46, "left", group.note))
    if len(group.nodes) * pitch > right - left:
        bottom = rows(index, layout, Group("", group.nodes), ends, top)
    else:
        height = max(box_height(index, role) for role in group.nodes)
        wished = {role: _mean_x(index, layout, role, (left + right) / 2) for role in group.nodes}
        for role, x in _spread(wished, pitch, left, right).items():
            layout.positions[role] = (x, top + height / 2)
        bottom = top + height + 24
    layout.bands.append(Band(left, start + 26, right - left, bottom - start - 26))
    return bottom


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
    middle = sum(wished.values()) / len(wished)
    start = middle - pitch * (len(order) - 1) / 2
    start = max(left + pitch / 2, min(start, right - pitch / 2 - pitch * (len(order) - 1)))
    return {id_: start + i * pitch for i, id_ in enumerate(order)}


def _by_track(index: Index, roles: Sequence[str]) -> list[Group]:
    """Return roles that are in no column, by track."""
    tracks = [*((track.id, track.title) for track in index.about.tracks), (None, "Other roles")]
    note = "level not stated" if index.about.stages else ""
    groups = [
        Group(title, [role for role in roles if index.role(role).track == id_], note)
        for id_, title in tracks
    ]
    return [group for group in groups if group.nodes]
