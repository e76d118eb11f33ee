"""The moves of people between roles, and the edges they add up to, as Ibis expressions.

Every engine runs the same expressions. They need nothing but grouping, joins, lag and lead, and
the median; dates and roles are whole numbers (see ``vocabulary``), so that no engine's own ideas of
dates and of the order of texts matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.histories.vocabulary import UNKNOWN, UNREADABLE

if TYPE_CHECKING:
    from ibis.expr.types import Table

FAULTS = ("no_person", "no_role", "no_start", "bad_start", "bad_end", "backwards")
"""What can be wrong with a row; each is a column of ``fault_counts``."""

_FIRST_DAY = date(1970, 1, 1)
_DAY_TEXT = len("2024-05-31")
_GOES_ON = 10_000_000
"""A day after all others."""
_FIRST = 1 << 20
"""More days than a career has: day · _FIRST + days orders by the day."""


def raw_columns(table: Table, places: tuple[int, ...]) -> Table:
    """Return the four columns of a file as ``person``, ``role``, ``start`` and ``end``.

    Times are cut off dates, and blanks from the ends of a text that names a person.
    """
    person, role, start, end = (_typed(table[table.columns[place]]) for place in places)
    if person.type().is_string():
        person = person.strip().nullif("")
    return table.select(person=person, role=role, start=_date_key(start), end=_date_key(end))


def joined(tables: list[Table]) -> Table:
    """Return the rows of all tables; columns of different types become texts."""
    import ibis

    mixed = [
        name
        for name in tables[0].columns
        if len({table[name].type().copy(nullable=True) for table in tables}) > 1
    ]
    texts = [
        table.mutate(**{name: table[name].cast("string") for name in mixed}) for table in tables
    ]
    return ibis.union(*texts) if len(texts) > 1 else texts[0]


def words(raw: Table, column: str) -> Table:
    """Return the different values of a column, and how many rows have each."""
    known = raw.select(word=raw[column]).filter(lambda table: table.word.notnull())
    return known.group_by("word").agg(rows=known.count())


def spells(
    raw: Table, numbers: Mapping[str, Mapping[object, int]], table_of: Callable[[Any], Table]
) -> Table:
    """Return the rows with numbers in place of their roles, starts and ends.

    A null is a value that is empty; a date that cannot be read is UNREADABLE. A column of dates
    needs no numbers. ``table_of`` brings an Arrow table to the engine.
    """
    import ibis
    import pyarrow

    table = raw
    for name, known in numbers.items():
        if raw[name].type().is_date():
            days = table[name].delta(ibis.date(_FIRST_DAY.isoformat()), unit="day")
            table = table.mutate(
                **{f"{name}_number": (days + _FIRST_DAY.toordinal()).cast("int32")}
            )
            continue
        kind = raw[name].type().to_pyarrow()
        keys = pyarrow.array(list(known), kind)
        values = pyarrow.array(list(known.values()), pyarrow.int32())
        codes = table_of(pyarrow.table({f"{name}_word": keys, f"{name}_number": values}))
        table = table.left_join(codes, table[name] == codes[f"{name}_word"])
    return table.select("person", **{name: table[f"{name}_number"] for name in numbers})


def fault_counts(rows: Table) -> Table:
    """Return how many rows there are, how many have each fault, and how many have any."""
    faults = _faults(rows)
    sums = {name: fault.ifelse(1, 0).sum() for name, fault in faults.items()}
    wrong = _any(faults).ifelse(1, 0).sum()
    return rows.agg(rows=rows.count(), **sums, wrong=wrong)


def unplaced_people(rows: Table) -> Table:
    """Return the people with a row that has no start, or none that can be read."""
    lost = rows.filter(rows.person.notnull(), rows.start.isnull() | (rows.start == UNREADABLE))
    return lost.select("person").distinct()


def moves(rows: Table, *, unplaced: bool) -> Table:
    """Return each move of a person from a role to the next, with its day and the days before it.

    Spells follow each other by start, then by end, then by role. Spells in a row with one role
    are one stay. A row with a fault makes no move, and no move leads across it. With an
    ``unplaced`` start its place is unknown: its person makes no move at all.
    """
    import ibis

    known = rows.filter(rows.person.notnull(), rows.start.notnull(), rows.start != UNREADABLE)
    if unplaced:
        known = known.anti_join(unplaced_people(rows), "person")
    faults = _faults(known)
    wrong = faults["no_role"] | faults["bad_end"] | faults["backwards"]
    ordered = known.select(
        "person",
        "start",
        role=wrong.ifelse(UNKNOWN, known.role).cast("int32"),
        end=known.end.fill_null(_GOES_ON),
    )
    window = ibis.window(group_by="person", order_by=["start", "end", "role"])
    beside = ordered.mutate(
        before=ordered.role.lag().over(window),
        target=ordered.role.lead().over(window),
        moved=ordered.start.lead().over(window),
    )
    role, before, target = beside.role, beside.before, beside.target
    begins = before.isnull() | (before != role) | (role == UNKNOWN)
    ends = target.isnull() | (target != role) | (role == UNKNOWN)
    beside = beside.mutate(begins=begins, ends=ends).drop("before")
    columns = ("person", "role", "start", "target", "moved")
    stays = ibis.union(
        beside.filter(beside.begins & beside.ends).select(columns),
        _longer_stays(beside).select(columns),
    )
    made = stays.filter(stays.role != UNKNOWN, stays.target != UNKNOWN)
    return made.select(
        "person", "target", "moved", source=made.role, days=(made.moved - made.start)
    )


def _longer_stays(spells: Table) -> Table:
    """Return the last spell of each stay of several, with the start of its first one.

    Few stays are that long, so that this second order of spells costs little.
    """
    import ibis

    edges = spells.filter(spells.begins != spells.ends)
    window = ibis.window(group_by="person", order_by=["start", "end", "role", "ends"])
    since = edges.mutate(since=edges.start.lag().over(window))
    last = since.filter(since.ends)
    return last.select("person", "role", "target", "moved", start=last.since)


def movers(moves: Table) -> Table:
    """Return each person once for each edge: the day and days of the first move, the last day."""
    by_first = moves.moved.cast("int64") * _FIRST + moves.days
    people = moves.group_by("source", "target", "person").agg(
        first=moves.moved.min(), last=moves.moved.max(), key=by_first.min()
    )
    return people.select(
        "source",
        "target",
        "person",
        "first",
        "last",
        days=people.key - people["first"].cast("int64") * _FIRST,
    )


def edges(people: Table) -> Table:
    """Return the edges with their people, their median of days, and their first and last day."""
    return people.group_by("source", "target").agg(
        count=people.count(),
        median_days=people.days.cast("float64").quantile(0.5),
        first=people["first"].min(),
        last=people["last"].max(),
    )


def observed(people: Table, *, least: int) -> Table:
    """Return the edges of enough people, with those who left the source, or came to the target.

    ``leavers`` counts people; ``arrivals`` adds up the counts of all edges to the target.
    """
    every = edges(people)
    left = people.select("source", "person").distinct()
    leavers = left.group_by("source").agg(leavers=left.count())
    arrivals = every.group_by("target").agg(arrivals=every["count"].sum())
    enough = every.filter(every["count"] >= least)
    return enough.join(leavers, "source").join(arrivals, "target")


def totals(people: Table, *, least: int) -> Table:
    """Return the people who moved, their moves, and what the floor leaves out of both."""
    counts = people.group_by("source", "target").agg(count=people.count())
    rare = counts.filter(counts["count"] < least)
    each = people.left_join(rare, ["source", "target"]).select("person", rare=rare["count"])
    by_person = each.group_by("person").agg(
        moves=each.count(), rare=each.rare.count(), kept=each.count() - each.rare.count()
    )
    everybody = by_person.agg(
        people=by_person.count(),
        moves=by_person.moves.sum(),
        rare_people=(by_person.rare > 0).ifelse(1, 0).sum(),
        lost_people=(by_person.kept == 0).ifelse(1, 0).sum(),
    )
    return everybody.cross_join(rare.agg(rare_edges=rare.count()))


def _typed(column: Any) -> Any:
    return column.cast("string") if column.type().is_null() else column


def _date_key(column: Any) -> Any:
    """Return what to look a date up by; of a long text its day, if a time follows that."""
    kind = column.type()
    if kind.is_timestamp():
        return column.date()
    if kind.is_string():
        timed = column.substr(_DAY_TEXT, 1).isin(["T", " "])
        return timed.ifelse(column.left(_DAY_TEXT), column)
    return column


def _faults(rows: Table) -> dict[str, Any]:
    start, end = rows.start, rows.end
    dated = start.notnull() & end.notnull() & (start != UNREADABLE) & (end != UNREADABLE)
    return {
        "no_person": rows.person.isnull(),
        "no_role": rows.role.isnull(),
        "no_start": start.isnull(),
        "bad_start": start.notnull() & (start == UNREADABLE),
        "bad_end": end.notnull() & (end == UNREADABLE),
        "backwards": dated & (end < start),
    }


def _any(faults: Mapping[str, Any]) -> Any:
    first, *others = faults.values()
    for fault in others:
        first = first | fault
    return first
