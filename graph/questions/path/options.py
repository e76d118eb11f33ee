"""How a path is chosen: by which cost, over which moves, under which constraints."""

from __future__ import annotations

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

ByAny: TypeAlias = Literal["steps", "years", "effort", "evidence", "likelihood", "all"]
ROLE = "the id, title or alias of a role"


class PathOptions(Query, frozen=True, kw_only=True):
    """What the best path is, and which paths are allowed."""

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
            extra={"metavar": "ROLE", "items": "roles", "names": "role"},
        ),
    ] = ()
    avoid: Annotated[
        tuple[str, ...],
        Meta(
            description="a role to avoid, or a skill or responsibility that no role on the way "
            "may require",
            max_length=MAX_AVOIDED,
            extra={"names": "node"},
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
