"""Learn how much each part of the fit counts, on the origins that do not judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from itertools import permutations
from operator import mul
from statistics import fmean
from typing import NamedTuple, TypeAlias, cast

import truths
from rankers import fits_of

from graph.parts.fit import WEIGHTS, Part, RoleFits

EVERY = 2
"""Every second origin of each expert list teaches: there are more of these than of the moves."""
FIRST = 10
KEPT = 30
"""Only what is among so many by one part, or by their mean, is compared: the rest comes later."""
SHOWN = 5
STEP = 0.05

Values: TypeAlias = tuple[float | None, ...]
"""What each part says of a pair of roles, in the order of ``WEIGHTS``."""
Mix: TypeAlias = tuple[float, ...]
"""A weight for each part, in the same order; their sum is 1."""


class Option(NamedTuple):
    """What may come first for an origin: a role, or an occupation of several roles."""

    rows: tuple[tuple[Values, ...], ...]
    """For each role of the origin, the values of the roles of the option; the best one counts."""
    worth: float
    """What it adds to the measure if it is among the first ten."""

    def score(self, mix: Mix) -> float:
        """Return the sum over the roles of the origin of the fit of the best role."""
        return sum(max(fit_of(values, mix) for values in row) for row in self.rows)


Lesson: TypeAlias = tuple[Option, ...]
"""The options of one origin."""


def fit_of(values: Values, mix: Mix) -> float:
    """Return the mean of the values that are known, by weights that sum to 1; 0.0 if none is.

    >>> fit_of((1.0, None), (0.25, 0.75))
    1.0
    """
    if None not in values:
        total: float = sum(map(mul, cast("tuple[float, ...]", values), mix))  # thrice as fast
        return total
    pairs = [(v, weight) for v, weight in zip(values, mix, strict=True) if v is not None]
    known = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / known if known else 0.0


def gained(lessons: Sequence[Lesson], mix: Mix) -> float:
    """Return the mean over the origins of the worth of their first ten options."""
    return fmean(sum(option.worth for option in _first(FIRST, options, mix)) for options in lessons)


class Learnt(NamedTuple):
    """Weights, and what each truth gives with them."""

    gain: float
    """The mean over the truths of the figure over that with the current weights."""
    mix: Mix
    figures: tuple[float, ...]


def climbed(lessons: Collection[Sequence[Lesson]], current: Mix) -> list[Learnt]:
    """Return the weights tried, the best first: from equal and from current weights uphill.

    Each turn moves ``STEP`` from one part to another, as long as that helps.
    """
    reference = tuple(gained(each, current) for each in lessons)

    @cache
    def learnt(mix: Mix) -> Learnt:
        figures = tuple(gained(each, mix) for each in lessons)
        pairs = zip(figures, reference, strict=True)
        return Learnt(fmean(here / there if there else 1.0 for here, there in pairs), mix, figures)

    tried: dict[Mix, Learnt] = {}
    for start in (tuple(1 / len(current) for _ in current), current):
        best, before = learnt(start), None
        while best != before:
            before = best
            found = [learnt(mix) for mix in (best.mix, *neighbours(best.mix))]
            tried |= {each.mix: each for each in found}
            best = max(found, key=lambda each: each.gain)
    return sorted(tried.values(), key=lambda each: (-each.gain, each.mix))


def neighbours(mix: Mix) -> Iterator[Mix]:
    """Yield the weights after a step from one part to another.

    >>> list(neighbours((0.0, 1.0)))
    [(0.05, 0.95)]
    """
    for less, more in permutations(range(len(mix)), 2):
        if mix[less] >= STEP:
            moved = {less: -STEP, more: STEP}
            yield tuple(round(each + moved.get(i, 0.0), 2) for i, each in enumerate(mix))


def lines(lessons: Mapping[str, Sequence[Lesson]]) -> Iterator[str]:
    """Yield the lines of a table: the current weights, then the best."""
    current = tuple(WEIGHTS.values())
    columns = ("weights", *WEIGHTS, "over current", *lessons)
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    found = climbed(lessons.values(), current)
    named = [("current", each) for each in found if each.mix == current]
    named += [(str(place), each) for place, each in enumerate(found[:SHOWN], 1)]
    for name, each in named:
        weights = [f"{weight:.2f}".removeprefix("0") for weight in each.mix]
        figures = [f"{value:.3f}".removeprefix("0") for value in (each.gain, *each.figures)]
        yield f"| {' | '.join((name, *weights, *figures))} |"


# What the weights learn from


def lessons(step: int) -> dict[str, list[Lesson]]:
    """Return the lessons of each truth, by its name."""
    return {
        "O*NET related": of_lists(truths.related_lists(), step),
        "ROME close": of_lists(truths.mobility_lists("Proche"), step),
        "ROME next": of_lists(truths.mobility_lists("Evolution"), step),
        "ESCO groups": of_lists(truths.unit_group_lists(), step),
        "O*NET moves": of_moves(truths.onet_occupations(), step),
        "ESCO moves": of_moves(truths.esco_occupations(), step),
    }


def of_lists(lists: truths.Lists, step: int) -> list[Lesson]:
    """Return the lessons of expert lists: how many of their roles are among the first ten."""
    found = []
    for origin in lists.origins(judging=False)[:: step * EVERY]:
        fits, right = fits_of(lists.index, origin), lists.right[origin]
        options = (
            Option(((_values(fits, each),),), (each in right) / min(FIRST, len(right)))
            for each in lists.candidates - {origin}
        )
        found.append(_kept(options))
    return found


def of_moves(occupations: truths.Occupations, step: int) -> list[Lesson]:
    """Return the lessons of the moves: the share of leavers among the first ten occupations."""
    found = []
    for origin in occupations.origins(judging=False)[::step]:
        left = occupations.left(origin)
        fits = [fits_of(occupations.index, role) for role in occupations.roles[origin]]
        options = (
            Option(
                tuple(tuple(_values(each, role) for role in roles) for each in fits),
                left.get(node, 0.0),
            )
            for node, roles in occupations.roles.items()
            if node != origin
        )
        found.append(_kept(options))
    return found


def _values(fits: RoleFits, role: int) -> Values:
    found = fits.fit(role)
    of_part: dict[Part, float | None] = {p.part: p.value for p in found.parts} if found else {}
    return tuple(of_part.get(part) for part in WEIGHTS)


def _kept(options: Iterable[Option]) -> Lesson:
    """Return the options that some weights may place among the first ten."""
    every = list(options)
    mixes = [tuple(float(part == alone) for part in WEIGHTS) for alone in WEIGHTS]
    mixes.append(tuple(1 / len(WEIGHTS) for _ in WEIGHTS))
    kept = {id(option): option for mix in mixes for option in _first(KEPT, every, mix)}
    return tuple(kept.values())


def _first(number: int, options: Iterable[Option], mix: Mix) -> list[Option]:
    return nlargest(number, options, key=lambda option: option.score(mix))
