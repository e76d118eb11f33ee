"""Errors as pages or as JSON, in the words of the command line."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
    SecurityError,
)

from graph.formats.export import NothingToExport
from graph.model.errors import (
    AmbiguousName,
    BadParameter,
    Candidate,
    GraphError,
    NoOlderVersion,
    Problem,
    ProfileError,
    UnknownNode,
    WrongKind,
    one_of,
)

_STATUS: dict[type[GraphError], int] = {
    UnknownNode: 404,
    NoOlderVersion: 404,
    NothingToExport: 404,
    AmbiguousName: 400,
    BadParameter: 400,
    ProfileError: 400,
    WrongKind: 400,
}
NO_ADDRESS = "there is no such address; /api/v1/ lists those that there are"
NO_PAGE = "there is no such page; start from the map or search for a title"


def register(app: Flask) -> None:
    """Answer every error of ``graph`` and of Flask in one form."""
    app.register_error_handler(GraphError, _graph_error)
    app.register_error_handler(HTTPException, _http_error)


def status(error: GraphError) -> int:
    """Return the HTTP status of an error of ``graph``: that of its nearest known class."""
    return next((_STATUS[type_] for type_ in type(error).__mro__ if type_ in _STATUS), 500)


def _graph_error(error: GraphError) -> Response:
    candidates: tuple[Candidate, ...] = getattr(error, "candidates", ())
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    return _answer(str(error), status(error), candidates, problems)


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):  # before any address is known: no page can be made
        words = "this server does not answer to that host name; see --host"
        return Response(words, 400, mimetype="text/plain")
    response = _answer(_sentence(error), error.code or 500)
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")
    )
    return response


def _sentence(error: HTTPException) -> str:
    if isinstance(error, NotFound):
        return NO_ADDRESS if _wants_json() else NO_PAGE
    if isinstance(error, MethodNotAllowed):
        methods = [*({"GET", "POST"} & set(error.valid_methods or ()))]
        return f"this address does not take {request.method}; use {one_of(sorted(methods))}"
    if isinstance(error, RequestEntityTooLarge):
        return f"the body has more than {current_app.config['MAX_CONTENT_LENGTH']:,} bytes"
    return (error.description or error.name).rstrip(".")


def _wants_json() -> bool:
    """Return whether the address is one of the API, or of a file."""
    return f"{request.path}/".startswith("/api/") or request.path.endswith((".graphml", ".svg"))


def _answer(
    sentence: str,
    status: int,
    candidates: tuple[Candidate, ...] = (),
    problems: tuple[Problem, ...] = (),
) -> Response:
    if not _wants_json():
        page = render_template(
            "error.html", sentence=sentence, candidates=candidates, status=status
        )
        return Response(page, status)
    body: dict[str, Any] = {"error": sentence}
    if candidates:
        body["candidates"] = [candidate._asdict() for candidate in candidates]
    if problems:
        body["problems"] = [problem._asdict() for problem in problems]
    return Response(msgspec.json.encode(body), status, mimetype="application/json")
