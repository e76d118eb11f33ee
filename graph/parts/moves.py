"""Moves from one role straight to another: what the data says of them, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import Any, ClassVar, Literal

from msgspec import Struct

from graph.model.edges import Edge, move_basis
from graph.model.records import BASES, Basis, LeadsToEdge, Locator, Necessity, Observed, Sign, Years
from graph.model.relations import RelationName
from graph.parts.effort import step_effort
from graph.parts.flow import likelihood_of, observed_of
from graph.parts.ladders import rungs_above, rungs_below
from graph.parts.requirements import Claim, NodeRef, claim
from graph.parts.years import years_of
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

By = Literal["steps", "years", "effort", "evidence", "likelihood"]
TOGETHER: tuple[By, ...] = ("steps", "years", "effort", "evidence")
"""The costs that count by all costs: how often a move is made is not one of them."""


class DemandedSkill(NodeRef, frozen=True, kw_only=True):
    """A skill that a sign of readiness demands."""

    necessity: Necessity


class SignOfReadiness(Struct, frozen=True, kw_only=True):
    """A sign of readiness, or a preparation for a first position, and the skills it demands."""

    id: str
    title: str
    summary: str | None
    skills: tuple[DemandedSkill, ...]
    basis: Basis
    sources: tuple[Locator, ...]
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}


class Evidence(Struct, frozen=True, kw_only=True):
    """What else the graph says about a step: a parallel edge of the same two roles."""

    relation: RelationName
    basis: Basis
    years: Years | None
    observed: Observed | None
    sources: tuple[Locator, ...]
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}


class Move(Claim, frozen=True, kw_only=True):
    """What the data says of a move from one role to another."""

    key: str
    """The edge's key in the graph."""
    years: Years | None
    """None: the source does not say."""
    observed: Observed | None
    """How many people made the move; None if nobody counted."""
    signs: tuple[SignOfReadiness, ...]
    preparations: tuple[SignOfReadiness, ...]
    """What prepares for a first position; only on a step from a starting point."""
    signs_stated: int | None
    """How many signs of readiness the source states; None if it states none."""
    preparations_stated: int | None
    expandable: ClassVar[Mapping[str, str]] = {"signs": "signs", "preparations": "signs"}


def moves(index: Index, role: str, *, lateral: bool) -> Iterator[Edge]:
    """Yield the edges that a path may take from a role, in file order by relation.

    A derived overlap of two rungs of one ladder is no sideways move.
    """
    yield from index.outgoing(role, "leads_to")
    if lateral:
        sideways = index.outgoing(role, "overlaps_with")
        yield from (link for link in sideways if not _along_ladder(index, link))


def joining(
    index: Index, source: str, target: str, *, lateral: bool, derive: bool = True
) -> list[Edge]:
    """Return the moves from one role straight to another, in the same order.

    Without ``derive``, overlaps that are derived on demand are left out.
    """
    relations: tuple[RelationName, ...] = ("leads_to", "overlaps_with")
    return [
        link
        for relation in relations[: 1 + lateral]
        for link in index.edges_between(source, target, relation, derive=derive)
        if not _along_ladder(index, link)
    ]


def _along_ladder(index: Index, link: Edge) -> bool:
    """Return whether an edge is a derived overlap of two rungs of one ladder."""
    if link.relation != "overlaps_with" or link.record.basis != "derived":
        return False
    return link.target in _same_ladder(index, link.source)


@cached_with_index
def _same_ladder(index: Index, role: str) -> frozenset[str]:
    return frozenset((*rungs_above(index, role), *rungs_below(index, role)))


def cost_of(index: Index, link: Edge, by: str) -> int:
    """Return the cost of a move as one whole number, whose sums compare part by part.

    By years: steps with unknown years first, then thousandths of years, then steps. By effort:
    lists that are not stated, then thousandths to gain, then steps. By evidence: derived steps,
    then implied ones, then observed ones, then all steps. By likelihood: steps of unknown
    likelihood, then thousandths of its negative logarithm, then steps. There is room for a
    million steps and a million years.
    """
    if by == "steps":
        return 1
    if by == "effort":
        unknown, amount = step_effort(index, link.source, link.target)
        return (unknown << 50) + (amount << 20) + 1
    if by == "evidence":
        rank = BASES.index(move_basis(link.relation, link.record.basis))
        return (1 << 20 * rank if rank else 0) + 1
    if by == "likelihood":
        likelihood = likelihood_of(index, link)
        return _cost(None if likelihood is None else -log(likelihood))
    years = years_of(link)
    return _cost(None if years is None else years.min or 0)


def _cost(amount: float | None) -> int:
    """Return an amount, known to a thousandth, and one step."""
    return (1 << 50 if amount is None else round(amount * 1_000) << 20) + 1


def move(index: Index, link: Edge) -> dict[str, Any]:
    """Return the fields of a Move along an edge."""
    edge = link.record
    leads_to = edge if isinstance(edge, LeadsToEdge) else None
    signs = leads_to.signs if leads_to else ()
    preparations = leads_to.preparations if leads_to else ()
    return {
        **claim(edge),
        "key": link.key,
        "years": years_of(link),
        "observed": observed_of(link),
        "signs": signs_of_readiness(index, signs),
        "preparations": signs_of_readiness(index, preparations),
        "signs_stated": len(signs) or None,
        "preparations_stated": len(preparations) or None,
    }


def signs_of_readiness(index: Index, signs: Sequence[Sign]) -> tuple[SignOfReadiness, ...]:
    """Return the signs with the titles of the skills they demand."""
    return tuple(
        SignOfReadiness(
            id=sign.id,
            title=sign.title,
            summary=sign.summary,
            skills=tuple(
                DemandedSkill(
                    demand.id, index.title(demand.id), "skill", necessity=demand.necessity
                )
                for demand in sign.demands
            ),
            basis=sign.basis,
            sources=sign.locators,
        )
        for sign in signs
    )
