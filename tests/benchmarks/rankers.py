"""The ways to rank roles for a role that are compared: simple ones, and careergraph's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from math import log

from quality import Scores

from graph.model.edges import DERIVED_KEY
from graph.parts.coverage import requirement_index
from graph.parts.fit import RoleFits, fit_index
from graph.parts.person import HeldRole, Profile
from graph.parts.requirements import requirements
from graph.questions.match.answer import Match
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer
from graph.store.index import Index

LISTED = 50
"""How many roles of each tier are asked of ``match``."""

Ranker = Callable[[Index, int], Scores]
"""Returns the scores of the roles for the role at a position."""


@cache
def required(index: Index) -> list[frozenset[str]]:
    """Return the ids of what each role requires."""
    return [
        frozenset(
            each.id
            for kind in ("skill", "responsibility")
            for each in requirements(index, role, kind)
        )
        for role in index.roles
    ]


@cache
def _requiring(index: Index) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for role, ids in enumerate(required(index)):
        for id_ in ids:
            found.setdefault(id_, []).append(role)
    return found


def jaccard(index: Index, role: int) -> Scores:
    """Rank by the Jaccard coefficient of what the roles require."""
    own, all_ = required(index)[role], required(index)
    shared = _sums((other, 1.0) for id_ in own for other in _requiring(index)[id_])
    return {o: n / (len(own) + len(all_[o]) - n) for o, n in shared.items()}


def tf_idf(index: Index, role: int) -> Scores:
    """Rank by the cosine of the TF-IDF vectors of what the roles require."""
    squares, lengths = _tf_idf(index)
    own = required(index)[role]
    products = _sums((other, squares[id_]) for id_ in own for other in _requiring(index)[id_])
    return {o: p / (lengths[role] * lengths[o] or 1.0) for o, p in products.items()}


@cache
def _tf_idf(index: Index) -> tuple[dict[str, float], list[float]]:
    roles = len(index.roles)
    squares = {id_: log(roles / len(its)) ** 2 for id_, its in _requiring(index).items()}
    return squares, [sum(squares[id_] for id_ in ids) ** 0.5 for ids in required(index)]


def matched(index: Index, role: int, limit: int = LISTED) -> Match:
    """Return the answer of ``careergraph match`` for someone who holds a role."""
    profile = Profile(roles=(HeldRole(name=index.roles[role]),))
    return answer(index, MatchQuery(profile=profile, limit=limit))


@cache
def match(index: Index, role: int) -> Scores:
    """Rank as ``careergraph match`` lists the roles; two measures may ask the same."""
    found = matched(index, role)
    entries = (*found.now, *found.next, *found.stretch, *found.alike)
    listed = (node.id for each in entries for node in (each.role, *each.same_kind))
    return _by_place(index.position[id_] for id_ in listed)


def overlaps(index: Index, role: int) -> Scores:
    """Rank as the derived overlaps of a role come."""
    edges = index.outgoing(index.roles[role], "overlaps_with")
    return _by_place(index.position[e.target] for e in edges if e.key == DERIVED_KEY)


def fit(index: Index, role: int) -> Scores:
    """Rank all roles by the fit, without tiers."""
    fits = fits_of(index, role)
    return {other: fits.score(other) or 0.0 for other in range(len(index.roles))}


def fits_of(index: Index, role: int) -> RoleFits:
    """Return how well a person who holds the role goes with each role."""
    held = {
        each.id: each.level
        for kind in ("skill", "responsibility")
        for each in requirements(index, index.roles[role], kind)
    }
    return fit_index(index).fits(held, (role,))


def coverage(index: Index, role: int) -> Scores:
    """Return how much of the counted skills of each role a role covers."""
    required = requirement_index(index)
    held = {skill: each.level for skill, each in required.of_role[role].items()}
    counts = required.count_held(held)
    return {o: required.coverage(o, count) or 0.0 for o, count in counts.items()}


RANKERS: dict[str, Ranker] = {
    "Jaccard": jaccard,
    "TF-IDF": tf_idf,
    "match": match,
    "overlaps": overlaps,
    "fit": fit,
}
"""By the name of their column."""


def _by_place(order: Iterable[int]) -> Scores:
    return {role: 1 / place for place, role in enumerate(order, 1)}


def _sums(pairs: Iterable[tuple[int, float]]) -> dict[int, float]:
    totals: dict[int, float] = {}
    for key, amount in pairs:
        totals[key] = totals.get(key, 0.0) + amount
    return totals
