"""What the comparison of roles or paths takes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from graph.model.errors import CannotCompare
from graph.parts.moves import By
from graph.parts.queries.query import Query

MAX_COMPARED = 4
"""How many roles or paths are compared at a time."""
MAX_PATH_ROLES = 50
"""How many roles may name a path."""
ENDS = 2
"""Two roles name a path by its ends; more name it role by role."""


class CompareQuery(Query, frozen=True, kw_only=True):
    """Show what two to four roles, or paths, share and how they differ.

    Roles are compared by what the sources say about them, what each requires, how much of one
    the other covers, levels, signs of readiness and next roles. A path is named by its two ends
    or by all its roles.
    """

    exits = "Exits with 1 if one of the paths does not exist."
    examples = (
        'careergraph compare PM "product owner"',
        'careergraph compare --path "junior product manager" CPO --path PM CPO',
    )
    exclusive = (("roles", "paths"),)

    roles: Annotated[
        tuple[str, ...],
        Meta(
            description="title, alias or id of a role; two to four",
            max_length=MAX_COMPARED,
            extra={
                "positional": True,
                "metavar": "ROLE",
                "parameter": "role",
                "items": "roles",
                "names": "role",
            },
        ),
    ] = ()
    paths: Annotated[
        tuple[tuple[str, ...], ...],
        Meta(
            description="a path instead of a role; two to four: its two ends, or all its roles",
            max_length=MAX_COMPARED,
            extra={
                "option": "--path",
                "metavar": "ROLE",
                "parameter": "path",
                "items": "paths",
                "names": "role",
            },
        ),
    ] = ()
    by: Annotated[By, Meta(description="what the path between two ends minimises")] = "steps"
    lateral: Annotated[bool, Meta(description="allow sideways moves between overlapping roles")] = (
        False
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        given, word = (self.paths, "path") if self.paths else (self.roles, "role")
        if len(given) <= 1:
            words = f"only one {word} is" if given else "nothing is"
            raise CannotCompare(f"{words} named; a comparison takes two to four roles or paths")
        for names in self.paths:
            if not ENDS <= len(names) <= MAX_PATH_ROLES:
                words = f"{len(names)} role{'' if len(names) == 1 else 's'}"
                raise CannotCompare(
                    f"a path cannot have {words}; name its two ends, or up to {MAX_PATH_ROLES} "
                    "roles in order"
                )
