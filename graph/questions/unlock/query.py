"""What the question of new roles takes: a role or a profile, or the whole graph."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from graph.model.errors import MissingParameter
from graph.parts.person import HeldRole, Profile
from graph.parts.queries.query import Query

MAX_SKILLS = 100
"""How many skills, and how many pairs, an answer lists at most."""


class UnlockQuery(Query, frozen=True, kw_only=True):
    """Show which skill brings the most new roles into reach.

    For someone who holds all that a role requires, or for a person's profile: the single skills,
    and on request the pairs of skills, that bring the most new roles into reach. Or, for the
    whole graph, the central skills: those that connect most other skills.
    """

    examples = (
        'careergraph unlock "product manager" --pairs',
        "careergraph unlock me.yaml --limit 3",
        "careergraph unlock --central",
    )
    exclusive = (("central", "role", "profile"), ("central", "pairs"))

    role: Annotated[
        str | None,
        Meta(
            description="title, alias or id of a role",
            extra={"positional": True, "metavar": "ROLE_OR_PROFILE", "names": "role"},
        ),
    ] = None
    profile: Annotated[
        Profile | None,
        Meta(
            description="what the person holds: any of title, roles, skills and signs",
            extra={"instead_of": "role", "option": "ROLE_OR_PROFILE"},
        ),
    ] = None
    pairs: Annotated[bool, Meta(description="also show pairs of skills")] = False
    central: Annotated[bool, Meta(description="show the central skills of the whole graph")] = False
    limit: Annotated[
        int, Meta(description="how many skills and pairs to list", ge=1, le=MAX_SKILLS)
    ] = 10

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.role is None and self.profile is None and not self.central:
            raise MissingParameter("name a role or a profile, or use central for the whole graph")

    def held_profile(self) -> Profile:
        """Return the profile, or that of someone who holds the role."""
        if self.profile is not None:
            return self.profile
        return Profile(roles=(HeldRole(name=self.role or ""),))
