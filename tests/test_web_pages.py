from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from graph.model.relations import PLURALS


def _text(client: FlaskClient, address: str, status: int = 200) -> str:
    """Return a page as a reader without JavaScript sees it."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    body = re.sub(r"<script.*?</script>", "", answer.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_map_lists_every_role_with_what_it_leads_to(client: FlaskClient) -> None:
    text = _text(client, "/")
    index = client.application.extensions["index"]

    assert all(index.records[role].title in text for role in index.of_kind("role"))
    assert "leads to Senior product manager (around 3–5 years)" in text


def test_the_map_with_a_focus_tells_all_about_it(client: FlaskClient) -> None:
    text = _text(client, "/?focus=PM")

    assert "7 signs of readiness" in text
    assert "Empathy" in text
    assert "Business analyst" in text


def test_every_node_has_a_page(client: FlaskClient) -> None:
    index = client.application.extensions["index"]
    for id_, kind in index.kinds.items():
        assert index.records[id_].title in client.get(f"/{PLURALS[kind]}/{id_}").get_data(
            as_text=True
        ).replace("&#39;", "'")


def test_a_title_as_address_leads_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/roles/CPO")

    assert answer.status_code == 302
    assert answer.location == "/roles/chief-product-officer"


def test_a_skill_among_the_roles_leads_to_its_page(client: FlaskClient) -> None:
    assert client.get("/roles/empathy").location == "/skills/empathy"


def test_an_exact_name_opens_the_node(client: FlaskClient) -> None:
    assert client.get("/search?q=cpo").location == "/roles/chief-product-officer"


def test_the_panel_lists_what_an_expanded_role_requires(client: FlaskClient) -> None:
    assert "Empathy" in _text(client, "/?expand=product-manager")


def test_a_list_pages(client: FlaskClient) -> None:
    assert "Skills 43" in _text(client, "/skills")
    assert client.get("/skills?page=9").status_code == 400


def test_a_page_cites_section_and_lines(client: FlaskClient) -> None:
    assert "line 111" in _text(client, "/roles/product-manager")


def test_what_is_not_stated_is_said_to_be_so(client: FlaskClient) -> None:
    text = _text(client, "/roles/director-of-product")

    assert "The sources state no responsibilities." in text
    assert "Years: not stated" in text


def test_the_data_page_names_sources_and_what_is_missing(client: FlaskClient) -> None:
    text = _text(client, "/data")

    assert "What is missing" in text
    assert "Director of product : responsibilities not stated" in text
    assert "Director of product leads to VP of product : years not stated" in text
    assert "Average American income: date not stated – No year is given" in text
    assert '</a>: skills <span class="not-stated">' in client.get("/data").text


def test_the_data_page_counts_an_edge_that_holds_both_ways_once(client: FlaskClient) -> None:
    assert "overlaps with 4 1 2 7" in _text(client, "/data")


def test_the_data_page_tells_facts_with_role_notes_and_what_is_open(client: FlaskClient) -> None:
    text = _text(client, "/data")

    assert (
        "Average product manager salary 111,868 USD, USA only for the role Product manager" in text
    )
    assert "Context: Given only for comparison with the salary." in text
    assert "Date: not stated – No year is given for the figure." in text


def test_what_a_new_role_does_not_name_is_not_called_left_behind(client: FlaskClient) -> None:
    text = _text(client, "/path?source=PM&target=senior+product+manager")

    assert "Not named for Senior product manager" in text
    assert "eft behind" not in text


def test_the_search_page_works_without_javascript(client: FlaskClient) -> None:
    assert "Chief product officer" in _text(client, "/search?q=chief")
    assert "No title or alias matches." in _text(client, "/search?q=zzzzzzzzzz")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/roles/prodct-manager", 404, "Unknown role 'prodct-manager'; did you mean"),
        ("/path?source=PM&target=CPO&by=luck", 400, "By cannot be 'luck'"),
        ("/path?source=PM", 400, "Target cannot be"),
        ("/nothing", 404, "There is no such page"),
    ],
)
def test_an_error_is_a_page_in_the_words_of_the_command(
    client: FlaskClient, address: str, status: int, words: str
) -> None:
    text = _text(client, address, status).replace("&#39;", "'")

    assert words in text
    assert "Traceback" not in text


def test_a_name_that_is_markup_stays_text(client: FlaskClient) -> None:
    answer = client.get("/path?source=<img src=x onerror=alert(1)>&target=CPO")

    assert answer.status_code == 404
    assert "<img src=x" not in answer.text
