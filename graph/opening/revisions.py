"""Read the files of a directory at a git revision.

Only git's own commands for reading run: no hook, no filter, no checkout, and nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from graph.model.errors import GraphError, shortened

GIT_SECONDS = 60
"""How long a command of git may take."""
MAX_FILES = 1_000
MAX_BYTES = 256 * 1024 * 1024
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


def write_revision(directory: Path, revision: str, to: Path) -> None:
    """Write the files of a directory, as a revision has them, to a new directory.

    Raises GraphError if there is no git, no repository or no such revision, if the revision lacks
    the directory, or if the directory holds too much.
    """
    if not directory.is_dir():
        raise GraphError(f"{directory} is no directory; --git takes the directory of the data")
    git = _Git(directory)
    commit = git.commit(revision)
    tree = f"{commit}:{git.prefix()}"
    to.mkdir()
    for name, content in git.files(tree, revision):
        (to / name).write_bytes(content)


class _Git:
    """The git commands that read a repository."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names."""
        if not revision or not revision.isprintable():
            raise GraphError(f"'{shortened(revision)}' is no revision of git")
        self._run("rev-parse", "--git-dir")
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        result = self._finished(*words)
        if result.returncode:
            raise GraphError(
                f"{self._directory}: the repository has no revision '{shortened(revision)}'; "
                "'git log --oneline' lists the revisions"
            )
        return result.stdout.decode("ascii", "replace").strip()

    def prefix(self) -> str:
        """Return the path of the directory in the repository; empty for the top directory."""
        return os.fsdecode(self._run("rev-parse", "--show-prefix").removesuffix(b"\n")).rstrip("/")

    def files(self, tree: str, revision: str) -> Iterator[tuple[str, bytes]]:
        """Yield the names and contents of the files at the top of a tree."""
        result = self._finished("ls-tree", "-z", "-l", "--full-tree", "--end-of-options", tree)
        if result.returncode:
            raise GraphError(
                f"{self._directory} is not in the repository at revision '{shortened(revision)}'"
            )
        blobs = list(_blobs(result.stdout))
        total = sum(blob.size for blob in blobs)
        if len(blobs) > MAX_FILES or total > MAX_BYTES:
            raise GraphError(
                f"{self._directory} holds too much at revision '{shortened(revision)}': "
                f"{len(blobs):,} files, {total:,} bytes; at most {MAX_FILES:,} files and "
                f"{MAX_BYTES:,} bytes are read"
            )
        for blob in blobs:
            yield blob.name, self._run("cat-file", "blob", blob.object)

    def _run(self, *arguments: str) -> bytes:
        result = self._finished(*arguments)
        if result.returncode:
            lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = lines[0].removeprefix("fatal: ") if lines else f"exit code {result.returncode}"
            raise GraphError(f"{self._directory}: git cannot read it: {shortened(reason)}")
        return result.stdout

    def _finished(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        environment = {name: value for name, value in os.environ.items() if not _redirects(name)}
        try:
            return subprocess.run(  # noqa: S603  # a list, no shell
                ["git", "--no-pager", *settings, *arguments],  # noqa: S607  # the one on the PATH
                cwd=self._directory,
                env=environment | _QUIET,
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
    """Return whether a variable can send git to another repository."""
    return name.startswith("GIT_") and not name.startswith("GIT_CONFIG")


def _blobs(listing: bytes) -> Iterator[_Blob]:
    """Yield the plain files that ls-tree -z -l lists; no links, no submodules."""
    for entry in filter(None, listing.split(b"\0")):
        head, _, raw = entry.partition(b"\t")
        mode, _, object_, size = head.decode("ascii").split()
        name = os.fsdecode(raw)
        if mode in _FILES and name not in (".", "..") and not {"/", "\\"} & set(name):
            yield _Blob(name, object_, int(size))
