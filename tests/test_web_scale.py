"""The explorer on published taxonomies stays readable and quick."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from web.app import create_app

TAXONOMIES = Path(__file__).parent.parent.parent / "shared" / "data"
MAX_BYTES = 300_000
"""The most that a response weighs, compressed, except downloads."""


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


def test_first_view_shows_groups(esco: FlaskClient) -> None:
    """The map of ESCO first shows its ten major groups."""
    picture = _picture(esco)

    assert len(picture["nodes"]) == 10
    assert "Managers\n342 roles" in {node["label"] for node in picture["nodes"]}


def test_large_group_shows_subgroups(esco: FlaskClient) -> None:
    """A group with too many roles shows its subgroups."""
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
def test_responses_stay_small(esco: FlaskClient, address: str) -> None:
    """No response weighs more than a phone can take, compressed."""
    answer = esco.get(address, follow_redirects=True)

    assert answer.status_code == 200
    assert len(gzip.compress(answer.data)) < MAX_BYTES


def test_data_page_is_short(esco: FlaskClient) -> None:
    """The page about the data lists a hundred of thousands of gaps; the next page lists others."""
    first, second = esco.get("/data"), esco.get("/data?page=2")

    assert len(first.data) < 150_000
    assert len(second.data) < 150_000
    assert first.text.split('id="not-stated"')[1] != second.text.split('id="not-stated"')[1]


def test_popular_skill_draws_few_roles(esco: FlaskClient) -> None:
    """A skill of hundreds of roles draws the first of them and says so."""
    picture = _picture(esco, "?focus=manage+staff")

    assert len(picture["nodes"]) <= 60
    assert any("shown" in heading["note"] for heading in picture["headings"])


def test_shared_skills_join_occupations(esco: FlaskClient) -> None:
    """Two occupations without a step are joined by a derived overlap."""
    query = {
        "source": "hotel concierge",
        "target": "hotel porter",
        "lateral": "1",
        "expand": "gaps",
    }
    answer = json.loads(esco.get("/api/v1/path", query_string=query).text)
    (path,) = answer["paths"]

    assert path["length"] == 1
    assert path["steps"][0]["basis"] == "derived"
    assert path["steps"][0]["shared"]


def test_path_shows_levels(uk: FlaskClient) -> None:
    """A path shows the skill levels to gain on each step."""
    query = {"source": "associate product manager", "target": "product manager"}
    text = uk.get("/path", query_string=query).text

    assert "9 levels" in text
    assert "Stakeholder relationship management: Working → Practitioner" in re.sub(
        "<[^>]+>", "", text
    )


def test_role_links_its_groups(uk: FlaskClient) -> None:
    """The page of a role links to the groups it belongs to."""
    text = uk.get("/search?q=lead product manager", follow_redirects=True).text

    assert "/?group=" in text
    assert "Product and delivery" in text
