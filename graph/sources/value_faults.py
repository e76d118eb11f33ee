"""Explain what is wrong with a value, in the words of a writer of data files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from graph.model.errors import did_you_mean, nearest, one_of, shortened
from graph.model.records import Id, Language, LineNumbers, Record, Url, record_schema
from graph.sources.lines import Trail
from graph.sources.yaml_scalars import Unclear

if TYPE_CHECKING:
    import jsonschema

MAX_FAULTS = 100
"""How many faults of one record are reported."""


def _pattern(type_: Any) -> str:
    """Return the pattern of a text type."""
    return str(get_args(type_)[1].pattern)


_PATTERNS = {
    _pattern(Id): "an id has lower-case letters, digits, '-', '.' and '_'",
    _pattern(LineNumbers): "lines look like 41 or '23-27, 105'",
    _pattern(Url): "an address begins with https://",
    _pattern(Language): "a language is a code such as en or pt-BR",
}
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
}


class ValueFault(NamedTuple):
    """What is wrong with a value, and the keys and positions that lead to it."""

    trail: Trail
    message: str
    """Empty if the YAML reader has reported it already."""
    missing: str = ""
    """The key that the value lacks."""


def faults_of(value: object, type_: type[Record]) -> list[ValueFault]:
    """Return all that keeps a value from being a record of the type, at most MAX_FAULTS."""
    errors = _validator(type_).iter_errors(value)
    faults = (fault for error in errors for fault in _explained(error, ()))
    return list(dict.fromkeys(islice(faults, MAX_FAULTS)))


@cache
def _validator(type_: type[Record]) -> jsonschema.Draft202012Validator:
    import jsonschema

    schema = record_schema(type_, type_.__name__)
    checker = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "integer": lambda _, value: type(value) is int,
            "number": lambda _, value: type(value) in (int, float),
        }
    )
    extend: Any = jsonschema.validators.extend
    validator = extend(jsonschema.Draft202012Validator, type_checker=checker)
    return cast("jsonschema.Draft202012Validator", validator(schema))


def _explained(error: Any, before: Trail) -> Iterator[ValueFault]:
    """Yield the faults behind one error of the schema, in the words of a writer of data."""
    trail = (*before, *error.relative_path)
    value, wanted = error.instance, error.validator_value
    if value is None:
        yield ValueFault(trail, "")
    elif error.validator == "anyOf":
        yield from _closest_option(error, trail)
    elif error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        for key in (key for key in value if key not in known):
            yield ValueFault((*trail, key), unknown_key(key, known))
    elif error.validator == "required":
        for key in (key for key in wanted if key not in value):
            yield ValueFault(trail, f"missing key '{key}'; {_wanted(error.schema, key)}", key)
    else:
        yield ValueFault(trail, _SENTENCES[error.validator](_name(trail), value, wanted))


def _closest_option(error: Any, trail: Trail) -> Iterator[ValueFault]:
    """Explain why a value fits no option: by the option of the right type, if there is one."""
    of_right_type = [e for e in error.context if e.validator != "type" or e.relative_path]
    if of_right_type:
        for sub in of_right_type:
            yield from _explained(sub, trail)
    else:
        wanted = one_of(_TYPES[e.validator_value] for e in error.context)
        yield ValueFault(trail, _wrong_type(_name(trail), error.instance, wanted))


def unknown_key(key: str, known: Iterable[str]) -> str:
    """Return the message about a key that no record of the type has."""
    known = list(known)
    help_ = did_you_mean(nearest(key, known)) or f"; known keys are {one_of(sorted(known))}"
    return f"unknown key '{shortened(key)}'{help_}"


def _wanted(schema: Any, key: str) -> str:
    """Return what to write for a key that is missing."""
    wanted = schema["properties"][key]
    if "enum" in wanted:
        return f"write {one_of(wanted['enum'])}"
    if wanted.get("pattern") in _PATTERNS:
        return _PATTERNS[wanted["pattern"]]
    options = wanted.get("anyOf", (wanted,))
    return f"add it, as {one_of(_TYPES[option.get('type', 'object')] for option in options)}"


def _name(trail: Trail) -> str:
    """Return what a message calls the value at the end of the trail."""
    if not trail:
        return "a record"
    *_, key = (step for step in trail if isinstance(step, str))
    return f"'{key}'" if trail[-1] == key else f"an item of '{key}'"


def _wrong_type(name: str, value: object, wanted: str) -> str:
    wanted = _TYPES.get(wanted, wanted)
    if isinstance(value, Unclear):
        return _unclear(value, wanted)
    if wanted == "text" and isinstance(value, bool | int | float):
        kind = "true or false" if isinstance(value, bool) else "a number"
        return f"'{_found(value)}' is {kind} to YAML; write \"{_found(value)}\" in quotes"
    return f"{name} cannot be {_found(value)}; write {wanted}"


def _unclear(value: Unclear, wanted: str) -> str:
    text = shortened(value.text)
    if "number" in wanted and value.reading == "a number":
        return f"'{text}' is not a number to every reader of YAML; write digits such as 3 or 3.5"
    fix = f'write "{text}" in quotes' if wanted.startswith("text") else f"write {wanted}"
    return f"'{text}' is {value.reading} to some readers of YAML; {fix}"


def _unknown_value(name: str, value: object, known: list[str]) -> str:
    near = did_you_mean(nearest(value, known)) if isinstance(value, str) else ""
    return f"{name} cannot be {_found(value)}{near or f'; write {one_of(known)}'}"


def _no_match(name: str, value: str, pattern: str) -> str:
    if not value.strip():
        return f"{name} is empty; write text or leave it out"
    return f"{name} cannot be {_found(value)}; {_PATTERNS[pattern]}"


def _found(value: object) -> str:
    if isinstance(value, str | Unclear):
        return f"'{shortened(value if isinstance(value, str) else value.text)}'"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    return str(value).lower()


_SENTENCES: dict[str, Callable[[str, Any, Any], str]] = {
    "type": _wrong_type,
    "enum": _unknown_value,
    "pattern": _no_match,
    "maxLength": lambda name, value, most: (
        f"{name} has {len(value):,} characters; at most {most:,}"
    ),
    "minimum": lambda name, value, least: f"{name} cannot be {value}; the least is {least}",
    "maximum": lambda name, value, most: f"{name} cannot be {value}; the most is {most}",
}
"""The message for each broken rule of the schema, from the name, the value and the rule."""
