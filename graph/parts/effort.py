"""How much is there to gain on a step?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple, cast

from msgspec import Struct

from graph.model.records import Necessity, RequiresEdge
from graph.model.relations import KINDS
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

WEIGHTS: dict[Necessity, int] = {"essential": 1_000, "helpful": 500, "depends": 500}
"""What a requirement to gain counts, in thousandths."""


class Effort(Struct, frozen=True, kw_only=True):
    """What there is to gain, skills and responsibilities together.

    Step by step, so that what a role leaves out and a later one asks for again counts again.
    Something essential counts 1, anything else 0.5; what is to be held at a higher level than
    before counts by the part of the data set's highest level that it rises.
    """

    amount: float
    not_stated: int
    """How many lists of skills or of responsibilities no source gives; the amount lacks them."""


class _Required(NamedTuple):
    """What a role requires: the weight and the level of each, and how many lists it lacks."""

    weights: dict[str, int]
    levels: dict[str, float]
    lists_missing: int


def step_effort(index: Index, source: str, target: str) -> tuple[int, int]:
    """Return how many lists of the target role are not stated, and the thousandths to gain.

    Only lists of a kind that some role of the data set has are missed. What the source role
    requires is taken to be there, at its level; a level that is not stated does not rise.
    """
    old, new = _required(index, source), _required(index, target)
    amount = sum(weight for id_, weight in new.weights.items() if id_ not in old.weights)
    highest = _highest_level(index)
    for id_, level in new.levels.items():
        rise = level - old.levels.get(id_, level)
        if rise > 0:
            amount += round(new.weights[id_] * rise / highest)
    return new.lists_missing, amount


def effort_of(index: Index, roles: Iterable[str]) -> Effort:
    """Return the effort of going through roles, the first of which one has."""
    steps = [step_effort(index, source, target) for source, target in pairwise(roles)]
    return Effort(
        amount=sum(amount for _, amount in steps) / 1_000,
        not_stated=sum(missing for missing, _ in steps),
    )


@cached_with_index
def _required(index: Index, role: str) -> _Required:
    weights: dict[str, int] = {}
    levels: dict[str, float] = {}
    for link in index.outgoing(role, "requires"):
        edge = cast("RequiresEdge", link.record)
        weights[link.target] = max(weights.get(link.target, 0), WEIGHTS[edge.necessity])
        if edge.level is not None:
            levels[link.target] = max(levels.get(link.target, 0.0), edge.level)
    kinds = {index.kinds[id_] for id_ in weights}
    return _Required(weights, levels, lists_missing=len(_kinds_required(index) - kinds))


@cached_with_index
def _kinds_required(index: Index) -> set[str]:
    """Return the kinds that any role requires."""
    return {
        kind
        for kind in KINDS
        if any(index.incoming(id_, "requires") for id_ in index.of_kind(kind))
    }


@cached_with_index
def _highest_level(index: Index) -> float:
    """Return the highest level that any role requires of anything; 1 without levels."""
    levels = (_required(index, role).levels.values() for role in index.roles)
    return max((level for each in levels for level in each), default=0.0) or 1.0
