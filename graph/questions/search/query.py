"""The parameters of a search."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from graph.parts.queries.query import Query


class SearchQuery(Query, frozen=True, kw_only=True):
    """Search titles, aliases, summaries, signs, responsibilities and facts for a text.

    The best results come first. Case, accents and small typing errors in names do not matter.
    Abbreviations such as "TPM" or "senior PM" find the roles that they stand for. A text such as
    "salary of a product owner" is answered from the facts.
    """

    examples = (
        "careergraph search manager",
        'careergraph search "acceptance criteria"',
        'careergraph search "salary of a senior PM"',
        "careergraph search sql --kind skill",
    )

    text: Annotated[
        str,
        Meta(
            description="a name, its beginning, a part, a rough spelling, or other words to find",
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
