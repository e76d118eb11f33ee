"""Coverage: how many of a role's required skills a person holds, and the tiers it falls into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, median, pstdev
from typing import Literal, NamedTuple

from msgspec import Struct

from graph.model.records import COUNTED
from graph.parts.requirements import Levels, Requirement, requirements
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

Tier = Literal["now", "next", "stretch"]

TIERS: tuple[Tier, ...] = ("now", "next", "stretch")

MIN_STEPS = 10
"""How many steps a graph needs for cut-offs of its own."""

MIN_ROLES = 10
"""How many roles must state at least three counted skills, or there are no tiers."""

MIN_SKILLS = 3
"""A coverage of fewer counted skills has a caution and comes last.

Essential and listed skills count; helpful ones, and those that depend on the organisation, do not.
"""


class CutOffs(Struct, frozen=True, kw_only=True):
    """The lowest coverage of each tier, and how these cut-offs were found.

    Each is above 0 and at most 1, and now >= next >= stretch. A coverage of 0 is in no tier.
    """

    now: float
    next: float
    stretch: float
    calibrated: bool
    """Whether they come from the graph's own ladders; if not, they are the published ones."""
    steps: int
    """How many *leads to* steps could be measured."""
    derived: int
    """How many of these steps are derived: no source states them."""
    roles: int = MIN_ROLES
    """How many roles state at least three counted skills; fewer than ten give no tiers."""
    reason: str | None = None
    """Why the graph's own ladders give none; None if they do."""

    @property
    def enough(self) -> bool:
        """Whether enough roles state their skills to rank roles by tier."""
        return self.roles >= MIN_ROLES

    def tier(self, coverage: float) -> Tier | None:
        """Return the tier of a coverage; None if it is below all cut-offs, or there are no tiers.

        >>> PUBLISHED.tier(0.667), PUBLISHED.tier(0.182), PUBLISHED.tier(0.1)
        ('now', 'stretch', None)
        """
        if coverage <= 0 or not self.enough:
            return None
        return next((tier for tier in TIERS if coverage >= getattr(self, tier)), None)


PUBLISHED = CutOffs(now=0.45, next=0.30, stretch=0.15, calibrated=False, steps=0, derived=0)
"""For a graph with too few ladders: median, mean - 1 SD and mean - 2 SD of the skill overlap
within the ISCO 4-digit groups of ESCO (median 0.4465, mean 0.4772, SD 0.164; 350 groups), rounded.

Source: Nesta, "Mapping Career Causeways" (2021), which calls moves above 0.30 viable.
"""


class Share(Struct, frozen=True, kw_only=True):
    """How many of some requirements are held."""

    held: int
    total: int
    coverage: float
    """held / total, between 0 and 1."""


def share(held: int, total: int) -> Share | None:
    """Return the share of required skills that is held; None if nothing is required.

    The coverage |held ∩ required| / |required| is asymmetric: only what is required counts. If
    no source states a requirement, it is unknown, neither 0 nor 1.

    >>> share(3, 4)
    Share(held=3, total=4, coverage=0.75)
    >>> share(0, 0) is None
    True

    Source: Nesta, "Mapping Career Causeways" (2021): asymmetric skill overlap, with skills that
    match only themselves.
    """
    return Share(held=held, total=total, coverage=held / total) if total else None


class RequiringRole(NamedTuple):
    """A role that requires a skill."""

    role: int
    """The position of the role in ``index.roles``."""
    counted: bool
    level: float | None


class HeldCount(NamedTuple):
    """How many of a role's skills are held."""

    counted: int = 0
    all_skills: int = 0
    met: float = 0.0
    """The counted skills held, each by how much of its level is held (see ``credit``)."""


class RequirementIndex:
    """The skills that each role requires, and the roles that require each skill.

    Lists are by the position of the role in ``index.roles``. Only skills count: a person has
    skills, but a responsibility comes with a position. Matching a person visits only the roles
    that require one of the skills held.
    """

    def __init__(self, index: Index) -> None:
        self.of_role: list[dict[str, Requirement]] = [
            {each.id: each for each in requirements(index, role, "skill")} for role in index.roles
        ]
        """What each role requires, by the id of the skill."""
        counted = [
            [each for each in of_role.values() if each.necessity in COUNTED]
            for of_role in self.of_role
        ]
        self.all_skills = list(map(len, self.of_role))
        """How many skills each role requires, counted or not; 0: not stated."""
        self.counted = list(map(len, counted))
        """How many of them are counted."""
        self.levelled = [sum(each.level is not None for each in of_role) for of_role in counted]
        """How many of the counted ones have a level."""
        self.requiring: dict[str, list[RequiringRole]] = {}
        """The roles that require a skill, by its id."""
        for role, of_role in enumerate(self.of_role):
            for skill, each in of_role.items():
                entry = RequiringRole(role, each.necessity in COUNTED, each.level)
                self.requiring.setdefault(skill, []).append(entry)

    def count_held(self, skills: Levels) -> dict[int, HeldCount]:
        """Return how much of each role is held, for the roles that require any of the skills."""
        counts: dict[int, list[float]] = {}
        for skill, level in skills.items():
            for role, counted, required in self.requiring.get(skill, ()):
                count = counts.setdefault(role, [0, 0, 0.0])
                count[1] += 1
                if counted:
                    count[0] += 1
                    count[2] += credit(level, required)
        return {
            role: HeldCount(int(counted), int(all_skills), met)
            for role, (counted, all_skills, met) in counts.items()
        }

    def coverage(self, role: int, count: HeldCount) -> float | None:
        """Return the coverage of a role's counted skills, by level where levels are stated.

        None if no counted skill is stated.
        """
        return count.met / self.counted[role] if self.counted[role] else None


