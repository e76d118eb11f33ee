"""Open two versions of a data set: two directories, or one directory at two git revisions."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from graph.model.errors import DataError, Problem
from graph.opening.index import open_index
from graph.opening.revisions import write_revision
from graph.store.index import Index

Side = Literal["old", "new"]


class _Version(NamedTuple):
    """Where one version is."""

    side: Side
    directories: Sequence[Path]
    shown: str = ""
    """What problems call the directory, if it is temporary."""


def load_index(
    side: Side,
    directories: Sequence[Path],
    *,
    recipe: Path | str | None = None,
    shown: str = "",
    cache: bool = True,
) -> Index:
    """Return the index of a data set; raise DataError with problems that name the side.

    ``shown`` is what the problems call the directory, if it is temporary; nothing of it is
    cached.
    """
    try:
        return open_index(directories, recipe=recipe, cache=cache and not shown)
    except DataError as error:
        raise DataError(
            [_on_side(side, problem, directories, shown) for problem in error.problems]
        ) from None


def two_directories(
    old: Sequence[Path],
    new: Sequence[Path],
    *,
    recipe: Path | str | None = None,
    cache: bool = True,
) -> Index:
    """Return the index of the newer data set, with the older one as ``older``.

    Raises DataError with the problems of both.
    """
    return _with_older(_Version("old", old), _Version("new", new), recipe, cache=cache)


def two_revisions(
    directory: Path,
    old: str,
    new: str | None = None,
    *,
    recipe: Path | str | None = None,
    cache: bool = True,
) -> Index:
    """Return the index of a directory at a revision, with an older revision as ``older``.

    Without ``new`` it is the directory as it is now. Raises what ``write_revision`` raises, and
    DataError with the problems of both.
    """
    with tempfile.TemporaryDirectory(prefix="careergraph-") as temporary:
        places = [Path(temporary) / side for side in ("old", "new")]
        write_revision(directory, old, places[0])
        older = _Version("old", [places[0]], f"{old}:{directory}")
        newer = _Version("new", [directory])
        if new is not None:
            write_revision(directory, new, places[1])
            newer = _Version("new", [places[1]], f"{new}:{directory}")
        return _with_older(older, newer, recipe, cache=cache)


def _with_older(
    older: _Version, newer: _Version, recipe: Path | str | None, *, cache: bool
) -> Index:
    indexes: list[Index] = []
    problems: list[Problem] = []
    for side, directories, shown in (older, newer):
        try:
            index = load_index(side, directories, recipe=recipe, shown=shown, cache=cache)
            indexes.append(index)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    old, new = indexes
    new.older = old
    return new


def _on_side(side: Side, problem: Problem, directories: Sequence[Path], shown: str) -> Problem:
    path = problem.path.replace(str(directories[0]), shown) if shown else problem.path
    return problem._replace(path=f"{side}: {path}")
