"""The meaning of a word without quotes: text, a number, or unclear to some YAML readers."""

from __future__ import annotations

import re
from dataclasses import dataclass

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_BOOLEANS = {"true": True, "false": False}
_UNCLEAR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reading, re.compile(pattern, re.IGNORECASE))
    for reading, pattern in (
        ("true or false", r"y|n|yes|no|on|off|true|false"),
        ("a date", r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"),
        ("a number", r"[-+]?(0[0-9_]+|0[xob][0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?)"),
        ("a number", r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9_]+)(e[-+]?[0-9]+)?"),
        ("a number", r"[-+]?\.(inf|nan)"),
    )
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A word without quotes that some YAML readers do not read as text."""

    text: str
    reading: str


def plain_value(text: str) -> object:
    """Return what a word without quotes means, or Unclear if YAML readers disagree.

    >>> plain_value("3"), plain_value("no")
    (3, Unclear(text='no', reading='true or false'))
    """
    if len(text) > len("false") and text[0].isalpha():
        return text
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and str(float(text)) == text:  # 3.10 was not meant as 3.1
        return float(text)
    readings = (reading for reading, pattern in _UNCLEAR if pattern.fullmatch(text))
    reading = next(readings, None)
    return Unclear(text, reading) if reading else text
