"""The command serve answers a browser until a signal."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from commands import COMMAND, ROOT, STARTER, environment, error_line

from web.site import TOGETHER


@contextmanager
def serving(
    *arguments: str, data: tuple[str, ...] = ("--data", str(STARTER))
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the starter data set at any free port; yield the process and the address."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *data, *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    try:
        found = re.fullmatch(
            r"Listening on (http://\S+) \(Ctrl-C stops it\)\n", process.stdout.readline()
        )
        assert found, process.communicate(timeout=10)
        yield process, found[1]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_the_server(number: signal.Signals) -> None:
    """The server answers until a signal, then exits with 0."""
    with serving() as (process, address):
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # our own
            status = answer.status
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)

    assert status == 200
    assert (process.returncode, output, errors) == (0, "", "")


def test_shipped_sets_are_on_a_shelf() -> None:
    """Without --data each shipped data set has an address with its sentence, and all together."""
    with serving(data=()) as (_, address):
        pages = [
            urllib.request.urlopen(f"{address}{path}", timeout=10).read().decode()  # noqa: S310
            for path in (
                "/",
                "/sets/uk-digital-data/",
                "/sets/product-management-and-uk-digital-data/",
            )
        ]
    headings = [re.findall(r"<h1>(.*?)</h1>", page) for page in pages]

    assert headings == [
        ["Careers in product management"],
        ["Product and delivery roles in UK government"],
        ["Careers in product management + Product and delivery roles in UK government"],
    ]
    assert "every rung with its skills" in pages[0]
    assert TOGETHER in pages[0]


@pytest.mark.parametrize("host", ["localhost", "0.0.0.0"])  # noqa: S104  # asked for
def test_server_listens_at_host(host: str) -> None:
    """The server listens at the host of --host."""
    with (
        serving("--host", host) as (_, address),
        urllib.request.urlopen(address, timeout=10) as answer,  # noqa: S310  # our own
    ):
        assert answer.status == 200


def test_network_access_is_announced() -> None:
    """The server announces that the network can reach it."""
    with serving("--host", "0.0.0.0") as (process, address):  # noqa: S104  # asked for
        assert process.stdout
        port = address.rpartition(":")[2]
        assert process.stdout.readline() == (
            f"Anyone on the network can reach it at http://ADDRESS-OF-THIS-COMPUTER:{port}\n"
        )


def test_public_url_is_on_the_pages() -> None:
    """With --public-url pages name it for those who share them, and its host is answered."""
    with serving("--public-url", "https://careers.example.org/") as (_, address):
        request = urllib.request.Request(  # noqa: S310  # our own
            f"{address}/roles", headers={"Host": "careers.example.org"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  # our own
            page = answer.read().decode()

    assert '<meta property="og:url" content="https://careers.example.org/roles">' in page


@pytest.mark.parametrize(
    "url",
    [
        "careers.example.org",
        "ftp://careers.example.org",
        "https://",
        "https://me:secret@careers.example.org",
        "https://careers.example.org/?a=b",
        "https://careers.example.org/#top",
        "https://careers.example.org:port",
        "https://careers example.org",
        "",
    ],
)
def test_bad_public_url_is_one_line(run: Any, url: str) -> None:
    """An address that is none, or has more than an address, gets one line and exit code 2."""
    assert f"--public-url cannot be '{url}'; it takes an address that begins with http" in (
        error_line(run("serve", "--public-url", url, "--port", "0"))
    )


def test_used_port_is_one_line(run: Any) -> None:
    """A port in use gets one line and exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert error_line(run("serve", "--port", str(port))) == (
            f"port {port} of 127.0.0.1 is in use; choose another with --port, "
            "or --port 0 for any free one"
        )


def test_bad_host_is_one_line(run: Any) -> None:
    """A host that is none gets one line and exit code 2."""
    assert "no.such.invalid" in error_line(run("serve", "--host", "no.such.invalid", "--port", "0"))


def test_browser_opens_at_address(tmp_path: Path) -> None:
    """--open opens the browser at the address of the server."""
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    assert shutil.which(str(browser))
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--open", "--data", str(STARTER)],
        cwd=ROOT,
        env=environment(BROWSER=str(browser)),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    line = process.stdout.readline()
    for _ in range(100):
        if opened.exists() and opened.read_text("utf-8"):
            break
        time.sleep(0.1)
    process.terminate()
    process.communicate(timeout=10)

    assert opened.read_text("utf-8").strip() in line
