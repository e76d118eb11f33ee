"""Records that say where in the sources they come from, and what the sources leave open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, cast

import msgspec
from msgspec import Meta, Struct

from graph.model.records.fields import Basis, Id, LineNumber, LineNumbers, Text, Title


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of a data file: no other keys than its own."""


class Locator(Record, frozen=True, kw_only=True):
    """A place in a source."""

    id: Annotated[Id, Meta(description="The id of a source.")]
    section: Annotated[Title | None, Meta(description="The heading it is under.")] = None
    lines: Annotated[
        LineNumber | LineNumbers | None,
        Meta(description="The line or lines of the source, such as 41 or '23-27, 105'."),
    ] = None
    according_to: Annotated[
        Title | None, Meta(description="Whom the source cites for it, if it is second-hand.")
    ] = None


class Located(Record, frozen=True, kw_only=True):
    """A record that says where in the sources it comes from."""

    source: Annotated[
        Locator | tuple[Locator, ...],
        Meta(description="Where the sources say it: one place or several."),
    ] = ()
    """A single place becomes a list of one, so that all answers have the same shape."""
    expandable: ClassVar[Mapping[str, str]] = {"source": "sources"}
    """Fields that a lean answer lacks; see ``graph.parts.queries.lean``."""

    def __post_init__(self) -> None:
        if isinstance(self.source, Locator):
            msgspec.structs.force_setattr(self, "source", (self.source,))

    @property
    def locators(self) -> tuple[Locator, ...]:
        """The places where the sources say it, in the order written."""
        return cast("tuple[Locator, ...]", self.source)


class Sourced(Located, frozen=True, kw_only=True):
    """A record that also states its basis: how directly the sources support it."""

    basis: Annotated[
        Basis,
        Meta(
            description="stated: a sentence says so. observed: counted in people's careers, for a "
            "step. implied: the plain reading, but no sentence says it. derived: worked out by the "
            "writer or the program."
        ),
    ]


class Note(Located, frozen=True, kw_only=True):
    """A remark in the writer's own words: a hedge, a contradiction, an ambiguity."""

    kind: Literal["hedge", "contradiction", "ambiguity", "context"]
    text: Text


class NotStated(Located, frozen=True, kw_only=True):
    """Something expected that the source does not say: unknown, never zero, never none."""

    what: Literal[
        "skills",
        "responsibilities",
        "signs",
        "years",
        "stage",
        "next_roles",
        "earlier_roles",
        "order",
        "date",
    ]
    left_out: Annotated[
        bool, Meta(description="The source does state it, but this data does not record it.")
    ] = False
    note: Text | None = None
