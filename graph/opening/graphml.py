"""Open a GraphML file that careergraph wrote."""

from __future__ import annotations

from pathlib import Path

from graph.model.edges import DERIVED_KEY
from graph.store.overlap import ALL_PAIRS_ROLES

MAX_BYTES = 512 * 1024 * 1024
"""How large a GraphML file can be."""


def is_graphml(path: Path | str) -> bool:
    """Return whether a path names a GraphML file, by its ending, and is no directory."""
    place = Path(path)
    return place.suffix.lower() == ".graphml" and not place.is_dir()


def graphml_columns(path: Path | str) -> bytes:
    """Return the graph of a GraphML file as ``Columns.read`` takes it.

    Overlaps that are derived in a large graph anyway are left out.

    Raises DataError, with the line, for a file that is not GraphML as careergraph writes it.
    """
    from graph.formats.graphml_read import read_graphml
    from graph.store.networkx_graph import columns_of

    G = read_graphml(path, max_bytes=MAX_BYTES)
    if sum(data["kind"] == "role" for _, data in G.nodes(data=True)) > ALL_PAIRS_ROLES:
        G.remove_edges_from([edge for edge in G.edges(keys=True) if edge[2] == DERIVED_KEY])
    return columns_of(G)
