"""Compare two versions of a data set."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.command.former import add_answer_options, number, print_answer
from graph.command.options import describe
from graph.model.data_paths import data_directories
from graph.model.relations import PLURALS


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Show which nodes, edges and facts were added, removed, renamed or changed between two "
        "versions of a data set, and which shortest paths appear, vanish or differ. Exits with "
        "0 whether something differs or not, unless --exit-code is given.",
        "careergraph diff careers-2023 careers-2024",
        "careergraph diff v1.0 HEAD --git careers",
        "careergraph diff HEAD --git careers --kind leads_to",
    )
    parser.add_argument("old", metavar="OLD", help="the directory of the older version")
    parser.add_argument(
        "new", nargs="?", metavar="NEW", help="that of the newer one (default: --data)"
    )
    parser.add_argument(
        "--git",
        type=Path,
        metavar="DIR",
        help="compare this directory at two git revisions, OLD and NEW; without NEW, with what it "
        "holds now",
    )
    parser.add_argument(
        "--kind",
        type=singular,
        default="",
        metavar="KIND",
        help="list only this: a kind (role, skill …), a relation (leads_to …), fact, source, "
        "stage, track, group, dataset, place or path",
    )
    parser.add_argument(
        "--what",
        default="",
        metavar="WHAT",
        help="list only what was removed, added, renamed or changed",
    )
    parser.add_argument(
        "--limit",
        type=number,
        metavar="NUMBER",
        help="list at most so many of each sort (default: 20; with --json all)",
    )
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if something differs")
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.opening.versions import two_directories, two_revisions
    from graph.questions.diff.search import diff, part_of
    from graph.questions.diff.terminal import diff_page

    if given.git is not None:
        old, new = two_revisions(
            given.git, given.old, given.new, recipe=given.recipe, cache=given.cache
        )
    else:
        newer = [Path(given.new)] if given.new is not None else data_directories(given.data)
        old, new = two_directories([Path(given.old)], newer, recipe=given.recipe, cache=given.cache)
    answer = diff(old, new)
    listed = part_of(answer, kind=given.kind, what=given.what)
    if given.json and given.limit is not None:
        listed = part_of(answer, kind=given.kind, what=given.what, limit=given.limit)
    limit = 20 if given.limit is None else given.limit
    found = answer.same or not given.exit_code
    return print_answer(given, listed, lambda page: diff_page(page, listed, limit), found=found)


def singular(text: str) -> str:
    """Return what is listed by its name, whether one or several are named."""
    ones = {plural: str(kind) for kind, plural in PLURALS.items()}
    ones |= {
        f"{kind}s": kind for kind in ("fact", "source", "stage", "track", "group", "place", "path")
    }
    return ones.get(text, text)
