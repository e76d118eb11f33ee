"""Shell completion, made by shtab from the parser."""

from __future__ import annotations

import argparse
from pathlib import Path

from graph.model.errors import GraphError, cannot_be, one_of


def completion_script(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script that completes the words of the parser in a shell.

    Raises GraphError if shtab is not installed or does not know the shell.
    """
    try:
        import shtab
    except ModuleNotFoundError:
        raise GraphError(
            "--print-completion needs shtab; install careergraph with the extra 'completion'"
        ) from None
    if shell not in shtab.SUPPORTED_SHELLS:
        raise GraphError(cannot_be("--print-completion", shell, one_of(shtab.SUPPORTED_SHELLS)))
    _complete_files(parser)
    return f"{shtab.complete(parser, shell=shell)}\n"


def _complete_files(parser: argparse.ArgumentParser) -> None:
    """Say which arguments are files or directories."""
    import shtab

    for action in parser._actions:  # noqa: SLF001  # argparse has no other list of them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for each in action.choices.values():
                _complete_files(each)
        elif action.metavar == "DIR":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # shtab reads it
        elif action.metavar == "FILE" or action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
