"""Judge by where people in the United States went who left an occupation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product
from math import exp
from statistics import fmean
from typing import NamedTuple

import truths
from bench_rows import ANSWERS, Row, figure
from rankers import RANKERS, Ranker, fit

from graph.model.records import BASES, Basis

FIRST = 10

NodeScores = Mapping[str, float]
"""The score of each occupation that the graph has; the highest comes first."""


def moves(step: int) -> Iterator[Row]:
    """Yield how many leavers go to one of the first ten occupations, by each way of ranking."""
    onet, esco = truths.onet_occupations(), truths.esco_occupations()
    yield _ranked("US moves, O*NET", onet, step, ".20")
    yield _with_size("US moves, O*NET", onet, step, ".28")
    yield _ranked("US moves, ESCO, by the crosswalk", esco, step, "")
    yield _with_size("US moves, ESCO, by the crosswalk", esco, step, ".21")


def _ranked(name: str, occupations: truths.Occupations, step: int, goal: str) -> Row:
    origins = occupations.origins(judging=True)[::step]
    size = {node: truths.employment()[node] for node in occupations.roles}

    def shown(scores: Callable[[str], NodeScores]) -> str:
        return figure(
            fmean(share_in_ten(occupations.left(each), scores(each), each) for each in origins)
        )

    reached = {
        ranker: shown(partial(at_occupations, occupations, rank))
        for ranker, rank in RANKERS.items()
    }
    reached["popularity"] = shown(lambda _: size)
    reached["random"] = figure(FIRST / (len(size) - 1))
    return Row(f"{name}: share of leavers in ten ({len(origins)} occupations)", reached, goal)


@cache
def at_occupations(occupations: truths.Occupations, rank: Ranker, origin: str) -> NodeScores:
    """Return the score of the best role of each occupation, summed over the roles left."""
    totals = dict.fromkeys(occupations.roles, 0.0)
    for role in occupations.roles[origin]:
        found = rank(occupations.index, role)
        for node, its in occupations.roles.items():
            totals[node] += max(found.get(each, 0.0) for each in its)
    return totals


def share_in_ten(left: NodeScores, scores: NodeScores, origin: str) -> float:
    """Return the share of leavers whose occupation a year later is among the first ten."""
    order = sorted(scores.keys() - {origin}, key=lambda node: (-scores[node], node))
    return sum(left.get(node, 0.0) for node in order[:FIRST])


# With the size and the job zone of the destination


class Pull(NamedTuple):
    """How much the destination counts beside the fit. None of it is part of the fit."""

    size: float
    """The power of the number of people employed there; that of the fit is 1."""
    zone: float
    """What each job zone between the occupations takes off the logarithm."""


PULLS = [Pull(size / 20, zone / 10) for size, zone in product(range(21), range(11))]


def pulled(fits: NodeScores, sizes: NodeScores, apart: NodeScores, pull: Pull) -> NodeScores:
    """Return the fit of each occupation times its pull; unknown zones take off nothing.

    >>> pulled({"chef": 0.5}, {"chef": 100}, {}, Pull(size=0.5, zone=1))
    {'chef': 5.0}
    """
    return {
        node: its * sizes[node] ** pull.size * exp(-pull.zone * apart.get(node, 0.0))
        for node, its in fits.items()
    }


def zones_apart(zones: NodeScores, origin: str) -> NodeScores:
    """Return how many job zones lie between an occupation and each other one.

    >>> zones_apart({"cashier": 2.0, "manager": 3.5}, "cashier")
    {'cashier': 0.0, 'manager': 1.5}
    """
    if origin not in zones:
        return {}
    return {node: abs(zone - zones[origin]) for node, zone in zones.items()}


def _with_size(name: str, occupations: truths.Occupations, step: int, goal: str) -> Row:
    """Return the row of the fit with the pull that is best for the other half of the origins."""
    zones, sizes = occupations.zones(), truths.employment()

    def known(origin: str) -> tuple[str, NodeScores, NodeScores]:
        return origin, at_occupations(occupations, fit, origin), zones_apart(zones, origin)

    def share(origins: Sequence[tuple[str, NodeScores, NodeScores]], pull: Pull) -> float:
        return fmean(
            share_in_ten(occupations.left(origin), pulled(fits, sizes, apart, pull), origin)
            for origin, fits, apart in origins
        )

    learning, judging = (
        [known(origin) for origin in occupations.origins(judging=each)[::step]]
        for each in (False, True)
    )
    best = max(PULLS, key=lambda pull: share(learning, pull))
    measure = f"{name}: by fit × size^{best.size:g} × e^(−{best.zone:g} × job zones apart)"
    return Row(measure, {"fit": figure(share(judging, best))}, goal)


# The edges that the graph has


def edges(step: int) -> Iterator[Row]:
    """Yield how many of the ten commonest moves of an occupation are edges *leads to*."""
    onet, esco = truths.onet_occupations(), truths.esco_occupations()
    yield _edges("ESCO, derived", esco, ("derived",), step)
    yield _edges("O*NET, derived", onet, ("derived",), step)
    yield _edges("O*NET, derived and stated", onet, BASES, step)


def _edges(name: str, occupations: truths.Occupations, bases: Sequence[Basis], step: int) -> Row:
    index = occupations.index
    to = {
        role: {
            index.position[edge.target]
            for edge in index.outgoing(index.roles[role], "leads_to")
            if edge.record.basis in bases
        }
        for role in range(len(index.roles))
    }
    origins = occupations.origins(judging=True)[::step]
    found = fmean(
        share_that_are_edges(occupations.left(each), each, occupations.roles, to)
        for each in origins
    )
    a_role = fmean(map(len, to.values()))
    measure = f"the ten commonest US moves that are edges: {name} ({len(origins)} occupations)"
    return Row(measure, {ANSWERS: f"{figure(found)} with {a_role:.1f} edges a role"}, ".35")


def share_that_are_edges(
    left: NodeScores,
    origin: str,
    roles: Mapping[str, Sequence[int]],
    to: Mapping[int, Collection[int]],
) -> float:
    """Return the share of the ten commonest moves with an edge between any of their roles."""
    commonest = sorted(left, key=lambda node: (-left[node], node))[:FIRST]
    reached = {target for role in roles[origin] for target in to[role]}
    return fmean(not reached.isdisjoint(roles[node]) for node in commonest)
