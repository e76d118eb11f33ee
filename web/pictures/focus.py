"""Where do the neighbours of a node stand when it is in the middle?"""

from __future__ import annotations

from collections.abc import Collection

from graph.model.relations import RelationName
from graph.parts.text import plural
from graph.store.index import Index
from web.pictures.layout import (
    ENDS,
    Group,
    Layout,
    Orientation,
    box_height,
    first,
    flow,
    neighbours,
    required,
    rows,
    stack,
    stack_height,
)

MOST_IN_ROWS = 28
MOST_AT_A_SIDE = 9


def node_in_the_middle(
    index: Index, middle: str, expanded: Collection[str], orientation: Orientation
) -> Layout:
    """Return one node in the middle of its neighbours.

    Roles it comes from are on the left, those it leads to or overlaps with on the right,
    skills above, responsibilities below; a skill or responsibility has the roles that
    require it on both sides.
    """
    before, after, above, below = (
        [_strongest(group) for group in groups] for groups in _around(index, middle)
    )

    def beyond(group: Group, title: str = "") -> Group:
        return Group(title, _beyond(index, group, middle, expanded))

    if orientation == "portrait":
        around = [*before, Group("", [middle]), *after, *above, *below]
        further = [beyond(group, f"Beyond: {group.title}") for group in around if group.title]
        return flow(index, [*around, *(group for group in further if group.nodes)])
    layout = Layout(positions={middle: (0.0, 0.0)})
    height = box_height(index, middle) / 2
    for side, groups in ((-1, before), (1, after)):
        height = max(height, stack_height(index, groups) / 2)
        stack(index, layout, groups, (side * 340.0, 0.0))
        stack(index, layout, [beyond(group) for group in groups], (side * 600.0, 0.0))
    top, bottom = -height - 30, height + 30
    for group in above:
        top = rows(index, layout, group, ENDS, top, upwards=True)
        top = rows(index, layout, beyond(group), ENDS, top, upwards=True)
    for group in below:
        bottom = rows(index, layout, group, ENDS, bottom)
        bottom = rows(index, layout, beyond(group), ENDS, bottom)
    return layout


def _strongest(group: Group) -> Group:
    in_rows = group.title in ("Skills", "Responsibilities")
    return first(group, MOST_IN_ROWS if in_rows else MOST_AT_A_SIDE)


def _around(index: Index, middle: str) -> tuple[list[Group], ...]:
    if index.kinds[middle] != "role":
        roles = neighbours(index, middle, ["requires"], forward=False)
        half = (len(roles) + 1) // 2
        return (
            [Group(f"Required by {plural(len(roles), 'role')}", roles[:half])],
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
    skills = required(index, [middle], "skill")
    responsibilities = required(index, [middle], "responsibility")
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
