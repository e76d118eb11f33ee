"""The answer with a list of nodes."""

from __future__ import annotations

from msgspec import Struct

from graph.parts.requirements import NodeRef


class ListedNode(NodeRef, frozen=True, kw_only=True):
    """A node with all its names."""

    aliases: tuple[str, ...]


class NodeList(Struct, frozen=True, kw_only=True):
    """Some or all nodes of a kind, or of every kind."""

    total: int
    """How many nodes there are."""
    start: int
    """How many of them stand before the first one of the list."""
    nodes: tuple[ListedNode, ...]
