"""The time line of a path: a bar for each step, as long as its years."""

from __future__ import annotations

from statistics import fmean
from typing import Literal, NamedTuple

from graph.model.records import Years
from graph.parts.paths import Path, Step


class Bar(NamedTuple):
    """The bar of a step."""

    step: Step
    share: float
    """Its length, as a percentage of the whole line."""
    least: float
    """How much of it is the least number of years, as a percentage."""
    kind: Literal["stated", "open", "unknown"]
    """Open: no source states the most years."""


def time_line(path: Path) -> list[Bar]:
    """Return a bar for each step.

    An unknown step is as long as the mean of the others; an open end is half as long.
    """
    stated = [_stated(step.years) for step in path.steps if step.years]
    usual = fmean(stated or [0]) or 1.0
    lengths = [_length(step.years, usual) or usual for step in path.steps]
    return [
        Bar(step, 100 * length / sum(lengths), 100 * _least(step.years) / length, _kind(step.years))
        for step, length in zip(path.steps, lengths, strict=True)
    ]


def _length(years: Years | None, usual: float) -> float:
    if years is None:
        return usual
    return _stated(years) + (usual / 2 if years.max is None else 0)


def _stated(years: Years) -> float:
    """Return the most years, or the least if only they are stated."""
    return years.max if years.max is not None else years.min or 0.0


def _least(years: Years | None) -> float:
    return 0.0 if years is None else years.min or 0.0


def _kind(years: Years | None) -> Literal["stated", "open", "unknown"]:
    if years is None:
        return "unknown"
    return "stated" if years.max is not None else "open"
