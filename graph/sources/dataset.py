"""Load a directory of YAML files as a checked data set, or list every problem it has.

A check is a small function in ``graph.sources.checks``; its docstring is the rule. It yields
the place and the message; the line is looked up only then.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from graph.model.errors import DataError, Problem
from graph.model.records import ABOUT_LISTS, About, Dataset, Info
from graph.sources.checks import ERRORS, WARNINGS
from graph.sources.contents import Contents
from graph.sources.directory import read_files, shown

MAX_PROBLEMS = 1_000
"""The number of problems after which the check stops."""


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
    contents = Contents()
    problems = list(islice(_problems(Path(directory), contents), MAX_PROBLEMS + 1))
    if len(problems) > MAX_PROBLEMS:
        words = f"more than {MAX_PROBLEMS:,} problems; fix these and check again"
        only_warnings = all(problem.warning for problem in problems)
        problems[-1] = Problem(shown(directory), 0, words, only_warnings)
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    if any(not problem.warning for problem in problems):
        return None, problems
    return _assembled(contents, Path(directory)), problems


def _problems(directory: Path, contents: Contents) -> Iterator[Problem]:
    """Fill the contents; yield the errors found on the way and in them, then the warnings."""
    for path, document in read_files(directory):
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
