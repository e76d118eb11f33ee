"""A cache of responses in front of a WSGI application.

A served graph never changes, so the response to an address stays true. Responses are compressed
once; a browser that has the current one gets status 304.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterable
from gzip import compress
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers: TypeAlias = list[tuple[str, str]]

MAX_BYTES = 32 * 1024 * 1024
"""The size of the cache."""
MAX_RESPONSE_BYTES = 4 * 1024 * 1024
"""Larger responses are made each time."""
MIN_COMPRESSED_BYTES = 2_000

_MADE_HERE = ("content-length", "etag", "last-modified", "accept-ranges")
_KEY = ("HTTP_HOST", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")


class CachedResponse(NamedTuple):
    """A response with status 200."""

    headers: Headers
    body: bytes
    tag: str


class ResponseCache:
    """A WSGI application in front of another, whose responses to GET depend on the address."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._responses: OrderedDict[tuple[Any, ...], CachedResponse] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_RANGE" in environ:
            return self._app(environ, start)
        zipped = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        key = (*map(environ.get, _KEY), zipped)
        response = self._get(key)
        if response is None:
            status, headers, chunks = _respond(self._app, environ)
            if status != "200 OK" or not _fits(headers):
                start(status, headers)
                return chunks
            response = _cached(headers, chunks, zipped=zipped)
            self._put(key, response)
        if environ.get("HTTP_IF_NONE_MATCH") == response.tag:
            others = [each for each in response.headers if not each[0].startswith("Content-")]
            start("304 Not Modified", others)
            return [b""]
        start("200 OK", list(response.headers))
        return [response.body]

    def _get(self, key: tuple[Any, ...]) -> CachedResponse | None:
        with self._lock:
            response = self._responses.get(key)
            if response:
                self._responses.move_to_end(key)
            return response

    def _put(self, key: tuple[Any, ...], response: CachedResponse) -> None:
        """Store a response; the least recently used ones make room for it."""
        with self._lock:
            before = self._responses.pop(key, None)
            self._responses[key] = response
            self._bytes += len(response.body) - (len(before.body) if before else 0)
            while self._bytes > MAX_BYTES:
                self._bytes -= len(self._responses.popitem(last=False)[1].body)


def _respond(
    app: WSGIApplication, environ: WSGIEnvironment
) -> tuple[str, Headers, Iterable[bytes]]:
    """Return the status, the headers and the body of the application's response."""
    started: list[Any] = []

    def start(status: str, headers: Headers, _: object = None) -> Any:
        started[:] = status, headers

    chunks = app(environ, start)
    return started[0], started[1], chunks


def _fits(headers: Headers) -> bool:
    """Return whether a response is known to be small enough."""
    lengths = [int(value) for name, value in headers if name.lower() == "content-length"]
    return bool(lengths) and lengths[0] <= MAX_RESPONSE_BYTES


def _cached(headers: Headers, chunks: Iterable[bytes], *, zipped: bool) -> CachedResponse:
    body = b"".join(chunks)
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
    kept = [each for each in headers if each[0].lower() not in _MADE_HERE]
    tag = f'"{zlib.crc32(body):08x}-{len(body)}{"-gzip" if zipped else ""}"'
    if zipped and len(body) > MIN_COMPRESSED_BYTES:
        body = compress(body, 6, mtime=0)
        kept.append(("Content-Encoding", "gzip"))
    kept += [("Content-Length", str(len(body))), ("Vary", "Accept-Encoding"), ("ETag", tag)]
    if all(name.lower() != "cache-control" for name, _ in kept):
        kept.append(("Cache-Control", "no-cache"))  # the browser checks each time
    return CachedResponse(kept, body, tag)
