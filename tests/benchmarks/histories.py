"""Moves counted in ten million jobs, against pandas by hand; each in a process of its own."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from harness import ROOT, Row, Scope, figure, installed, python

JOBS, PEOPLE, ROLES = 10_000_000, 2_000_000, 2_000
LEAST = 5
HERE = Path(__file__).resolve()


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    work, goals = "moves counted in career histories", ("2x", "2x")
    jobs = scope.count(JOBS)
    on = f"{jobs:,} jobs in Parquet, synthetic"
    if not (installed("pandas") and installed("ibis")):
        yield Row(work, on, "pandas by hand", goals[0], "not installed:")
        return
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory, "jobs.parquet")
        python(str(HERE), "write", str(file), str(jobs))
        theirs, ours = (json.loads(python(str(HERE), who, str(file))) for who in ("pandas", "ours"))
    if theirs["edges"] != ours["edges"]:
        raise AssertionError("the edges differ")
    for what, measure, goal in zip(("", ": memory"), ("seconds", "bytes"), goals, strict=True):
        ratio = figure(theirs[measure] / ours[measure])
        yield Row(f"{work}{what}", on, "pandas by hand", goal, ratio)


def write(path: Path, jobs: int) -> None:
    """Write jobs whose roles are mostly a few steps above the ones before, in any order."""
    import numpy
    import pyarrow
    from pyarrow import parquet

    random = numpy.random.default_rng(7)
    people = max(1, jobs * PEOPLE // JOBS)
    person = random.integers(0, people, jobs)
    first = random.integers(0, ROLES, people)
    years = random.integers(0, 40 * 365, jobs)
    steps = numpy.where(random.random(jobs) < 0.9, years // 1_000 * random.integers(0, 2, jobs), 0)
    role = (first[person] + steps + random.integers(0, 3, jobs)) % ROLES
    start = numpy.datetime64("1980-01-01") + years
    titles = pyarrow.array([f"role {number:04}" for number in range(ROLES)])
    indices = pyarrow.array(role.astype("int32"))
    table = {
        "person": person,
        "role": pyarrow.DictionaryArray.from_arrays(indices, titles),
        "start": start.astype("datetime64[ms]"),
        "end": (start + random.integers(30, 3_000, jobs)).astype("datetime64[ms]"),
    }
    parquet.write_table(pyarrow.table(table), path)


def ours(path: Path) -> list[list[Any]]:
    """Return the edges that careergraph counts."""
    sys.path.insert(0, str(ROOT))
    from graph.histories.observe import observe

    return [list(move) for move in observe([path], least=LEAST).moves]


def by_pandas(path: Path) -> list[list[Any]]:
    """Return the edges that pandas counts, whole columns at a time."""
    import pandas

    jobs = pandas.read_parquet(path)
    titles = jobs.role.cat.categories
    jobs["role"] = jobs.role.cat.codes
    jobs = jobs.sort_values(["person", "start", "end", "role"], ignore_index=True)
    same = (jobs.person == jobs.person.shift()) & (jobs.role == jobs.role.shift())
    stays = jobs.loc[~same, ["person", "role", "start"]]
    goes_on = stays.person == stays.person.shift(-1)
    stays = stays.assign(target=stays.role.shift(-1), moved=stays.start.shift(-1))[goes_on]
    ends = ["role", "target"]
    first = stays.drop_duplicates([*ends, "person"])
    first = first.assign(days=(first.moved - first.start).dt.days)
    edges = first.groupby(ends).agg(
        people=("days", "size"), days=("days", "median"), since=("moved", "min")
    )
    edges["until"] = stays.groupby(ends).moved.max()
    edges = edges.reset_index()
    edges["leavers"] = edges.role.map(
        stays.drop_duplicates(["role", "person"]).groupby("role").size()
    )
    edges["share"] = edges.people / edges.leavers
    arrivals = edges.groupby("target").people.sum()
    edges["lift"] = edges["share"] * edges.people.sum() / edges.target.map(arrivals)
    edges = edges[edges.people >= LEAST].sort_values(
        ["role", "people", "target"], ascending=[True, False, True]
    )
    return [
        [
            titles[edge.role],
            titles[int(edge.target)],
            edge.people,
            edge.leavers,
            edge.share,
            edge.lift,
            edge.days / 365.25,
            "-".join(dict.fromkeys((str(edge.since.year), str(edge.until.year)))),
        ]
        for edge in edges.itertuples()
    ]


def _measured(count: Callable[[Path], list[list[Any]]], path: Path) -> dict[str, Any]:
    start = time.perf_counter()
    edges = count(path)
    seconds = time.perf_counter() - start
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    rounded = [[round(x, 9) if isinstance(x, float) else x for x in edge] for edge in edges]
    return {"seconds": seconds, "bytes": taken, "edges": rounded}


def main() -> None:
    """Do one part of the work, in a process of its own."""
    what, file, *size = sys.argv[1:]
    if what == "write":
        write(Path(file), int(size[0]))
    else:
        count = ours if what == "ours" else by_pandas
        sys.stdout.write(json.dumps(_measured(count, Path(file))))


if __name__ == "__main__":
    main()
