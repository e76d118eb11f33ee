"""Decode the bytes of a file as text without characters that hide what it says."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator

from graph.model.errors import Problem

MAX_BYTES = 1024 * 1024

_STRANGE = {
    "control": re.compile(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
    ),
    "line-breaking": re.compile(r"[\u2028\u2029]"),
    "text-direction": re.compile(r"[\u202a-\u202e\u2066-\u2069]"),
}
"""Characters that no text needs, and that can hide what it says or break a reader."""

_COMMON = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


def decoded(data: bytes, path: str, report: Callable[[Problem], None]) -> str | None:
    """Return the text of a file; report why and return None if it is not usable."""
    if len(data) > MAX_BYTES:
        report(Problem(path, 0, "the file has more than 1 MiB; split it"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        report(Problem(path, line, "not UTF-8 text; save the file as UTF-8"))
        return None
    if data.removeprefix(BOM_UTF8).translate(None, _COMMON).decode().isprintable():
        return text
    strange = list(strange_characters(text))
    for line, message in strange:
        report(Problem(path, line, message))
    return None if strange else text


def strange_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for each character that is not allowed."""
    for what, pattern in _STRANGE.items():
        if pattern.search(text):
            for number, line in enumerate(text.split("\n"), 1):
                for character in dict.fromkeys(pattern.findall(line)):
                    yield number, f"{what} character U+{ord(character):04X}; remove it"
