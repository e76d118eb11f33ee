"""Which one skill, and which two, bring most new roles into reach?"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Container, Iterable, Mapping
from functools import cached_property
from heapq import nsmallest
from itertools import combinations, islice
from math import comb, fsum
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from graph.model.errors import BadParameter
from graph.parts.coverage import FEW_SKILLS, Needs, Tally, Tier, Tiers, needs_of, tiers
from graph.parts.person import HeldRole, Levels, Profile, held, unknown_reason
from graph.parts.requirements import NodeRef, Requirement, node_ref, requirements
from graph.store.index import Index

MOST_SKILLS = 100
"""The most skills, and the most pairs, an answer names."""
MOST_ROLES = 25
"""How many of the new roles of a skill or pair an answer tells about; it counts them all."""
MOST_PAIRS = 500_000
"""How many pairs of skills are looked at: of what roles two short miss, and of single skills."""

Pair: TypeAlias = tuple[str, str]


class NewRole(NodeRef, frozen=True, kw_only=True):
    """A role that comes into reach, and why."""

    coverage_before: float
    coverage_after: float
    tier_before: Tier | None
    """None: below all."""
    tier_after: Tier
    essential: int
    """How many essential skills it states: what the coverage rests on."""
    by: tuple[Requirement, ...]
    """The new skills it calls essential: on what basis, and where it is said."""


class SkillUnlock(NodeRef, frozen=True, kw_only=True):
    """A skill and the roles that it alone brings into reach."""

    new: int
    """How many roles it brings into reach."""
    from_nothing: int
    """Of how many of them nothing essential is held before."""
    roles: tuple[NewRole, ...]
    """Of these the best covered, at most 25; those with fewer than three essential skills last."""


class PairUnlock(Struct, frozen=True, kw_only=True):
    """Two skills and the roles that they bring into reach together."""

    skills: tuple[NodeRef, NodeRef]
    new: int
    """How many roles either alone brings into reach, and how many only both."""
    alone: tuple[int, int]
    """How many each of the two brings alone; a role may be among both."""
    together: int
    """How many only both bring."""
    from_nothing: int
    """Of how many new roles nothing essential is held before."""
    roles: tuple[NewRole, ...]
    """Of these the best covered, at most 25."""


class NearestRole(NodeRef, frozen=True, kw_only=True):
    """The role out of reach that the fewest new skills bring there."""

    short: int
    """How many skills that takes."""


class Unlock(Struct, frozen=True, kw_only=True):
    """Which skills bring most new roles into reach for a role or a person."""

    role: NodeRef | None
    """Whose skills are taken; None: those of a profile."""
    title: str | None
    """Of the role or the profile; None: the profile has none."""
    roles_held: tuple[NodeRef, ...]
    held: int | None
    """How many skills are held; None: the skills of the roles held are not stated."""
    held_not_stated: tuple[NodeRef, ...]
    """The roles held whose skills no source states; what they bring is not counted."""
    reason: str | None
    """Why nothing can be told where ``held`` is None; then no skill and no pair is named."""
    tiers: Tiers
    """In reach is a role whose coverage is in the tier now or next."""
    levels_stated: bool
    """Whether roles state levels; a new skill counts as learned at the level each asks for."""
    compared: int
    """How many other roles state an essential skill."""
    not_stated: int
    """How many other roles state none; they are never in reach, and never brought there."""
    in_reach: int | None
    """How many roles are in reach; this and what follows is None where ``held`` is."""
    one_short: int | None
    """How many roles one more essential skill brings into reach."""
    two_short: int | None
    """How many roles take two more."""
    nearest: NearestRole | None
    """None: no number of new skills brings a role into reach."""
    unlocking: int | None
    """How many single skills bring a role into reach."""
    skills: tuple[SkillUnlock, ...]
    pairs: tuple[PairUnlock, ...] | None
    """None: they were not asked for."""
    all_pairs: bool | None
    """Whether all pairs were looked at; False: a bound was reached."""


class Near(NamedTuple):
    """How near the roles are, by their places in ``index.roles``."""

    in_reach: list[int]
    one_short: list[int]
    two_short: list[int]
    further: list[int]
    not_stated: list[int]
    """Roles that state no essential skill."""


class BestPair(NamedTuple):
    """A pair of skills, to be sorted by its rank."""

    rank: tuple[int, float, int, int, Pair]
    skills: Pair
    """The better one alone first."""
    roles: frozenset[int]
    """All that it brings into reach."""
    together: int
    """How many of them only both skills bring."""


class Unlocked:
    """What every skill that is not held brings into reach, worked out at once.

    All the essential skills of a role count the same, so a role that is one short of the cut-off
    comes into reach by any of those it misses, and one that is two short by any two: each such
    role credits what it misses, and no skill is ever matched again. The work is the number of
    roles, of the postings of what is held, and of what the roles one short miss.

    A skill counts as learned at the level each role asks for. To raise the level of a skill
    that is held is no new skill and is not counted.
    """

    def __init__(self, needs: Needs, cut: Tiers, skills: Levels, roles: Container[int]) -> None:
        """Take what is held: skills, and roles, which are no new ones."""
        self._needs = needs
        self._cut_off = cut.next
        self._skills = skills
        self._tallies = needs.tally(skills)
        self.near = _near(needs, self._tallies, cut.next, roles)
        self.by_skill: dict[str, list[int]] = {}
        """The roles each skill alone brings into reach; a skill that brings none is left out."""
        for role in self.near.one_short:
            for skill in self._missing(role):
                self.by_skill.setdefault(skill, []).append(role)

    def _missing(self, role: int) -> list[str]:
        needs = self._needs.of_role[role].items()
        return [skill for skill, need in needs if need.essential and skill not in self._skills]

    def coverage(self, role: int, more: int = 0) -> float:
        """Return how much of a role's essential skills is covered with so many more of them."""
        tally = self._tallies.get(role)
        return ((tally.met if tally else 0.0) + more) / self._needs.essential[role]

    def nearest(self) -> tuple[int, int] | None:
        """Return how many new skills bring a first role into reach, and which; None: none do.

        Of roles that take as many, the best covered one.
        """
        for short, roles in enumerate((self.near.one_short, self.near.two_short), 1):
            if roles:
                return short, max(roles, key=self.coverage)
        takes = [
            (short, -self.coverage(role), role)
            for role in self.near.further
            for short in range(3, len(self._missing(role)) + 1)
            if self.coverage(role, short) >= self._cut_off
        ]
        short, _, role = min(takes, default=(0, 0.0, 0))
        return (short, role) if short else None

    @cached_property
    def best(self) -> list[str]:
        """The skills that bring a role into reach, those that bring most first.

        Of equals, the one whose new roles are the better covered, added up; then the first
        in the graph's order of roles.
        """

        return sorted(self.by_skill, key=lambda skill: self._rank(self.by_skill[skill]))

    def _rank(self, roles: Collection[int]) -> tuple[int, float]:
        return -len(roles), -fsum(self.coverage(role) for role in roles)

    def together(self, most: int = MOST_PAIRS) -> tuple[dict[Pair, list[int]], bool]:
        """Return the roles only both skills of a pair bring, and whether all are there.

        The work is the number of pairs among what each role two short misses, at most ``most``.
        """
        found: dict[Pair, list[int]] = {}
        for role in self.near.two_short:
            missing = sorted(self._missing(role))
            most -= comb(len(missing), 2)
            if most < 0:
                return found, False
            for pair in combinations(missing, 2):
                found.setdefault(pair, []).append(role)
        return found, True

    def best_pairs(self, limit: int, most: int = MOST_PAIRS) -> tuple[list[BestPair], bool]:
        """Return the pairs that bring most roles into reach, and whether all were looked at.

        A pair brings what either skill alone brings, and what only both bring; it is one only if
        that is more than one of them brings. Of equals, the one whose new roles are the better
        covered, added up; then in the order of ``best``. Two skills that bring no role only
        together bring at most the sum of what they bring alone: from the best on, such pairs are
        tried until that sum is less than what is found; at most ``most``.
        """
        together, complete = self.together(most)
        place = {skill: number for number, skill in enumerate(self.best)}
        sets = {skill: frozenset(roles) for skill, roles in self.by_skill.items()}
        found = nsmallest(limit, (self._pair(pair, together, place) for pair in together))
        for first, a in enumerate(self.best):
            for b in islice(self.best, first + 1, None):
                least = len(found[-1].roles) if len(found) == limit else 0
                if len(sets[a]) + len(sets[b]) < least:
                    break
                if most <= 0:
                    return found, False
                most -= 1
                pair = (min(a, b), max(a, b))
                if pair not in together and not sets[b] <= sets[a]:
                    insort(found, self._pair(pair, together, place))
                    del found[limit:]
        return found, complete

    def _pair(
        self, pair: Pair, together: Mapping[Pair, list[int]], place: Mapping[str, int]
    ) -> BestPair:
        last = len(place)
        a, b = sorted(pair, key=lambda skill: (place.get(skill, last), skill))
        both = together.get(pair, [])
        roles = frozenset((*self.by_skill.get(a, ()), *self.by_skill.get(b, ()), *both))
        rank = (*self._rank(roles), place.get(a, last), place.get(b, last), (a, b))
        return BestPair(rank, (a, b), roles, len(both))


