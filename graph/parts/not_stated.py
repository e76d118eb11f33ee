"""List what the sources leave open: years, skills, dates and the like that no source states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Literal

from msgspec import Struct

from graph.model.edges import Edge
from graph.model.records import EdgeRecord, Fact, LeadsToEdge, Locator, NotStated
from graph.model.relations import KINDS, PLURALS, RELATIONS, Kind, RelationName
from graph.parts.requirements import NodeRef, node_ref
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


class Subject(Struct, frozen=True):
    """A node or a fact by its id, title and kind."""

    id: str
    title: str
    kind: Kind | Literal["fact"]


class NotStatedItem(Struct, frozen=True, kw_only=True):
    """Something the sources leave open: unknown, never zero, never none."""

    about: Subject
    """The node or the fact; for an edge, the role it starts from."""
    relation: RelationName | None = None
    """None unless it is about an edge."""
    other: NodeRef | None = None
    """The node at the other end of the edge."""
    what: str
    left_out: bool = False
    """Whether the source does state it, and only this data does not record it."""
    note: str | None = None
    sources: tuple[Locator, ...] = ()
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}


def not_stated(index: Index) -> tuple[NotStatedItem, ...]:
    """Return all that the sources leave open: for nodes and edges in file order, then for facts.

    That is what a record lists under ``not_stated``, and what it simply lacks: the years of a
    *leads to*, the skills or responsibilities of a role, the date of a fact. A symmetric edge
    counts once. Overlaps that a large data set derives on demand leave nothing open.
    """
    of_edges: dict[str, list[NotStatedItem]] = {}
    for relation in RELATIONS:
        for edge in index.edges_where(relation, _leaves_open):
            of_edges.setdefault(edge.source, []).extend(not_stated_of_edge(index, edge))
    found: list[NotStatedItem] = []
    for id_ in index.records:
        found += [*not_stated_of_node(index, id_), *of_edges.get(id_, ())]
    for fact in index.about.facts:
        found += not_stated_of_fact(fact)
    return tuple(found)


def not_stated_of_node(index: Index, id_: str) -> Iterator[NotStatedItem]:
    """Yield what the sources leave open about a node, apart from its edges."""
    lacks = []
    if index.kinds[id_] == "role":
        columns, carried = index.columns, _carried_claims(index)
        rows = columns.edges["requires"].outgoing(index.number[id_])
        required = {columns.kind_numbers[row.target] for row in rows if row.claim not in carried}
        lacks = [PLURALS[kind] for i, kind in enumerate(KINDS) if i not in required and i]
    yield from _items(index.records[id_].not_stated, lacks, subject(index, id_))


@cached_with_index
def _carried_claims(index: Index) -> set[int]:
    """Return the numbers of the claims that are carried from rungs before."""
    claims = enumerate(index.columns.claims("requires"))
    return {number for number, record in claims if getattr(record, "carried_from", None)}


def not_stated_of_edge(index: Index, edge: Edge) -> Iterator[NotStatedItem]:
    """Yield what the sources leave open about an edge."""
    lacks = ["years"] if _lacks_years(edge.record) else []
    about, other = subject(index, edge.source), node_ref(index, edge.target)
    yield from _items(edge.record.not_stated, lacks, about, edge.relation, other)


def not_stated_of_fact(fact: Fact) -> Iterator[NotStatedItem]:
    """Yield what the sources leave open about a fact."""
    lacks = ["date"] if fact.date is None else []
    yield from _items(fact.not_stated, lacks, Subject(fact.id, fact.title, "fact"))


def subject(index: Index, id_: str) -> Subject:
    """Return the id, title and kind of a node."""
    return Subject(id_, index.title(id_), index.kinds[id_])


def _leaves_open(record: EdgeRecord) -> bool:
    return bool(record.not_stated) or _lacks_years(record)


def _lacks_years(record: EdgeRecord) -> bool:
    return isinstance(record, LeadsToEdge) and record.years is None


def _items(
    entries: Iterable[NotStated],
    lacks: Iterable[str],
    about: Subject,
    relation: RelationName | None = None,
    other: NodeRef | None = None,
) -> Iterator[NotStatedItem]:
    """Yield an item for each entry, then one for each lack that no entry covers."""
    covered = []
    for entry in entries:
        covered.append(entry.what)
        yield NotStatedItem(
            about=about,
            relation=relation,
            other=other,
            what=entry.what,
            left_out=entry.left_out,
            note=entry.note,
            sources=entry.locators,
        )
    for what in lacks:
        if what not in covered:
            yield NotStatedItem(about=about, relation=relation, other=other, what=what)
