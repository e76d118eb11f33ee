"""The parameters of the question which skills are near a skill."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from graph.parts.queries.query import Query


class NearQuery(Query, frozen=True, kw_only=True):
    """List the skills that are near a skill, each with a grade from 0 to 1 and the reason.

    The data names a near skill, or it is derived: both are in one group, and their names are
    alike. Near is not the same: who has a near skill still lacks this one. So no gap and no
    coverage counts near skills.
    """

    examples = ('careergraph near "UX design"', "careergraph near SQL --limit 3 --json")
    exits = "Exits with 1 if no skill is near."

    skill: Annotated[
        str, Meta(description="title, alias or id of the skill", extra={"names": "skill"})
    ]
    limit: Annotated[int, Meta(description="how many skills to list", ge=1, le=100)] = 10
