"""What the commands need that are not yet rows of the table of questions."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from graph.command.options import add_data_options, print_json, print_page
from graph.model.errors import BadParameter, cannot_be
from graph.parts.queries.question import NO, YES

if TYPE_CHECKING:
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


def read_number(type_: Callable[[str], N], text: str, allowed: str) -> N:
    try:
        return type_(text)
    except ValueError:
        raise ArgumentTypeError(cannot_be("", text, allowed).lstrip()) from None
