"""The API described: a page, the OpenAPI document, and an index of the addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from flask import Blueprint, Response, render_template, request, url_for

from graph.model.errors import GraphError
from graph.model.relations import KINDS
from graph.parts.person import Profile
from graph.parts.queries.examples import example_request
from graph.parts.queries.request import request_parameters
from graph.sources.profile_file import ProfileFile
from graph.store.index import Index
from graph.store.index_cache import cached_with_index
from web import parameters
from web.exports import OPERATIONS
from web.openapi import document
from web.operations import Operation, operations

blueprint = Blueprint("api_docs", __name__)

BODIES: dict[type, Any] = {Profile: ProfileFile}
"""The record that describes the JSON of a body, where the query holds another record."""
MAX_EXAMPLES = 3
"""How many nodes of a kind are named as examples."""


@blueprint.get("/api/v1/")
def index() -> Response:
    """Answer with the questions and their addresses, and where they are described."""
    root = request.script_root
    found: dict[str, Any] = {}
    for each in _operations():
        row = found.setdefault(each.name, {"summary": each.summary, "addresses": []})
        row["addresses"].append(f"{root}{each.path}")
    places = {"openapi": url_for("api_docs.openapi"), "docs": url_for("api_docs.docs")}
    return _json({**places, "operations": found})


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Response:
    """Answer with the OpenAPI document."""
    return _json(_served() | {"servers": [{"url": request.script_root or "/"}]})


@blueprint.get("/api/docs")
def docs() -> str:
    """Show the operations with their parameters and an example, and the schemas."""
    api = _served()
    return render_template(
        "api_docs.html",
        api=api,
        operations=[
            (path, method.upper(), operation)
            for path, methods in api["paths"].items()
            for method, operation in methods.items()
        ],
        examples=_examples(),
        parts=type_parts,
    )


def type_parts(schema: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a type in words, each part with the name of the schema that it links to, or "".

    >>> type_parts({"type": "array", "items": {"$ref": "#/components/schemas/Move"}})
    [('list of ', ''), ('Move', 'Move')]
    """
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return [(name, name)]
    if "anyOf" in schema:
        either = [type_parts(each) for each in schema["anyOf"]]
        return [part for each in either for part in [(" or ", ""), *each]][1:]
    if "enum" in schema:
        return [(", ".join(map(str, schema["enum"])), "")]
    if isinstance(schema.get("items"), dict):
        return [("list of ", ""), *type_parts(schema["items"])]
    if isinstance(schema.get("additionalProperties"), dict):
        return [("object of ", ""), *type_parts(schema["additionalProperties"])]
    return [(f"{_type_word(schema)}{_limits(schema)}", "")]


def _type_word(schema: Mapping[str, Any]) -> str:
    words = {
        "integer": "whole number",
        "boolean": "true or false",
        "string": "text",
        "array": "list",
    }
    type_ = schema.get("type", "any")
    return words.get(type_, str(type_))


def _limits(schema: Mapping[str, Any]) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None or most is None:
        return ""
    return f" from {least:,} to {most:,}"


def _operations() -> tuple[Operation, ...]:
    return (*operations(), *OPERATIONS)


def _served() -> dict[str, Any]:
    return _document(parameters.index(), _operations())


@cached_with_index
def _document(index: Index, served: tuple[Operation, ...]) -> dict[str, Any]:
    names: dict[str, Sequence[str]] = {
        kind: [*islice(index.of_kind(kind), MAX_EXAMPLES)] for kind in KINDS
    }
    names["node"] = [ids[0] for ids in names.values() if ids]
    return document(served, BODIES, names)


def _examples() -> dict[str, str]:
    """Return an address to try for each path that has an example."""
    found = {}
    for each in _operations():
        written = example_request(each.query)
        if written is None and not any(named.required for named in each.in_query.values()):
            written = []
        if written is not None:
            given = [(name, _known_name(each, name, value)) for name, value in written]
            in_path = {name: quote(value) for name, value in given if name in each.in_path}
            left = [pair for pair in given if pair[0] in each.in_query]
            address = f"{request.script_root}{each.path.format_map(in_path)}"
            found[each.path] = f"{address}?{urlencode(left)}" if left else address
    return found


def _known_name(operation: Operation, name: str, value: str) -> str:
    """Return the value of an example; if it names no node of this data set, one that does."""
    kind = request_parameters(operation.query)[name].names
    if not kind:
        return value
    index = parameters.index()
    try:
        index.resolve(value)
    except GraphError:
        return next(id_ for id_, its in index.kinds.items() if kind in (its, "node"))
    return value


def _json(answer: object) -> Response:
    return Response(msgspec.json.encode(answer), mimetype="application/json")
