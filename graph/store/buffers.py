"""Compact sequences of numbers and texts, which the cache file holds as bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct


def numbers(values: Iterable[int]) -> memoryview:
    """Return the values as unsigned machine integers, as bytes."""
    return memoryview(array("I", values).tobytes())


def as_numbers(view: memoryview) -> memoryview:
    """Return a view of the bytes that ``numbers`` made, as integers."""
    return view.cast("I") if view.nbytes else memoryview(array("I"))


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
