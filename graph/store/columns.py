"""Columnar storage of the graph, used for queries and for the cache file.

Nodes and edges are numbers, in the order of the graph. Records stay encoded until they are
used. Edges that make the same claim about different targets share one record, so that most
edges cost a few integers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from typing import Any, NamedTuple, cast

import msgspec
from msgspec import Struct

from graph.model.records import (
    About,
    EdgeRecord,
    LeadsToEdge,
    Node,
    OverlapsWithEdge,
    RequiresEdge,
    Responsibility,
    Role,
    Skill,
)
from graph.model.relations import KINDS, RELATIONS, Kind, RelationName
from graph.store.buffers import Texts, VectorColumns, as_numbers

RECORD_CACHE_SIZE = 50_000
"""How many decoded records of nodes are kept, and how many of edges."""

_NODE_TYPES: dict[Kind, type[Node]] = {
    "role": Role,
    "skill": Skill,
    "responsibility": Responsibility,
}
_EDGE_TYPES: dict[RelationName, type[EdgeRecord]] = {
    "leads_to": LeadsToEdge,
    "requires": RequiresEdge,
    "overlaps_with": OverlapsWithEdge,
}


class EdgeRow(NamedTuple):
    """An edge in numbers: its two ends, and its claim in ``EdgeColumns``."""

    source: int
    target: int
    claim: int


class EdgeColumns(Struct, array_like=True):
    """The edges of one relation, in the order of the graph.

    What an edge says, apart from its two ends, is its claim: a key and a record.
    """

    starts: memoryview
    """Where the outgoing edges of each node begin; one entry more than there are nodes."""
    sources: memoryview
    targets: memoryview
    claims: memoryview
    """The number of each edge's claim."""
    into_starts: memoryview
    into: memoryview
    """The numbers of the edges, by their targets."""
    keys: list[str]
    """The key of each claim."""
    records: Texts
    """The record of each claim, without the target."""

    def __post_init__(self) -> None:
        for name in ("starts", "sources", "targets", "claims", "into_starts", "into"):
            setattr(self, name, as_numbers(getattr(self, name)))

    def __len__(self) -> int:
        return len(self.targets)

    def __iter__(self) -> Iterator[EdgeRow]:
        return map(EdgeRow, self.sources, self.targets, self.claims)

    def after(self, node: int) -> memoryview:
        """Return the targets of the edges from a node, one for each edge."""
        return self.targets[self.starts[node] : self.starts[node + 1]]

    def outgoing(self, node: int) -> Iterator[EdgeRow]:
        """Yield the edges that start at a node."""
        return map(self._row, range(self.starts[node], self.starts[node + 1]))

    def incoming(self, node: int) -> Iterator[EdgeRow]:
        """Yield the edges that end at a node."""
        return map(self._row, self.into[self.into_starts[node] : self.into_starts[node + 1]])

    def _row(self, number: int) -> EdgeRow:
        return EdgeRow(self.sources[number], self.targets[number], self.claims[number])


class NameTable(Struct, array_like=True):
    """Every id, casefolded title and casefolded alias, sorted, with its node."""

    texts: Texts
    ranks: bytes
    """0 for an id, 1 for a title, 2 for an alias."""
    owners: memoryview

    def __post_init__(self) -> None:
        self.owners = as_numbers(self.owners)

    def owned(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield (rank, node) for each use of the name: ids, then titles, then aliases."""
        wanted = name.encode(errors="surrogatepass")  # what is not Unicode has no owner
        places = range(len(self.texts))
        first = bisect_left(places, wanted, key=lambda place: bytes(self.texts[place]))
        for place in takewhile(lambda place: self.texts[place] == wanted, places[first:]):
            yield self.ranks[place], self.owners[place]


class Likenesses(Struct, array_like=True):
    """How alike roles are; roles are positions among the roles."""

    top_fits: dict[str, float]
    """The fits that only the best fitting pairs of roles reach, by tier."""
    text: VectorColumns
    names: VectorColumns
    alike_starts: memoryview
    """Where the roles most alike to each role begin."""
    alike: memoryview
    """The roles most alike to each role, the most alike first."""

    def __post_init__(self) -> None:
        for name in ("alike_starts", "alike"):
            setattr(self, name, as_numbers(getattr(self, name)))

    def most_alike(self, role: int) -> memoryview:
        """Return the roles most alike to a role, the most alike first."""
        return self.alike[self.alike_starts[role] : self.alike_starts[role + 1]]


class Columns(Struct, dict=True):
    """A whole graph. ``read`` makes one from what ``graph.store.encoding.encoded`` returns."""

    about_record: msgspec.Raw
    ids: list[str]
    titles: list[str]
    kind_numbers: bytes
    records: Texts
    names: NameTable
    edges: dict[RelationName, EdgeColumns]
    relations: bytes
    """The position in ``RELATIONS`` of each edge's relation, in the order of the graph."""
    likeness: Likenesses | None = None
    """How alike roles are, where that takes long to work out."""

    @classmethod
    def read(cls, data: bytes | memoryview) -> Columns:
        """Return the columns; they are views of the bytes, which they hardly copy."""
        return msgspec.msgpack.decode(data, type=cls)

    def __post_init__(self) -> None:
        self.node = lru_cache(RECORD_CACHE_SIZE)(self._node)
        """Return the record of the node with a number."""
        self.claim = lru_cache(RECORD_CACHE_SIZE)(self._claim)
        """Return the record of a claim, by relation and number; its target means nothing."""

    @cached_property
    def about(self) -> About:
        """Everything that is neither node nor edge."""
        return msgspec.msgpack.decode(self.about_record, type=About)

    def _node(self, number: int) -> Node:
        type_ = _NODE_TYPES[KINDS[self.kind_numbers[number]]]
        return cast("Node", _decoder(type_).decode(self.records[number]))

    def _claim(self, relation: RelationName, number: int) -> EdgeRecord:
        record = _decoder(_EDGE_TYPES[relation]).decode(self.edges[relation].records[number])
        return cast("EdgeRecord", record)

    def claims(self, relation: RelationName) -> list[EdgeRecord]:
        """Return the record of every claim of a relation."""
        return [self.claim(relation, i) for i in range(len(self.edges[relation].records))]

    def every_edge(self) -> Iterator[tuple[RelationName, EdgeRow]]:
        """Yield the edges of all relations, in the order of the graph."""
        names = list(RELATIONS)
        queues = {name: iter(self.edges[name]) for name in names}
        return ((names[i], next(queues[names[i]])) for i in self.relations)

    def record(self, relation: RelationName, row: EdgeRow) -> EdgeRecord:
        """Return the record of an edge."""
        return msgspec.structs.replace(self.claim(relation, row.claim), target=self.ids[row.target])


@cache
def _decoder(type_: type[Node | EdgeRecord]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type_)
