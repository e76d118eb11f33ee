"""Write observed edges as the two tables that careergraph opens."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.histories.observe import Move, Observed

NODES = ("title", "kind", "source")
EDGES = (
    "source",
    "relation",
    "target",
    "basis",
    "count",
    "leavers",
    "share",
    "lift",
    "median_years",
    "period",
    "place",
    "population",
    "evidence",
    "note",
)


def write_tables(
    found: Observed, directory: Path, *, evidence: str, place: str = "", population: str = ""
) -> list[Path]:
    """Write nodes.csv and edges.csv to a new or an empty directory, or nothing at all."""
    aside = directory.resolve().with_name(f".{directory.resolve().name}-{os.getpid()}")
    aside.mkdir(parents=True)
    try:
        nodes = ([role, "role", evidence] for role in found.roles)
        edges = (_edge(move, place, population, evidence) for move in found.moves)
        for name, header, rows in (("nodes.csv", NODES, nodes), ("edges.csv", EDGES, edges)):
            _write(aside / name, header, rows)
        if directory.exists():
            for file in aside.iterdir():
                file.replace(directory / file.name)
        else:
            aside.rename(directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return [directory / "nodes.csv", directory / "edges.csv"]


def _edge(move: Move, place: str, population: str, evidence: str) -> list[object]:
    return [
        move.source,
        "leads to",
        move.target,
        "observed",
        move.people,
        move.leavers,
        _number(move.share, 6),
        _number(move.lift, 4),
        _number(move.median_years, 2),
        move.period,
        place,
        population,
        evidence,
        "",
    ]


def _number(value: float, digits: int) -> str:
    """Return a number without an exponent, and without zeros at its end.

    >>> _number(0.25, 6), _number(0.00002, 6), _number(3.0, 2)
    ('0.25', '0.00002', '3')
    """
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") or "0"


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)
