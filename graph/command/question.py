"""Run a question of the table: read its query, answer it, print the answer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from graph.command.options import (
    add_data_options,
    describe,
    open_data,
    print_json,
    print_page,
)
from graph.model.errors import BadParameter, GraphError
from graph.parts.queries.command_line import (
    Readers,
    add_arguments,
    add_expand,
    in_words_of_command,
    read_arguments,
)
from graph.parts.queries.lean import EXPAND, lean_json, read_expand
from graph.parts.queries.query import Query, description
from graph.parts.queries.question import Question, exit_code
from graph.parts.queries.request import body_of

if TYPE_CHECKING:
    from graph.store.index import Index


class Result(Struct, frozen=True):
    """A question with its answer."""

    question: Question
    query: Any
    index: Index
    answer: Any


def describe_query(parser: ArgumentParser, query: type[Query]) -> None:
    """Give the command of a query the description, the exit code and the examples of its help."""
    describe(parser, f"{description(query)} {query.exits}".rstrip(), *query.examples)


def add_question(parser: ArgumentParser, *, question: Question) -> None:
    """Give a command the arguments of its query, and the options that all questions have."""
    query = question.query_type()
    describe_query(parser, query)
    add_arguments(parser, query)
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    add_expand(parser)
    add_data_options(parser)


def run_question(question: Question, given: Namespace) -> int:
    """Answer a question as the arguments put it, print the answer, return the exit code."""
    return print_result(answer_question(question, given), given)


def answer_question(
    question: Question, given: Namespace, *, open_: Callable[[Namespace], Index] = open_data
) -> Result:
    """Return the answer to a question as the arguments put it; ``open_`` opens the data.

    Raises GraphError, which names an option as it is typed.
    """
    type_ = question.query_type()
    query = read_arguments(type_, given, _readers(type_))
    if given.expand and not given.json:
        raise GraphError("--expand adds details to the JSON; use it with --json")
    if given.expand:
        _groups(question, given)  # a wrong one is refused before the data is read
    index = open_(given)
    with option_names(type_):
        return Result(question, query, index, question.answer(index, query))


@contextmanager
def option_names(query: type[Query]) -> Iterator[None]:
    """Name parameters as they are typed, in the errors that are raised meanwhile."""
    try:
        yield
    except BadParameter as error:
        raise GraphError(in_words_of_command(error, query)) from None


def print_result(result: Result, given: Namespace) -> int:
    """Print an answer as text, or as JSON with --json; return the exit code."""
    question, answer = result.question, result.answer
    if given.json:
        print_json(lean_json(answer, _groups(question, given)))
    else:
        print_page(lambda page: question.write(page, answer, result.index))
    return exit_code(answer)


def _groups(question: Question, given: Namespace) -> Iterable[str]:
    """Return the groups that --expand names; raise BadParameter for an unknown one."""
    if not given.expand:
        return ()
    return read_expand(given.expand, question.answer_type(), called=f"--{EXPAND}")


def _readers(query: type[Query]) -> Readers:
    """Return what reads the file of a query's body: the one kind of body is a profile."""
    body = body_of(query)
    if body is None:
        return {}
    from graph.sources.profile_file import read_profile

    return {body.type: read_profile}
