"""The rule of a recipe that says what roles require."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from graph.model.errors import one_of
from graph.model.records import Necessity, RequiresEdge, Scale, ScaleLevel
from graph.model.relations import Kind
from graph.sources.tables.cells import Cells, Get, Read, is_list
from graph.sources.tables.draft import DraftNode
from graph.sources.tables.evidence import EvidenceRow, evidence_getter, said
from graph.sources.tables.ids import id_of
from graph.sources.tables.new_edge import NewEdge, add_edge
from graph.sources.tables.recipe_cells import CellOrColumn, NecessityCell, NumberCell
from graph.sources.tables.recipe_rules import RequiresRule
from graph.sources.tables.table_draft import BoundRule, TableDraft, with_lines

_EMPTY = Read(None)


class _RequiresRow(NamedTuple):
    role: str
    targets: list[str]
    necessity: str
    importance: Read
    level: Read
    level_text: str
    when: str
    note: str
    evidence: EvidenceRow | None


def bound_requires(table: TableDraft, cells: Cells, rule: RequiresRule) -> BoundRule:
    """Return the rule that says what roles require."""
    kinds, target = _targets(rule)
    get_necessity, necessities = _necessity(cells, rule.necessity)
    scale = _scale(table, rule)
    numbers = rule.importance is not None or rule.level is not None

    def apply(line: int, row: _RequiresRow) -> None:
        role = table.draft.find("role", row.role)
        necessity = necessities.get(row.necessity)
        if role is None:
            table.unknown(line, "role", row.role)
        elif necessity is None:
            message = "{rows} {has} a necessity that the recipe does not know"
            help_ = f"; write {one_of(filter(None, necessities))}"
            table.left_out(line, message + help_, row.necessity)
        elif not row.targets and not is_list(target):
            table.unknown(line, one_of(kinds), "")
        elif (evidence := said(table, line, row.evidence, rule.basis)) is not None:
            if numbers:
                _report_unread(table, line, rule, row)
            for key in row.targets:
                node = _found(table, kinds, key)
                if node is None:
                    table.unknown(line, one_of(kinds), key)
                    continue
                edge = RequiresEdge(
                    target=node.id,
                    basis=evidence.basis,
                    source=evidence.locators,
                    necessity=necessity,
                    when=row.when or None,
                    importance=row.importance.value,
                    level=row.level.value,
                    level_text=with_lines(row.level_text) or None,
                    scale=scale if row.level.value is not None else None,
                    notes=table.notes(row.note),
                )
                new = NewEdge(line, role, node, edge, repeated=rule.repeated)
                add_edge(table, role.requires, new, row.evidence)

    getters = (
        cells.text(rule.role),
        cells.texts(target),
        get_necessity,
        cells.number(rule.importance),
        cells.number(rule.level),
        cells.optional(rule.level_text),
        cells.optional(rule.when),
        cells.optional(rule.note),
        evidence_getter(table, cells),
    )
    return table.bound(cells, rule, _RequiresRow, getters, apply)


def _scale(table: TableDraft, rule: RequiresRule) -> str | None:
    """Return the id of the rule's scale; make it on first use."""
    if rule.scale is None:
        return None
    scales = table.draft.scales
    if rule.scale not in scales:
        names = rule.level.map if isinstance(rule.level, NumberCell) else {}
        scales[rule.scale] = Scale(
            id=id_of(rule.scale),
            title=rule.scale,
            basis=table.basis,
            source=table.locator,
            levels=tuple(
                ScaleLevel(level=level, id=id_of(name), title=name)
                for name, level in sorted(names.items(), key=itemgetter(1))
            ),
        )
    return scales[rule.scale].id


def _found(table: TableDraft, kinds: Sequence[Kind], key: str) -> DraftNode | None:
    found = (table.draft.find(kind, key) for kind in kinds)
    return next((node for node in found if node is not None), None)


def _report_unread(table: TableDraft, line: int, rule: RequiresRule, row: _RequiresRow) -> None:
    """Report numbers that are expected and absent, and text in place of a number."""
    for what, cell, number in (
        ("importance", rule.importance, row.importance),
        ("level", rule.level, row.level),
    ):
        if isinstance(cell, NumberCell) and cell.expected and number == _EMPTY:
            table.repaired(line, f"{{rows}} give{{s}} no {what}; it is not stated")
        if number.unread:
            message = "{rows} {has} text where a number is expected; read as not stated"
            table.repaired(line, message, number.unread)


def _targets(rule: RequiresRule) -> tuple[tuple[Kind, ...], CellOrColumn | None]:
    if rule.skill is not None:
        return ("skill",), rule.skill
    if rule.responsibility is not None:
        return ("responsibility",), rule.responsibility
    return ("skill", "responsibility"), rule.target


def _necessity(
    cells: Cells, necessity: Necessity | NecessityCell
) -> tuple[Get, Mapping[str, Necessity]]:
    if isinstance(necessity, NecessityCell):
        get = cells.text(necessity.column)
        fold = cells.fold
        return lambda row: fold(get(row)), {fold(key): its for key, its in necessity.map.items()}
    return (lambda _: ""), {"": necessity}
