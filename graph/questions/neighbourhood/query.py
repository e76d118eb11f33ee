"""The parameters of the neighbourhood of a node."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from graph.model.relations import RELATIONS, RelationName
from graph.parts.queries.query import Query

Direction = Literal["out", "in", "both"]


class NeighbourhoodQuery(Query, frozen=True, kw_only=True):
    """Show the nodes within a radius of one node, and the edges among them."""

    examples = (
        "careergraph neighbourhood empathy",
        "careergraph neighbourhood PM --relations leads_to --direction out --radius 2",
    )

    node: Annotated[
        str,
        Meta(
            description="title, alias or id of a node",
            extra={"takes": "a title, alias or id", "names": "node"},
        ),
    ]
    radius: Annotated[int, Meta(description="how many edges away", ge=0, le=5)] = 1
    relations: Annotated[tuple[RelationName, ...], Meta(description="the relations to follow")] = (
        tuple(RELATIONS)
    )
    direction: Annotated[
        Direction,
        Meta(description="follow edges as they point, backwards or both ways"),
    ] = "both"
