"""The picture of the career map: roles by level and track, by ladder, or in a net."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from statistics import fmean
from typing import NamedTuple, Protocol

from graph.parts.groups import Division
from graph.parts.ladders import forks_too_often
from graph.parts.requirements import NodeRef
from graph.questions.neighbourhood.search import edges_among
from graph.store.index import Index
from web.pictures.columns import Column, by_track, columns, lanes_of
from web.pictures.geometry import Point
from web.pictures.groups import groups_picture
from web.pictures.layered import Drawing, components, layered, longest_path_layers
from web.pictures.layout import (
    ABOVE,
    BOXES,
    ENDS,
    HEIGHT,
    MAX_NODES,
    NARROW,
    Band,
    Box,
    Group,
    Heading,
    Layout,
    Orientation,
    box_height,
    first_rows,
    flow,
    neighbours,
    required,
    role_box,
    rows,
)
from web.pictures.vis import Picture, to_vis

_BETWEEN, _BETWEEN_RUNGS = 78, 34
"""Between two columns, with and without years on the edges."""
_BESIDE = BOXES["role"].width + 24
"""From one role to the next in a row."""
_MOST_IN_ROW = 6
"""The most roles in a row of a net."""
_GAP = 22
"""Between two roles of a column."""
_APART = 30.0
"""Between two ladders in a lane."""
_LANE = 11
"""Above and below the roles of a lane."""


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
    left_out = len(roles) - sum(role in layout.positions for role in roles)
    path = {(step.source.id, step.target.id, step.key) for step in steps}
    picture = to_vis(index, layout, orientation, opened=expanded, path=path)
    picture["left_out"] += left_out
    return picture


def map_layout(
    index: Index, roles: Sequence[str], expanded: Collection[str], orientation: Orientation
) -> Layout:
    """Return the layout of roles, and of what expanded roles require.

    Roles are in columns by their level or, if none is stated, in a lane for each ladder. Roles
    without a level, or on no ladder, are below, near the roles they are related to.
    """
    shown = columns(index, roles)
    placed = {role for column in shown for role in column.roles}
    rest = [role for role in roles if role not in placed]
    skills = Group("Skills", required(index, expanded, "skill"))
    duties = Group("Responsibilities", required(index, expanded, "responsibility"))
    if shown and orientation == "portrait":
        groups = [
            skills,
            *(Group(column.title, column.roles) for column in shown),
            *by_track(index, rest),
            duties,
        ]
        return flow(index, groups)
    layout = Layout()
    if shown:
        left, right, bottom = _levels(index, layout, shown, rest)
        for group in by_track(index, rest):
            bottom = _below(index, layout, group, (left, right), bottom)
    else:
        left, right, bottom = _ladders(index, layout, roles, orientation)
    for group, start in ((skills, -ABOVE), (duties, bottom)):
        few = first_rows(index, layout, group, (left, right), (HEIGHT - bottom) / 2 - ABOVE)
        rows(index, layout, few, (left, right), start, upwards=start < 0)
    return layout


def _levels(
    index: Index, layout: Layout, shown: Sequence[Column], below: Collection[str]
) -> tuple[float, float, float]:
    """Place the roles of the columns, a lane a track; return the left, right and lower end."""
    roles = [role for column in shown for role in column.roles]
    layout.role_box = role_box(index, roles, len(shown), _BETWEEN + _BETWEEN / len(shown))
    pitch = layout.role_box.width + _BETWEEN
    left, right = -pitch / 2, (len(shown) - 0.5) * pitch
    top = 0.0
    lanes = lanes_of(index, shown)
    for title, cells in lanes.items():
        if len(lanes) > 1:
            layout.headings.append(Heading(title, left + 8, top + 14, "left"))
            top += 24
        layer = {role: number for number, cell in enumerate(cells) for role in cell}
        drawing = _drawing(index, layer, layout.role_box, below=below)
        for role, y in drawing.centres.items():
            layout.positions[role] = (layer[role] * pitch, top + _LANE + y)
        layout.bends |= _bends(drawing, layer, partial(_at_column, pitch, top + _LANE))
        top += drawing.height + 2 * _LANE
    for i, column in enumerate(shown):
        layout.headings.append(Heading(column.title, i * pitch, -20))
        if i % 2 == 0:
            layout.bands.append(Band((i - 0.5) * pitch, -ABOVE, pitch, top + ABOVE))
    return left, right, top


def _at_column(pitch: float, top: float, column: int, down: float) -> Point:
    return column * pitch, top + down


def _ladders(
    index: Index, layout: Layout, roles: Sequence[str], orientation: Orientation
) -> tuple[float, float, float]:
    """Place each ladder in a lane, and as many beside each other as there is room for.

    A ladder runs to the right or, in portrait, down. Return the left, right and lower end.
    """
    steps = _steps(index, roles)
    layout.net = forks_too_often(index)
    if layout.net:
        roles, steps = _busiest(roles, steps), []
    found = components(roles, steps)
    upright = orientation == "portrait"
    ends = (8 - NARROW / 2, NARROW / 2 - 8) if upright else ENDS
    of_several = [each for each in found if len(each) > 1]
    ladders = _drawn_ladders(index, layout, of_several, steps, upright=upright)
    ends = (ends[0], max(ends[1], *(ends[0] + ladder.width for ladder in ladders), 0.0))
    top = 0.0
    for number, lane in enumerate(_lanes(ladders, ends[1] - ends[0])):
        x = ends[0]
        height = max(ladder.height for ladder in lane) + 2 * _LANE
        for ladder in lane:
            y = top + _LANE + (0.0 if upright else (height - 2 * _LANE - ladder.height) / 2)
            for role, (across, down) in ladder.places.items():
                layout.positions[role] = (x + across, y + down)
            for pair, points in ladder.bends.items():
                layout.bends[pair] = [(x + across, y + down) for across, down in points]
            x += ladder.width + _APART
        if number % 2 == 0:
            layout.bands.append(Band(ends[0] - 8, top, ends[1] - ends[0] + 16, height))
        top += height
    single = [role for each in found if len(each) == 1 for role in each]
    if not ladders and not upright:
        layout.role_box = role_box(index, (), _MOST_IN_ROW, _BESIDE - BOXES["role"].width)
    group = Group("No step between these" if ladders and single else "", single)
    few = group if upright else first_rows(index, layout, group, ends, HEIGHT - top)
    return (*ends, rows(index, layout, few._replace(title=group.title), ends, top))


class _Ladder(NamedTuple):
    """Roles joined by steps, with their places from the upper left corner of the ladder."""

    width: float
    height: float
    places: dict[str, Point]
    bends: dict[tuple[str, str], list[Point]]


def _drawn_ladders(
    index: Index,
    layout: Layout,
    ladders: Sequence[Sequence[str]],
    steps: Sequence[tuple[str, str]],
    *,
    upright: bool,
) -> list[_Ladder]:
    """Return the drawings of ladders, and set the box of a role so that the longest fits."""
    layers = [
        longest_path_layers(roles, [step for step in steps if step[0] in roles])
        for roles in ladders
    ]
    longest = max((max(layer.values()) + 1 for layer in layers), default=0)
    if longest and not upright:
        roles = (role for ladder in ladders for role in ladder)
        layout.role_box = role_box(index, roles, longest, _BETWEEN_RUNGS)
    draw = _upright_ladder if upright else _ladder
    return [draw(index, layer, layout.role_box) for layer in layers]


def _ladder(index: Index, layer: Mapping[str, int], box: Box) -> _Ladder:
    """Return the drawing of a ladder that runs to the right."""
    drawing = _drawing(index, layer, box)
    pitch, last = box.width + _BETWEEN_RUNGS, max(layer.values())

    def place(at: int, down: float) -> Point:
        return box.width / 2 + at * pitch, down

    return _Ladder(
        last * pitch + box.width,
        drawing.height,
        {role: place(layer[role], down) for role, down in drawing.centres.items()},
        _bends(drawing, layer, place),
    )


def _upright_ladder(index: Index, layer: Mapping[str, int], box: Box) -> _Ladder:
    """Return the drawing of a ladder that runs down."""
    drawing = _drawing(index, layer, box, upright=True)
    tallest, last = max(box_height(index, role, box) for role in layer), max(layer.values())
    pitch = tallest + 32.0
    places = {
        role: (across, tallest / 2 + layer[role] * pitch)
        for role, across in drawing.centres.items()
    }
    return _Ladder(drawing.height, last * pitch + tallest, places, {})


def _lanes(ladders: Sequence[_Ladder], width: float) -> list[list[_Ladder]]:
    """Return the ladders lane by lane: each in the first lane with room, the longest first."""
    lanes: list[list[_Ladder]] = []
    for ladder in sorted(ladders, key=lambda each: -each.width):
        for lane in lanes:
            if sum(each.width + _APART for each in lane) + ladder.width <= width:
                lane.append(ladder)
                break
        else:
            lanes.append([ladder])
    return lanes


def _bends(
    drawing: Drawing, layer: Mapping[str, int], place: Callable[[int, float], Point]
) -> dict[tuple[str, str], list[Point]]:
    """Return where long edges pass the columns between their ends."""
    return {
        (low, high): [place(layer[low] + i, down) for i, down in enumerate(passes, 1)]
        for (low, high), passes in drawing.bends.items()
    }


def _steps(index: Index, roles: Sequence[str]) -> list[tuple[str, str]]:
    """Return the steps among roles."""
    among = set(roles)
    return [
        (role, target)
        for role in roles
        for target in neighbours(index, role, ["leads_to"], forward=True)
        if target in among and target != role
    ]


def _busiest(roles: Sequence[str], steps: Sequence[tuple[str, str]]) -> list[str]:
    """Return at most MAX_NODES roles, those with the most steps, in their order."""
    degree = Counter(role for step in steps for role in step)
    kept = set(sorted(roles, key=lambda role: -degree[role])[:MAX_NODES])
    return [role for role in roles if role in kept]


def _drawing(
    index: Index,
    layer: Mapping[str, int],
    box: Box,
    *,
    upright: bool = False,
    below: Collection[str] = (),
) -> Drawing:
    """Return the places of roles across their layers, with few crossings of their edges.

    Roles that lead to some ``below`` all layers are rather at the lower end.
    """
    links = edges_among(index, layer, ("leads_to", "overlaps_with"))
    pairs = dict.fromkeys(
        (link.source, link.target)
        for link in links
        if link.relation == "leads_to" or link.record.basis != "derived"
    )
    sizes = {role: float(box.width if upright else box_height(index, role, box)) for role in layer}
    downwards = [
        role
        for role in layer
        if layer[role] < max(layer.values())
        and set(neighbours(index, role, ["leads_to"], forward=True)) & set(below)
    ]
    return layered(sizes, layer, list(pairs), _GAP, downwards)


def _below(
    index: Index, layout: Layout, group: Group, ends: tuple[float, float], start: float
) -> float:
    """Place roles that are in no column in a band of their own; return the lower end."""
    left, right = ends
    top = start + 14
    layout.headings.append(Heading(group.title, left + 12, top + 16, "left", group.note))
    inner = top + 34
    if len(group.nodes) * _BESIDE > right - left:
        bottom = rows(index, layout, Group("", group.nodes), ends, inner)
    else:
        height = max(box_height(index, role) for role in group.nodes)
        wished = {role: _mean_x(index, layout, role, (left + right) / 2) for role in group.nodes}
        for role, x in _spread(wished, left, right).items():
            layout.positions[role] = (x, inner + height / 2)
        bottom = inner + height + 14
    layout.bands.append(Band(left, top, right - left, bottom - top))
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
    return fmean(xs) if xs else otherwise


def _spread(wished: Mapping[str, float], left: float, right: float) -> dict[str, float]:
    """Return places near the wished ones, side by side between two ends."""
    order = sorted(wished, key=lambda id_: wished[id_])
    start = fmean(wished.values()) - _BESIDE * (len(order) - 1) / 2
    start = max(left + _BESIDE / 2, min(start, right - _BESIDE / 2 - _BESIDE * (len(order) - 1)))
    return {id_: start + i * _BESIDE for i, id_ in enumerate(order)}
