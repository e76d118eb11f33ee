"""Find paths between two roles, and write them as GraphML if wanted."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from graph.command.question import Result, add_question, answer_question, print_result
from graph.model.errors import GraphError
from graph.questions import QUESTIONS

QUESTION = QUESTIONS["path"]


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_question(parser, question=QUESTION)


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    if given.graphml == "-":
        raise GraphError("--graphml takes a file; to standard output: export - --from … --to …")
    if given.graphml is None and given.dialect is not None:
        raise GraphError("--for belongs to --graphml; name a file")
    result = answer_question(QUESTION, given)
    if result.query.graphml and result.answer.found:
        _write_graphml(result)
    return print_result(result, given)


def _write_graphml(result: Result) -> None:
    from graph.formats.graphml_write import write_graphml
    from graph.formats.subgraph import path_graph

    G = path_graph(result.index, *result.answer.paths)
    write_graphml(G, result.query.graphml, dialect=result.query.dialect or "portable")
