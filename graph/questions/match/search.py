"""Which roles are in reach of a person, what is missing for each, and how does one get there?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from math import inf
from typing import cast

from msgspec import Struct

from graph.model.edges import Edge, strongest_edge
from graph.model.errors import BadParameter, Problem, ProfileError, one_of
from graph.model.records import LeadsToEdge, Sign
from graph.model.relations import Kind
from graph.parts.coverage import (
    FEW_SKILLS,
    Needs,
    Share,
    Tally,
    Tier,
    Tiers,
    needs_of,
    share,
    tiers,
)
from graph.parts.moves import Move, move
from graph.parts.person import Held, Levels, Profile, held, known_signs, unknown_reason
from graph.parts.requirements import LevelChange, NodeRef, Requirement, node_ref, requirements
from graph.searches.least_new_skills import MOST_STATES, Found, Gains
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MOST_ROLES = 100
"""How many roles of a tier an answer names."""

ROLES = 5
"""How many it names unless told otherwise."""


class RoleHeld(NodeRef, frozen=True, kw_only=True):
    """A role that the person holds; the years are None if the profile does not say."""

    years_held: float | None
    skills_not_stated: bool = False
    """Whether no source states its skills: what it brings is unknown, not nothing."""


class SkillHeld(NodeRef, frozen=True, kw_only=True):
    """A skill that the person has; the level is None if it is not known."""

    level: float | None


class SignHeld(Struct, frozen=True, kw_only=True):
    """A sign of readiness for a role, and whether the person has shown it."""

    id: str
    title: str
    met: bool


class ToGain(Struct, frozen=True, kw_only=True):
    """What a role requires beyond what is held."""

    gained: tuple[Requirement, ...]
    """The skills that are not held, the essential ones first."""
    raised: tuple[LevelChange, ...]
    """The skills that are held at a lower level than the role requires."""
    levels_to_gain: float | None
    """The sum of the levels to rise by, from 0 for what is not held; None if none is stated."""
    levels_not_known: int
    """Of how many skills the role states a level and the profile does not; taken as enough."""
    responsibilities: tuple[Requirement, ...]
    """The responsibilities that no held role has; they count for no coverage."""


class MoveFromHeld(Struct, frozen=True, kw_only=True):
    """A step along *leads to* from a role that the person holds."""

    source: RoleHeld
    move: Move
    checklist: tuple[SignHeld, ...]


class MatchedRole(Struct, frozen=True, kw_only=True):
    """How a person and a role fit."""

    role: NodeRef
    tier: Tier | None
    """None: below all cut-offs, or not stated."""
    coverage: float | None
    """What the tier goes by: of the essential skills, by level where levels are stated.

    None: no essential skill is stated, or it is not stated what is held. Between 0 and 1.
    """
    essential: Share | None
    with_helpful: Share | None
    """Of all skills, also the helpful ones; None: no skill is stated, or what is held is not."""
    by_level: float | None
    """The coverage by level; None: the role states no levels."""
    to_gain: ToGain
    steps_away: int | None
    """How many steps along *leads to* from a held role; None: there is no way."""
    behind: bool
    """Whether it leads to a held role, near or far, and no held role leads to it."""
    from_held: tuple[MoveFromHeld, ...]
    """The steps from held roles straight to it."""


class ProfileStep(Move, frozen=True, kw_only=True):
    """One move of a path from a profile."""

    number: int
    source: NodeRef
    target: NodeRef
    gained: tuple[Requirement, ...]
    """The skills of the new role that are neither held nor gained on a step before."""
    raised: tuple[LevelChange, ...]
    kept: int
    """How many of its skills are held, or were gained on a step before."""
    responsibilities: tuple[Requirement, ...]
    skills_not_stated: bool
    """Whether no source states the skills of the new role: what there is to gain is unknown."""
    cost: float


class ProfilePath(Struct, frozen=True, kw_only=True):
    """The path from a profile to a role on which the least is to be gained."""

    target: NodeRef
    found: bool
    reason: str | None
    """Why there is none."""
    length: int | None
    """The number of steps; None without a path."""
    cost: float | None
    """What is gained on the way: an essential skill counts 1, another one a half.

    Where a level is stated, each whole level to rise by counts so. Nothing counts twice.
    """
    exact: bool
    """Whether it is proven that no path costs less; if not, the search ended at its bound."""
    least: float | None
    """What any path costs at least."""
    states: int
    """How many pairs of a role and what has been gained on the way were followed up."""
    bound: int
    """At most how many."""
    steps: tuple[ProfileStep, ...] = ()


class Match(Struct, frozen=True, kw_only=True):
    """The answer to a profile: the roles in reach, and the path to one that was asked for."""

    title: str | None
    roles: tuple[RoleHeld, ...]
    skills: tuple[SkillHeld, ...]
    """What the roles and signs bring, and what was named."""
    signs: tuple[SignHeld, ...]
    tiers: Tiers
    reason: str | None
    """Why no coverage can be told: the skills of the roles held are not stated; None: it can."""
    counts: dict[str, int]
    """How many roles are in each tier, below all, not stated, and unknown for that reason."""
    now: tuple[MatchedRole, ...]
    next: tuple[MatchedRole, ...]
    stretch: tuple[MatchedRole, ...]
    not_stated: tuple[NodeRef, ...]
    """Roles whose essential skills no source states: the fewest steps from a held role first."""
    target: MatchedRole | None
    path: ProfilePath | None


def match(
    index: Index, profile: Profile, *, target: str | None = None, limit: int = ROLES
) -> Match:
    """Return the roles in reach of a person by tier, the best covered first.

    Each tier names at most ``limit`` roles (1 to 100), with what is missing. Those that state
    fewer than three essential skills come after the others; equal ones stand with
    the higher coverage of all skills first, then the fewer steps from a held role, then in file
    order. Held roles are left out. With a ``target``, a name of a role, the answer also says how
    it fits and which path to it asks for the least. Coverage of a role without stated skills is
    not stated, neither 0 nor 1.

    Raises ProfileError with every name of the profile that the graph does not know, BadParameter,
    and for the target UnknownNode, AmbiguousName or WrongKind.
    """
    if not 1 <= limit <= MOST_ROLES:
        raise BadParameter("limit", limit, f"a number from 1 to {MOST_ROLES}")
    if not (profile.roles or profile.skills or profile.signs):
        raise ProfileError([Problem("profile", 0, "it names no role, skill or sign; name one")])
    goal = index.resolve(target, "role") if target is not None else None
    return _Matching(index, held(index, profile)).answer(profile.title, goal, limit)


def profile_path(index: Index, person: Held, target: str) -> ProfilePath:
    """Return the path from the roles held to a role, along *leads to*, that asks for the least.

    What is held costs nothing, and what is gained on a step is carried on, so that what a step
    costs depends on the way: the cost of a path is what its roles require together, less what is
    held. An essential skill counts 1 and another a half; where a level is stated, each whole level
    (halves rounded up) to rise by counts so. Steps to roles whose skills are not stated are
    avoided first, and among equal paths the shortest is taken. The answer is exact unless the
    search met its bound of 4,000 states, and says so.

    ``target`` is the id of a role; one that is held is reached without a step.
    """
    starts = [index.position[role] for role in person.roles]
    compiled = _points(index)
    mask = compiled.mask(person.skills)
    found = compiled.gains.path(starts, held=mask, target=index.position[target])
    if found is None:
        return ProfilePath(
            target=node_ref(index, target),
            found=False,
            reason=_no_path(index, person, target),
            length=None,
            cost=None,
            exact=True,
            least=None,
            states=0,
            bound=MOST_STATES,
        )
    steps = _steps(index, person, found)
    return ProfilePath(
        target=node_ref(index, target),
        found=True,
        reason=None,
        length=len(steps),
        cost=found.points / 2,
        exact=found.exact,
        least=found.least / 2,
        states=found.states,
        bound=MOST_STATES,
        steps=steps,
    )


# --- All roles ----------------------------------------------------------------------------------


class _Matching:
    """One person against all roles."""

    def __init__(self, index: Index, person: Held) -> None:
        self.index = index
        self.person = person
        self.needs: Needs = needs_of(index)
        self.tiers: Tiers = tiers(index)
        self.tallies = self.needs.tally(person.skills)
        gains, places = _points(index).gains, [index.position[role] for role in person.roles]
        self.away, self.back = gains.away(places), gains.back(places)

    def answer(self, title: str | None, goal: str | None, limit: int) -> Match:
        index, person = self.index, self.person
        held_places = {index.position[role] for role in person.roles}
        places: dict[Tier, list[int]] = {"now": [], "next": [], "stretch": []}
        for place, tally in self.tallies.items():
            covered = self.needs.coverage(place, tally)
            tier = self.tiers.of(covered) if covered is not None else None
            if tier and place not in held_places:
                places[tier].append(place)
        open_ = [
            place
            for place, number in enumerate(self.needs.essential)
            if not number and place not in held_places
        ]
        counts: dict[str, int] = {tier: len(of_tier) for tier, of_tier in places.items()}
        others = len(index.roles) - len(held_places) - len(open_) - sum(counts.values())
        below, unknown = (0, others) if person.unknown else (others, 0)
        return Match(
            title=title,
            roles=tuple(self._role_held(role) for role in person.roles),
            skills=tuple(
                SkillHeld(*_ref(index, skill), level=level)
                for skill, level in person.skills.items()
            ),
            signs=tuple(SignHeld(id=sign.id, title=sign.title, met=True) for sign in self._signs()),
            tiers=self.tiers,
            reason=unknown_reason(index, person),
            counts={**counts, "below": below, "not_stated": len(open_), "unknown": unknown},
            now=self._best(places["now"], limit),
            next=self._best(places["next"], limit),
            stretch=self._best(places["stretch"], limit),
            not_stated=tuple(
                node_ref(index, index.roles[place])
                for place in nsmallest(limit, open_, key=lambda p: (self._far(p), p))
            ),
            target=self.matched(index.position[goal]) if goal else None,
            path=profile_path(index, person, goal) if goal else None,
        )

    def matched(self, place: int) -> MatchedRole:
        """Return how the person and one role fit."""
        index, needs = self.index, self.needs
        role = index.roles[place]
        tally = self.tallies.get(place, Tally())
        known = not self.person.unknown
        covered = needs.coverage(place, tally) if known else None
        return MatchedRole(
            role=node_ref(index, role),
            tier=self.tiers.of(covered) if covered is not None else None,
            coverage=covered,
            essential=share(tally.essential, needs.essential[place]) if known else None,
            with_helpful=share(tally.every, needs.every[place]) if known else None,
            by_level=covered if needs.levelled[place] else None,
            to_gain=self._to_gain(role),
            steps_away=self.away.get(place),
            behind=place in self.back and place not in self.away,
            from_held=tuple(
                self._from_held(link)
                for link in _strongest(index.incoming(role, "leads_to"))
                if link.source in self.person.roles
            ),
        )

    def _best(self, places: list[int], limit: int) -> tuple[MatchedRole, ...]:
        def order(place: int) -> tuple[bool, float, float, float, int]:
            tally = self.tallies[place]
            covered = self.needs.coverage(place, tally) or 0.0
            every = tally.every / self.needs.every[place]
            few = self.needs.essential[place] < FEW_SKILLS
            return few, -covered, -every, self._far(place), place

        return tuple(self.matched(place) for place in nsmallest(limit, places, key=order))

    def _far(self, place: int) -> float:
        return self.away.get(place, inf)

    def _to_gain(self, role: str) -> ToGain:
        required = requirements(self.index, role, "skill")
        rises = Rises.of(self.person.skills, required)
        return ToGain(
            gained=rises.gained,
            raised=rises.raised,
            levels_to_gain=rises.levels_to_gain,
            levels_not_known=sum(
                r.level is not None
                and r.id in self.person.skills
                and self.person.skills[r.id] is None
                for r in required
            ),
            responsibilities=tuple(
                r
                for r in requirements(self.index, role, "responsibility")
                if r.id not in self.person.responsibilities
            ),
        )

    def _from_held(self, link: Edge) -> MoveFromHeld:
        record = cast("LeadsToEdge", link.record)
        return MoveFromHeld(
            source=self._role_held(link.source),
            move=Move(**move(self.index, link)),
            checklist=tuple(
                SignHeld(id=sign.id, title=sign.title, met=sign.id in self.person.signs)
                for sign in record.signs
            ),
        )

    def _role_held(self, role: str) -> RoleHeld:
        return RoleHeld(
            *_ref(self.index, role),
            years_held=self.person.roles[role],
            skills_not_stated=role in self.person.not_stated,
        )

    def _signs(self) -> list[Sign]:
        if not self.person.signs:
            return []
        known = {entry.sign.id: entry.sign for entry in known_signs(self.index)}
        return [known[id_] for id_ in sorted(self.person.signs, key=list(known).index)]


class Rises(Struct, frozen=True, kw_only=True):
    """What a list of requirements asks for beyond the skills that are held."""

    gained: tuple[Requirement, ...]
    raised: tuple[LevelChange, ...]
    levels_to_gain: float | None

    @classmethod
    def of(cls, skills: Levels, required: tuple[Requirement, ...]) -> Rises:
        gained = [r for r in required if r.id not in skills]
        raised: list[LevelChange] = []
        levels = [r.level for r in gained if r.level is not None]
        for r in required:
            own = skills.get(r.id)
            if r.level is not None and own is not None:
                levels.append(max(0.0, r.level - own))
                if r.level > own:
                    raised.append(LevelChange(r.id, r.title, own, r.level))
        return cls(
            gained=tuple(sorted(gained, key=lambda r: r.necessity != "essential")),
            raised=tuple(raised),
            levels_to_gain=sum(levels) if levels else None,
        )


def _strongest(links: list[Edge]) -> list[Edge]:
    """Return of parallel edges the one on the strongest basis."""
    by_source: dict[str, list[Edge]] = {}
    for link in links:
        by_source.setdefault(link.source, []).append(link)
    return [strongest_edge(parallel) for parallel in by_source.values()]


def _ref(index: Index, id_: str) -> tuple[str, str, Kind]:
    return id_, index.records[id_].title, index.kinds[id_]


# --- The path from a profile --------------------------------------------------------------------


class _Points:
    """What each role takes, in points: half an essential skill, or level of one, is one bit."""

    def __init__(self, index: Index) -> None:
        self._bits: dict[str, list[int]] = {}
        """The two bits of each whole level of a skill: that it is had, and that it must be."""
        self._number = 0
        needs = needs_of(index)
        masks: list[int] = []
        for of_role in needs.of_role:
            mask = 0
            for skill, need in of_role.items():
                for had, needed in self._levels(skill, _whole(need.level)):
                    mask |= had | needed if need.essential else had
            masks.append(mask)
        self.gains = Gains(
            masks,
            (
                (place, index.position[link.target])
                for place, role in enumerate(index.roles)
                for link in index.outgoing(role, "leads_to")
            ),
        )

    def mask(self, skills: Mapping[str, float | None]) -> int:
        """Return what is held; a skill of no known level is held at any."""
        mask = 0
        for skill, level in skills.items():
            bits = self._bits.get(skill, [])
            for bit in bits if level is None else bits[: 2 * _whole(level)]:
                mask |= bit
        return mask

    def _levels(self, skill: str, levels: int) -> list[tuple[int, int]]:
        bits = self._bits.setdefault(skill, [])
        while len(bits) < 2 * levels:
            bits.append(1 << self._number)
            self._number += 1
        return list(zip(bits[: 2 * levels : 2], bits[1 : 2 * levels : 2], strict=True))


def _whole(level: float | None) -> int:
    """Return a level in whole ones, at least one; a skill without a level has one.

    >>> _whole(None), _whole(0.2), _whole(2.5)
    (1, 1, 3)
    """
    return max(1, int(level + 0.5)) if level is not None else 1


@cached_with_index
def _points(index: Index) -> _Points:
    return _Points(index)


def _steps(index: Index, person: Held, found: Found) -> tuple[ProfileStep, ...]:
    """Return the steps, each with what is newly gained on it."""
    compiled = _points(index)
    skills = dict(person.skills)
    mask = compiled.mask(skills)
    duties = set(person.responsibilities)
    steps: list[ProfileStep] = []
    for number, (before, after) in enumerate(zip(found.nodes, found.nodes[1:], strict=False), 1):
        source, target = index.roles[before], index.roles[after]
        required = requirements(index, target, "skill")
        rises = Rises.of(skills, required)
        new = [r for r in requirements(index, target, "responsibility") if r.id not in duties]
        points = compiled.gains.points[after]
        steps.append(
            ProfileStep(
                **move(index, strongest_edge(_between(index, source, target))),
                number=number,
                source=node_ref(index, source),
                target=node_ref(index, target),
                gained=rises.gained,
                raised=rises.raised,
                kept=len(required) - len(rises.gained),
                responsibilities=tuple(new),
                skills_not_stated=not required,
                cost=(points & ~mask).bit_count() / 2,
            )
        )
        mask |= points
        skills = _carried(skills, required)
        duties.update(r.id for r in new)
    return tuple(steps)


def _carried(skills: Levels, required: Sequence[Requirement]) -> dict[str, float | None]:
    """Return what is held after a step: the higher level; one not known is enough as it is."""
    carried = dict(skills)
    for requirement in required:
        own, level = carried.setdefault(requirement.id, requirement.level), requirement.level
        if own is not None and level is not None:
            carried[requirement.id] = max(own, level)
    return carried


def _between(index: Index, source: str, target: str) -> list[Edge]:
    return [link for link in index.outgoing(source, "leads_to") if link.target == target]


def _no_path(index: Index, person: Held, target: str) -> str:
    title = index.records[target].title
    if not person.roles:
        return "the profile names no role to start from"
    roles = one_of(index.records[role].title for role in person.roles)
    return f"no way along leads to goes from {roles} to {title}"
