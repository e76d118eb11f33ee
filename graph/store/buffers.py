"""Compact sequences of numbers and texts, which the cache file holds as bytes."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import accumulate, pairwise

from msgspec import Struct


def numbers(values: Iterable[int]) -> memoryview:
    """Return the values as unsigned machine integers, as bytes."""
    return memoryview(array("I", values).tobytes())


def as_numbers(view: memoryview) -> memoryview:
    """Return a view of the bytes that ``numbers`` made, as integers."""
    return view.cast("I") if view.nbytes else memoryview(array("I"))


class VectorColumns(Struct, array_like=True):
    """Sparse vectors, end to end: where each begins, its terms as numbers, and their weights."""

    starts: memoryview
    terms: memoryview
    weights: memoryview
    """As 32-bit floats."""

    @classmethod
    def of(cls, vectors: Iterable[Mapping[Hashable, float]]) -> VectorColumns:
        """Return the vectors as columns; terms are numbered in the order of first mention."""
        every = list(vectors)
        known: dict[Hashable, int] = {}
        return cls(
            numbers(accumulate(map(len, every), initial=0)),
            numbers(known.setdefault(term, len(known)) for each in every for term in each),
            memoryview(
                array("f", (weight for each in every for weight in each.values())).tobytes()
            ),
        )

    def __iter__(self) -> Iterator[dict[Hashable, float]]:
        starts, terms = as_numbers(self.starts), as_numbers(self.terms)
        weights = self.weights.cast("f") if self.weights.nbytes else memoryview(array("f"))
        for begin, end in pairwise(starts):
            yield dict(zip(terms[begin:end], weights[begin:end], strict=True))


class Texts(Struct, array_like=True):
    """Many texts or encoded records, end to end.

    >>> bytes(Texts.of([b"sql", b"python"])[1])
    b'python'
    """

    ends: memoryview
    joined: memoryview

    @classmethod
    def of(cls, parts: Iterable[bytes]) -> Texts:
        """Return the parts, joined."""
        every = list(parts)
        ends = accumulate(map(len, every), initial=0)
        return cls(numbers(ends), memoryview(b"".join(every)))

    def __post_init__(self) -> None:
        self.ends = as_numbers(self.ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> memoryview:
        return self.joined[self.ends[number] : self.ends[number + 1]]
