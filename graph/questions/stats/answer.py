"""The answer with the numbers of a data set."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from graph.model.records import Basis
from graph.model.relations import Kind, RelationName
from graph.parts.requirements import NodeRef

EdgeCounts: TypeAlias = dict[RelationName, dict[Basis, int | None]]
"""How many edges there are by relation and basis.

An `overlaps_with` edge counts once, though it holds both ways. None: those that a large data set
derives on demand are not counted.
"""


class SourceUse(Struct, frozen=True, kw_only=True):
    """A source, and how many nodes and edges cite it."""

    id: str
    title: str
    nodes: int
    edges: int


class Stats(Struct, frozen=True, kw_only=True):
    """A data set in numbers."""

    title: str
    nodes: dict[Kind, int]
    edges: EdgeCounts
    facts: int
    sources: tuple[SourceUse, ...]
    not_stated: dict[str, int]
    """How often each thing is not stated, the most frequent first."""
    longest_ladder: tuple[NodeRef, ...]
    """The longest of all shortest paths along `leads_to`; empty if nothing leads anywhere."""
