"""The layout of pictures: boxes, headings, bands, rows. The same data give the same layout.

Units are those of vis-network's canvas: pixels at a zoom of 1, x to the right, y down.
A position is the centre of a node's box.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, cast

from graph.model.edges import Edge
from graph.model.records import NECESSITIES, RequiresEdge
from graph.model.relations import Kind, RelationName
from graph.store.index import Index
from web.pictures.routes import Entry, Point, Rectangle

Orientation = Literal["landscape", "portrait"]

MAX_NODES = 60
"""The most nodes of one picture."""
WIDTH, HEIGHT = 1240.0, 840.0
"""The room of a landscape picture whose labels are legible on a laptop."""
NARROW = 524.0
"""The width of a portrait picture whose labels are legible on a phone."""


class Box(NamedTuple):
    """The size of the boxes of a kind, and the number of letters in a line of theirs."""

    width: int
    letters: int
    line: int
    padding: int

    def height(self, lines: int) -> int:
        """Return the height of a box with some lines of text."""
        return lines * self.line + self.padding


BOXES: Mapping[Kind, Box] = {
    "role": Box(width=148, letters=15, line=18, padding=16),
    "skill": Box(width=156, letters=16, line=18, padding=12),
    "responsibility": Box(width=156, letters=16, line=18, padding=12),
}
_LEAST_BOX, _MOST_BOX = 112.0, 200.0
"""The narrowest and the widest box of a role, but for a word that is longer."""
_TEXT_MARGIN, _LETTER = 12, 9.4
"""Room beside a text, and the mean width of a letter."""
MAX_LABEL = 72
"""The longest label, in letters."""
_LONG_WORD = re.compile(r"(?<!\S)(?=\S{18})(\S{3,}?-)(?=\S)")
"""A word of 18 letters or more, up to a hyphen."""
ABOVE = 46
"""Room for a heading."""
BETWEEN = 14
"""Room between two boxes of a column."""
COLUMN = 240.0
"""The width of a shaded column."""
ENDS = (-WIDTH / 2, WIDTH / 2)
"""The left and right ends of rows above and below a node in focus."""
_GUTTER = 24.0
"""Room between two boxes of a row: edges run there."""
_ROW_GAP, _HEADING = 14.0, 24.0
"""Room between two rows, and for the heading over them."""


class Heading(NamedTuple):
    """A word over a column, a lane or a group."""

    text: str
    x: float
    y: float
    align: Literal["left", "center"] = "center"
    note: str = ""

    def rectangle(self) -> Rectangle:
        """Return the room that it takes."""
        half = 4.4 * len(f"{self.text} · {self.note}" if self.note else self.text)
        x = self.x + half if self.align == "left" else self.x
        return Rectangle(x, self.y, half, 10)


class Band(NamedTuple):
    """A shaded rectangle behind a column or a lane."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Layout:
    """The positions of a picture, its headings and its bands."""

    positions: dict[str, Point] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    sideways: bool = False
    """Whether the edges of *requires* leave their boxes to the side, not up or down."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By node in rows: how the edges of *requires* come to it."""
    bends: dict[tuple[str, str], list[Point]] = field(default_factory=dict)
    """By source and target: where a long edge passes the columns between."""
    net: bool = False
    """Whether the roles are a net: their edges are shown for the role that is pointed at."""
    role_box: Box = BOXES["role"]
    """The box of a role; other kinds have that of BOXES."""

    def shade_column(self, x: float, top: float, height: float) -> None:
        """Add a band behind a column around x."""
        self.bands.append(Band(x - COLUMN / 2, top, COLUMN, height))


class Group(NamedTuple):
    """Nodes that belong together under a heading."""

    title: str
    nodes: Sequence[str]
    note: str = ""


def role_box(index: Index, roles: Iterable[str], columns: int, between: float) -> Box:
    """Return the box of roles that lets so many columns, with room between, fit the picture."""
    words = (word for role in roles for word in index.title(role).split())
    longest = min(18, max(map(len, words), default=0)) * _LETTER + _TEXT_MARGIN + 1
    width = (WIDTH - (columns - 1) * between) / columns
    width = max(_LEAST_BOX, longest, min(_MOST_BOX, width))
    letters = int((width - _TEXT_MARGIN) / _LETTER)
    return BOXES["role"]._replace(width=int(width), letters=letters)


def label_lines(index: Index, id_: str, box: Box) -> list[str]:
    """Return a node's title in the lines of its box, cut where it is too long for one.

    The lists have it whole. A long word with hyphens goes on after one in the next line.
    """
    title = index.title(id_)
    if len(title) > MAX_LABEL:
        title = f"{title[: MAX_LABEL - 1].rstrip()}…"
    parts = _LONG_WORD.sub("\\1\n", title).split("\n")
    return [line for part in parts for line in textwrap.wrap(part, box.letters)] or [""]


def box_height(index: Index, id_: str, box: Box | None = None) -> int:
    """Return the height of a node's box, from the lines its label needs."""
    box = box or BOXES[index.kinds[id_]]
    return box.height(len(label_lines(index, id_, box)))


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


def required(index: Index, roles: Iterable[str], kind: Kind) -> list[str]:
    """Return the nodes of a kind that the roles require, each once, the strongest first."""
    links = [
        link
        for role in roles
        for link in index.outgoing(role, "requires")
        if index.kinds[link.target] == kind
    ]
    return list(dict.fromkeys(link.target for link in sorted(links, key=_weakness)))


def _weakness(link: Edge) -> tuple[int, float]:
    """Order requirements by necessity, then by importance where a source rates it."""
    record = cast("RequiresEdge", link.record)
    return list(NECESSITIES).index(record.necessity), -(record.importance or 0)


