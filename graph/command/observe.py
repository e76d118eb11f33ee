"""Turn career histories into observed edges."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.command.options import describe, print_page, require_empty
from graph.parts.queries.question import NO, YES
from graph.parts.text import plural
from graph.terminal import Page, Style, complain, write_error

if TYPE_CHECKING:
    from graph.histories.observe import Observed

COLUMNS = {
    "person": "who held the job; any text or number that is the person's own",
    "role": "the title or the code of the job",
    "start": "when it began: 2024, 2024-05 or 2024-05-31",
    "end": "when it ended; empty if it goes on",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Count the moves in career histories, and write them as nodes.csv and edges.csv with the "
        "basis observed. A history has one row for each job of a person: person, role, start and "
        "end. Rows that cannot be used are counted and left out. Exits with 1 if no edge is left, "
        "with 2 if the histories cannot be read. Needs the extra observe.",
        "careergraph observe jobs.csv -o moves",
        "careergraph observe cv/ --role occupation --place Norway -o moves",
        "careergraph observe jobs.parquet --engine pyspark -o moves",
    )
    parser.add_argument(
        "histories",
        nargs="+",
        type=Path,
        metavar="HISTORIES",
        help="a CSV, CSV.gz or Parquet file, a folder of them, or a table of the engine",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="DIR",
        help="a new or empty directory",
    )
    for name, content in COLUMNS.items():
        parser.add_argument(
            f"--{name}", default=name, metavar="COLUMN", help=f"{content} (default: {name})"
        )
    parser.add_argument(
        "--least-people",
        type=_people,
        default=5,
        metavar="N",
        help="leave out edges of fewer people, which may give them away (default: 5)",
    )
    parser.add_argument("--place", default="", metavar="TEXT", help="where the people worked")
    parser.add_argument("--population", default="", metavar="TEXT", help="who the people are")
    parser.add_argument(
        "--engine",
        default="duckdb",
        metavar="ENGINE",
        help="duckdb (the default, in this process), pyspark (in processes of this machine), or "
        "the name or the URL of another backend of Ibis",
    )


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    require_empty(given.output)
    from graph.histories.columns import Columns
    from graph.histories.observe import observe
    from graph.histories.tables import write_tables

    found = observe(
        given.histories,
        columns=Columns(given.person, given.role, given.start, given.end),
        least=given.least_people,
        engine=given.engine,
    )
    if not found.moves:
        for problem in found.problems:
            write_error(str(problem))
        complain(_nothing(found, given.least_people))
        return NO
    written = write_tables(
        found,
        given.output,
        evidence="; ".join(dict.fromkeys(path.resolve().name for path in given.histories)),
        place=given.place,
        population=given.population,
    )
    print_page(lambda page: _write(page, found, given.least_people, written))
    return YES


def _write(page: Page, found: Observed, least: int, written: list[Path]) -> None:
    from shlex import quote

    for problem in found.problems:
        page.unwrapped(str(problem), Style.YELLOW)
    page.add(f"Wrote {' and '.join(map(str, written))}.")
    edges, roles = plural(len(found.moves), "edge"), plural(len(found.roles), "role")
    people, rows = _people_text(found.people), plural(found.rows, "row")
    page.add(f"{edges} between {roles}, from {people} who moved, in {rows}.")
    for sentence in _left_out(found, least):
        page.add(f"Left out: {sentence}.")
    page.blank()
    page.add("Next:")
    page.unwrapped(f"  careergraph check {quote(str(written[0].parent))}")


def _left_out(found: Observed, least: int) -> list[str]:
    sentences = []
    if found.rows_left_out:
        whole = f"all rows of {_people_text(found.unplaced_people)} without a start"
        also = f", and {whole}" if found.unplaced_people else ""
        sentences.append(f"{plural(found.rows_left_out, 'row')}, for the reasons above{also}")
    if found.rare_edges:
        rare = plural(found.rare_edges, "edge")
        lost = f"; {found.lost_people:,} of them made no other move" if found.lost_people else ""
        by = _people_text(found.rare_people)
        sentences.append(f"{rare} of fewer than {_people_text(least)} each, by {by}{lost}")
    return sentences


def _nothing(found: Observed, least: int) -> str:
    if not found.people:
        return "no person moved from one role to another; nothing is written"
    left_out = _left_out(found, least)[-1]
    return f"no edge is left, and nothing is written; left out: {left_out}; see --least-people"


def _people_text(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _people(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"cannot be '{text}'; it takes a whole number from 1")
    return number
