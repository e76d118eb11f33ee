"""The JSON Schema of records, which editors use to help writers."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from graph.model.records.dataset import DataFile
from graph.model.records.sourced import Record


def data_file_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one data file.

    >>> data_file_schema()["$defs"]["Years"]["additionalProperties"]
    False
    """
    return record_schema(DataFile, "careergraph data file")


def record_schema(type_: type[Record], title: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record, without null."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **msgspec.json.schema(type_),
    }
    return cast("dict[str, Any]", _without_null(schema))


def _without_null(schema: Any) -> Any:
    """Return the schema without null: a key whose value is not known is left out of the file."""
    if isinstance(schema, list):
        return [_without_null(part) for part in schema if part != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    parts = {
        key: _without_null(part)
        for key, part in schema.items()
        if not (key == "default" and part in (None, ()))
    }
    if len(parts.get("anyOf", ())) == 1:
        (only,) = parts.pop("anyOf")
        return {**only, **parts}
    return parts
