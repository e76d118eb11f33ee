"""How does a request write a query?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar

from graph.model.errors import BadParameter, RepeatedParameter, UnknownParameter
from graph.parts.queries.parameter import Parameter
from graph.parts.queries.query import Query, check_exclusive, parameters
from graph.parts.queries.values import Document, Text

Q = TypeVar("Q", bound=Query)


class Given(Protocol):
    """The parameters of a request, each with all its values; werkzeug's MultiDict is one."""

    def keys(self) -> Iterable[str]:
        """Return the names."""

    def getlist(self, key: str, /) -> list[str]:
        """Return the values of a name."""


def read_request(
    query: type[Q],
    given: Given,
    *,
    also: Collection[str] = (),
    strict: bool = True,
    body: object = None,
) -> Q:
    """Return the query that the parameters of a request write.

    ``also`` names parameters that are read elsewhere. Unless it is ``strict``, others are
    ignored, and one with an empty value counts as not given. ``body`` is the record in the body
    of the request, if the query has one.

    Raises BadParameter, ExclusiveParameters, RepeatedParameter, UnknownParameter.
    """
    named = request_parameters(query)
    values: dict[str, Any] = {}
    for name in given.keys():  # noqa: SIM118  # a MultiDict is no mapping of single values
        parameter = named.get(name)
        if parameter is None:
            if strict and name not in also:
                raise UnknownParameter(name, [*named, *also])
            continue
        value = _read(parameter, given.getlist(name), strict=strict)
        if value is not None:
            values[parameter.name] = value
    for parameter in named.values():
        if parameter.required and parameter.name not in values:
            raise BadParameter(parameter.in_request, "", parameter.takes)
    check_exclusive(query, values, {each.name: each.in_request for each in named.values()})
    sent = body_of(query)
    if sent is not None and body is not None:
        values[sent.name] = body
    return query(**values)


def write_request(query: Query) -> list[tuple[str, str]]:
    """Return the parameters of a request for a query, without those that have their default.

    Words of one parameter are joined by commas. Raises BadParameter if a value is only for the
    command line or the body: it has no place in an address.
    """
    written: list[tuple[str, str]] = []
    for parameter in parameters(type(query)):
        value = getattr(query, parameter.name)
        if value == parameter.default:
            continue
        if parameter.where in ("command", "body"):
            raise BadParameter(parameter.option, value, "a value only on the command line")
        texts = list(map(parameter.value.write, value if parameter.many else (value,)))
        texts = [",".join(texts)] if parameter.comma_separated else texts
        written += [(parameter.in_request, text) for text in texts]
    return written


@cache
def request_parameters(query: type[Query]) -> dict[str, Parameter]:
    """Return the parameters that stand in the address of a request, by their names there."""
    return {
        each.in_request: each
        for each in parameters(query)
        if each.where in ("everywhere", "request")
    }


class Body(NamedTuple):
    """The JSON body of a request: the field that holds it, and the type of its record."""

    name: str
    type: type
    description: str
    required: bool


@cache
def body_of(query: type[Query]) -> Body | None:
    """Return the body that a request for a query has; None if it has none."""
    for each in parameters(query):
        if isinstance(each.value, Document):
            return Body(each.name, each.value.type, each.description, each.required)
    return None


def _read(parameter: Parameter, texts: list[str], *, strict: bool) -> Any:
    """Return the value of a parameter; None if it is not given."""
    name = parameter.in_request
    if not parameter.many and len(texts) > 1:
        raise RepeatedParameter(name)
    given = [text for text in map(str.strip, texts) if text]
    if strict and len(given) < len(texts):
        takes = parameter.takes if isinstance(parameter.value, Text) else parameter.value.allowed
        raise BadParameter(name, "", takes)
    if not given:
        return None
    if parameter.many:
        return parameter.read_all(given, called=name)
    return parameter.read(given[0], called=name)
