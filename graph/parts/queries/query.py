"""What is a query? A record whose fields are the parameters of a question.

From one declaration come the arguments of the command (command_line.py), the reading of a
request (request.py) and the OpenAPI parameters (schema.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from inspect import cleandoc
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from graph.model.errors import ExclusiveParameters
from graph.parts.queries.parameter import Parameter, parameter_of


class Query(Struct, frozen=True, kw_only=True):
    """A question with its parameters; it is valid once it exists.

    The docstring of a subclass describes it to all who ask. A field is one parameter, described by
    ``Annotated[type, Meta(description=…, ge=…, le=…, max_length=…, extra=…)]``. A required one
    is a positional argument of the command. The type is one of: str, bool, int, float, Path,
    a Literal, ``tuple[str, ...]``, a tuple of a Literal, ``tuple[tuple[str, ...], ...]``, each
    also with ``| None``; or a record, which is the JSON body of a request and a file of the
    command. A file that is not given is an empty record. ``extra`` may have:

    - ``only``: "command" or "request", where alone the parameter exists
    - ``option``: its name on the command line, such as "--from"
    - ``parameter``: its name in a request
    - ``positional``: True if the command takes it without the name of an option
    - ``metavar``: what stands for its value in the usage
    - ``takes``: what a required parameter takes, in words (default: the description)
    - ``items``: what several values are called (default: "names")
    - ``names``: "role", "skill", "responsibility" or "node" if the parameter names such a node
    - ``instead_of``: for a record, another field; its argument on the command line names the
      file of the record if it ends in .yaml, .yml or .json
    - ``also``: other spellings of a Literal's words, such as {"role": "roles"}

    Raises BadParameter for a value that its field does not take, and ExclusiveParameters.
    """

    examples: ClassVar[tuple[str, ...]] = ()
    """Commands for the help, such as ``careergraph path PM CPO``."""
    exits: ClassVar[str] = ""
    """What the help of the command says of its exit code."""
    exclusive: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields; a query gives at most one field of each group."""

    def __post_init__(self) -> None:
        for parameter in parameters(type(self)):
            value = getattr(self, parameter.name)
            if value is not parameter.default and value != parameter.default:
                parameter.check(value)
        if self.exclusive:
            check_exclusive(type(self), msgspec.structs.asdict(self))


@cache
def parameters(query: type[Query]) -> tuple[Parameter, ...]:
    """Return the parameters of a query: the required ones, then the others, as its fields stand.

    Raises TypeError if a field has a type or an ``extra`` that no parameter can have.
    """
    declared = map(parameter_of, msgspec.structs.fields(query))
    return tuple(sorted(declared, key=lambda parameter: not parameter.required))


def description(query: type[Query]) -> str:
    """Return what the docstring of a query says."""
    return cleandoc(query.__doc__ or "")


def check_exclusive(
    query: type[Query], values: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> None:
    """Raise ExclusiveParameters if two fields have a value that exclude each other.

    ``names`` says what each field is called where the values come from.
    """
    defaults = {each.name: each.default for each in parameters(query)} if query.exclusive else {}
    for group in query.exclusive:
        given = [name for name in group if values.get(name, defaults[name]) != defaults[name]]
        if len(given) > 1:
            raise ExclusiveParameters(*((names or {}).get(name, name) for name in given[:2]))
