"""Find the roles that every new skill, and every pair of them, brings into reach."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Container, Mapping
from functools import cached_property
from heapq import nsmallest
from itertools import combinations, islice
from math import comb, fsum
from typing import NamedTuple, TypeAlias

from graph.model.records import COUNTED
from graph.parts.coverage import CutOffs, HeldCount, RequirementIndex
from graph.parts.requirements import Levels

MAX_PAIRS = 500_000
"""How many pairs of skills are compared: those of the roles two short, and those of the rest."""

Pair: TypeAlias = tuple[str, str]


class RolesByDistance(NamedTuple):
    """The roles by how many more counted skills they need, by position in ``index.roles``."""

    in_reach: list[int]
    one_short: list[int]
    two_short: list[int]
    further: list[int]
    blocked: list[int]
    """Roles whose rung before is out of reach."""
    not_stated: list[int]
    """Roles without a counted skill."""


class BestPair(NamedTuple):
    """A pair of skills, to be sorted by its rank."""

    rank: tuple[int, float, int, int, Pair]
    skills: Pair
    """The one that brings more alone comes first."""
    roles: frozenset[int]
    """All roles that it brings into reach."""
    together: int
    """How many of them only both skills bring."""


class NewRoles:
    """The roles that each skill not yet held brings into reach, computed all at once.

    All counted skills of a role count the same. So any missing skill brings a role that is one
    short of the cut-off into reach, and any two bring one that is two short. Each such role
    credits the skills it misses; no skill needs matching again. The work is the number of roles,
    of the roles that require a held skill, and of the skills that roles one short miss.

    Roles in ``blocked`` stay out of reach, as the rung before them on their ladder is.

    A new skill counts as learned at the level each role requires. Raising the level of a held
    skill is no new skill and does not count.
    """

    def __init__(
        self,
        required: RequirementIndex,
        cut_offs: CutOffs,
        skills: Levels,
        left_out: Container[int],
        blocked: Container[int] = (),
    ) -> None:
        self._required = required
        self._cut_off = cut_offs.next
        self._skills = skills
        self._counts = required.count_held(skills)
        self.near = _by_distance(required, self._counts, cut_offs.next, left_out, blocked)
        self.by_skill: dict[str, list[int]] = {}
        """The roles that each skill alone brings into reach; skills that bring none are absent."""
        for role in self.near.one_short:
            for skill in self._missing(role):
                self.by_skill.setdefault(skill, []).append(role)

    def _missing(self, role: int) -> list[str]:
        required = self._required.of_role[role].items()
        return [
            skill
            for skill, each in required
            if each.necessity in COUNTED and skill not in self._skills
        ]

    def coverage(self, role: int, more: int = 0) -> float:
        """Return the coverage of a role after gaining ``more`` of its missing counted skills."""
        count = self._counts.get(role)
        return ((count.met if count else 0.0) + more) / self._required.counted[role]

    def nearest(self) -> tuple[int, int] | None:
        """Return the fewest new skills that bring a role into reach, and that role; None: none do.

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
        """The skills that bring a role into reach, those that bring the most first.

        Among equals, the one whose new roles have the higher total coverage; then in the order
        of roles in the graph.
        """
        return sorted(self.by_skill, key=lambda skill: self._rank(self.by_skill[skill]))

    def _rank(self, roles: Collection[int]) -> tuple[int, float]:
        return -len(roles), -fsum(self.coverage(role) for role in roles)

    def together(self, max_pairs: int = MAX_PAIRS) -> tuple[dict[Pair, list[int]], bool]:
        """Return the roles that only both skills of a pair bring, and whether all are there.

        The work is the number of pairs among the skills that roles two short miss.
        """
        found: dict[Pair, list[int]] = {}
        for role in self.near.two_short:
            missing = sorted(self._missing(role))
            max_pairs -= comb(len(missing), 2)
            if max_pairs < 0:
                return found, False
            for pair in combinations(missing, 2):
                found.setdefault(pair, []).append(role)
        return found, True

    def best_pairs(self, limit: int, max_pairs: int = MAX_PAIRS) -> tuple[list[BestPair], bool]:
        """Return the pairs that bring the most roles into reach, and whether all were compared.

        A pair brings the roles of either skill and those that only both bring; it counts only
        if these are more than one skill brings. Among equals, the pair whose new roles have the
        higher total coverage; then in the order of ``best``. Two skills that bring no role only
        together bring at most the sum of their own roles: such pairs are tried from the best on,
        until that sum is below the pairs already found.
        """
        together, complete = self.together(max_pairs)
        place = {skill: number for number, skill in enumerate(self.best)}
        sets = {skill: frozenset(roles) for skill, roles in self.by_skill.items()}
        found = nsmallest(limit, (self._pair(pair, together, place) for pair in together))
        for first, a in enumerate(self.best):
            for b in islice(self.best, first + 1, None):
                least = len(found[-1].roles) if len(found) == limit else 0
                if len(sets[a]) + len(sets[b]) < least:
                    break
                if max_pairs <= 0:
                    return found, False
                max_pairs -= 1
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


def _by_distance(
    required: RequirementIndex,
    counts: Mapping[int, HeldCount],
    cut_off: float,
    left_out: Container[int],
    blocked: Container[int],
) -> RolesByDistance:
    near = RolesByDistance([], [], [], [], [], [])
    nothing = HeldCount()
    for role, counted in enumerate(required.counted):
        if role in left_out:
            continue
        if not counted:
            near.not_stated.append(role)
        elif role in blocked:
            near.blocked.append(role)
        else:
            near[_skills_short(counts.get(role, nothing), counted, cut_off)].append(role)
    return near


def _skills_short(count: HeldCount, counted: int, cut_off: float) -> int:
    """Return how many more counted skills a role needs: 0 to 2; 3 stands for more, or never.

    It is never if the skills held have too low a level.
    """
    for more in range(min(2, counted - count.counted) + 1):
        covered = (count.met + more) / counted
        if covered > 0 and covered >= cut_off:
            return more
    return 3
