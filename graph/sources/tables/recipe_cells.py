"""The cells, numbers and conditions that a recipe reads from a row."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from graph.model.records import Necessity, Record, Title

Part = Annotated[str, Meta(max_length=200)]
Count = Annotated[int, Meta(ge=1, le=1_000)]


class Cell(Record, frozen=True, kw_only=True):
    """A text taken from a row; its changes apply in the order of these keys."""

    column: Title | None = None
    columns: Annotated[
        tuple[Title, ...],
        Meta(description="Several columns, joined; empty ones are skipped."),
    ] = ()
    text: Annotated[Part | None, Meta(description="The same text for every row.")] = None
    otherwise: Annotated[
        Title | None, Meta(description="The column to take if the first is empty.")
    ] = None
    after: Annotated[
        Part | None, Meta(description="Only what comes after the last of this, such as '/'.")
    ] = None
    before: Annotated[
        Part | None, Meta(description="Only what comes before the first of this.")
    ] = None
    before_last: Annotated[
        Part | None,
        Meta(description="Only what comes before the last of this, such as '.', if it is there."),
    ] = None
    first: Annotated[Count | None, Meta(description="Only this many characters.")] = None
    prefix: Annotated[Part | None, Meta(description="What to put before it.")] = None
    split: Annotated[
        Part | None, Meta(description='What separates several values, such as "\\n" or ";".')
    ] = None
    bullets: Annotated[
        Part | None, Meta(description="Take the lines that begin with this, such as '- '.")
    ] = None


class NumberCell(Record, frozen=True, kw_only=True):
    """A number taken from a row."""

    column: Title
    map: Annotated[
        dict[str, float],
        Meta(description="The number each text stands for; numbers need none."),
    ] = msgspec.field(default_factory=dict)
    expected: Annotated[bool, Meta(description="Report an empty cell.")] = False
    times: Annotated[
        Title | None, Meta(description="Another column, whose number multiplies it.")
    ] = None


class NecessityCell(Record, frozen=True, kw_only=True):
    """A necessity taken from a row."""

    column: Title
    map: Annotated[dict[str, Necessity], Meta(description="The necessity each text stands for.")]


class Evidence(Record, frozen=True, kw_only=True):
    """The columns that say on what basis a row stands, and where its source says it."""

    basis: Title | None = None
    source: Annotated[Title | None, Meta(description="The title or id of the source.")] = None
    section: Title | None = None
    lines: Title | None = None
    according_to: Title | None = None


CellOrColumn = Annotated[
    Title | Cell, Meta(description="A column, or a mapping that says how to change it.")
]
NumberOrColumn = Title | NumberCell


class Condition(Record, frozen=True, kw_only=True):
    """A condition on a row; if there are several keys, all must hold."""

    column: Title
    equals: Part | None = None
    differs_from: Part | None = None
    one_of: tuple[Part, ...] = ()
    none_of: tuple[Part, ...] = ()
    begins_with: Part | None = None
    at_least: float | None = None
    below: float | None = None
    not_below: Annotated[
        Title | None, Meta(description="The column whose number this one must reach.")
    ] = None
