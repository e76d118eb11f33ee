"""The rules of a recipe that make nodes, and add to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple, TypeVar

from graph.model.errors import shortened
from graph.model.records import Fact, LevelText, Stage, Track
from graph.model.relations import Kind
from graph.sources.tables.cells import Cells, Read, Row, is_list
from graph.sources.tables.draft import DraftNode, Figure
from graph.sources.tables.evidence import EvidenceRow, Said, evidence_getter, said
from graph.sources.tables.group_rules import Membership, add_member
from graph.sources.tables.ids import Ids, id_of
from graph.sources.tables.recipe_rules import DetailRule, FactRule, NodeRule, RoleRule, SkillRule
from graph.sources.tables.table_draft import MAX_TEXT, MAX_TITLE, BoundRule, TableDraft, with_lines

T = TypeVar("T", Track, Stage)


class _NodeRow(NamedTuple):
    keys: list[str]
    titles: list[str]
    raw_title: str
    aliases: list[str]
    summary: str
    groups: list[str]
    track: str
    stage: str
    levels: list[LevelText]
    note: str
    evidence: EvidenceRow | None


class _DetailRow(NamedTuple):
    key: str
    aliases: list[str]
    summary: str


class _FactRow(NamedTuple):
    role: str
    number: Read


class _NewNode(NamedTuple):
    kind: Kind
    key: str
    title: str
    evidence: Said


def bound_node(table: TableDraft, cells: Cells, rule: NodeRule, kind: Kind) -> BoundRule:
    """Return the rule that makes nodes of a kind."""
    add_to_group = partial(add_member, table)
    draft = table.draft

    def apply(line: int, row: _NodeRow) -> None:
        if len(row.keys) != len(row.titles) or not (row.keys or is_list(rule.id)):
            table.left_out(line, f"{{rows}} {{has}} a {kind} without id or title")
            return
        evidence = said(table, line, row.evidence, rule.basis)
        if evidence is None:
            return
        for key, title in zip(row.keys, row.titles, strict=True):
            node = _begun(table, line, _NewNode(kind, key, title, evidence), rule)
            if node is None:
                continue
            if row.raw_title != row.raw_title.strip():
                table.repaired(line, "removed spaces around the title in {rows}", title)
            _add_texts(table, line, node, row)
            node.notes += table.notes(row.note)
            if row.track:
                node.track = _id_of_title(row.track, draft.tracks, Track, draft.track_ids)
            if row.stage:
                node.stage = _id_of_title(row.stage, draft.stages, Stage, draft.stage_ids)
            node.levels.extend(row.levels)
            for group in row.groups:
                table.defer(add_to_group, line, Membership(kind, key, group))

    role = rule if isinstance(rule, RoleRule) else None
    getters = (
        cells.texts(rule.id),
        cells.texts(rule.title),
        cells.raw(rule.title),
        cells.texts(rule.aliases),
        cells.optional(rule.summary),
        cells.all_texts(rule.groups),
        cells.optional(role.track if role else None),
        cells.optional(role.stage if role else None),
        _level_texts(cells, rule.levels if isinstance(rule, SkillRule) else {}),
        cells.optional(rule.note),
        evidence_getter(table, cells),
    )
    return table.bound(cells, rule, _NodeRow, getters, apply, first_pass=True)


def _level_texts(cells: Cells, levels: Mapping[str, float]) -> Callable[[Row], list[LevelText]]:
    """Return a function from a row to what the skill looks like at the levels with a text."""
    getters = [(level, cells.text(column)) for column, level in levels.items()]
    return lambda row: [
        LevelText(level=level, text=with_lines(text))
        for level, get in getters
        if (text := get(row))
    ]


def bound_detail(table: TableDraft, cells: Cells, rule: DetailRule) -> BoundRule:
    """Return the rule that adds aliases and text to nodes."""

    def apply(line: int, row: _DetailRow) -> None:
        node = table.draft.find(rule.kind, row.key)
        if node is None:
            table.unknown(line, rule.kind, row.key)
        else:
            _add_texts(table, line, node, row)

    getters = (cells.text(rule.node), cells.texts(rule.aliases), cells.optional(rule.summary))
    return table.bound(cells, rule, _DetailRow, getters, apply)


def bound_fact(table: TableDraft, cells: Cells, rule: FactRule) -> BoundRule:
    """Return the rule that gives figures for roles."""

    def apply(line: int, row: _FactRow) -> None:
        number = row.number
        role = table.draft.find("role", row.role)
        if role is None:
            table.unknown(line, "role", row.role)
        elif number.value is None:
            table.left_out(line, f"{{rows}} {{has}} no number for '{rule.title}'", number.unread)
        elif rule.name in role.figures and not rule.adds:
            table.left_out(line, f"{{rows}} give{{s}} '{rule.title}' again", row.role)
        else:
            before = role.figures.get(rule.name)
            value = number.value + (before.value if before else 0.0)
            role.figures[rule.name] = Figure(value, table.locator)
            id_ = id_of(f"{rule.name}.{role.id}")
            table.draft.facts[id_] = Fact(
                id=id_,
                title=rule.title,
                value=value,
                unit=rule.unit,
                role=role.id,
                basis=table.basis,
                source=table.locator,
            )

    getters = (cells.text(rule.role), cells.number(rule.value))
    return table.bound(cells, rule, _FactRow, getters, apply)


def _begun(table: TableDraft, line: int, new: _NewNode, rule: NodeRule) -> DraftNode | None:
    """Return the node to fill: a new one, or that of another source; None if it is there."""
    draft, (kind, key, title, evidence) = table.draft, new
    node = draft.nodes[kind].get(key)
    if node is not None:
        if node.recipe != table.source:
            node.locators += evidence.locators
            return node
        if not rule.repeated:
            _report_again(table, line, node, table.title(line, title))
        return None
    node = DraftNode(
        kind,
        draft.node_ids.new(key),
        table.title(line, title),
        evidence.basis,
        list(evidence.locators),
        table.source,
        table.count.path,
        line,
    )
    if len(title) > MAX_TITLE:
        node.summary.append(title)  # the title is cut
    draft.nodes[kind][key] = node
    if draft.is_titled(node):
        table.repaired(
            line, f"{{rows}} give{{s}} a {kind} the title of another; both are kept", title
        )
    return node


def _report_again(table: TableDraft, line: int, node: DraftNode, title: str) -> None:
    """Report a row whose id an earlier row has: an error if it is of another title."""
    if title == node.title:
        words = f"{{rows}} repeat{{s}} a {node.kind} of an earlier row; it counts once"
        table.repaired(line, words, title)
        return
    words = f"the {node.kind} '{shortened(title)}' has the id of '{shortened(node.title)}'"
    words += f" at {node.path}:{node.line}; give each an id of its own"
    table.count.faulty.add(line)
    table.draft.faults.add(table.count.path, line, words, error=True)


def _add_texts(table: TableDraft, line: int, node: DraftNode, row: _NodeRow | _DetailRow) -> None:
    for alias in row.aliases:
        if alias != node.title:
            node.aliases[table.title(line, alias)] = None
    summary = row.summary
    if not summary:
        return
    summary = with_lines(summary)
    length = sum(map(len, node.summary))
    if length + len(summary) > MAX_TEXT:
        table.repaired(line, f"{{rows}} {{has}} text of over {MAX_TEXT:,} characters; cut")
        summary = summary[: max(0, MAX_TEXT - length - 10)]
    node.summary.append(summary)


def _id_of_title(title: str, made: dict[str, T], type_: type[T], ids: Ids) -> str:
    """Return the id of the track or stage with a title; make it on first use."""
    if title not in made:
        made[title] = type_(id=ids.new(title), title=title[:MAX_TITLE])
    return made[title].id
