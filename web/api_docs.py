"""The API described: a page, the OpenAPI document, and an index of the addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, render_template, request, url_for

from graph.parts.queries.examples import example_request
from graph.parts.queries.question import Question
from graph.questions import QUESTIONS
from web.openapi import ADDRESS, document

blueprint = Blueprint("api_docs", __name__)

BODIES: dict[type, Any] = {}
"""The record that describes the JSON of a body, where the query holds another record."""


@blueprint.get("/api/v1/")
def index() -> Response:
    """Answer with the questions and their addresses, and where they are described."""
    root = request.script_root
    questions = {
        name: {"summary": each.summary, "address": f"{root}{ADDRESS}{name}"}
        for name, each in QUESTIONS.items()
    }
    places = {"openapi": url_for("api_docs.openapi"), "docs": url_for("api_docs.docs")}
    return _json({**places, "questions": questions})


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


def _served() -> dict[str, Any]:
    return _document(tuple(QUESTIONS.items()))


@cache
def _document(questions: tuple[tuple[str, Question], ...]) -> dict[str, Any]:
    return document(questions, BODIES)


def _examples() -> dict[str, str]:
    """Return an address to try for each path that has an example."""
    root, found = request.script_root, {}
    for name, question in QUESTIONS.items():
        written = example_request(question.query_type())
        if written is not None:
            address = f"{root}{ADDRESS}{name}"
            found[f"{ADDRESS}{name}"] = f"{address}?{urlencode(written)}" if written else address
    return found


def _json(answer: object) -> Response:
    return Response(msgspec.json.encode(answer), mimetype="application/json")
