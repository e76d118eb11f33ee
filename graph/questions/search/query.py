"""The parameters of a search for names."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from graph.parts.queries.query import Query


class SearchQuery(Query, frozen=True, kw_only=True):
    """Search titles and aliases for a text; the best results come first.

    Case, accents and small typing errors do not matter.
    """

    examples = ("careergraph search manager", "careergraph search sql --kind skill")

    text: Annotated[
        str,
        Meta(
            description="the beginning, a part or a rough spelling of a name",
            extra={"parameter": "q"},
        ),
    ]
    kind: Annotated[
        Literal["role", "skill", "responsibility"] | None,
        Meta(
            description="search only nodes of this kind",
            extra={
                "also": {
                    "role": "roles",
                    "skill": "skills",
                    "responsibility": "responsibilities",
                }
            },
        ),
    ] = None
    limit: Annotated[int, Meta(description="show at most this many nodes", ge=1, le=100)] = 10
