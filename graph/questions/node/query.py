"""The parameters of the details of a node."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from graph.parts.queries.query import Query


class NodeQuery(Query, frozen=True, kw_only=True):
    """Show all that the data says about one role, skill or responsibility, and where."""

    examples = ('careergraph show "product owner"', "careergraph show empathy --json")

    node: Annotated[
        str,
        Meta(
            description="title, alias or id of a node",
            extra={"takes": "a title, alias or id", "names": "node"},
        ),
    ]
