"""How much of what a role requires does a person hold, and from where on is that in reach?"""

from __future__ import annotations

from collections.abc import Sequence, Set
from statistics import fmean, median, pstdev
from typing import Literal, NamedTuple

from msgspec import Struct

from graph.model.records import RequiresEdge
from graph.parts.person import Levels
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

Tier = Literal["now", "next", "stretch"]

TIERS: tuple[Tier, ...] = ("now", "next", "stretch")

LEAST_STEPS = 20
"""From how many measurable steps on the cut-offs are those of the graph's own ladders."""


FEW_SKILLS = 3
"""A coverage of fewer essential skills than this is told with a caution, and comes last."""


class Tiers(Struct, frozen=True, kw_only=True):
    """From which coverage on a role is in reach, and where these cut-offs come from.

    Each is between 0 and 1, and now >= next >= stretch; a coverage of 0 is in no tier.
    """

    now: float
    next: float
    stretch: float
    calibrated: bool
    """Whether they are those of the graph's own ladders; else they are the published ones."""
    steps: int
    """How many *leads to* steps could be measured."""
    derived: int
    """How many of those no source states."""
    reason: str | None = None
    """Why they are not those of the graph's own ladders; None: they are."""

    def of(self, coverage: float) -> Tier | None:
        """Return the tier of a coverage; None below all.

        >>> PUBLISHED.of(0.667), PUBLISHED.of(0.182), PUBLISHED.of(0.1)
        ('now', 'stretch', None)
        """
        if coverage <= 0:
            return None
        return next((tier for tier in TIERS if coverage >= getattr(self, tier)), None)


PUBLISHED = Tiers(now=0.45, next=0.30, stretch=0.15, calibrated=False, steps=0, derived=0)
"""For a graph with too few ladders: median, mean - 1 SD and mean - 2 SD of the skill overlap
within the ISCO 4-digit groups of ESCO (median 0.4465, mean 0.4772, SD 0.164; 350 groups), rounded.

Source: Nesta, "Mapping Career Causeways" (2021), which calls moves above 0.30 viable.
"""


def coverage(held: Set[str], required: Set[str]) -> float | None:
    """Return which part of what is required is held; None if nothing is required.

    |A ∩ B| / |B|, between 0.0 and 1.0. Asymmetric: it is not what two sets share, but how
    much of the one the other takes care of. Where no requirement is stated the coverage is
    unknown, neither 0 nor 1.

    >>> coverage({"sql", "statistics", "empathy"}, {"sql", "python"})
    0.5
    >>> coverage({"sql"}, set()) is None
    True

    Source: Nesta, "Mapping Career Causeways" (2021): asymmetric skill overlap, with skills that
    match only themselves.
    """
    return len(held & required) / len(required) if required else None


class Share(Struct, frozen=True, kw_only=True):
    """How many of some requirements are held."""

    held: int
    total: int
    coverage: float
    """held / total, between 0 and 1."""


def share(held: int, total: int) -> Share | None:
    """Return the share of requirements that is held; None if there are no requirements.

    >>> share(3, 4)
    Share(held=3, total=4, coverage=0.75)
    """
    return Share(held=held, total=total, coverage=held / total) if total else None


class Need(NamedTuple):
    """That a role requires a skill, parallel edges joined."""

    role: int
    """The role's place in ``index.roles``."""
    essential: bool
    level: float | None


class Needs:
    """Every role's skills as whole numbers: matching costs no more than the postings of the held.

    Lists are by the place of the role in ``index.roles``. Skills alone are counted: a person has
    skills, while a responsibility comes with a position.
    """

    def __init__(self, index: Index) -> None:
        self.of_role: list[dict[str, Need]] = [
            _needs(index, role, position) for position, role in enumerate(index.roles)
        ]
        """What each role requires, by the ids of skills."""
        self.every = [len(needs) for needs in self.of_role]
        """How many skills each role requires, essential or not; 0: not stated."""
        self.essential = [sum(n.essential for n in needs.values()) for needs in self.of_role]
        """How many of them are essential."""
        self.levelled = [
            sum(n.essential and n.level is not None for n in needs.values())
            for needs in self.of_role
        ]
        """For how many of the essential ones a level is stated."""
        self.postings: dict[str, list[Need]] = {}
        """Which roles require a skill."""
        for needs in self.of_role:
            for skill, need in needs.items():
                self.postings.setdefault(skill, []).append(need)

    def tally(self, skills: Levels) -> dict[int, Tally]:
        """Return how much of each role is held, for the roles that require any of the skills."""
        counts: dict[int, list[float]] = {}
        for skill, level in skills.items():
            for need in self.postings.get(skill, ()):
                count = counts.setdefault(need.role, [0, 0, 0.0])
                count[1] += 1
                if need.essential:
                    count[0] += 1
                    count[2] += credit(level, need.level)
        return {
            role: Tally(int(essential), int(every), met)
            for role, (essential, every, met) in counts.items()
        }

    def coverage(self, role: int, tally: Tally) -> float | None:
        """Return what the tiers go by: the coverage of the essential skills, by level.

        Where no level is stated it is the coverage of the essential skills; None if none is
        stated to be essential.
        """
        return tally.met / self.essential[role] if self.essential[role] else None


