"""The parameters of a list of nodes."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from graph.parts.queries.query import Query

ListKind: TypeAlias = Literal["roles", "skills", "responsibilities"]


class ListQuery(Query, frozen=True, kw_only=True):
    """List nodes with all their names."""

    examples = ("careergraph list", "careergraph list roles --json")

    kind: Annotated[
        ListKind | None,
        Meta(
            description="the kind of node to list",
            extra={
                "positional": True,
                "also": {
                    "roles": "role",
                    "skills": "skill",
                    "responsibilities": "responsibility",
                },
            },
        ),
    ] = None
    start: Annotated[int, Meta(description="how many nodes to skip", ge=0)] = 0
    limit: Annotated[int, Meta(description="list at most this many nodes", ge=1)] | None = None
