"""Measures of ranked answers: precision, reciprocal rank, area under the curve, shares, ranks."""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import fmean, pstdev

Scores = Mapping[int, float]
"""The score of each candidate; a candidate without one comes last."""


def half(code: str) -> bool:
    """Return whether an origin is in the half that judges; weights are learnt on the other."""
    return zlib.crc32(code.encode()) >> 7 & 1 == 1  # the moves come as one half by the last bit


def ranked(scores: Scores, candidates: Iterable[int]) -> list[int]:
    """Return the candidates, the best first; equal ones in a fixed but arbitrary order."""
    return sorted(candidates, key=lambda each: (-scores.get(each, 0.0), _shuffled(each)))


def precision(order: Sequence[int], truth: Collection[int], first: int = 10) -> float:
    """Return the share of true ones among the first, of as many as there can be.

    >>> precision([3, 1, 2], {1, 2, 9}, first=2)
    0.5
    """
    return sum(each in truth for each in order[:first]) / min(first, len(truth))


def reciprocal_rank(order: Sequence[int], truth: Collection[int]) -> float:
    """Return one over the place of the first true one; 0.0 if there is none.

    >>> reciprocal_rank([3, 1, 2], {1, 2})
    0.5
    """
    return next((1 / place for place, each in enumerate(order, 1) if each in truth), 0.0)


def area_under_curve(scores: Scores, candidates: Collection[int], truth: Collection[int]) -> float:
    """Return how often a true candidate scores above a false one; an equal score is half.

    >>> area_under_curve({1: 0.9, 2: 0.5, 3: 0.5}, {1, 2, 3}, {1, 2})
    0.75
    """
    false = sorted(scores.get(each, 0.0) for each in candidates if each not in truth)
    wins = 0.0
    for each in truth:
        score = scores.get(each, 0.0)
        wins += (bisect_left(false, score) + bisect_right(false, score)) / 2
    return wins / (len(false) * len(truth))


def rank_correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Return Spearman's rho: the correlation of the ranks, equal values sharing theirs.

    >>> rank_correlation([1, 2, 3, 4], [10, 20, 40, 30])
    0.8
    """
    x, y = _ranks(a), _ranks(b)
    mean_x, mean_y = fmean(x), fmean(y)
    together = fmean((one - mean_x) * (other - mean_y) for one, other in zip(x, y, strict=True))
    spread = pstdev(x) * pstdev(y)
    return round(together / spread, 12) if spread else 0.0


def rising(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the rising step function that fits points (x, y) best: pooled adjacent violators.

    Each step is (the greatest x, the mean y).

    >>> rising([(0.1, 0.0), (0.2, 1.0), (0.3, 0.0), (0.4, 1.0)])
    [(0.1, 0.0), (0.3, 0.5), (0.4, 1.0)]
    """
    steps: list[list[float]] = []  # the sum, the number, the greatest x
    for x, y in sorted(points):
        steps.append([y, 1, x])
        while len(steps) > 1 and steps[-2][0] / steps[-2][1] >= steps[-1][0] / steps[-1][1]:
            total, number, greatest = steps.pop()
            steps[-1] = [steps[-1][0] + total, steps[-1][1] + number, greatest]
    return [(greatest, total / number) for total, number, greatest in steps]


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [(bisect_left(ordered, v) + bisect_right(ordered, v) - 1) / 2 for v in values]


def _shuffled(number: int) -> int:
    return zlib.crc32(number.to_bytes(4, "little"))
