"""Years of a step and of a whole path, in both readings of what the figures count."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from graph.model.edges import Edge
from graph.model.records import LeadsToEdge, Years


class YearRange(Struct, frozen=True, kw_only=True):
    """A number of years: at least ``min``, and at most ``max`` unless that is None (open)."""

    min: float
    max: float | None


class TotalYears(Struct, frozen=True, kw_only=True):
    """How long the whole path takes.

    Where a source does not say whether its years count time in the role or total experience,
    there are two readings, and both are given; where it does, they are equal.
    """

    added: YearRange
    """The years from the first role to the last, if the open figures count time in the role."""
    total: YearRange
    """The experience one has on arrival, if the open figures count total experience."""
    readings_differ: bool
    unknown_steps: tuple[int, ...]
    """Numbers of the steps whose years are not stated; the total leaves them out."""
    approximate: bool


def years_of(link: Edge) -> Years | None:
    """Return the years of a move; None if no source says."""
    return link.record.years if isinstance(link.record, LeadsToEdge) else None


def total_years(legs: Sequence[Years | None]) -> TotalYears:
    """Return how long legs take one after the other, in both readings.

    A leg of None, and a bound that is not stated, is unknown: it adds nothing to the lower
    bound and leaves the upper one open.

    >>> total_years([Years(min=1, max=3), Years(min=3, max=5), Years(min=5)]).added
    YearRange(min=9, max=None)
    >>> total_years([Years(min=1, max=3), Years(min=3, max=5)]).total
    YearRange(min=3, max=5)
    """
    added = _span(legs, total=("total_experience",))
    total = _span(legs, total=("total_experience", "not_stated"))
    return TotalYears(
        added=added,
        total=total,
        readings_differ=added != total,
        unknown_steps=tuple(number for number, leg in enumerate(legs, 1) if leg is None),
        approximate=any(leg.approximate for leg in legs if leg),
    )


def _span(legs: Sequence[Years | None], total: tuple[str, ...]) -> YearRange:
    """Add up the legs; those that count total experience replace what came before."""
    low: float = 0
    high: float | None = 0
    for leg in legs:
        if leg is None:
            high = None
        elif leg.measures in total:
            low = max(low, leg.min or 0)
            high = None if leg.max is None else max(low, leg.max)
        else:
            low += leg.min or 0
            high = None if high is None or leg.max is None else high + leg.max
    return YearRange(min=low, max=high)
