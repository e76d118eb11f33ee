"""How fast, against a peer, both measured in this run?

    python tests/benchmarks/run.py [--quick] [--only AREA …]

prints the table that README shows: a ratio a row, peer over ours (above 1 we are faster, or
smaller), from the medians of calls made in turn, and the same at the 99th percentile. Graphs are
made here, from one seed; the published taxonomies are looked for in ``shared/data`` beside the
checkout. ``pip install '.[benchmark]'`` adds the peers; without one, its rows say so.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, not one installed

from harness import Row, Scope

AREAS = (
    "paths",
    "overlap",
    "loading",
    "commands",
    "graphml",
    "names",
    "serving",
    "memory",
)
"""The modules beside this one that have ``rows(scope)``, in the order of the table."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure careergraph against its peers.")
    parser.add_argument("--only", nargs="+", choices=AREAS, default=AREAS, metavar="AREA")
    parser.add_argument("--quick", action="store_true", help="a few questions, the smallest graph")
    asked = parser.parse_args()
    out = sys.stdout.write
    out("| work | on | against | to reach | median | slowest of 100 |\n")
    out("| --- | --- | --- | ---: | ---: | ---: |\n")
    for row in _rows(asked.only, Scope(asked.quick)):
        remark = f"; {row.remark}" if row.remark else ""
        cells = (row.work, row.on, row.peer, row.goal, row.median, row.worst + remark)
        out(f"| {' | '.join(cells)} |\n")
        sys.stdout.flush()


def _rows(areas: tuple[str, ...], scope: Scope) -> Iterator[Row]:
    for area in areas:
        yield from importlib.import_module(area).rows(scope)


if __name__ == "__main__":
    main()
