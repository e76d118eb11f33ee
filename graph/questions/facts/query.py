"""The parameters of a list of facts."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from graph.parts.queries.query import Query


class FactsQuery(Query, frozen=True, kw_only=True):
    """List the facts of the data set, such as salaries, or those of one role.

    A fact is a figure with its unit, place, date and source.
    """

    examples = ("careergraph facts", "careergraph facts PM --json")

    role: Annotated[
        str | None,
        Meta(
            description="title, alias or id of the role that the facts are about",
            extra={"positional": True, "names": "role"},
        ),
    ] = None
