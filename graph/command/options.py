"""Options that commands share, and what they stand for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from graph.model.data_paths import data_directories
from graph.model.errors import GraphError
from graph.terminal import Page, loading_bar

if TYPE_CHECKING:
    from graph.store.index import Index


HELP_WIDTH = 80


class Append(argparse.Action):
    """Add a value to those given before; not to the default."""

    def __call__(
        self, _: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, *__: object
    ) -> None:
        setattr(namespace, self.dest, (*getattr(namespace, self.dest, ()), value))


def add_data_options(parser: argparse.ArgumentParser, default: Any = argparse.SUPPRESS) -> None:
    """Add --data, --recipe and --no-cache.

    Without a default, they leave alone what was given before the command.
    """
    parser.add_argument(
        "--data",
        action=Append,
        type=Path,
        default=default,
        metavar="PATH",
        help="a directory of .yaml files or of published tables, or a .graphml file; repeat it to "
        "join several directories (default: those in CAREERGRAPH_DATA, else the shipped one)",
    )
    parser.add_argument(
        "--recipe",
        type=Path,
        default=default or None,
        metavar="FILE",
        help="how to read the tables (default: the recipe.yaml beside them, else a shipped one)",
    )
    parser.add_argument(
        "--no-cache",
        action="store_false",
        dest="cache",
        default=default if default == argparse.SUPPRESS else True,
        help="ignore the cache and do not write to it",
    )


def describe(parser: argparse.ArgumentParser, description: str, *examples: str) -> None:
    """Give a command the description and the examples of its help."""
    paragraphs = description.split("\n\n")
    parser.description = "\n\n".join(fill(text, HELP_WIDTH) for text in paragraphs)
    title = "example:" if len(examples) == 1 else "examples:"
    parser.epilog = "\n  ".join([title, *examples]) if examples else None


def require_empty(directory: Path) -> None:
    """Raise GraphError unless the directory is new or empty."""
    if directory.exists() and not directory.is_dir():
        raise GraphError(f"{directory} is a file; name a new directory")
    if directory.is_dir() and any(directory.iterdir()):
        raise GraphError(f"{directory} is not empty; name a new or an empty directory")


def open_data(given: argparse.Namespace) -> Index:
    """Return the index of the data set that the options name; show the progress of loading."""
    from graph.opening.index import open_index

    with loading_bar() as progress:
        return open_index(
            data_directories(given.data), recipe=given.recipe, cache=given.cache, progress=progress
        )


def print_json(answer: bytes) -> None:
    """Write JSON to standard output, indented."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(answer, indent=2) + b"\n")


def print_page(write: Callable[[Page], None]) -> None:
    """Write a page of text to standard output."""
    page = Page.of(sys.stdout)
    write(page)
    sys.stdout.write(str(page))
