"""The answer to a profile: the roles in reach by tier, and the path to a role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from graph.parts.barriers import Barrier
from graph.parts.coverage import CutOffs, Share, Tier
from graph.parts.fit import Fit
from graph.parts.flow import Flow
from graph.parts.gaps import LevelChange
from graph.parts.moves import Move
from graph.parts.requirements import NodeRef, Requirement


class RoleHeld(NodeRef, frozen=True, kw_only=True):
    """A role that the person holds."""

    years_held: float | None
    """None: the profile does not say."""
    skills_not_stated: bool = False
    """Whether no source states its skills: they are unknown, not none."""


class SkillHeld(NodeRef, frozen=True, kw_only=True):
    """A skill that the person has."""

    level: float | None
    """None: the level is not known."""


class SignHeld(Struct, frozen=True, kw_only=True):
    """A sign of readiness for a role, and whether the person has shown it."""

    id: str
    title: str
    met: bool


class ToGain(Struct, frozen=True, kw_only=True):
    """What a role requires beyond what the person holds."""

    skills_gained: int | None
    """How many skills are not held; None: no source states the skills of the role."""
    responsibilities_gained: int | None
    """The same for responsibilities."""
    gained: tuple[Requirement, ...]
    """The skills that are not held, counted ones first."""
    raised: tuple[LevelChange, ...]
    """The skills held at a lower level than the role requires."""
    levels_to_gain: float | None
    """How many levels to climb in all, from 0 for a new skill; None: no level is stated."""
    levels_not_known: int
    """How many skills have a level in the role and none in the profile; they count as held."""
    responsibilities: tuple[Requirement, ...]
    """The responsibilities that no held role has; they do not affect coverage."""
    expandable: ClassVar[Mapping[str, str]] = {
        "gained": "gaps",
        "raised": "gaps",
        "responsibilities": "gaps",
    }


class MoveTo(Struct, frozen=True, kw_only=True):
    """A step along *leads to*, and how many of its signs the person has shown."""

    source: NodeRef
    move: Move
    signs_shown: Share | None
    """How many of its signs of readiness the person has shown; None: no sign is stated."""
    checklist: tuple[SignHeld, ...]
    expandable: ClassVar[Mapping[str, str]] = {"checklist": "signs"}


class MoveFromHeld(MoveTo, frozen=True, kw_only=True):
    """A step from a role that the person holds."""

    source: RoleHeld


class RoleStepDown(NodeRef, frozen=True, kw_only=True):
    """A role on another ladder that would be a step down; it is in no tier."""

    level: float
    """The mean level of its counted skills, as a share of the highest, between 0 and 1."""
    held: NodeRef
    """The role held whose mean level is higher."""
    level_held: float
    """The mean level of that role."""


class MatchedRole(Struct, frozen=True, kw_only=True):
    """How well a person and a role fit."""

    role: NodeRef
    tier: Tier | None
    """Never better than that of the rung before on its ladder.

    None: the coverage is below all cut-offs, or unknown; the role is a step down; or the answer
    has no tiers.
    """
    coverage: float | None
    """The coverage of the counted skills, by level where levels are stated.

    Between 0 and 1. None: no counted skill is stated, or the skills held are unknown.
    """
    fit: Fit | None
    """How well it fits; it ranks the roles of a tier.

    None: no skill is stated, or the skills held are unknown.
    """
    counted: Share | None
    with_helpful: Share | None
    """Of all its skills, helpful ones too. None: no skill is stated, or those held are unknown."""
    by_level: float | None
    """The coverage by level; None: the role states no levels."""
    to_gain: ToGain
    steps_away: int | None
    """The number of steps along *leads to* from the nearest held role; None: there is no path."""
    sideways_from: tuple[NodeRef, ...]
    """The roles held that overlap with it: one sideways step, which no count of steps includes."""
    behind: bool
    """Whether it leads to a held role, in one or more steps, and no held role leads to it."""
    from_held: tuple[MoveFromHeld, ...]
    """The steps straight from a held role."""
    from_rungs: tuple[MoveTo, ...]
    """The steps straight from the rungs before that are not held."""
    covered_better_than: NodeRef | None
    """The rung before, if more of this role is covered than of that rung."""
    only_carried: bool
    """Whether all skills are carried from rungs before: no source lists the role's own."""
    step_down: RoleStepDown | None
    """Why it would be a step down; None: it would not, or no levels tell."""
    barriers: tuple[Barrier, ...]
    """What stands between the roles held and it, whatever fits."""
    flow: Flow | None
    """Whether people who left the roles held went there more often than by chance.

    None: nobody counted.
    """
    broader: NodeRef | None
    """The role it is a special case of, the broadest one; None: of none."""
    same_kind: tuple[NodeRef, ...]
    """The other roles of its list that are this broader role or special cases of it.

    The best fitting first.
    """


