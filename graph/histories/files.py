"""Find the files of histories, and group those that an engine can read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from graph.histories.columns import Columns, Places, missing, places
from graph.model.errors import DataError, Problem, one_of
from graph.sources.tables.files import ENDINGS, open_table, separator_of

PARQUET = ".parquet"
READ = (PARQUET, *ENDINGS)


class Layout(NamedTuple):
    """How a file is read: files of one layout are read together."""

    separator: str
    """Empty: Parquet."""
    columns: tuple[str, ...]
    """The headers, in Parquet with their types."""
    places: Places


def found_files(given: Sequence[Path]) -> list[Path]:
    """Return the files of histories, those of folders included, hidden ones not.

    Raises DataError that names every path without any.
    """
    files, problems = [], []
    for path in given:
        its = list(_files(path))
        files += its
        if not its:
            problems.append(Problem(str(path), 0, _fault(path)))
    if problems:
        raise DataError(problems)
    return list(dict.fromkeys(files))


def layouts(files: Sequence[Path], columns: Columns) -> dict[Layout, list[Path]]:
    """Return the files by their layout; raise DataError with all columns that are missing."""
    found: dict[Layout, list[Path]] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            headers, kinds, separator = _head(path)
        except DataError as error:
            problems += error.problems
            continue
        its = places(headers, columns)
        if its is None:
            line = 1 if separator else 0
            problems += [Problem(str(path), line, words) for words in missing(headers, columns)]
        else:
            found.setdefault(Layout(separator, kinds, its), []).append(path)
    if problems:
        raise DataError(problems)
    return found


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield from [path] if _is_read(path) else []
    else:
        for each in sorted(path.rglob("*")):
            below = each.relative_to(path).parts
            if _is_read(each) and each.is_file() and not any(n[0] in "._" for n in below):
                yield each


def _is_read(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(READ)


def _fault(path: Path) -> str:
    if not path.exists():
        return "no such file or folder"
    if path.is_dir():
        return f"no file of histories in it; they end in {one_of(READ)}"
    return f"not a file of histories; they end in {one_of(READ)}"


def _head(path: Path) -> tuple[list[str], tuple[str, ...], str]:
    if path.name.lower().endswith(PARQUET):
        names, kinds = _parquet_head(path)
        return names, kinds, ""
    with open_table(path, quoted=True) as table:
        return table.columns, tuple(table.columns), separator_of(path)


def _parquet_head(path: Path) -> tuple[list[str], tuple[str, ...]]:
    import pyarrow
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(path)
    except pyarrow.ArrowException:
        raise DataError([Problem(str(path), 0, "damaged, or not a Parquet file")]) from None
    return schema.names, tuple(f"{field.name}: {field.type}" for field in schema)
