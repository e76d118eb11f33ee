"""The page that compares roles and paths, and its JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from web.app import create_app

DATA = Path(__file__).parent / "data"


def _text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == status, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def _json(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return json.loads(answer.text)


def test_empty_page_has_forms(client: FlaskClient) -> None:
    """Without a query the page offers both forms."""
    text = _text(client, "/compare")

    assert "Compare the roles" in text
    assert "Compare the paths" in text


def test_page_orders_its_sections(
    client: FlaskClient,
) -> None:
    """The headline, the source and the differences come before what is shared."""
    text = _text(client, "/compare?role=PM&role=senior+product+manager&role=product+owner&role=")

    places = [
        text.index("share 27 skills ("),
        text.index("What the sources say about Product manager and Product owner"),
        text.index("Side by side"),
        text.index("Only Senior product manager 9"),
        text.index("Product manager and Senior product manager, on the same terms"),
    ]
    assert places == sorted(places)


def test_equal_terms_are_folded(client: FlaskClient) -> None:
    """Requirements on the same terms are folded away."""
    page = client.get("/compare?role=PM&role=senior+product+manager").text

    assert re.search(r"<details >\s*<summary>Both, on the same terms", page)


def test_missing_lists_are_not_zero(client: FlaskClient) -> None:
    """A list that no source gives is "not stated", not zero."""
    text = _text(client, "/compare?role=PM&role=product+owner")

    assert "Product manager requires 27 skills; no source lists any for Product owner." in text
    assert "to Product owner not stated not stated 0 of 5 (0%)" in text


def test_tables_have_captions_and_scopes(client: FlaskClient) -> None:
    """Every table has a caption, and every header a scope."""
    for query in (
        "role=PM&role=CPO&role=product+owner",
        "path=PM;CPO&path=product+coordinator;CPO",
    ):
        page = client.get(f"/compare?{query}").text
        assert page.count("<table") == page.count("<caption")
        assert "<table" in page
        assert "<th>" not in page


def test_paths_are_compared(client: FlaskClient) -> None:
    """A path is given by its ends or role by role."""
    text = _text(
        client,
        "/compare?path=product+coordinator;CPO"
        "&path=junior+product+manager+→+PM+→+senior+product+manager+→+director+of+product+→+CPO",
    )

    assert "Path 1 and path 2" in text
    assert "Only path 1 1 Product coordinator" in text
    assert "Only path 2 1 Associate product manager" in text


def test_form_keeps_the_paths(client: FlaskClient) -> None:
    """The form shows the paths as it takes them."""
    page = client.get("/compare?path=PM;PM&path=project+manager;CPO").text

    assert re.findall(r'name="path"[^>]+value="([^"]+)"', page) == [
        "Product manager; Product manager",
        "Project manager; Chief product officer",
    ]


def test_missing_path_has_a_reason(client: FlaskClient) -> None:
    """A path that does not exist is explained on the page."""
    text = _text(client, "/compare?path=project+manager;CPO&path=PM;CPO")

    assert "Nothing leads from Project manager to Chief product officer" in text
    assert "Skills gained" not in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("role=PM", "only one role is named; a comparison takes two to four roles or paths"),
        ("role=PM&role=pm", "'PM' and 'pm' are the same role, Product manager; name others"),
        ("role=a&role=b&role=c&role=d&role=e", "role cannot be '5 roles'; it takes at most 4"),
        ("role=PM&path=PM;CPO", "role and path exclude each other; give one"),
        ("path=PM;CPO", "only one path is named; a comparison takes two to four roles or paths"),
        (
            "path=;&path=PM;CPO",
            "a path cannot have 0 roles; name its two ends, or up to 50 roles in order",
        ),
    ],
)
def test_errors_read_the_same(client: FlaskClient, query: str, sentence: str) -> None:
    """The page and the JSON refuse a comparison in the same sentence."""
    page = client.get(f"/compare?{query}")

    assert _json(client, f"/api/v1/compare?{query}", 400) == {"error": sentence}
    assert page.status_code == 400
    assert sentence[1:] in page.text.replace("&#39;", "'")


def test_mistyped_role_gets_suggestions(client: FlaskClient) -> None:
    """A mistyped role stays in the form, beside the nearest roles."""
    page = client.get("/compare?role=prodct+manager&role=CPO")

    assert page.status_code == 404
    assert 'value="prodct manager"' in page.text
    assert "/roles/product-manager" in page.text


def test_json_has_roles_and_pairs(client: FlaskClient) -> None:
    """The JSON has the roles in order, and both directions of each pair."""
    answer = _json(client, "/api/v1/compare?role=CPO&role=PM")

    assert [each["role"]["node"]["id"] for each in answer["compared"]] == [
        "chief-product-officer",
        "product-manager",
    ]
    assert len(answer["pairs"][0]["directions"]) == 2


def test_json_link_repeats_the_query(client: FlaskClient) -> None:
    """The link to the JSON has the query of the page."""
    for query in ("role=PM&role=CPO", "path=PM;CPO&path=product+coordinator;CPO&by=years"):
        page = client.get(f"/compare?{query}").text
        (link,) = re.findall(r'href="(/api/v1/compare[^"]+)"', page)
        asked = _json(client, f"/api/v1/compare?{query}")
        assert _json(client, link.replace("&amp;", "&")) == asked


def test_pages_link_to_comparisons(client: FlaskClient) -> None:
    """The page of a role and the step of a path link to a comparison."""
    of_role = "/compare?role=product-manager&amp;role=product-owner"
    of_step = "/compare?role=product-manager&amp;role=senior-product-manager"

    assert of_role in client.get("/roles/product-manager").text
    assert of_step in client.get("/path?source=PM&target=CPO").text


def test_hostile_text_is_escaped() -> None:
    """Markup in names and in the query stays text."""
    hostile = create_app(DATA / "hostile").test_client()
    for query in ("role=evil&role=other", "path=evil;other&path=other;evil", "role=<img>&role=x"):
        page = hostile.get(f"/compare?{query}").text
        assert "<img src=x" not in page
        assert "<iframe" not in page
        assert "<img>" not in page