class ProfileStep(Move, frozen=True, kw_only=True):
    """One step of a path from a profile."""

    number: int
    source: NodeRef
    target: NodeRef
    skills_gained: int | None
    """How many skills are new; None: no source states the skills of the new role."""
    responsibilities_gained: int | None
    """The same for responsibilities."""
    gained: tuple[Requirement, ...]
    """The skills of the new role that are neither held nor learned on an earlier step."""
    raised: tuple[LevelChange, ...]
    levels_to_gain: float | None
    """How many levels to climb; None: no level is stated, or they are on several scales."""
    skills_held: int | None
    """How many of its skills are held or learned on an earlier step; None: unknown."""
    responsibilities: tuple[Requirement, ...]
    skills_not_stated: bool
    """Whether no source states the skills of the new role."""
    cost: float | None
    """The effort of the step; None: no source states the skills of the new role."""
    expandable: ClassVar[Mapping[str, str]] = {
        "gained": "gaps",
        "raised": "gaps",
        "responsibilities": "gaps",
    }


class ProfilePath(Struct, frozen=True, kw_only=True):
    """The path from a profile to a role with the fewest new skills."""

    target: NodeRef
    found: bool
    reason: str | None
    """Why there is no path."""
    length: int | None
    """The number of steps; None: no path."""
    cost: float | None
    """The effort: 1 for each new counted skill, 0.5 for another, times the levels to climb.

    Nothing counts twice. None: no path, or no source states the skills of a role on it.
    """
    levels_to_gain: float | None
    """How many levels to climb on all steps; None: no level is stated, or on several scales."""
    exact: bool
    """Whether no path takes less effort; if not, the search stopped at ``max_states``."""
    lower_bound: float | None
    """The effort that every path takes at least."""
    states: int
    """How many pairs of a role and the skills learned on the way were expanded."""
    max_states: int
    steps: tuple[ProfileStep, ...] = ()


class TierCounts(Struct, frozen=True, kw_only=True):
    """How many roles are in each tier, without the roles held and those behind them.

    None: there are no tiers, as the skills held are unknown, or too few roles state theirs.
    """

    now: int | None
    next: int | None
    stretch: int | None
    below: int | None
    """How many roles are below all cut-offs."""
    not_stated: int
    """How many roles have no counted skill."""
    unknown: int
    """How many other roles have no tier because there are no tiers."""
    ladder: int
    """How many rungs are above the roles held."""
    behind: int
    """How many rungs are below the roles held."""
    steps_down: int
    """How many roles are in no tier only because they would be a step down."""
    alike: int
    """How many of the roles below all cut-offs are alike."""


class Match(Struct, frozen=True, kw_only=True):
    """The roles that a person can reach, and the path to a target role."""

    title: str | None
    roles: tuple[RoleHeld, ...]
    skills: tuple[SkillHeld, ...]
    """What the held roles require, what the signs demand, and the skills of the profile."""
    signs: tuple[SignHeld, ...]
    cut_offs: CutOffs
    reason: str | None
    """Why the skills held are unknown, and with them every coverage; None: they are known."""
    tiered: bool
    """Whether there are tiers: the skills held are known, and ten roles state three or more."""
    counts: TierCounts
    ladder: tuple[MatchedRole, ...]
    """The rungs above the roles held, the nearest first; some are in tiers, too."""
    steps: tuple[MatchedRole, ...]
    """The roles straight after a role held that are no rungs of its ladder, in file order."""
    now: tuple[MatchedRole, ...]
    next: tuple[MatchedRole, ...]
    stretch: tuple[MatchedRole, ...]
    alike: tuple[MatchedRole, ...]
    """Roles in no tier, as too little is covered, that fit as well as those in one must."""
    requiring: tuple[MatchedRole, ...]
    """Roles that require a skill held, those that require the most of them first.

    Only if the lists before are empty.
    """
    not_stated: tuple[NodeRef, ...]
    """Roles without a counted skill; those nearest to a held role first."""
    behind: tuple[NodeRef, ...]
    """The rungs below the roles held; they are in no tier."""
    steps_down: tuple[RoleStepDown, ...]
    """Roles that are covered well enough but would be a step down, the best fitting first."""
    target: MatchedRole | None
    path: ProfilePath | None

    @property
    def found(self) -> bool:
        """Whether there is a path to the target, or without a target a role to name."""
        if self.path:
            return self.path.found
        in_tiers = (self.now, self.next, self.stretch, self.alike)
        return any((self.ladder, self.steps, *in_tiers, self.requiring))
