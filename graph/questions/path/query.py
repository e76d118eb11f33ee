"""What a question for paths takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from graph.parts.moves import By
from graph.parts.queries.query import Query

MAX_ALTERNATIVES = 25
MAX_VIA = 4
MAX_AVOIDED = 50
MAX_STEPS = 1_000
MAX_YEARS = 1_000
ALTERNATIVES_BY_ALL = 5
"""How many paths are shown by all costs, unless the query says how many."""

ByAny: TypeAlias = Literal["steps", "years", "effort", "evidence", "all"]
ROLE = "the id, title or alias of a role"


class PathQuery(Query, frozen=True, kw_only=True):
    """Show how to get from one role to another: the steps, and what each step takes.

    Each step has its years, its signs of readiness, what it adds, its evidence, and what is not
    stated. --alternatives shows several clearly different paths; --via, --avoid, --max-years and
    --max-steps are constraints. Exits with 1 if there is no path.
    """

    examples = (
        'careergraph path "junior product manager" CPO',
        'careergraph path "business analyst" CPO --lateral --graphml path.graphml',
        'careergraph path "business analyst" CPO --lateral --alternatives 5',
        'careergraph path "business analyst" CPO --lateral --via PM --max-steps 5',
    )

    source: Annotated[
        str,
        Meta(
            description="title, alias or id of the first role",
            extra={"metavar": "FROM", "takes": ROLE},
        ),
    ]
    target: Annotated[
        str,
        Meta(
            description="title, alias or id of the last role",
            extra={"metavar": "TO", "takes": ROLE},
        ),
    ]
    by: Annotated[
        ByAny | None,
        Meta(
            description="what the best path has least of, or all: the best trade-offs between "
            "them; default: steps, or all with alternatives"
        ),
    ] = None
    lateral: Annotated[bool, Meta(description="allow sideways moves between overlapping roles")] = (
        False
    )
    alternatives: Annotated[
        int | None,
        Meta(
            description="show this many clearly different paths",
            ge=1,
            le=MAX_ALTERNATIVES,
        ),
    ] = None
    via: Annotated[
        tuple[str, ...],
        Meta(
            description="a role to go through",
            max_length=MAX_VIA,
            extra={"metavar": "ROLE", "items": "roles"},
        ),
    ] = ()
    avoid: Annotated[
        tuple[str, ...],
        Meta(
            description="a role to avoid, or a skill or responsibility that no role on the way "
            "may require",
            max_length=MAX_AVOIDED,
        ),
    ] = ()
    max_years: Annotated[
        float | None,
        Meta(
            description="the most years, by the minimum of each step; no step may have unknown "
            "years",
            ge=0,
            le=MAX_YEARS,
        ),
    ] = None
    max_steps: Annotated[int | None, Meta(description="the most steps", ge=0, le=MAX_STEPS)] = None
    graphml: Annotated[
        Path | None,
        Meta(
            description="also write the roles and edges of the paths to a GraphML file",
            extra={"only": "command"},
        ),
    ] = None
    dialect: Annotated[
        str | None,
        Meta(
            description="of the file: portable (default) for any reader, or yed to see labels "
            "and colours in yEd",
            extra={"only": "command"},
        ),
    ] = None

    @property
    def cost(self) -> By | None:
        """The one cost that decides; None: all costs together."""
        if self.by is None:
            return "steps" if self.alternatives is None else None
        return None if self.by == "all" else self.by

    @property
    def number(self) -> int:
        """How many paths to find at most."""
        if self.alternatives is not None:
            return self.alternatives
        return 1 if self.cost else ALTERNATIVES_BY_ALL
