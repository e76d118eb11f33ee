"""Which values can a parameter have, and how is each written as text and in JSON Schema?

Each class reads a text and raises ValueError if the text is no such value; ``allowed`` completes
the sentence "… cannot be '…'; it takes …".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import inf, isfinite
from pathlib import Path
from typing import Any, ClassVar, Protocol

from msgspec import Struct, field

from graph.model.errors import one_of

MOST_CHARACTERS = 300
"""The longest text that a parameter takes, unless its field says otherwise."""

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_FLOAT = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BETWEEN_NAMES = re.compile(r"[;→]")
_YES_NO = {"": False, "0": False, "false": False, "1": True, "true": True, "on": True}


class Value(Protocol):
    """What a parameter takes."""

    @property
    def allowed(self) -> str:
        """What it takes, as the end of a sentence."""

    @property
    def metavar(self) -> str:
        """What stands for a value in the usage of a command."""

    def read(self, text: str) -> object:
        """Return the value that a text writes; raise ValueError if it writes none."""

    def write(self, value: Any) -> str:
        """Return the text that reads as a value."""

    def holds(self, value: Any) -> bool:
        """Return whether a value is one of these."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the values."""


class Text(Struct, frozen=True):
    """Text of limited length: a name, most often."""

    most: int = MOST_CHARACTERS
    metavar: ClassVar[str] = "NAME"

    @property
    def allowed(self) -> str:
        return f"at most {self.most:,} characters"

    def read(self, text: str) -> str:
        if len(text) > self.most:
            raise ValueError(text)
        return text

    def write(self, value: str) -> str:
        return value

    def holds(self, value: object) -> bool:
        return isinstance(value, str) and len(value) <= self.most

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"\S", "maxLength": self.most}


class Number(Struct, frozen=True):
    """A finite number within limits, both included; written in ASCII digits."""

    type: type[int] | type[float]
    least: float | None = None
    most: float | None = None
    metavar: ClassVar[str] = "NUMBER"

    @property
    def allowed(self) -> str:
        words = "a whole number" if self.type is int else "a number"
        return f"{words} {self.limits}".rstrip()

    @property
    def limits(self) -> str:
        """The limits in words; nothing if there are none."""
        if self.least is None:
            return "" if self.most is None else f"up to {self.most:,}"
        return (
            f"from {self.least:,} up"
            if self.most is None
            else f"from {self.least:,} to {self.most:,}"
        )

    def read(self, text: str) -> float:
        pattern = _INTEGER if self.type is int else _FLOAT
        if not pattern.fullmatch(text):
            raise ValueError(text)
        value = self.type(text)
        if not self.holds(value):
            raise ValueError(text)
        return value

    def write(self, value: float) -> str:
        return str(value) if self.type is int else f"{value:.15g}"

    def holds(self, value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(
            value, int if self.type is int else int | float
        ):
            return False
        least = -inf if self.least is None else self.least
        most = inf if self.most is None else self.most
        return isfinite(value) and least <= value <= most

    def schema(self) -> dict[str, Any]:
        limits = {"minimum": self.least, "maximum": self.most}
        given = {name: limit for name, limit in limits.items() if limit is not None}
        return {"type": "integer" if self.type is int else "number", **given}


class Choice(Struct, frozen=True):
    """One of a few words, in the order of their declaration.

    ``also`` maps a word to another spelling of it, such as its plural.
    """

    words: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    metavar: ClassVar[str] = "WORD"

    @property
    def allowed(self) -> str:
        return one_of(self.words)

    def read(self, text: str) -> str:
        spelt = next((word for word, other in self.also.items() if other == text), text)
        if spelt not in self.words:
            raise ValueError(text)
        return spelt

    def write(self, value: str) -> str:
        return value

    def holds(self, value: object) -> bool:
        return value in self.words

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [*self.words]}


class YesNo(Struct, frozen=True):
    """Yes or no: a flag of a command, 1 or 0 in a request."""

    allowed: ClassVar[str] = "1 or 0"
    metavar: ClassVar[str] = ""

    def read(self, text: str) -> bool:
        try:
            return _YES_NO[text.lower()]
        except KeyError:
            raise ValueError(text) from None

    def write(self, value: bool) -> str:  # noqa: FBT001  # the value itself
        return "1" if value else "0"

    def holds(self, value: object) -> bool:
        return isinstance(value, bool)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Names(Struct, frozen=True):
    """Several names in order, as one value: ``A;B;C`` in a request."""

    most: int = MOST_CHARACTERS
    metavar: ClassVar[str] = "NAME"

    @property
    def allowed(self) -> str:
        return f"names of at most {self.most:,} characters, with ';' between them"

    def read(self, text: str) -> tuple[str, ...]:
        return self.joined([name.strip() for name in _BETWEEN_NAMES.split(text)])

    def joined(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names that were written apart; raise ValueError if one is too long."""
        if any(len(name) > self.most for name in names):
            raise ValueError(";".join(names))
        return tuple(filter(None, names))

    def write(self, value: tuple[str, ...]) -> str:
        return ";".join(value)

    def holds(self, value: object) -> bool:
        return isinstance(value, tuple) and all(
            isinstance(name, str) and len(name) <= self.most for name in value
        )

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[^;]+(;[^;]+)*$"}


class File(Struct, frozen=True):
    """The path of a file or directory; only a command takes one."""

    allowed: ClassVar[str] = "the path of a file"
    metavar: ClassVar[str] = "FILE"

    def read(self, text: str) -> Path:
        return Path(text)

    def write(self, value: Path) -> str:
        return str(value)

    def holds(self, value: object) -> bool:
        return isinstance(value, Path)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Document(Struct, frozen=True):
    """A record that is read elsewhere: the JSON body of a request, a file of a command."""

    type: type
    suffixes: ClassVar[tuple[str, ...]] = (".yaml", ".yml", ".json")
    """The ends of the names of its files."""
    allowed: ClassVar[str] = "a document"
    metavar: ClassVar[str] = "FILE"

    def read(self, text: str) -> object:
        raise ValueError(text)

    def write(self, value: object) -> str:
        raise TypeError(f"{type(value).__name__} stands in no address")

    def holds(self, value: object) -> bool:
        return isinstance(value, self.type)

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}
