"""The command ``careergraph``: parse the command line, run a command, print what goes wrong.

Exit codes: 0 yes; 1 no (no path, errors in the data); 2 wrong usage, an unknown name or unusable
data. Each command imports what it needs when it runs, so that none waits for another's libraries.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import cast

from graph.command.parser import USAGE, build_parser, command
from graph.model.errors import DataError, GraphError, ProfileError, UnknownNode
from graph.model.relations import PLURALS, Kind
from graph.terminal import complain, write_error

INTERRUPTED = 130  # what shells report for a command that SIGINT ended
READER_GONE = 141  # and for one whose reader went away (`| head`)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the arguments, by default those of the process; return its exit code."""
    _prepare_output()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return READER_GONE
    except KeyboardInterrupt:
        _forget_output()
        return INTERRUPTED
    except OSError as error:
        _forget_output()
        place = f"{error.filename}: " if error.filename else ""
        complain(f"{place}{error.strerror or error}")
        return USAGE
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        words = sys.argv[1:] if arguments is None else arguments
        given = build_parser(words).parse_args(words)
        return command(given.command).run(given)
    except SystemExit as end:  # the parser has helped, or complained
        return int(end.code or 0)
    except DataError as error:
        from graph.parts.text import plural

        for problem in error.problems:
            write_error(str(problem))
        what = "profile" if isinstance(error, ProfileError) else "data"
        complain(f"the {what} cannot be used: {plural(len(error.problems), 'error')}")
    except UnknownNode as error:
        plural_ = PLURALS.get(cast("Kind", error.kind))
        lists = f"careergraph list {plural_}" if plural_ else "careergraph list"
        listed = not error.candidates and error.kind != "group"
        complain(f"{error}; '{lists}' lists them all" if listed else str(error))
    except GraphError as error:
        complain(str(error))
    return USAGE


def _prepare_output() -> None:
    """Make writing safe: to an output that was closed (`>&-`), and in any encoding."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for good
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _forget_output() -> None:
    """Send what is still to be written nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
