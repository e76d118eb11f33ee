"""Plain values → records of the model, or every reason why they are not.

msgspec converts a record in one go and stops at its first fault, so only a record that
does not convert is held against the JSON Schema, which names all its faults.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from functools import cache, reduce
from itertools import islice
from operator import getitem
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast, get_args

import msgspec

from graph.model.errors import did_you_mean, nearest, one_of, shortened
from graph.model.records import Id, Language, LineNumbers, Record, Url, record_schema
from graph.sources.yaml_reader import Trail, Unclear

if TYPE_CHECKING:
    import jsonschema

R = TypeVar("R", bound=Record)

MAX_FAULTS = 100
"""How many faults of one record are named."""


def _pattern(type_: Any) -> str:
    """Return the pattern that a text of a type of the model matches."""
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
_STAND_INS: dict[str, object] = {
    "basis": "derived",
    "kind": "context",
    "text": "?",
    "what": "order",
    "aspect": "?",
    "value": 0,
    "unit": "?",
}
"""For keys that a record needs and no check looks at, so that its other parts can be checked."""


class Fault(NamedTuple):
    """What is wrong with a value, and the keys and positions that lead to it."""

    trail: Trail
    message: str
    """Empty if the reader of the file has said it already."""
    missing: str = ""
    """The key that the value lacks."""


class Converted(NamedTuple, Generic[R]):
    """What became of a plain value."""

    record: R | None
    faults: list[Fault]
    dropped: list[Trail]
    """The list items the record lacks, in the order in which they were taken out."""


def as_record(value: object, type_: type[R]) -> Converted[R]:
    """Return the record, as far as it can be made, and all its faults.

    What is at fault is left out of the record, so that the rest can still be checked;
    without an id there is none.

    >>> from graph.model.records import Track
    >>> for fault in as_record({"id": "product", "titel": "Product"}, Track).faults:
    ...     print(fault.trail, fault.message)
    () missing key 'title'; add it, as text
    ('titel',) unknown key 'titel'; did you mean 'title'?
    """
    try:
        return Converted(msgspec.convert(value, type_), [], [])
    except msgspec.ValidationError:
        faults = _faults(value, type_)
        record, dropped = _salvaged(value, type_, faults)
        told = sorted((f for f in faults if f.message), key=lambda f: _position(f.trail))
        return Converted(record, told, dropped)


def _faults(value: object, type_: type[Record]) -> list[Fault]:
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


def _explained(error: Any, before: Trail) -> Iterator[Fault]:
    """Say one error of the schema in the words of the person who writes the file."""
    trail = (*before, *error.relative_path)
    value, wanted = error.instance, error.validator_value
    if value is None:
        yield Fault(trail, "")
    elif error.validator == "anyOf":
        yield from _closest_option(error, trail)
    elif error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        for key in (key for key in value if key not in known):
            yield Fault((*trail, key), unknown_key(key, known))
    elif error.validator == "required":
        for key in (key for key in wanted if key not in value):
            yield Fault(trail, f"missing key '{key}'; {_wanted(error.schema, key)}", key)
    else:
        yield Fault(trail, _SENTENCES[error.validator](_name(trail), value, wanted))


def _closest_option(error: Any, trail: Trail) -> Iterator[Fault]:
    """Explain why the option meant does not fit: the one whose type is right."""
    of_right_type = [e for e in error.context if e.validator != "type" or e.relative_path]
    if of_right_type:
        for sub in of_right_type:
            yield from _explained(sub, trail)
    else:
        wanted = one_of(_TYPES[e.validator_value] for e in error.context)
        yield Fault(trail, _wrong_type(_name(trail), error.instance, wanted))


def unknown_key(key: str, known: Iterable[str]) -> str:
    """Return the message about a key that is none of the known."""
    known = list(known)
    help_ = did_you_mean(nearest(key, known)) or f"; known keys are {one_of(sorted(known))}"
    return f"unknown key '{shortened(key)}'{help_}"


def _wanted(schema: Any, key: str) -> str:
    """Return what a key that is missing takes."""
    wanted = schema["properties"][key]
    if "enum" in wanted:
        return f"write {one_of(wanted['enum'])}"
    if wanted.get("pattern") in _PATTERNS:
        return _PATTERNS[wanted["pattern"]]
    options = wanted.get("anyOf", (wanted,))
    return f"add it, as {one_of(_TYPES[option.get('type', 'object')] for option in options)}"


def _name(trail: Trail) -> str:
    """Return what a message calls the value that the trail leads to."""
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
    fix = f'write "{text}" in quotes' if wanted == "text" else f"write {wanted}"
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


def _salvaged(value: object, type_: type[R], faults: list[Fault]) -> tuple[R | None, list[Trail]]:
    """Return the record without the parts at fault, and the list items taken out for that."""
    rest = copy.deepcopy(value)
    dropped: list[Trail] = []
    while faults:
        filled = {fault for fault in faults if _filled_in(rest, fault)}
        cuts = {_whole(fault.trail) for fault in faults if fault not in filled}
        if () in cuts or len(faults) == MAX_FAULTS:
            return None, dropped
        for trail in sorted(cuts, key=_position, reverse=True):
            del _part(rest, trail[:-1])[trail[-1]]
            if isinstance(trail[-1], int):
                dropped.append(trail)
        faults = _faults(rest, type_)
    return msgspec.convert(rest, type_), dropped


def _filled_in(value: object, fault: Fault) -> bool:
    """Give the value its missing key, if there is something that can stand in; say whether."""
    if not fault.missing:
        return False
    holder = _part(value, fault.trail)
    stand_in = holder.get("id") if fault.missing == "title" else _STAND_INS.get(fault.missing)
    if stand_in is not None:
        holder[fault.missing] = stand_in
    return stand_in is not None


def _whole(trail: Trail) -> Trail:
    """Return the trail of what makes no sense without the part: years without a bound."""
    if "years" not in trail or trail[-1] in ("measures", "approximate"):
        return trail
    return trail[: trail.index("years") + 1]


def _part(value: Any, trail: Trail) -> Any:
    return reduce(getitem, trail, value)


def _position(trail: Trail) -> tuple[tuple[int, str], ...]:
    """Order trails so that later list items come last, and deeper ones after their parents."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in trail)


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
"""What a value breaks of the schema, in words, from its name, itself and what the schema asks."""
