"""Read the YAML files of a directory; name what lies there and is not read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from graph.model.errors import Problem, one_of
from graph.sources.yaml_reader import YamlDocument, read_yaml
from graph.sources.yaml_text import MAX_BYTES

MAX_FILES = 1_000
MAX_TOTAL_BYTES = 5 * MAX_BYTES

_ENDINGS = (".yaml", ".yml")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def read_files(directory: Path) -> Iterator[tuple[str, YamlDocument]]:
    """Yield (path, document) by file name; a file that cannot be read has a problem, no value."""
    paths, reason = _files(directory)
    if reason:
        yield _unread(directory, reason)
        return
    total = 0
    for path in paths:
        try:
            if not path.is_file() or not path.resolve().is_relative_to(directory.resolve()):
                reason = "not a regular file of this directory; put the file itself here"
                yield _unread(path, reason)
                continue
            total += path.stat().st_size
            if total > MAX_TOTAL_BYTES:
                yield _unread(path, "the files exceed 5 MiB together; make two data sets of them")
                break
            with path.open("rb") as file:
                yield shown(path), read_yaml(file.read(MAX_BYTES + 1), shown(path))
        except OSError as error:
            yield _unread(path, _unreadable(error))


def not_read(directory: Path, given: Collection[Path] = ()) -> Iterator[Problem]:
    """Yield a warning for each folder of YAML files in the directory, and for each workbook.

    A folder that holds, or is, a ``given`` path is known. There are no warnings for a directory
    without any other file: reading it fails, and says what to do.
    """
    try:
        entries = sorted(each for each in directory.iterdir() if _is_visible(each.name))
        ends = [Path(os.path.realpath(each)) for each in given]
    except (OSError, ValueError):  # reading it says what is wrong
        return
    books = _workbooks(directory)
    if len(books) == sum(each.is_file() for each in entries):
        return
    known = {place for end in ends for place in (end, *end.parents)}
    for folder in entries:
        first = None if Path(os.path.realpath(folder)) in known else _first_below(folder)
        if first is not None:
            words = f"its YAML files are not read (the first '{shown(first.relative_to(folder))}')"
            help_ = "move them up to other YAML files, or name the folder with its own --data"
            yield Problem(shown(folder), 0, f"{words}; {help_}", warning=True)
    for book in books:
        words = "a workbook, which is not read; save each of its sheets as a CSV file"
        yield Problem(shown(book), 0, words, warning=True)


def shown(path: Path | str) -> str:
    """Return the path as printable text, even if its name is not UTF-8."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _files(directory: Path) -> tuple[list[Path], str]:
    """Return the YAML files of a directory by name, and the reason why it cannot be read."""
    try:
        paths = sorted(
            path
            for path in directory.iterdir()
            if path.suffix in _ENDINGS and not path.name.startswith(".")
        )
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        if isinstance(error, NotADirectoryError) and directory.exists():
            return [], "a file; name a directory of .yaml files or a .graphml file"
        return [], "no such directory; name one that holds .yaml files"
    except OSError as error:
        return [], _unreadable(error)
    if len(paths) > MAX_FILES:
        return [], f"{len(paths):,} files; at most {MAX_FILES:,} are read, join some"
    return paths, "" if paths else f"no .yaml file in it; {_instead(directory)}"


def _first_below(folder: Path) -> Path | None:
    """Return a YAML file in a folder or below it; None without any, or if it is a file."""
    for place, folders, files in islice(os.walk(folder), MAX_FILES):
        folders[:] = sorted(filter(_is_visible, folders))
        found = sorted(name for name in filter(_is_visible, files) if name.endswith(_ENDINGS))
        if found:
            return Path(place, found[0])
    return None


def _workbooks(directory: Path) -> list[Path]:
    return sorted(
        path
        for path in directory.iterdir()
        if path.suffix.lower() in _WORKBOOKS and _is_visible(path.name)
    )


def _is_visible(name: str) -> bool:
    return not name.startswith((".", "~$"))  # Excel puts ~$ before a file that is open


def _unread(path: Path, reason: str) -> tuple[str, YamlDocument]:
    return shown(path), YamlDocument(None, 0, (Problem(shown(path), 0, reason),))


def _unreadable(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}; make it readable"


def _instead(directory: Path) -> str:
    """Return what to do about a directory without YAML files."""
    books = [f"'{shown(book.name)}'" for book in _workbooks(directory)]
    if books:
        return f"save each sheet of {one_of(books)} as a CSV file, nodes.csv and edges.csv"
    below = sorted({path.parent.name for path in directory.glob("*/*.yaml")})
    if below:
        return f"it holds data sets, name one: {one_of(below)}"
    return "write one, or name another directory ('careergraph init' writes an example)"
