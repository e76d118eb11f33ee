"""Show roles and skills as one table, or write the table as CSV or SVG."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from graph.command.question import add_question, answer_question, print_result
from graph.model.errors import GraphError
from graph.parts.queries.question import exit_code
from graph.questions import QUESTIONS

QUESTION = QUESTIONS["matrix"]


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_question(parser, question=QUESTION)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    if given.json and given.format:
        raise GraphError("--json and --format exclude each other; give one")
    result = answer_question(QUESTION, given)
    if not result.query.format:
        return print_result(result, given)
    if result.query.format == "csv":
        from graph.formats.matrix_csv import matrix_csv as written
    else:
        from graph.formats.matrix_svg import matrix_svg as written
    sys.stdout.write(written(result.answer))
    return exit_code(result.answer)
