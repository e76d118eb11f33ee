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
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def _json(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return json.loads(answer.text)


def test_the_page_without_a_question_is_two_forms(client: FlaskClient) -> None:
    text = _text(client, "/compare")

    assert "Compare the roles" in text
    assert "Compare the paths" in text


def test_roles_are_compared_the_source_first_and_differences_before_what_is_shared(
    client: FlaskClient,
) -> None:
    text = _text(client, "/compare?role=PM&role=senior+product+manager&role=product+owner&role=")

    places = [
        text.index("7 shared, 20 only Product manager, 9 only Senior product manager"),
        text.index("Said of Product manager and Product owner"),
        text.index("Side by side"),
        text.index("Only Product manager 20"),
        text.index("Product manager and Senior product manager, on the same terms 7"),
    ]
    assert places == sorted(places)


def test_what_is_the_same_is_folded_away(client: FlaskClient) -> None:
    page = client.get("/compare?role=PM&role=senior+product+manager").text

    assert re.search(r"<details >\s*<summary>Both, on the same terms", page)


def test_what_no_source_states_is_not_called_zero(client: FlaskClient) -> None:
    text = _text(client, "/compare?role=PM&role=product+owner")

    assert "27 of Product manager; not stated for Product owner" in text
    assert "to Product owner not stated not stated 0 of 6 (0%)" in text


def test_every_table_has_a_caption_and_headers_with_a_scope(client: FlaskClient) -> None:
    for query in (
        "role=PM&role=CPO&role=product+owner",
        "path=PM;CPO&path=product+coordinator;CPO",
    ):
        page = client.get(f"/compare?{query}").text
        assert page.count("<table") == page.count("<caption")
        assert "<table" in page
        assert "<th>" not in page


def test_paths_are_compared_by_their_ends_or_role_by_role(client: FlaskClient) -> None:
    text = _text(
        client,
        "/compare?path=product+coordinator;CPO"
        "&path=junior+product+manager+→+PM+→+senior+product+manager+→+director+of+product+→+CPO",
    )

    assert "2 paths side by side" in text
    assert "Only path 1 1 Product coordinator" in text
    assert "Only path 2 1 Associate product manager" in text


def test_the_form_takes_what_it_shows(client: FlaskClient) -> None:
    page = client.get("/compare?path=PM;PM&path=project+manager;CPO").text

    assert re.findall(r'name="path"[^>]+value="([^"]+)"', page) == [
        "Product manager; Product manager",
        "Project manager; Chief product officer",
    ]


def test_a_path_that_does_not_exist_is_a_page_with_the_reason(client: FlaskClient) -> None:
    text = _text(client, "/compare?path=project+manager;CPO&path=PM;CPO")

    assert "No path along leads to" in text
    assert "Skills gained" not in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("role=PM", "1 role is named; a comparison takes two to four"),
        ("role=PM&role=pm", "'PM' and 'pm' are the same role, Product manager; name others"),
        ("role=a&role=b&role=c&role=d&role=e", "5 roles are named; a comparison takes two to four"),
        ("role=PM&path=PM;CPO", "role and path are two questions; ask one"),
        ("path=PM;CPO", "1 path is named; a comparison takes two to four"),
        ("path=;&path=PM;CPO", "a path of 0 roles is named; name its two ends, or up to 50 roles"),
    ],
)
def test_what_cannot_be_compared_is_the_same_sentence_on_the_page_and_in_json(
    client: FlaskClient, query: str, sentence: str
) -> None:
    page = client.get(f"/compare?{query}")

    assert _json(client, f"/api/v1/compare?{query}", 400) == {"error": sentence}
    assert page.status_code == 400
    assert sentence[1:] in page.text.replace("&#39;", "'")


def test_a_mistyped_role_keeps_the_form_and_offers_what_was_meant(client: FlaskClient) -> None:
    page = client.get("/compare?role=prodct+manager&role=CPO")

    assert page.status_code == 404
    assert 'value="prodct manager"' in page.text
    assert "/roles/product-manager" in page.text


def test_json_answers_as_the_library_does(client: FlaskClient) -> None:
    answer = _json(client, "/api/v1/compare?role=CPO&role=PM")

    assert [role["node"]["id"] for role in answer["roles"]] == [
        "chief-product-officer",
        "product-manager",
    ]
    assert len(answer["pairs"][0]["directions"]) == 2


def test_the_link_to_the_json_asks_the_same(client: FlaskClient) -> None:
    for query in ("role=PM&role=CPO", "path=PM;CPO&path=product+coordinator;CPO&by=years"):
        page = client.get(f"/compare?{query}").text
        (link,) = re.findall(r'href="(/api/v1/compare[^"]+)"', page)
        asked = _json(client, f"/api/v1/compare?{query}")
        assert _json(client, link.replace("&amp;", "&")) == asked


def test_a_role_and_a_step_lead_to_the_comparison(client: FlaskClient) -> None:
    of_role = "/compare?role=product-manager&amp;role=product-owner"
    of_step = "/compare?role=product-manager&amp;role=senior-product-manager"

    assert of_role in client.get("/roles/product-manager").text
    assert of_step in client.get("/path?source=PM&target=CPO").text


def test_hostile_text_is_only_text() -> None:
    hostile = create_app(DATA / "hostile").test_client()
    for query in ("role=evil&role=other", "path=evil;other&path=other;evil", "role=<img>&role=x"):
        page = hostile.get(f"/compare?{query}").text
        assert "<img src=x" not in page
        assert "<iframe" not in page
        assert "<img>" not in page
