"""Barriers: what stands between a person and a role, whatever fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from graph.parts.figures import Figure, figures, own_figures
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

BarrierKind = Literal["preparation", "degree", "licence", "pay"]

TITLES: dict[BarrierKind, str] = {
    "preparation": "Job zone",
    "degree": "Doctorate or professional degree",
    "licence": "Regulated profession",
    "pay": "Annual earnings",
}
"""The title of the fact that tells each barrier."""

LEAST_RISE = 2.0
"""By how many job zones a role is higher that takes another preparation."""

MOST_SAY = 50.0
"""The percentage of the people in a role from which on a degree that they call required is one."""

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
    of_broader: bool = False
    """Whether a figure is that of a broader role, because the role has none of its own."""


def barriers(index: Index, held: Sequence[str], role: str) -> tuple[Barrier, ...]:
    """Return the barriers between the roles held and a role; a figure not stated is none."""
    found: list[Barrier] = []
    for kind, known in _figures(index).items():
        asked = known.get(role)
        own = [known[each] for each in held if each in known]
        if asked is None or not (own or kind == "licence"):
            continue
        most = max(own, key=lambda figure: figure.fact.value) if own else None
        highest, value = most.fact.value if most else None, asked.fact.value
        if held and _bars(kind, highest, value):
            broader = any(each.of_broader for each in (asked, most) if each)
            found.append(
                Barrier(
                    kind=kind, held=highest, asked=value, unit=asked.fact.unit, of_broader=broader
                )
            )
    return tuple(found)


def takes_preparation(found: Iterable[Barrier]) -> bool:
    """Return whether barriers take years of preparation; then a role is a stretch at best."""
    return any(barrier.kind in ("preparation", "degree") for barrier in found)


def figure_of(index: Index, role: str, kind: BarrierKind) -> float | None:
    """Return the figure of a role that tells a kind of barrier; None if no source states it."""
    figure = _figures(index)[kind].get(role)
    return figure.fact.value if figure else None


def has_barriers(index: Index) -> bool:
    """Return whether the data set has figures that tell barriers."""
    return any(_figures(index).values())


def _bars(kind: BarrierKind, held: float | None, asked: float) -> bool:
    if held is None:
        return kind == "licence"
    if kind == "preparation":
        return asked - held >= LEAST_RISE
    if kind == "degree":
        return asked >= MOST_SAY > held
    return kind == "pay" and asked < LEAST_PAY * held


def barrier_text(barrier: Barrier) -> str:
    """Return a barrier as a phrase.

    >>> barrier_text(Barrier(kind="preparation", held=2.0, asked=5.0, unit="of 5"))
    'job zone 2 → 5 of 5: much more preparation'
    >>> barrier_text(Barrier(kind="degree", held=0.0, asked=88.4, unit="% call it required"))
    'a doctorate or professional degree: 88 % call it required'
    >>> barrier_text(Barrier(kind="pay", held=40_000.0, asked=20_000.0, unit="GBP a year"))
    'pay falls to 50 % (40,000 → 20,000 GBP a year)'
    """
    if barrier.held is None:
        return "a regulated profession: it needs a licence in some countries"
    broader = ", for a broader role" if barrier.of_broader else ""
    if barrier.kind == "preparation":
        ends = f"{barrier.held:g} → {barrier.asked:g} {barrier.unit}{broader}"
        return f"job zone {ends}: much more preparation"
    if barrier.kind == "degree":
        return f"a doctorate or professional degree: {barrier.asked:.0f} {barrier.unit}{broader}"
    ends = f"{barrier.held:,.0f} → {barrier.asked:,.0f} {barrier.unit}{broader}"
    return f"pay falls to {barrier.asked / barrier.held:.0%} ({ends})".replace("%", " %")


@cached_with_index
def _figures(index: Index) -> Mapping[BarrierKind, Mapping[str, Figure]]:
    """Return the figures that tell each barrier, by role.

    A special case does not take over a licence: the sources say which professions are regulated,
    so a role without the fact is not. ESCO calls architects regulated, but not interior architects.
    """
    return {
        kind: own_figures(index, title) if kind == "licence" else figures(index, title)
        for kind, title in TITLES.items()
    }
