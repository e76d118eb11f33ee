"""Coverage: how many of a role's required skills a person holds, and the tiers it falls into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from graph.model.records import COUNTED
from graph.parts.requirements import Levels, Requirement, requirements
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

Tier = Literal["now", "next", "stretch"]

TIERS: tuple[Tier, ...] = ("now", "next", "stretch")

MIN_ROLES = 10
"""How many roles must state at least three counted skills, or there are no tiers."""

MIN_SKILLS = 3
"""A coverage of fewer counted skills has a caution and comes last.

Essential and listed skills count; helpful ones, and those that depend on the organisation, do not.
"""


MANY_ROLES = 100
"""Where fewer roles are compared, they may well share most of what they require."""

MOST_IN_REACH = 0.25
"""If more of the pairs of roles than this are in reach, coverage tells them too little apart."""

SAMPLED = 50
"""How many roles are compared with all others to measure that."""

TOP: dict[Tier, float] = {"now": 0.01, "next": 0.03, "stretch": 0.08}
"""The share of the pairs of a graph in a tier and the tiers above it, where people's judgement
does not apply."""


class CutOffs(Struct, frozen=True, kw_only=True):
    """The lowest coverage of each tier, or the lowest fit, and how these cut-offs were found.

    Each is above 0 and at most 1, and now >= next >= stretch. A value of 0 is in no tier.
    """

    now: float
    next: float
    stretch: float
    measure: Literal["coverage", "fit"] = "coverage"
    """What is compared with them."""
    judged: bool
    """Whether they are where people call a move feasible; if not, shares of the graph's pairs."""
    roles: int = MIN_ROLES
    """How many roles state at least three counted skills; fewer than ten give no tiers."""
    levels: bool = False
    """Whether roles state levels, which lower a coverage; people rated skills without levels."""
    reason: str | None = None
    """Why people's judgement does not apply; None if it does."""
    least_fit: float = 0.0
    """The fit that a role in any tier also has; 0.0: none is asked, or the tiers are by fit."""

    @property
    def enough(self) -> bool:
        """Whether enough roles state their skills to rank roles by tier."""
        return self.roles >= MIN_ROLES

    def tier(self, value: float) -> Tier | None:
        """Return the tier of a coverage, or of a fit; None if it is below all, or without tiers.

        >>> JUDGED.tier(0.667), JUDGED.tier(0.182), JUDGED.tier(0.1)
        ('now', 'stretch', None)
        """
        if value <= 0 or not self.enough:
            return None
        return next((tier for tier in TIERS if value >= getattr(self, tier)), None)


JUDGED = CutOffs(now=0.39, next=0.25, stretch=0.17, judged=True)
"""Where 75, 50 and 25 % of rated moves are feasible: a mean rating of at least 2.5 of 5.

People rated 9,113 moves between occupations of ESCO; the share rises with the overlap, all that
the first requires against what is essential to the second. The moves were chosen to include many
in the middle, so the shares are no base rates of all moves.

Source: Nesta, "Mapping Career Causeways" (2021), ratings read from its published plots; isotonic
regression.
"""

_OF_PAIRS = CutOffs(now=1.0, next=1.0, stretch=1.0, judged=False)
"""To be replaced by the values of a graph's own pairs."""

FEASIBLE: dict[Tier, float] = {"now": 0.75, "next": 0.50, "stretch": 0.25}
"""The share of the rated moves at a tier's cut-off that people call feasible."""


def tier_ahead(tier: Tier | None, steps: int) -> Tier | None:
    """Return the tier of a rung some steps ahead on a ladder, no better than its distance allows.

    The first rung may be in any tier, the second in *next* at best, and those after it in
    *stretch*: people rated moves, not promotions over several rungs.

    >>> tier_ahead("now", 1), tier_ahead("now", 2), tier_ahead("stretch", 2), tier_ahead("now", 5)
    ('now', 'next', 'stretch', 'stretch')
    """
    best = TIERS[min(steps, len(TIERS)) - 1]
    return max(tier, best, key=TIERS.index) if tier else None


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
    """Return the cut-offs of coverage in a graph: where people call a move feasible.

    They do not apply where coverage hardly tells roles apart: where at least 100 roles state
    their skills, and more than a quarter of the pairs would be in reach. Then the cut-offs are
    those of the highest 1, 3 and 8 % of the pairs. All that the first role requires counts,
    helpful skills too: this agrees best with people's judgement. They are never taken from the
    steps of a graph, which may be derived from the same overlap.
    """
    required = requirement_index(index)
    stated = [role for role, skills in enumerate(required.all_skills) if skills]
    pairs = [value for role in sample(stated) for value in _covered(required, role, stated)]
    in_reach = sum(value >= JUDGED.next for value in pairs)
    if len(stated) < MANY_ROLES or in_reach <= MOST_IN_REACH * len(pairs):
        enough = sum(number >= MIN_SKILLS for number in required.counted)
        return replace(JUDGED, roles=enough, levels=any(required.levelled))
    share_ = f"{in_reach / len(pairs):.0%} of the pairs would be in reach"
    reason = f"coverage hardly tells the roles of this graph apart: {share_}"
    return replace(_OF_PAIRS, **highest_pairs(pairs), reason=reason)


def highest_pairs(values: Iterable[float]) -> dict[str, float]:
    """Return the values that only the highest 1, 3 and 8 % of a graph's pairs reach."""
    ordered = sorted(values, reverse=True)
    return {tier: ordered[int(top * len(ordered))] for tier, top in TOP.items()}


def sample(roles: Sequence[int]) -> Sequence[int]:
    """Return about 50 of some roles, evenly spread."""
    return roles[:: max(1, len(roles) // SAMPLED)]


def _covered(required: RequirementIndex, source: int, targets: Sequence[int]) -> Iterator[float]:
    """Yield how much a role covers of each other role that states counted skills."""
    skills = {skill: each.level for skill, each in required.of_role[source].items()}
    counts = required.count_held(skills)
    for target in targets:
        if target != source and required.counted[target]:
            yield required.coverage(target, counts.get(target, HeldCount())) or 0.0
