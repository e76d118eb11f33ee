"""Find a path between two roles."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from graph.command.former import (
    add_answer_options,
    add_constraints,
    add_dialect,
    add_search,
    find_path,
    print_answer,
)
from graph.command.options import describe, open_data
from graph.model.errors import GraphError


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Show the shortest path between two roles: its steps with their years and signs of "
        "readiness, what each adds, on what basis it stands, and what is not stated; or several "
        "paths, or those that meet constraints. Exits with 1 if there is none.",
        'careergraph path "junior product manager" CPO',
        "careergraph path designer PM --lateral --graphml path.graphml",
        "careergraph path designer CPO --lateral --alternatives 5",
        "careergraph path designer CPO --lateral --via PM --max-steps 5 --by effort",
    )
    parser.add_argument("source", metavar="FROM", help="title, alias or id of the first role")
    parser.add_argument("target", metavar="TO", help="title, alias or id of the last role")
    add_search(parser)
    add_constraints(parser)
    parser.add_argument(
        "--graphml", metavar="FILE", help="write the roles and edges of the path to a file, too"
    )
    add_dialect(parser, default=None)
    add_answer_options(parser)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.questions.path.terminal import path_page

    if given.graphml == "-":
        raise GraphError("--graphml takes a file; to standard output: export - --from … --to …")
    if given.graphml is None and given.dialect is not None:
        raise GraphError("--dialect is how to write a --graphml file; name one")
    given.dialect = given.dialect or "portable"
    more = (given.alternatives, given.max_years, given.max_steps)
    if given.via or given.avoid or any(option is not None for option in more):
        return _alternatives(given)
    index, path = find_path(given)
    if given.graphml is not None and path.found:
        from graph.formats.graphml_write import write_graphml
        from graph.formats.subgraph import path_graph

        write_graphml(path_graph(index, path), given.graphml, dialect=given.dialect)
    sources = index.about.sources
    return print_answer(given, path, lambda page: path_page(page, path, sources), found=path.found)


def _alternatives(given: Namespace) -> int:
    from graph.questions.path.search import alternatives
    from graph.questions.path.terminal import alternatives_page

    index = open_data(given)
    answer = alternatives(
        index,
        source=given.source,
        target=given.target,
        number=1 if given.alternatives is None else given.alternatives,
        by="steps" if given.by is None and given.alternatives is None else given.by,
        lateral=given.lateral,
        via=given.via,
        avoid=given.avoid,
        max_years=given.max_years,
        max_steps=given.max_steps,
    )
    if given.graphml is not None and answer.found:
        from graph.formats.graphml_write import write_graphml
        from graph.formats.subgraph import path_graph

        paths = [alternative.path for alternative in answer.paths]
        write_graphml(path_graph(index, *paths), given.graphml, dialect=given.dialect)
    sources = index.about.sources
    return print_answer(
        given, answer, lambda page: alternatives_page(page, answer, sources), found=answer.found
    )
