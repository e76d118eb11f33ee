"""What the commands need that are not yet rows of the table of questions."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from graph.command.options import Append, add_data_options, open_data, print_json, print_page
from graph.model.errors import BadParameter, cannot_be
from graph.parts.queries.question import NO, YES

if TYPE_CHECKING:
    from graph.parts.paths import Path as PathAnswer
    from graph.store.index import Index
    from graph.terminal import Page

N = TypeVar("N", int, float)


def add_answer_options(parser: ArgumentParser) -> None:
    """Add the options that every question has."""
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    add_data_options(parser)


def print_answer(
    given: Namespace, answer: object, write: Callable[[Page], None], *, found: bool = True
) -> int:
    """Print an answer as text, or as JSON with --json; return the exit code."""
    if given.json:
        import msgspec

        print_json(msgspec.json.encode(answer))
    else:
        print_page(write)
    return YES if found else NO


def find_path(given: Namespace) -> tuple[Index, PathAnswer]:
    from graph.parts.path_search import shortest_path

    index = open_data(given)
    return index, shortest_path(
        index,
        source=given.source,
        target=given.target,
        by="steps" if given.by is None else given.by,
        lateral=given.lateral,
    )


def add_dialect(parser: ArgumentParser, default: str | None = "portable") -> None:
    parser.add_argument(
        "--dialect",
        default=default,
        metavar="NAME",
        help="portable (default) for any reader, yed to see labels and colours in yEd",
    )


def add_search(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--by",
        metavar="WHAT",
        help="take the path that is best by steps (default), years, effort or evidence",
    )
    parser.add_argument(
        "--lateral", action="store_true", help="also move aside to roles that overlap"
    )


def add_constraints(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--alternatives",
        type=whole,
        metavar="NUMBER",
        help="show so many different paths; without --by those that are best by several costs",
    )
    parser.add_argument(
        "--via", action=Append, default=(), metavar="ROLE", help="go through it; may be repeated"
    )
    parser.add_argument(
        "--avoid",
        action=Append,
        default=(),
        metavar="NAME",
        help="go around a role, or the roles that require a skill; may be repeated",
    )
    parser.add_argument(
        "--max-years",
        type=decimal,
        metavar="NUMBER",
        help="at most so many years, by their lower bound; none may be unknown",
    )
    parser.add_argument("--max-steps", type=whole, metavar="NUMBER", help="at most so many steps")


def typed_words(error: BadParameter, arguments: Sequence[str]) -> str:
    """Return what is wrong with a parameter, by the name of its option and as it was typed."""
    option = f"--{error.parameter.replace('_', '-')}"
    joined = next((text for text in arguments if text.startswith(f"{option}=")), None)
    if not error.parameter or (joined is None and option not in arguments):
        return str(error)
    value = error.value
    if isinstance(value, int | float):
        last = f"{option}={arguments[[*arguments].index(option) + 1]}" if joined is None else joined
        value = last.partition("=")[2]
    return cannot_be(option, value, error.allowed)


def number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError(f"'{text}' is no number; write one such as 20")
    return int(text)


def whole(text: str) -> int:
    return read_number(int, text, "a whole number")


def decimal(text: str) -> float:
    return read_number(float, text, "a number")


def read_number(type_: Callable[[str], N], text: str, allowed: str) -> N:
    try:
        return type_(text)
    except ValueError:
        raise ArgumentTypeError(cannot_be("", text, allowed).lstrip()) from None
