"""How much do two roles share? Coefficients over the skills and responsibilities they require."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

OVERLAP_THRESHOLD = 0.2
"""The least Jaccard coefficient at which a derived `overlaps_with` edge is added."""

LEAST_SHARED = 2
"""The least number of shared requirements for that: one alone says little."""


class Overlap(NamedTuple):
    """What two roles share."""

    source: str
    target: str
    shared: tuple[str, ...]
    overlap_coefficient: float
    jaccard_coefficient: float


def overlap_coefficient(a: Set[str], b: Set[str]) -> float:
    """Return how far the smaller of two sets lies inside the other.

    |a ∩ b| / min(|a|, |b|): 0.0 when they share nothing or one is empty,
    1.0 when one contains the other.

    >>> overlap_coefficient({"sql", "python", "statistics"}, {"sql", "python"})
    1.0

    Source: Szymkiewicz–Simpson coefficient; Vijaymeena and Kavitha,
    "A survey on similarity measures in text mining" (2016).
    """
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def jaccard_coefficient(a: Set[str], b: Set[str]) -> float:
    """Return the share of what two sets have together that both have.

    |a ∩ b| / |a ∪ b|: 0.0 when they share nothing, also when both are empty; 1.0 when equal.

    >>> jaccard_coefficient({"sql", "python", "statistics"}, {"sql", "python"})
    0.6666666666666666

    Source: Jaccard, "The distribution of the flora in the alpine zone" (1912).
    """
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def overlaps(
    requirements: Mapping[str, Mapping[str, object]], *, threshold: float
) -> Iterator[Overlap]:
    """Yield the pairs of roles that share two requirements and reach the Jaccard coefficient.

    Takes each role's requirements by id; each pair comes once, by its later role's place in the
    order of the roles. Only pairs that share something are looked at.

    >>> roles = {"a": {"x": 1, "y": 1}, "b": {"y": 1, "x": 1}, "c": {"x": 1}}
    >>> [(pair.source, pair.target, pair.shared) for pair in overlaps(roles, threshold=0.2)]
    [('a', 'b', ('x', 'y'))]
    """
    holders: dict[str, list[str]] = {}
    for target, required in requirements.items():
        counts = Counter(role for id_ in required for role in holders.get(id_, ()))
        for source in (role for role in requirements if counts[role] >= LEAST_SHARED):
            a, b = requirements[source].keys(), required.keys()
            jaccard = jaccard_coefficient(a, b)
            if jaccard >= threshold:
                shared = tuple(id_ for id_ in a if id_ in b)
                yield Overlap(source, target, shared, overlap_coefficient(a, b), jaccard)
        for id_ in required:
            holders.setdefault(id_, []).append(target)
