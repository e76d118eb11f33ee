"""Tests of graph.parts.years."""

from __future__ import annotations

from graph.model.records import Years
from graph.parts.years import TotalYears, YearRange, total_years


def _total(*legs: Years | None) -> TotalYears:
    return total_years(legs)


def _range(low: float, high: float | None) -> YearRange:
    return YearRange(min=low, max=high)


def test_years_have_two_readings() -> None:
    """Unclear years are added up, and read as total experience."""
    total = _total(Years(min=1, max=3), Years(min=3, max=5), Years(min=5, max=8))
    assert total.added == _range(1 + 3 + 5, 3 + 5 + 8)
    assert total.total == _range(max(1, 3, 5), 8)
    assert total.readings_differ


def test_time_in_role_adds_up() -> None:
    """Years of time in the role add up in both readings."""
    total = _total(
        Years(min=1, max=3, measures="time_in_role"), Years(min=3, max=5, measures="time_in_role")
    )
    assert total.added == total.total == _range(1 + 3, 3 + 5)
    assert not total.readings_differ


def test_total_experience_replaces() -> None:
    """Total experience replaces the years before it in both readings."""
    total = _total(
        Years(min=1, max=3, measures="total_experience"),
        Years(min=3, max=5, measures="total_experience"),
    )
    assert total.added == total.total == _range(3, 5)


def test_role_years_after_total() -> None:
    """Time in the role is added to total experience before it."""
    total = _total(
        Years(min=5, max=6, measures="total_experience"),
        Years(min=2, max=3, measures="time_in_role"),
    )
    assert total.added == total.total == _range(5 + 2, 6 + 3)


def test_total_never_shrinks() -> None:
    """Total experience is never less than the years before it."""
    total = _total(
        Years(min=7, measures="time_in_role"), Years(min=3, max=5, measures="total_experience")
    )
    assert total.added == _range(7, 7)


def test_open_bound_stays_open() -> None:
    """An open bound leaves the sum open."""
    total = _total(Years(min=1, max=3), Years(min=5))
    assert total.added == _range(1 + 5, None)
    assert total.total == _range(5, None)


def test_later_total_closes_bound() -> None:
    """Later total experience closes an open bound."""
    total = _total(Years(min=1), Years(min=5, max=8, measures="total_experience"))
    assert total.added == _range(5, 8)


def test_unknown_step_adds_nothing() -> None:
    """A step of unknown years adds nothing and leaves the sum open."""
    total = _total(Years(min=1, max=2), None, Years(min=3, max=4))
    assert total.added == _range(1 + 3, None)
    assert total.unknown_steps == (2,)


def test_missing_minimum_is_zero() -> None:
    """A minimum that is not stated counts as 0."""
    total = _total(Years(max=3), Years(min=2, max=4))
    assert total.added == _range(0 + 2, 3 + 4)
    assert total.unknown_steps == ()


def test_approximate_total() -> None:
    """A total is approximate if any step is."""
    assert _total(Years(min=1), Years(min=2, approximate=True)).approximate
    assert not _total(Years(min=1), None).approximate


def test_single_step_has_one_reading() -> None:
    """A single step has the same years in both readings."""
    assert not _total(Years(min=3, max=5)).readings_differ


def test_all_unknown_is_null() -> None:
    """Without any stated years the totals are None, not 0."""
    total = _total(None, None)
    assert (total.added, total.total, total.unknown_steps) == (None, None, (1, 2))
