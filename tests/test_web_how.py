"""The page that explains how each answer is computed, and the links to it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from web.pages.how import to_html

ANSWERS = {
    "/path?source=PM&target=CPO": "path",
    "/path?source=PM&target=CPO&alternatives=2": "path",
    "/match": "match",
    "/unlock?role=PM": "unlock",
    "/compare?role=PM&role=CPO": "compare",
    "/diff": "diff",
    "/data": "stats",
}


@pytest.mark.parametrize(("address", "question"), ANSWERS.items())
def test_answers_link_their_definition(client: FlaskClient, address: str, question: str) -> None:
    """Each answer links to the section of its question, which exists."""
    page, how = client.get(address).text, client.get("/how").text

    assert f'<a href="/how#{question}">How is this computed?</a>' in page
    assert f'<h2 id="{question}">' in how


def test_definitions_have_tables(client: FlaskClient) -> None:
    """Tables of the Markdown text are tables of the page, and its code stays code."""
    how = client.get("/how").text

    assert "<th>" in how
    assert '<code class="language-console">' in how


def test_relative_links_are_words(client: FlaskClient) -> None:
    """A link to a file in the repository leaves its words only."""
    links = re.findall(r'href="([^"]*)"', str(to_html("[a](b.md) [c](#d) <https://e.f>")))

    assert links == ["#d", "https://e.f"]
    assert ".md" not in "".join(re.findall(r'href="([^"]*)"', client.get("/how").text))


def test_markup_in_markdown_is_escaped() -> None:
    """HTML and script addresses in the text stay text."""
    html = str(to_html("<script>x</script> [y](javascript:z)"))

    assert "<script" not in html
    assert "<a" not in html
