"""Write the graph, or a part of it, as GraphML."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from graph.command.options import add_data_options, open_data
from graph.command.question import describe_query, option_names
from graph.formats.export import ExportQuery, NothingToExport, export
from graph.formats.graphml_write import graphml, write_graphml
from graph.parts.queries.command_line import add_arguments as add_query
from graph.parts.queries.command_line import read_arguments
from graph.parts.queries.question import NO, YES
from graph.terminal import complain


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe_query(parser, ExportQuery)
    add_query(parser, ExportQuery)
    add_data_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    query = read_arguments(ExportQuery, given)
    try:
        with option_names(ExportQuery):
            G, _ = export(open_data(given), query)
    except NothingToExport as error:
        complain(str(error))
        return NO
    if query.file == "-":
        text = "".join(graphml(G, dialect=query.dialect))  # whole before its first byte is out
        sys.stdout.buffer.write(text.encode())
    else:
        write_graphml(G, query.file, dialect=query.dialect)
    return YES
