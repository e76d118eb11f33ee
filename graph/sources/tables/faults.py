"""Collect the faults of tables, as a warning for each kind of fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.errors import Problem, shortened


@dataclass(slots=True)
class _RepeatedFault:
    line: int
    example: str
    error: bool
    count: int = 0
    last: int = 0
    """The line counted last; 0 stands for no line."""


class Faults:
    """The faults of tables: each kind once a file, with its first row and the number of rows."""

    def __init__(self) -> None:
        self._faults: dict[tuple[str, str], _RepeatedFault] = {}

    def add(
        self, path: str, line: int, words: str, example: str = "", *, error: bool = False
    ) -> None:
        """Count a fault; "{rows} name{s} …" reads "1 row names …" or "67 rows name …".

        A row that has the fault in several cells counts once.
        """
        fault = self._faults.setdefault((path, words), _RepeatedFault(line, example, error))
        if not line or line != fault.last:
            fault.count += 1
        fault.last = line

    def problems(self) -> Iterator[Problem]:
        """Yield the faults: warnings, and errors where the data cannot be used."""
        for (path, words), fault in self._faults.items():
            yield Problem(path, fault.line, _sentence(words, fault), not fault.error)


def _sentence(words: str, fault: _RepeatedFault) -> str:
    one = fault.count == 1
    for mark, text in (
        ("{rows}", "1 row" if one else f"{fault.count:,} rows"),
        ("{s}", "s" if one else ""),
        ("{has}", "has" if one else "have"),
        ("{is}", "is" if one else "are"),
    ):
        words = words.replace(mark, text)
    if not fault.example:
        return words
    head, *tail = words.split("; ", 1)
    such = f"'{shortened(fault.example)}'" if one else f"the first '{shortened(fault.example)}'"
    return "; ".join([f"{head} ({such})", *tail])