def credit(held: float | None, required: float | None) -> float:
    """Return how much of a required level is held, between 0.0 and 1.0.

    The share of the level that is held, at most 1; the scale begins at 0. If either level is
    not stated, the skill counts in full.

    >>> credit(2, 4), credit(4, 2), credit(None, 4), credit(2, None)
    (0.5, 1.0, 1.0, 1.0)
    """
    if held is None or required is None or held >= required:
        return 1.0
    return held / required


@cached_with_index
def requirement_index(index: Index) -> RequirementIndex:
    """Return the skills that the roles of a graph require."""
    return RequirementIndex(index)


@cached_with_index
def cut_offs(index: Index) -> CutOffs:
    """Return the cut-offs of a graph, calibrated on its own ladders.

    For each step along *leads to*, measure how much the first role covers of the counted
    skills of the second (by level where levels are stated). All that the first role requires
    counts, helpful skills too: this agrees best with people's judgement. Then

    - now: at least the median, so half of the steps people take begin here
    - next: at least the mean minus one standard deviation
    - stretch: at least the mean minus two, and more than nothing

    The median is never more than one standard deviation from the mean, so the order holds. The
    cut-offs are PUBLISHED if fewer than 10 steps can be measured, if the mean minus two standard
    deviations is not above 0, or if *next* would begin below the published *stretch*. The
    answer gives the reason.

    Source: Nesta, "Mapping Career Causeways" (2021), takes the mean minus one standard deviation
    within occupation groups, and finds a rank correlation of 0.77 with optional skills of the
    origin, 0.70 without, over 9,113 rated moves; O'Cinneide, "The
    mean is within one standard deviation of any median" (1990).
    """
    required = requirement_index(index)
    measured: list[float] = []
    derived = 0
    for place, role in enumerate(index.roles):
        own = {skill: each.level for skill, each in required.of_role[place].items()}
        stated: dict[int, bool] = {}
        for edge in index.outgoing(role, "leads_to"):
            after = index.position[edge.target]
            stated[after] = stated.get(after, False) or edge.record.basis != "derived"
        for after, is_stated in stated.items():
            covered = _coverage_by_level(own, required.of_role[after])
            if own and covered is not None:
                measured.append(covered)
                derived += not is_stated
    own_cuts, reason = _calibrate(measured)
    return CutOffs(
        **(own_cuts or {tier: getattr(PUBLISHED, tier) for tier in TIERS}),
        calibrated=bool(own_cuts),
        steps=len(measured),
        derived=derived,
        roles=sum(number >= MIN_SKILLS for number in required.counted),
        reason=reason,
    )


def _calibrate(measured: Sequence[float]) -> tuple[dict[str, float], str | None]:
    """Return the cut-offs of measured steps, or none and the reason."""
    if len(measured) < MIN_STEPS:
        steps = f"{len(measured)} step{'' if len(measured) == 1 else 's'}"
        return {}, f"only {steps} of this graph can be measured; {MIN_STEPS} are needed"
    mean, deviation = fmean(measured), pstdev(measured)
    next_, stretch = mean - deviation, mean - 2 * deviation
    too_different = f"this graph's own {len(measured):,} steps differ too much"
    if next_ < PUBLISHED.stretch:
        published = f"the published stretch of {PUBLISHED.stretch:.2f}"
        return {}, f"{too_different}: next would begin at {max(0.0, next_):.2f}, below {published}"
    if stretch <= 0:
        return {}, f"{too_different}: stretch would begin at 0"
    return {"now": median(measured), "next": next_, "stretch": stretch}, None


def _coverage_by_level(skills: Levels, required: Mapping[str, Requirement]) -> float | None:
    counted = [each for each in required.values() if each.necessity in COUNTED]
    if not counted:
        return None
    met = sum(credit(skills[each.id], each.level) for each in counted if each.id in skills)
    return met / len(counted)
