"""Observe careers: read histories, count the moves, and say what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.histories.columns import Columns, missing, places
from graph.histories.engine import DUCKDB, Engine, opened
from graph.histories.files import Layout, found_files, layouts
from graph.histories.moves import (
    FAULTS,
    fault_counts,
    joined,
    movers,
    moves,
    observed,
    raw_columns,
    spells,
    totals,
    unplaced_people,
    words,
)
from graph.histories.vocabulary import UNREADABLE, days_of, roles_of
from graph.model.errors import DataError, Problem, shortened

if TYPE_CHECKING:
    from ibis.expr.types import Table

LEAST_PEOPLE = 5
"""An edge of fewer people may be chance, and may give a person away."""
_DAYS = 365.25
"""The days of a year."""

_SENTENCES = {
    "no_person": "{rows} no person",
    "no_role": "{rows} no role",
    "no_start": "{rows} no start, so that the order of the person's jobs is unknown",
    "bad_start": "{rows} a start that is no date{such}; write 2024, 2024-05 or 2024-05-31",
    "bad_end": "{rows} an end that is no date{such}; leave it empty if the job goes on",
    "backwards": "{rows} an end before the start",
}

Numbers = dict[str, Mapping[object, int]]


class Move(NamedTuple):
    """An edge: how many people made a move, out of how many who left its source."""

    source: str
    target: str
    people: int
    leavers: int
    share: float
    lift: float
    median_years: float
    period: str


class Observed(NamedTuple):
    """The edges of histories, and what was left out of them."""

    moves: tuple[Move, ...]
    """By source, the commonest move first."""
    rows: int
    people: int
    """Those who moved at all."""
    rows_left_out: int
    unplaced_people: int
    """Those with a row without a start, who are left out."""
    rare_edges: int
    rare_people: int
    """Those who made a move of a rare edge."""
    lost_people: int
    """Those of them who made no other move."""
    problems: tuple[Problem, ...]

    @property
    def roles(self) -> list[str]:
        """The roles of the edges, sorted."""
        return sorted({role for move in self.moves for role in (move.source, move.target)})


class _Source(NamedTuple):
    """What one file or table holds: its name, and how to get its rows."""

    name: str
    raw: Callable[[], Table]


def observe(
    histories: Sequence[Path],
    *,
    columns: Columns | None = None,
    least: int = LEAST_PEOPLE,
    engine: str = DUCKDB,
) -> Observed:
    """Return the edges that the histories add up to.

    A history is a file, a folder of them, or, on another engine, one of its tables. Raises
    GraphError if they cannot be read.
    """
    with opened(engine) as open_engine:
        return _observed(open_engine, histories, columns or Columns(), least)


def _observed(engine: Engine, histories: Sequence[Path], columns: Columns, least: int) -> Observed:
    raw, sources = _read(engine, histories, columns)
    roles = roles_of(_words(engine, raw, "role"))
    numbers: Numbers = {"role": roles.numbers}
    for name in ("start", "end"):
        texts = {} if raw[name].type().is_date() else _words(engine, raw, name)
        numbers[name] = days_of(texts, last=name == "end")
    rows = spells(raw, numbers, engine.brought)
    (faults,) = engine.rows(fault_counts(rows))
    unplaced = bool(faults["no_start"] or faults["bad_start"])
    people = engine.kept(movers(moves(rows, unplaced=unplaced)))
    (sums,) = engine.rows(totals(people, least=least))
    found = engine.rows(observed(people, least=least))
    return Observed(
        moves=_moves(found, roles.titles, sums["moves"] or 0),
        rows=faults["rows"],
        people=sums["people"],
        rows_left_out=faults["wrong"] or 0,
        unplaced_people=_unplaced(engine, rows) if unplaced else 0,
        rare_edges=sums["rare_edges"],
        rare_people=sums["rare_people"] or 0,
        lost_people=sums["lost_people"] or 0,
        problems=tuple(_problems(engine, sources, numbers)) if faults["wrong"] else (),
    )


def _read(
    engine: Engine, histories: Sequence[Path], columns: Columns
) -> tuple[Table, list[_Source]]:
    """Return all rows, and what they come from. Raises DataError with all that is wrong."""
    tables: list[Table] = []
    sources: list[_Source] = []
    paths: list[Path] = []
    problems: list[Problem] = []
    for history in histories:
        own = None if engine.name == DUCKDB or history.exists() else engine.table(str(history))
        if own is None:
            paths.append(history)
        elif (its := places(own.columns, columns)) is None:
            problems += [Problem(str(history), 0, text) for text in missing(own.columns, columns)]
        else:
            table = raw_columns(own, its)
            tables.append(table)
            sources.append(_Source(str(history), lambda table=table: table))  # type: ignore[misc]
    files: dict[Layout, list[Path]] = {}
    try:
        files = layouts(found_files(paths), columns)
    except DataError as error:
        problems += error.problems
    if problems:
        raise DataError(problems)
    for layout, its_files in files.items():
        try:
            tables.append(raw_columns(engine.read(layout, its_files), layout.places))
        except DataError as error:
            problems += error.problems
        sources += [_Source(str(file), _reader(engine, layout, file)) for file in its_files]
    if problems:
        raise DataError(problems)
    raw = joined(tables)
    return raw, [_Source(sources[0].name, lambda: raw)] if len(sources) == 1 else sources


def _reader(engine: Engine, layout: Layout, file: Path) -> Callable[[], Table]:
    return lambda: raw_columns(engine.read(layout, [file]), layout.places)


def _words(engine: Engine, raw: Table, column: str) -> dict[object, int]:
    return {row["word"]: row["rows"] for row in engine.rows(words(raw, column))}


def _unplaced(engine: Engine, rows: Table) -> int:
    (number,) = engine.rows(unplaced_people(rows).agg(people=lambda table: table.count()))
    return int(number["people"])


def _moves(found: list[dict[str, Any]], titles: Sequence[str], total: int) -> tuple[Move, ...]:
    made = []
    for row in found:
        share = row["count"] / row["leavers"]
        years = [date.fromordinal(row[day]).year for day in ("first", "last")]
        made.append(
            Move(
                source=titles[row["source"] - 1],
                target=titles[row["target"] - 1],
                people=row["count"],
                leavers=row["leavers"],
                share=share,
                lift=share * total / row["arrivals"],
                median_years=row["median_days"] / _DAYS,
                period="-".join(map(str, dict.fromkeys(years))),
            )
        )
    return tuple(sorted(made, key=lambda move: (move.source, -move.people, move.target)))


def _problems(engine: Engine, sources: Sequence[_Source], numbers: Numbers) -> Iterator[Problem]:
    """Yield what is wrong with the rows of each file, which is now read by itself."""
    for source in sources:
        raw = source.raw()
        # a file alone may have other types than all files joined
        its = {name: _its(engine, raw, name, known) for name, known in numbers.items()}
        rows = spells(raw, its, engine.brought)
        (counts,) = engine.rows(fault_counts(rows))
        for fault in FAULTS:
            if counts[fault]:
                such = _such(engine, raw, fault)
                some = f"{counts[fault]:,} row{' has' if counts[fault] == 1 else 's have'}"
                text = _SENTENCES[fault].format(rows=some, such=such)
                yield Problem(source.name, 0, text, warning=True)


def _its(
    engine: Engine, raw: Table, name: str, known: Mapping[object, int]
) -> Mapping[object, int]:
    texts = {str(word): number for word, number in known.items()}
    its = _words(engine, raw, name)
    return {word: texts[str(word)] for word in its if str(word) in texts}


def _such(engine: Engine, raw: Table, fault: str) -> str:
    """Return the commonest of the texts that are no dates."""
    if not fault.startswith("bad_"):
        return ""
    its = _words(engine, raw, fault.removeprefix("bad_"))
    wrong = [word for word, day in days_of(its).items() if day == UNREADABLE]
    worst = min(wrong, key=lambda word: (-its[word], str(word)))
    return f", such as '{shortened(str(worst))}'"
