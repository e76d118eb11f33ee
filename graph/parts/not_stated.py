"""What would one expect the sources to say, and they do not?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from graph.model.records import Fact, LeadsToEdge, Locator, NotStated
from graph.model.relations import KINDS, PLURALS, RELATIONS, RelationName
from graph.parts.requirements import NodeRef, node_ref
from graph.store.columns import EdgeRecord
from graph.store.index import Index, Link


class FactRef(Struct, frozen=True):
    """A fact by its id and title."""

    id: str
    title: str
    kind: Literal["fact"] = "fact"


class Missing(Struct, frozen=True, kw_only=True):
    """Something the sources leave open: unknown, never zero, never none."""

    about: NodeRef | FactRef
    """The node or the fact; of an edge the role it starts from."""
    relation: RelationName | None = None
    """None unless it is about an edge."""
    other: NodeRef | None = None
    """The node at the other end of the edge."""
    what: str
    note: str | None = None
    sources: tuple[Locator, ...] = ()


def missing(index: Index) -> tuple[Missing, ...]:
    """Return all that the sources leave open: of nodes and edges in file order, then of facts.

    That is what a record says is not stated and what it simply lacks: the years of a *leads to*,
    the skills or responsibilities of a role, the date of a fact. An edge that holds both ways is
    asked once. Overlaps that a large data set derives only when asked leave nothing open.
    """
    of_edges: dict[str, list[Missing]] = {}
    for relation in RELATIONS:
        for link in index.links_that(relation, _leaves_open):
            of_edges.setdefault(link.source, []).extend(missing_of_edge(index, link))
    found: list[Missing] = []
    for id_ in index.records:
        found += [*missing_of_node(index, id_), *of_edges.get(id_, ())]
    for fact in index.about.facts:
        found += missing_of_fact(fact)
    return tuple(found)


def missing_of_node(index: Index, id_: str) -> Iterator[Missing]:
    """Yield what the sources leave open of a node, its edges aside."""
    lacks = []
    if index.kinds[id_] == "role":
        columns = index.columns
        numbers = columns.edges["requires"].after(index.number[id_])
        required = set(map(columns.kind_numbers.__getitem__, numbers))
        lacks = [PLURALS[kind] for i, kind in enumerate(KINDS) if i not in required and i]
    yield from _open(index.records[id_].not_stated, lacks, node_ref(index, id_))


def missing_of_edge(index: Index, link: Link) -> Iterator[Missing]:
    """Yield what the sources leave open of an edge."""
    edge = link.record
    lacks = ["years"] if _lacks_years(edge) else []
    about, other = node_ref(index, link.source), node_ref(index, link.target)
    yield from _open(edge.not_stated, lacks, about, link.relation, other)


def _leaves_open(edge: EdgeRecord) -> bool:
    return bool(edge.not_stated) or _lacks_years(edge)


def _lacks_years(edge: EdgeRecord) -> bool:
    return isinstance(edge, LeadsToEdge) and edge.years is None


def missing_of_fact(fact: Fact) -> Iterator[Missing]:
    """Yield what the sources leave open of a fact."""
    lacks = ["date"] if fact.date is None else []
    yield from _open(fact.not_stated, lacks, FactRef(fact.id, fact.title))


def _open(
    entries: Iterable[NotStated],
    lacks: Iterable[str],
    about: NodeRef | FactRef,
    relation: RelationName | None = None,
    other: NodeRef | None = None,
) -> Iterator[Missing]:
    """Yield what is said to be open, and what is lacking and not among it."""
    said = []
    for entry in entries:
        said.append(entry.what)
        yield Missing(
            about=about,
            relation=relation,
            other=other,
            what=entry.what,
            note=entry.note,
            sources=entry.locators,
        )
    for what in lacks:
        if what not in said:
            yield Missing(about=about, relation=relation, other=other, what=what)
