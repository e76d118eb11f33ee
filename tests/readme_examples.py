"""Run the examples of the documents, and refresh the output they show.

    python tests/readme_examples.py            # list the examples with stale output
    python tests/readme_examples.py --write    # put the present output in their place

A ``console`` block holds commands after ``$`` and their output. A ``python`` block that a
``text`` block follows is a script and its output. A last line ``…`` omits the rest. A block that
begins with a comment ``path/of/a/file`` is that file of a worked example.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    "README.md",
    "graph/README.md",
    "graph/questions/README.md",
    "data/README.md",
    "web/README.md",
    "tests/README.md",
    "tests/benchmarks/README.md",
    ".github/CONTRIBUTING.md",
    ".github/CHANGELOG.md",
]
COLUMNS = "88"
OMITTED = "…"

_CONSOLE = re.compile(r"^```console\n([\s\S]*?)^```$", re.MULTILINE)
_SCRIPT = re.compile(r"^```python\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_FILE = re.compile(r"^```\w+\n\{?# (\S+/\S+)(?: #\})?\n([\s\S]*?)^```$", re.MULTILINE)


class Example(NamedTuple):
    """A command or a script of a document, with the output shown below it."""

    document: str
    arguments: tuple[str, ...]
    """What Python is to run."""
    label: str
    shown: str
    place: int
    """Where the shown output starts in the text of the document."""


def text_of(document: str) -> str:
    """Return the text of a document, by its path in the checkout."""
    return (ROOT / document).read_text(encoding="utf-8")


def examples(document: str) -> list[Example]:
    """Return the examples of a document that show an output, in their order."""
    return sorted(_examples(document), key=lambda example: example.place)


def files(document: str) -> dict[str, str]:
    """Return the files of the worked example in a document, by their paths."""
    return {match[1]: match[2] for match in _FILE.finditer(text_of(document))}


def current(example: Example) -> str:
    """Return the output to show now: as many lines as before if the rest is omitted."""
    printed = _run(example.arguments)
    shown = example.shown.splitlines()
    if shown[-1:] != [OMITTED]:
        return printed
    lines = printed.splitlines()[: len(shown) - 1]
    return "".join(f"{line}\n" for line in (*lines, OMITTED))


def refreshed(document: str) -> str:
    """Return the text of a document with the present output of its examples."""
    text = text_of(document)
    for example in reversed(examples(document)):
        end = example.place + len(example.shown)
        text = text[: example.place] + current(example) + text[end:]
    return text


def _examples(document: str) -> Iterator[Example]:
    text = text_of(document)
    for block in _CONSOLE.finditer(text):
        for match in _COMMAND.finditer(block[1]):
            program, *words = shlex.split(match[1])
            if program != "careergraph":
                raise ValueError(f"{document}: '{match[1]}' does not start with careergraph")
            place = block.start(1) + match.start(2)
            yield Example(document, ("-m", "graph", *words), match[1], match[2], place)
    for match in _SCRIPT.finditer(text):
        label = match[1].splitlines()[-1]
        yield Example(document, ("-c", match[1]), label, match[2], match.start(2))


def _run(arguments: tuple[str, ...]) -> str:
    """Return what Python prints, complaints included; lines end as they do in the documents."""
    fixed = {"COLUMNS": COLUMNS, "NO_COLOR": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **fixed},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    ).stdout


def main(arguments: list[str]) -> int:
    """List or refresh the stale examples; return 1 if any is left stale."""
    write = arguments == ["--write"]
    if arguments and not write:
        sys.exit(__doc__)
    stale = 0
    for document in DOCUMENTS:
        text, new = text_of(document), refreshed(document)
        if text == new:
            continue
        stale += 1
        sys.stdout.write(f"{document}: {'refreshed' if write else 'stale'}\n")
        if write:
            (ROOT / document).write_text(new, encoding="utf-8", newline="\n")
    return 1 if stale and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
