"""Print the JSON Schema of the data files."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from graph.command.options import describe
from graph.parts.queries.question import YES


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Print the JSON Schema of the data files, or of recipes for tables. Editors use it to "
        "complete and check these files.",
        "careergraph schema > schema.json",
        "careergraph schema recipe > schema-recipe.json",
    )
    parser.add_argument(
        "of",
        nargs="?",
        choices=("data", "recipe"),
        default="data",
        help="which schema (default: data)",
    )


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    sys.stdout.write(schema_text(given.of))
    return YES


def schema_text(of: str = "data") -> str:
    import json

    if of == "recipe":
        from graph.sources.tables.recipe import recipe_schema

        return f"{json.dumps(recipe_schema(), indent=2)}\n"
    from graph.model.records import data_file_schema

    return f"{json.dumps(data_file_schema(), indent=2)}\n"
