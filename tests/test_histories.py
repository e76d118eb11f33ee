"""Observed edges: what the engines count is what a plain loop counts."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.histories.columns import Columns
from graph.histories.engine import opened
from graph.histories.observe import Move, Observed, observe
from graph.histories.overlaps import overlaps
from graph.model.errors import DataError, GraphError
from graph.store.overlap import jaccard_coefficient

HEADER = ("person", "role", "start", "end")


class Spell(NamedTuple):
    """A row: one job of one person."""

    person: str
    role: str
    start: date | None
    end: date | None


def written(path: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def looped(spells: Sequence[Spell], least: int) -> list[Move]:
    """Return the edges by a loop over the people, one spell after the other."""
    people = defaultdict(list)
    for spell in spells:
        people[spell.person].append(spell)
    first: dict[tuple[str, str], list[int]] = defaultdict(list)
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    leavers: dict[str, int] = defaultdict(int)
    for person, jobs in people.items():
        if not person or any(job.start is None for job in jobs):
            continue
        here, since, left, made = "", date.min, set(), set()
        for _, _, role, start in sorted(map(_key, jobs)):
            if role and here and role != here:
                left.add(here)
                years[here, role].add(start.year)
                if (here, role) not in made:
                    made.add((here, role))
                    first[here, role].append((start - since).days)
            if role != here:
                here, since = role, start
        for role in left:
            leavers[role] += 1
    total = sum(map(len, first.values()))
    moves = []
    for (source, target), days in first.items():
        arrivals = sum(len(each) for (_, end), each in first.items() if end == target)
        share = len(days) / leavers[source]
        period = sorted({min(years[source, target]), max(years[source, target])})
        moves.append(
            Move(
                source,
                target,
                len(days),
                leavers[source],
                share,
                share * total / arrivals,
                median(days) / 365.25,
                "-".join(map(str, period)),
            )
        )
    return sorted(
        (move for move in moves if move.people >= least),
        key=lambda move: (move.source, -move.people, move.target),
    )


def _key(job: Spell) -> tuple[date, date, str, date]:
    assert job.start is not None
    fault = job.end is not None and job.end < job.start
    return job.start, job.end or date.max, "" if fault else job.role, job.start


def approximately(moves: Iterable[Move]) -> list[tuple[object, ...]]:
    return [tuple(round(each, 9) if isinstance(each, float) else each for each in m) for m in moves]


def some_spells(people: int, number: int) -> list[Spell]:
    chance = random.Random(7)  # noqa: S311
    spells = []
    for _ in range(number):
        start = date(2000, 1, 1) + timedelta(chance.randrange(8_000))
        end = None if chance.random() < 0.2 else start + timedelta(chance.randrange(-5, 900))
        role = chance.choice(["", *"ABCDEF"]) if chance.random() < 0.3 else chance.choice("ABC")
        spells.append(Spell(f"p{chance.randrange(people)}", role, start, end))
    return spells


DAYS = st.dates(date(2018, 1, 1), date(2018, 1, 20))
SPELLS = st.builds(
    Spell,
    st.sampled_from(["p", "q", "r", "s", ""]),
    st.sampled_from(["Ada", "Bob", "Cyd", "Dan", ""]),
    DAYS,
    st.none() | DAYS,
)


@settings(max_examples=30)
@given(st.lists(SPELLS, max_size=25), st.sampled_from([1, 1, 2]))
def test_duckdb_counts_as_a_loop(spells: list[Spell], least: int) -> None:
    """Ties, stays, gaps, faults and repeated moves count as in a plain loop."""
    with TemporaryDirectory() as directory:
        found = observe([written(Path(directory, "jobs.csv"), spells)], least=least)

    assert approximately(found.moves) == approximately(looped(spells, least))
    assert found.rows == len(spells)


@settings(max_examples=10)
@given(st.lists(SPELLS, max_size=12), st.lists(st.sampled_from("pq"), max_size=1))
def test_person_without_start_is_left_out(spells: list[Spell], lost: list[str]) -> None:
    """A job without a start leaves its person out: nobody knows where it comes in the order."""
    spells += [Spell(person, "Ada", None, None) for person in lost]
    with TemporaryDirectory() as directory:
        found = observe([written(Path(directory, "jobs.csv"), spells)], least=1)

    assert approximately(found.moves) == approximately(looped(spells, 1))
    assert found.unplaced_people == len(lost)


def test_parquet_counts_as_csv(tmp_path: Path) -> None:
    """Dates, times and numbers of Parquet count as the texts of a CSV file do."""
    import pyarrow
    from pyarrow import parquet

    spells = some_spells(60, 600)
    columns = [list(column) for column in zip(*spells, strict=True)]
    typed = {
        "Person": pyarrow.array([int(text[1:]) for text in columns[0]]),
        "ROLE": pyarrow.array(columns[1]).dictionary_encode(),
        "start": pyarrow.array(columns[2]).cast(pyarrow.timestamp("us")),
        "end": pyarrow.array(columns[3], pyarrow.date32()),
    }
    parquet.write_table(pyarrow.table(typed), tmp_path / "jobs.parquet")
    text = observe([written(tmp_path / "jobs.csv", spells)], least=2)

    found = observe([tmp_path / "jobs.parquet"], least=2)

    assert len(found.moves) > 10
    assert found.moves == text.moves
    assert found._replace(problems=()) == text._replace(problems=())


def test_folder_counts_as_one_file(tmp_path: Path) -> None:
    """A history may be split over files with other orders, separators and types of columns."""
    import pyarrow
    from pyarrow import parquet

    spells = some_spells(60, 600)
    whole = observe([written(tmp_path / "jobs.csv", spells)], least=2)
    (tmp_path / "parts" / "more").mkdir(parents=True)
    written(tmp_path / "parts" / "1.csv", spells[:200])
    turned = ["end;start;role;person"]
    turned += [f"{s.end or ''};{s.start};{s.role};{s.person}" for s in spells[200:400]]
    (tmp_path / "parts" / "2.tsv").write_text("\n".join(turned))
    rest = pyarrow.table(list(map(list, zip(*spells[400:], strict=True))), names=HEADER)
    parquet.write_table(rest, tmp_path / "parts" / "more" / "3.parquet")

    found = observe([tmp_path / "parts"], least=2)

    assert found._replace(problems=()) == whole._replace(problems=())
    assert {problem.path.rpartition("/")[2] for problem in found.problems} == {
        "1.csv",
        "2.tsv",
        "3.parquet",
    }


def test_spellings_of_a_role_are_one(tmp_path: Path) -> None:
    """Case, spacing and punctuation make no other role; the commonest spelling is the title."""
    rows = [
        ("p", "Nurse (adult)", 2001, 2002),
        ("p", "nurse adult", 2003, 2004),
        ("p", "Baker", 2005, ""),
        ("q", " Nurse  (adult) ", 2001, 2002),
        ("q", "Baker", 2004, ""),
    ]

    found = observe([written(tmp_path / "jobs.csv", rows)], least=1)

    assert [(move.source, move.target, move.people) for move in found.moves] == [
        ("Nurse (adult)", "Baker", 2)
    ]


def test_year_ends_with_its_last_day(tmp_path: Path) -> None:
    """An end that names a year or a month alone is no earlier than a start in it."""
    rows = [("p", "A", "2001-05-02", "2001"), ("p", "B", "2002-02-28", "2002-02")]

    found = observe([written(tmp_path / "jobs.csv", rows)], least=1)

    assert (found.rows_left_out, found.problems) == (0, ())
    assert found.moves[0].median_years == (date(2002, 2, 28) - date(2001, 5, 2)).days / 365.25


def test_no_move_leads_across_a_fault(tmp_path: Path) -> None:
    """A job whose role is unknown stands between two others."""
    rows = [
        ("p", "A", 2001, 2001),
        ("p", "", 2002, 2002),
        ("p", "B", 2003, ""),
        ("p", "C", 2004, ""),
    ]

    found = observe([written(tmp_path / "jobs.csv", rows)], least=1)

    assert [(move.source, move.target) for move in found.moves] == [("B", "C")]


def test_floor_says_what_it_leaves_out(tmp_path: Path) -> None:
    """Edges of few people are left out, and counted with their people."""
    rows = [(f"p{n}", "A", 2001, 2001) for n in range(6)]
    rows += [(f"p{n}", "B" if n < 5 else "C", 2002, 2002) for n in range(6)]
    rows += [("p0", "C", 2003, 2003)]

    found = observe([written(tmp_path / "jobs.csv", rows)])

    assert [(move.source, move.target, move.people, move.leavers) for move in found.moves] == [
        ("A", "B", 5, 6)
    ]
    assert found.moves[0].lift == (5 / 6) / (5 / 7)
    assert (found.rare_edges, found.rare_people, found.lost_people) == (2, 2, 1)


def test_faults_are_said_all_at_once(tmp_path: Path) -> None:
    """Each fault of each file has one message with its rows."""
    one = [
        ("", "A", 2001, 2002),
        ("p", "", 2001, 2002),
        ("p", "A", "", 2002),
        ("p", "A", "31/12/2001", 2002),
        ("p", "A", "2001-13", 2002),
        ("p", "A", "31/12/2001", "now"),
        ("p", "A", "2001-02-30", 2002),
        ("q", "A", 2003, 2002),
    ]
    files = [
        written(tmp_path / "1.csv", one),
        written(tmp_path / "2.csv", [("q", "B", "soon", "")]),
    ]

    found = observe(files, least=1)

    assert (found.rows, found.rows_left_out, found.unplaced_people) == (9, 9, 2)
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in found.problems] == [
        "1.csv: warning: 1 row has no person",
        "1.csv: warning: 1 row has no role",
        "1.csv: warning: 1 row has no start, so that the order of the person's jobs is unknown",
        (
            "1.csv: warning: 4 rows have a start that is no date, such as '31/12/2001'; "
            "write 2024, 2024-05 or 2024-05-31"
        ),
        (
            "1.csv: warning: 1 row has an end that is no date, such as 'now'; "
            "leave it empty if the job goes on"
        ),
        "1.csv: warning: 1 row has an end before the start",
        (
            "2.csv: warning: 1 row has a start that is no date, such as 'soon'; "
            "write 2024, 2024-05 or 2024-05-31"
        ),
    ]


def test_missing_columns_are_said(tmp_path: Path) -> None:
    """All columns that are missing are named at once, with what was perhaps meant."""
    one = written(tmp_path / "1.csv", [], ["person", "rolle", "start", "since"])
    two = written(tmp_path / "2.csv", [], ["who", "role", "start", "end"])

    with pytest.raises(DataError) as raised:
        observe([one, two, tmp_path / "3.csv"])
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in raised.value.problems] == [
        "3.csv: no such file or folder"
    ]
    with pytest.raises(DataError) as raised:
        observe([one, two])
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in raised.value.problems] == [
        "1.csv:1: no column 'role'; did you mean 'rolle'? Name it with --role",
        (
            "1.csv:1: no column 'end'; the columns are person, rolle, start or since; "
            "name it with --end"
        ),
        (
            "2.csv:1: no column 'person'; the columns are who, role, start or end; "
            "name it with --person"
        ),
    ]


def test_columns_can_be_named(tmp_path: Path) -> None:
    """Other headers are named by options, in any case and spacing."""
    rows = [("p", "A", 2001, 2002), ("p", "B", 2003, "")]
    file = written(tmp_path / "jobs.csv", rows, ["Person_ID", "job title", "From", "To"])

    found = observe([file], columns=Columns("person id", "Job Title", "from", "to"), least=1)

    assert len(found.moves) == 1


def test_damaged_files_are_named(tmp_path: Path) -> None:
    """A file that an engine cannot read is named; none hides another."""
    good = written(tmp_path / "1.csv", [("p", "A", 2001, 2002)])
    short = tmp_path / "2.csv"
    short.write_text("person,role,start,end\n" + "p,A,2001,2002\n" * 3 + "p,A,2001,2002,7,8\n")
    (tmp_path / "3.parquet").write_text("no parquet")

    with pytest.raises(DataError) as raised:
        observe([good, short])
    assert [Path(problem.path).name for problem in raised.value.problems] == ["2.csv"]
    with pytest.raises(DataError, match=r"3\.parquet: damaged, or not a Parquet file"):
        observe([tmp_path / "3.parquet"])


def test_unknown_engine_is_said(tmp_path: Path) -> None:
    """An engine that Ibis does not know gets the nearest name."""
    file = written(tmp_path / "jobs.csv", [("p", "A", 2001, 2002)])

    with pytest.raises(GraphError, match=r"^unknown engine 'duckdbb'; did you mean 'duckdb'\?"):
        observe([file], engine="duckdbb")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Ibis to DuckDB
def test_engine_may_hold_the_history(tmp_path: Path) -> None:
    """With the URL of a database, a history may be a table in it."""
    import ibis

    spells = some_spells(30, 200)
    file = written(tmp_path / "jobs.csv", spells)
    database = ibis.duckdb.connect(tmp_path / "jobs.duckdb")
    database.create_table("jobs", database.read_csv(file, all_varchar=True))
    database.disconnect()

    found = observe([Path("jobs")], engine=f"duckdb://{tmp_path}/jobs.duckdb", least=2)

    assert found.moves == observe([file], least=2).moves


def test_spark_counts_as_duckdb(spark: str, tmp_path: Path) -> None:
    """Spark gives the same rows as DuckDB, on a thousand jobs with every fault."""
    spells = [*some_spells(120, 990), *[Spell("", "A", date(2001, 1, 1), None)] * 5]
    rows = [
        *spells,
        *[("p3", "B", "soon", "")] * 3,
        ("p4", 'a "b", \n c', 2001, ""),
        ("p4", "A", "", ""),
    ]
    file = written(tmp_path / "jobs.csv", rows)

    duckdb, found = (observe([file], least=3, engine=each) for each in ("duckdb", spark))

    assert len(rows) == found.rows == 1_000
    assert len(duckdb.moves) > 10
    assert found == duckdb
    assert isinstance(found, Observed)


def _pairs(engine: str, rows: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, float]]:
    """Return how many requirements pairs of roles share, and their Jaccard coefficient."""
    roles, skills = zip(*rows, strict=True)
    with opened(engine) as found:
        table = found.brought(pyarrow.table({"role": roles, "skill": skills}))
        return {
            (row["source"], row["target"]): (row["shared"], row["jaccard_coefficient"])
            for row in found.rows(overlaps(table, least=0.2, least_shared=2))
        }


def _requirements() -> tuple[list[tuple[str, str]], dict[str, set[str]]]:
    """Return rows of roles and skills, some twice, and the same as sets."""
    rows = [(f"r{n % 40}", f"s{(7 * n + n // 40 * n) % 25}") for n in range(600)]
    required: dict[str, set[str]] = defaultdict(set)
    for role, skill in rows:
        required[role].add(skill)
    return rows, required


def test_pairs_of_overlaps_are_those_of_sets() -> None:
    """DuckDB finds the pairs, the shared numbers and the coefficients of plain sets."""
    rows, required = _requirements()
    expected = {
        (a, b): (len(shared), pytest.approx(jaccard_coefficient(required[a], required[b])))
        for a, b in combinations(sorted(required), 2)
        if len(shared := required[a] & required[b]) >= 2
        and jaccard_coefficient(required[a], required[b]) >= 0.2
    }

    assert 0 < len(expected) < 780
    assert _pairs("duckdb", rows) == expected


def test_spark_finds_the_same_pairs(spark: str) -> None:
    """Spark finds row for row what DuckDB finds."""
    rows, _ = _requirements()

    assert _pairs(spark, rows) == _pairs("duckdb", rows)
