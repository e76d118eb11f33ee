"""Texts of a data set are marked with its language, where the interface has another one."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import conftest
import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace
from playwright.sync_api import Browser, expect
from worlds import dataset, role, to

from graph.model.records import About, Info, Note, Sign, Stage
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from web.app import explorer

ABOUT = About(
    info=Info(title="Métiers é", summary="Un résumé é", language="fr"),
    stages=(Stage(id="haut", title="Étage é"),),
)
VOID = ("meta", "link", "img", "input", "br")


class _Texts(HTMLParser):
    """Collects the texts of a page, each with the language that applies to it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inherited = self.open[-1][1] if self.open else ""
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or inherited))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if data.strip() and not {"title", "script"} & set(tags):
            self.found.append((data.strip(), self.open[-1][1]))


def _languages(page: str) -> tuple[set[str], list[str]]:
    """Return the languages of the texts with é, and the French texts without."""
    texts = _Texts()
    texts.feed(page)
    marked = {language for text, language in texts.found if "é" in text}
    return marked, [text for text, language in texts.found if language == "fr" and "é" not in text]


@pytest.fixture(scope="module")
def french() -> Index:
    """Two roles, a step with a sign, a skill, and notes; every text contains é."""
    sign = Sign(id="signe", title="Signe é", basis="stated", summary="Preuve é")
    notes = (Note(kind="context", text="Contexte é"),)
    roles = (
        role("boulanger", to("patron", 2, signs=(sign,)), requires=["petrir"], stage="haut"),
        role("patron", requires=["petrir"], notes=notes, aliases=("chef é",), summary="Décide é"),
    )
    world = dataset(*(replace(each, title=f"{each.title} é") for each in roles))
    skills = tuple(replace(each, title="Pétrir") for each in world.skills)
    return Index(build_graph(replace(world, about=ABOUT, skills=skills)))


@pytest.fixture(scope="module")
def client(french: Index) -> FlaskClient:
    return explorer(french).test_client()


@pytest.mark.parametrize(
    "address",
    ["/", "/?focus=patron", "/?expand=boulanger", "/roles/patron", "/roles/boulanger", "/roles",
     "/skills/petrir", "/data", "/search?q=patr"],
)  # fmt: skip
def test_data_texts_carry_their_language(client: FlaskClient, address: str) -> None:
    """Every text of a French data set is marked as French, and no other text is."""
    page = client.get(address)

    assert page.status_code == 200
    assert '<html lang="en"' in page.text
    assert _languages(page.text) == ({"fr"}, [])


def test_titles_in_comparisons_carry_language(client: FlaskClient) -> None:
    """Links, table heads and signs of a comparison are French, its sentences English."""
    page = client.get("/compare?role=boulanger&role=patron").text

    assert '<th scope="col"><span lang="fr">Boulanger é</span></th>' in page
    assert '<strong lang="fr">Signe é</strong>' in page
    assert page.count("<td><span lang") == 0


@pytest.mark.parametrize("address", ["/path?source=boulanger&target=patron", "/unlock?role=patron"])
def test_links_of_answers_carry_language(client: FlaskClient, address: str) -> None:
    """Every link to a node in an answer is marked as French."""
    links = re.findall(r'<a class="node[^>]*>', client.get(address).text)

    assert links
    assert all('lang="fr"' in link for link in links)


def test_profile_carries_language(client: FlaskClient) -> None:
    """Signs to tick, and the steps to a target, are marked as French."""
    page = client.post("/match", data={"profile": "roles: [boulanger]", "to": "patron"}).text

    assert '> <span lang="fr">Signe é</span></label>' in page
    assert '<p class="big" tabindex="-1" autofocus><span lang="fr">Patron é</span>:' in page


@pytest.mark.parametrize("address", ["/", "/roles/product-manager", "/data"])
def test_english_data_needs_no_mark(address: str, shipped_index: Index) -> None:
    """A data set in the interface's language adds no ``lang`` attribute."""
    page = explorer(shipped_index).test_client().get(address).text

    assert page.count(" lang=") == 1


def test_suggestions_carry_their_language(browser: Browser, french: Index) -> None:
    """A suggested title is marked as French, its kind is not."""
    page = browser.new_page()
    with conftest.listening(explorer(french)) as address:
        page.goto(f"{address}/data")
        page.locator("#find").press_sequentially("patr")
        option = page.locator("[role=option]").first
        expect(option.locator("[lang=fr]")).to_have_text("Patron é")
        expect(option.locator("small")).to_have_text("role")
    page.close()
