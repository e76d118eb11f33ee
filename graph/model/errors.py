"""Errors, worded for the person who uses the program.

GraphError
├── DataError        a data set cannot be used; holds every Problem found
│   └── ProfileError a profile cannot be used; holds every Problem found
├── UnknownNode      a name in a question fits no node
├── AmbiguousName    a name in a question fits several nodes
├── WrongKind        a node was found, but of a kind that the question does not take
├── BadParameter     a parameter of a question has no such value
│   ├── ExclusiveParameters two parameters exclude each other
│   ├── UnknownParameter a request has a parameter that the question does not have
│   ├── RepeatedParameter a request repeats a parameter that takes one value
│   ├── MissingParameter none of several parameters is given; one is needed
│   ├── CannotCompare there are too few things to compare, too many, or the same ones
│   └── NoSuchPath   the given roles are not a path
└── NoOlderVersion   the data set has one version, and nothing to compare it with
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

MAX_QUOTED = 80
"""How many characters of a text a message repeats."""

MAX_CHOICES = 10
"""How many nodes a message about an ambiguous name lists."""

MAX_PROBLEMS = 1_000
"""How many problems, or contradictions of tables, are listed; what is left is counted."""


class Problem(NamedTuple):
    """One fault of a data set: where, what is wrong, and what would be right."""

    path: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {'warning: ' if self.warning else ''}{self.message}"


class Candidate(NamedTuple):
    """A node that a name may have meant."""

    id: str
    title: str
    kind: str


class GraphError(Exception):
    """A question has no answer, for a reason that the message gives."""


class DataError(GraphError):
    """The data set has errors; ``problems`` holds all of them, by file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ProfileError(DataError):
    """The profile has errors, or names something unknown; ``problems`` holds all of them."""


class UnknownNode(GraphError):
    """No node has this id, title or alias."""

    def __init__(self, name: str, candidates: Sequence[Candidate], kind: str = "node") -> None:
        self.name = name
        self.kind = kind
        self.candidates = tuple(candidates)
        help_ = did_you_mean([candidate.title for candidate in candidates])
        super().__init__(f"unknown {kind} '{shortened(name)}'{help_}")


class AmbiguousName(GraphError):
    """Several nodes have this name."""

    def __init__(self, name: str, candidates: Sequence[Candidate]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        choices = [f"{c.title} ({c.kind} {c.id})" for c in candidates]
        if len(choices) > MAX_CHOICES:
            choices[MAX_CHOICES:] = [f"{len(choices) - MAX_CHOICES:,} others"]
        super().__init__(f"'{shortened(name)}' names several nodes; write {one_of(choices)}")


class WrongKind(GraphError):
    """The node is of a kind that the question does not take."""

    def __init__(self, title: str, kind: str, wanted: str) -> None:
        super().__init__(f"'{title}' is a {kind}, not a {wanted}")


class BadParameter(GraphError):
    """A parameter has a value it cannot have."""

    parameter = ""
    """The name of the parameter at fault, if there is one."""
    value: object = None

    def __init__(self, parameter: str, value: object, allowed: str) -> None:
        self.parameter, self.value, self.allowed = parameter, value, allowed
        super().__init__(cannot_be(parameter, value, allowed))


class ExclusiveParameters(BadParameter):
    """Two parameters exclude each other."""

    def __init__(self, one: str, other: str) -> None:
        GraphError.__init__(self, f"{one} and {other} exclude each other; give one")


class UnknownParameter(BadParameter):
    """The question has no such parameter."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        alike = nearest(name, known)
        help_ = did_you_mean(alike) if alike or not known else f"; write {one_of(known)}"
        GraphError.__init__(self, f"unknown parameter '{shortened(name)}'{help_}")


class RepeatedParameter(BadParameter):
    """A parameter that takes one value has several."""

    def __init__(self, name: str) -> None:
        GraphError.__init__(self, f"{name} takes one value; do not repeat it")


class MissingParameter(BadParameter):
    """None of several parameters is given, and one is needed."""

    def __init__(self, reason: str) -> None:
        GraphError.__init__(self, reason)


class CannotCompare(BadParameter):
    """There are too few things to compare, too many, or the same one twice."""

    def __init__(self, reason: str) -> None:
        GraphError.__init__(self, reason)


class NoSuchPath(BadParameter):
    """The given roles are not a path of the graph."""

    def __init__(self, reason: str) -> None:
        GraphError.__init__(self, reason)


class NoOlderVersion(GraphError):
    """There is no older version of the data set to compare it with."""

    def __init__(self) -> None:
        super().__init__(
            "there is only one version of the data set; start the server with --compare-with DIR"
        )


def cannot_be(parameter: str, value: object, allowed: str) -> str:
    """Return the message about a value that a parameter does not take.

    >>> cannot_be("radius", 9, "a whole number from 0 to 3")
    "radius cannot be '9'; it takes a whole number from 0 to 3"
    """
    return f"{parameter} cannot be '{shortened(str(value))}'; it takes {allowed}"


def did_you_mean(suggestions: Sequence[str]) -> str:
    """Return "; did you mean 'a' or 'b'?" for the suggestions, or nothing without any.

    >>> did_you_mean(["empathy"])
    "; did you mean 'empathy'?"
    """
    if not suggestions:
        return ""
    return f"; did you mean {one_of(map(repr, suggestions))}?"


def nearest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return the known words most like this one, best first; none if no word is alike.

    The measure is RapidFuzz's ratio, the normalised Indel similarity (0-100, here at least 70).

    >>> nearest("empthy", ["empathy", "programming"])
    ['empathy']
    """
    from rapidfuzz import fuzz, process, utils  # only a mistake needs it

    matches = process.extract(
        word,
        list(known),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=70,
    )
    return [match for match, _, _ in matches]


def one_of(words: Iterable[str]) -> str:
    """Return the words as a choice in a sentence.

    >>> one_of(["steps", "years", "effort"])
    'steps, years or effort'
    """
    *front, last = list(words)
    return f"{', '.join(front)} or {last}" if front else last


def shortened(text: str) -> str:
    """Return the text as a message quotes it: on one line, and no longer than MAX_QUOTED.

    >>> shortened("two\\nlines")
    'two lines'
    """
    line = "".join(c if c.isprintable() else " " for c in text[:MAX_QUOTED])
    return line if len(text) <= MAX_QUOTED else f"{line[:-1]}…"
