"""List the problems of a data set."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.command.options import add_data_options, describe, print_json, print_page
from graph.model.data_paths import data_directories
from graph.model.errors import DataError, Problem
from graph.parts.queries.question import NO, YES
from graph.parts.text import plural
from graph.terminal import Page, Style


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "List every error and warning of a data set with its file and line. "
        "Exits with 1 if there are errors or rows of tables are left out, "
        "with 0 if there are only other warnings.",
        "careergraph check my-careers",
    )
    parser.add_argument(
        "directory",
        type=Path,
        nargs="*",
        metavar="PATH",
        help="its directory or GraphML file (default: --data)",
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    add_data_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.opening.graphml import is_graphml
    from graph.opening.index import check_data

    paths = given.directory or data_directories(given.data)
    problems, left_out = check_data(paths, recipe=given.recipe)
    if not all(path.is_dir() or (is_graphml(path) and path.is_file()) for path in paths):
        raise DataError(problems)
    if given.json:
        import msgspec

        print_json(msgspec.json.encode(_answer(paths, problems, left_out)))
    else:
        print_page(lambda page: problems_page(page, problems, left_out))
    return YES if all(problem.warning for problem in problems) and not left_out else NO


def _answer(
    directories: Sequence[Path], problems: Sequence[Problem], left_out: int
) -> dict[str, Any]:
    warnings = sum(problem.warning for problem in problems)
    return {
        "directory": os.pathsep.join(map(str, directories)),
        "errors": len(problems) - warnings,
        "warnings": warnings,
        "rows_left_out": left_out,
        "problems": [problem._asdict() for problem in problems],
    }


def problems_page(page: Page, problems: Sequence[Problem], left_out: int = 0) -> None:
    """Write the problems of a data set, one a line and not wrapped, and their number."""
    for problem in problems:
        page.unwrapped(str(problem), Style.YELLOW if problem.warning else Style.RED)
    rows = f", {plural(left_out, 'row')} left out" if left_out else ""
    page.add(problem_count(problems) + rows)


def problem_count(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are.

    >>> problem_count([Problem("a.yaml", 1, "bad"), Problem("a.yaml", 2, "odd", warning=True)])
    '1 error, 1 warning'
    """
    warnings = sum(problem.warning for problem in problems)
    return f"{plural(len(problems) - warnings, 'error')}, {plural(warnings, 'warning')}"
