"""Does /path ask for alternatives and constraints, and does every link ask the same again?"""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

ASKED = "source=business+analyst&target=CPO&lateral=1&by=steps&alternatives=5"
TIGHT = "source=junior+product+manager&target=CPO&by=steps&max_years=8&via=senior+product+manager"


def _text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def _links(client: FlaskClient, address: str, words: str) -> list[str]:
    page = client.get(address).text
    links = re.findall(r'href="([^"]+)"[^>]*>([^<]*)<', page)
    return [html.unescape(href) for href, text in links if words in html.unescape(text)]


def test_the_paths_are_a_list_with_their_trade_offs(client: FlaskClient) -> None:
    text = _text(client, f"/path?{ASKED}")

    assert "2 paths by steps; there are no more." in text
    assert "Beside path 1: 1 step longer" in text
    assert "Path 1, step by step" in text
    assert "Show path 2 step by step" in text


def test_another_path_is_shown_step_by_step_and_drawn(client: FlaskClient) -> None:
    (address,) = _links(client, f"/path?{ASKED}", "Show path 2")
    page = client.get(address).text

    assert "Path 2, step by step" in page
    (picture,) = re.findall(r'data-picture="([^"]+)"', page)
    drawn = client.get(html.unescape(picture)).get_json()
    on_path = {node["id"] for node in drawn["nodes"] if node["on_path"]}
    assert "vp-of-product" in on_path


@pytest.mark.parametrize("asked", [ASKED, TIGHT, ASKED + "&avoid=empathy&avoid=programming"])
def test_links_ask_the_same_again(client: FlaskClient, asked: str) -> None:
    (again,) = _links(client, f"/path?{asked}", "Link to these paths")
    (json,) = _links(client, f"/path?{asked}", "JSON")

    assert _links(client, again, "Link to these paths") == [again]
    assert client.get(json).get_json() == client.get(f"/api/v1/alternatives?{asked}").get_json()


def test_nothing_that_fits_offers_ways_out(client: FlaskClient) -> None:
    text = _text(client, f"/path?{TIGHT}")
    (without,) = _links(client, f"/path?{TIGHT}", "Without “at most 8 years”")
    (nearer,) = _links(client, f"/path?{TIGHT}", "The path to Senior product manager")

    assert "No path fits: through Senior product manager; at most 8 years." in text
    assert "The best path by steps." in _text(client, without)
    assert "The best path by steps." in _text(client, nearer)


def test_the_form_keeps_what_was_asked_and_has_room_for_more(client: FlaskClient) -> None:
    page = client.get(f"/path?{TIGHT}").text

    assert re.search(r'name="via"[^>]*value="Senior product manager"', page)
    assert page.count('name="via"') == 2
    assert re.search(r'name="max_years"[^>]*value="8"', page)
    assert '<details class="more" open>' in page


def test_the_simple_question_is_as_simple_as_before(client: FlaskClient) -> None:
    """An empty field is no constraint: a form without JavaScript sends it all the same."""
    plain = "/path?source=PM&target=CPO&by=steps"
    empty = f"{plain}&alternatives=&max_steps=&max_years=&via=&avoid="
    page = client.get(empty).text

    assert '<details class="more" >' in page
    assert _text(client, plain) == _text(client, empty)


def test_by_all_costs_a_few_are_shown_without_a_number(client: FlaskClient) -> None:
    text = _text(client, "/path?source=business+analyst&target=CPO&lateral=1&by=all")
    assert "One path is the best by every cost" in text


def test_the_json_of_the_shortest_path_has_one_shape(client: FlaskClient) -> None:
    answer = client.get("/api/v1/path?source=PM&target=CPO&by=steps&via=")
    refused = client.get("/api/v1/path?source=PM&target=CPO&max_steps=3")

    assert answer.get_json()["found"]
    assert refused.status_code == 400
    assert "ask /api/v1/alternatives" in refused.get_json()["error"]


def test_graphml_of_the_path_shown(client: FlaskClient) -> None:
    (file,) = _links(client, f"/path?{ASKED}&shown=2", "Download as GraphML")
    assert "vp-of-product" in client.get(file).text
    assert client.get(f"/graph.graphml?{TIGHT}").status_code == 404


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ("alternatives=many", 400, "alternatives cannot be 'many'; it takes a whole number"),
        ("alternatives=26", 400, "it takes a whole number from 1 to 25"),
        ("max_years=soon", 400, "max_years cannot be 'soon'; it takes a number"),
        ("max_steps=-1", 400, "max_steps cannot be '-1'"),
        ("via=nobody", 404, "unknown role 'nobody'"),
        ("via=PM", 400, "roles other than the first and the last"),
        ("alternatives=2&shown=9", 400, "shown cannot be '9'"),
        ("by=luck&alternatives=2", 400, "by cannot be 'luck'"),
        ("via=%3Cscript%3E", 404, "unknown role '<script>'"),
    ],
)
def test_a_bad_question_is_a_sentence(
    client: FlaskClient, more: str, status: int, words: str
) -> None:
    page = client.get(f"/path?source=PM&target=CPO&{more}")

    assert page.status_code == status
    assert words.lower() in html.unescape(page.text).lower()
    assert "<script>" not in page.text
    if "shown" not in more:
        answer = client.get(f"/api/v1/alternatives?source=PM&target=CPO&{more}")
        assert answer.status_code == status
        assert words in answer.get_json()["error"]
