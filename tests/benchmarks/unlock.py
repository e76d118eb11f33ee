"""Skills that unlock roles, and central skills, on ESCO."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from itertools import chain

import networkx as nx
from graphs import indexed
from harness import Peer, Row, Scope, compared, taxonomy

from graph.parts.coverage import Needs, Tier, Tiers, needs_of, tiers
from graph.parts.person import HeldRole, Profile, held
from graph.questions.match.search import match
from graph.questions.unlock.central import dependencies
from graph.questions.unlock.search import Unlocked, unlock_role
from graph.store.index import Index

QUESTIONS = 200
ON = "ESCO"


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    directory = taxonomy("esco")
    if directory is None:
        yield Row(
            "skills that unlock roles, for one role", ON, "matching once", "0.1x", "not here:"
        )
        return
    index = indexed(directory)
    yield from _unlock(scope, index)
    yield from _central(scope, needs_of(index))


def _unlock(scope: Scope, index: Index) -> Iterator[Row]:
    needs, cut = needs_of(index), tiers(index)
    skills = {
        role: held(index, Profile(roles=(HeldRole(name=role),))).skills for role in index.roles
    }
    roles = random.Random(5).sample(index.roles, QUESTIONS)  # noqa: S311  # the same each time

    def unlocked(role: str) -> Unlocked:
        return Unlocked(needs, cut, skills[role], {index.position[role]})

    once = Peer("matching once", lambda role: _tiers(needs, cut, skills[role]), "0.1x")
    asked = roles[: scope.count(QUESTIONS)]
    yield from compared(
        "skills that unlock roles, for one role",
        ON,
        lambda role: unlocked(role).best,
        [once],
        asked,
    )
    yield from compared(
        "the ten best pairs of skills",
        ON,
        lambda role: unlocked(role).best_pairs(10),
        [once._replace(goal="0.05x")],
        asked,
    )
    answer = Peer(
        "the answer of match",
        lambda role: match(index, Profile(roles=(HeldRole(name=role),))),
        "0.1x",
    )
    yield from compared(
        "the whole answer, with roles and sources",
        ON,
        lambda role: unlock_role(index, role=role),
        [answer],
        asked,
    )
    again = Peer(
        "matching again for every skill",
        lambda role: _again(needs, cut, skills[role], index.position[role]),
        "1000x",
    )
    yield from compared(
        "skills that unlock roles, for one role",
        ON,
        lambda role: {skill: len(its) for skill, its in unlocked(role).by_skill.items()},
        [again],
        roles[:3],
        same=lambda answer: answer,
    )


def _tiers(needs: Needs, cut: Tiers, skills: dict[str, float | None]) -> dict[int, Tier | None]:
    tallies = needs.tally(skills)
    return {role: cut.of(needs.coverage(role, its) or 0.0) for role, its in tallies.items()}


def _again(needs: Needs, cut: Tiers, skills: dict[str, float | None], own: int) -> dict[str, int]:
    """Add each skill in turn and count the roles that were not in reach before."""

    def reach(skills: dict[str, float | None]) -> set[int]:
        of_roles = _tiers(needs, cut, skills).items()
        return {role for role, tier in of_roles if tier in ("now", "next") and role != own}

    before = reach(skills)
    new = {
        skill: len(reach({**skills, skill: None}) - before)
        for skill in needs.postings
        if skill not in skills
    }
    return {skill: number for skill, number in new.items() if number}


def _central(scope: Scope, needs: Needs) -> Iterator[Row]:
    number = {skill: place for place, skill in enumerate(needs.postings)}
    required = [[number[skill] for skill in of_role] for of_role in needs.of_role]
    edges = (((-1 - role, skill) for skill in its) for role, its in enumerate(required))
    G: nx.Graph[int] = nx.Graph(chain.from_iterable(edges))
    every = range(len(number))
    sources = random.Random(5).sample(every, scope.count(30))  # noqa: S311  # the same each time
    subset = partial(nx.betweenness_centrality_subset, G, targets=list(every))
    yield from compared(
        "betweenness of all skills, one source of the sample",
        ON,
        lambda source: dependencies(required, len(number), [source]).dependencies,
        [Peer("networkx.betweenness_centrality_subset", lambda source: subset([source]), "2x")],
        sources,
    )
