"""Measure how much there is to learn on a path: its effort."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, cast

from msgspec import Struct

from graph.model.records import Necessity, RequiresEdge
from graph.parts.barriers import figure_of
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

WEIGHTS: dict[Necessity, int] = {
    "essential": 1_000,
    "listed": 1_000,
    "helpful": 500,
    "depends": 500,
}
"""The weight of a requirement to gain, in thousandths."""

BARRIER = 20_000
"""The weight of a job zone to rise, and of a licence to get, in thousandths.

A job zone is one to two years of preparation. It counts as much as the requirements of a usual
step: the median is 24 on O*NET and 18 on ESCO.
"""


class Effort(Struct, frozen=True, kw_only=True):
    """How much there is to gain, skills and responsibilities together.

    Each step counts on its own: a skill that one role drops and a later one requires counts
    again. An essential or listed requirement counts 1, any other 0.5; the others of one group,
    such as programming languages, count together as one, and nothing if one of them is held. A
    requirement at a higher level than before counts as the rise divided by the highest level of
    its scale. Each job zone that a step rises counts 20, as does each step from a role that is no
    regulated profession into one that is. A zone that no source states counts nothing.
    """

    amount: float | None
    """None if no source lists what any role after the first requires, and no barrier counts."""
    not_stated: int
    """How many lists of skills or responsibilities no source gives; the amount lacks them."""
    zones_risen: float | None = None
    """How many job zones the steps rise; the amount has 20 for each. A fall takes nothing off.

    None if the job zones of both roles are stated for no step.
    """
    licences: int = 0
    """How many steps lead into a regulated profession from elsewhere; the amount has 20 each."""


class _Required(NamedTuple):
    """What a role requires: weights, shares of levels, and how many lists no source gives."""

    weights: dict[str, int]
    shares: dict[str, tuple[str | None, float]]
    """The scale of each level, and the level's share of its highest level."""
    lists_not_stated: int
    families: dict[str, str]
    """The first group of each requirement that does not count in full; without one, its id."""


def step_effort(index: Index, source: str, target: str) -> tuple[int, int]:
    """Return how many lists of the target role are not stated, and the thousandths to gain.

    A list counts as not stated only if some role of its own data set has one of its kind. The
    source role's requirements count as held, at its levels; an unknown level does not rise.
    """
    old, new = _required(index, source), _required(index, target)
    gained = {id_: weight for id_, weight in new.weights.items() if not _holds(old, new, id_)}
    held = {new.families[id_] for id_ in new.families if id_ in old.weights}
    one_each = {new.families[id_]: id_ for id_ in gained if id_ in new.families}
    amount = sum(weight for id_, weight in gained.items() if id_ not in new.families)
    amount += sum(gained[id_] for family, id_ in one_each.items() if family not in held)
    for id_, (scale, share) in new.shares.items():
        before = old.shares.get(id_)
        if before and before[0] == scale and share > before[1]:
            amount += round(new.weights[id_] * (share - before[1]))
    barriers = (_zones_risen(index, source, target) or 0.0) + _licences(index, source, target)
    return new.lists_not_stated, amount + round(BARRIER * barriers)


def _zones_risen(index: Index, source: str, target: str) -> float | None:
    """Return how many job zones a step rises; None if one of the two is not stated."""
    held, asked = (figure_of(index, role, "preparation") for role in (source, target))
    return None if held is None or asked is None else max(0.0, asked - held)


def _licences(index: Index, source: str, target: str) -> int:
    """Return how many licences a step needs that the source role does not: 0 or 1."""
    held, asked = (figure_of(index, role, "licence") for role in (source, target))
    return int(held is None and asked is not None)


def _holds(old: _Required, new: _Required, id_: str) -> bool:
    """Return whether the old role holds a requirement of the new one (see graph.parts.gaps)."""
    if id_ not in old.weights:
        return False
    mentioned = old.weights[id_] < WEIGHTS["listed"] and id_ not in old.shares
    return not (mentioned and new.weights[id_] == WEIGHTS["listed"] and id_ in new.shares)


def effort_of(index: Index, roles: Sequence[str]) -> Effort:
    """Return the total effort of a sequence of roles, starting from one already held."""
    steps = [step_effort(index, source, target) for source, target in pairwise(roles)]
    amount = sum(amount for _, amount in steps)
    listed = not steps or any(_required(index, role).weights for role in roles[1:])
    rises = [_zones_risen(index, source, target) for source, target in pairwise(roles)]
    known = [rise for rise in rises if rise is not None]
    return Effort(
        amount=amount / 1_000 if listed or amount else None,
        not_stated=sum(lists for lists, _ in steps),
        zones_risen=sum(known) if known else None,
        licences=sum(_licences(index, source, target) for source, target in pairwise(roles)),
    )


@cached_with_index
def _required(index: Index, role: str) -> _Required:
    weights: dict[str, int] = {}
    shares: dict[str, tuple[str | None, float]] = {}
    levels = index.level_shares
    for link in index.outgoing(role, "requires"):
        edge = cast("RequiresEdge", link.record)
        weights[link.target] = max(weights.get(link.target, 0), WEIGHTS[edge.necessity])
        if edge.level is not None:
            found = (levels.scale(edge), levels.of(edge))
            shares[link.target] = max(shares.get(link.target, found), found, key=itemgetter(1))
    kinds = {index.kinds[id_] for id_ in weights}
    lacks = _kinds_required(index, index.set_of(role)) - kinds
    families = {
        id_: next(iter(index.records[id_].groups), id_)
        for id_, weight in weights.items()
        if weight < WEIGHTS["listed"]
    }
    return _Required(weights, shares, len(lacks), families)


@cached_with_index
def _kinds_required(index: Index, set_: str | None) -> set[str]:
    """Return the kinds that any role of a data set requires."""
    targets = {index.columns.ids[each] for each in set(index.columns.edges["requires"].targets)}
    return {index.kinds[target] for target in targets if index.set_of(target) == set_}
