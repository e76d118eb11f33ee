"""Read the YAML files of a directory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.model.errors import Problem, one_of
from graph.sources.yaml_reader import YamlDocument, read_yaml
from graph.sources.yaml_text import MAX_BYTES

MAX_FILES = 1_000
MAX_TOTAL_BYTES = 5 * MAX_BYTES


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


def shown(path: Path | str) -> str:
    """Return the path as printable text, even if its name is not UTF-8."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _files(directory: Path) -> tuple[list[Path], str]:
    """Return the YAML files of a directory by name, and the reason why it cannot be read."""
    try:
        paths = sorted(
            path
            for path in directory.iterdir()
            if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
        )
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        if isinstance(error, NotADirectoryError) and directory.exists():
            return [], "a file; name a directory of .yaml files or a .graphml file"
        return [], "no such directory; name one that holds .yaml files"
    except OSError as error:
        return [], _unreadable(error)
    if len(paths) > MAX_FILES:
        return [], f"{len(paths):,} files; at most {MAX_FILES:,} are read, join some"
    return paths, "" if paths else f"no .yaml file in it; {_sets_below(directory)}"


def _unread(path: Path, reason: str) -> tuple[str, YamlDocument]:
    return shown(path), YamlDocument(None, 0, (Problem(shown(path), 0, reason),))


def _unreadable(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}; make it readable"


def _sets_below(directory: Path) -> str:
    below = sorted({path.parent.name for path in directory.glob("*/*.yaml")})
    if below:
        return f"it holds data sets, name one: {one_of(below)}"
    return "write one, or name another directory ('careergraph init' writes an example)"
