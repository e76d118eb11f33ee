"""Count."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from graph.command.former import add_answer_options, print_answer
from graph.command.options import describe, open_data


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Show how much the data set holds, on what it rests, and what it leaves open.",
        "careergraph stats --data my-careers",
    )
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.questions.stats.search import statistics
    from graph.questions.stats.terminal import stats_page

    index = open_data(given)
    stats = statistics(index)
    return print_answer(
        given,
        stats,
        lambda page: stats_page(page, stats, index.about, derives=index.derives_overlaps),
    )
