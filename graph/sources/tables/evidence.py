"""On what basis a row of a table says something, and where its source says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from graph.model.errors import did_you_mean, nearest, one_of
from graph.model.names import word_form
from graph.model.records import BASES, Basis, Locator, Source
from graph.sources.tables.cells import Cells, Row
from graph.sources.tables.ids import id_of
from graph.sources.tables.table_draft import MAX_TITLE, TableDraft

_LINES = re.compile(r"[0-9]+(-[0-9]+)?(, ?[0-9]+(-[0-9]+)?)*")


class Said(NamedTuple):
    """On what basis a row says something, and where."""

    basis: Basis
    locators: tuple[Locator, ...]


class EvidenceRow(NamedTuple):
    """The cells of a row that hold its evidence."""

    basis: str
    source: str
    section: str
    lines: str
    according_to: str


GetEvidence: TypeAlias = Callable[[Row], EvidenceRow | None]


def evidence_getter(table: TableDraft, cells: Cells) -> GetEvidence:
    """Return a function from a row to its evidence; None where the row holds none."""
    columns = [getattr(table.table.evidence, name) for name in EvidenceRow._fields]
    if not any(columns):
        return lambda _: None
    getters = [cells.optional(column) for column in columns]

    def get(row: Row) -> EvidenceRow | None:
        texts = [each(row) for each in getters]
        return EvidenceRow(*texts) if any(texts) else None

    return get


def said(table: TableDraft, line: int, row: EvidenceRow | None, basis: Basis | None) -> Said | None:
    """Return the evidence of a row; without any, the row itself, on the basis of its rule.

    A row with an unknown basis is left out: then it is None.
    """
    basis = basis or table.basis
    if row is None:
        return Said(basis, table.place(line))
    wanted = word_form(row.basis)
    found = next((each for each in BASES if each == wanted), None if wanted else basis)
    if found is None:
        help_ = did_you_mean(nearest(wanted, BASES)) or f"; write {one_of(BASES)}"
        table.left_out(line, f"{{rows}} {{has}} an unknown basis{help_}", row.basis)
        return None
    return Said(found, (_locator(table, line, row),))


def _locator(table: TableDraft, line: int, row: EvidenceRow) -> Locator:
    lines: str | int | None = row.lines or None
    if lines and not _LINES.fullmatch(row.lines):
        words = "{rows} {has} lines that are no numbers; write them as 41 or 23-27; ignored"
        table.repaired(line, words, row.lines)
        lines = None
    elif row.lines.isdecimal():
        lines = int(row.lines) or None
    whom = row.according_to[:MAX_TITLE] or None
    if not (row.source or row.section or lines):
        (place,) = table.place(line)
        return Locator(id=place.id, section=place.section, lines=place.lines, according_to=whom)
    return Locator(
        id=_source(table, row.source) if row.source else table.source,
        section=row.section[:MAX_TITLE] or None,
        lines=lines,
        according_to=whom,
    )


def _source(table: TableDraft, text: str) -> str:
    """Return the id of the source with a title or id; make it on first use."""
    sources = table.draft.sources
    for source in sources.values():
        if text in (source.id, source.title):
            return source.id
    source = Source(id=id_of(text), title=text[:MAX_TITLE])
    return sources.setdefault(source.id, source).id
