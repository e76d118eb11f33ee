"""Measure how much there is to learn on a path: its effort."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from msgspec import Struct

from graph.model.records import Necessity, RequiresEdge
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

WEIGHTS: dict[Necessity, int] = {"essential": 1_000, "helpful": 500, "depends": 500}
"""The weight of a requirement to gain, in thousandths."""


class Effort(Struct, frozen=True, kw_only=True):
    """How much there is to gain, skills and responsibilities together.

    Each step counts on its own: a skill that one role drops and a later one requires counts
    again. An essential requirement counts 1, any other 0.5. A requirement at a higher level than
    before counts as the rise divided by the highest level of the data set.
    """

    amount: float | None
    """None if no source lists what any role after the first requires."""
    not_stated: int
    """How many lists of skills or responsibilities no source gives; the amount lacks them."""


class _Required(NamedTuple):
    """What a role requires: weights, levels, and how many lists no source gives."""

    weights: dict[str, int]
    levels: dict[str, float]
    lists_not_stated: int


def step_effort(index: Index, source: str, target: str) -> tuple[int, int]:
    """Return how many lists of the target role are not stated, and the thousandths to gain.

    A list counts as not stated only if some role of the data set has one of its kind. The
    source role's requirements count as held, at its levels; an unknown level does not rise.
    """
    old, new = _required(index, source), _required(index, target)
    amount = sum(weight for id_, weight in new.weights.items() if id_ not in old.weights)
    for id_, level in new.levels.items():
        rise = level - old.levels.get(id_, level)
        if rise > 0:
            amount += round(new.weights[id_] * rise / _highest_level(index))
    return new.lists_not_stated, amount


def effort_of(index: Index, roles: Sequence[str]) -> Effort:
    """Return the total effort of a sequence of roles, starting from one already held."""
    steps = [step_effort(index, source, target) for source, target in pairwise(roles)]
    listed = not steps or any(_required(index, role).weights for role in roles[1:])
    return Effort(
        amount=sum(amount for _, amount in steps) / 1_000 if listed else None,
        not_stated=sum(lists for lists, _ in steps),
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
    return _Required(weights, levels, lists_not_stated=len(_kinds_required(index) - kinds))


@cached_with_index
def _kinds_required(index: Index) -> set[str]:
    """Return the kinds that any role requires."""
    targets = set(index.columns.edges["requires"].targets)
    return {index.kinds[index.columns.ids[target]] for target in targets}


@cached_with_index
def _highest_level(index: Index) -> float:
    """Return the highest level that any role requires; 1 without levels."""
    levels = (_required(index, role).levels.values() for role in index.roles)
    return max((level for each in levels for level in each), default=0.0) or 1.0
