"""Show one node."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from graph.command.former import add_answer_options, print_answer
from graph.command.options import describe, open_data


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Show all that the data says about one role, skill or responsibility, and where.",
        'careergraph show "product owner"',
        "careergraph show empathy --json",
    )
    parser.add_argument("node", metavar="NODE", help="its title, alias or id")
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.questions.node.search import portrait_of
    from graph.questions.node.terminal import portrait_page

    index = open_data(given)
    portrait = portrait_of(index, given.node)
    return print_answer(
        given, portrait, lambda page: portrait_page(page, portrait, index.about.sources)
    )
