"""The rules of a recipe that make edges between roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeVar

from graph.model.records import Basis, LeadsToEdge, OverlapsWithEdge, Years
from graph.sources.tables.cells import Cells, Get, GetAll, Read
from graph.sources.tables.draft import DraftNode, EdgeKey
from graph.sources.tables.evidence import EvidenceRow, GetEvidence, evidence_getter, said
from graph.sources.tables.new_edge import NewEdge, add_edge
from graph.sources.tables.observed_rules import bound_counted
from graph.sources.tables.recipe_rules import LeadsToRule, OverlapsRule
from graph.sources.tables.table_draft import BoundRule, TableDraft


class _EdgeRow(NamedTuple):
    role: str
    targets: list[str]
    note: str
    evidence: EvidenceRow | None


class _StepRow(NamedTuple):
    role: str
    targets: list[str]
    note: str
    evidence: EvidenceRow | None
    min: Read
    max: Read


class _Ends(NamedTuple):
    """The ends of an edge between roles, its key, and what all such edges say."""

    role: DraftNode
    target: DraftNode
    key: EdgeKey
    fields: Mapping[str, Any]


E = TypeVar("E", _EdgeRow, _StepRow)


def bound_leads_to(table: TableDraft, cells: Cells, rule: LeadsToRule) -> BoundRule:
    """Return the rule that says which role follows a role."""
    if rule.observed is not None:
        return bound_counted(table, cells, rule, rule.observed)

    def add(line: int, ends: _Ends, row: _StepRow) -> None:
        edge = LeadsToEdge(**ends.fields, years=_years(table, line, row))
        new = NewEdge(line, ends.role, ends.target, edge, repeated=rule.repeated)
        add_edge(table, ends.role.leads_to, new, row.evidence)

    getters = (
        *_between_roles(table, cells, rule),
        cells.number(rule.years_min),
        cells.number(rule.years_max),
    )
    apply = partial(_apply_to_ends, table, rule.basis, add)
    return table.bound(cells, rule, _StepRow, getters, apply)


def bound_overlaps(table: TableDraft, cells: Cells, rule: OverlapsRule) -> BoundRule:
    """Return the rule that says which role overlaps with a role.

    It is true both ways: the same from the other side is neither new nor a fault.
    """
    read: set[tuple[str, str]] = set()

    def add(line: int, ends: _Ends, _row: _EdgeRow) -> None:
        role, target, key, fields = ends
        if (role.id, target.id) in read and not rule.repeated:
            table.repeated(line, f"{role.title} → {target.title}")
        read.add((role.id, target.id))
        turned: EdgeKey = (role.id, *key[1:])
        if key not in role.overlaps_with and turned not in target.overlaps_with:
            role.overlaps_with[key] = OverlapsWithEdge(**fields)

    apply = partial(_apply_to_ends, table, rule.basis, add)
    return table.bound(cells, rule, _EdgeRow, _between_roles(table, cells, rule), apply)


def _between_roles(
    table: TableDraft, cells: Cells, rule: LeadsToRule | OverlapsRule
) -> tuple[Get, GetAll, Get, GetEvidence]:
    role, targets, note = rule.role, rule.target, rule.note
    evidence = evidence_getter(table, cells)
    return cells.text(role), cells.texts(targets), cells.optional(note), evidence


def _apply_to_ends(
    table: TableDraft,
    basis: Basis | None,
    add: Callable[[int, _Ends, E], None],
    line: int,
    row: E,
) -> None:
    """Add an edge for each target of a row."""
    evidence = said(table, line, row.evidence, basis)
    for target_key in (row.targets or [""]) if evidence else ():
        ends = _ends(table, line, row.role, target_key)
        if ends is not None and evidence is not None:
            role, target = ends
            key: EdgeKey = (target.id, evidence.basis, evidence.locators[0].id, 0)
            fields = {
                "target": target.id,
                "basis": evidence.basis,
                "source": evidence.locators,
                "notes": table.notes(row.note),
            }
            add(line, _Ends(role, target, key, fields), row)


def _ends(
    table: TableDraft, line: int, key: str, target_key: str
) -> tuple[DraftNode, DraftNode] | None:
    """Return the two roles of an edge, if they are two and both are known."""
    role, target = table.draft.find("role", key), table.draft.find("role", target_key)
    if role is None or target is None:
        table.unknown(line, "role", key if role is None else target_key)
    elif role is target:
        table.left_out(line, "{rows} join{s} a role with itself", key)
    else:
        return role, target
    return None


def _years(table: TableDraft, line: int, row: _StepRow) -> Years | None:
    for number in (row.min, row.max):
        if number.unread:
            message = "{rows} {has} text where years are expected; read as not stated"
            table.repaired(line, message, number.unread)
    least, most = row.min.value, row.max.value
    if least is not None and most is not None and least > most:
        message = "{rows} {has} a minimum of years above the maximum; read as not stated"
        table.repaired(line, message, f"{least:g} to {most:g}")
        return None
    return None if least is None and most is None else Years(min=least, max=most)
