"""Facts: figures that the sources give, with the role that each belongs to."""

from __future__ import annotations

from graph.model.records import Fact
from graph.parts.requirements import Claim, NodeRef, claim, node_ref
from graph.store.index import Index


class FactDetails(Claim, frozen=True, kw_only=True):
    """A figure that a source gives, and the conditions under which it holds."""

    id: str
    title: str
    value: float
    unit: str
    role: NodeRef | None
    """The one role that it belongs to, if it belongs to one."""
    place: str | None
    date: str | None
    """When it held; None if no source says."""


def facts(index: Index, role: str | None = None) -> tuple[FactDetails, ...]:
    """Return the facts of a role, given by its id; without one, all facts of the data set."""
    chosen = index.about.facts if role is None else index.facts(role)
    return tuple(_details(index, fact) for fact in chosen)


def _details(index: Index, fact: Fact) -> FactDetails:
    return FactDetails(
        **claim(fact),
        id=fact.id,
        title=fact.title,
        value=fact.value,
        unit=fact.unit,
        role=node_ref(index, fact.role) if fact.role else None,
        place=fact.place,
        date=fact.date,
    )
