"""Does the explorer stay readable and quick on a published taxonomy?"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from web.app import create_app

TAXONOMIES = Path(__file__).parent.parent.parent / "shared" / "data"
MOST_BYTES = 300_000
"""The most an answer weighs, compressed, that is no download."""


def _client(name: str) -> FlaskClient:
    if not TAXONOMIES.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the published taxonomies are missing beside the checkout")
        pytest.skip("the published taxonomies are not here")
    return create_app(TAXONOMIES / name).test_client()


@pytest.fixture(scope="module")
def esco() -> FlaskClient:
    return _client("esco")


@pytest.fixture(scope="module")
def uk() -> FlaskClient:
    return _client("uk-digital-data-framework")


def _picture(client: FlaskClient, query: str = "") -> Any:
    return json.loads(client.get(f"/api/v1/picture{query}").text)


def test_the_first_view_is_an_overview_by_groups(esco: FlaskClient) -> None:
    picture = _picture(esco)

    assert len(picture["nodes"]) == 10
    assert "Managers\n342 roles" in {node["label"] for node in picture["nodes"]}


def test_a_group_is_entered_until_its_roles_can_be_read(esco: FlaskClient) -> None:
    below = _picture(esco, "?group=c1")["nodes"]

    assert all(node["id"].startswith("group:") for node in below)
    assert "341 roles" not in below[0]["label"]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?group=c2",
        "/?focus=hotel+concierge",
        "/data",
        "/roles",
        "/skills?page=100",
        "/search?q=manager",
        "/path?source=hotel+concierge&target=hotel+porter&lateral=1",
        "/api/v1/picture?focus=manage+staff",
        "/api/v1/search?q=consierge",
    ],
)
def test_no_answer_is_heavier_than_a_phone_can_take(esco: FlaskClient, address: str) -> None:
    answer = esco.get(address, follow_redirects=True)

    assert answer.status_code == 200
    assert len(gzip.compress(answer.data)) < MOST_BYTES


def test_a_skill_of_hundreds_of_roles_is_drawn_with_the_first_of_them(esco: FlaskClient) -> None:
    picture = _picture(esco, "?focus=manage+staff")

    assert len(picture["nodes"]) < 30
    assert any("shown" in heading["note"] for heading in picture["headings"])


def test_two_occupations_are_joined_by_what_they_share(esco: FlaskClient) -> None:
    query = {"source": "hotel concierge", "target": "hotel porter", "lateral": "1"}
    path = json.loads(esco.get("/api/v1/path", query_string=query).text)

    assert path["length"] == 1
    assert path["steps"][0]["basis"] == "derived"
    assert path["steps"][0]["shared"]


def test_a_path_tells_the_levels_to_gain(uk: FlaskClient) -> None:
    query = {"source": "associate product manager", "target": "product manager"}
    text = uk.get("/path", query_string=query).text

    assert "9 to gain" in text
    assert "Stakeholder relationship management: 2 → 3" in text


def test_a_role_leads_back_to_its_groups(uk: FlaskClient) -> None:
    text = uk.get("/search?q=lead product manager", follow_redirects=True).text

    assert "/?group=" in text
    assert "Product and delivery" in text
