"""Find the skills that bring the most new roles into reach."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from heapq import nsmallest

from graph.model.records import COUNTED
from graph.parts.barriers import barriers, takes_preparation
from graph.parts.coverage import (
    MIN_SKILLS,
    CutOffs,
    HeldCount,
    RequirementIndex,
    requirement_index,
    tier_ahead,
)
from graph.parts.fit import coverage_cut_offs, person_fits, unlike
from graph.parts.ladders import ladder_caps, rungs_ahead, rungs_behind
from graph.parts.person import Held, held, unknown_reason
from graph.parts.requirements import node_ref, requirements
from graph.parts.steps_down import steps_down
from graph.questions.unlock.answer import NearestRole, NewRole, PairUnlock, SkillUnlock, Unlock
from graph.questions.unlock.central import central_skills
from graph.questions.unlock.new_roles import BestPair, NewRoles
from graph.questions.unlock.next_rungs import best_fitting, rungs_of
from graph.questions.unlock.query import UnlockQuery
from graph.store.index import Index

MAX_ROLES = 25
"""How many new roles of a skill or pair an answer lists; it counts them all."""


def answer(index: Index, query: UnlockQuery) -> Unlock:
    """Return what brings the next rungs nearer and new roles into reach, or the central skills.

    A role is in reach if its coverage is in the tier now or next, and so is that of the rung
    before it on its ladder; a role without a counted skill never is, nor is a third rung ahead,
    nor one that fits too little (see ``graph.parts.fit.unlike``).
    Rungs behind the roles held and steps down are left out. Without tiers, there are only the
    next rungs; where coverage hardly tells the roles of a graph apart, the best fitting roles.
    At most ``limit`` skills and pairs are listed; the counts are of all. Without any, the counts
    say how near the roles are.

    Raises ProfileError if the profile holds names that the graph does not know; and for the role
    UnknownNode, AmbiguousName or WrongKind.

    Source: Nesta, "Mapping Career Causeways" (2021): add one skill, count the new viable moves.
    """
    if query.central:
        return central_skills(index, limit=query.limit)
    role = node_ref(index, index.resolve(query.role, "role")) if query.role is not None else None
    person = held(index, query.held_profile())
    required, cuts = requirement_index(index), coverage_cut_offs(index)
    apart = cuts.reason is None
    known = cuts.enough and not person.unknown and apart
    lower = steps_down(index, person.roles)
    left_out = {*person.roles, *rungs_behind(index, person.roles), *lower}
    ahead = rungs_ahead(index, person.roles)
    new = NewRoles(
        required,
        cuts,
        person.skills,
        {index.position[id_] for id_ in left_out},
        _blocked(index, person, cuts, lower=lower, ahead=ahead),
    )
    described = _Describing(index, new, required, cuts, ahead)
    pairs, complete = new.best_pairs(query.limit) if query.pairs and known else ([], True)
    near = new.near
    return Unlock(
        ranked_by="new_roles",
        role=role,
        title=role.title if role else query.held_profile().title,
        roles_held=tuple(node_ref(index, id_) for id_ in person.roles),
        held=None if person.unknown else len(person.skills),
        held_not_stated=tuple(node_ref(index, id_) for id_ in person.not_stated),
        reason=unknown_reason(index, person),
        next_rungs=rungs_of(index, person, tiered=known, limit=query.limit)
        if apart
        else best_fitting(index, person, left_out, query.limit),
        cut_offs=cuts,
        tiered=known,
        levels_stated=any(required.levelled),
        compared=sum(map(len, near)) - len(near.not_stated),
        not_stated=len(near.not_stated),
        in_reach=len(near.in_reach) if known else None,
        one_short=len(near.one_short) if known else None,
        two_short=len(near.two_short) if known else None,
        nearest=_nearest(index, new) if known else None,
        unlocking=len(new.by_skill) if known else None,
        skills=tuple(map(described.skill, new.best[: query.limit])) if known else (),
        pairs=tuple(map(described.pair, pairs)) if query.pairs else None,
        all_pairs=complete if query.pairs and known else None,
        sample=None,
    )


def _blocked(
    index: Index,
    person: Held,
    cuts: CutOffs,
    *,
    lower: Collection[str],
    ahead: Mapping[str, int],
) -> Container[int]:
    """Return the roles whose rung before is out of reach, and those too far up, by position."""
    required = requirement_index(index)
    counts = required.count_held(person.skills)
    covered = {
        role: required.coverage(position, counts.get(position, HeldCount())) or 0.0
        for position, role in enumerate(index.roles)
        if required.counted[position]
    }
    caps = ladder_caps(index, covered, held=[*person.roles, *lower])
    blocked = {role for role, cap in caps.items() if cap < cuts.next}
    too_far = {role for role, steps in ahead.items() if tier_ahead("now", steps) == "stretch"}
    unlike_ = unlike(index, person, person_fits(index, person), cuts.least_fit)
    far = {
        role
        for role in index.roles
        if takes_preparation(barriers(index, tuple(person.roles), role))
    }
    return unlike_.union(index.position[role] for role in blocked | too_far | far)


def _nearest(index: Index, new: NewRoles) -> NearestRole | None:
    nearest = new.nearest()
    if nearest is None:
        return None
    short, role = nearest
    node = node_ref(index, index.roles[role])
    return NearestRole(node.id, node.title, node.kind, short=short)


class _Describing:
    """Makes the records of skills and pairs, with the roles that they bring and the evidence."""

    def __init__(
        self,
        index: Index,
        new: NewRoles,
        required: RequirementIndex,
        cuts: CutOffs,
        ahead: Mapping[str, int],
    ) -> None:
        self._index = index
        self._new = new
        self._required = required
        self._cut_offs = cuts
        self._ahead = ahead

    def skill(self, id_: str) -> SkillUnlock:
        roles = self._new.by_skill[id_]
        node = node_ref(self._index, id_)
        return SkillUnlock(
            node.id,
            node.title,
            node.kind,
            required_by=len(self._required.requiring[id_]),
            new_roles=len(roles),
            from_nothing=self._from_nothing(roles),
            roles=self._roles(roles, (id_,)),
            betweenness=None,
            standard_error=None,
        )

    def pair(self, pair: BestPair) -> PairUnlock:
        a, b = pair.skills
        alone = self._new.by_skill
        return PairUnlock(
            skills=(node_ref(self._index, a), node_ref(self._index, b)),
            new_roles=len(pair.roles),
            alone=(len(alone.get(a, ())), len(alone.get(b, ()))),
            together=pair.together,
            from_nothing=self._from_nothing(pair.roles),
            roles=self._roles(pair.roles, pair.skills),
        )

    def _from_nothing(self, roles: Iterable[int]) -> int:
        return sum(self._new.coverage(role) == 0 for role in roles)

    def _roles(self, roles: Iterable[int], skills: tuple[str, ...]) -> tuple[NewRole, ...]:
        ranked = [
            (
                self._required.counted[role] < MIN_SKILLS,
                -self._new.coverage(role, self._essential_in(role, skills)),
                role,
            )
            for role in roles
        ]
        best = nsmallest(MAX_ROLES, ranked)
        return tuple(self._role(role, -after, skills) for _, after, role in best)

    def _essential_in(self, role: int, skills: tuple[str, ...]) -> int:
        required = self._required.of_role[role]
        return sum(s in required and required[s].necessity in COUNTED for s in skills)

    def _role(self, role: int, after: float, skills: tuple[str, ...]) -> NewRole:
        node = node_ref(self._index, self._index.roles[role])
        before = self._new.coverage(role)
        steps = self._ahead.get(node.id, 1)
        tier = tier_ahead(self._cut_offs.tier(after), steps)
        return NewRole(
            node.id,
            node.title,
            node.kind,
            coverage_before=before,
            coverage_after=after,
            tier_before=tier_ahead(self._cut_offs.tier(before), steps),
            tier_after="now" if tier == "now" else "next",
            counted=self._required.counted[role],
            required_skills=tuple(
                each
                for each in requirements(self._index, node.id, "skill")
                if each.id in skills and each.necessity in COUNTED
            ),
        )
