"""An edge of the graph: its ends, its key, and the record of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.model.records import BASES, Basis, EdgeRecord
from graph.model.relations import RelationName

DERIVED_KEY = "overlaps_with:derived::shared"
"""The key of an *overlaps with* edge that is computed from shared requirements."""


class Edge(NamedTuple):
    """An edge of the graph, with its ends as ids and its key as networkx has it."""

    source: str
    target: str
    key: str
    relation: RelationName
    record: EdgeRecord


def edge_key(relation: RelationName, record: EdgeRecord, suffix: str = "") -> str:
    """Return the key that tells an edge from others between the same two nodes.

    >>> from graph.model.records import RequiresEdge
    >>> edge_key("requires", RequiresEdge(target="sql", basis="derived"), suffix=":signs")
    'requires:derived::signs'
    """
    sources = "+".join(dict.fromkeys(locator.id for locator in record.locators))
    return f"{relation}:{record.basis}:{sources}{suffix}"


def strongest_edge(parallel: Iterable[Edge]) -> Edge:
    """Return the edge with the strongest basis, of one or more; the first among equals."""
    return min(parallel, key=lambda edge: BASES.index(edge.record.basis))


def weakest_basis(bases: Iterable[Basis]) -> Basis:
    """Return the weakest of one or more bases.

    >>> weakest_basis(["stated", "implied"])
    'implied'
    """
    return max(bases, key=BASES.index)
