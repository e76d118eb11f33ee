"""Memory of the index with its columns, against the networkx graph of the same data."""

from __future__ import annotations

import json
from collections.abc import Iterator

from graphs import esco_or_like
from harness import ROOT, Row, Scope, figure, python

MEASURED = f"""
import gc, json, sys, tracemalloc
sys.path.insert(0, {str(ROOT / "tests" / "benchmarks")!r})
from graphs import encoded, esco_or_like
from graph.store.index import Index
from graph.parts.path_search import move_digraph
data = encoded(*esco_or_like()[1])
tracemalloc.start()
sizes = [0]
def grown():
    gc.collect()
    sizes.append(tracemalloc.get_traced_memory()[0])
    return sizes[-1] - sizes[-2]
index = Index.read(data[:1] + data[1:])
for by in ("steps", "years"):
    move_digraph(index, by, lateral=False)
index.postings
taken = grown()
G = Index.read(data).G
print(json.dumps({{"index": taken, "graph": grown(), "edges": G.number_of_edges()}}))
"""


def rows(scope: Scope) -> Iterator[Row]:  # noqa: ARG001  # there is no less to it
    """Yield the rows, as they are measured."""
    on, _ = esco_or_like()
    size = json.loads(python("-c", MEASURED))
    yield Row(
        "memory of the index with its search structures",
        on,
        "the networkx graph",
        "4x",
        figure(size["graph"] / size["index"]),
    )
    for what, name in (("index", "in the index"), ("graph", "in the networkx graph")):
        yield Row("bytes an edge", on, name, "", f"{size[what] / size['edges']:,.0f}")
