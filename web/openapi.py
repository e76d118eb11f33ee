"""The OpenAPI 3.1 document of the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from graph.parts.queries.parameter import Parameter
from graph.parts.queries.query import description
from graph.parts.queries.request import body_of, request_parameters
from graph.parts.queries.schema import (
    REFERENCE,
    answer_schemas,
    expand_parameter,
    openapi_parameters,
)
from graph.parts.queries.values import Names
from web.operations import Operation

_TEXT = {"type": "string"}
_CANDIDATE = {
    "type": "object",
    "properties": {"id": _TEXT, "title": _TEXT, "kind": _TEXT},
    "required": ["id", "title", "kind"],
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "path": _TEXT,
        "line": {"type": "integer"},
        "message": _TEXT,
        "warning": {"type": "boolean"},
    },
    "required": ["path", "line", "message", "warning"],
}
ERROR = {
    "title": "Error",
    "description": "Why a question has no answer, in one sentence.",
    "type": "object",
    "properties": {
        "error": {**_TEXT, "description": "The sentence."},
        "candidates": {
            "type": "array",
            "items": _CANDIDATE,
            "description": "The nodes that a name may mean.",
        },
        "problems": {
            "type": "array",
            "items": _PROBLEM,
            "description": "Every problem of a profile.",
        },
    },
    "required": ["error"],
}


def document(
    operations: Iterable[Operation],
    bodies: Mapping[type, Any] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """Return the OpenAPI document of operations.

    ``bodies`` maps the record that a query holds to the one that describes the JSON of a body.
    ``names`` has ids of nodes by kind, as examples.
    """
    rows = list(operations)
    described = [row.answer for row in rows if row.answer is not None]
    schemas, components = answer_schemas(described)
    of_type = dict(zip(described, schemas, strict=True))
    sent, more = _body_schemas(rows, bodies or {})
    paths = {
        row.path: _methods(row, of_type.get(row.answer, {}), sent.get(row.id), names or {})
        for row in rows
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "careergraph",
            "version": _version(),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": {**more, **components, "Error": ERROR}},
    }


def _methods(
    row: Operation,
    answer: dict[str, Any],
    sent: dict[str, Any] | None,
    names: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """Return what an address answers: GET, or with a body POST, or both if it may be left out."""
    operation = {
        "operationId": row.id,
        "summary": row.summary,
        "description": description(row.query),
        "parameters": [*_parameters(row, names), *expand_parameter(row.answer)],
        "responses": {
            "200": _content("The answer.", answer, row.media_type),
            "4XX": _content("There is no answer.", {"$ref": REFERENCE.format(name="Error")}),
        },
    }
    body = body_of(row.query)
    if body is None or sent is None:
        return {"get": operation}
    content = _content(body.description, sent)
    content["content"]["application/json"]["examples"] = _profiles(names)
    post = operation | {
        "operationId": f"{row.id}_post",
        "requestBody": content | {"required": True},
    }
    return {"post": post} if body.required else {"get": operation, "post": post}


def _parameters(row: Operation, names: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Return the parameters of an operation, with examples where they name nodes."""
    described = openapi_parameters(row.query, in_path=row.in_path, without=row.fixed)
    known = request_parameters(row.query)
    for each in described:
        if examples := _examples(known[each["name"]], names):
            each["examples"] = examples
    return described


def _profiles(names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return an example of the one kind of body there is: a profile."""
    lists = {"roles": names.get("role", ())[:1], "skills": names.get("skill", ())}
    return {"profile": {"value": {name: [*ids] for name, ids in lists.items() if ids}}}


def _examples(parameter: Parameter, names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    ids = names.get(parameter.names, ())
    if not parameter.many:
        return {id_: {"value": id_} for id_ in ids}
    values = [";".join(ids), ";".join(reversed(ids))] if isinstance(parameter.value, Names) else ids
    return {"several": {"value": [*values]}} if ids else {}


def _body_schemas(
    rows: Iterable[Operation], bodies: Mapping[type, Any]
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Return the schema of each body by its operation, and the schemas that they refer to."""
    found = {row.id: body for row in rows if (body := body_of(row.query))}
    types = [bodies.get(body.type, body.type) for body in found.values()]
    schemas, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    return dict(zip(found, schemas, strict=True)), components


def _content(
    words: str, schema: dict[str, Any], media_type: str = "application/json"
) -> dict[str, Any]:
    described = {"schema": schema} if schema else {}
    return {"description": words, "content": {media_type: described}}


def _version() -> str:
    try:
        return version("careergraph")
    except PackageNotFoundError:
        return "0"
