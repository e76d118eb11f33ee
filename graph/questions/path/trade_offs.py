"""What speaks for a path, and what against, beside another?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from graph.model.records import BASES, Basis
from graph.parts.effort import Effort
from graph.parts.moves import By
from graph.parts.paths import Path
from graph.parts.text import amount_text, plural, range_text

Comparable: TypeAlias = tuple[float, ...]
PathAndEffort: TypeAlias = tuple[Path, Effort]


def costs_of(path: Path, effort: Effort, *, together: bool) -> Mapping[By, Comparable]:
    """Return what a path comes to by each cost; less is better, what is unknown comes first.

    By evidence it is the weakest basis, then how many steps stand on it, then on the next; the
    basis alone where all costs are weighed ``together``.
    """
    weakest = BASES.index(path.weakest_basis) if path.weakest_basis else 0
    standing = () if together else (_standing_on(path, "derived"), _standing_on(path, "implied"))
    years = (len(path.years.unknown_steps), path.years.added.min) if path.years else (0, 0)
    return {
        "steps": (len(path.steps),),
        "years": years,
        "effort": (effort.not_stated, effort.amount),
        "evidence": (weakest, *standing),
    }


def _standing_on(path: Path, basis: Basis) -> int:
    return sum(step.basis == basis for step in path.steps)


def years_decide(paths: Iterable[Path]) -> bool:
    """Return whether years are stated for any step, so that paths can be told apart by them."""
    return any(
        path.years is None or len(path.years.unknown_steps) < len(path.steps) for path in paths
    )


def trade_off(first: PathAndEffort, other: PathAndEffort) -> str:
    """Return in words what another path comes to beside the first one."""
    differences = [
        *_steps(first[0], other[0]),
        *_years(first[0], other[0]),
        *_to_gain(first, other),
        *_evidence(first[0], other[0]),
    ]
    return ", ".join(differences) or "the same by every cost"


def _steps(first: Path, other: Path) -> Iterator[str]:
    longer = len(other.steps) - len(first.steps)
    if longer:
        yield f"{plural(abs(longer), 'step')} {'longer' if longer > 0 else 'shorter'}"


def _years(first: Path, other: Path) -> Iterator[str]:
    before, after = first.years, other.years
    if before is None or after is None:
        return
    known_before = len(before.unknown_steps) < len(first.steps)
    known_after = len(after.unknown_steps) < len(other.steps)
    if known_after and (not known_before or before.added != after.added):
        instead = f" instead of {range_text(before.added)}" if known_before else ""
        yield f"{range_text(after.added)}{instead}"
    more = len(after.unknown_steps) - len(before.unknown_steps)
    if more and (known_before or known_after):
        yield f"{_more_or_fewer(more, 'step')} of unknown length"


def _to_gain(first: PathAndEffort, other: PathAndEffort) -> Iterator[str]:
    """Yield how many skills and responsibilities more or fewer there are, each counted once."""
    for word, before, after in (
        ("skill", first[0].skills, other[0].skills),
        ("responsibility", first[0].responsibilities, other[0].responsibilities),
    ):
        more = len(after) - len(before)
        if more:
            yield f"{_more_or_fewer(more, word)} to gain"
    if other[1].amount != first[1].amount:
        its, instead = amount_text(other[1].amount), amount_text(first[1].amount)
        if its == instead:  # too near to tell in one decimal place
            its, instead = f"{other[1].amount:g}", f"{first[1].amount:g}"
        yield f"effort {its} instead of {instead}"
    more = other[1].not_stated - first[1].not_stated
    if more:
        yield f"{_more_or_fewer(more, 'list')} of requirements not stated"


def _evidence(first: Path, other: Path) -> Iterator[str]:
    if other.weakest_basis != first.weakest_basis:
        yield f"weakest basis {other.weakest_basis} instead of {first.weakest_basis}"
        return
    for basis in ("derived", "implied"):
        before, after = _standing_on(first, basis), _standing_on(other, basis)
        if before != after:
            yield f"{plural(after, f'{basis} step')} instead of {before}"


def _more_or_fewer(more: int, word: str) -> str:
    """Return a difference in words.

    >>> _more_or_fewer(-4, "skill")
    '4 fewer skills'
    """
    number, words = plural(abs(more), word).split(" ", 1)
    return f"{number} {'more' if more > 0 else 'fewer'} {words}"
