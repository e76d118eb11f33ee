"""Pair the records of two versions: nodes, edges, facts and the others."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from graph.model.edges import Edge
from graph.model.records import Fact, Node, OverlapsWithEdge, Record, Sourced
from graph.model.relations import RELATIONS, Kind, RelationName
from graph.parts.requirements import NodeRef, node_ref
from graph.questions.diff.answer import MatchedBy, RecordVersion
from graph.questions.diff.pairing import NodePair
from graph.questions.diff.query import OtherKind
from graph.store.index import Index

Ends: TypeAlias = tuple[str, str]
EdgesByEnds: TypeAlias = Mapping[Ends, Sequence[Edge]]


class RecordPair(NamedTuple):
    """A record or edge in two versions, at least one of which has it."""

    old: Record | Edge | None
    new: Record | Edge | None
    matched_by: tuple[MatchedBy, ...] = ()


def node_record_pairs(
    old: Index, new: Index, kind: Kind, pairs: Sequence[NodePair]
) -> Iterator[RecordPair]:
    """Yield the nodes of a kind: those that were removed, then those of the new version."""
    known = {pair.new: pair for pair in pairs}
    kept = {pair.old for pair in pairs}
    for id_ in old.of_kind(kind):
        if id_ not in kept:
            yield RecordPair(old.records[id_], None)
    for id_ in new.of_kind(kind):
        pair = known.get(id_)
        if pair is None:
            yield RecordPair(None, new.records[id_])
        else:
            yield RecordPair(old.records[pair.old], new.records[id_], pair.matched_by)


def other_record_pairs(old: Index, new: Index, kind: OtherKind) -> Iterator[RecordPair]:
    """Yield the facts, sources, stages, tracks or groups by id; or the data set itself."""
    before, after = _others(old, kind), _others(new, kind)
    for id_ in dict.fromkeys([*before, *after]):
        yield RecordPair(before.get(id_), after.get(id_))


def edge_pairs(before: EdgesByEnds, after: EdgesByEnds) -> Iterator[RecordPair]:
    """Yield the edges of a relation: those of the old version, then those only new."""
    for ends in dict.fromkeys([*before, *after]):
        yield from _parallel_pairs(before.get(ends, ()), after.get(ends, ()))


def edges_by_ends(
    index: Index, names: Mapping[str, str]
) -> dict[RelationName, dict[Ends, list[Edge]]]:
    """Return the edges by relation and the ``names`` of their ends.

    A symmetric edge is turned so that its ends are in order; derived overlaps are left out.
    """
    edges: dict[RelationName, dict[Ends, list[Edge]]] = {name: {} for name in RELATIONS}
    for edge in index.edges():
        record = edge.record
        ends = names[edge.source], names[edge.target]
        if isinstance(record, OverlapsWithEdge):
            if record.shared:
                continue
            if ends[0] > ends[1]:
                ends, edge = ends[::-1], _turned(edge, record)  # noqa: PLW2901  # the same edge
        edges[edge.relation].setdefault(ends, []).append(edge)
    return edges


def record_of(item: Record | Edge) -> Record:
    """Return a record, or that of an edge."""
    return item.record if isinstance(item, Edge) else item


def record_version(index: Index, item: Any) -> RecordVersion:
    """Return a record or an edge as an answer has it."""
    record = record_of(item)
    nodes: tuple[NodeRef, ...] = ()
    if isinstance(item, Edge):
        id_ = item.key
        nodes = node_ref(index, item.source), node_ref(index, item.target)
        title = f"{nodes[0].title} {RELATIONS[item.relation].words} {nodes[1].title}"
    else:
        id_, title = getattr(item, "id", "dataset"), item.title
    if isinstance(item, Node):
        nodes = (node_ref(index, id_),)
    if isinstance(item, Fact) and item.role:
        title += f" ({index.title(item.role)})"
    claim = (record.basis, record.locators) if isinstance(record, Sourced) else (None, ())
    return RecordVersion(id=id_, title=title, nodes=nodes, basis=claim[0], sources=claim[1])


def _others(index: Index, kind: OtherKind) -> dict[str, Record]:
    if kind == "dataset":
        return {"dataset": index.about.info}
    return {record.id: record for record in getattr(index.about, f"{kind}s")}


def _turned(edge: Edge, record: OverlapsWithEdge) -> Edge:
    """Return an *overlaps with* edge as it reads from its other role."""
    rows = tuple(
        msgspec.structs.replace(row, here=row.there, there=row.here) for row in record.comparison
    )
    turned = msgspec.structs.replace(record, target=edge.source, comparison=rows)
    return edge._replace(source=edge.target, target=edge.source, record=turned)


def _parallel_pairs(old: Sequence[Edge], new: Sequence[Edge]) -> Iterator[RecordPair]:
    """Pair the edges between the same two nodes, the most alike first."""
    likenesses: tuple[Callable[[Edge], Hashable], ...] = (
        lambda edge: edge.key,
        lambda edge: frozenset(place.id for place in edge.record.locators),
        lambda edge: edge.record.basis,
        lambda _: None,
    )
    left, right = list(old), list(new)
    for likeness in likenesses:
        for one in list(left):
            other = next((it for it in right if likeness(it) == likeness(one)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                yield RecordPair(one, other)
    yield from (RecordPair(one, None) for one in left)
    yield from (RecordPair(None, other) for other in right)
