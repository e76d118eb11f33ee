"""Examples on pages that nobody has asked anything yet."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from commands import data_set
from flask.testing import FlaskClient

from graph.model.data_paths import shipped
from graph.store.index import Index
from web.app import create_app
from web.examples import compared_roles, path_ends, stating_role

ALIKE = """
roles:
- {id: baker, title: Baker, basis: derived, requires: [{target: a, basis: derived},
   {target: b, basis: derived}, {target: c, basis: derived}]}
- {id: cook, title: Cook, basis: derived, requires: [{target: a, basis: derived},
   {target: b, basis: derived}, {target: c, basis: derived}]}
skills: [{id: a, title: A, basis: derived}, {id: b, title: B, basis: derived},
 {id: c, title: C, basis: derived}]
"""
"""Two roles that only a derived overlap joins, as in ESCO."""


@pytest.mark.parametrize("data", ["product-management", "uk-digital-data"])
@pytest.mark.parametrize("page", ["/path", "/compare", "/unlock"])
def test_example_has_an_answer(data: str, page: str) -> None:
    """The link of an empty page leads to an answer of this data set, which its sentence begins."""
    client = create_app(shipped(data)).test_client()
    found = re.search(r'<section class="example">.*?</section>', client.get(page).text)
    assert found
    (address,) = re.findall(r'href="([^"]+)"', found[0])
    answer = client.get(html.unescape(address))

    assert answer.status_code == 200
    assert '<section class="headline no' not in answer.text
    for sentence in re.findall(r'<p class="hint-text">(.*?)</p>', found[0]):
        assert sentence in answer.text


def test_answer_has_no_example(client: FlaskClient) -> None:
    """Who asks gets the answer without an example."""
    for page in ("/path?source=PM&target=CPO", "/compare?role=PM&role=PO", "/unlock?role=PM"):
        assert 'class="example"' not in client.get(page).text


def test_example_without_ladders(tmp_path: Path) -> None:
    """Where nothing leads anywhere, the example of a path is a sideways move."""
    client = create_app(data_set(tmp_path / "alike", ALIKE)).test_client()

    assert "source=baker&amp;target=cook&amp;lateral=1" in client.get("/path").text
    assert "1 step" in client.get("/path").text
    assert "role=baker&amp;role=cook" in client.get("/compare").text


def test_nothing_to_show_is_no_example(tmp_path: Path) -> None:
    """A data set without skills and steps has no example, and its pages work."""
    bare = "roles: [{id: a, title: A, basis: derived}]\n"
    client = create_app(data_set(tmp_path / "bare", bare)).test_client()

    for page in ("/path", "/compare", "/unlock", "/match"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert 'class="example"' not in answer.text


def test_examples_state_their_skills(shipped_index: Index) -> None:
    """Roles of an example state skills, so that there is something to see."""
    ends, both = path_ends(shipped_index), compared_roles(shipped_index)
    role = stating_role(shipped_index)

    assert ends
    assert (ends.source.title, ends.target.title) == (
        "Associate product manager",
        "Chief product officer",
    )
    assert both
    assert role
    for each in (both.source, both.target, role):
        assert shipped_index.outgoing(each.id, "requires")


def test_missing_page_has_a_search(client: FlaskClient) -> None:
    """A page that does not exist has a search box; a bad parameter has none."""
    assert 'id="find-here" name="q"' in client.get("/roles/nobody").text
    assert 'id="find-here"' not in client.get("/skills?page=99").text
