"""Text on a terminal: as wide as it is, in colour if it has any, in characters it knows."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from graph.model.data_paths import silent

if TYPE_CHECKING:
    from graph.model.data_paths import Progress

LEAST_WIDTH = 40
MOST_WIDTH = 100
_NARROW = 20
"""With fewer columns beside it, a label gets a line of its own."""

_PLAIN = {
    "→": "->",
    "←": "<-",
    "↔": "<->",
    "•": "*",
    "·": "-",
    "–": "-",
    "—": "-",
    "…": "...",
    "≤": "<=",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}
"""How to write typographic characters where there are none."""


class Style(StrEnum):
    """The codes of ECMA-48's "select graphic rendition"; never the only sign of anything."""

    PLAIN = ""
    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"


class Span(NamedTuple):
    """A piece of text in one style."""

    text: str
    style: Style = Style.PLAIN


class Page:
    """Lines for a terminal, wrapped to its width."""

    def __init__(self, *, width: int, colour: bool, encoding: str) -> None:
        self.width = width
        self.colour = colour
        self.encoding = encoding
        self.lines: list[str] = []

    @classmethod
    def of(cls, stream: TextIO) -> Page:
        """Return an empty page for what a stream leads to."""
        from shutil import get_terminal_size

        width = get_terminal_size().columns
        return cls(
            width=min(max(width, LEAST_WIDTH), MOST_WIDTH),
            colour=_has_colour(stream),
            encoding=stream.encoding or "ascii",
        )

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def blank(self) -> None:
        """Leave a line, but never two, and none at the top."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, text: str) -> None:
        """Begin a part of the page."""
        self.blank()
        self.add(Span(text, Style.BOLD))

    def add(self, *spans: str | Span, indent: int = 0, label: str = "", column: int = 0) -> None:
        """Add a paragraph, with a label before its first line in a column of the given width."""
        margin = " " * (indent + column)
        if label and self.width - len(margin) < _NARROW:
            self.add(label, indent=indent)
            label, margin = "", " " * (indent + 2)
        start = f"{' ' * indent}{self._fit(label)}".ljust(len(margin))
        words = [
            Span(word, style)
            for text, style in (Span(s) if isinstance(s, str) else s for s in spans)
            for word in self._fit(text).split()
        ]
        for line in _wrapped(words, self.width - len(margin)):
            self.lines.append(f"{start}{self._painted(line)}")
            start = margin

    def item(self, *spans: str | Span, indent: int = 0, mark: str = "•") -> None:
        """Add an item of a list."""
        self.add(*spans, indent=indent, label=mark, column=2)

    def unwrapped(self, text: str, style: Style = Style.PLAIN) -> None:
        """Add a line that other programs may read, however long it is."""
        self.lines.append(self._painted([Span(self._fit(text), style)]))

    def _fit(self, text: str) -> str:
        return fitted(text, self.encoding)

    def _painted(self, line: Iterable[Span]) -> str:
        runs = []
        for style, words in groupby(line, key=itemgetter(1)):
            text = " ".join(word for word, _ in words)
            runs.append(f"\x1b[{style}m{text}\x1b[0m" if style and self.colour else text)
        return " ".join(runs)


def complain(sentence: str) -> None:
    """Say on stderr why a question has no answer."""
    write_error(f"careergraph: {sentence}")


def write_error(line: str) -> None:
    """Write a line to stderr, if there is one; on a terminal in lines as wide as it is."""
    if not sys.stderr:
        return
    text = fitted(line, sys.stderr.encoding)
    if sys.stderr.isatty():
        page = Page.of(sys.stderr)
        page.add(text)
        text = "\n".join(page.lines)
    sys.stderr.write(f"{text}\n")


def fitted(text: str, encoding: str) -> str:
    """Return the text without control characters, and without what the encoding cannot say.

    >>> fitted("A → B", "ascii"), fitted("A → B", "utf-8"), fitted("\\x1b[31m", "utf-8")
    ('A -> B', 'A → B', '?[31m')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_fitted(character, encoding) for character in text)


def _fitted(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return _PLAIN.get(character, "?")
    if unicodedata.category(character) == "Cc":
        return " " if character.isspace() else "?"
    return character


def _has_colour(stream: TextIO) -> bool:
    """After https://no-color.org: a non-empty NO_COLOR turns colour off."""
    return (
        stream.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
        and (sys.platform != "win32" or "WT_SESSION" in os.environ)
    )


def _wrapped(words: Iterable[Span], width: int) -> Iterator[list[Span]]:
    line: list[Span] = []
    used = 0
    for whole in words:
        for word in _cut(whole, width):
            wide = columns(word.text)
            if line and used + 1 + wide > width:
                yield line
                line, used = [], 0
            used += wide + (1 if line else 0)
            line.append(word)
    if line:
        yield line


def _cut(word: Span, width: int) -> Iterator[Span]:
    """Yield a word in pieces that fit a line."""
    piece, used = "", 0
    for character in word.text:
        wide = columns(character)
        if used + wide > width:
            yield word._replace(text=piece)
            piece, used = "", 0
        piece += character
        used += wide
    yield word._replace(text=piece)


def columns(text: str) -> int:
    """Return how many columns of a terminal the text takes.

    >>> columns("café"), columns("製品")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@contextmanager
def loading_bar() -> Iterator[Progress]:
    """Give what draws on the terminal how far the loading is, if it takes long enough to see."""
    bar: Any = None

    def progress(what: str, share: float) -> None:
        nonlocal bar
        if bar is None:
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # without a thread of its own
            layout = "Loading |{bar:24}| {percentage:3.0f} % {desc}"
            bar = tqdm(total=100, bar_format=layout, delay=0.3, leave=False, file=sys.stderr)
        bar.set_description_str(what, refresh=False)
        bar.update(round(100 * share) - bar.n)

    try:
        yield progress if sys.stderr is not None and sys.stderr.isatty() else silent
    finally:
        if bar is not None:
            bar.close()
