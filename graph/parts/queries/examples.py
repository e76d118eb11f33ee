"""Which request asks the same as a command in a query's examples?"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser
from typing import NoReturn

from graph.model.errors import GraphError
from graph.parts.queries.command_line import add_arguments, read_arguments
from graph.parts.queries.query import Query
from graph.parts.queries.request import body_of, write_request


class _NoRequest(Exception):
    """The example is for the command line alone."""


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _NoRequest(message)


def example_request(query: type[Query]) -> list[tuple[str, str]] | None:
    """Return the parameters of a request that asks what the first fitting example asks.

    None if each example has an option that no request has, or the query has a body.
    """
    if (body := body_of(query)) is not None and body.required:
        return None
    for example in query.examples:
        try:
            return _request(query, shlex.split(example)[2:])
        except (_NoRequest, GraphError):
            continue
    return None


def _request(query: type[Query], words: list[str]) -> list[tuple[str, str]]:
    parser = _Parser(add_help=False, allow_abbrev=False)
    add_arguments(parser, query)
    body = body_of(query)
    readers = {body.type: _no_request} if body else {}
    return write_request(read_arguments(query, parser.parse_args(words), readers))


def _no_request(file: str) -> NoReturn:
    raise _NoRequest(file)
