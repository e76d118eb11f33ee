"""Functions that read cells, numbers and conditions from a row, as a recipe declares them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.model.names import word_form
from graph.sources.tables.recipe import Table
from graph.sources.tables.recipe_cells import Cell, Condition, NumberCell

Row = Sequence[str]
Get = Callable[[Row], str]
GetAll = Callable[[Row], list[str]]
Test = Callable[[Row], bool]
Position = Callable[[str], int]
"""Returns the position of a column."""


class Read(NamedTuple):
    """A number, or the text that is not one."""

    value: float | None
    unread: str = ""


TEXT_CACHE_SIZE = 50_000
"""How many changed texts are kept."""


class Cells:
    """Makes functions for the cells of one table."""

    def __init__(self, table: Table, position: Position) -> None:
        self.position = position
        self.replace = tuple((each.text, each.by) for each in table.replace)
        self.missing = frozenset(table.missing)
        self.fold: Callable[[str], str] = word_form if table.all_rows else str
        """Brings fixed words into the form in which they are compared."""

    def text(self, cell: str | Cell) -> Get:
        """Return a function from a row to the text of a cell; of several values, the first."""
        get = self._whole(cell)
        if isinstance(cell, Cell) and is_list(cell):
            all_ = self._parts(cell, get)
            return lambda row: next(iter(all_(row)), "")
        return get

    def texts(self, cell: str | Cell | None) -> GetAll:
        """Return a function from a row to all values of a cell; none is empty."""
        if cell is None:
            return lambda _: []
        get = self._whole(cell)
        if isinstance(cell, Cell) and is_list(cell):
            return self._parts(cell, get)
        return lambda row: [text] if (text := get(row)) else []

    def optional(self, cell: str | Cell | None) -> Get:
        """Return a function from a row to the text of a cell, or to "" if there is no cell."""
        return self.text(cell) if cell is not None else lambda _: ""

    def all_texts(self, cells: Sequence[str | Cell]) -> GetAll:
        """Return a function from a row to all values of several cells."""
        getters = [self.texts(cell) for cell in cells]
        return lambda row: [text for get in getters for text in get(row)]

    def raw(self, cell: str | Cell) -> Get:
        """Return a function from a row to a column as it is written; "" for other cells."""
        if not isinstance(cell, str):
            return lambda _: ""
        return operator.itemgetter(self.position(cell))

    def number(self, number: str | NumberCell | None) -> Callable[[Row], Read]:
        """Return a function from a row to a number."""
        if number is None:
            nothing = Read(None)
            return lambda _: nothing
        column = number if isinstance(number, str) else number.column
        get = self._column(column)
        known: dict[str, Read] = {"": Read(None)}
        if isinstance(number, NumberCell):
            known.update({self.fold(text): Read(value) for text, value in number.map.items()})

        def read(row: Row) -> Read:
            text = get(row)
            found = known.get(text)
            if found is None:
                found = known[text] = known.get(self.fold(text)) or _number(text)
            return found

        if isinstance(number, NumberCell) and number.times is not None:
            return _multiplied(read, self.number(number.times))
        return read

    def tests(self, conditions: Sequence[Condition]) -> Test | None:
        """Return a function that tests a row for all conditions; None if there are none."""
        tests = [test for condition in conditions for test in self._tests(condition)]
        if not tests:
            return None
        if len(tests) == 1:
            return tests[0]
        return lambda row: all(test(row) for test in tests)

    def _tests(self, condition: Condition) -> list[Test]:
        get, fold = self._column(condition.column), self.fold
        tests: list[Test] = []
        if condition.equals is not None:
            same = fold(condition.equals)
            tests.append(lambda row: fold(get(row)) == same)
        if condition.differs_from is not None:
            other_text = fold(condition.differs_from)
            tests.append(lambda row: fold(get(row)) != other_text)
        if condition.one_of:
            allowed = frozenset(map(fold, condition.one_of))
            tests.append(lambda row: fold(get(row)) in allowed)
        if condition.none_of:
            refused = frozenset(map(fold, condition.none_of))
            tests.append(lambda row: fold(get(row)) not in refused)
        if condition.begins_with is not None:
            begin = condition.begins_with
            tests.append(lambda row: get(row).startswith(begin))
        number = self.number(condition.column)
        if condition.at_least is not None:
            tests.append(_compared(number, operator.ge, condition.at_least))
        if condition.below is not None:
            tests.append(_compared(number, operator.lt, condition.below))
        if condition.not_below is not None:
            other = self.number(condition.not_below)

            def reaches(row: Row) -> bool:
                here, there = number(row).value, other(row).value
                return here is not None and there is not None and here >= there

            tests.append(reaches)
        return tests

    def _column(self, name: str) -> Get:
        i = self.position(name)
        replace, missing = self.replace, self.missing
        if not replace and not missing:
            return lambda row: row[i].strip()

        def get(row: Row) -> str:
            text = row[i].strip()
            for old, new in replace:
                text = text.replace(old, new)
            return "" if text in missing else text

        return get

    def _whole(self, cell: str | Cell) -> Get:
        """Return a function from a row to the text of a cell, before it is split."""
        if isinstance(cell, str):
            return self._column(cell)
        get, changes = self._joined(cell), _changes(cell)
        return _then(get, changes) if changes else get

    def _joined(self, cell: Cell) -> Get:
        if cell.text is not None:
            text = cell.text
            return lambda _: text
        if cell.columns:
            columns = [self._column(name) for name in cell.columns]
            return lambda row: " ".join(text for get in columns if (text := get(row)))
        get = self._column(cell.column or "")
        if cell.otherwise is None:
            return get
        otherwise = self._column(cell.otherwise)
        return lambda row: get(row) or otherwise(row)

    @staticmethod
    def _parts(cell: Cell, get: Get) -> GetAll:
        if cell.bullets:
            mark = cell.bullets
            return lambda row: [
                text
                for line in get(row).splitlines()
                if line.startswith(mark) and (text := line.removeprefix(mark).strip())
            ]
        separator = cell.split or "\n"
        return lambda row: [text for part in get(row).split(separator) if (text := part.strip())]


def is_list(cell: object) -> bool:
    """Return whether a cell holds any number of values, even none."""
    return isinstance(cell, Cell) and bool(cell.split or cell.bullets)


def _changes(cell: Cell) -> list[Callable[[str], str]]:
    after, before, last, prefix = cell.after, cell.before, cell.before_last, cell.prefix
    changes: list[Callable[[str], str]] = []
    if after is not None:
        changes.append(lambda text: text.rsplit(after, 1)[-1].strip())
    if before is not None:
        changes.append(lambda text: text.split(before, 1)[0].strip())
    if last is not None:
        changes.append(lambda text: text.rpartition(last)[0].strip())
    if cell.first is not None:
        changes.append(operator.itemgetter(slice(cell.first)))
    if prefix is not None:
        changes.append(lambda text: f"{prefix}{text}" if text else "")
    return changes


def _then(get: Get, changes: list[Callable[[str], str]]) -> Get:
    @lru_cache(TEXT_CACHE_SIZE)  # the same keys come again and again
    def changed(text: str) -> str:
        for change in changes:
            text = change(text)
        return text

    return lambda row: changed(get(row))


def _multiplied(
    first: Callable[[Row], Read], second: Callable[[Row], Read]
) -> Callable[[Row], Read]:
    def read(row: Row) -> Read:
        one, other = first(row), second(row)
        if one.value is None or other.value is None:
            return Read(None, one.unread or other.unread)
        return Read(one.value * other.value)

    return read


def _compared(
    number: Callable[[Row], Read], compare: Callable[[float, float], bool], bound: float
) -> Test:
    def test(row: Row) -> bool:
        value = number(row).value
        return value is not None and compare(value, bound)

    return test


def _number(text: str) -> Read:
    try:
        value = float(text)
    except ValueError:
        return Read(None, text)
    return Read(value) if abs(value) < float("inf") else Read(None, text)
