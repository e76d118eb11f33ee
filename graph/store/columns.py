"""A graph as columns: the form in which it is asked, and kept in a file.

Nodes and edges are numbers, in the order of the graph; records are held encoded and are decoded
when someone looks at them. Edges that say the same of different targets share one record, so
that most edges cost a few whole numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate, takewhile
from typing import Any, NamedTuple, cast

import msgspec
from msgspec import Struct

from graph.model.names import casefolded
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

RECORD_CACHE_SIZE = 50_000
"""How many decoded records are kept."""

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
_NO_TARGET = "target"
"""Stands for the target in a record that several edges share."""


class EdgeRow(NamedTuple):
    """An edge in numbers: of its ends and, in ``EdgeColumns``, of what it says."""

    source: int
    target: int
    claim: int


class Texts(Struct, array_like=True):
    """Many texts or encoded records, one after the other."""

    ends: memoryview
    joined: memoryview

    @classmethod
    def of(cls, parts: Iterable[bytes]) -> Texts:
        """Return the parts joined."""
        every = list(parts)
        ends = accumulate(map(len, every), initial=0)
        return cls(_numbers(ends), memoryview(b"".join(every)))

    def __post_init__(self) -> None:
        self.ends = _as_numbers(self.ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> memoryview:
        return self.joined[self.ends[number] : self.ends[number + 1]]


class EdgeColumns(Struct, array_like=True):
    """The edges of one relation, in the order of the graph."""

    starts: memoryview
    """Of each node, where its outgoing edges begin; one number more than there are nodes."""
    sources: memoryview
    targets: memoryview
    claims: memoryview
    """Of each edge, the number of its key and record."""
    into_starts: memoryview
    into: memoryview
    """The numbers of the edges, by their targets."""
    keys: list[str]
    """Of each claim."""
    records: Texts
    """Of each claim, without the target."""

    def __post_init__(self) -> None:
        for name in ("starts", "sources", "targets", "claims", "into_starts", "into"):
            setattr(self, name, _as_numbers(getattr(self, name)))

    def __len__(self) -> int:
        return len(self.targets)

    def __iter__(self) -> Iterator[EdgeRow]:
        return map(EdgeRow, self.sources, self.targets, self.claims)

    def after(self, node: int) -> memoryview:
        """Return the nodes that edges from a node lead to, one for each edge."""
        return self.targets[self.starts[node] : self.starts[node + 1]]

    def outgoing(self, node: int) -> Iterator[EdgeRow]:
        """Yield the edges that start at a node."""
        return map(self._edge, range(self.starts[node], self.starts[node + 1]))

    def incoming(self, node: int) -> Iterator[EdgeRow]:
        """Yield the edges that end at a node."""
        return map(self._edge, self.into[self.into_starts[node] : self.into_starts[node + 1]])

    def _edge(self, number: int) -> EdgeRow:
        return EdgeRow(self.sources[number], self.targets[number], self.claims[number])


class NameTable(Struct, array_like=True):
    """Every id, folded title and folded alias, sorted, with the node it belongs to."""

    texts: Texts
    ranks: bytes
    """0 for an id, 1 for a title, 2 for an alias."""
    owners: memoryview

    def __post_init__(self) -> None:
        self.owners = _as_numbers(self.owners)

    def owned(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield (rank, node) for all that are written just so: ids, then titles, then aliases."""
        wanted = name.encode(errors="surrogatepass")  # what is no Unicode has no owner
        places = range(len(self.texts))
        first = bisect_left(places, wanted, key=lambda place: bytes(self.texts[place]))
        for place in takewhile(lambda place: self.texts[place] == wanted, places[first:]):
            yield self.ranks[place], self.owners[place]


