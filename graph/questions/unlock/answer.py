"""The answer about new roles: the skills that bring them into reach, or that are central."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from graph.parts.coverage import CutOffs, Tier
from graph.parts.requirements import NodeRef, Requirement


class NewRole(NodeRef, frozen=True, kw_only=True):
    """A role that comes into reach, and why."""

    coverage_before: float
    coverage_after: float
    tier_before: Tier | None
    """None: below all cut-offs."""
    tier_after: Tier
    counted: int
    """How many counted skills it states."""
    required_skills: tuple[Requirement, ...]
    """The new skills that count for it."""


class SkillUnlock(NodeRef, frozen=True, kw_only=True):
    """A skill, the roles that it alone brings into reach, and how central it is."""

    required_by: int
    """How many roles require it."""
    new_roles: int | None
    """How many roles it brings into reach; None: the skills are ranked by betweenness."""
    from_nothing: int | None
    """How many of these have no counted skill held before."""
    roles: tuple[NewRole, ...]
    """The best covered of these, at most 25; roles with fewer than three counted skills last."""
    betweenness: float | None
    """The mean share of shortest paths between two other skills that pass through it, 0 to 1.

    None: the skills are ranked by new roles.
    """
    standard_error: float | None
    """The standard error of a betweenness estimated from a sample; None: it is exact."""


class PairUnlock(Struct, frozen=True, kw_only=True):
    """Two skills and the roles that they bring into reach together."""

    skills: tuple[NodeRef, NodeRef]
    new_roles: int
    """How many roles one of the skills brings into reach, or only both."""
    alone: tuple[int, int]
    """How many each skill brings alone; a role may count for both."""
    together: int
    """How many only both bring."""
    from_nothing: int
    """How many new roles have no counted skill held before."""
    roles: tuple[NewRole, ...]
    """The best covered of these, at most 25."""


class Unit(Struct, frozen=True, kw_only=True):
    """One level of a skill that is held, or one new skill, and what it adds to a role."""

    requirement: Requirement
    held: float | None
    """The level held; None: the skill is new."""
    to: float | None
    """The level after: one higher, or what the role requires of a new skill. None: not stated."""
    held_name: str | None
    """What the scale calls the level held; None without a scale."""
    to_name: str | None
    adds: float
    """How much it adds to the coverage of the role."""
    coverage_after: float


class NextRung(NodeRef, frozen=True, kw_only=True):
    """A rung straight above a role held, another next role, or one that fits.

    With what brings it nearer.
    """

    on_ladder: bool
    """Whether it is a rung of a ladder of a role held."""
    fit: float | None
    """How well it fits, between 0 and 1, if it is here for that; None: it follows a role held."""
    coverage: float | None
    """None: no source states skills that count for it, or what is held is unknown."""
    counted: int
    """How many skills count for it."""
    raises: int
    """How many of these are held at too low a level."""
    new: int
    """How many are not held."""
    only_carried: bool
    """Whether all its skills are carried from rungs before: no source lists its own."""
    units: tuple[Unit, ...]
    """What adds to its coverage, the most first; raises before new skills, then as listed."""


class NearestRole(NodeRef, frozen=True, kw_only=True):
    """The role out of reach that takes the fewest new skills."""

    short: int
    """How many new skills it takes."""


class Sample(Struct, frozen=True, kw_only=True):
    """The skills from which shortest paths were followed to measure betweenness."""

    exact: bool
    """Whether these are all skills."""
    sampled: int
    """How many they are."""
    total: int
    """How many skills a role requires."""


class Unlock(Struct, frozen=True, kw_only=True):
    """The skills that bring the most new roles into reach, or that are the most central.

    Ranked by betweenness, skills belong to no role or profile: what depends on one is None.
    """

    ranked_by: Literal["new_roles", "betweenness"]
    role: NodeRef | None
    """The role whose skills count as held; None: a profile, or none."""
    title: str | None
    """The title of the role or the profile; None: the profile has none."""
    roles_held: tuple[NodeRef, ...]
    held: int | None
    """How many skills are held; None: unknown."""
    held_not_stated: tuple[NodeRef, ...]
    """The roles held whose skills no source states; they do not count."""
    reason: str | None
    """Why the skills held are unknown; then there are no skills and no pairs."""
    next_rungs: tuple[NextRung, ...]
    """The rungs straight above the roles held, then other roles that these lead to.

    With tiers, the others are only those after a starting point. Where coverage hardly tells the
    roles of the graph apart, they are the best fitting roles.
    """
    cut_offs: CutOffs
    """A role is in reach if its coverage is in the tier now or next."""
    tiered: bool
    """Whether there are tiers; if not, no role is in reach or comes into it."""
    levels_stated: bool
    """Whether roles state levels; a new skill counts as learned at the level each requires."""
    compared: int | None
    """How many other roles state a counted skill, without rungs behind and steps down."""
    not_stated: int | None
    """How many other roles state none; they never come into reach."""
    in_reach: int | None
    """How many roles are in reach; None, as the next numbers: there are no tiers."""
    one_short: int | None
    """How many roles need one more counted skill."""
    two_short: int | None
    """How many roles need two more."""
    nearest: NearestRole | None
    """None: new skills alone bring no role into reach."""
    unlocking: int | None
    """How many single skills bring a role into reach."""
    skills: tuple[SkillUnlock, ...]
    pairs: tuple[PairUnlock, ...] | None
    """None: not requested."""
    all_pairs: bool | None
    """Whether all pairs were compared; False: there were too many."""
    sample: Sample | None
    """How betweenness was measured; None: the skills are ranked by new roles."""