def unlock(index: Index, profile: Profile, *, pairs: bool = False, limit: int = 10) -> Unlock:
    """Return the skills that bring most new roles into reach of what a person holds.

    In reach is a role whose coverage is in the tier now or next. A role that states no essential
    skill is never in reach. With ``pairs``, also the pairs of skills. At most ``limit`` of each
    (1 to 100) are named; the counts are of all. Without any, the counts say how near the roles
    are.

    Raises ProfileError if the profile holds names the graph does not know, BadParameter for
    another limit.

    Source: Nesta, "Mapping Career Causeways" (2021): add one skill, count the new viable moves.
    """
    return _answer(index, profile, None, profile.title, pairs=pairs, limit=limit)


def unlock_role(index: Index, *, role: str, pairs: bool = False, limit: int = 10) -> Unlock:
    """Return the same for one who holds all that a role requires, at the levels it requires.

    ``role`` is an id, title or alias. Raises UnknownNode, AmbiguousName or WrongKind, too.
    """
    node = node_ref(index, index.resolve(role, "role"))
    profile = Profile(roles=(HeldRole(name=node.id),))
    return _answer(index, profile, node, node.title, pairs=pairs, limit=limit)


def _answer(
    index: Index,
    profile: Profile,
    role: NodeRef | None,
    title: str | None,
    *,
    pairs: bool,
    limit: int,
) -> Unlock:
    if not 1 <= limit <= MOST_SKILLS:
        raise BadParameter("limit", limit, f"a whole number from 1 to {MOST_SKILLS}")
    holds, cut, needs = held(index, profile), tiers(index), needs_of(index)
    roles = {index.position[id_] for id_ in holds.roles}
    unlocked = Unlocked(needs, cut, holds.skills, roles)
    tell = _Teller(index, unlocked, needs, cut)
    known = not holds.unknown
    found, complete = unlocked.best_pairs(limit) if pairs and known else ([], True)
    near = unlocked.near
    return Unlock(
        role=role,
        title=title,
        roles_held=tuple(node_ref(index, id_) for id_ in holds.roles),
        held=len(holds.skills) if known else None,
        held_not_stated=tuple(node_ref(index, id_) for id_ in holds.not_stated),
        reason=unknown_reason(index, holds),
        tiers=cut,
        levels_stated=any(needs.levelled),
        compared=sum(map(len, near)) - len(near.not_stated),
        not_stated=len(near.not_stated),
        in_reach=len(near.in_reach) if known else None,
        one_short=len(near.one_short) if known else None,
        two_short=len(near.two_short) if known else None,
        nearest=_nearest(index, unlocked) if known else None,
        unlocking=len(unlocked.by_skill) if known else None,
        skills=tuple(tell.skill(skill) for skill in unlocked.best[:limit]) if known else (),
        pairs=tuple(map(tell.pair, found)) if pairs else None,
        all_pairs=complete if pairs and known else None,
    )


