"""Find the roles of other ladders that would be a step down, by the levels of their skills."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from statistics import fmean
from typing import NamedTuple

from graph.model.records import COUNTED
from graph.parts.coverage import MIN_SKILLS, requirement_index
from graph.parts.ladders import next_rungs, rungs_above, rungs_ahead, rungs_behind
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


class MeanLevel(NamedTuple):
    """How high the levels of a role's counted skills are on average."""

    share: float
    """The mean of the levels, each as a share of the highest of its scale, between 0 and 1."""
    scales: frozenset[str | None]
    """The scales of the levels. Means on other scales cannot be compared with it."""


class StepDown(NamedTuple):
    """Why a role would be a step down: its mean level is below that of a role held."""

    held: str
    """The id of the role held."""
    level: float
    level_held: float


@cached_with_index
def mean_levels(index: Index) -> Mapping[str, MeanLevel]:
    """Return the mean level of each role that states the level of three counted skills or more."""
    found = {}
    for role, of_role in zip(index.roles, requirement_index(index).of_role, strict=True):
        levelled = [
            each
            for each in of_role.values()
            if each.necessity in COUNTED and each.level is not None
        ]
        if len(levelled) >= MIN_SKILLS:
            scales = frozenset(map(index.level_shares.scale, levelled))
            found[role] = MeanLevel(fmean(map(index.level_shares.of, levelled)), scales)
    return found


def steps_down(index: Index, held: Collection[str]) -> dict[str, StepDown]:
    """Return the roles of other ladders that would be a step down, in file order.

    On another ladder, the highest rung whose mean level is not above that of a role held is a
    move to the side. The rungs below it are a step down, unless a role held leads straight to
    them. Of several roles held, the one with the highest mean level counts. Roles without levels,
    with levels on other scales, or on no ladder are never a step down.
    """
    levels = mean_levels(index)
    own: dict[frozenset[str | None], str] = {}
    for role in sorted(filter(levels.__contains__, held), key=lambda role: levels[role].share):
        own[levels[role].scales] = role
    if not own:
        return {}
    known = {*held, *rungs_ahead(index, held), *rungs_behind(index, held)}
    known.update(edge.target for role in held for edge in index.outgoing(role, "leads_to"))
    found = {}
    for role in next_rungs(index):
        its = levels.get(role)
        best = own.get(its.scales) if its and role not in known else None
        if its and best and its.share < levels[best].share and _rises(index, role, levels[best]):
            found[role] = StepDown(best, its.share, levels[best].share)
    return found


def _rises(index: Index, role: str, most: MeanLevel) -> bool:
    """Return whether a rung above a role has a mean level that is not above the given one."""
    above = (mean_levels(index).get(rung) for rung in rungs_above(index, role))
    return any(its and its.scales == most.scales and its.share <= most.share for its in above)
