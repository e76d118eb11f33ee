"""Read the rows of a table, one at a time, with the line of each."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from graph.model.errors import DataError, Problem, one_of, shortened
from graph.model.names import word_form

MAX_CELL = 1024 * 1024
"""The longest cell, in characters: a longer one is a quote that never ends."""

ENDINGS = (".csv", ".tsv", ".txt")
_SEPARATORS = ",;\t"


class TableRows(NamedTuple):
    """The head of a table, and its rows, which are read on demand."""

    columns: list[str]
    rows: Iterator[tuple[int, list[str]]]
    """The first line of each row, and its cells."""


def find_table(directory: Path, names: Sequence[str]) -> Path | None:
    """Return the file of the directory that has one of the names, gzipped or not."""
    places = (directory / f"{name}{ending}" for name in names for ending in ("", ".gz"))
    return next((place for place in places if place.is_file()), None)


def has_tables(directory: Path) -> bool:
    """Return whether a directory holds a file that looks like a table."""
    try:
        return any(path.name.removesuffix(".gz").endswith(ENDINGS) for path in directory.iterdir())
    except OSError:
        return False


@contextmanager
def open_table(path: Path, *, quoted: bool) -> Iterator[TableRows]:
    """Open a table in UTF-8, gzipped or plain.

    If it is ``quoted``, the head shows the separator: commas, semicolons or tabs. Otherwise tabs
    separate cells, and quotes mean themselves. Raises DataError for what is no such table, even
    while its rows are read.
    """
    line = 0
    try:
        with _opened(path) as file:
            reader, columns = _begun(file, quoted=quoted)
            line = reader.line_num

            def rows() -> Iterator[tuple[int, list[str]]]:
                nonlocal line
                before = reader.line_num + 1
                for row in reader:
                    line = before
                    if row:
                        yield before, row
                    before = reader.line_num + 1

            yield TableRows(columns, rows())
    except UnicodeDecodeError:
        raise _unreadable(path, line + 1, "not UTF-8 text; save it as UTF-8") from None
    except csv.Error as error:
        raise _unreadable(path, line + 1, f"not readable as a table: {error}") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _unreadable(path, 0, "damaged: the gzip file does not unpack") from None


def separator_of(path: Path) -> str:
    """Return what separates the columns in the head of a table: comma, semicolon or tab."""
    with _opened(path) as file:
        return _separator(file.readline())


def column_at(columns: Sequence[str], name: str, path: Path, recipe: str) -> int:
    """Return the position of a column, in any case and spacing; raise DataError if absent."""
    if name in columns:
        return columns.index(name)
    forms = list(map(word_form, columns))
    if word_form(name) in forms:
        return forms.index(word_form(name))
    known = one_of(shortened(column) for column in columns) or "none"
    words = f"no column '{name}', which {recipe} reads; the columns are {known}"
    raise DataError([Problem(str(path), 1, words)])


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _begun(file: TextIO, *, quoted: bool) -> tuple[Any, list[str]]:
    csv.field_size_limit(MAX_CELL)
    if not quoted:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return reader, [column.strip() for column in next(reader, [])]
    head = file.readline()
    reader = csv.reader(chain([head], file), delimiter=_separator(head))
    return reader, [column.strip() for column in next(reader, [])]


def _separator(head: str) -> str:
    return max(_SEPARATORS, key=head.count)  # the first among equals


def _unreadable(path: Path, line: int, words: str) -> DataError:
    return DataError([Problem(str(path), line, words)])
