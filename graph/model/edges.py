"""An edge of the graph: its ends, its key, and the record of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.model.records import BASES, Basis, EdgeRecord, Years
from graph.model.relations import RelationName

DERIVED_KEY = "overlaps_with:derived::shared"
"""The key of an *overlaps with* edge that is computed from shared requirements."""


class Edge(NamedTuple):
    """An edge of the graph, with its ends as ids and its key as networkx has it."""

    source: str
    target: str
    key: str
    relation: RelationName
    record: EdgeRecord


def edge_key(relation: RelationName, record: EdgeRecord, suffix: str = "") -> str:
    """Return the key that tells an edge from others between the same two nodes.

    >>> from graph.model.records import RequiresEdge
    >>> edge_key("requires", RequiresEdge(target="sql", basis="derived"), suffix=":signs")
    'requires:derived::signs'
    """
    sources = "+".join(dict.fromkeys(locator.id for locator in record.locators))
    return f"{relation}:{record.basis}:{sources}{suffix}"


class Contradiction(NamedTuple):
    """What two records say differently of the same edge."""

    field: str
    first: str
    second: str


def contradictions(first: EdgeRecord, second: EdgeRecord) -> list[Contradiction]:
    """Return where two records of the same edge say different things; nothing contradicts silence.

    >>> from graph.model.records import LeadsTo, Years
    >>> two, five = (LeadsTo(target="b", basis="stated", years=Years(min=n)) for n in (2, 5))
    >>> contradictions(two, five)
    [Contradiction(field='years', first='2+', second='5+')]
    """
    found = []
    for field in ("years", "necessity", "importance", "level"):
        one, other = (getattr(each, field, None) for each in (first, second))
        silent = None in (one, other) or "listed" in (one, other)
        if not silent and one != other and _same_scale(first, second, field):
            found.append(Contradiction(field, _said(one), _said(other)))
    return found


def _same_scale(first: EdgeRecord, second: EdgeRecord, field: str) -> bool:
    return field != "level" or getattr(first, "scale", None) == getattr(second, "scale", None)


def _said(value: object) -> str:
    if not isinstance(value, Years):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if value.max is None:
        return f"{value.min or 0:g}+"
    return f"{value.min:g}–{value.max:g}" if value.min is not None else f"up to {value.max:g}"


def strongest_edge(parallel: Iterable[Edge]) -> Edge:
    """Return the edge with the strongest basis, of one or more; the first among equals."""
    return min(parallel, key=lambda edge: BASES.index(edge.record.basis))


def move_basis(relation: RelationName, basis: Basis) -> Basis:
    """Return the basis of a move along an edge: an overlap, even a stated one, implies it at best.

    >>> move_basis("leads_to", "stated"), move_basis("overlaps_with", "stated")
    ('stated', 'implied')
    """
    return weakest_basis((basis, "implied")) if relation == "overlaps_with" else basis


def weakest_basis(bases: Iterable[Basis]) -> Basis:
    """Return the weakest of one or more bases.

    >>> weakest_basis(["stated", "implied"])
    'implied'
    """
    return max(bases, key=BASES.index)
