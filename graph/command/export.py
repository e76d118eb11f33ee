"""Write the graph, or a part of it, as GraphML."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from graph.command.former import whole
from graph.command.options import add_data_options, describe, open_data
from graph.model.errors import GraphError, TwoQuestions
from graph.parts.queries.question import NO, YES
from graph.terminal import complain

if TYPE_CHECKING:
    from graph.store.networkx_graph import CareerGraph


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Write the graph as GraphML for Gephi, yEd, networkx or igraph: all of it, what "
        "surrounds a node, or a path.",
        "careergraph export careers.graphml",
        "careergraph export - --node empathy --radius 2 > empathy.graphml",
        "careergraph export path.graphml --from PM --to CPO --dialect yed",
    )
    parser.add_argument("file", metavar="FILE", help="the file to write; - is standard output")
    parser.add_argument(
        "--dialect",
        default="portable",
        metavar="NAME",
        help="portable (default) for any reader, yed to see labels and colours in yEd",
    )
    parser.add_argument("--node", metavar="NAME", help="only this node and what surrounds it")
    parser.add_argument(
        "--radius", type=whole, metavar="NUMBER", help="how many edges around it (default: 1)"
    )
    parser.add_argument(
        "--overlaps",
        action="store_true",
        help="also overlaps that a large data set derives on demand: ten for each role",
    )
    parser.add_argument("--from", dest="source", metavar="ROLE", help="only the path from here …")
    parser.add_argument("--to", dest="target", metavar="ROLE", help="… to here")
    parser.add_argument(
        "--by",
        metavar="WHAT",
        default="steps",
        help="the best path by steps (default), years, effort or evidence",
    )
    parser.add_argument(
        "--lateral", action="store_true", help="allow sideways moves between overlapping roles"
    )
    add_data_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.formats.graphml_write import graphml, write_graphml

    G = _part(given)
    if G is None:
        return NO
    if given.file == "-":
        text = "".join(graphml(G, dialect=given.dialect))  # whole before its first byte is out
        sys.stdout.buffer.write(text.encode())
    else:
        write_graphml(G, given.file, dialect=given.dialect)
    return YES


def _part(given: Namespace) -> CareerGraph | None:
    """Return what is to be exported; None, with the reason on stderr, if there is no path."""
    if (given.source is None) != (given.target is None):
        raise GraphError("--from and --to belong together; give both")
    if given.node is not None and given.source is not None:
        raise TwoQuestions("--node", "--from")
    if given.node is None and given.radius is not None:
        raise GraphError("--radius is the radius around a --node; name one")
    if given.source is not None:
        return _path(given)
    from graph.formats.subgraph import neighbourhood_graph, whole_graph
    from graph.questions.neighbourhood.query import NeighbourhoodQuery
    from graph.questions.neighbourhood.search import answer

    index = open_data(given)
    if given.node is None:
        return whole_graph(index, overlaps=given.overlaps)

    radius = 1 if given.radius is None else given.radius
    query = NeighbourhoodQuery(node=given.node, radius=radius)
    return neighbourhood_graph(index, answer(index, query))


def _path(given: Namespace) -> CareerGraph | None:
    from graph.formats.subgraph import path_graph
    from graph.parts.path_search import shortest_path
    from graph.parts.path_text import no_path_lines
    from graph.parts.paths import NoPath

    index = open_data(given)
    path = shortest_path(
        index, source=given.source, target=given.target, by=given.by, lateral=given.lateral
    )
    if isinstance(path, NoPath):
        complain(" ".join(no_path_lines(path)))
        return None
    return path_graph(index, path)
