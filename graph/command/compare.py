"""Compare roles or paths."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from graph.command.former import add_answer_options, add_search, print_answer
from graph.command.options import Append, describe, open_data
from graph.model.errors import TwoQuestions


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Show two to four roles side by side: the source's own comparison, what each requires "
        "and the others do not, how far one covers another, levels, signs, next roles. Or two "
        "to four paths, each by its two ends or by all its roles.",
        'careergraph compare PM "product owner"',
        'careergraph compare --path "junior product manager" CPO --path PM CPO',
    )
    parser.add_argument(
        "roles", nargs="*", metavar="ROLE", help="title, alias or id of a role, two to four times"
    )
    parser.add_argument(
        "--path",
        dest="paths",
        action=Append,
        nargs="+",
        default=(),
        metavar="ROLE",
        help="a path instead of a role, two to four times: its two ends, or every role in order",
    )
    add_search(parser)
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.questions.compare.search import compare_paths, compare_roles
    from graph.questions.compare.terminal import paths_page, roles_page

    if given.roles and given.paths:
        raise TwoQuestions("ROLE", "--path")
    index = open_data(given)
    sources = index.about.sources
    if not given.paths:
        roles = compare_roles(index, given.roles)
        return print_answer(given, roles, lambda page: roles_page(page, roles, sources))
    paths = compare_paths(index, given.paths, by=given.by or "steps", lateral=given.lateral)
    found = all(path.found for path in paths.paths)
    return print_answer(given, paths, lambda page: paths_page(page, paths, sources), found=found)
