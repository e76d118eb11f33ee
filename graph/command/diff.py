"""Compare two versions of a data set: open both, then answer the question."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.command.question import add_question, answer_question, print_result
from graph.model.data_paths import data_directories
from graph.model.errors import GraphError
from graph.parts.queries.question import NO
from graph.questions import QUESTIONS

if TYPE_CHECKING:
    from graph.store.index import Index


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_question(parser, question=QUESTIONS["diff"])


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    result = answer_question(QUESTIONS["diff"], given, open_=_open_versions)
    code = print_result(result, given)
    return NO if result.query.exit_code and not result.answer.same else code


def _open_versions(given: Namespace) -> Index:
    """Return the index of the newer version, which has the older one."""
    from graph.opening.versions import two_directories, two_revisions

    if given.old is None:
        raise GraphError("OLD is missing; name the older version")
    options = {"recipe": given.recipe, "cache": given.cache}
    if given.git is not None:
        return two_revisions(Path(given.git), given.old, given.new, **options)
    newer = [Path(given.new)] if given.new is not None else data_directories(given.data)
    return two_directories([Path(given.old)], newer, **options)
