"""The API: an address for each operation, most of them questions."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request

from graph.parts.queries.lean import EXPAND, lean_json, read_expand
from graph.parts.queries.request import body_of
from graph.sources.profile_file import profile_in_json
from web import exports, parameters
from web.operations import QuestionOperation, operations

blueprint = Blueprint("api", __name__)
"""The endpoint of a question is its name, with the words that its address sets."""


def _add(operation: QuestionOperation) -> None:
    """Add the address of a question to the blueprint."""
    body = body_of(operation.query)

    def get(**in_path: str) -> Response:
        return _answer(operation, in_path)

    def post(**in_path: str) -> Response:
        response = _answer(operation, in_path, profile_in_json(request.get_data()))
        response.headers["Cache-Control"] = "no-store"  # a profile is kept nowhere
        return response

    rule = operation.path.replace("{", "<path:").replace("}", ">")
    if body is None or not body.required:
        blueprint.add_url_rule(rule, operation.id, get)
    if body is not None:
        blueprint.add_url_rule(rule, f"{operation.id}_post", post, methods=["POST"])


def _answer(
    operation: QuestionOperation, in_path: Mapping[str, str], body: object = None
) -> Response:
    """Return the answer to the question that the request puts, as lean JSON."""
    query = operation.read(request.args, in_path, body)
    expand = read_expand(request.args.getlist(EXPAND), operation.answer)
    answer = operation.question.answer(parameters.index(), query)
    return Response(lean_json(answer, expand), mimetype="application/json")


for _operation in operations():
    _add(_operation)
blueprint.add_url_rule("/api/v1/graph", "graph", exports.graph)
blueprint.add_url_rule("/api/v1/picture", "picture", exports.picture)
blueprint.add_url_rule("/picture.svg", "picture_svg", exports.picture_svg)
blueprint.add_url_rule("/graph.graphml", "graphml_file", exports.graphml_file)
