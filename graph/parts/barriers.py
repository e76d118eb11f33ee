"""Barriers: what stands between a person and a role, whatever fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from graph.store.index import Index
from graph.store.index_cache import cached_with_index

BarrierKind = Literal["preparation", "licence", "pay"]

TITLES: dict[BarrierKind, str] = {
    "preparation": "Job zone",
    "licence": "Regulated profession",
    "pay": "Annual earnings",
}
"""The title of the fact that tells each barrier."""

LEAST_RISE = 2.0
"""By how many job zones a role is higher that takes another preparation."""

LEAST_PAY = 0.75
"""The share of the pay of the roles held that a role pays at least, or pay is a barrier.

Source: Nesta, "Mapping Career Causeways" (2021), for this share, and for job zones that differ by
more than one as not viable.
"""


class Barrier(Struct, frozen=True, kw_only=True):
    """Something beside the fit that stands between the roles held and a role."""

    kind: BarrierKind
    held: float | None
    """The highest figure of the roles held; None for a licence that none of them needs."""
    asked: float
    """The figure of the role."""
    unit: str


def barriers(index: Index, held: Sequence[str], role: str) -> tuple[Barrier, ...]:
    """Return the barriers between the roles held and a role; a figure not stated is none."""
    found: list[Barrier] = []
    figures = _figures(index)
    for kind, title in TITLES.items():
        asked = figures.get((role, title))
        known = [own[0] for each in held if (own := figures.get((each, title)))]
        if asked is None or not (known or kind == "licence"):
            continue
        most = max(known, default=None)
        if held and _bars(kind, most, asked[0]):
            found.append(Barrier(kind=kind, held=most, asked=asked[0], unit=asked[1]))
    return tuple(found)


def figure_of(index: Index, role: str, kind: BarrierKind) -> float | None:
    """Return the figure of a role that tells a kind of barrier; None if no source states it."""
    figure = _figures(index).get((role, TITLES[kind]))
    return figure and figure[0]


def has_barriers(index: Index) -> bool:
    """Return whether the data set has figures that tell barriers."""
    return bool(_figures(index))


def _bars(kind: BarrierKind, held: float | None, asked: float) -> bool:
    if held is None:
        return kind == "licence"
    if kind == "preparation":
        return asked - held >= LEAST_RISE
    return kind == "pay" and asked < LEAST_PAY * held


def barrier_text(barrier: Barrier) -> str:
    """Return a barrier as a phrase.

    >>> barrier_text(Barrier(kind="preparation", held=2.0, asked=5.0, unit="of 5"))
    'job zone 2 → 5 of 5: much more preparation'
    >>> barrier_text(Barrier(kind="pay", held=40_000.0, asked=20_000.0, unit="GBP a year"))
    'pay falls to 50 % (40,000 → 20,000 GBP a year)'
    """
    if barrier.held is None:
        return "a regulated profession: it needs a licence in some countries"
    if barrier.kind == "preparation":
        ends = f"{barrier.held:g} → {barrier.asked:g} {barrier.unit}"
        return f"job zone {ends}: much more preparation"
    ends = f"{barrier.held:,.0f} → {barrier.asked:,.0f} {barrier.unit}"
    return f"pay falls to {barrier.asked / barrier.held:.0%} ({ends})".replace("%", " %")


@cached_with_index
def _figures(index: Index) -> Mapping[tuple[str, str], tuple[float, str]]:
    """Return the value and unit of each fact that tells a barrier, by role and title."""
    titles = frozenset(TITLES.values())
    return {
        (fact.role, fact.title): (fact.value, fact.unit)
        for fact in index.about.facts
        if fact.role and fact.title in titles
    }
