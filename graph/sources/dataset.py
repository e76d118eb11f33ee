"""Load a directory of YAML files as a checked data set, or list every problem it has.

A check is a small function in ``graph.sources.checks``; its docstring is the rule. It yields
the place and the message; the line is looked up only then.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from graph.model.errors import MAX_PROBLEMS, DataError, Problem
from graph.model.records import ABOUT_LISTS, About, Dataset, Info
from graph.sources.checks import ERRORS, WARNINGS
from graph.sources.contents import Base, Contents
from graph.sources.directory import read_files, shown
from graph.sources.yaml_reader import YamlDocument

_NAMES = ("id", "extends")


def load_dataset(directory: Path | str) -> Dataset:
    """Return the data set in the directory's ``*.yaml`` files.

    Raises DataError with every problem of every file, sorted by file and line.
    """
    dataset, problems = check_dataset(directory)
    if dataset is None:
        raise DataError([problem for problem in problems if not problem.warning])
    return dataset


def check_dataset(directory: Path | str) -> tuple[Dataset | None, list[Problem]]:
    """Return the data set, or None if it has errors, and all errors and warnings."""
    checked = check_files(read_directory(Path(directory)))
    return checked.dataset, checked.problems


class Files(NamedTuple):
    """The files of a directory, read but not checked."""

    directory: Path
    documents: list[tuple[str, YamlDocument]]
    id: str | None
    """The id of the data set, if it has one."""
    extends: str | None


class Checked(NamedTuple):
    """A data set, None if it has errors; its problems, and the places of its records."""

    dataset: Dataset | None
    problems: list[Problem]
    contents: Contents


def read_directory(directory: Path) -> Files:
    """Return the files of a directory, with the id of the data set and the one it extends."""
    documents = list(read_files(directory))
    values = [each.value for _, each in documents if isinstance(each.value, dict)]
    infos = (value["dataset"] for value in values if isinstance(value.get("dataset"), dict))
    info: dict[str, object] = next(infos, {})
    id_, extends = (its if isinstance(its := info.get(key), str) else None for key in _NAMES)
    return Files(directory, documents, id_, extends)


def check_files(files: Files, base: Base | None = None) -> Checked:
    """Return the data set that files hold; with ``base``, what it adds to that data set."""
    contents = Contents()
    if base is not None:
        contents.extend(base)
    problems = list(islice(_problems(files, contents), MAX_PROBLEMS + 1))
    if len(problems) > MAX_PROBLEMS:
        words = f"more than {MAX_PROBLEMS:,} problems; fix these and check again"
        only_warnings = all(problem.warning for problem in problems)
        problems[-1] = Problem(shown(files.directory), 0, words, only_warnings)
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    failed = any(not problem.warning for problem in problems)
    dataset = None if failed else _assembled(contents, files.directory)
    return Checked(dataset, problems, contents)


def _problems(files: Files, contents: Contents) -> Iterator[Problem]:
    """Fill the contents; yield the errors found on the way and in them, then the warnings."""
    for path, document in files.documents:
        yield from document.problems
        if document.value is None and document.problems:
            contents.unread.append(path)
        else:
            yield from contents.add_file(path, document)
    for check in ERRORS:
        yield from check(contents)
    if not (contents.unread or contents.at_fault):  # or a warning might not be true
        for warn in WARNINGS:
            yield from warn(contents)


def _assembled(contents: Contents, directory: Path) -> Dataset:
    parts = {
        section: tuple(placed.record for placed in records)
        for section, records in contents.records.items()
    }
    info = parts.pop("dataset")
    about = About(
        info=info[0] if info else Info(title=shown(directory.resolve().name)),
        **{name: parts.pop(name) for name in ABOUT_LISTS},
    )
    return Dataset(about=about, **parts)
