"""What check says of a table written by hand: columns and rows that no rule reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model.errors import did_you_mean, nearest, one_of, shortened
from graph.model.names import word_form
from graph.sources.tables.recipe import Table
from graph.sources.tables.table_draft import TableDraft


def report_columns(table: TableDraft, columns: Sequence[str], asked: Mapping[str, str]) -> None:
    """Report each column that no rule reads; ``asked`` has those that rules read."""
    there = set(map(word_form, columns))
    free = [name for form, name in asked.items() if form not in there]
    for column in filter(None, columns):
        if word_form(column) not in asked:
            alike = did_you_mean(nearest(column, free))
            help_ = alike or f"; the columns are {one_of(asked.values())}"
            table.repaired(1, f"the column '{shortened(column)}' is not read{help_}")


def report_row(table: TableDraft, columns: Sequence[str], row: Sequence[str], line: int) -> None:
    """Report a row that no rule reads, and the words that would be right."""
    by_form = dict(zip(map(word_form, columns), row, strict=False))
    for column, words in _words(table.table).items():
        text = by_form.get(word_form(column), "").strip()
        if word_form(text) not in map(word_form, words):
            help_ = did_you_mean(nearest(text, words)) or f"; write {one_of(words)}"
            fault = f"{{has}} an unknown {column}" if text else f"{{has}} no {column}"
            table.left_out(line, f"{{rows}} {fault}{help_}", text)
            return
    table.left_out(line, "{rows} fit{s} no rule of the recipe", ", ".join(row[:3]))


def _words(table: Table) -> dict[str, list[str]]:
    """Return the words that the rules for edges and nodes want in a column, by the column."""
    wanted: dict[str, list[str]] = {}
    for name in ("roles", "skills", "responsibilities", "requires", "leads_to", "overlaps_with"):
        for rule in getattr(table, name):
            for condition in rule.where:
                words = [*condition.one_of, *filter(None, [condition.equals])]
                wanted.setdefault(condition.column, []).extend(words)
    return {column: list(dict.fromkeys(words)) for column, words in wanted.items() if words}
