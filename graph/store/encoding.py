"""Encode nodes and edges as the bytes that ``graph.store.columns`` reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

import msgspec

from graph.model.edges import Edge
from graph.model.names import casefolded
from graph.model.records import About, EdgeRecord, Node
from graph.model.relations import KINDS, RELATIONS, Kind, RelationName
from graph.store.buffers import Texts, numbers
from graph.store.columns import Columns, EdgeColumns, Likenesses, NameTable

_NO_TARGET = "target"
"""Stands for the target in a record that several edges share."""

_Row = tuple[int, int, str, EdgeRecord]
"""An edge: the numbers of its ends, its key and its record."""


def encoded(
    about: About,
    nodes: Iterable[tuple[Kind, Node]],
    edges: Iterable[Edge],
    likeness: Likenesses | None = None,
) -> bytes:
    """Return a graph as bytes.

    The edges come in the order of the graph: those of each node together, in the order of the
    nodes.
    """
    encode = msgspec.msgpack.encode
    kinds: list[Kind] = []
    records: list[Node] = []
    for kind, node in nodes:
        kinds.append(kind)
        records.append(node)
    number = {record.id: i for i, record in enumerate(records)}
    rows: dict[RelationName, list[_Row]] = {relation: [] for relation in RELATIONS}
    relations: list[RelationName] = []
    for source, target, key, relation, record in edges:
        relations.append(relation)
        rows[relation].append((number[source], number[target], key, record))
    return encode(
        Columns(
            about_record=msgspec.Raw(encode(about)),
            ids=list(number),
            titles=_titles(about, records),
            kind_numbers=bytes(map(KINDS.index, kinds)),
            records=Texts.of(map(encode, records)),
            names=_names(records),
            edges={relation: _edges(len(records), its) for relation, its in rows.items()},
            relations=bytes(map(list(RELATIONS).index, relations)),
            likeness=likeness,
        )
    )


def _titles(about: About, records: Sequence[Node]) -> list[str]:
    """Return the titles; one that nodes of several data sets have has the set beside it."""
    set_of = {id_: its.id for its in about.sets for id_ in its.nodes}
    if not set_of:
        return [record.title for record in records]
    sets: dict[str, set[str]] = {}
    for record in records:
        sets.setdefault(casefolded(record.title), set()).add(set_of[record.id])
    return [
        record.title
        if len(sets[casefolded(record.title)]) == 1
        else f"{record.title} ({set_of[record.id]})"
        for record in records
    ]


def _edges(size: int, rows: Sequence[_Row]) -> EdgeColumns:
    distinct: dict[tuple[str, bytes], int] = {}
    claims: list[int] = []
    for _, _, key, record in rows:
        without = msgspec.structs.replace(record, target=_NO_TARGET)
        claim = key, msgspec.msgpack.encode(without)
        claims.append(distinct.setdefault(claim, len(distinct)))
    sources, targets = [row[0] for row in rows], [row[1] for row in rows]
    return EdgeColumns(
        starts=_starts(size, sources),
        sources=numbers(sources),
        targets=numbers(targets),
        claims=numbers(claims),
        into_starts=_starts(size, targets),
        into=numbers(sorted(range(len(rows)), key=targets.__getitem__)),
        keys=[key for key, _ in distinct],
        records=Texts.of(record for _, record in distinct),
    )


def _starts(size: int, ends: Iterable[int]) -> memoryview:
    """Return where the edges of each node begin, when they are ordered by the node."""
    counts = Counter(ends)
    return numbers(accumulate((counts[node] for node in range(size)), initial=0))


def _names(records: Iterable[Node]) -> NameTable:
    entries: set[tuple[bytes, int, int]] = set()
    for number, record in enumerate(records):
        bare = record.id.partition(":")[2] or record.id
        entries.update((id_.encode(), 0, number) for id_ in (record.id, bare))
        entries.add((casefolded(record.title).encode(), 1, number))
        entries.update((casefolded(alias).encode(), 2, number) for alias in record.other_names)
    ordered = sorted(entries)
    return NameTable(
        Texts.of(name for name, _, _ in ordered),
        bytes(rank for _, rank, _ in ordered),
        numbers(number for _, _, number in ordered),
    )
