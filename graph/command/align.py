"""Propose alignments of two data sets."""

from __future__ import annotations

import csv
import io
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.command.options import describe
from graph.parts.queries.question import YES


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Propose which roles and skills of two data sets are alike, as a CSV table with a score "
        "and a reason. Write yes or your name into the column `reviewed` of the rows that are "
        "right, and save it as aligned.csv in the first data set: other rows are not used.",
        "careergraph align my-careers path/to/esco --output my-careers/aligned.csv",
    )
    parser.add_argument("here", type=Path, metavar="A", help="the data set to align")
    parser.add_argument("there", type=Path, metavar="B", help="the data set to align it with")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="a new file (default: standard output)"
    )


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.opening.index import open_index
    from graph.opening.proposals import Proposal, proposals

    here, there = (open_index([place]) for place in (given.here, given.there))
    set_ = there.about.sets[0].id if there.about.sets else given.there.stem
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(Proposal._fields)
    table.writerows(proposals(here, there, set_))
    if given.output is None:
        sys.stdout.write(text.getvalue())
    else:
        with given.output.open("x", encoding="utf-8") as file:  # never over reviewed rows
            file.write(text.getvalue())
    return YES
