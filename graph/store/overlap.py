"""How much two roles share: coefficients over the skills and responsibilities they require."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from itertools import chain
from math import ceil, fsum
from typing import Generic, NamedTuple, TypeVar

from graph.model.records import OverlapsWithEdge

OVERLAP_THRESHOLD = 0.2
"""The least Jaccard coefficient, by level, at which a derived `overlaps_with` edge is added."""

MIN_AGREEMENT = 0.75
"""The least that the levels of what both require agree: sum of minima / sum of maxima.

Two roles that require the same skills at levels far apart do not overlap; one is above the other.
"""

ALL_PAIRS_ROLES = 500
"""Up to this many roles, all derived edges are stored; beyond, they are derived on demand."""

MAX_ALIKE = 10
"""How many derived edges a role then has."""

MIN_SHARED = 2
"""The least number of shared requirements for a derived edge: one alone says little."""


Name = TypeVar("Name", str, int)
"""A role or a requirement: its id or its number."""


class Alike(NamedTuple):
    """How much two roles share, each number from 0 to 1: as plain sets, and by level.

    By level, each requirement counts by the share of its level (1 without a level).
    """

    overlap_coefficient: float = 0.0
    jaccard_coefficient: float = 0.0
    overlap_by_level: float = 0.0
    """The sum of the lower shares of what both require, over the smaller sum of all shares."""
    jaccard_by_level: float = 0.0
    """The sum of the lower shares over the sum of the higher shares, both over the union."""


class Overlap(NamedTuple, Generic[Name]):
    """What two roles share."""

    source: Name
    target: Name
    shared: tuple[Name, ...]
    alike: Alike


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
    """Return the size of the intersection of two sets over the size of their union.

    |a ∩ b| / |a ∪ b|: 0.0 when they share nothing, also when both are empty; 1.0 when equal.

    >>> jaccard_coefficient({"sql", "python", "statistics"}, {"sql", "python"})
    0.6666666666666666

    Source: Jaccard, "The distribution of the flora in the alpine zone" (1912).
    """
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def alike(a: Mapping[Name, float], b: Mapping[Name, float]) -> Alike:
    """Return how much two roles share; each requirement has the share of its level, 0 to 1.

    >>> tuple(alike({"sql": 0.5, "python": 1.0}, {"sql": 1.0}))
    (1.0, 0.5, 0.5, 0.25)

    Source: Ruzicka, "Anwendung mathematisch-statistischer Methoden in der Geobotanik" (1958), for
    the coefficient by level, which is Jaccard's where every share is 1.
    """
    shared = a.keys() & b.keys()
    if not shared:
        return Alike()
    lower = fsum(min(a[id_], b[id_]) for id_ in shared)
    sums = fsum(a.values()), fsum(b.values())
    return Alike(
        len(shared) / min(len(a), len(b)),
        len(shared) / (len(a) + len(b) - len(shared)),
        lower / (min(sums) or 1.0),
        lower / (sum(sums) - lower or 1.0),
    )


def derived_overlap(pair: Overlap[str]) -> OverlapsWithEdge:
    """Return the derived edge from the first role of a pair to the second."""
    return OverlapsWithEdge(
        target=pair.target, basis="derived", shared=pair.shared, **pair.alike._asdict()
    )


class Postings(Generic[Name]):
    """An inverted index from requirements to roles: similar roles without comparing all pairs.

    It takes the requirements of each role, in the order of the roles, with the share of each
    level; 1 without a level.

    >>> postings = Postings({"a": {"x": 1, "y": 1}, "b": {"y": 1, "x": 1}, "c": {"x": 1}})
    >>> [(pair.target, pair.shared) for pair in postings.most_alike("b")]
    [('a', ('y', 'x'))]
    """

    def __init__(self, requirements: Mapping[Name, Mapping[Name, float]]) -> None:
        self._requirements: Mapping[Name, Mapping[Name, float]] = requirements
        self._roles: list[Name] = list(requirements)
        self._position: dict[Name, int] = {
            role: position for position, role in enumerate(self._roles)
        }
        self._shares = [list(required.values()) for required in requirements.values()]
        self._sizes = list(map(len, self._shares))
        self._sums = list(map(fsum, self._shares))
        self._by_level = self._sizes != self._sums
        """Whether any level is below the highest; if not, levels change nothing."""
        self._smallest = min(filter(None, self._sizes), default=0)
        holders: dict[Name, list[int]] = {}
        shares: dict[Name, list[float]] = {}
        for position, required in enumerate(requirements.values()):
            for id_, share in required.items():
                holders.setdefault(id_, []).append(position)
                shares.setdefault(id_, []).append(share)
        self._holders = [[holders[id_] for id_ in required] for required in requirements.values()]
        """For each role, and each of its requirements, the roles that require it."""
        self._holder_shares = [
            [shares[id_] for id_ in required] for required in requirements.values()
        ]
        """The same with the shares of their levels."""

    def most_alike(
        self, role: Name, *, limit: int | None = None, threshold: float = OVERLAP_THRESHOLD
    ) -> list[Overlap[Name]]:
        """Return the roles that share at least two requirements with a role, most alike first.

        Their Jaccard coefficient by level is at least the threshold (0 to 1), and the levels of
        what both require agree; equal ones keep the order of the roles. The cost grows with how
        often the role's requirements occur.
        """
        return [
            self.overlap(role, other)
            for other, _ in self.coefficients(role, limit=limit, threshold=threshold)
        ]

    def coefficients(
        self, role: Name, *, limit: int | None = None, threshold: float = OVERLAP_THRESHOLD
    ) -> list[tuple[Name, float]]:
        """Return the same roles with their Jaccard coefficients by level alone.

        >>> Postings({"a": {"x": 1, "y": 1}, "b": {"y": 1, "x": 1, "z": 1}}).coefficients("a")
        [('b', 0.6666666666666666)]
        """
        own = self._position[role]
        if self._by_level:
            ranked = sorted(self._ranked_by_level(own))
        else:
            ranked = self._ranked_by_number(own, limit, threshold)
        return [(self._roles[at], -minus) for minus, at in ranked[:limit] if -minus >= threshold]

    def _ranked_by_level(self, own: int) -> Iterator[tuple[float, int]]:
        """Yield (minus the coefficient by level, role) of those whose levels agree."""
        times: Counter[int] = Counter()
        lower: defaultdict[int, float] = defaultdict(float)
        higher: defaultdict[int, float] = defaultdict(float)
        for share, holders, shares in zip(
            self._shares[own], self._holders[own], self._holder_shares[own], strict=True
        ):
            times.update(holders)
            for at, other in zip(holders, shares, strict=True):
                if other < share:
                    lower[at] += other
                    higher[at] += share
                else:
                    lower[at] += share
                    higher[at] += other
        for at, number in times.items():
            if at != own and number >= MIN_SHARED and lower[at] >= MIN_AGREEMENT * higher[at]:
                yield -lower[at] / (self._sums[own] + self._sums[at] - lower[at] or 1.0), at

    def _ranked_by_number(
        self, own: int, limit: int | None, threshold: float
    ) -> list[tuple[float, int]]:
        counts = Counter(chain.from_iterable(self._holders[own]))
        del counts[own]
        least = max(MIN_SHARED, self._least(own, threshold))
        shared = [(times, position) for position, times in counts.items() if times >= least]
        if limit is not None and 0 < limit < len(shared):
            shared = self._most(own, shared, limit)
        return self._ranked(own, shared)

    def _most(self, own: int, shared: list[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
        """Return the roles that may be among the most alike; the others share too little."""
        often = sorted(shared)[-limit:]
        worst, _ = self._ranked(own, often)[-1]
        least = self._least(own, -worst)
        return [each for each in shared if each[0] >= least]

    def _least(self, own: int, jaccard: float) -> int:
        """Return the least number of shared requirements that can reach the coefficient.

        s / (a + b - s) >= j where s >= j (a + b) / (1 + j); b is at least the smallest set's size.
        """
        together = self._sizes[own] + self._smallest
        return ceil(jaccard * together / (1 + jaccard) * (1 - 1e-9))  # a sum of floats may be off

    def _ranked(self, own: int, shared: list[tuple[int, int]]) -> list[tuple[float, int]]:
        """Return (minus the Jaccard coefficient, role), most alike first."""
        sizes, size = self._sizes, self._sizes[own]
        return sorted([(-times / (size + sizes[role] - times), role) for times, role in shared])

    def pairs(self, *, threshold: float = OVERLAP_THRESHOLD) -> Iterator[Overlap[Name]]:
        """Yield all pairs of similar roles, each once, from the earlier role to the later one."""
        for role in self._roles:
            alike = self.most_alike(role, threshold=threshold)
            later = [p for p in alike if self._position[p.target] > self._position[role]]
            yield from sorted(later, key=lambda pair: self._position[pair.target])

    def overlap(self, source: Name, target: Name) -> Overlap[Name]:
        """Return what two roles share."""
        ours, theirs = self._requirements[source], self._requirements[target]
        shared = tuple(filter(theirs.__contains__, ours))
        return Overlap(source, target, shared, alike(ours, theirs))
