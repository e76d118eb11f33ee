"""Plain values → records of the model, or every reason why they are not.

msgspec converts a record in one go and stops at its first fault, so only a record that
does not convert is held against the JSON Schema, which names all its faults.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import msgspec

from graph.errors import did_you_mean, nearest, one_of
from graph.model import Record, data_file_schema
from graph.yaml_source import Trail, Unclear

if TYPE_CHECKING:
    import jsonschema

R = TypeVar("R", bound=Record)

_PATTERNS = {
    r"^[a-z0-9][a-z0-9._-]*$": "an id has lower-case letters, digits, '-', '.' and '_'",
    r"^[0-9]+(-[0-9]+)?(, ?[0-9]+(-[0-9]+)?)*$": "lines look like 41 or '23-27, 105'",
    r"^https?://": "an address begins with https://",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "a language is a code such as en or pt-BR",
}
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
}


class Fault(NamedTuple):
    """What is wrong with a value, and the keys and positions that lead to it."""

    trail: Trail
    message: str


def as_record(value: object, type_: type[R]) -> tuple[R | None, list[Fault]]:
    """Return the record, as far as it can be made, and all its faults.

    What is at fault is left out of the record, so that the rest can still be checked;
    without its required keys there is none.

    >>> from graph.model import Track
    >>> as_record({"id": "product", "titel": "Product"}, Track)[1]
    [Fault(trail=('titel',), message="unknown key 'titel'; did you mean 'title'?"), \
Fault(trail=(), message="missing key 'title'")]
    """
    try:
        return msgspec.convert(value, type_), []
    except msgspec.ValidationError:
        faults = sorted(_faults(value, type_.__name__), key=lambda fault: str(fault.trail))
        return _salvaged(value, type_, faults), faults


def _faults(value: object, name: str) -> Iterator[Fault]:
    seen: set[Fault] = set()
    for error in _validator(name).iter_errors(value):
        for fault in _explained(error, ()):
            if fault not in seen:
                seen.add(fault)
                yield fault


@cache
def _validator(name: str) -> jsonschema.Draft202012Validator:
    import jsonschema

    schema = {**data_file_schema(), "$ref": f"#/$defs/{name}"}
    checker = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "integer": lambda _, value: type(value) is int,
            "number": lambda _, value: type(value) in (int, float),
        }
    )
    extend: Any = jsonschema.validators.extend  # type: ignore[no-untyped-call]
    validator = extend(jsonschema.Draft202012Validator, type_checker=checker)
    return cast("jsonschema.Draft202012Validator", validator(schema))


def _explained(error: Any, before: Trail) -> Iterator[Fault]:
    """Say one error of the schema in the words of the person who writes the file."""
    trail = (*before, *error.relative_path)
    value, wanted = error.instance, error.validator_value
    if error.validator == "anyOf":
        yield from _closest_option(error, trail)
    elif error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        for key in (key for key in value if key not in known):
            yield Fault((*trail, key), f"unknown key '{key}'{_help(key, known)}")
    elif error.validator == "required":
        for key in (key for key in wanted if key not in value):
            yield Fault(trail, f"missing key '{key}'{_choices(error.schema, key)}")
    else:
        yield Fault(trail, _SENTENCES[error.validator](value, wanted))


def _closest_option(error: Any, trail: Trail) -> Iterator[Fault]:
    """Explain why the option meant does not fit: the one whose type is right."""
    of_right_type = [e for e in error.context if e.validator != "type" or e.relative_path]
    if of_right_type:
        for sub in of_right_type:
            yield from _explained(sub, trail)
    else:
        wanted = one_of(_TYPES[e.validator_value] for e in error.context)
        yield Fault(trail, _wrong_type(error.instance, wanted))


def _wrong_type(value: object, wanted: str) -> str:
    wanted = _TYPES.get(wanted, wanted)
    if isinstance(value, Unclear):
        fix = f'write "{value.text}" in quotes' if wanted == "text" else f"write {wanted}"
        return f"'{value.text}' is {value.reading} to some readers of YAML; {fix}"
    if wanted == "text" and isinstance(value, bool | int | float):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        kind = "true or false" if isinstance(value, bool) else "a number"
        return f"'{text}' is {kind} to YAML; write \"{text}\" in quotes"
    return f"{_found(value)} where {wanted} is wanted"


def _found(value: object) -> str:
    match value:
        case bool():
            return "true or false"
        case str():
            return f"the text '{value}'"
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return "an empty value"


def _help(word: str, known: list[str]) -> str:
    return did_you_mean(nearest(word, known)) or f"; known are {one_of(sorted(known))}"


def _choices(schema: Any, key: str) -> str:
    choices = schema["properties"][key].get("enum")
    return f"; write {one_of(choices)}" if choices else ""


def _salvaged(value: object, type_: type[R], faults: list[Fault]) -> R | None:
    """Return the record without the parts at fault."""
    rest = copy.deepcopy(value)
    for trail, _ in sorted(faults, key=lambda fault: _position(fault.trail), reverse=True):
        parent: Any = rest
        try:
            for step in trail[:-1]:
                parent = parent[step]
            if trail:
                del parent[trail[-1]]
        except (KeyError, IndexError, TypeError):
            continue
    try:
        return msgspec.convert(rest, type_)
    except msgspec.ValidationError:
        return None


def _position(trail: Trail) -> tuple[tuple[int, str], ...]:
    """Order trails so that later list items come last, and deeper ones after their parents."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in trail)


_SENTENCES: dict[str, Callable[[Any, Any], str]] = {
    "type": _wrong_type,
    "enum": lambda value, wanted: (
        f"'{value}' is not known here{_help(value, wanted)}"
        if isinstance(value, str)
        else _wrong_type(value, "string")
    ),
    "pattern": lambda value, wanted: f"'{value}' is not allowed; {_PATTERNS[wanted]}",
    "minLength": lambda *_: "an empty text; write one, or leave the key out",
    "maxLength": lambda value, most: f"a text of {len(value):,} characters; at most {most:,}",
    "minimum": lambda value, least: f"{value} is too small; the least is {least}",
    "maximum": lambda value, most: f"{value} is too large; the most is {most}",
}
"""What a value breaks of the schema, in words, from the value and what the schema asks."""
