"""How does the command line write a query?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from graph.model.errors import BadParameter, GraphError, cannot_be, one_of
from graph.parts.queries.lean import EXPAND
from graph.parts.queries.parameter import Parameter
from graph.parts.queries.query import Query, check_exclusive, parameters
from graph.parts.queries.values import Choice, Document, Names, Number, YesNo

Q = TypeVar("Q", bound=Query)
Readers = Mapping[type, Callable[[str], object]]
"""How to read the file that a command names for a record, such as a profile."""

HIDDEN = ("", (), None)
"""Defaults that the help does not name."""


def add_arguments(parser: ArgumentParser, query: type[Query]) -> None:
    """Add the arguments and options of a query to the parser of its command.

    The parser only collects texts; read_arguments checks them.
    """
    files = {each.instead_of: each.name for each in parameters(query)}
    for parameter in parameters(query):
        if parameter.where != "request" and not parameter.instead_of:
            name, settings = _argument(parameter)
            file = files.get(parameter.name)
            also = f"; or a {file}: a file ending in {one_of(Document.suffixes)}" if file else ""
            parser.add_argument(name, **settings, help=_help(parameter) + also)


def read_arguments(query: type[Q], given: Namespace, readers: Readers | None = None) -> Q:
    """Return the query that the parsed arguments of a command write.

    Raises BadParameter and what ``readers`` raise; the sentences name options as they are typed.
    """
    values: dict[str, Any] = {}
    typed = _typed(query, given)
    for parameter in parameters(query):
        if parameter.name in typed:
            values[parameter.name] = _read(parameter, typed[parameter.name], readers or {})
        elif parameter.required and isinstance(parameter.value, Document):
            values[parameter.name] = parameter.value.type()
    check_exclusive(query, values, {each.name: each.option for each in parameters(query)})
    return query(**values)


def add_expand(parser: ArgumentParser) -> None:
    """Add the option that names groups of an answer; lean.read_expand reads its texts."""
    parser.add_argument(
        f"--{EXPAND}",
        action="append",
        default=[],
        metavar="GROUP",
        help="add a group of details to the JSON, or all (repeatable, or with commas)",
    )


def in_words_of_command(error: GraphError, query: type[Query]) -> str:
    """Return what is wrong with a query, with the parameter at fault named as it is typed.

    >>> from graph.model.errors import BadParameter
    >>> class Walk(Query):
    ...     max_years: float | None = None
    >>> in_words_of_command(BadParameter("max_years", 1, "a number from 2 up"), Walk)
    "--max-years cannot be '1'; it takes a number from 2 up"
    """
    if not isinstance(error, BadParameter) or not error.parameter:
        return str(error)
    options = {each.name: each.option for each in parameters(query)}
    option = options.get(error.parameter, error.parameter)
    return cannot_be(option, error.value, error.allowed)


def _typed(query: type[Query], given: Namespace) -> dict[str, Any]:
    """Return what was typed for each parameter; the name of a file goes to its document."""
    typed: dict[str, Any] = {}
    for parameter in parameters(query):
        text = getattr(given, parameter.name, None)
        if parameter.where != "request" and text is not None and text != []:
            typed[parameter.name] = text
    for parameter in parameters(query):
        text = typed.get(parameter.instead_of)
        if text is not None and text.lower().endswith(Document.suffixes):
            typed[parameter.name] = typed.pop(parameter.instead_of)
    return typed


def _argument(parameter: Parameter) -> tuple[str, dict[str, Any]]:
    """Return the name and the settings with which argparse collects a parameter."""
    if parameter.positional:
        required = parameter.required and not isinstance(parameter.value, Document)
        nargs: dict[str, Any] = {} if required else {"nargs": "?"}
        if parameter.many:
            nargs = {"nargs": "+" if parameter.required else "*"}
        return parameter.name, {"metavar": parameter.metavar, **nargs}
    settings: dict[str, Any] = {"dest": parameter.name, "default": None}
    if isinstance(parameter.value, YesNo):
        stores = "store_false" if parameter.default is True else "store_true"
        return _flag(parameter), settings | {"action": stores}
    settings |= {"metavar": parameter.metavar, "required": parameter.required}
    if parameter.many:
        settings["action"] = "append"
    if isinstance(parameter.value, Names):
        settings["nargs"] = "+"
    return parameter.option, settings


def _flag(parameter: Parameter) -> str:
    """Return the option of a yes or no: what is on by default can only be turned off."""
    return f"--no-{parameter.option[2:]}" if parameter.default is True else parameter.option


def _read(parameter: Parameter, typed: Any, readers: Readers) -> Any:
    value, option = parameter.value, parameter.option
    if isinstance(typed, bool):
        return typed
    if isinstance(value, Document):
        return readers[value.type](typed)
    if isinstance(value, Names):
        return _read_names(parameter, value, typed)
    if parameter.many:
        return parameter.read_all(typed, called=option)
    return parameter.read(typed, called=option)


def _read_names(
    parameter: Parameter, value: Names, typed: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    parameter.check_number(len(typed), called=parameter.option)
    try:
        return tuple(map(value.joined, typed))
    except ValueError as error:
        raise BadParameter(parameter.option, error, value.allowed) from None


def _help(parameter: Parameter) -> str:
    """Return the description, with the limits, the choices and the default."""
    value, default = parameter.value, parameter.default
    facts = []
    if isinstance(value, Choice):
        facts.append(value.allowed)
    elif isinstance(value, Number) and value.limits:
        facts.append(value.limits)
    if parameter.many and not parameter.positional:
        facts.append(f"repeatable, {parameter.range}" if parameter.range else "repeatable")
    if not (parameter.required or isinstance(value, YesNo | Document) or default in HIDDEN):
        facts.append(f"default: {_written(parameter)}")
    text = f"{parameter.description} ({'; '.join(facts)})" if facts else parameter.description
    return text.replace("%", "%%")


def _written(parameter: Parameter) -> str:
    values = parameter.default if parameter.many else (parameter.default,)
    return ", ".join(map(parameter.value.write, values))
