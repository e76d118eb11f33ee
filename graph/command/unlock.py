"""Find the skills that unlock most roles."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.command.former import add_answer_options, print_answer, whole
from graph.command.options import describe, open_data
from graph.model.errors import GraphError, TwoQuestions

PROFILES = {".yaml", ".yml", ".json"}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Show which one skill, with --pairs also which two, bring most new roles into reach for "
        "one who holds all that a role requires, or for a person's profile. With --central, show "
        "which skills hold the whole graph together.",
        'careergraph unlock "product manager" --pairs',
        "careergraph unlock me.yaml --limit 3",
        "careergraph unlock --central",
    )
    parser.add_argument(
        "whose",
        nargs="?",
        metavar="ROLE_OR_PROFILE",
        help="title, alias or id of a role, or a profile: a file ending in .yaml, .yml or .json",
    )
    parser.add_argument("--pairs", action="store_true", help="also pairs of skills")
    parser.add_argument("--central", action="store_true", help="of the graph, not of a role")
    parser.add_argument(
        "--limit",
        type=whole,
        default=10,
        metavar="NUMBER",
        help="how many skills and pairs to show, from 1 to 100 (default: %(default)s)",
    )
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.questions.unlock.central import central_skills
    from graph.questions.unlock.search import unlock, unlock_role
    from graph.questions.unlock.terminal import central_page, unlock_page

    if given.central and (given.whose is not None or given.pairs):
        raise TwoQuestions("--central", "--pairs" if given.whose is None else "ROLE_OR_PROFILE")
    if not given.central and given.whose is None:
        raise GraphError("whose skills? name a role or a profile, or ask for --central")
    index = open_data(given)
    if given.central:
        central = central_skills(index, limit=given.limit)
        return print_answer(given, central, lambda page: central_page(page, central))
    if Path(given.whose).suffix.lower() in PROFILES:
        from graph.sources.profile_file import read_profile

        profile = read_profile(given.whose)
        answer = unlock(index, profile, pairs=given.pairs, limit=given.limit)
    else:
        answer = unlock_role(index, role=given.whose, pairs=given.pairs, limit=given.limit)
    sources = index.about.sources
    return print_answer(given, answer, lambda page: unlock_page(page, answer, sources))
