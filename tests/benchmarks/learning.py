"""Learn how much each part of the fit counts, on the origins that do not judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import product
from operator import mul
from statistics import fmean
from typing import NamedTuple, TypeAlias, cast

import truths
from rankers import fits_of

from graph.parts.fit import WEIGHTS, Part, RoleFits

EVERY = 3
"""One origin in three of each expert list teaches: there are more of them than of the moves."""
FIRST = 10
KEPT = 30
"""Only what is among so many by one part, or by their mean, can be among the first ten."""
SHOWN = 5
COARSE, FINE = 10, 20
"""How many steps between 0 and 1 the weights of the whole grid, and those near its best, have."""

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


def grid(steps: int, parts: int) -> Iterator[Mix]:
    """Yield the weights that are multiples of 1 / steps and sum to 1.

    >>> list(grid(2, 2))
    [(0.0, 1.0), (0.5, 0.5), (1.0, 0.0)]
    """
    for numbers in product(range(steps + 1), repeat=parts - 1):
        rest = steps - sum(numbers)
        if rest >= 0:
            yield tuple(number / steps for number in (*numbers, rest))


def near(mix: Mix, steps: int) -> Iterator[Mix]:
    """Yield the weights of a grid that are a step of it away from some weights, at most."""
    for each in grid(steps, len(mix)):
        if all(abs(one - other) < 1.5 / steps for one, other in zip(each, mix, strict=True)):
            yield each


class Learnt(NamedTuple):
    """Weights, and what each truth gives with them."""

    mean: float
    """The mean over the truths of the figure, relative to the best one seen."""
    mix: Mix
    figures: tuple[float, ...]


def best_mixes(lessons: Collection[Sequence[Lesson]], current: Mix) -> list[Learnt]:
    """Return the weights of the grids, the best first, and the current ones among them."""
    seen: dict[Mix, tuple[float, ...]] = {}

    def see(mixes: Iterable[Mix]) -> list[Learnt]:
        for mix in mixes:
            if mix not in seen:
                seen[mix] = tuple(gained(each, mix) for each in lessons)
        best = [max(figures) for figures in zip(*seen.values(), strict=True)]
        found = [
            Learnt(fmean(f / b if b else 1.0 for f, b in zip(its, best, strict=True)), mix, its)
            for mix, its in seen.items()
        ]
        return sorted(found, key=lambda each: (-each.mean, each.mix))

    coarse = see([*grid(COARSE, len(current)), current])
    return see(near(coarse[0].mix, FINE))


def lines(lessons: Mapping[str, Sequence[Lesson]]) -> Iterator[str]:
    """Yield the lines of a table: the current weights, then the best."""
    current = tuple(WEIGHTS.values())
    columns = ("weights", *WEIGHTS, "mean", *lessons)
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    found = best_mixes(lessons.values(), current)
    named = [("current", each) for each in found if each.mix == current]
    named += [(str(place), each) for place, each in enumerate(found[:SHOWN], 1)]
    for name, each in named:
        weights = [f"{weight:.2f}".removeprefix("0") for weight in each.mix]
        figures = [f"{value:.3f}".removeprefix("0") for value in (each.mean, *each.figures)]
        yield f"| {' | '.join((name, *weights, *figures))} |"


# What the weights learn from


def lessons(step: int) -> dict[str, list[Lesson]]:
    """Return the lessons of each truth, by its name."""
    return {
        "O*NET related": _of_lists(truths.related_lists(), step),
        "ROME close": _of_lists(truths.mobility_lists("Proche"), step),
        "ROME next": _of_lists(truths.mobility_lists("Evolution"), step),
        "ESCO groups": _of_lists(truths.unit_group_lists(), step),
        "O*NET moves": _of_moves(truths.onet_occupations(), step),
        "ESCO moves": _of_moves(truths.esco_occupations(), step),
    }


def _of_lists(lists: truths.Lists, step: int) -> list[Lesson]:
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


def _of_moves(occupations: truths.Occupations, step: int) -> list[Lesson]:
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
    mixes = [*grid(1, len(WEIGHTS)), tuple(1 / len(WEIGHTS) for _ in WEIGHTS)]
    kept = {id(option): option for mix in mixes for option in _first(KEPT, every, mix)}
    return tuple(kept.values())


def _first(number: int, options: Iterable[Option], mix: Mix) -> list[Option]:
    return nlargest(number, options, key=lambda option: option.score(mix))
