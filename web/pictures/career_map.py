"""The picture of the career map: roles in columns by stage and lanes by track."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from graph.parts.groups import Division
from graph.parts.requirements import NodeRef
from graph.store.index import Index
from web.pictures.columns import Column, by_track, columns, lanes_of
from web.pictures.groups import groups_picture
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
from web.pictures.vis import Picture, to_vis

_PITCH = BOXES["role"].width + 84
"""From one column to the next."""
_LOOSE_PITCH = BOXES["role"].width + 40
"""From one role to the next, below the columns."""
_GAP, _STARTING_GAP = 46, 18
"""Between two roles of a column, and of a column of starting points."""


class Step(Protocol):
    """A step of a path to mark on the map."""

    @property
    def source(self) -> NodeRef: ...
    @property
    def target(self) -> NodeRef: ...
    @property
    def key(self) -> str: ...


def map_picture(
    index: Index,
    shown: Division,
    orientation: Orientation,
    *,
    expanded: Collection[str] = (),
    steps: Sequence[Step] = (),
) -> Picture:
    """Return the map of a division, with the steps of a path marked on it.

    A division into groups shows the groups; with a path or expanded roles, only these roles.
    """
    if shown.groups and not steps and not expanded:
        return groups_picture(index, shown, orientation)
    roles = shown.roles
    if shown.groups:
        on_path = (end.id for step in steps for end in (step.source, step.target))
        roles = tuple(dict.fromkeys(on_path)) or tuple(expanded)
    layout = map_layout(index, roles, expanded, orientation)
    path = {(step.source.id, step.target.id, step.key) for step in steps}
    return to_vis(index, layout, orientation, opened=expanded, path=path)


def map_layout(
    index: Index, roles: Sequence[str], expanded: Collection[str], orientation: Orientation
) -> Layout:
    """Return the layout of roles, and of what expanded roles require.

    Roles whose stage is not stated are below the columns, near the roles they are related to.
    """
    shown = columns(index, roles)
    placed = {role for column in shown for role in column.roles}
    rest = [role for role in roles if role not in placed]
    skills = Group("Skills", required(index, expanded, "skill"))
    duties = Group("Responsibilities", required(index, expanded, "responsibility"))
    if orientation == "portrait":
        groups = [
            skills,
            *(Group(column.title, column.roles) for column in shown),
            *by_track(index, rest),
            duties,
        ]
        return flow(index, groups)
    layout = Layout()
    left, right, bottom = _lanes(index, layout, shown)
    for group in by_track(index, rest):
        bottom = _below(index, layout, group, (left, right), bottom)
    rows(index, layout, skills, (left, right), -ABOVE - 24, upwards=True)
    rows(index, layout, duties, (left, right), bottom + 12)
    return layout


def _lanes(index: Index, layout: Layout, shown: Sequence[Column]) -> tuple[float, float, float]:
    """Place the roles of the columns; return the left, right and lower end."""
    if not shown:
        return (*ENDS, 0.0)
    left, right = -_PITCH / 2, (len(shown) - 0.5) * _PITCH
    top = 0.0
    lanes = lanes_of(index, shown)
    for title, cells in lanes.items():
        if len(lanes) > 1:
            layout.headings.append(Heading(title, left + 8, top + 14, "left"))
            top += 24
        top += _lane(index, layout, shown, cells, top)
    for i, column in enumerate(shown):
        layout.headings.append(Heading(column.title, i * _PITCH, -20))
        if i % 2 == 0:
            layout.bands.append(Band((i - 0.5) * _PITCH, -ABOVE, _PITCH, top + ABOVE))
    return left, right, top


def _lane(
    index: Index,
    layout: Layout,
    shown: Sequence[Column],
    cells: Sequence[Sequence[str]],
    top: float,
) -> float:
    """Place the roles of a lane, column by column; return its height."""
    gaps = [_STARTING_GAP if column.starting else _GAP for column in shown]
    heights = [
        sum(box_height(index, role) + gap for role in cell)
        for cell, gap in zip(cells, gaps, strict=True)
    ]
    height = max(heights) + 22
    for i, cell in enumerate(cells):
        y = top + (height - heights[i]) / 2
        for role in _by_destination(index, cell):
            size = box_height(index, role)
            layout.positions[role] = (i * _PITCH, y + (gaps[i] + size) / 2)
            y += size + gaps[i]
    return height


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
    top = start + 26 + ABOVE
    layout.headings.append(Heading(group.title, left + 12, start + 46, "left", group.note))
    if len(group.nodes) * _LOOSE_PITCH > right - left:
        bottom = rows(index, layout, Group("", group.nodes), ends, top)
    else:
        height = max(box_height(index, role) for role in group.nodes)
        wished = {role: _mean_x(index, layout, role, (left + right) / 2) for role in group.nodes}
        for role, x in _spread(wished, left, right).items():
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


def _spread(wished: Mapping[str, float], left: float, right: float) -> dict[str, float]:
    """Return places near the wished ones, side by side between two ends."""
    pitch = _LOOSE_PITCH
    order = sorted(wished, key=lambda id_: wished[id_])
    centre = sum(wished.values()) / len(wished)
    start = centre - pitch * (len(order) - 1) / 2
    start = max(left + pitch / 2, min(start, right - pitch / 2 - pitch * (len(order) - 1)))
    return {id_: start + i * pitch for i, id_ in enumerate(order)}
