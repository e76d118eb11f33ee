"""Requests a second: a path as JSON, against an empty answer of the same server.

The server is that of ``careergraph serve``, with its response cache. The empty answer is made
each time.
"""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import networkx as nx
from graphs import indexed
from harness import ROOT, Peer, Row, Scope, compared, taxonomy

from graph.store.index import Index

CLIENTS = 8
SERVER = """
import sys
from flask import Response
from web.server import serve
from graph.opening.index import open_index
from web.site import Site
site = Site([("benchmark", lambda progress: open_index(sys.argv[1:], progress=progress))])
site.load(failed=sys.exit).join()
app = site.sets[0].app
app.add_url_rule("/empty", view_func=lambda: Response(b"{}", mimetype="application/json"))
def served(environ, start):
    return (app if environ["PATH_INFO"] == "/empty" else site)(environ, start)
serve(served, host="127.0.0.1", port=0, open_browser=False)
"""
Batch = list[bytes]


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    directories = [taxonomy("esco"), taxonomy("nesta-career-causeways")]
    if None in directories:
        yield Row("a path as JSON", "ESCO and Nesta", "an empty answer", "0.6x", "not here:")
        return
    found = [directory for directory in directories if directory is not None]
    with _served(found) as port:
        clients = [_Client(port) for _ in range(CLIENTS)]
        batches = _batches(indexed(*found))
        empty = [b"/empty"] * CLIENTS

        def ask(paths: Batch) -> None:
            for client, path in zip(clients, paths, strict=True):
                client.ask(path)
            for client in clients:
                client.answered()

        again = next(batches)
        ask(again)  # compiles what is compiled once
        peer = Peer("an empty answer", lambda _: ask(empty), "0.6x")
        yield from compared(
            "a path as JSON, first request",
            "ESCO and Nesta",
            lambda _: ask(next(batches)),
            [peer],
            range(scope.count(60)),
        )
        yield from compared(
            "… repeated",
            "ESCO and Nesta",
            lambda _: ask(again),
            [peer._replace(goal="4x")],
            range(scope.count(60)),
        )
        for client in clients:
            client.close()


def _batches(index: Index) -> Iterator[Batch]:
    """Yield what all clients ask at once: paths that there are, each once."""
    G = nx.DiGraph(
        (role, edge.target) for role in index.roles for edge in index.outgoing(role, "leads_to")
    )
    joined = [(source, target) for source in G for target in sorted(nx.descendants(G, source))]
    random.Random(9).shuffle(joined)  # noqa: S311  # one seed, the same questions each time
    paths = [
        f"/api/v1/path?{urlencode({'source': source, 'target': target})}".encode()
        for source, target in joined
    ]
    for start in range(0, len(paths) - CLIENTS, CLIENTS):
        yield paths[start : start + CLIENTS]


class _Client:
    """One connection that is kept open; it reads answers, and does nothing with them."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = f"127.0.0.1:{port}".encode()

    def ask(self, path: bytes) -> None:
        self._socket.sendall(b"GET %b HTTP/1.1\r\nHost: %b\r\n\r\n" % (path, self._host))

    def answered(self) -> bytes:
        """Return the answer to what was asked."""
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._received()
        head, _, body = read.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise AssertionError(head)
        length = re.search(rb"(?i)content-length: (\d+)", head)
        left = int(length[1]) - len(body) if length else 0
        while left > 0:
            part = self._received()
            body += part
            left -= len(part)
        return body

    def _received(self) -> bytes:
        part = self._socket.recv(1 << 16)
        if not part:
            raise AssertionError("the server is gone")
        return part

    def close(self) -> None:
        self._socket.close()


@contextmanager
def _served(directories: list[Path]) -> Iterator[int]:
    """Serve the data sets as a process of its own; yield its port."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, *map(str, directories)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        line = server.stdout.readline() if server.stdout else ""
        yield int(line.split(" (")[0].rpartition(":")[2])
    finally:
        server.terminate()
        server.communicate()