def first(group: Group, most: int) -> Group:
    """Return the first nodes of a group, with a note if it has more than ``most``."""
    if len(group.nodes) <= most:
        return group
    return Group(group.title, group.nodes[:most], shown_note(most, len(group.nodes)))


def shown_note(shown: int, total: int) -> str:
    """Return the note of a group that shows only some of its nodes, or ""."""
    return f"{shown} of {total} shown" if shown < total else ""


def stack(
    index: Index,
    layout: Layout,
    groups: Sequence[Group],
    centre: Point,
    *,
    passages: Collection[tuple[float, float]] = (),
) -> None:
    """Place groups one below the other in a column around its centre.

    Passages, each an upper and a lower end, stay free.
    """
    x, y = centre
    y -= (stack_height(index, groups) + sum(end - start for start, end in passages)) / 2
    for group in groups:
        if group.title and (group.nodes or group.note):
            y = _past(passages, y, ABOVE)
            layout.headings.append(Heading(group.title, x, y + ABOVE / 2, note=group.note))
            y += ABOVE
        for id_ in group.nodes:
            size = box_height(index, id_) + BETWEEN
            y = _past(passages, y, size)
            layout.positions[id_] = (x, y + size / 2)
            y += size


def _past(passages: Collection[tuple[float, float]], y: float, size: float) -> float:
    """Return the first place from y down with room of this size."""
    for start, end in sorted(passages):
        if y + size > start and y < end:
            y = end
    return y


def stack_height(index: Index, groups: Iterable[Group]) -> float:
    """Return the height of a column of groups without passages."""
    return sum(
        sum(box_height(index, id_) + BETWEEN for id_ in group.nodes) + (ABOVE if group.title else 0)
        for group in groups
        if group.nodes or group.note
    )


def rows(
    index: Index,
    layout: Layout,
    group: Group,
    ends: tuple[float, float],
    start: float,
    *,
    upwards: bool = False,
) -> float:
    """Place a group in rows between two ends; return where the next group may begin."""
    if not group.nodes and not group.note:
        return start
    sign = -1 if upwards else 1
    centre = sum(ends) / 2
    pitch, lines = _lines(index, group, ends)
    left = centre - pitch * (max(map(len, lines), default=1) - 1) / 2
    y = start
    if group.title and not upwards:
        layout.headings.append(_over_rows(group, left, y + 10))
        y += _HEADING
    level = y + sign * _GUTTER / 2
    y += sign * _GUTTER
    for row in lines:
        height = max(box_height(index, id_) for id_ in row)
        for j, id_ in enumerate(row):
            x = left + j * pitch
            layout.positions[id_] = (x, y + sign * (height / 2))
            layout.entries[id_] = Entry(x - pitch / 2, level)
        y += sign * (height + _ROW_GAP)
    if group.title and upwards:
        layout.headings.append(_over_rows(group, left, y - 8))
        y -= _HEADING
    return y + sign * 4


def _over_rows(group: Group, x: float, y: float) -> Heading:
    return Heading(group.title, x - BOXES["skill"].width / 2, y, "left", group.note)


def _lines(
    index: Index, group: Group, ends: tuple[float, float]
) -> tuple[float, list[Sequence[str]]]:
    """Return the distance of two columns, and the nodes of each row."""
    pitch = max((BOXES[index.kinds[id_]].width for id_ in group.nodes), default=0) + _GUTTER
    columns = max(1, int((ends[1] - ends[0] + _GUTTER) // pitch))
    return pitch, list(_even_rows(group.nodes, columns))


def stack_rows(index: Index, group: Group, ends: tuple[float, float]) -> float:
    """Return the height of a group in rows."""
    return sum(
        max(box_height(index, id_) for id_ in row) + _ROW_GAP
        for row in _lines(index, group, ends)[1]
    )


def first_rows(index: Index, group: Group, ends: tuple[float, float], room: float) -> Group:
    """Return the first nodes of a group that fit into rows of this height, at least one row."""
    columns = len((_lines(index, group, ends)[1] or [()])[0])
    most = len(group.nodes)
    while most > columns and stack_rows(index, group._replace(nodes=group.nodes[:most]), ends) > room:
        most -= 1
    return first(group, most)


def shared_out(groups: Sequence[Group], most: int) -> Iterator[Group]:
    """Yield the groups with at most ``most`` nodes in all, each with as many as another or all."""
    left = most
    sizes = {number: 0 for number, _ in enumerate(groups)}
    while left and any(sizes[n] < len(group.nodes) for n, group in enumerate(groups)):
        for number, group in enumerate(groups):
            if left and sizes[number] < len(group.nodes):
                sizes[number] += 1
                left -= 1
    for number, group in enumerate(groups):
        yield first(group, sizes[number])


def _even_rows(nodes: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """Yield the nodes in the fewest rows of at most ``most``, of nearly equal length."""
    rows_needed = -(-len(nodes) // most)
    per_row = -(-len(nodes) // rows_needed) if rows_needed else 1
    for start in range(0, len(nodes), per_row):
        yield nodes[start : start + per_row]


def flow(index: Index, groups: Sequence[Group]) -> Layout:
    """Place groups one below the other, two nodes in a row, for a narrow screen."""
    layout = Layout()
    left, right = -NARROW / 2, NARROW / 2
    y = 0.0
    shaded = False
    for group in groups:
        if not group.nodes and not group.note:
            continue
        before = y
        if group.title:
            layout.headings.append(Heading(group.title, left + 8, y + 14, "left", group.note))
        y += ABOVE - 10  # also without a heading, for the lines that end there
        y = rows(index, layout, group._replace(title="", note=""), (left, right), y)
        if group.title:
            shaded = not shaded
            if shaded:
                layout.bands.append(Band(left, before - 4, right - left, y - before))
        y += 12
    return layout
