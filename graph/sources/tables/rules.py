"""Bind the rules of a recipe to the columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from graph.sources.tables.careers_rule import bound_careers
from graph.sources.tables.cells import Cells
from graph.sources.tables.edge_rules import bound_leads_to, bound_overlaps
from graph.sources.tables.group_rules import bound_group, bound_member
from graph.sources.tables.node_rules import bound_detail, bound_fact, bound_node
from graph.sources.tables.recipe import Table
from graph.sources.tables.requires_rule import bound_requires
from graph.sources.tables.table_draft import BoundRule, TableDraft

_BINDERS: dict[str, Callable[[TableDraft, Cells, Any], BoundRule]] = {
    "groups": bound_group,
    "roles": partial(bound_node, kind="role"),
    "skills": partial(bound_node, kind="skill"),
    "responsibilities": partial(bound_node, kind="responsibility"),
    "members": bound_member,
    "details": bound_detail,
    "facts": bound_fact,
    "requires": bound_requires,
    "leads_to": bound_leads_to,
    "overlaps_with": bound_overlaps,
    "careers": bound_careers,
}
"""What binds the rules under each key of a recipe's table, in the order of application."""


def bound_rules(draft: TableDraft, cells: Cells, table: Table) -> Iterator[BoundRule]:
    """Yield the rules for a table, bound to its columns."""
    for key, bind in _BINDERS.items():
        for rule in getattr(table, key):
            yield bind(draft, cells, rule)
