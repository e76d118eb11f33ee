"""What a match takes: a profile, and the role to get to."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from graph.parts.person import HeldRole, HeldSign, HeldSkill, Profile
from graph.parts.queries.query import Query

MAX_ROLES = 100
"""How many roles of a tier an answer lists at most."""


class MatchQuery(Query, frozen=True, kw_only=True):
    """Show which roles a person can reach now, next or as a stretch.

    A profile names the roles, skills and signs of readiness that the person holds. For each role
    in reach the answer lists what is still to learn. With a target role it also shows the path
    with the fewest new skills.
    """

    exits = "Exits with 1 if no role is in reach, or there is no path."
    examples = (
        "careergraph match me.yaml",
        "careergraph match me.yaml --to CPO",
        'careergraph match --role "product manager" --skill SQL',
    )

    profile: Annotated[
        Profile,
        Meta(description="the profile, with any of title, roles, skills and signs; YAML or JSON"),
    ]
    role: Annotated[
        tuple[str, ...],
        Meta(
            description="a role held, in addition to the profile",
            extra={"only": "command", "names": "role"},
        ),
    ] = ()
    skill: Annotated[
        tuple[str, ...],
        Meta(
            description="a skill held, in addition to the profile",
            extra={"only": "command", "names": "skill"},
        ),
    ] = ()
    sign: Annotated[
        tuple[str, ...],
        Meta(description="a sign of readiness shown", extra={"only": "command"}),
    ] = ()
    to: Annotated[
        str | None,
        Meta(description="the role to find a path to", extra={"metavar": "ROLE", "names": "role"}),
    ] = None
    no_barriers: Annotated[
        bool,
        Meta(
            description="leave out roles two job zones higher, with a doctorate, regulated, "
            "or paid less than 75 %"
        ),
    ] = False
    limit: Annotated[
        int, Meta(description="how many roles of each tier to list", ge=1, le=MAX_ROLES)
    ] = 5

    def full_profile(self) -> Profile:
        """Return the profile with the roles, skills and signs given beside it."""
        profile = self.profile
        return Profile(
            title=profile.title,
            roles=(*profile.roles, *(HeldRole(name=name, place="--role") for name in self.role)),
            skills=(
                *profile.skills,
                *(HeldSkill(name=name, place="--skill") for name in self.skill),
            ),
            signs=(*profile.signs, *(HeldSign(name=name, place="--sign") for name in self.sign)),
        )
