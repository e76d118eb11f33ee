"""How the answers read: the same words on every page, in the terminal and on the map."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Basis, Counts, Locator, NotStated, Years
from graph.paths import TotalYears, YearRange

NOT_STATED = "not stated"

BASIS_MEANS: dict[Basis, str] = {
    "stated": "a sentence of the source says so",
    "implied": "the plain reading of the source, but no sentence says it",
    "derived": "worked out by careergraph or the writer of the data, not from a sentence",
}

COUNTS_MEANS: dict[Counts, str] = {
    "in_role": "time in the role before",
    "total": "total experience",
    "not_stated": "time in the role or total experience: not stated which",
}

_WHAT = {
    "next_roles": "next roles",
    "earlier_roles": "earlier roles",
}


def years_text(years: Years | None, *, short: bool = False) -> str:
    """Return years as a person says them.

    >>> years_text(Years(min=3, max=5, approximate=True))
    'around 3–5 years'
    >>> years_text(Years(min=5), short=True)
    '5+ y'
    >>> years_text(None)
    'not stated'
    """
    if years is None:
        return "? y" if short else NOT_STATED
    around = "~" if short else "around "
    text = _range_text(years.min, years.max, short=short)
    return f"{around if years.approximate else ''}{text}"


def range_text(years: YearRange) -> str:
    """Return a total as a person says it.

    >>> range_text(YearRange(min=9, max=None))
    'at least 9 years'
    """
    return _range_text(years.min, years.max, short=False)


def total_lines(total: TotalYears, length: int) -> list[str]:
    """Return the total years of a path in one or two sentences, and what they leave out."""
    unknown = total.unknown_steps
    if len(unknown) == length:
        return ["The years are not stated for any step."]
    about = "about " if total.approximate else ""
    if total.readings_differ:
        lines = [
            f"If the figures add up: {about}{range_text(total.added)}.",
            f"If they count total experience: {about}{range_text(total.total)}.",
        ]
    else:
        lines = [f"In all: {about}{range_text(total.added)}."]
    if unknown:
        lines.append(f"Not counted, because not stated: {steps_text(unknown)}.")
    return lines


def steps_text(numbers: Sequence[int]) -> str:
    """Return step numbers as a phrase.

    >>> steps_text([2, 4])
    'steps 2 and 4'
    """
    *front, last = map(str, numbers)
    return f"steps {', '.join(front)} and {last}" if front else f"step {last}"


def source_text(locator: Locator, title: str | None = None) -> str:
    """Return where something is said: source, section, lines, and whom it cites.

    >>> source_text(Locator(id="article", section="Skills", lines="3-5", according_to="Aha!"))
    'article, "Skills", lines 3-5, according to Aha!'
    """
    parts = [title or locator.id]
    if locator.section:
        parts.append(f'"{locator.section}"')
    if locator.lines is not None:
        lines = str(locator.lines)
        parts.append(f"{'line' if lines.isdecimal() else 'lines'} {lines}")
    if locator.according_to:
        parts.append(f"according to {locator.according_to}")
    return ", ".join(parts)


def what_text(entry: NotStated | str) -> str:
    """Return what is not stated, as a word of a sentence."""
    what = entry if isinstance(entry, str) else entry.what
    return _WHAT.get(what, what)


def plural(number: int, word: str) -> str:
    """Return a number with its noun.

    >>> plural(1, "step"), plural(2, "responsibility")
    ('1 step', '2 responsibilities')
    """
    if number == 1:
        return f"1 {word}"
    return f"{number:,} {word[:-1]}ies" if word.endswith("y") else f"{number:,} {word}s"


def _range_text(low: float | None, high: float | None, *, short: bool) -> str:
    unit = "y" if short else "year" if low == high == 1 else "years"
    if high is None:
        return f"{low or 0:g}+ {unit}" if short else f"at least {low or 0:g} {unit}"
    if low is None:
        return f"≤ {high:g} {unit}" if short else f"at most {high:g} {unit}"
    return f"{low:g} {unit}" if low == high else f"{low:g}–{high:g} {unit}"
