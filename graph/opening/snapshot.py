"""Snapshots: graphs in the cache directory, which open without reading their files again.

A snapshot holds the columns of a graph. It is up to date while the files of the data, the
recipe and careergraph itself are those it was made from: by size and time or, if these differ
or cannot tell, by content.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from graph.model.data_paths import shipped

CACHE_SIZE = 20
"""How many snapshots are kept: the ones made last."""

MAX_FILES = 2_000
"""A directory with more files has no snapshot."""

SAFE_AGE = 2_000_000_000
"""A file changed in the last two seconds, in nanoseconds, may change again at the same time."""

_CHECKSUM_SIZE = 4
"""How many bytes the checksum at the beginning of a snapshot takes."""


class SourceFile(Struct, frozen=True, array_like=True):
    """A file as its directory lists it."""

    path: bytes
    size: int
    changed: int
    """In nanoseconds since 1970."""


class Snapshot(Struct, array_like=True):
    """A graph, and what it was made from."""

    system: str
    """The version and the platform of the Python that wrote it."""
    files: tuple[SourceFile, ...]
    content: bytes
    """A digest of the contents of the files."""
    written: int
    columns: memoryview


def files_of(paths: Sequence[Path | str], recipe: Path | str | None) -> tuple[SourceFile, ...]:
    """Return every file that the graph depends on; none if they are too many, or one is absent.

    These are the data, the recipe, and careergraph with the recipes it ships.
    """
    own = (Path(__file__).parents[1], shipped("recipes"))
    try:
        files = [file for path in (*paths, *own) for file in _listed(path)]
        if recipe is not None:
            files.append(_file(str(Path(recipe).resolve()), Path(recipe).stat()))
    except (OSError, ValueError):  # reading them says what is wrong
        return ()
    return tuple(files) if len(files) <= MAX_FILES else ()


def content_of(files: Sequence[SourceFile]) -> bytes:
    """Return a digest of the contents of the files; empty if one cannot be read."""
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


def read(files: tuple[SourceFile, ...]) -> memoryview | None:
    """Return the columns of the snapshot made from the files, if there is one up to date."""
    snapshot = _read(_place(files))
    if snapshot is None or [f.path for f in snapshot.files] != [f.path for f in files]:
        return None
    settled = all(file.changed < snapshot.written - SAFE_AGE for file in files)
    if not (settled and snapshot.files == files):
        if content_of(files) != snapshot.content:
            return None
        snapshot.files, snapshot.written = files, time.time_ns()
        _write(_place(files), snapshot)
    return snapshot.columns


def write(files: tuple[SourceFile, ...], content: bytes, columns: bytes) -> None:
    """Write a snapshot, if the files still have the content that the columns were made from."""
    if content_of(files) == content:
        columns_ = memoryview(columns)
        _write(_place(files), Snapshot(sys.version, files, content, time.time_ns(), columns_))


def _read(place: Path) -> Snapshot | None:
    """Return the snapshot in a file; None if it is absent, damaged, or of another Python."""
    try:
        data = memoryview(place.read_bytes())
        if zlib.crc32(data[_CHECKSUM_SIZE:]) != int.from_bytes(data[:_CHECKSUM_SIZE], "little"):
            return None
        snapshot = msgspec.msgpack.decode(data[_CHECKSUM_SIZE:], type=Snapshot)
    except (OSError, msgspec.DecodeError):
        return None
    return snapshot if snapshot.system == sys.version else None


def _write(place: Path, snapshot: Snapshot) -> None:
    """Write the snapshot beside its place, move it there, and remove the oldest ones."""
    import secrets

    data = msgspec.msgpack.encode(snapshot)
    aside = place.with_name(f"{place.name}.{secrets.token_hex(8)}")
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with aside.open("xb") as file:
                file.write(zlib.crc32(data).to_bytes(_CHECKSUM_SIZE, "little"))
                file.write(data)
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)
        others = sorted(place.parent.glob("*.graph*"), key=lambda path: -path.stat().st_mtime_ns)
        for old in others[CACHE_SIZE:]:
            old.unlink(missing_ok=True)


def _place(files: Sequence[SourceFile]) -> Path:
    """Return the file of the snapshot that is made from these files."""
    from platformdirs import user_cache_path

    name = f"{zlib.crc32(repr([file.path for file in files]).encode()):08x}.graph"
    return user_cache_path("careergraph", appauthor=False) / name


def _listed(path: Path | str) -> list[SourceFile]:
    place = os.path.realpath(path)
    return _below(place) if Path(place).is_dir() else [_file(place, Path(place).stat())]


def _below(directory: str) -> list[SourceFile]:
    """Return the files of a directory and of those below it, by name."""
    found: list[SourceFile] = []
    with os.scandir(directory) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(("__pycache__", ".")):
                continue
            if entry.is_dir():
                found += _below(entry.path)
            elif entry.is_file():
                found.append(_file(entry.path, entry.stat()))
            if len(found) > MAX_FILES:
                break
    return found


def _file(path: str, stat: os.stat_result) -> SourceFile:
    return SourceFile(os.fsencode(path), stat.st_size, stat.st_mtime_ns)
