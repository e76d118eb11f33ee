"""Match a person to all roles: the roles in reach by tier, and what each still requires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import chain, islice
from math import inf
from typing import Any

from graph.model.edges import Edge, strongest_edge
from graph.model.errors import Problem, ProfileError
from graph.model.records import LeadsToEdge, Sign
from graph.parts.barriers import Barrier, barriers, takes_preparation
from graph.parts.coverage import (
    MIN_SKILLS,
    CutOffs,
    HeldCount,
    RequirementIndex,
    Tier,
    requirement_index,
    share,
    tier_ahead,
)
from graph.parts.fit import match_cut_offs, person_fits, unlike
from graph.parts.flow import flow
from graph.parts.gaps import missing_skills
from graph.parts.ladders import (
    ladder_caps,
    only_carried,
    previous_rungs,
    rungs_ahead,
    rungs_behind,
    rungs_below,
)
from graph.parts.moves import Move, move
from graph.parts.person import Held, held, known_signs, unknown_reason
from graph.parts.requirements import node_ref, requirements
from graph.parts.special_cases import broader_chain
from graph.parts.steps_down import steps_down
from graph.questions.match.answer import (
    Match,
    MatchedRole,
    MoveFromHeld,
    MoveTo,
    RoleHeld,
    RoleStepDown,
    SignHeld,
    SkillHeld,
    TierCounts,
    ToGain,
)
from graph.questions.match.profile_path import profile_path, skill_bits
from graph.questions.match.query import MatchQuery
from graph.store.index import Index


def answer(index: Index, query: MatchQuery) -> Match:
    """Return the ladder above a person, and the roles in reach by tier, the best fitting first.

    A role is in no better tier than the rung before it on its ladder, and comes after it; one that
    takes a doctorate or two job zones more is a stretch at best. Held roles, the rungs below them
    and steps down on other ladders are in no tier. If fewer than ten roles state at least three
    counted skills, there are no tiers.

    Each list has at most ``limit`` roles, where special cases of the same role count as one. In a
    tier, roles with fewer than three counted skills come last, with the rungs after them; equal
    ones are sorted by their place on the ladder, the coverage of all skills, the steps from a
    held role, and the order of the file. A role without stated skills has no coverage, neither 0
    nor 1. With ``to``, the answer also has that role and the path to it.

    Raises ProfileError with every name of the profile that the graph does not know; and for the
    target UnknownNode, AmbiguousName or WrongKind.
    """
    profile = query.full_profile()
    if not (profile.roles or profile.skills or profile.signs):
        raise ProfileError([Problem("profile", 0, "it names no role, skill or sign; name one")])
    target = index.resolve(query.to, "role") if query.to is not None else None
    person = held(index, profile)
    matching = _Matching(index, person, open_only=query.no_barriers)
    in_tiers = matching.by_tier()
    alike = matching.alike(in_tiers)
    named = any((matching.ladder, matching.steps(), *in_tiers.values(), alike))
    return Match(
        title=profile.title,
        roles=tuple(matching.role_held(role) for role in person.roles),
        skills=tuple(
            SkillHeld(skill, index.title(skill), "skill", level=level)
            for skill, level in person.skills.items()
        ),
        signs=tuple(SignHeld(id=sign.id, title=sign.title, met=True) for sign in matching.signs()),
        cut_offs=matching.cut_offs,
        reason=unknown_reason(index, person),
        tiered=matching.tiered,
        counts=matching.counts(in_tiers, len(alike)),
        ladder=tuple(map(matching.matched, matching.ladder[: query.limit])),
        steps=tuple(map(matching.matched, matching.steps()[: query.limit])),
        now=matching.best(in_tiers["now"], query.limit),
        next=matching.best(in_tiers["next"], query.limit),
        stretch=matching.best(in_tiers["stretch"], query.limit),
        alike=matching.best(alike, query.limit),
        requiring=() if named else tuple(map(matching.matched, matching.requiring(query.limit))),
        not_stated=tuple(
            node_ref(index, index.roles[position])
            for position in nsmallest(query.limit, matching.not_stated, key=matching.nearness)
        ),
        behind=tuple(
            node_ref(index, index.roles[position])
            for position in sorted(matching.behind)[: query.limit]
        ),
        steps_down=tuple(
            filter(None, map(matching.step_down, matching.steps_down()[: query.limit]))
        ),
        target=matching.matched(index.position[target]) if target else None,
        path=profile_path(index, person, target) if target else None,
    )


class _Matching:
    """One person and all roles."""

    def __init__(self, index: Index, person: Held, *, open_only: bool) -> None:
        self.index = index
        self.person = person
        self.open_only = open_only
        """Whether roles behind a barrier are in no tier."""
        self.required: RequirementIndex = requirement_index(index)
        self.cut_offs: CutOffs = match_cut_offs(index)
        self.fits = person_fits(index, person)
        self.unlike = unlike(index, person, self.fits, self.cut_offs.least_fit)
        self.held_counts = self.required.count_held(person.skills)
        self.held_roles = {index.position[role] for role in person.roles}
        self.rungs_ahead = rungs_ahead(index, person.roles)
        self.ladder = [index.position[role] for role in self.rungs_ahead]
        self.behind = {index.position[role] for role in rungs_behind(index, person.roles)}
        self.lower = steps_down(index, person.roles)
        """The roles of other ladders that would be a step down, by id."""
        left_out = self.held_roles | self.behind
        self.compared = [
            position for position in range(len(index.roles)) if position not in left_out
        ]
        self.not_stated = [each for each in self.compared if not self.required.counted[each]]
        """The roles without a counted skill, by position."""
        self.tiered = self.cut_offs.enough and not person.unknown
        self.covered = {
            role: covered
            for position, role in enumerate(index.roles)
            if (covered := self.coverage(position)) is not None
        }
        """The coverage of every role that states a counted skill, if the skills held are known."""
        self.fit_of = {role: self.fits.score(index.position[role]) or 0.0 for role in self.covered}
        """The fit of the same roles; it ranks the roles of a tier."""
        self.ranks = self.fit_of if self.cut_offs.measure == "fit" else self.covered
        """What sets the tiers."""
        free = [*person.roles, *self.lower]
        self.caps = ladder_caps(index, self.ranks, held=free)
        self.fit_caps = ladder_caps(index, self.fit_of, held=free)
        counted = zip(index.roles, self.required.counted, strict=True)
        self.enough = {role: float(number >= MIN_SKILLS) for role, number in counted}
        """1.0 for a role that states enough counted skills to rank it, else 0.0."""
        self.enough_before = ladder_caps(index, self.enough, held=free)
        graph = skill_bits(index).graph
        self.away = graph.distances_from(self.held_roles)
        self.back = graph.distances_to(self.held_roles)
        self.sideways = {
            role: {edge.target for edge in index.outgoing(role, "overlaps_with")}
            for role in person.roles
        }

    def coverage(self, position: int) -> float | None:
        """Return the coverage of a role; None if it, or what is held, is unknown."""
        count = self.held_counts.get(position, HeldCount())
        return None if self.person.unknown else self.required.coverage(position, count)

    def tier(self, position: int) -> Tier | None:
        """Return the tier of a role; a step down has none."""
        return None if self.index.roles[position] in self.lower else self._tier(position)

    def _tier(self, position: int) -> Tier | None:
        """Return the tier of a role, no better than its ladder and its barriers allow."""
        if position in self.unlike:
            return None
        role = self.index.roles[position]
        tier = self.cut_offs.tier(self._capped(self.ranks, self.caps, role))
        if tier and takes_preparation(self.barriers(position)):
            return "stretch"
        return tier_ahead(tier, self.rungs_ahead.get(role, 1))

    @staticmethod
    def _capped(ranks: Mapping[str, float], caps: Mapping[str, float], role: str) -> float:
        return min(ranks.get(role, 0.0), caps.get(role, inf))

    def by_tier(self) -> dict[Tier, list[int]]:
        """Return the roles of each tier, by position."""
        found: dict[Tier, list[int]] = {"now": [], "next": [], "stretch": []}
        for position in self.compared:
            tier = self.tier(position)
            if tier and not (self.open_only and self.barriers(position)):
                found[tier].append(position)
        return found

    def alike(self, in_tiers: Mapping[Tier, list[int]]) -> list[int]:
        """Return the roles that fit, but are covered too little for a tier, by position."""
        if not (self.unlike and self.tiered):
            return []
        known = {*self.unlike, *self.not_stated, *chain.from_iterable(in_tiers.values())}
        return [
            position
            for position in self.compared
            if position not in known
            and self.index.roles[position] not in self.lower
            and not (self.open_only and self.barriers(position))
        ]

    def requiring(self, limit: int) -> list[int]:
        """Return the roles that require a skill held, those that require the most first."""
        found = {each: self.held_counts[each] for each in self.compared if each in self.held_counts}
        return nlargest(
            limit, found, key=lambda each: (found[each].all_skills, found[each].met, -each)
        )

    def barriers(self, position: int) -> tuple[Barrier, ...]:
        """Return what stands between the roles held and a role."""
        return barriers(self.index, tuple(self.person.roles), self.index.roles[position])

    def steps_down(self) -> list[int]:
        """Return the roles in no tier only because they are a step down, the best fitting first."""
        down = [self.index.position[role] for role in self.lower]
        fitting = sorted(down, key=lambda position: -self.fit_of.get(self.index.roles[position], 0))
        return [position for position in fitting if self._tier(position)]

    def step_down(self, position: int) -> RoleStepDown | None:
        """Return why a role would be a step down; None if it would not."""
        role = node_ref(self.index, self.index.roles[position])
        down = self.lower.get(role.id)
        return down and RoleStepDown(
            role.id,
            role.title,
            role.kind,
            level=down.level,
            held=node_ref(self.index, down.held),
            level_held=down.level_held,
        )

    def steps(self) -> list[int]:
        """Return the roles straight after those held that are no rungs of their ladders."""
        known = {*self.ladder, *self.behind, *self.held_roles}
        after = (
            self.index.position[edge.target]
            for role in self.person.roles
            for edge in self.index.outgoing(role, "leads_to")
        )
        return [position for position in dict.fromkeys(after) if position not in known]

    def counts(self, in_tiers: dict[Tier, list[int]], alike: int) -> TierCounts:
        """Return how many roles are in each tier, below all, not stated, and unknown."""
        stated = len(self.compared) - len(self.not_stated)
        numbers = {tier: len(roles) if self.tiered else None for tier, roles in in_tiers.items()}
        steps_down = len(self.steps_down())
        below = stated - sum(map(len, in_tiers.values())) - steps_down
        return TierCounts(
            now=numbers["now"],
            next=numbers["next"],
            stretch=numbers["stretch"],
            below=below if self.tiered else None,
            not_stated=len(self.not_stated),
            unknown=0 if self.tiered else stated,
            ladder=len(self.ladder),
            behind=len(self.behind),
            steps_down=steps_down,
            alike=alike,
        )

    def matched(self, position: int, same_kind: Sequence[int] = ()) -> MatchedRole:
        """Return how well the person and one role fit."""
        index, required, person = self.index, self.required, self.person
        role = index.roles[position]
        count = self.held_counts.get(position, HeldCount())
        known = not self.person.unknown
        covered = self.coverage(position)
        rungs = previous_rungs(index).get(role, ())
        before = [rung for rung in rungs if rung in self.covered]
        best_before = max(before, key=lambda rung: self.covered[rung], default=None)
        steps = _strongest(index.incoming(role, "leads_to"))
        less = best_before and covered is not None and covered > self.covered[best_before] + 1e-9
        return MatchedRole(
            role=node_ref(index, role),
            tier=self.tier(position),
            coverage=covered,
            fit=self.fits.fit(position) if known and required.all_skills[position] else None,
            counted=share(count.counted, required.counted[position]) if known else None,
            with_helpful=share(count.all_skills, required.all_skills[position]) if known else None,
            by_level=covered if required.levelled[position] else None,
            to_gain=self._to_gain(role),
            steps_away=self.away.get(position),
            sideways_from=tuple(
                node_ref(index, held) for held in person.roles if role in self.sideways[held]
            ),
            behind=position in self.back and position not in self.away,
            from_held=tuple(
                MoveFromHeld(source=self.role_held(edge.source), **self._move(edge))
                for edge in steps
                if edge.source in self.person.roles
            ),
            from_rungs=tuple(
                MoveTo(source=node_ref(index, edge.source), **self._move(edge))
                for edge in steps
                if edge.source in rungs and edge.source not in self.person.roles
            ),
            covered_better_than=node_ref(index, best_before) if best_before and less else None,
            only_carried=only_carried(index, role),
            step_down=self.step_down(position),
            barriers=self.barriers(position),
            flow=flow(index, self.person.roles, role),
            broader=node_ref(index, kind) if (kind := self.kind(position)) != role else None,
            same_kind=tuple(node_ref(index, index.roles[each]) for each in same_kind),
        )

    def kind(self, position: int) -> str:
        """Return the broadest role that a role is a special case of, or its own id."""
        role = self.index.roles[position]
        return [role, *broader_chain(self.index, role)][-1]

    def best(self, positions: list[int], limit: int) -> tuple[MatchedRole, ...]:
        """Return the best fitting of some roles; those of one kind are one entry."""

        def rank(position: int) -> tuple[float, float, int, float, float, int]:
            count = self.held_counts.get(position, HeldCount())
            of_all = count.all_skills / self.required.all_skills[position]
            role = self.index.roles[position]
            enough = min(self.enough[role], self.enough_before.get(role, 1.0))
            rung = len(rungs_below(self.index, role))
            return (
                -enough,
                -self._capped(self.fit_of, self.fit_caps, role),
                rung,
                -of_all,
                *self.nearness(position),
            )

        kinds: dict[str, list[int]] = {}
        for position in sorted(positions, key=rank):
            kinds.setdefault(self.kind(position), []).append(position)
        return tuple(self.matched(first, rest) for first, *rest in islice(kinds.values(), limit))

    def nearness(self, position: int) -> tuple[float, int]:
        """Return the steps from a held role, and the position, to sort by."""
        return self.away.get(position, inf), position

    def role_held(self, role: str) -> RoleHeld:
        """Return a role of the profile."""
        node = node_ref(self.index, role)
        return RoleHeld(
            node.id,
            node.title,
            node.kind,
            years_held=self.person.roles[role],
            skills_not_stated=role in self.person.not_stated,
        )

    def signs(self) -> list[Sign]:
        """Return the signs of the profile, in the order of the graph."""
        if not self.person.signs:
            return []
        known = {entry.sign.id: entry.sign for entry in known_signs(self.index)}
        return [sign for id_, sign in known.items() if id_ in self.person.signs]

    def _to_gain(self, role: str) -> ToGain:
        index, person = self.index, self.person
        required = requirements(index, role, "skill")
        duties = requirements(index, role, "responsibility")
        new = tuple(each for each in duties if each.id not in person.responsibilities)
        gained, raised, levels_to_gain = missing_skills(index, person.skills, required)
        return ToGain(
            skills_gained=len(gained) if required else None,
            responsibilities_gained=len(new) if duties else None,
            gained=gained,
            raised=raised,
            levels_to_gain=levels_to_gain,
            levels_not_known=sum(
                each.level is not None and person.skills.get(each.id, 0.0) is None
                for each in required
            ),
            responsibilities=new,
        )

    def _move(self, edge: Edge) -> dict[str, Any]:
        """Return the fields of a MoveTo along an edge."""
        signs = edge.record.signs if isinstance(edge.record, LeadsToEdge) else ()
        met = self.person.signs
        return {
            "move": Move(**move(self.index, edge)),
            "signs_shown": share(sum(sign.id in met for sign in signs), len(signs)),
            "checklist": tuple(
                SignHeld(id=sign.id, title=sign.title, met=sign.id in met) for sign in signs
            ),
        }


def _strongest(edges: list[Edge]) -> list[Edge]:
    """Return the strongest of parallel edges, by their sources."""
    by_source: dict[str, list[Edge]] = {}
    for edge in edges:
        by_source.setdefault(edge.source, []).append(edge)
    return [strongest_edge(parallel) for parallel in by_source.values()]
