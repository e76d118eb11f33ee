"""Schemathesis asks the API what its OpenAPI document allows, and what it forbids."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings

from graph.model.data_paths import shipped
from web.app import create_app

CONFIG = schemathesis.Config.from_dict(
    {
        # What a question refuses although its parameters are well-formed, such as a path
        # between roles that no edge joins, or two parameters that exclude each other.
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404"]}}
    }
)


@schemathesis.hook
def before_load_schema(_context: Any, raw_schema: dict[str, Any]) -> None:
    """Offer the ids of the examples more often than any text."""
    for methods in raw_schema["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                _offer(parameter)


def _offer(parameter: dict[str, Any]) -> None:
    values = [example["value"] for example in parameter.get("examples", {}).values()]
    schema = parameter["schema"]
    if values and schema["type"] == "array":
        schema["items"] = {"anyOf": [{"enum": values[0]}, schema["items"]]}
    elif values:
        parameter["schema"] = {"anyOf": [{"enum": values}, schema]}


app = create_app(shipped("product-management"))
app.extensions["index"].older = app.extensions["index"]
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=CONFIG)


@schema.parametrize()
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_api_keeps_its_word(case: schemathesis.Case) -> None:
    """Every answer, also to a wrong request, is as the document says."""
    case.call_and_validate()
