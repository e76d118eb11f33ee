"""Skills that unlock roles, on ESCO."""

from __future__ import annotations

import random
from collections.abc import Iterator

from graphs import indexed
from harness import Peer, Row, Scope, compared, taxonomy

from graph.parts.coverage import CutOffs, RequirementIndex, Tier, cut_offs, requirement_index
from graph.parts.person import HeldRole, Levels, Profile, held
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.questions.unlock.new_roles import NewRoles
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import answer as unlock
from graph.store.index import Index

QUESTIONS = 200
ON = "ESCO"
WORK = "skills that unlock roles, for one role"


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    directory = taxonomy("esco")
    if directory is None:
        yield Row(WORK, ON, "matching once", "0.1x", "not here:")
        return
    yield from _unlock(scope, indexed(directory))


def _unlock(scope: Scope, index: Index) -> Iterator[Row]:
    required, cut = requirement_index(index), cut_offs(index)
    skills = {role: held(index, _profile(role)).skills for role in index.roles}
    roles = random.Random(5).sample(index.roles, QUESTIONS)  # noqa: S311  # the same each time
    sample = roles[: scope.count(QUESTIONS)]

    def unlocked(role: str) -> NewRoles:
        return NewRoles(required, cut, skills[role], {index.position[role]})

    once = Peer("matching once", lambda role: _tiers(required, cut, skills[role]), "0.1x")
    yield from compared(WORK, ON, lambda role: unlocked(role).best, [once], sample)
    yield from compared(
        "the ten best pairs of skills",
        ON,
        lambda role: unlocked(role).best_pairs(10),
        [once._replace(goal="0.05x")],
        sample,
    )
    yield from compared(
        "the whole answer, with roles and sources",
        ON,
        lambda role: unlock(index, UnlockQuery(role=role)),
        [
            Peer(
                "the answer of match",
                lambda role: match(index, MatchQuery(profile=_profile(role))),
                "0.1x",
            )
        ],
        sample,
    )
    again = Peer(
        "matching again for every skill",
        lambda role: _again(required, cut, skills[role], index.position[role]),
        "1000x",
    )
    yield from compared(
        WORK,
        ON,
        lambda role: {skill: len(its) for skill, its in unlocked(role).by_skill.items()},
        [again],
        roles[:3],
        same=lambda answer: answer,
    )


def _profile(role: str) -> Profile:
    return Profile(roles=(HeldRole(name=role),))


def _tiers(required: RequirementIndex, cut: CutOffs, skills: Levels) -> dict[int, Tier | None]:
    counts = required.count_held(skills)
    return {role: cut.tier(required.coverage(role, its) or 0.0) for role, its in counts.items()}


def _again(required: RequirementIndex, cut: CutOffs, skills: Levels, own: int) -> dict[str, int]:
    """Add each skill in turn, and count the roles that were not in reach before."""

    def reach(skills: Levels) -> set[int]:
        tiers = _tiers(required, cut, skills).items()
        return {role for role, tier in tiers if tier in ("now", "next") and role != own}

    before = reach(skills)
    new = {
        skill: len(reach({**skills, skill: None}) - before)
        for skill in required.requiring
        if skill not in skills
    }
    return {skill: number for skill, number in new.items() if number}
