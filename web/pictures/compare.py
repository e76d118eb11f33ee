"""The picture of compared roles, around what they share and beside what each has alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, zip_longest
from statistics import fmean

from graph.model.edges import DERIVED_KEY
from graph.questions.compare.answer import Comparison, RequirementRow, SideBySide
from graph.questions.compare.query import CompareQuery
from graph.questions.compare.search import answer as compare
from graph.questions.neighbourhood.search import edges_among
from graph.store.index import Index
from web.pictures.layout import (
    Group,
    Layout,
    Orientation,
    first,
    flow,
    shown_note,
    stack,
    stack_height,
)
from web.pictures.vis import Picture, to_vis

MAX_SHARED = 10
"""How many requirements of several roles are drawn."""
MAX_ALONE = 6
"""How many requirements of one role alone are drawn beside it."""

_ROLES, _ALONE = 300.0, 575.0
"""The distance of roles, and of what each has alone, from what is shared."""
_ALONE_TITLE = "Only here"
_LINE = 38
"""The length of a heading on a narrow screen, in letters."""


def compare_picture(index: Index, names: Sequence[str], orientation: Orientation) -> Picture:
    """Return two to four roles with what they share and what each alone requires.

    Raises what CompareQuery and its answer raise.
    """
    answer = compare(index, CompareQuery(roles=tuple(names)))
    roles = [each.role.node.id for each in answer.compared if each.role]
    return to_vis(index, _layout(index, answer, orientation), orientation, opened=roles)


def _layout(index: Index, answer: Comparison, orientation: Orientation) -> Layout:
    """Return roles around what they share, each beside what it alone requires.

    These are skills or, if more of the roles state them, responsibilities, in the order of the
    answer. The roles go around clockwise, so that the steps of a ladder join neighbours; steps
    across pass between what is shared.
    """
    compared = max(answer.skills, answer.responsibilities, key=lambda each: -len(each.not_stated))
    word = "Skills" if compared is answer.skills else "Responsibilities"
    nodes = [each.role.node for each in answer.compared if each.role]
    roles = [node.id for node in nodes]
    names = [node.title for node in nodes]
    alone = [_alone(compared, number, len(roles), word) for number in range(1, len(roles) + 1)]
    shared = _shared(compared, names)
    if orientation == "portrait":
        own = [_named(group, name) for group, name in zip(alone, names, strict=True)]
        return flow(index, [*(Group("", [role]) for role in roles), *shared.values(), *own])
    layout = Layout(sideways=True)
    _place_roles(index, layout, roles, alone)
    near = {owners: fmean(layout.positions[roles[n - 1]][1] for n in owners) for owners in shared}
    together = [
        id_ for owners in sorted(shared, key=near.__getitem__) for id_ in shared[owners].nodes
    ]
    total = sum(len(each.rows) for each in compared.sets if len(each.owners) > 1)
    note = shown_note(len(together), total)
    if not together:
        note = "none" if _comparable(compared, len(roles)) else "not known"
    group = Group(f"Shared {word.lower()}", together, note)
    stack(index, layout, [group], (0.0, 0.0), passages=_passages(index, layout))
    return layout


def _comparable(compared: SideBySide[RequirementRow], roles: int) -> bool:
    """Return whether two lists are stated: otherwise what they share is unknown."""
    return roles - len(compared.not_stated) > 1


def _shared(
    compared: SideBySide[RequirementRow], names: Sequence[str]
) -> dict[tuple[int, ...], Group]:
    """Return the shared requirements to draw, grouped by owners, round-robin."""
    sets = [each for each in reversed(compared.sets) if len(each.owners) > 1]
    in_turn = (
        (each.owners, row.id)
        for turn in zip_longest(*(each.rows for each in sets))
        for each, row in zip(sets, turn, strict=True)
        if row
    )
    drawn: dict[tuple[int, ...], list[str]] = {}
    for owners, id_ in islice(in_turn, MAX_SHARED):
        drawn.setdefault(owners, []).append(id_)
    every = {each.owners: len(each.rows) for each in sets}
    stated = {number for number in range(1, len(names) + 1) if number not in compared.not_stated}
    return {
        owners: Group(_owners_text(owners, stated, names, _LINE - len(note)), nodes, note)
        for owners, nodes in drawn.items()
        for note in [shown_note(len(nodes), every[owners])]
    }


def _owners_text(owners: Sequence[int], stated: set[int], names: Sequence[str], room: int) -> str:
    others = stated - {*owners}
    if not others:
        return "Shared"
    if len(others) == 1:
        return "All but " + _short(names[others.pop() - 1], room)
    return " + ".join(_short(names[number - 1], room // len(owners)) for number in owners)


def _short(name: str, letters: int) -> str:
    """Return a name, cut to fit a heading of one line."""
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def _alone(compared: SideBySide[RequirementRow], number: int, roles: int, word: str) -> Group:
    if number in compared.not_stated:
        return Group(word, [], "not stated")
    title = _ALONE_TITLE if _comparable(compared, roles) else word
    rows = next((each.rows for each in compared.sets if each.owners == (number,)), ())
    return first(Group(title, [row.id for row in rows], "" if rows else "none"), MAX_ALONE)


def _named(group: Group, role: str) -> Group:
    """Return a group with the role in its heading, for a picture where it is not beside it."""
    before = "Only " if group.title == _ALONE_TITLE else f"{group.title} of "
    room = _LINE + len("Only ") - len(before) - len(group.note)
    return group._replace(title=before + _short(role, room))


def _place_roles(
    index: Index, layout: Layout, roles: Sequence[str], alone: Sequence[Group]
) -> None:
    """Place the roles clockwise from the left or upper left, and what each alone requires."""
    heights = [stack_height(index, [group]) for group in alone]
    apart = max(200, *heights) + 40
    numbers = range(len(roles))
    for sign, side in ((-1, [*numbers[:1], *numbers[3:]]), (1, numbers[1:3])):
        for place, number in enumerate(side):
            x, y = sign * _ALONE, (place - (len(side) - 1) / 2) * apart
            layout.positions[roles[number]] = (sign * _ROLES, y)
            stack(index, layout, [alone[number]], (x, y))
            layout.shade_column(x, y - heights[number] / 2 - 4, heights[number] + 8)


def _passages(index: Index, layout: Layout) -> set[tuple[float, float]]:
    """Return the gaps in the shared column, for steps that go from left to right."""
    found = set()
    for link in edges_among(index, layout.positions, ("leads_to", "overlaps_with")):
        (x1, y1), (x2, y2) = layout.positions[link.source], layout.positions[link.target]
        if x1 != x2 and link.key != DERIVED_KEY:
            centre, half = (y1 + y2) / 2, 24 + abs(y1 - y2) / 6
            found.add((centre - half, centre + half))
    return found
