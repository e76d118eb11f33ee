"""Find the neighbourhood of a node, breadth first."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graph.model.edges import Edge
from graph.model.relations import RELATIONS, RelationName
from graph.parts.requirements import node_ref
from graph.questions.neighbourhood.answer import Neighbour, Neighbourhood, NeighbourhoodEdge
from graph.questions.neighbourhood.query import Direction, NeighbourhoodQuery
from graph.store.index import Index


def answer(index: Index, query: NeighbourhoodQuery) -> Neighbourhood:
    """Return the nodes at most ``radius`` edges from a node, and the edges among them.

    Edges of the ``relations`` are followed as they point ("out"), backwards ("in"), or either
    way ("both"). Raises UnknownNode or AmbiguousName.
    """
    focus = index.resolve(query.node)
    followed = tuple(relation for relation in RELATIONS if relation in query.relations)
    distance = {focus: 0}
    queue = [focus]
    for id_ in queue:
        if distance[id_] == query.radius:
            break
        for neighbour in _neighbours(index, id_, followed, query.direction):
            if neighbour not in distance:
                distance[neighbour] = distance[id_] + 1
                queue.append(neighbour)
    return Neighbourhood(
        node=node_ref(index, focus),
        radius=query.radius,
        direction=query.direction,
        relations=followed,
        nodes=tuple(Neighbour(node_ref(index, id_), far) for id_, far in distance.items()),
        edges=tuple(
            NeighbourhoodEdge(
                source=edge.source,
                target=edge.target,
                key=edge.key,
                relation=edge.relation,
                basis=edge.record.basis,
            )
            for edge in edges_among(index, distance, followed)
        ),
    )


def edges_among(
    index: Index, nodes: Collection[str], relations: Collection[RelationName] = tuple(RELATIONS)
) -> Iterator[Edge]:
    """Yield the edges of the relations that join two of the nodes."""
    for id_ in nodes:
        for relation in relations:
            yield from (edge for edge in index.outgoing(id_, relation) if edge.target in nodes)


def _neighbours(
    index: Index, id_: str, relations: Collection[RelationName], direction: Direction
) -> Iterator[str]:
    for relation in relations:
        if direction in ("out", "both"):
            yield from (edge.target for edge in index.outgoing(id_, relation))
        if direction in ("in", "both"):
            yield from (edge.source for edge in index.incoming(id_, relation))
