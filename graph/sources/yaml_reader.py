"""Read YAML text as plain values, with the line of each.

A data file needs little of YAML: mappings, lists, text, numbers, true and false. The rest is
refused with a message, because it hides mistakes (two equal keys), means different things to
different readers (`no`, `010`, `3:30`) or can do harm (tags, aliases, endless depth).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from graph.model.errors import Problem, shortened
from graph.sources.yaml_scalars import plain_value
from graph.sources.yaml_syntax import syntax_message
from graph.sources.yaml_text import decoded, strange_characters

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same events, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_Scalar, _MappingEnd = yaml.ScalarEvent, yaml.MappingEndEvent

MAX_DEPTH = 20
MAX_VALUES = 500_000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class YamlDocument(NamedTuple):
    """The values of a file and, in the same shape, their lines."""

    value: Any
    lines: Any
    problems: tuple[Problem, ...]


def read_yaml(data: bytes, path: str) -> YamlDocument:
    """Return the values of a YAML file with their lines, and every problem found on the way.

    A file that cannot be read at all has the value None and says why in ``problems``.

    >>> read_yaml(b"skills:\\n- id: sql\\n", "skills.yaml").value
    {'skills': [{'id': 'sql'}]}
    """
    problems: list[Problem] = []
    text = decoded(data, path, problems.append)
    if text is None:
        return YamlDocument(None, 0, tuple(problems))
    reader = _ValueReader(path, problems.append)
    try:
        value, lines = reader.document(text)
    except _Stop:
        value, lines = None, 0
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(path, line, syntax_message(error, text)))
        value, lines = None, 0
    except (yaml.YAMLError, ValueError) as error:
        problems.append(Problem(path, 1, f"not readable as YAML: {' '.join(str(error).split())}"))
        value, lines = None, 0
    return YamlDocument(value, lines, tuple(problems))


class _Stop(Exception):
    """The rest of the file is not worth reading; the problem is reported."""


class _ValueReader:
    """Builds values straight from libyaml's events, without a tree of nodes."""

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

        A message calls it ``name``, with the key in place of braces.
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
                return plain_value(text), line
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
        """Refuse the escape "\\u202e", not only the character itself."""
        if not text.isprintable():
            for _, message in strange_characters(text):
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
        return plain_value(text)

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


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _short_tag(tag: str) -> str:
    return shortened(tag).replace("tag:yaml.org,2002:", "!!")
