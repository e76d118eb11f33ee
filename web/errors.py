"""What went wrong, as a page or as JSON, in the words of the command line."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from graph.model.errors import (
    AmbiguousName,
    BadParameter,
    Candidate,
    CannotCompare,
    GraphError,
    NoSuchPath,
    Problem,
    ProfileError,
    RepeatedParameter,
    TwoQuestions,
    UnknownNode,
    UnknownParameter,
    WrongKind,
)


class NothingToSend(GraphError):
    """The answer is no file: there is no such path to download."""


_STATUS: dict[type[GraphError], int] = {
    UnknownNode: 404,
    AmbiguousName: 400,
    BadParameter: 400,
    CannotCompare: 400,
    NoSuchPath: 400,
    RepeatedParameter: 400,
    TwoQuestions: 400,
    UnknownParameter: 400,
    WrongKind: 400,
    NothingToSend: 404,
    ProfileError: 400,
}
_SENTENCES = {
    404: "there is no such page; start from the map or search for a title",
    405: "this address cannot be asked that way; use GET",
}


def register(app: Flask) -> None:
    """Answer every error of ``graph`` and of Flask in one form."""
    app.register_error_handler(GraphError, _graph_error)
    app.register_error_handler(HTTPException, _http_error)


def _graph_error(error: GraphError) -> tuple[Any, int]:
    candidates: tuple[Candidate, ...] = getattr(error, "candidates", ())
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    return _answer(str(error), status(error), candidates, problems)


def status(error: GraphError) -> int:
    """Return the HTTP status of an error of ``graph``."""
    return _STATUS.get(type(error), 500)


def _http_error(error: HTTPException) -> tuple[Any, int]:
    if isinstance(error, SecurityError):  # before any address is known: no page can be made
        words = "this server does not answer to that host name; see --host"
        return Response(words, mimetype="text/plain"), 400
    code = error.code or 500
    if isinstance(error, MethodNotAllowed) and "POST" in (error.valid_methods or ()):
        return _answer("this address cannot be asked that way; use POST", code, ())
    sentence = _SENTENCES.get(code, (error.description or error.name).rstrip("."))
    return _answer(sentence, code, ())


def _answer(
    sentence: str,
    status: int,
    candidates: tuple[Candidate, ...],
    problems: tuple[Problem, ...] = (),
) -> tuple[Any, int]:
    if request.path.startswith("/api/") or request.path.endswith(".graphml"):
        body: dict[str, Any] = {"error": sentence}
        if candidates:
            body["candidates"] = [candidate._asdict() for candidate in candidates]
        if problems:
            body["problems"] = [problem._asdict() for problem in problems]
        return Response(msgspec.json.encode(body), mimetype="application/json"), status
    page = render_template("error.html", sentence=sentence, candidates=candidates, status=status)
    return page, status
