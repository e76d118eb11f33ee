"""List nodes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from graph.command.former import add_answer_options, print_answer
from graph.command.options import describe, open_data
from graph.model.relations import KINDS, PLURALS


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "List all roles, skills and responsibilities, or those of one kind, by all their names.",
        "careergraph list",
        "careergraph list roles --json",
    )
    parser.add_argument(
        "plural",
        nargs="?",
        type=_plural,
        choices=tuple(PLURALS.values()),
        metavar="KIND",
        help="of one kind",
    )
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.questions.node.search import listed
    from graph.questions.node.terminal import list_page

    kinds = [kind for kind in KINDS if given.plural in (None, PLURALS[kind])]
    nodes = listed(open_data(given), kinds)
    return print_answer(given, {"nodes": nodes}, lambda page: list_page(page, nodes))


def _plural(text: str) -> str:
    return {str(kind): plural for kind, plural in PLURALS.items()}.get(text, text)
