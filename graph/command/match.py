"""Match a person to roles."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.command.former import add_answer_options, print_answer, whole
from graph.command.options import Append, describe, open_data


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Show which roles are in reach of what a person holds, now, next or as a stretch, and "
        "what each asks for; with --to, the path to a role on which the least is to be gained. "
        "Exits with 1 if no role is in reach, or there is no path.",
        "careergraph match me.yaml",
        "careergraph match me.yaml --to CPO",
        'careergraph match --role "product manager" --skill SQL',
    )
    parser.add_argument(
        "profile",
        nargs="?",
        type=Path,
        metavar="PROFILE",
        help="a YAML or JSON file with any of title, roles, skills and signs",
    )
    for name, what in (("role", "held"), ("skill", "held"), ("sign", "of readiness, shown")):
        parser.add_argument(
            f"--{name}",
            action=Append,
            default=(),
            metavar="NAME",
            help=f"a {name} {what}; again, for several",
        )
    parser.add_argument("--to", metavar="ROLE", help="the role to get to")
    parser.add_argument(
        "--limit",
        type=whole,
        default=5,
        metavar="NUMBER",
        help="how many roles of a tier to name (default: %(default)s)",
    )
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.questions.match.search import match
    from graph.questions.match.terminal import match_page
    from graph.sources.profile_file import asked_profile

    profile = asked_profile(given.profile, roles=given.role, skills=given.skill, signs=given.sign)
    answer = match(open_data(given), profile, target=given.to, limit=given.limit)
    found = answer.path.found if answer.path else bool(answer.now + answer.next + answer.stretch)
    return print_answer(given, answer, lambda page: match_page(page, answer), found=found)
