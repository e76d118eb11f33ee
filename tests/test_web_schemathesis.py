"""Schemathesis asks the API what its OpenAPI document allows, and what it forbids."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings

from web import create_app

CONFIG = schemathesis.Config.from_dict(
    {
        # What a question refuses although its parameters are well-formed, such as a path
        # between roles that no edge joins, or two parameters that exclude one another.
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404"]}}
    }
)
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", create_app(), config=CONFIG)


@schema.parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_api_keeps_its_word(case: schemathesis.Case) -> None:
    """Every answer, also to a wrong request, is as the document says."""
    case.call_and_validate()
