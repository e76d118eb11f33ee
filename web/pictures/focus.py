"""The picture of one node in focus, among its neighbours."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, TypeAlias

from graph.model.relations import Kind, RelationName
from graph.parts.text import plural
from graph.store.index import Index
from web.pictures.layout import (
    ENDS,
    HEIGHT,
    Group,
    Layout,
    Orientation,
    box_height,
    first_rows,
    flow,
    neighbours,
    required,
    rows,
    shared_out,
    stack,
    stack_height,
    stack_rows,
)
from web.pictures.vis import Picture, to_vis

MAX_PER_SIDE = 5
"""The most roles on one side of the focus."""
MAX_BEYOND = 5
"""The most further roles that expanded ones add on a side."""

_NEAR, _FAR = 320.0, 545.0
"""How far the neighbours, and theirs, are to the left and right of the focus."""
_ROWS = HEIGHT - 460
"""The room for the rows above and below."""
Way: TypeAlias = tuple[list[RelationName], bool]
"""The relations of some edges, and whether they run forwards."""

_BEYOND: dict[str, Way] = {
    "Comes from": (["leads_to"], False),
    "Leads to": (["leads_to"], True),
    "Overlaps with": (["leads_to", "overlaps_with"], True),
}
"""By the title of a group of roles: the edges that its expanded roles add."""


class Around(NamedTuple):
    """The groups of neighbours on each side of the focus."""

    before: list[Group]
    after: list[Group]
    above: list[Group]
    below: list[Group]

    def limited(self, index: Index, most_beside: int, room: float) -> Around:
        """Return the neighbours there is room for, the first of each group."""
        beside = ([*shared_out(side, most_beside)] for side in self[:2])
        needs = [stack_rows(index, side[0], ENDS) if side else 0.0 for side in self[2:]]
        rooms = [max(room / 2, room - need) for need in reversed(needs)]
        rows_ = (
            [first_rows(index, group, ENDS, its_room) for group in side]
            for side, its_room in zip(self[2:], rooms, strict=True)
        )
        return Around(*beside, *rows_)


def focus_picture(
    index: Index, name: str, expanded: Collection[str], orientation: Orientation
) -> Picture:
    """Return the picture of a node among its neighbours, and of what expanded ones add.

    Raises UnknownNode or AmbiguousName for the name.
    """
    focus = index.resolve(name)
    layout = focus_layout(index, focus, expanded, orientation)
    return to_vis(index, layout, orientation, opened=expanded, focus=focus)


def focus_layout(
    index: Index, focus: str, expanded: Collection[str], orientation: Orientation
) -> Layout:
    """Return the layout of a node among its neighbours.

    Roles it comes from are on the left, roles it leads to or overlaps with on the right, skills
    above, responsibilities below. The roles that require a skill or responsibility are below it.
    """
    neighbourhood = _around(index, focus)
    shown = {focus, *(id_ for side in neighbourhood for group in side for id_ in group.nodes)}
    before, after, above, below = neighbourhood.limited(index, MAX_PER_SIDE, _ROWS)

    def beyond(group: Group, title: str = "") -> Group:
        return Group(title, _beyond(index, group, expanded, shown))

    if orientation == "portrait":
        around = [*before, Group("", [focus]), *after, *above, *below]
        further = [beyond(group, f"Beyond: {group.title}") for group in around if group.title]
        return flow(index, [*around, *(group for group in further if group.nodes)])
    layout = Layout(positions={focus: (0.0, 0.0)})
    height = box_height(index, focus) / 2
    for x, groups in ((-1, before), (1, after)):
        height = max(height, stack_height(index, groups) / 2)
        stack(index, layout, groups, (x * _NEAR, 0.0))
        stack(index, layout, [beyond(group) for group in groups], (x * _FAR, 0.0))
    for y, groups in ((-1, above), (1, below)):
        edge = y * (height + 30)
        for group in groups:
            edge = rows(index, layout, group, ENDS, edge, upwards=y < 0)
            edge = rows(index, layout, beyond(group), ENDS, edge, upwards=y < 0)
    return layout


def _around(index: Index, focus: str) -> Around:
    """Return all neighbours of a node."""
    if index.kinds[focus] != "role":
        roles = neighbours(index, focus, ["requires"], forward=False)
        return Around([], [], [], [Group(f"Required by {plural(len(roles), 'role')}", roles)])
    comes_from = neighbours(index, focus, ["leads_to"], forward=False)
    next_roles = neighbours(index, focus, ["leads_to"], forward=True)
    leads_to = [role for role in next_roles if role not in comes_from]
    beside = neighbours(index, focus, ["overlaps_with"], forward=True)
    others = [role for role in beside if role not in (*comes_from, *leads_to)]
    return Around(
        [Group("Comes from", comes_from)],
        [Group("Leads to", leads_to), Group("Overlaps with", others)],
        [_required(index, focus, "skill", "Skills")],
        [_required(index, focus, "responsibility", "Responsibilities")],
    )


def _required(index: Index, role: str, kind: Kind, title: str) -> Group:
    nodes = required(index, [role], kind)
    return Group(title, nodes, "" if nodes else "not stated")


def _beyond(
    index: Index, group: Group, expanded: Collection[str], shown: Collection[str]
) -> list[str]:
    """Return the further neighbours of the group's expanded nodes, on the same side of it."""
    found: list[str] = []
    for id_ in group.nodes:
        if id_ in expanded:
            otherwise: Way = (["requires"], index.kinds[id_] == "role")
            relations, forward = _BEYOND.get(group.title, otherwise)
            found += neighbours(index, id_, relations, forward=forward)
    return [node for node in dict.fromkeys(found) if node not in shown][:MAX_BEYOND]
