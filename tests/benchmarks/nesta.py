"""What Nesta published about moves between ESCO's occupations, against careergraph's numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from statistics import fmean

import quality
import truths
from bench_rows import ANSWERS, Row, figure
from rankers import coverage, fit

from graph.parts.coverage import FEASIBLE, JUDGED, TIERS
from graph.store.index import Index

TENTHS = 10


def crowd(_: int) -> Iterator[Row]:
    """Compare the share of rated moves that are feasible with what the cut-offs of tiers say."""
    points = sorted(
        (overlap, feasible)
        for number, (overlap, feasible) in enumerate(truths.crowd_points())
        if quality.half(str(number))
    )
    size = len(points) / TENTHS
    bounds = [round(tenth * size) for tenth in range(TENTHS + 1)]
    off = [
        abs(fmean(y for _, y in part) - fmean(predicted(x) for x, _ in part))
        for part in (points[first:last] for first, last in pairwise(bounds))
    ]
    measure = "crowd points: share feasible, predicted against observed, worst tenth"
    yield Row(measure, {ANSWERS: figure(max(off))}, "at most .05")
    for tier in TIERS:
        near = [y for x, y in points if abs(x - getattr(JUDGED, tier)) <= NEAR]
        reached = {ANSWERS: f"{figure(fmean(near))} for {figure(FEASIBLE[tier])}"}
        yield Row(f"crowd points: share feasible at the cut-off of *{tier}*", reached, "")


NEAR = 0.02
"""How far from a cut-off a point may be to count as at it."""


@cache
def _learnt() -> list[tuple[float, float]]:
    """Return the rising curve through the other half of the points."""
    return quality.rising(
        [
            (overlap, float(feasible))
            for number, (overlap, feasible) in enumerate(truths.crowd_points())
            if not quality.half(str(number))
        ]
    )


def predicted(overlap: float) -> float:
    """Return the share of moves with this overlap that people call feasible."""
    steps = _learnt()
    place = bisect_left(steps, overlap, key=lambda step: step[0])
    return steps[min(place, len(steps) - 1)][1]


def options(step: int) -> Iterator[Row]:
    """Compare how many options each occupation has, at the cut-off that gives Nesta's mean."""
    index = truths.esco()
    rows = truths.nesta_rows()
    ids = truths.nesta_occupations(index)[::step]
    published = [float(rows[id_]["n_desirable"]) for id_ in ids]
    reached = {}
    for name, rank in (("match", coverage), ("fit", fit)):
        values = {
            id_: _desirable_values(index, id_, rank(index, index.position[id_])) for id_ in ids
        }
        every = sorted((v for its in values.values() for v in its), reverse=True)
        cut = every[int(sum(published))]
        counts = [float(sum(v >= cut for v in values[id_])) for id_ in ids]
        rho = quality.rank_correlation(counts, published)
        reached[name] = f"{figure(rho)}; {counts.count(0)} at {figure(cut)}"
    measure = f"Nesta's counts of options: rho; roles with none, of {len(ids):,}"
    yield Row(measure, reached, ".82; 15")


def _desirable_values(index: Index, id_: str, scores: Mapping[int, float]) -> list[float]:
    rows = truths.nesta_rows()
    return [
        scores.get(index.position[other], 0.0)
        for other in truths.nesta_occupations(index)
        if other != id_ and truths.desirable(rows[id_], rows[other])
    ]


def unlock(_: int) -> Iterator[Row]:
    """Compare how many safe and desirable options one more skill brings, for roles at risk."""
    from graph.parts.coverage import requirement_index

    index = truths.esco()
    required, rows = requirement_index(index), truths.nesta_rows()
    ids = truths.nesta_occupations(index)
    at_risk = [id_ for id_ in ids if rows[id_]["risk_category"].startswith("High")]
    covered = {id_: coverage(index, index.position[id_]) for id_ in at_risk}
    published = {
        row["concept_uri"].rsplit("/", 1)[1]: float(row["avg_new_safe_desirable"])
        for row in truths.table(truths.NESTA, "mcc_transitions_Core_skills.csv")
    }
    published = {skill: n for skill, n in published.items() if skill in required.requiring}
    safe = {index.position[id_]: id_ for id_ in ids if id_ not in set(at_risk)}
    for name, cut in (("next", JUDGED.next), ("Nesta's mean", NESTA_MEAN)):
        found = {
            skill: fmean(
                0.0
                if skill in required.of_role[index.position[id_]]
                else sum(
                    covered[id_].get(role, 0.0) < cut
                    and covered[id_].get(role, 0.0) + 1 / required.counted[role] >= cut
                    and truths.desirable(rows[id_], rows[safe[role]])
                    for role, counted, _ in required.requiring[skill]
                    if counted and role in safe
                )
                for id_ in at_risk
            )
            for skill in published
        }
        rho = quality.rank_correlation(list(found.values()), list(published.values()))
        named = [
            found[index.resolve(title, "skill")] for title in ("manage staff", "manage budgets")
        ]
        reached = {ANSWERS: f"{named[0]:.2f}, {named[1]:.2f}; {figure(rho)}"}
        measure = f"Nesta's unlock at the cut-off of {name}: manage staff, manage budgets; rho"
        yield Row(measure, reached, "3.19, 2.98; .70")


NESTA_MEAN = 0.118
"""The coverage at which occupations have as many options as Nesta gives them, 44.4 on average."""
