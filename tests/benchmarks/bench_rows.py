"""A row of the table of answer quality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ANSWERS = "reached"
"""The column of a measure that ranks nothing: a figure of careergraph's answers."""


class Row(NamedTuple):
    """One measure, as each way of ranking reaches it."""

    measure: str
    reached: Mapping[str, str]
    """By the name of the column."""
    goal: str


def figure(value: float) -> str:
    """Return a share with three decimals.

    >>> figure(0.0415), figure(1.0)
    ('.042', '1.000')
    """
    return f"{value:.3f}".removeprefix("0")
