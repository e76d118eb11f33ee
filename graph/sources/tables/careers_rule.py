"""The rule of a recipe that reads jobs held by people, and counts the moves between them."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from graph.model.records import Observed
from graph.sources.tables.cells import Cells
from graph.sources.tables.observed_rules import Move, add_moves
from graph.sources.tables.recipe_rules import CareersRule
from graph.sources.tables.table_draft import BoundRule, TableDraft

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAYS = 365.25
"""The days of a year."""


class _JobRow(NamedTuple):
    person: str
    role: str
    start: str
    end: str
    period: str
    place: str
    population: str


class _Job(NamedTuple):
    start: date
    end: date
    role: str


class _Moved(NamedTuple):
    years: float
    """The time in the role before, from its start to the start of the next."""
    when: date


def bound_careers(table: TableDraft, cells: Cells, rule: CareersRule) -> BoundRule:
    """Return the rule that reads one job of a person from a row.

    Two jobs in a row, by their starts, are a move; jobs in a row with the same role are one. A
    person counts once for each pair of roles.
    """
    people: dict[str, list[_Job]] = {}
    words: dict[str, str | None] = {}

    def apply(line: int, row: _JobRow) -> None:
        if not (row.person and row.role):
            table.left_out(line, "{rows} name{s} no person or no role")
            return
        start, end = _date(row.start), _date(row.end) if row.end else date.max
        if start is None or end is None:
            wrong = row.start if start is None else row.end
            table.left_out(line, "{rows} {has} no date; write 2024, 2024-05 or 2024-05-31", wrong)
        elif end < start:
            table.left_out(line, "{rows} end{s} before the start", f"{row.start} to {row.end}")
        else:
            people.setdefault(row.person, []).append(_Job(start, end, row.role))
            words.update({name: getattr(row, name) or None for name in ("place", "population")})
            words.setdefault("period", row.period or None)

    def finish() -> None:
        counted, leavers = _counted(people)
        moves = []
        for (source, target), moved in counted.items():
            years = sorted({each.when.year for each in moved})
            observed = Observed(
                count=len(moved),
                leavers=leavers[source],
                median_years=round(median(each.years for each in moved), 2),
                period=words.get("period") or _period(years),
                place=words.get("place"),
                population=words.get("population"),
            )
            moves.append(Move(0, source, target, observed, table.locator))
        add_moves(table, moves, rule.observed)

    table.draft.at_end.append(finish)
    getters = (
        cells.text(rule.person),
        cells.text(rule.role),
        cells.text(rule.start),
        cells.optional(rule.end),
        cells.optional(rule.observed.period),
        cells.optional(rule.observed.place),
        cells.optional(rule.observed.population),
    )
    return table.bound(cells, rule, _JobRow, getters, apply)


def _counted(
    people: dict[str, list[_Job]],
) -> tuple[dict[tuple[str, str], list[_Moved]], dict[str, int]]:
    """Return the first move of each person between two roles, and how many left each role."""
    counted: dict[tuple[str, str], list[_Moved]] = {}
    leavers: dict[str, int] = {}
    for jobs in people.values():
        stays = [
            next(stay) for _, stay in groupby(sorted(jobs), key=attrgetter("role"))
        ]  # each with the start of its first job
        its: dict[tuple[str, str], _Moved] = {}
        for before, after in pairwise(stays):
            years = (after.start - before.start).days / _DAYS
            its.setdefault((before.role, after.role), _Moved(years, after.start))
        for ends, moved in its.items():
            counted.setdefault(ends, []).append(moved)
        for role in {source for source, _ in its}:
            leavers[role] = leavers.get(role, 0) + 1
    return counted, leavers


def _date(text: str) -> date | None:
    """Return a date; a year or a month alone begins with its first day.

    >>> _date("2024-05"), _date("May")
    (datetime.date(2024, 5, 1), None)
    """
    found = _DATE.fullmatch(text)
    try:
        return date(*(int(part or 1) for part in found.groups())) if found else None
    except ValueError:
        return None


def _period(years: list[int]) -> str:
    return f"{years[0]}" if years[0] == years[-1] else f"{years[0]}-{years[-1]}"
