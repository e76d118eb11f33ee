"""Writing GraphML: the time, and the memory on top of the graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from graphs import built, esco_or_like
from harness import ROOT, Peer, Row, Scope, compared, python

from graph.formats.graphml_write import write_graphml

MEMORY = f"""
import sys, tracemalloc
sys.path.insert(0, {str(ROOT / "tests" / "benchmarks")!r})
from graphs import built, esco_or_like
from graph.formats.graphml_write import write_graphml
G = built(*esco_or_like()[1])
tracemalloc.start()
write_graphml(G, sys.argv[1])
print(tracemalloc.get_traced_memory()[1])
"""


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    on, directories = esco_or_like()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.graphml", Path(folder) / "theirs.graphml"
        G = built(*directories)
        write_graphml(G, ours)
        same = nx.read_graphml(ours, force_multigraph=True)
        yield from compared(
            "GraphML",
            on,
            lambda _: write_graphml(G, ours),
            [
                Peer(
                    "networkx",
                    lambda _: nx.write_graphml(same, theirs),
                    "4x",
                )
            ],
            range(scope.count(5)),
        )
        peak = int(python("-c", MEMORY, str(ours)))
        yield Row(
            "GraphML: memory over the graph", on, "", "at most 5 MiB", f"{peak / 2**20:.2g} MiB"
        )
