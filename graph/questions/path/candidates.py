"""The paths that a search finds, and which of them are near-copies of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from graph.model.edges import Edge
from graph.store.overlap import overlap_coefficient

NEAR_COPY = 0.5
"""Paths are near-copies if the overlap coefficient of their inner roles is above this."""


class Candidate(NamedTuple):
    """A path that a search found."""

    edges: tuple[Edge, ...]
    near_copies: int = 0
    near_copy_of: int | None = None
    """The place, from 0, of an earlier candidate."""

    @property
    def roles(self) -> tuple[str, ...]:
        """The ids of its roles after the first."""
        return tuple(edge.target for edge in self.edges)


class Found(NamedTuple):
    """What a search found, the best first."""

    candidates: tuple[Candidate, ...]
    looked_at: int
    gave_up: bool
    left_out: int = 0


class Distinct:
    """Collects candidates, different ones and near-copies apart.

    Near-copies share more than half of the inner roles of the shorter path; the roles in ``via``
    do not count, since every path has them.
    """

    def __init__(self, via: Sequence[str]) -> None:
        self._via = via
        self._copies: list[Candidate] = []
        self.different: list[Candidate] = []

    def add(self, edges: tuple[Edge, ...]) -> None:
        """Add a path; it is a near-copy if it is one of any different path so far."""
        inner = self._inner(edges)
        copied = next(
            (
                place
                for place, other in enumerate(self.different)
                if overlap_coefficient(inner, self._inner(other.edges)) > NEAR_COPY
            ),
            None,
        )
        to = self.different if copied is None else self._copies
        to.append(Candidate(edges, near_copy_of=copied))

    def ranked(self, number: int) -> tuple[Candidate, ...]:
        """Return the different paths, then near-copies if there is room for them.

        The near-copies left out are counted with the path that they copy.
        """
        shown = [*self.different, *self._copies][:number]
        rest = self._copies[max(0, number - len(self.different)) :]
        left_out = Counter(copy.near_copy_of for copy in rest)
        return tuple(each._replace(near_copies=left_out[place]) for place, each in enumerate(shown))

    def _inner(self, edges: tuple[Edge, ...]) -> set[str]:
        return {edge.source for edge in edges[1:]}.difference(self._via)
