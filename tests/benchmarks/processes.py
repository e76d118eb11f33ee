"""The time of a command as a whole process, against Python that does nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from harness import Peer, Row, Scope, compared, python, taxonomy

SHIPPED = ("junior product manager", "CPO")
TAXONOMY = ("data entry clerk", "data analyst")


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    yield from _path(scope, "shipped data", SHIPPED, [], 11)
    directories = [taxonomy("esco"), taxonomy("nesta-career-causeways")]
    if None in directories:
        yield Row(
            "`careergraph path`, warm", "ESCO and Nesta", "`python -c pass`", "0.5x", "not here:"
        )
        return
    data = [word for directory in directories for word in ("--data", str(directory))]
    yield from _path(scope, "ESCO and Nesta", TAXONOMY, data, 5)


def _path(
    scope: Scope, on: str, ends: tuple[str, str], data: list[str], times: int
) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as cache:

        def ours(_: object) -> str:
            return python("-m", "graph", "path", *ends, *data, cache=cache)

        ours(None)  # what it keeps, it keeps now
        yield from compared(
            "`careergraph path`, warm",
            on,
            ours,
            [
                Peer("`python -c pass`", lambda _: python("-c", "pass"), "0.5x"),
                Peer("`python -c 'import networkx'`", lambda _: python("-c", "import networkx")),
            ],
            range(scope.count(times)),
        )
