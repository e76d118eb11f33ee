"""Add the edge that a row makes; what contradicts an earlier row is kept beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, count
from operator import itemgetter
from typing import NamedTuple, TypeVar

import msgspec

from graph.model.edges import contradictions
from graph.model.errors import MAX_PROBLEMS
from graph.model.records import EdgeRecord
from graph.parts.text import plural
from graph.sources.tables.draft import Draft, DraftNode, EdgeKey
from graph.sources.tables.evidence import EvidenceRow
from graph.sources.tables.table_draft import TableDraft

E = TypeVar("E", bound=EdgeRecord)


class NewEdge(NamedTuple):
    """An edge, the line of its row, and its ends."""

    line: int
    role: DraftNode
    target: DraftNode
    edge: EdgeRecord
    repeated: bool
    """Whether several rows may say the same."""

    @property
    def ends(self) -> str:
        """The titles of the ends."""
        return f"{self.role.title} → {self.target.title}"


def add_edge(
    table: TableDraft, edges: dict[EdgeKey, E], new: NewEdge, evidence: EvidenceRow | None
) -> None:
    """Add an edge to those of its role.

    A row that says the same as an earlier one of the same source adds its place, or is a
    repetition. One that says something else makes a parallel edge.
    """
    places = table.draft.edge_places
    edge: E = new.edge  # type: ignore[assignment]  # the edges are of its type
    for number in count():
        key = (edge.target, edge.basis, edge.locators[0].id, number)
        before = edges.setdefault(key, edge)
        if before is edge:
            places[id(edge)] = table.count.path, new.line
            return
        if _claim(before) == _claim(edge):
            if evidence and not set(edge.locators) <= set(before.locators):
                both = (*before.locators, *edge.locators)
                joined = edges[key] = msgspec.structs.replace(before, source=both)
                places[id(joined)] = places.pop(id(before))
            elif not new.repeated:
                table.repeated(new.line, new.ends)
            return


def report_contradictions(draft: Draft) -> None:
    """Report where rows say different things of an edge, with both places; count what is left."""
    titles = {node.id: node.title for its in draft.nodes.values() for node in its.values()}
    found = sorted(_contradictions(draft, titles), key=itemgetter(0, 1))
    for path, line, words in found[:MAX_PROBLEMS]:
        draft.faults.add(path, line, f"{words}; both are kept")
    if len(found) > MAX_PROBLEMS:
        words = f"{plural(len(found) - MAX_PROBLEMS, 'more contradiction')} of this kind"
        draft.faults.add(found[MAX_PROBLEMS][0], 0, words)


def _contradictions(draft: Draft, titles: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    """Yield the place of each edge that contradicts an earlier one, and the words for it."""
    for role in draft.roles:
        for edges in (role.requires.values(), role.leads_to.values()):
            for before, edge in _parallel(edges):
                for field, other, own in contradictions(before, edge):
                    path, line = draft.edge_places[id(before)]
                    ends = f"{role.title} → {titles[edge.target]}"
                    words = f"'{ends}': {field} {own}, but {other} at {path}:{line}"
                    yield *draft.edge_places[id(edge)], words


def _parallel(edges: Collection[EdgeRecord]) -> Iterator[tuple[EdgeRecord, EdgeRecord]]:
    """Yield each two edges to the same target."""
    by_target: dict[str, list[EdgeRecord]] = {}
    for edge in edges:
        by_target.setdefault(edge.target, []).append(edge)
    for its in by_target.values():
        yield from combinations(its, 2)


def _claim(edge: E) -> E:
    """Return what an edge says, without its place."""
    return msgspec.structs.replace(edge, source=())
