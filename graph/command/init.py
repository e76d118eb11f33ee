"""Start a data set."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from graph.command.options import describe, require_empty
from graph.command.schema import schema_text
from graph.model.data_paths import shipped
from graph.parts.queries.question import YES
from graph.terminal import Page


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Write a small data set with comments, and the JSON Schema for editors, to a new or "
        "empty directory.",
        "careergraph init my-careers",
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="a new or empty directory")


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    directory: Path = given.directory
    require_empty(directory)
    directory.mkdir(parents=True, exist_ok=True)
    files = {path.name: path.read_bytes() for path in sorted(shipped("starter").glob("*.yaml"))}
    files["schema.json"] = schema_text().encode()
    for name, content in files.items():
        (directory / name).write_bytes(content)
    sys.stdout.write(str(_welcome(directory, files)))
    return YES


def _welcome(directory: Path, files: Iterable[str]) -> Page:
    from shlex import quote

    page = Page.of(sys.stdout)
    page.add(f"Wrote {' and '.join(str(directory / name) for name in files)}.")
    page.blank()
    page.add("Next: open the .yaml file in an editor, change it, and")
    page.unwrapped(f"  careergraph check {quote(str(directory))}")
    page.unwrapped(f"  careergraph serve --data {quote(str(directory))} --open")
    return page
