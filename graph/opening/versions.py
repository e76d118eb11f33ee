"""Which two versions are compared? Two directories, or one directory at two git revisions.

Of git nothing runs but its own commands for reading: no hook, no filter, no checkout, and
nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from graph.model.errors import DataError, GraphError, Problem, shortened
from graph.opening.snapshot import open_index
from graph.store.index import Index

Side = Literal["old", "new"]

GIT_SECONDS = 60
"""How long a command of git may take."""
MOST_FILES = 1_000
MOST_BYTES = 256 * 1024 * 1024
"""How much a directory may hold at a revision."""

_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = ("core.fsmonitor=false", "core.hooksPath=", "protocol.allow=never")
_FILES = ("100644", "100755")


class _Blob(NamedTuple):
    """A file in a tree of git."""

    name: str
    object: str
    size: int


def load_index(
    side: Side,
    directories: Sequence[Path],
    *,
    recipe: Path | str | None = None,
    shown: str = "",
    cache: bool = True,
) -> Index:
    """Return the index of a data set; raise DataError with problems that say of which side.

    ``shown`` is what the problems call the directory, if it is one that will be gone; then there
    is no snapshot of it.
    """
    try:
        return open_index(directories, recipe=recipe, cache=cache and not shown)
    except DataError as error:
        raise DataError(
            [_of(side, problem, directories, shown) for problem in error.problems]
        ) from None


def two_directories(
    old: Sequence[Path],
    new: Sequence[Path],
    *,
    recipe: Path | str | None = None,
    cache: bool = True,
) -> tuple[Index, Index]:
    """Return the indexes of an older and a newer data set. Raises DataError with both's faults."""
    sides: list[tuple[Side, Sequence[Path], str]] = [("old", old, ""), ("new", new, "")]
    return _both(sides, recipe, cache=cache)


def two_revisions(
    directory: Path,
    old: str,
    new: str | None = None,
    *,
    recipe: Path | str | None = None,
    cache: bool = True,
) -> tuple[Index, Index]:
    """Return the indexes of a directory at two revisions; without ``new``, as it stands now.

    Raises GraphError if there is no git, no repository or no such revision, or if the revision
    does not have the directory; DataError as ``two_directories``.
    """
    with tempfile.TemporaryDirectory(prefix="careergraph-") as temporary:
        places = [Path(temporary) / side for side in ("old", "new")]
        _read_revision(directory, old, places[0])
        sides: list[tuple[Side, Sequence[Path], str]] = [
            ("old", [places[0]], f"{old}:{directory}"),
            ("new", [directory], ""),
        ]
        if new is not None:
            _read_revision(directory, new, places[1])
            sides[1] = ("new", [places[1]], f"{new}:{directory}")
        return _both(sides, recipe, cache=cache)


def _both(
    sides: Sequence[tuple[Side, Sequence[Path], str]],
    recipe: Path | str | None,
    *,
    cache: bool,
) -> tuple[Index, Index]:
    indexes: list[Index] = []
    problems: list[Problem] = []
    for side, directories, shown in sides:
        try:
            index = load_index(side, directories, recipe=recipe, shown=shown, cache=cache)
            indexes.append(index)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    old, new = indexes
    return old, new


def _of(side: Side, problem: Problem, directories: Sequence[Path], shown: str) -> Problem:
    path = problem.path.replace(str(directories[0]), shown) if shown else problem.path
    return problem._replace(path=f"{side}: {path}")


# --- Git ---------------------------------------------------------------------------------------


def _read_revision(directory: Path, revision: str, to: Path) -> None:
    """Write the files of the directory, as a revision has them, to another one."""
    if not directory.is_dir():
        raise GraphError(f"{directory} is no directory; --git takes the one that holds the data")
    git = _Git(directory)
    commit = git.commit(revision)
    tree = f"{commit}:{git.prefix()}"
    to.mkdir()
    for name, content in git.files(tree, revision):
        (to / name).write_bytes(content)


class _Git:
    """The commands of git that read a repository."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def commit(self, revision: str) -> str:
        """Return the commit that a revision means."""
        if not revision or not revision.isprintable():
            raise GraphError(f"'{shortened(revision)}' is no revision of git")
        self._run("rev-parse", "--git-dir")
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        result = self._finished(*asked)
        if result.returncode:
            raise GraphError(
                f"{self._directory}: the repository has no revision '{shortened(revision)}'; "
                "'git log --oneline' lists those there are"
            )
        return result.stdout.decode("ascii", "replace").strip()

    def prefix(self) -> str:
        """Return the path of the directory in the repository, empty for its top."""
        return os.fsdecode(self._run("rev-parse", "--show-prefix").removesuffix(b"\n")).rstrip("/")

    def files(self, tree: str, revision: str) -> Iterator[tuple[str, bytes]]:
        """Yield the names and contents of the files right in a tree, as they are stored."""
        result = self._finished("ls-tree", "-z", "-l", "--full-tree", "--end-of-options", tree)
        if result.returncode:
            raise GraphError(
                f"{self._directory} is not in the repository at revision '{shortened(revision)}'"
            )
        blobs = list(_blobs(result.stdout))
        total = sum(blob.size for blob in blobs)
        if len(blobs) > MOST_FILES or total > MOST_BYTES:
            raise GraphError(
                f"{self._directory} holds too much at revision '{shortened(revision)}': "
                f"{total:,} bytes, {len(blobs):,} of at most {MOST_FILES:,} files; at most "
                f"{MOST_BYTES:,} bytes are read"
            )
        for blob in blobs:
            yield blob.name, self._run("cat-file", "blob", blob.object)

    def _run(self, *arguments: str) -> bytes:
        result = self._finished(*arguments)
        if result.returncode:
            said = result.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = said[0].removeprefix("fatal: ") if said else f"exit code {result.returncode}"
            raise GraphError(f"{self._directory}: git cannot read it: {shortened(reason)}")
        return result.stdout

    def _finished(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        kept = {name: value for name, value in os.environ.items() if not _redirects(name)}
        try:
            return subprocess.run(  # noqa: S603  # a list, no shell
                ["git", "--no-pager", *settings, *arguments],  # noqa: S607  # the one on the PATH
                cwd=self._directory,
                env={**kept, **_QUIET},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=GIT_SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise GraphError("git is not installed; compare two directories instead") from None
        except subprocess.TimeoutExpired:
            raise GraphError(f"git did not answer within {GIT_SECONDS} seconds") from None


def _redirects(name: str) -> bool:
    """Return whether a variable sends git to another repository than that of the directory."""
    return name.startswith("GIT_") and not name.startswith("GIT_CONFIG")


def _blobs(listing: bytes) -> Iterator[_Blob]:
    """Yield the plain files of what ls-tree -z -l has listed; no links, no submodules."""
    for entry in filter(None, listing.split(b"\0")):
        head, _, raw = entry.partition(b"\t")
        mode, _, object_, size = head.decode("ascii").split()
        name = os.fsdecode(raw)
        if mode in _FILES and name not in (".", "..") and not {"/", "\\"} & set(name):
            yield _Blob(name, object_, int(size))
