"""How much does a data set hold, on what does it rest, and what does it leave open?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import networkx as nx
from msgspec import Struct

from graph.index import Index, Link
from graph.model import BASES, Basis, LeadsToEdge
from graph.relations import KINDS, RELATIONS, Kind, RelationName
from graph.requirements import NodeRef, node_ref


class SourceUse(Struct, frozen=True, kw_only=True):
    """A source, and how many nodes and edges rest on it."""

    id: str
    title: str
    nodes: int
    edges: int


class Stats(Struct, frozen=True, kw_only=True):
    """A data set in numbers."""

    title: str
    nodes: dict[Kind, int]
    edges: dict[RelationName, dict[Basis, int]]
    """As in the graph: an `overlaps_with` edge counts twice, once each way."""
    facts: int
    sources: tuple[SourceUse, ...]
    not_stated: dict[str, int]
    """How often something is not stated, the most frequent first."""
    longest_ladder: tuple[NodeRef, ...]
    """The longest of all shortest paths along `leads_to`, without starting points."""


def statistics(index: Index) -> Stats:
    """Return the numbers of a data set.

    Not stated is what a record says is, the years of a step without any, and the skills or
    responsibilities of a role without any.
    """
    edges = Counter((link.relation, link.record.basis) for link in _links(index))
    unknown = Counter(_unknown(index))
    return Stats(
        title=index.about.info.title,
        nodes={kind: sum(1 for _ in index.of_kind(kind)) for kind in KINDS},
        edges={
            relation: {basis: edges[relation, basis] for basis in BASES} for relation in RELATIONS
        },
        facts=len(index.about.facts),
        sources=tuple(_source_uses(index)),
        not_stated=dict(unknown.most_common()),
        longest_ladder=tuple(node_ref(index, role) for role in _longest_ladder(index)),
    )


def _links(index: Index) -> Iterator[Link]:
    for relation in RELATIONS:
        for id_ in index.records:
            yield from index.outgoing(id_, relation)


def _source_uses(index: Index) -> Iterator[SourceUse]:
    nodes = Counter(
        id_ for record in index.records.values() for id_ in {place.id for place in record.locators}
    )
    edges = Counter(
        id_ for link in _links(index) for id_ in {place.id for place in link.record.locators}
    )
    for source in index.about.sources:
        yield SourceUse(
            id=source.id, title=source.title, nodes=nodes[source.id], edges=edges[source.id]
        )


def _unknown(index: Index) -> Iterator[str]:
    for id_, record in index.records.items():
        what = {entry.what for entry in record.not_stated}
        yield from (entry.what for entry in record.not_stated)
        if index.kinds[id_] == "role":
            required = {index.kinds[link.target] for link in index.outgoing(id_, "requires")}
            if "skill" not in required and "skills" not in what:
                yield "skills"
            if "responsibility" not in required and "responsibilities" not in what:
                yield "responsibilities"
    for link in _links(index):
        if link.relation == "overlaps_with" and link.source > link.target:
            continue  # the mirror image of another
        what = {entry.what for entry in link.record.not_stated}
        yield from (entry.what for entry in link.record.not_stated)
        timed = not isinstance(link.record, LeadsToEdge) or link.record.years
        if not timed and "years" not in what:
            yield "years"
    for fact in index.about.facts:
        yield from (entry.what for entry in fact.not_stated)


def _longest_ladder(index: Index) -> list[str]:
    ladder: nx.DiGraph[str] = nx.DiGraph()
    for link in _links(index):
        ends = {link.source, link.target}
        if link.relation == "leads_to" and not ends & index.starting_points:
            ladder.add_edge(link.source, link.target)
    bottom = [role for role in ladder if ladder.in_degree(role) == 0] or list(ladder)
    paths = (nx.single_source_shortest_path(ladder, role).values() for role in bottom)
    return max(chain.from_iterable(paths), key=len, default=[])
