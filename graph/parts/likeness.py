"""How alike documents are: the cosine of their TF-IDF vectors, through an inverted index."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from math import hypot, log
from typing import Any

from graph.store.buffers import VectorColumns

Weights = Mapping[Any, float]
"""How much each term of a document weighs; above 0."""

COMMON = 50
"""A term of more documents than this, and of more than half of them, tells nothing: left out."""


class Likeness:
    """The TF-IDF vectors of some documents, each of length 1, by their terms.

    >>> alike = Likeness([{"sql": 1, "python": 1}, {"sql": 1}, {"law": 1}, {}])
    >>> [score and round(score, 2) for score in alike.scores(alike.vector([1]))]
    [0.49, 1.0, 0.0, None]
    """

    def __init__(self, documents: Sequence[Weights], *, weighed: bool = False) -> None:
        """Weigh the terms of the documents by their rarity, unless they are weighed already."""
        rare = {} if weighed else rarity(documents)
        self._vectors: list[Weights] = [
            of_length_one(document if weighed else times(document, rare)) for document in documents
        ]
        self._post()

    @classmethod
    def of_columns(cls, columns: VectorColumns) -> Likeness:
        """Return the likeness whose vectors the columns hold; its terms are numbers."""
        its = cls([])
        its._vectors = list(columns)
        its._post()
        return its

    def columns(self) -> VectorColumns:
        """Return the vectors as columns."""
        return VectorColumns.of(self._vectors)

    def _post(self) -> None:
        self._postings: dict[Any, tuple[array[int], array[float]]] = {}
        for number, vector in enumerate(self._vectors):
            for term, weight in vector.items():
                numbers, weights = self._postings.setdefault(term, (array("L"), array("d")))
                numbers.append(number)
                weights.append(weight)

    def vector(self, numbers: Iterable[int]) -> Weights:
        """Return the vector of some documents together: the greatest weight of each term."""
        together: dict[Any, float] = {}
        for number in numbers:
            for term, weight in self._vectors[number].items():
                together[term] = max(weight, together.get(term, 0.0))
        return of_length_one(together)

    def scores(self, vector: Weights) -> list[float | None]:
        """Return the cosine of a vector of length 1 with each document, between 0.0 and 1.0.

        None for a document without terms, and for all if the vector has none.
        """
        found = [0.0] * len(self._vectors)
        for term, own in vector.items():
            for number, weight in zip(*self._postings.get(term, ((), ())), strict=True):
                found[number] += own * weight
        return [
            min(score, 1.0) if vector and its else None
            for score, its in zip(found, self._vectors, strict=True)
        ]

    def likely(self, number: int, terms: int) -> dict[int, float]:
        """Return a lower bound of the cosines with a document, by its heaviest terms alone."""
        found: dict[int, float] = {}
        vector = self._vectors[number]
        for term in nlargest(terms, vector, key=vector.__getitem__):
            own = vector[term]
            for other, weight in zip(*self._postings[term], strict=True):
                found[other] = found.get(other, 0.0) + own * weight
        return found

    def cosine(self, one: int, other: int) -> float:
        """Return the cosine of two documents, between 0.0 and 1.0; 0.0 where one has no terms."""
        here, there = self._vectors[one], self._vectors[other]
        return min(1.0, sum(here[term] * there[term] for term in here.keys() & there.keys()))


def rarity(documents: Sequence[Weights]) -> dict[str, float]:
    """Return how much each term tells: ln((documents + 1) / documents with the term).

    Source: Sparck Jones, "A statistical interpretation of term specificity" (1972).

    >>> rarity([{"sql": 1}, {"sql": 1}, {"law": 1}])["sql"] == log(4 / 2)
    True
    """
    most = max(COMMON, len(documents) // 2)
    counts = Counter(chain.from_iterable(documents))
    return {
        term: log((len(documents) + 1) / count) for term, count in counts.items() if count <= most
    }


def of_length_one(vector: Weights) -> Weights:
    """Return the vector over its Euclidean length; an empty one stays empty."""
    length = hypot(*vector.values())
    return {term: weight / length for term, weight in vector.items()} if length else {}


def times(document: Weights, factors: Weights) -> Weights:
    """Return the weights times their factors, without the terms that have none."""
    return {term: weight * factors[term] for term, weight in document.items() if term in factors}
