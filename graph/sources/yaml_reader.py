"""YAML text → plain values, and the line each of them stands on.

A data file needs little of YAML: mappings, lists, text, numbers, true and false. The rest
is refused by name, because it hides mistakes (two equal keys), means different things to
different readers (`no`, `010`, `3:30`) or can be used to harm (tags, aliases, endless depth).
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from graph.model.errors import Problem, shortened

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same events, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_Scalar, _MappingEnd = yaml.ScalarEvent, yaml.MappingEndEvent

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_VALUES = 500_000

Trail = tuple[str | int, ...]
"""The keys and positions that lead to a value: ("roles", 3, "title")."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
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
_STRANGE = {
    "control": re.compile(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
    ),
    "line-breaking": re.compile(r"[\u2028\u2029]"),
    "text-direction": re.compile(r"[\u202a-\u202e\u2066-\u2069]"),
}
"""Characters that no text needs, and that can hide what it says or break what reads it."""

_COMMON = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


@dataclass(frozen=True, slots=True)
class Unclear:
    """A word without quotes that YAML does not read as the text it looks like."""

    text: str
    reading: str


class Document(NamedTuple):
    """The values of a file and, in the same shape, the lines they stand on."""

    value: Any
    lines: Any
    problems: tuple[Problem, ...]


def read_yaml(data: bytes, path: str) -> Document:
    """Return the values of a YAML file with their lines, and every problem found on the way.

    A file that cannot be read at all has the value None and says why in ``problems``.

    >>> document = read_yaml(b"skills:\\n- id: sql\\n", "skills.yaml")
    >>> document.value, line_of(document.lines, ("skills", 0, "id"))
    ({'skills': [{'id': 'sql'}]}, 2)
    """
    problems: list[Problem] = []
    text = _decoded(data, path, problems.append)
    if text is None:
        return Document(None, 0, tuple(problems))
    reader = _Reader(path, problems.append)
    try:
        value, lines = reader.document(text)
    except _Stop:
        value, lines = None, 0
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(path, line, _syntax(error, text)))
        value, lines = None, 0
    except (yaml.YAMLError, ValueError) as error:
        problems.append(Problem(path, 1, f"not readable as YAML: {' '.join(str(error).split())}"))
        value, lines = None, 0
    return Document(value, lines, tuple(problems))


def forget(lines: Any, trail: Sequence[str | int]) -> None:
    """Take the lines of the list item that the trail leads to out; those after it move up."""
    for step in trail[:-1]:
        lines = lines[1][step]
    del lines[1][trail[-1]]


def line_of(lines: Any, trail: Sequence[str | int]) -> int:
    """Return the line of the value the trail leads to, or of the nearest value around it.

    For a key of a mapping the line is that of the key. A position leads to a mapping that stands
    alone where a list may: a single `source`.
    """
    line = 0
    for step in trail:
        if not isinstance(lines, tuple):
            break
        line, children = lines
        if isinstance(step, int) and isinstance(children, dict):
            continue
        try:
            lines = children[step]
        except (KeyError, IndexError, TypeError):
            return int(line)
    return int(lines[0] if isinstance(lines, tuple) else lines)


class _Stop(Exception):
    """The rest of the file is not worth reading; the problem is reported."""


