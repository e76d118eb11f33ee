"""What brings the next roles nearer: levels to raise and skills to learn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from heapq import nlargest

from graph.model.records import COUNTED
from graph.parts.coverage import credit, requirement_index
from graph.parts.fit import person_fits
from graph.parts.ladders import next_rungs, only_carried, rungs_behind
from graph.parts.person import Held
from graph.parts.requirements import Levels, Requirement, at_level, node_ref, requirements
from graph.questions.unlock.answer import NextRung, Unit
from graph.store.index import Index

MOST_FITTING = 5
"""How many of the best fitting roles an answer has, and how many units of each."""


def best_fitting(
    index: Index, person: Held, left_out: Collection[str], limit: int
) -> tuple[NextRung, ...]:
    """Return the five roles with counted skills that fit best, each with at most five units."""
    limit = min(limit, MOST_FITTING)
    fits, counted = person_fits(index, person), requirement_index(index).counted
    scores = {
        role: score
        for position, role in enumerate(index.roles)
        if role not in left_out and counted[position] and (score := fits.score(position))
    }
    best = nlargest(limit, scores, key=scores.__getitem__)
    return tuple(_rung(index, person, role, limit, fit=scores[role]) for role in best)


def rungs_of(index: Index, person: Held, *, tiered: bool, limit: int) -> tuple[NextRung, ...]:
    """Return the rungs straight above the roles held, each with at most ``limit`` units.

    Other roles that a role held leads to follow them: all of them without tiers, else only those
    after a starting point.
    """
    behind = {*person.roles, *rungs_behind(index, person.roles)}
    rungs = [rung for role in person.roles for rung in next_rungs(index).get(role, ())]
    others = [
        edge.target
        for role in person.roles
        if not tiered or role in index.starting_points
        for edge in index.outgoing(role, "leads_to")
    ]
    return tuple(
        _rung(index, person, role, limit, on_ladder=role in rungs)
        for role in dict.fromkeys([*rungs, *others])
        if role not in behind
    )


def _rung(
    index: Index,
    person: Held,
    rung: str,
    limit: int,
    *,
    on_ladder: bool = False,
    fit: float | None = None,
) -> NextRung:
    node = node_ref(index, rung)
    counted = [each for each in requirements(index, rung, "skill") if each.necessity in COUNTED]
    known = bool(counted) and not person.unknown
    covered = sum(_credit(person.skills, each) for each in counted)
    units = list(_units(index, person.skills, counted)) if known else []
    return NextRung(
        node.id,
        node.title,
        node.kind,
        on_ladder=on_ladder,
        fit=fit,
        coverage=covered / len(counted) if known else None,
        counted=len(counted),
        raises=sum(unit.held is not None for unit in units),
        new=sum(unit.held is None for unit in units),
        only_carried=only_carried(index, rung),
        units=tuple(sorted(units, key=_rank)[:limit]),
    )


def _units(index: Index, skills: Levels, counted: list[Requirement]) -> Iterator[Unit]:
    met = sum(_credit(skills, each) for each in counted)
    for each in counted:
        before = _credit(skills, each)
        if before == 1.0:
            continue
        held, to = skills.get(each.id), each.level
        if held is not None and to is not None:
            to = min(held + 1, to)
        after = credit(to, each.level) if each.id in skills else 1.0
        yield Unit(
            requirement=each,
            held=held,
            to=to,
            held_name=at_level(index, each, held).level_name,
            to_name=at_level(index, each, to).level_name,
            adds=(after - before) / len(counted),
            coverage_after=(met + after - before) / len(counted),
        )


def _rank(unit: Unit) -> tuple[float, bool]:
    return -round(unit.adds, 9), unit.held is None


def _credit(skills: Levels, required: Requirement) -> float:
    return credit(skills[required.id], required.level) if required.id in skills else 0.0
