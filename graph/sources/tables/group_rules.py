"""The rules of a recipe that make groups and say what is in them."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from graph.model.relations import Kind
from graph.sources.tables.cells import Cells
from graph.sources.tables.draft import DraftGroup, DraftNode
from graph.sources.tables.recipe_rules import GroupRule, MemberRule
from graph.sources.tables.table_draft import BoundRule, TableDraft


class _GroupRow(NamedTuple):
    key: str
    title: str
    parent: str


class _MemberRow(NamedTuple):
    member: str
    groups: list[str]


class Membership(NamedTuple):
    """A node, and the group or the broader node that it belongs to, as a table names them."""

    kind: Kind
    node: str
    group: str


def bound_group(table: TableDraft, cells: Cells, rule: GroupRule) -> BoundRule:
    """Return the rule that makes groups."""
    groups, ids = table.draft.groups, table.draft.group_ids
    add_parent = partial(_add_parent, table)

    def apply(line: int, row: _GroupRow) -> None:
        if not row.key or not row.title:
            table.left_out(line, "{rows} {has} a group without id or title")
        elif row.key not in groups:
            groups[row.key] = DraftGroup(ids.new(row.key), table.title(line, row.title))
            if row.parent:
                table.defer(add_parent, line, (row.key, row.parent))
        elif not rule.repeated:
            table.left_out(line, "{rows} repeat{s} a group that an earlier row makes", row.key)

    getters = (cells.text(rule.id), cells.text(rule.title), cells.optional(rule.parent))
    return table.bound(cells, rule, _GroupRow, getters, apply, first_pass=True)


def bound_member(table: TableDraft, cells: Cells, rule: MemberRule) -> BoundRule:
    """Return the rule that puts nodes and groups into groups."""

    def apply(line: int, row: _MemberRow) -> None:
        for group in row.groups:
            if rule.kind == "group":
                _add_parent(table, line, (row.member, group))
            else:
                add_member(table, line, Membership(rule.kind, row.member, group))

    getters = (cells.text(rule.member), cells.texts(rule.group))
    return table.bound(cells, rule, _MemberRow, getters, apply)


def add_member(table: TableDraft, line: int, membership: Membership) -> None:
    """Put a node into a group, or under a broader node, whose groups it then shares.

    A role under a broader one is a special case of it.
    """
    kind, key, group_key = membership
    node = table.draft.find(kind, key)
    group = table.draft.group(group_key)
    if node is None:
        table.unknown(line, kind, key)
    elif group is not None:
        node.groups[group.id] = None
    elif (broader := table.draft.nodes[kind].get(group_key)) is not None:
        _add_broader(table, line, node, broader)
    else:
        table.unknown(line, "group", group_key)


def _add_broader(table: TableDraft, line: int, node: DraftNode, broader: DraftNode) -> None:
    """Put a node under a broader one; a role is a special case of one role at most."""
    if node.kind != "role":
        node.broader.append(broader)
    elif _is_special_case(broader, node):
        table.left_out(line, "{rows} make{s} a role a special case of itself", node.title)
    elif not node.broader:
        node.broader.append(broader)
    elif node.broader[0] is not broader:
        table.left_out(line, "{rows} make{s} a role a special case of a second one", node.title)


def _add_parent(table: TableDraft, line: int, keys: tuple[str, str]) -> None:
    key, parent_key = keys
    group, parent = table.draft.group(key), table.draft.group(parent_key)
    if group is None or parent is None:
        table.unknown(line, "group", key if group is None else parent_key)
    elif _is_within(parent, group):
        table.left_out(line, "{rows} put{s} a group into itself", key)
    elif group.parent is None:
        group.parent = parent
    elif group.parent is not parent:
        table.left_out(line, "{rows} put{s} a group into a second one", key)


def _is_within(group: DraftGroup, other: DraftGroup) -> bool:
    """Return whether a group is the other one, or part of it."""
    above: DraftGroup | None = group
    while above is not None:
        if above is other:
            return True
        above = above.parent
    return False


def _is_special_case(role: DraftNode, other: DraftNode) -> bool:
    """Return whether a role is the other one, or a special case of it, however far down."""
    while role is not other and role.broader:
        role = role.broader[0]
    return role is other