class _Reader:
    """Builds values from libyaml's events, without a tree of nodes between."""

    def __init__(self, path: str, report: Callable[[Problem], None]) -> None:
        self.path = path
        self.report = report
        self.count = 0
        self.next: Callable[[], Any]

    def problem(self, line: int, message: str) -> None:
        self.report(Problem(self.path, line, message))

    def document(self, text: str) -> tuple[Any, Any]:
        loader = _Loader(text)
        self.next = loader.get_event
        value: Any = None
        lines: Any = 1
        documents = 0
        try:
            while not isinstance(event := self.next(), yaml.StreamEndEvent):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        words = "a second document in the file; write one file each"
                        self.problem(_line(event), words)
                        break
                elif isinstance(event, yaml.NodeEvent):
                    value, lines = self.value(event, 1, "the file")
        finally:
            loader.dispose()
        return value, lines

    def value(self, event: Any, depth: int, name: str, key: str | None = None) -> tuple[Any, Any]:
        """Return the value that begins with the event, and its lines.

        ``name`` is what a message calls it, with braces where the key belongs.
        """
        line = event.start_mark.line + 1
        self.count += 1
        if self.count > MAX_VALUES:
            self.problem(line, f"more than {MAX_VALUES:,} values; split the file")
            raise _Stop
        if depth > MAX_DEPTH:
            self.problem(line, f"nested deeper than {MAX_DEPTH} levels; a record needs fewer")
            raise _Stop
        if event.anchor or event.tag:
            self._refuse_extras(event, line)
        if type(event) is _Scalar:
            text = event.value
            if not event.style and not event.tag and text not in _NOTHING:
                return _plain(text), line
            return self.scalar(event, line, name, key), line
        if type(event) is yaml.SequenceStartEvent:
            return self.sequence(line, depth)
        if type(event) is yaml.MappingStartEvent:
            return self.mapping(line, depth)
        return None, line

    def _refuse_extras(self, event: yaml.NodeEvent, line: int) -> None:
        anchor = shortened(event.anchor or "")
        if isinstance(event, yaml.AliasEvent):
            self.problem(line, f"alias '*{anchor}' is not supported; write the value out")
        elif anchor:
            self.problem(line, f"anchor '&{anchor}' is not supported; write each value out")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self.problem(line, f"tag '{_short_tag(tag)}' is not supported; leave it out")

    def _refuse_escaped(self, text: str, line: int) -> None:
        """Refuse what "\\u202e" stands for, too, not only the character itself."""
        if not text.isprintable():
            for _, message in _strange_characters(text):
                self.problem(line, message)

    def scalar(self, event: yaml.ScalarEvent, line: int, name: str, key: str | None) -> Any:
        text: str = event.value
        style = event.style
        if style:
            if style == '"':
                self._refuse_escaped(text, line)
            return text
        if event.tag and event.tag != "!":
            return text
        if text in _NOTHING:
            named = name.format(shortened(key or ""))
            self.problem(line, f"{named} is empty; write a value or leave it out")
            return None
        return _plain(text)

    def sequence(self, line: int, depth: int) -> tuple[Any, Any]:
        values, lines = [], []
        following, below = self.next, depth + 1
        while type(event := following()) is not yaml.SequenceEndEvent:
            value, where = self.value(event, below, "an item")
            values.append(value)
            lines.append(where)
        return values, (line, lines)

    def mapping(self, line: int, depth: int) -> tuple[Any, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, Any] = {}
        following, below = self.next, depth + 1
        while type(event := following()) is not _MappingEnd:
            unusual = type(event) is not _Scalar or event.style or event.tag or event.anchor
            key = self.key(event, depth) if unusual or event.value == "<<" else event.value
            key_line = event.start_mark.line + 1
            value, where = self.value(following(), below, "'{}'", key)
            if key is None:
                continue
            if key in values:
                first = lines[key][0] if isinstance(lines[key], tuple) else lines[key]
                self.problem(
                    key_line, f"duplicate key '{shortened(key)}', first used in line {first}"
                )
                continue
            values[key] = value
            lines[key] = (key_line, where[1]) if type(where) is tuple else key_line
        return values, (line, lines)

    def key(self, event: Any, depth: int) -> str | None:
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            self.value(event, depth + 1, "a key")
            if not isinstance(event, yaml.AliasEvent):
                self.problem(line, "a key that is not text; write 'key: value'")
            return None
        self._refuse_extras(event, line)
        if event.style == '"':
            self._refuse_escaped(event.value, line)
        if event.value == "<<" and not event.style:
            self.problem(line, "merge key '<<' is not supported; write the keys out")
            return None
        return str(event.value)


def _plain(text: str) -> object:
    """Return what a word without quotes means, if all readers of YAML agree."""
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


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _decoded(data: bytes, path: str, report: Callable[[Problem], None]) -> str | None:
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
    strange = list(_strange_characters(text))
    for line, message in strange:
        report(Problem(path, line, message))
    return None if strange else text


def _strange_characters(text: str) -> Iterator[tuple[int, str]]:
    for what, pattern in _STRANGE.items():
        if pattern.search(text):
            for number, line in enumerate(text.split("\n"), 1):
                for character in dict.fromkeys(pattern.findall(line)):
                    yield number, f"{what} character U+{ord(character):04X}; remove it"


def _syntax(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = (error.problem or "unexpected text").replace("\n", " ")
    if error.problem_mark:
        before, found = _around(text, error.problem_mark)
        if found == "\t" or "\t" in before:
            return "a tab where YAML wants blanks; indent with blanks"
        if problem.startswith("found character") and found:
            return f"text without quotes cannot begin with '{found}'; put it in quotes"
    if problem.startswith("mapping values are not allowed"):
        return "': ' inside text; put the text in quotes, or check the indentation"
    context = f" ({error.context}{_begun(error)})" if error.context else ""
    return f"not valid YAML: {problem}{context}; check indentation, colons and quotes"


def _begun(error: yaml.MarkedYAMLError) -> str:
    begun, found = error.context_mark, error.problem_mark
    return f" begun in line {begun.line + 1}" if begun and found and begun.line < found.line else ""


def _around(text: str, mark: yaml.Mark) -> tuple[str, str]:
    """Return the blanks that the line begins with, and the character at the mark."""
    line = "".join(text.splitlines(keepends=True)[mark.line : mark.line + 1])
    return line[: len(line) - len(line.lstrip())], line[mark.column : mark.column + 1]


def _short_tag(tag: str) -> str:
    return shortened(tag).replace("tag:yaml.org,2002:", "!!")
