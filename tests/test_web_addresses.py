"""The addresses of pages: short ones, and those that other computers know."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from graph.store.index import Index
from web.app import explorer
from web.site import Site

PUBLIC = "https://careers.example.org"


@pytest.mark.parametrize(
    ("given", "short"),
    [
        (
            "/path?source=PM&target=CPO&by=steps&alternatives=&max_steps=&via=&avoid=+",
            "/path?source=PM&target=CPO",
        ),
        ("/path?source=PM&target=CPO&shown=1", "/path?source=PM&target=CPO"),
        ("/compare?role=PM&role=product+owner&role=&role=", "/compare?role=PM&role=product+owner"),
        ("/unlock?role=&pairs=", "/unlock"),
        ("/matrix?group=&text=", "/matrix"),
        ("/near?skill=empathy&limit=10", "/near?skill=empathy"),
        ("/search?q=", "/search"),
        ("/skills?page=1", "/skills"),
        ("/?focus=&group=", "/"),
        ("/roles/product-manager?x=", "/roles/product-manager"),
    ],
)
def test_page_redirects_to_short_address(client: FlaskClient, given: str, short: str) -> None:
    """A page without its empty parts and defaults is at one address, and is the same page."""
    answer = client.get(given)

    assert (answer.status_code, answer.location) == (302, short)
    assert client.get(short).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/path?source=PM&target=CPO&by=effort&lateral=1",
        "/path?source=PM&target=CPO&by=steps&alternatives=2",
        "/path?source=PM&target=CPO&by=all&shown=2",
        "/graph.graphml?node=PM",
    ],
)
def test_other_parts_stay(client: FlaskClient, address: str) -> None:
    """What says something stays: with several paths, the shortest is no default."""
    assert client.get(address).status_code != 302


def test_api_takes_no_empty_part(client: FlaskClient) -> None:
    """The API refuses an empty value: a program that sends one has a fault."""
    assert client.get("/api/v1/path?source=PM&target=CPO&by=").status_code == 400


def test_short_address_stays_in_set(shipped_index: Index, small_index: Index) -> None:
    """Below /sets/ the short address is there, too."""
    site = Site([("one", lambda _: shipped_index), ("two", lambda _: small_index)])
    site.load(failed=pytest.fail).join(10)

    assert Client(site).get("/sets/two/path?source=a&by=").location == "/sets/two/path?source=a"


def test_link_to_answer_is_short(client: FlaskClient) -> None:
    """The link to an answer has no default."""
    page = client.get("/path?source=PM&target=CPO").text

    assert re.search(
        r'href="/path\?source=product-manager&amp;target=chief-product-officer">Link to', page
    )


# --- Open Graph -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def public(shipped_index: Index) -> FlaskClient:
    return explorer(shipped_index, public_url=PUBLIC).test_client()


def _tags(page: str) -> dict[str, str]:
    found = re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page)
    return {name: html.unescape(content) for name, content in found}


@pytest.mark.parametrize(
    ("address", "title", "sentence"),
    [
        (
            "/path?source=PM&target=CPO",
            "Product manager → Chief product officer",
            "3 steps, at least",
        ),
        ("/compare?role=PM&role=product+owner", "Product manager – Product owner", "Product man"),
        ("/unlock?role=PM", "", "Only 4 roles state"),
        ("/roles/product-manager", "Product manager", "Finds out what customers need"),
        ("/?focus=product-manager", "Product manager", "Finds out what customers need"),
        ("/matrix", "Matrix", "17 roles and 45 skills"),
        ("/near?skill=UX+design", "", "1 skill near UX design"),
        ("/", "Career map", "The product manager's career path"),
        ("/search", "Find", "The product manager's career path"),
    ],
)
def test_shared_page_has_title_and_sentence(
    public: FlaskClient, address: str, title: str, sentence: str
) -> None:
    """A page has its title, the first sentence of its answer, and its public address."""
    tags = _tags(public.get(address).text)

    assert tags["title"] == title or not title
    assert sentence in tags["description"]
    assert "<" not in tags["description"]
    assert tags["url"] == PUBLIC + address


def test_no_public_address_no_tags(client: FlaskClient, public: FlaskClient) -> None:
    """Without a public address, and in the answer to a profile, there is nothing to share."""
    assert _tags(client.get("/path?source=PM&target=CPO").text) == {}
    assert _tags(public.post("/match", data={"profile": "roles: [PM]"}).text) == {}


def test_public_address_is_escaped(public: FlaskClient) -> None:
    """Nothing in an address ends the attribute."""
    page = public.get('/search?q="><script>x').text

    assert "<script>x" not in page
    assert _tags(page)["url"].startswith(f"{PUBLIC}/search?q=")
