"""Years of a step and of a whole path, in both readings of what the figures count."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from graph.model.edges import Edge
from graph.model.records import LeadsToEdge, Years


class YearRange(Struct, frozen=True, kw_only=True):
    """A number of years: at least ``min`` and at most ``max``, or open if that is None."""

    min: float
    max: float | None


class TotalYears(Struct, frozen=True, kw_only=True):
    """How long a path takes.

    Some sources do not say whether their years count time in the role or total experience. Both
    readings are given; they are equal where the source says which.
    """

    added: YearRange | None
    """The years from the first role to the last, if unclear figures count time in the role.

    None if no source states the years of any step.
    """
    total: YearRange | None
    """The experience on arrival, if unclear figures count total experience; None as above."""
    readings_differ: bool
    unknown_steps: tuple[int, ...]
    """The numbers of the steps without stated years; the sums leave them out."""
    approximate: bool


def years_of(edge: Edge) -> Years | None:
    """Return the years of a move; None if no source states them."""
    return edge.record.years if isinstance(edge.record, LeadsToEdge) else None


def total_years(steps: Sequence[Years | None]) -> TotalYears:
    """Return the total years of the steps of a path, in both readings.

    A step of None and a bound that is not stated are unknown: they add nothing to the lower
    bound and leave the upper bound open.

    >>> total_years([Years(min=1, max=3), Years(min=3, max=5), Years(min=5)]).added
    YearRange(min=9, max=None)
    >>> total_years([Years(min=1, max=3), Years(min=3, max=5)]).total
    YearRange(min=3, max=5)
    """
    added = _sum(steps, total=("total_experience",))
    total = _sum(steps, total=("total_experience", "not_stated"))
    return TotalYears(
        added=added,
        total=total,
        readings_differ=added != total,
        unknown_steps=tuple(number for number, years in enumerate(steps, 1) if years is None),
        approximate=any(years.approximate for years in steps if years),
    )


def _sum(steps: Sequence[Years | None], total: tuple[str, ...]) -> YearRange | None:
    """Add up the years; those that count total experience replace the years before them."""
    if not any(steps):
        return None
    low: float = 0
    high: float | None = 0
    for years in steps:
        if years is None:
            high = None
        elif years.measures in total:
            low = max(low, years.min or 0)
            high = None if years.max is None else max(low, years.max)
        else:
            low += years.min or 0
            high = None if high is None or years.max is None else high + years.max
    return YearRange(min=low, max=high)
