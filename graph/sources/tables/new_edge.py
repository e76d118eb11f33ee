"""Add the edge that a row makes; what contradicts an earlier row is kept beside it."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple, TypeVar

import msgspec

from graph.model.edges import contradictions
from graph.model.records import EdgeRecord
from graph.sources.tables.draft import DraftNode, EdgeKey
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
    repetition. One that says something else makes a parallel edge, and is reported.
    """
    edge: E = new.edge  # type: ignore[assignment]  # the edges are of its type
    for number in count():
        key = (edge.target, edge.basis, edge.locators[0].id, number)
        before = edges.setdefault(key, edge)
        if before is edge:
            break
        if _claim(before) == _claim(edge):
            if evidence and not set(edge.locators) <= set(before.locators):
                edges[key] = msgspec.structs.replace(
                    before, source=(*before.locators, *edge.locators)
                )
            elif not new.repeated:
                table.repeated(new.line, new.ends)
            return
    if table.table.all_rows:
        table.draft.edge_places[id(edge)] = f"{table.count.path}:{new.line}"
        _report(table, edges, new)
    elif number and contradictions(before := edges[(*key[:3], 0)], edge):
        words = "{rows} give{s} another " + contradictions(before, edge)[0].field
        table.repaired(new.line, f"{words} than an earlier row; both are kept", new.ends)


def _claim(edge: E) -> E:
    """Return what an edge says, without its place."""
    return msgspec.structs.replace(edge, source=())


def _report(table: TableDraft, edges: dict[EdgeKey, E], new: NewEdge) -> None:
    """Name what contradicts the edge in earlier rows, with both places."""
    for before in edges.values():
        if before is not new.edge and before.target == new.edge.target:
            place = table.draft.edge_places.get(id(before), "an earlier row")
            for field, other, own in contradictions(before, new.edge):
                words = f"'{new.ends}': {field} {own}, but {other} at {place}; both are kept"
                table.repaired(new.line, words)
