"""The OpenAPI 3.1 document of the questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

import msgspec

from graph.parts.queries.query import Query, description
from graph.parts.queries.question import Question
from graph.parts.queries.request import body_of
from graph.parts.queries.schema import (
    REFERENCE,
    answer_schemas,
    expand_parameter,
    openapi_parameters,
)

ADDRESS = "/api/v1/"
"""Where the questions are, each by its name."""

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


class _Row(NamedTuple):
    """A question with the types that describe it."""

    name: str
    summary: str
    query: type[Query]
    answer: Any


def document(
    questions: Iterable[tuple[str, Question]], bodies: Mapping[type, Any] | None = None
) -> dict[str, Any]:
    """Return the OpenAPI document of the questions, each given with its name.

    ``bodies`` maps the record that a query holds to the one that describes the JSON of a body.
    """
    rows = [
        _Row(name, each.summary, each.query_type(), each.answer_type()) for name, each in questions
    ]
    answers, components = answer_schemas([row.answer for row in rows])
    sent, more = _body_schemas(rows, bodies or {})
    paths = {
        f"{ADDRESS}{row.name}": _operations(row, answer, sent.get(row.name))
        for row, answer in zip(rows, answers, strict=True)
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


def _operations(row: _Row, answer: dict[str, Any], sent: dict[str, Any] | None) -> dict[str, Any]:
    """Return what an address answers: GET, or with a body POST, or both if it may be left out."""
    operation = {
        "operationId": row.name.replace("-", "_"),
        "summary": row.summary,
        "description": description(row.query),
        "parameters": [*openapi_parameters(row.query), *expand_parameter(row.answer)],
        "responses": {
            "200": _content("The answer.", answer),
            "4XX": _content("There is no answer.", {"$ref": REFERENCE.format(name="Error")}),
        },
    }
    body = body_of(row.query)
    if body is None or sent is None:
        return {"get": operation}
    post = operation | {
        "operationId": f"{operation['operationId']}_post",
        "requestBody": _content(body.description, sent) | {"required": True},
    }
    return {"post": post} if body.required else {"get": operation, "post": post}


def _body_schemas(
    rows: Iterable[_Row], bodies: Mapping[type, Any]
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Return the schema of each body by the name of its question, and what they refer to."""
    found = {row.name: body for row in rows if (body := body_of(row.query))}
    types = [bodies.get(body.type, body.type) for body in found.values()]
    schemas, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    return dict(zip(found, schemas, strict=True)), components


def _content(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _version() -> str:
    try:
        return version("careergraph")
    except PackageNotFoundError:
        return "0"
