"""Has this graph been made before? Then it is read from a snapshot, not from its files.

A snapshot holds a graph's columns. It lies in the platform's cache directory and counts while
the files of the data, the recipe and careergraph itself are those it was made with: by size and
time or, where these differ or cannot tell, by content.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from graph.model.data_paths import Progress, silent
from graph.store.index import Index

KEPT = 20
"""How many snapshots are kept: the ones made last."""

MOST_FILES = 2_000
"""A directory with more files is read each time."""

SAFE_AGE = 2_000_000_000
"""A file changed in the last two seconds, in nanoseconds, may change again at the same time."""

_CHECK = 4
"""How many bytes the checksum takes, at the beginning of a snapshot."""


class File(Struct, frozen=True, array_like=True):
    """A file as its directory lists it."""

    path: bytes
    size: int
    changed: int
    """In nanoseconds since 1970."""


class Snapshot(Struct, array_like=True):
    """What a snapshot holds."""

    system: str
    """The Python and the order of bytes that wrote it."""
    files: tuple[File, ...]
    content: bytes
    """A digest of what was in the files."""
    written: int
    columns: memoryview


def open_index(
    directories: Sequence[Path | str],
    *,
    recipe: Path | str | None = None,
    cache: bool = True,
    progress: Progress = silent,
) -> Index:
    """Return the index of the data set of one or more directories.

    With ``cache`` it comes from a snapshot if there is one that counts, and else leaves one
    behind; a cache directory that cannot be written or a damaged snapshot is no fault.
    ``progress`` is told what is being read and which share of the work, 0 to 1, is done. Raises
    DataError with every error of the data.
    """
    files = _files(directories, recipe) if cache else ()
    if not files:
        return Index.read(_made(directories, recipe, progress))
    place = _directory() / f"{zlib.crc32(repr([f.path for f in files]).encode()):08x}.graph"
    kept = _kept(place, files)
    if kept is not None:
        return Index.read(kept)
    content = _content(files)
    columns = _made(directories, recipe, progress)
    if content and _files(directories, recipe) == files and _content(files) == content:
        _keep(place, Snapshot(sys.version, files, content, time.time_ns(), memoryview(columns)))
    return Index.read(columns)


def _made(
    directories: Sequence[Path | str],
    recipe: Path | str | None,
    progress: Progress,
) -> bytes:
    """Return the columns of a data set that is read from its files."""
    from graph.opening.load import load
    from graph.store.edges import edges_of, nodes_of
    from graph.store.encoding import encoded

    with _nothing_to_collect():
        reading = partial(_part_of, progress, 0.7)
        dataset, _ = load(directories, recipe=recipe, progress=reading)
        progress("the edges", 0.7)
        edges = list(edges_of(dataset))
        progress("the index", 0.85)
        return encoded(dataset.about, nodes_of(dataset), edges)


def _part_of(progress: Progress, part: float, what: str, share: float) -> None:
    progress(what, part * share)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Keep the collector from looking for cycles in a million new objects that have none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _kept(place: Path, files: tuple[File, ...]) -> memoryview | None:
    """Return the columns of the snapshot, if there is one that counts."""
    snapshot = _read(place)
    if snapshot is None or [f.path for f in snapshot.files] != [f.path for f in files]:
        return None
    settled = all(file.changed < snapshot.written - SAFE_AGE for file in files)
    if not (settled and snapshot.files == files):
        if _content(files) != snapshot.content:
            return None
        snapshot.files, snapshot.written = files, time.time_ns()
        _keep(place, snapshot)
    return snapshot.columns


def _read(place: Path) -> Snapshot | None:
    """Return the snapshot of a file; None if it is not there, damaged, or of another Python."""
    try:
        data = memoryview(place.read_bytes())
        if zlib.crc32(data[_CHECK:]) != int.from_bytes(data[:_CHECK], "little"):
            return None
        snapshot = msgspec.msgpack.decode(data[_CHECK:], type=Snapshot)
    except (OSError, msgspec.DecodeError):
        return None
    return snapshot if snapshot.system == sys.version else None


def _keep(place: Path, snapshot: Snapshot) -> None:
    """Write the snapshot aside, move it to its place, and remove the oldest ones."""
    import secrets

    data = msgspec.msgpack.encode(snapshot)
    aside = place.with_name(f"{place.name}.{secrets.token_hex(8)}")
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with aside.open("xb") as file:
                file.write(zlib.crc32(data).to_bytes(_CHECK, "little"))
                file.write(data)
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)
        others = sorted(place.parent.glob("*.graph*"), key=lambda path: -path.stat().st_mtime_ns)
        for old in others[KEPT:]:
            old.unlink(missing_ok=True)


def _directory() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("careergraph", appauthor=False)


def _files(directories: Sequence[Path | str], recipe: Path | str | None) -> tuple[File, ...]:
    """Return every file that the graph depends on; none if they are too many, or one is not there.

    That is the data, the recipe, and careergraph with the recipes it ships.
    """
    from graph.model.data_paths import shipped

    own = (Path(__file__).parents[1], shipped("recipes"))
    try:
        files = [file for directory in (*directories, *own) for file in _below(directory)]
        if recipe is not None:
            files.append(_file(str(Path(recipe).resolve()), Path(recipe).stat()))
    except (OSError, ValueError):  # reading them says what is wrong
        return ()
    return tuple(files) if len(files) <= MOST_FILES else ()


def _below(directory: Path | str) -> list[File]:
    """Return the files of a directory and of those below it, in the order of their names."""
    found: list[File] = []
    with os.scandir(os.path.realpath(directory)) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(("__pycache__", ".")):
                continue
            if entry.is_dir():
                found += _below(entry.path)
            elif entry.is_file():
                found.append(_file(entry.path, entry.stat()))
            if len(found) > MOST_FILES:
                break
    return found


def _file(path: str, stat: os.stat_result) -> File:
    return File(os.fsencode(path), stat.st_size, stat.st_mtime_ns)


def _content(files: Sequence[File]) -> bytes:
    """Return a digest of what is in the files; empty if one cannot be read."""
    from hashlib import blake2b

    digest = blake2b()
    try:
        for file in files:
            with Path(os.fsdecode(file.path)).open("rb") as opened:
                for block in iter(lambda: opened.read(1 << 20), b""):  # used at once
                    digest.update(block)
            digest.update(str(file.size).encode())
    except OSError:
        return b""
    return digest.digest()
