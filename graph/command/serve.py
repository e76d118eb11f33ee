"""Serve the explorer to a browser: the one module of graph that imports web."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph.command.options import Append, add_data_options, describe
from graph.model.data_paths import SHELF, chosen_directories, shipped
from graph.model.errors import cannot_be
from graph.parts.queries.question import YES

if TYPE_CHECKING:
    from graph.model.data_paths import Progress
    from graph.store.index import Index

MAX_PORT = 65_535
LOADING_SECONDS = 2.0
"""How long the server waits for published tables before it listens without them."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    describe(
        parser,
        "Serve the career map and its pages to a browser. Ctrl-C stops the server.",
        "careergraph serve --open",
        "careergraph serve --data my-careers --port 0",
    )
    add_data_options(parser)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="the address to listen on (default: %(default)s, this computer alone)",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=8000,
        metavar="NUMBER",
        help="the port to listen on (default: %(default)s); 0 is any free one",
    )
    parser.add_argument(
        "--public-url",
        type=_public_url,
        metavar="URL",
        help="what other computers call the server, such as https://careers.example.org: links "
        "that people share then have a title and a sentence",
    )
    parser.add_argument("--open", action="store_true", help="open the address in the browser")
    parser.add_argument(
        "--compare-with",
        action=Append,
        type=Path,
        default=(),
        metavar="PATH",
        help="an older version of the data set; /diff shows what has changed",
    )


def run(given: Namespace) -> int:
    """Run the command; return its exit code."""
    from graph.opening.index import open_index
    from graph.opening.load import serving_sets
    from graph.opening.versions import load_index
    from graph.sources.tables.files import has_tables
    from web.server import is_any_address, serve, stop
    from web.site import Site

    def opening(directories: Sequence[Path]) -> Callable[[Progress], Index]:
        return lambda progress: open_index(
            directories, recipe=given.recipe, cache=given.cache, progress=progress
        )

    chosen = chosen_directories(given.data)
    sets = serving_sets(chosen, recipe=given.recipe) or _shelf()
    hosts = () if is_any_address(given.host) else (given.host, *_host_of(given.public_url))

    def older() -> Index | None:
        if not given.compare_with:
            return None
        return load_index("old", given.compare_with, recipe=given.recipe, cache=given.cache)

    named = [(" and ".join(each.resolve().name for each in its), opening(its)) for its in sets]
    site = Site(named, hosts=hosts, older=older, public_url=given.public_url or "")
    long = any(map(has_tables, chosen))  # what is written by hand is not
    site.load(failed=stop).join(timeout=LOADING_SECONDS if long else None)
    if site.failure is None:
        serve(site, host=given.host, port=given.port, open_browser=given.open)
    if site.failure is not None:
        raise site.failure
    return YES


def _shelf() -> list[list[Path]]:
    """Return the shipped data sets, each alone, and all together."""
    each = [shipped(name) for name in SHELF]
    return [*([one] for one in each), each]


def _public_url(text: str) -> str:
    """Return an address that others call the server, without a slash at its end."""
    try:
        parts = urlsplit(text)
        plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        plain = plain and text.isprintable() and not set(text) & set("?#@ \\")
    except ValueError:  # no port, or no address in brackets
        plain = False
    if not plain:
        takes = "an address that begins with http:// or https://, without ?, # and @"
        raise ArgumentTypeError(cannot_be("", text, takes).lstrip())
    return text.rstrip("/")


def _host_of(url: str | None) -> tuple[str, ...]:
    """Return the name of the host of an address, if there is one: a proxy may pass it on."""
    host = urlsplit(url or "").hostname
    return (host,) if host else ()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        words = cannot_be("", text, f"a whole number from 0 to {MAX_PORT:,}")
        raise ArgumentTypeError(words.lstrip())
    return int(text)
