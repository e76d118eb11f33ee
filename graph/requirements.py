"""What does a role require, and what does a step from one role to another add?"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from graph.build import strongest
from graph.index import Index, Link, best
from graph.model import Basis, Locator, Necessity, Note, RequiresEdge
from graph.relations import Kind

RequirementKind = Literal["skill", "responsibility"]


class NodeRef(Struct, frozen=True):
    """A node by its id, title and kind."""

    id: str
    title: str
    kind: Kind


class Requirement(Struct, frozen=True, kw_only=True):
    """A skill or responsibility that a role requires, as far as the sources say."""

    id: str
    title: str
    kind: Kind
    necessity: Necessity
    """The strongest that any source gives."""
    basis: Basis
    """The strongest basis of any edge."""
    when: str | None = None
    signs: tuple[str, ...] = ()
    """Ids of the signs of readiness that demand it."""
    sources: tuple[Locator, ...] = ()
    notes: tuple[Note, ...] = ()


class Gap(Struct, frozen=True, kw_only=True):
    """The difference between what two roles require, for skills or for responsibilities.

    A list that no source gives is not empty but unknown: its role stands in ``not_stated``.
    If the old role's is unknown, all the new role requires counts as gained; if the new
    role's is, nothing can be said.
    """

    gained: tuple[Requirement, ...] = ()
    kept: tuple[Requirement, ...] = ()
    left: tuple[Requirement, ...] = ()
    not_stated: tuple[NodeRef, ...] = ()


def node_ref(index: Index, id_: str) -> NodeRef:
    """Return the node's id, title and kind."""
    return NodeRef(id_, index.records[id_].title, index.kinds[id_])


def requirements(index: Index, role: str, kind: RequirementKind) -> tuple[Requirement, ...]:
    """Return what the role requires of a kind, parallel edges joined, in file order."""
    parallel: dict[str, list[Link]] = {}
    for link in index.outgoing(role, "requires"):
        if index.kinds[link.target] == kind:
            parallel.setdefault(link.target, []).append(link)
    return tuple(_requirement(index, links) for links in parallel.values())


def gap(index: Index, *, source: str, target: str, kind: RequirementKind) -> Gap:
    """Return what the target role requires beyond the source role, alike, and no longer.

    "No longer" means: required of the source role and not listed for the target role.
    """
    old = requirements(index, source, kind)
    new = requirements(index, target, kind)
    not_stated = tuple(
        node_ref(index, role) for role, list_ in ((source, old), (target, new)) if not list_
    )
    if not new:
        return Gap(not_stated=not_stated)
    old_ids = {requirement.id for requirement in old}
    new_ids = {requirement.id for requirement in new}
    return Gap(
        gained=tuple(requirement for requirement in new if requirement.id not in old_ids),
        kept=tuple(requirement for requirement in new if requirement.id in old_ids),
        left=tuple(requirement for requirement in old if requirement.id not in new_ids),
        not_stated=not_stated,
    )


def _requirement(index: Index, links: list[Link]) -> Requirement:
    edges = [link.record for link in links if isinstance(link.record, RequiresEdge)]
    id_ = links[0].target
    return Requirement(
        id=id_,
        title=index.records[id_].title,
        kind=index.kinds[id_],
        necessity=strongest(edge.necessity for edge in edges),
        basis=best(links).record.basis,
        when=next((edge.when for edge in edges if edge.when), None),
        signs=tuple(dict.fromkeys(sign for edge in edges for sign in edge.signs)),
        sources=tuple(dict.fromkeys(place for edge in edges for place in edge.locators)),
        notes=tuple(note for edge in edges for note in edge.notes),
    )
