"""How does OpenAPI 3.1 describe a query, and the answer to it?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from graph.model.errors import one_of
from graph.parts.queries.lean import ALL, EXPAND, expandable, groups_of, records_in
from graph.parts.queries.parameter import Parameter
from graph.parts.queries.query import Query
from graph.parts.queries.request import request_parameters

REFERENCE = "#/components/schemas/{name}"


def openapi_parameters(
    query: type[Query], *, in_path: Collection[str] = (), without: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return the OpenAPI parameters of the request for a query, in the order of its fields.

    ``in_path`` names those that stand in the path, ``without`` those that are left out.
    """
    return [
        _parameter(name, each, "path" if name in in_path else "query")
        for name, each in request_parameters(query).items()
        if name not in without
    ]


def expand_parameter(answer: Any) -> list[dict[str, Any]]:
    """Return the OpenAPI parameter that expands a type of answer; none if nothing expands."""
    groups = groups_of(answer)
    if not groups:
        return []
    words = {"type": "string", "enum": [*groups, ALL]}
    return [
        {
            "name": EXPAND,
            "in": "query",
            "description": f"more detail for the answer: {one_of((*groups, ALL))}",
            "required": False,
            "schema": {"type": "array", "items": words},
            "style": "form",
            "explode": False,
        }
    ]


def answer_schemas(answers: Iterable[Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the JSON Schema of each type of answer, and the schemas that they refer to.

    An answer always has its fields, but for the expandable ones: those are described as such.
    Raises TypeError for a type that JSON cannot hold.
    """
    answers = list(answers)
    members = [_members(answer) for answer in answers]
    types = dict.fromkeys(member for group in members for member in group)
    schemas, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    for record in dict.fromkeys(each for answer in answers for each in records_in(answer)):
        _describe(record, _component(record, components))
    of_type = dict(zip(types, schemas, strict=True))
    return [_any_of([of_type[member] for member in group]) for group in members], components


def _parameter(name: str, parameter: Parameter, place: str) -> dict[str, Any]:
    schema = parameter.value.schema()
    form: dict[str, Any] = {}
    if parameter.many:
        schema = {"type": "array", "items": schema, **_limits(parameter)}
        form = {"style": "form", "explode": not parameter.comma_separated}
    if not parameter.required and parameter.default not in (None, (), ""):
        schema["default"] = msgspec.to_builtins(parameter.default)
    return {
        "name": name,
        "in": place,
        "description": parameter.description,
        "required": parameter.required,
        "schema": schema,
        **form,
    }


def _limits(parameter: Parameter) -> dict[str, int]:
    least = {"minItems": parameter.fewest} if parameter.required and parameter.fewest else {}
    return least if parameter.most is None else least | {"maxItems": parameter.most}


def _members(answer: Any) -> tuple[Any, ...]:
    """Return the types of which an answer is one: msgspec describes no union of two records."""
    if get_origin(answer) in (Union, UnionType):
        return tuple(each for each in get_args(answer) if each is not NoneType)
    return (answer,)


def _any_of(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _component(record: type[Struct], components: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a record: by its name or, if several have that, by its full one."""
    arguments = ", ".join(each.__name__ for each in get_args(record))
    name = _normal(f"{record.__name__}[{arguments}]" if arguments else record.__name__)
    full = _normal(f"{record.__module__}.{record.__qualname__}")
    found: dict[str, Any] = components[full] if full in components else components[name]
    return found


def _normal(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", name)


def _describe(record: type[Struct], schema: dict[str, Any]) -> None:
    """Say which fields an answer always has, and which only if their group is expanded."""
    groups = expandable(record)
    fields = msgspec.structs.fields(record)
    for field in fields:
        if field.name in groups:
            described = schema["properties"][field.encode_name]
            words = f"Only with expand={groups[field.name]}."
            before = described.get("description", "")
            described["description"] = f"{before} {words}".strip()
    config = (get_origin(record) or record).__struct_config__
    if not config.omit_defaults:
        tag = config.tag_field
        always = [field.encode_name for field in fields if field.name not in groups]
        schema["required"] = [*([tag] if tag else []), *always]
