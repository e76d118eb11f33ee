"""Answers that were given before are given again, without asking the graph.

A graph that is served never changes, so that an answer to the same address stays true. Answers
are compressed once, and a browser that has one already is told so.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterable
from gzip import compress
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 32 * 1024 * 1024
"""How much is kept."""

LARGEST = 4 * 1024 * 1024
"""An answer beyond is made each time."""

WORTH_COMPRESSING = 2_000
_MADE_HERE = ("content-length", "etag", "last-modified", "accept-ranges")
_ASKED_BY = ("HTTP_HOST", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")


class Answer(NamedTuple):
    """What was answered."""

    headers: list[tuple[str, str]]
    body: bytes
    tag: str


class Kept:
    """A WSGI application in front of another one, whose answers to GET depend on the address."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._answers: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_RANGE" in environ:
            return self._app(environ, start)
        zipped = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        question = (*map(environ.get, _ASKED_BY), zipped)
        with self._lock:
            answer = self._answers.get(question)
            if answer:
                self._answers.move_to_end(question)
        if answer is None:
            status, headers, chunks = _asked(self._app, environ)
            if status != "200 OK" or not _fits(headers):
                start(status, headers)
                return chunks
            answer = _answer(headers, b"".join(chunks), zipped=zipped)
            _close(chunks)
            self._keep(question, answer)
        if environ.get("HTTP_IF_NONE_MATCH") == answer.tag:
            left = [each for each in answer.headers if not each[0].startswith("Content-")]
            start("304 Not Modified", left)
            return [b""]
        start("200 OK", list(answer.headers))
        return [answer.body]

    def _keep(self, question: tuple[Any, ...], answer: Answer) -> None:
        with self._lock:
            before = self._answers.pop(question, None)
            self._answers[question] = answer
            self._bytes += len(answer.body) - (len(before.body) if before else 0)
            while self._bytes > MOST_BYTES:
                self._bytes -= len(self._answers.popitem(last=False)[1].body)


def _asked(
    app: WSGIApplication, environ: WSGIEnvironment
) -> tuple[str, list[tuple[str, str]], Iterable[bytes]]:
    """Return the status, the headers and the body of the application's answer."""
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _: object = None) -> Any:
        begun[:] = status, headers

    chunks = app(environ, start)
    return begun[0], begun[1], chunks


def _fits(headers: Iterable[tuple[str, str]]) -> bool:
    """Return whether an answer is known to be small enough."""
    named = {name.lower(): value for name, value in headers}
    return int(named.get("content-length", LARGEST + 1)) <= LARGEST


def _answer(headers: Iterable[tuple[str, str]], body: bytes, *, zipped: bool) -> Answer:
    kept = [each for each in headers if each[0].lower() not in _MADE_HERE]
    tag = f'"{zlib.crc32(body):08x}-{len(body)}{"-gzip" if zipped else ""}"'
    if zipped and len(body) > WORTH_COMPRESSING:
        body = compress(body, 6, mtime=0)
        kept.append(("Content-Encoding", "gzip"))
    kept += [
        ("Content-Length", str(len(body))),
        ("Vary", "Accept-Encoding"),
        ("ETag", tag),
    ]
    if all(name.lower() != "cache-control" for name, _ in kept):
        kept.append(("Cache-Control", "no-cache"))  # ask each time; mostly it is the same
    return Answer(kept, body, tag)


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