class Columns(Struct, dict=True):
    """A whole graph. ``read`` makes one from the bytes of ``encoded``."""

    about_record: msgspec.Raw
    ids: list[str]
    titles: list[str]
    kind_numbers: bytes
    records: Texts
    names: NameTable
    edges: dict[RelationName, EdgeColumns]
    relations: bytes
    """The place in ``RELATIONS`` of the relation of each edge, in the order of the graph."""

    @classmethod
    def read(cls, data: bytes | memoryview) -> Columns:
        """Return the columns; they look into the bytes and copy little of them."""
        return msgspec.msgpack.decode(data, type=cls)

    def __post_init__(self) -> None:
        self.node = lru_cache(RECORD_CACHE_SIZE)(self._node)
        """Returns the record of the node with a number."""
        self.claim = lru_cache(RECORD_CACHE_SIZE)(self._claim)
        """Returns the record of a relation's claim with a number; its target means nothing."""

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

    def record(self, relation: RelationName, edge: EdgeRow) -> EdgeRecord:
        """Return the record of an edge."""
        return msgspec.structs.replace(
            self.claim(relation, edge.claim), target=self.ids[edge.target]
        )


def encoded(
    about: About,
    nodes: Iterable[tuple[Kind, Node]],
    edges: Iterable[tuple[str, str, str, RelationName, EdgeRecord]],
) -> bytes:
    """Return nodes and edges (source, target, key, relation, record) in that form.

    The edges come as in a graph: those of each node together, in the order of the nodes.
    """
    encode = msgspec.msgpack.encode
    kinds: list[Kind] = []
    records: list[Node] = []
    for kind, record in nodes:
        kinds.append(kind)
        records.append(record)
    numbers = {record.id: number for number, record in enumerate(records)}
    rows: dict[RelationName, list[tuple[int, int, str, EdgeRecord]]] = {r: [] for r in RELATIONS}
    relations: list[RelationName] = []
    for source, target, key, relation, edge in edges:
        relations.append(relation)
        rows[relation].append((numbers[source], numbers[target], key, edge))
    return encode(
        Columns(
            about_record=msgspec.Raw(encode(about)),
            ids=list(numbers),
            titles=[record.title for record in records],
            kind_numbers=bytes(map(KINDS.index, kinds)),
            records=Texts.of(map(encode, records)),
            names=_names(records),
            edges={relation: _edges(len(records), its) for relation, its in rows.items()},
            relations=bytes(map(list(RELATIONS).index, relations)),
        )
    )


def _edges(size: int, rows: Sequence[tuple[int, int, str, EdgeRecord]]) -> EdgeColumns:
    shared: dict[tuple[str, bytes], int] = {}
    claims: list[int] = []
    for _, _, key, record in rows:
        without = msgspec.structs.replace(record, target=_NO_TARGET)
        claim = key, msgspec.msgpack.encode(without)
        claims.append(shared.setdefault(claim, len(shared)))
    sources, targets = [row[0] for row in rows], [row[1] for row in rows]
    return EdgeColumns(
        starts=_starts(size, sources),
        sources=_numbers(sources),
        targets=_numbers(targets),
        claims=_numbers(claims),
        into_starts=_starts(size, targets),
        into=_numbers(sorted(range(len(rows)), key=targets.__getitem__)),
        keys=[key for key, _ in shared],
        records=Texts.of(record for _, record in shared),
    )


def _starts(size: int, ends: Iterable[int]) -> memoryview:
    """Return where the edges of each node begin, when they are ordered by the node."""
    many = Counter(ends)
    return _numbers(accumulate((many[node] for node in range(size)), initial=0))


def _names(records: Iterable[Node]) -> NameTable:
    entries = set()
    for number, record in enumerate(records):
        entries.add((record.id.encode(), 0, number))
        entries.add((casefolded(record.title).encode(), 1, number))
        entries.update((casefolded(alias).encode(), 2, number) for alias in record.aliases)
    ordered = sorted(entries)
    return NameTable(
        Texts.of(name for name, _, _ in ordered),
        bytes(rank for _, rank, _ in ordered),
        _numbers(number for _, _, number in ordered),
    )


def _numbers(values: Iterable[int]) -> memoryview:
    return memoryview(array("I", values).tobytes())


def _as_numbers(view: memoryview) -> memoryview:
    return view.cast("I") if view.nbytes else memoryview(array("I"))


@cache
def _decoder(type_: type[Node | EdgeRecord]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type_)
