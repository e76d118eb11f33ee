"""The parser of ``careergraph``: the table of its commands, each imported when it is chosen."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

from graph.command.options import add_data_options
from graph.model.errors import cannot_be, one_of
from graph.questions import QUESTIONS
from graph.terminal import complain

USAGE = 2
"""The exit code for wrong usage."""

OTHERS = {
    "serve": "open the graph in a browser",
    "export": "write the graph, or a part of it, as GraphML",
    "init": "start a data set of your own",
    "check": "list every problem of a data set",
    "align": "propose which roles of two data sets are alike",
    "observe": "count the moves in career histories",
    "schema": "print the JSON Schema of the data files",
}
"""Commands that are no questions, with their summaries."""

WITH_MODULE = {*OTHERS, "path", "matrix", "diff"}
"""Commands with a module ``graph/command/<name>.py``, which has ``add_arguments(parser)`` and
``run(namespace)``. The other rows of QUESTIONS need none."""


class Command(NamedTuple):
    """What the parser needs of a command, and what runs it."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def command(name: str) -> Command:
    """Return a command by its name; only now is its module imported."""
    if name in WITH_MODULE:
        module = import_module(f"graph.command.{name}")
        return Command(module.add_arguments, module.run)
    from graph.command.question import add_question, run_question

    question = QUESTIONS[name]
    return Command(partial(add_question, question=question), partial(run_question, question))


def build_parser(words: Sequence[str] = (), *, complete: bool = False) -> argparse.ArgumentParser:
    """Return the parser of the command line; the name of the command is in ``command``.

    Only the command that the words choose has its arguments, unless the parser is ``complete``.
    """
    main = _Parser(
        prog="careergraph",
        description="Explore a career knowledge graph: roles, the skills and responsibilities\n"
        "they require, and the paths between them.",
        epilog="""examples:
  careergraph serve --open
  careergraph path "junior product manager" CPO
  careergraph show empathy

A name is a title, an alias or an id, in any case. Put quotes around a name of
several words. Exit codes: 0 yes; 1 no (no path, errors in the data); 2 wrong
usage, an unknown name or unusable data.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    main.add_argument("--version", action=_Version, nargs=0, help="print the version")
    main.add_argument(
        "--print-completion",
        action=_PrintCompletion,
        metavar="SHELL",
        help="print the completion script for bash, zsh, fish or tcsh",
    )
    add_data_options(main, default=())
    commands = main.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )
    chosen = _chosen(words)
    named = summaries()
    for name in [chosen] if chosen in named else named:
        parser = commands.add_parser(
            name,
            help=named[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if complete or name == chosen:
            command(name).add_arguments(parser)
    return main


def summaries() -> dict[str, str]:
    """Return the summary of every command, by name, in the order of the help."""
    questions = {name: question.summary for name, question in QUESTIONS.items()}
    return {"serve": OTHERS["serve"], **questions, **OTHERS}


def _chosen(words: Sequence[str]) -> str:
    """Return the first word that is neither an option nor the value of one; "" without any."""
    left = iter(words)
    for word in left:
        if word in ("--data", "--recipe"):
            next(left, None)
        elif not word.startswith("-"):
            return word
    return ""


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        message = _plain(message)
        if message.startswith("unrecognized arguments"):
            message += " (a name of several words needs quotes)"
        complain(f"{message}; see '{self.prog} --help'")
        sys.exit(USAGE)


def _plain(message: str) -> str:
    """Return a complaint of argparse in the words of the others.

    >>> _plain("argument KIND: invalid choice: 'x' (choose from 'roles', 'skills')")
    "KIND cannot be 'x'; it takes roles or skills"
    """
    match = re.fullmatch(r"argument (.+?): (.+)", message, re.DOTALL)
    if match is None:
        return message
    name, fault = match.groups()
    choice = re.fullmatch(r"invalid choice: '(.*)' \(choose from (.+)\)", fault, re.DOTALL)
    if choice:
        return cannot_be(name, choice[1], one_of(choice[2].replace("'", "").split(", ")))
    if fault.startswith("expected "):
        return f"{name} takes {fault.removeprefix('expected ')}; there is none"
    return f"{name} {fault}" if fault.startswith("cannot be ") else f"{name}: {fault}"


class _Version(argparse.Action):
    """Look the version up only when someone wants it."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            sys.stdout.write(f"careergraph {version('careergraph')}\n")
        except PackageNotFoundError:
            sys.stdout.write("careergraph, not installed\n")
        parser.exit()


class _PrintCompletion(argparse.Action):
    """Print a completion script, with a library that nothing else imports."""

    def __call__(self, parser: argparse.ArgumentParser, _: object, shell: Any, *__: object) -> None:
        from graph.command.completion import completion_script

        sys.stdout.write(completion_script(build_parser(complete=True), shell))
        parser.exit()
