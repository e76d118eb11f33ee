"""The answer with the neighbourhood of a node."""

from __future__ import annotations

from msgspec import Struct

from graph.model.records import Basis
from graph.model.relations import RelationName
from graph.parts.requirements import NodeRef
from graph.questions.neighbourhood.query import Direction


class Neighbour(Struct, frozen=True):
    """A node of a neighbourhood and its distance from the focus, in edges."""

    node: NodeRef
    distance: int


class NeighbourhoodEdge(Struct, frozen=True, kw_only=True):
    """An edge between two nodes of a neighbourhood."""

    source: str
    target: str
    key: str
    relation: RelationName
    basis: Basis


class Neighbourhood(Struct, frozen=True, kw_only=True):
    """The nodes within a radius of one node, and the edges among them."""

    node: NodeRef
    radius: int
    direction: Direction
    relations: tuple[RelationName, ...]
    nodes: tuple[Neighbour, ...]
    """The node itself first, then the others by distance."""
    edges: tuple[NeighbourhoodEdge, ...]