class Tally(NamedTuple):
    """How many of a role's skills are held: essential ones, all, and the essential by level."""

    essential: int = 0
    every: int = 0
    met: float = 0.0


def credit(held: float | None, required: float | None) -> float:
    """Return how far a skill that is held meets the level required, between 0.0 and 1.0.

    The share of the level that is held, at most 1, so that coverage by level is coverage where
    all levels are reached; the scale begins at 0. A level that is not stated, on either side,
    takes nothing away.

    >>> credit(2, 4), credit(4, 2), credit(None, 4), credit(2, None)
    (0.5, 1.0, 1.0, 1.0)
    """
    if held is None or required is None or held >= required:
        return 1.0
    return held / required


@cached_with_index
def needs_of(index: Index) -> Needs:
    """Return the requirements of a graph's roles, made when first asked for."""
    return Needs(index)


@cached_with_index
def tiers(index: Index) -> Tiers:
    """Return the cut-offs of a graph, calibrated on its own ladders.

    Each step along *leads to* is measured: how much of the essential skills of its role the role
    before it covers (by level where levels are stated), with all that this role requires, also
    what is only helpful there: so counted, overlap agrees best with people's judgement. Then

    - now: at least the median: as much as half of the steps people take begin with
    - next: at least the mean minus one standard deviation
    - stretch: at least the mean minus two, and more than nothing

    The median is never more than one standard deviation off the mean, so the order holds. With
    fewer than 20 measurable steps the cut-offs are PUBLISHED, and also where the steps differ so
    much that they tell nothing: if the mean minus two standard deviations is not above 0, or
    *next* would begin below the published *stretch*. The answer says which.

    Source: Nesta, "Mapping Career Causeways" (2021), takes the mean minus one standard deviation
    within occupation groups, and finds a rank correlation of 0.77 with optional skills of the
    origin, 0.70 without, over 9,113 rated moves; O'Cinneide, "The
    mean is within one standard deviation of any median" (1990).
    """
    needs = needs_of(index)
    measured: list[float] = []
    derived = 0
    for place, role in enumerate(index.roles):
        own = {skill: need.level for skill, need in needs.of_role[place].items()}
        stated: dict[int, bool] = {}
        for link in index.outgoing(role, "leads_to"):
            after = index.position[link.target]
            stated[after] = stated.get(after, False) or link.record.basis != "derived"
        for after, is_stated in stated.items():
            covered = _covered(needs, own, after)
            if own and covered is not None:
                measured.append(covered)
                derived += not is_stated
    own_cuts, reason = _own(measured)
    return Tiers(
        **(own_cuts or {tier: getattr(PUBLISHED, tier) for tier in TIERS}),
        calibrated=bool(own_cuts),
        steps=len(measured),
        derived=derived,
        reason=reason,
    )


def _own(measured: Sequence[float]) -> tuple[dict[str, float], str | None]:
    """Return the cut-offs that measured steps give, or none and why not."""
    if len(measured) < LEAST_STEPS:
        steps = f"{len(measured)} step{'' if len(measured) == 1 else 's'}"
        return {}, f"only {steps} of this graph can be measured; {LEAST_STEPS} are needed"
    mean, deviation = fmean(measured), pstdev(measured)
    next_, stretch = mean - deviation, mean - 2 * deviation
    told = f"this graph's own {len(measured):,} steps differ too much"
    if next_ < PUBLISHED.stretch:
        least = f"the published stretch of {PUBLISHED.stretch:.2f}"
        return {}, f"{told}: next would begin at {max(0.0, next_):.2f}, below {least}"
    if stretch <= 0:
        return {}, f"{told}: stretch would begin at 0"
    return {"now": median(measured), "next": next_, "stretch": stretch}, None


def _covered(needs: Needs, skills: Levels, role: int) -> float | None:
    essential = {s: need for s, need in needs.of_role[role].items() if need.essential}
    if not essential:
        return None
    met = sum(credit(skills[s], need.level) for s, need in essential.items() if s in skills)
    return met / len(essential)


def _needs(index: Index, role: str, position: int) -> dict[str, Need]:
    needs: dict[str, Need] = {}
    for link in index.outgoing(role, "requires"):
        if index.kinds[link.target] == "skill" and isinstance(link.record, RequiresEdge):
            before = needs.get(link.target, Need(position, essential=False, level=None))
            needs[link.target] = Need(
                position,
                before.essential or link.record.necessity == "essential",
                _higher(before.level, link.record.level),
            )
    return needs


def _higher(*levels: float | None) -> float | None:
    return max((level for level in levels if level is not None), default=None)