def _nearest(index: Index, unlocked: Unlocked) -> NearestRole | None:
    nearest = unlocked.nearest()
    if nearest is None:
        return None
    short, role = nearest
    node = node_ref(index, index.roles[role])
    return NearestRole(node.id, node.title, node.kind, short=short)


class _Teller:
    """Tells of each skill and pair what it brings, and says who says so."""

    def __init__(self, index: Index, unlocked: Unlocked, needs: Needs, cut: Tiers) -> None:
        self._index = index
        self._unlocked = unlocked
        self._needs = needs
        self._cut = cut
        self._required: dict[str, tuple[Requirement, ...]] = {}

    def skill(self, id_: str) -> SkillUnlock:
        roles = self._unlocked.by_skill[id_]
        node = node_ref(self._index, id_)
        return SkillUnlock(
            node.id,
            node.title,
            node.kind,
            new=len(roles),
            from_nothing=self._from_nothing(roles),
            roles=self._roles(roles, (id_,)),
        )

    def pair(self, pair: BestPair) -> PairUnlock:
        a, b = pair.skills
        alone = self._unlocked.by_skill
        return PairUnlock(
            skills=(node_ref(self._index, a), node_ref(self._index, b)),
            new=len(pair.roles),
            alone=(len(alone.get(a, ())), len(alone.get(b, ()))),
            together=pair.together,
            from_nothing=self._from_nothing(pair.roles),
            roles=self._roles(pair.roles, pair.skills),
        )

    def _from_nothing(self, roles: Iterable[int]) -> int:
        return sum(self._unlocked.coverage(role) == 0 for role in roles)

    def _roles(self, roles: Iterable[int], skills: tuple[str, ...]) -> tuple[NewRole, ...]:
        few = {role: self._needs.essential[role] < FEW_SKILLS for role in roles}
        new = [
            (few[role], -self._unlocked.coverage(role, self._more(role, skills)), role)
            for role in few
        ]
        best = nsmallest(MOST_ROLES, new)
        return tuple(self._role(role, -after, skills) for _, after, role in best)

    def _more(self, role: int, skills: tuple[str, ...]) -> int:
        needs = self._needs.of_role[role]
        return sum(skill in needs and needs[skill].essential for skill in skills)

    def _role(self, role: int, after: float, skills: tuple[str, ...]) -> NewRole:
        node = node_ref(self._index, self._index.roles[role])
        before = self._unlocked.coverage(role)
        if node.id not in self._required:
            self._required[node.id] = requirements(self._index, node.id, "skill")
        tier = self._cut.of(after)
        return NewRole(
            node.id,
            node.title,
            node.kind,
            coverage_before=before,
            coverage_after=after,
            tier_before=self._cut.of(before),
            tier_after="now" if tier == "now" else "next",
            essential=self._needs.essential[role],
            by=tuple(
                requirement for requirement in self._required[node.id] if requirement.id in skills
            ),
        )


def _near(
    needs: Needs, tallies: Mapping[int, Tally], cut_off: float, held_roles: Container[int]
) -> Near:
    near = Near([], [], [], [], [])
    nothing = Tally()
    for role, essential in enumerate(needs.essential):
        if role in held_roles:
            continue
        if not essential:
            near.not_stated.append(role)
        else:
            near[_short(tallies.get(role, nothing), essential, cut_off)].append(role)
    return near


def _short(tally: Tally, essential: int, cut_off: float) -> int:
    """Return how many more essential skills bring a role into reach: 0 to 2; 3: more, or none.

    None are enough where what is held is held at too low a level.
    """
    for more in range(min(2, essential - tally.essential) + 1):
        covered = (tally.met + more) / essential
        if covered > 0 and covered >= cut_off:
            return more
    return 3
