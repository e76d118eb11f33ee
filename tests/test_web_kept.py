"""Is an answer given again only where it is still the answer?"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask import Flask, Response, request
from werkzeug.test import Client

from graph.store.index import Index
from web import response_cache as kept
from web.app import explorer
from web.response_cache import Kept


class _Counted:
    """An application that says how often it was asked."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.asked: list[str] = []

    def __call__(self, environ: Any, start: Any) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        return self.app(environ, start)  # type: ignore[no-any-return]


@pytest.fixture
def counted(shipped_index: Index) -> _Counted:
    return _Counted(explorer(shipped_index))


@pytest.fixture
def client(counted: _Counted) -> Client:
    return Client(Kept(counted))


ADDRESS = "/api/v1/path?source=PM&target=CPO"


def test_the_same_question_is_asked_once(client: Client, counted: _Counted) -> None:
    first, second = client.get(ADDRESS), client.get(ADDRESS)

    assert counted.asked == ["/api/v1/path"]
    assert second.get_json() == first.get_json()
    assert dict(second.headers) == dict(first.headers)
    assert "default-src 'none'" in second.headers["Content-Security-Policy"]


def test_another_query_host_or_method_is_another_question(
    client: Client, counted: _Counted
) -> None:
    client.get(ADDRESS)
    client.get(f"{ADDRESS}&by=years")
    client.get(ADDRESS, headers={"Host": "127.0.0.1"})
    client.head(ADDRESS)

    assert len(counted.asked) == 4


def test_a_foreign_host_is_refused_though_the_answer_is_kept(client: Client) -> None:
    client.get(ADDRESS)

    assert client.get(ADDRESS, headers={"Host": "evil.example"}).status_code == 400


def test_a_browser_that_has_the_answer_is_told_so(client: Client, counted: _Counted) -> None:
    tag = client.get(ADDRESS).headers["ETag"]
    again = client.get(ADDRESS, headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert "Content-Length" not in again.headers
    assert len(counted.asked) == 1


def test_an_answer_is_compressed_for_those_that_read_it(client: Client) -> None:
    plain = client.get("/data")
    zipped = client.get("/data", headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert len(zipped.data) < len(plain.data) / 3
    assert plain.headers["ETag"] != zipped.headers["ETag"]


def test_files_are_compressed_once_too(client: Client, counted: _Counted) -> None:
    address, accepted = "/vendor/vis-network.js", {"Accept-Encoding": "gzip"}
    first, second = client.get(address, headers=accepted), client.get(address, headers=accepted)

    assert len(first.data) < 300_000
    assert gzip.decompress(first.data) == client.get(address).data
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"]
    assert "max-age" in first.headers["Cache-Control"]
    assert counted.asked == [address, address]


@pytest.mark.parametrize("address", ["/roles/nobody", "/api/v1/path?source=PM&target=x"])
def test_errors_are_not_kept(client: Client, counted: _Counted, address: str) -> None:
    assert client.get(address).status_code == client.get(address).status_code == 404
    assert len(counted.asked) == 2


@pytest.mark.parametrize("address", ["/graph.graphml", "/api/v1/graph"])
def test_downloads_stream_as_they_did(client: Client, counted: _Counted, address: str) -> None:
    assert client.get(address).data == client.get(address).data
    assert len(counted.asked) == 2


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


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 100)
    counted = _Counted(_app())
    client = Client(Kept(counted))
    for address in ("/60", "/30", "/60", "/20", "/60", "/30"):
        client.get(address)

    assert counted.asked == ["/60", "/30", "/20", "/30"]


def test_an_answer_that_is_too_large_is_made_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGEST", 10)
    counted = _Counted(_app())
    client = Client(Kept(counted))

    assert [len(client.get("/11").data) for _ in range(2)] == [11, 11]
    assert len(counted.asked) == 2
