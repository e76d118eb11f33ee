"""How a path differs from another one, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.records import BASES, COUNTED
from graph.parts.paths import Path
from graph.parts.requirements import Requirement
from graph.parts.text import amount_text, plural, range_text
from graph.questions.path.ranking import steps_on


def trade_off(first: Path, other: Path) -> str:
    """Return how another path differs from the first one."""
    differences = [
        *_steps(first, other),
        *_years(first, other),
        *_gain(first, other),
        *_effort(first, other),
        *_evidence(first, other),
    ]
    return ", ".join(differences) or "the same on every cost"


def _steps(first: Path, other: Path) -> Iterator[str]:
    longer = other.length - first.length
    if longer:
        yield f"{plural(abs(longer), 'step')} {'longer' if longer > 0 else 'shorter'}"


def _years(first: Path, other: Path) -> Iterator[str]:
    before, after = first.years, other.years
    if before is None or after is None:
        return
    if after.added and before.added != after.added:
        instead = f" instead of {range_text(before.added)}" if before.added else ""
        yield f"{range_text(after.added)}{instead}"
    more = len(after.unknown_steps) - len(before.unknown_steps)
    if more and (before.added or after.added):
        yield f"{_more_or_fewer(more, 'step')} of unknown length"


def _gain(first: Path, other: Path) -> Iterator[str]:
    """Yield how many more or fewer skills and responsibilities there are, each counted once."""
    for word, before, after in (
        ("skill", first.skills, other.skills),
        ("responsibility", first.responsibilities, other.responsibilities),
    ):
        more = _counted(after) - _counted(before)
        if more:
            yield f"{_more_or_fewer(more, word)} to gain"
        helpful = len(after) - len(before) - more
        if helpful:
            yield _more_or_fewer(helpful, f"helpful {word}")


def _counted(gained: Sequence[Requirement]) -> int:
    """Return how many requirements count in full."""
    return sum(each.necessity in COUNTED for each in gained)


def _effort(first: Path, other: Path) -> Iterator[str]:
    before, after = first.effort.amount, other.effort.amount
    if before is not None and after is not None and before != after:
        its, instead = amount_text(after), amount_text(before)
        if its == instead:  # too near to tell in one decimal place
            its, instead = f"{after:g}", f"{before:g}"
        yield f"effort {its} instead of {instead}"
    more = other.effort.not_stated - first.effort.not_stated
    if more:
        yield f"{_more_or_fewer(more, 'list')} of requirements not stated"


def _evidence(first: Path, other: Path) -> Iterator[str]:
    if other.weakest_basis != first.weakest_basis:
        yield f"weakest basis {other.weakest_basis} instead of {first.weakest_basis}"
        return
    for basis in BASES[:0:-1]:
        before, after = steps_on(first, basis), steps_on(other, basis)
        if before != after:
            yield f"{plural(after, f'{basis} step')} instead of {before}"


def _more_or_fewer(more: int, word: str) -> str:
    """Return a difference in words.

    >>> _more_or_fewer(-4, "skill")
    '4 fewer skills'
    """
    number, words = plural(abs(more), word).split(" ", 1)
    return f"{number} {'more' if more > 0 else 'fewer'} {words}"
