"""The parameters of the matrix of roles and skills."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from graph.parts.queries.query import Query

Sort: TypeAlias = Literal["ladder", "strength", "name"]
Shown: TypeAlias = Literal["level", "importance", "necessity"]
TableFormat: TypeAlias = Literal["csv", "svg"]

MOST_LISTED = 300
"""How many roles or skills a matrix has at most."""


class MatrixQuery(Query, frozen=True, kw_only=True):
    """Show roles and the skills they require as one table.

    Roles stand in the order of their ladders, skills by group. In a group, the skills that the
    first rung requires come first, so that a ladder looks like a staircase.
    """

    examples = (
        "careergraph matrix",
        'careergraph matrix "product manager" --hide-empty',
        "careergraph matrix --format csv > matrix.csv",
    )
    exits = "Exits with 1 if no role is left."
    exclusive = (("role", "group"),)

    role: (
        Annotated[
            str,
            Meta(
                description="a role whose family to show: its narrowest group",
                extra={"positional": True, "metavar": "ROLE", "names": "role"},
            ),
        ]
        | None
    ) = None
    group: (
        Annotated[
            str,
            Meta(
                description="id or title of the group, or of the track, to show",
                extra={"metavar": "GROUP"},
            ),
        ]
        | None
    ) = None
    text: (
        Annotated[
            str,
            Meta(
                description="only roles and skills with this text in a name; where no role has "
                "it, all roles, and where no skill has it, all skills",
                extra={"metavar": "TEXT"},
            ),
        ]
        | None
    ) = None
    hide_empty: Annotated[
        bool, Meta(description="leave out roles and skills that have no cell")
    ] = False
    sort: (
        Annotated[
            Sort,
            Meta(
                description="the order of roles and skills (default: ladder where roles are on "
                "ladders, else strength, the strongest first)"
            ),
        ]
        | None
    ) = None
    show: (
        Annotated[
            Shown,
            Meta(description="what the cells show (default: the first of these that is stated)"),
        ]
        | None
    ) = None
    roles: (
        Annotated[
            int,
            Meta(
                description="show at most this many roles (default: 60, by strength 30)",
                ge=1,
                le=MOST_LISTED,
            ),
        ]
        | None
    ) = None
    skills: (
        Annotated[
            int,
            Meta(
                description="show at most this many skills, the strongest (default: 120, by "
                "strength 40)",
                ge=1,
                le=MOST_LISTED,
            ),
        ]
        | None
    ) = None
    format: (
        Annotated[
            TableFormat,
            Meta(
                description="write the table as CSV or SVG to standard output",
                extra={"only": "command"},
            ),
        ]
        | None
    ) = None
