"""Measure careergraph and its peers in one run, and print their ratios as a table.

    python tests/benchmarks/run.py [--quick] [--only AREA …]

README.md beside this file shows the table and explains how to read it.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, not one installed

from harness import Row, Scope

AREAS = (
    "paths",
    "alternatives",
    "overlap",
    "loading",
    "processes",
    "graphml",
    "names",
    "serving",
    "memory",
    "unlock",
    "histories",
)
"""The modules beside this one that have ``rows(scope)``, in the order of the table."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure careergraph against its peers.")
    parser.add_argument("--only", nargs="+", choices=AREAS, default=AREAS, metavar="AREA")
    parser.add_argument("--quick", action="store_true", help="a few questions, the smallest graph")
    given = parser.parse_args()
    rows = _rows(given.only, Scope(given.quick))
    sys.stdout.write("| work | on | median (slowest of 100) | goal |\n| --- | --- | --- | --- |\n")
    for (work, on), peers in groupby(rows, key=lambda row: (row.work, row.on)):
        sys.stdout.write(_line(work, on, list(peers)))
        sys.stdout.flush()


def _rows(areas: Sequence[str], scope: Scope) -> Iterator[Row]:
    for area in areas:
        yield from importlib.import_module(area).rows(scope)


def _line(work: str, on: str, rows: Sequence[Row]) -> str:
    reached = ", ".join(
        f"{row.median} {row.peer}{f' ({row.worst})' if row.worst else ''}".strip() for row in rows
    )
    goals = ", ".join(
        f"{row.goal} {row.peer}".strip() if len(rows) > 1 else row.goal for row in rows if row.goal
    )
    return f"| {work} | {on} | {reached} | {goals} |\n"


if __name__ == "__main__":
    main()
