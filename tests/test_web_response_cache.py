"""The cache of responses: what it stores, compresses and leaves alone."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask import Flask, Response, request
from werkzeug.test import Client

from graph.store.index import Index
from web import response_cache
from web.app import explorer
from web.response_cache import ResponseCache


class _Counted:
    """An application that records its requests."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.requests: list[str] = []

    def __call__(self, environ: Any, start: Any) -> Iterable[bytes]:
        self.requests.append(environ["PATH_INFO"])
        return self.app(environ, start)  # type: ignore[no-any-return]


@pytest.fixture
def counted(shipped_index: Index) -> _Counted:
    return _Counted(explorer(shipped_index))


@pytest.fixture
def client(counted: _Counted) -> Client:
    return Client(ResponseCache(counted))


ADDRESS = "/api/v1/path?source=PM&target=CPO"


def test_same_address_is_answered_once(client: Client, counted: _Counted) -> None:
    """The second response to an address comes from the cache, headers included."""
    first, second = client.get(ADDRESS), client.get(ADDRESS)

    assert counted.requests == ["/api/v1/path"]
    assert second.get_json() == first.get_json()
    assert dict(second.headers) == dict(first.headers)
    assert "default-src 'none'" in second.headers["Content-Security-Policy"]


def test_query_host_and_method_differ(client: Client, counted: _Counted) -> None:
    """Another query, host name or method is another response."""
    client.get(ADDRESS)
    client.get(f"{ADDRESS}&by=years")
    client.get(ADDRESS, headers={"Host": "127.0.0.1"})
    client.head(ADDRESS)

    assert len(counted.requests) == 4


def test_foreign_host_stays_refused(client: Client) -> None:
    """A host name the server does not accept gets no cached response."""
    client.get(ADDRESS)

    assert client.get(ADDRESS, headers={"Host": "evil.example"}).status_code == 400


def test_current_response_gets_304(client: Client, counted: _Counted) -> None:
    """A browser that sends the current tag gets 304 without a body."""
    tag = client.get(ADDRESS).headers["ETag"]
    again = client.get(ADDRESS, headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert "Content-Length" not in again.headers
    assert len(counted.requests) == 1


def test_gzip_only_where_accepted(client: Client) -> None:
    """A response is compressed for clients that accept gzip, and only for them."""
    plain = client.get("/data")
    zipped = client.get("/data", headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert len(zipped.data) < len(plain.data) / 3
    assert plain.headers["ETag"] != zipped.headers["ETag"]


def test_static_files_are_compressed(client: Client, counted: _Counted) -> None:
    """Static files are compressed and keep their Cache-Control header."""
    address, accepted = "/vendor/vis-network.js", {"Accept-Encoding": "gzip"}
    first, second = client.get(address, headers=accepted), client.get(address, headers=accepted)

    assert len(first.data) < 300_000
    assert gzip.decompress(first.data) == client.get(address).data
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"]
    assert "max-age" in first.headers["Cache-Control"]
    assert counted.requests == [address, address]


@pytest.mark.parametrize("address", ["/roles/nobody", "/api/v1/path?source=PM&target=x"])
def test_errors_are_not_cached(client: Client, counted: _Counted, address: str) -> None:
    """An error is made anew each time."""
    assert client.get(address).status_code == client.get(address).status_code == 404
    assert len(counted.requests) == 2


@pytest.mark.parametrize("address", ["/graph.graphml", "/api/v1/graph"])
def test_downloads_still_stream(client: Client, counted: _Counted, address: str) -> None:
    """A response without a length passes through and is not cached."""
    assert client.get(address).data == client.get(address).data
    assert len(counted.requests) == 2


def _app() -> Flask:
    app = Flask(__name__)

    @app.get("/<int:size>")
    def _many(size: int) -> Response:
        return Response(b"x" * size)

    @app.get("/stream")
    def _stream() -> Response:
        def chunks() -> Iterator[bytes]:
            yield b"a"
            yield request.path.encode()

        return Response(chunks())

    return app


def test_least_recent_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least recently used responses leave when the cache is full."""
    monkeypatch.setattr(response_cache, "MAX_BYTES", 100)
    counted = _Counted(_app())
    client = Client(ResponseCache(counted))
    for address in ("/60", "/30", "/60", "/20", "/60", "/30"):
        client.get(address)

    assert counted.requests == ["/60", "/30", "/20", "/30"]


def test_large_response_is_not_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """A response above the limit is made each time."""
    monkeypatch.setattr(response_cache, "MAX_RESPONSE_BYTES", 10)
    counted = _Counted(_app())
    client = Client(ResponseCache(counted))

    assert [len(client.get("/11").data) for _ in range(2)] == [11, 11]
    assert len(counted.requests) == 2
