"""The values that the fields of records hold, with their ranges and patterns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta

_END = r"$(?!\n)"
"""The end of a text, to Python too: its own `$` also stands before a last line break."""

Id = Annotated[
    str,
    Meta(
        pattern=rf"^([a-z0-9][a-z0-9._-]*:)?[a-z0-9][a-z0-9._-]*{_END}",
        max_length=201,
        description="Unique in the data set: lower-case letters, digits, '-', '.' and '_'.",
    ),
]
Text = Annotated[str, Meta(pattern=r"\S", max_length=10_000)]
Title = Annotated[str, Meta(pattern=r"\S", max_length=200)]
LineNumber = Annotated[int, Meta(ge=1)]
LineNumbers = Annotated[
    str, Meta(pattern=rf"^[0-9]+(-[0-9]+)?(, ?[0-9]+(-[0-9]+)?)*{_END}", max_length=200)
]
NumberOfYears = Annotated[float, Meta(ge=0, le=100)]
Amount = Annotated[float, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
Url = Annotated[str, Meta(pattern=r"^https?://", max_length=2_000)]
Language = Annotated[str, Meta(pattern=rf"^[a-z]{{2,3}}(-[A-Za-z0-9]+)*{_END}")]
Basis = Literal["stated", "observed", "implied", "derived"]
Necessity = Literal["essential", "listed", "helpful", "depends"]
RequiredLevel = Annotated[
    float | None, Meta(description="How proficient one must be, on the scale of the source.")
]
LevelScale = Annotated[
    Id | None, Meta(description="The id of the level's scale; left out if there is only one.")
]
RequiredLevelText = Annotated[
    Text | None, Meta(description="What it looks like at this level, in your own words.")
]
YearsMeasure = Literal["time_in_role", "total_experience", "not_stated"]

BASES: tuple[Basis, ...] = ("stated", "observed", "implied", "derived")
"""From the strongest to the weakest."""

NECESSITIES: dict[Necessity, str] = {
    "essential": "essential",
    "listed": "listed",
    "helpful": "helpful",
    "depends": "depends on the organisation",
}
"""How each necessity reads, from the strongest to the weakest."""

COUNTED: frozenset[Necessity] = frozenset({"essential", "listed"})
"""The necessities that count in full: essential, and listed without a word on how much."""


def strongest_necessity(necessities: Iterable[Necessity]) -> Necessity:
    """Return the strongest of one or more necessities.

    >>> strongest_necessity(iter(["helpful", "essential"]))
    'essential'
    """
    return min(necessities, key=list(NECESSITIES).index)
