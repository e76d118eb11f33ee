"""What surrounds a node?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal, get_args

from msgspec import Struct

from graph.model.edges import Edge
from graph.model.errors import BadParameter, one_of
from graph.model.relations import RELATIONS, RelationName
from graph.parts.requirements import NodeRef, node_ref
from graph.store.index import Index

Direction = Literal["out", "in", "both"]
MAX_RADIUS = 5


class Neighbour(Struct, frozen=True):
    """A node of a neighbourhood and its distance from the middle, in edges."""

    node: NodeRef
    distance: int


class NeighbourhoodEdge(Struct, frozen=True, kw_only=True):
    """An edge between two nodes of a neighbourhood."""

    source: str
    target: str
    key: str
    relation: RelationName
    basis: str


class Neighbourhood(Struct, frozen=True, kw_only=True):
    """The nodes within a radius of one node, and the edges among them."""

    node: NodeRef
    radius: int
    direction: Direction
    relations: tuple[RelationName, ...]
    nodes: tuple[Neighbour, ...]
    """The node itself first, then the others by distance."""
    edges: tuple[NeighbourhoodEdge, ...]


def neighbourhood(
    index: Index,
    *,
    node: str,
    radius: int = 1,
    relations: Collection[str] = tuple(RELATIONS),
    direction: str = "both",
) -> Neighbourhood:
    """Return the nodes at most ``radius`` edges (0 to 5) from a node, and the edges among them.

    Edges of the ``relations`` are followed as they point ("out"), backwards ("in"), or either
    way ("both"). ``node`` is an id, a title or an alias. Raises UnknownNode, AmbiguousName or
    BadParameter.
    """
    if not 0 <= radius <= MAX_RADIUS:
        raise BadParameter("radius", radius, f"a whole number from 0 to {MAX_RADIUS}")
    if direction not in get_args(Direction):
        raise BadParameter("direction", direction, one_of(get_args(Direction)))
    for relation in relations:
        if relation not in RELATIONS:
            raise BadParameter("relations", relation, one_of(RELATIONS))
    middle = index.resolve(node)
    followed = tuple(relation for relation in RELATIONS if relation in relations)
    distance = {middle: 0}
    queue = [middle]
    for id_ in queue:
        if distance[id_] == radius:
            break
        for neighbour in _neighbours(index, id_, followed, direction):
            if neighbour not in distance:
                distance[neighbour] = distance[id_] + 1
                queue.append(neighbour)
    return Neighbourhood(
        node=node_ref(index, middle),
        radius=radius,
        direction=direction,  # type: ignore[arg-type]  # checked above
        relations=followed,
        nodes=tuple(Neighbour(node_ref(index, id_), far) for id_, far in distance.items()),
        edges=tuple(
            NeighbourhoodEdge(
                source=link.source,
                target=link.target,
                key=link.key,
                relation=link.relation,
                basis=link.record.basis,
            )
            for link in edges_among(index, distance, followed)
        ),
    )


def edges_among(
    index: Index, nodes: Collection[str], relations: Collection[RelationName] = tuple(RELATIONS)
) -> Iterator[Edge]:
    """Yield the edges of the relations that run between the nodes."""
    for id_ in nodes:
        for relation in relations:
            yield from (link for link in index.outgoing(id_, relation) if link.target in nodes)


def _neighbours(
    index: Index, id_: str, relations: Collection[RelationName], direction: str
) -> Iterator[str]:
    for relation in relations:
        if direction in ("out", "both"):
            yield from (link.target for link in index.outgoing(id_, relation))
        if direction in ("in", "both"):
            yield from (link.source for link in index.incoming(id_, relation))
