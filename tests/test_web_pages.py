"""The pages without a question of their own, and the errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import data_set
from flask.testing import FlaskClient

from graph.model.relations import PLURALS
from web.app import create_app


def _text(client: FlaskClient, address: str, status: int = 200) -> str:
    """Return a page as a reader without JavaScript sees it."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    body = re.sub(r"<script.*?</script>", "", answer.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_map_lists_roles(client: FlaskClient) -> None:
    """Beside the map every role is listed, with its next roles and years."""
    text = _text(client, "/")
    index = client.application.extensions["index"]

    assert all(index.records[role].title in text for role in index.of_kind("role"))
    assert "leads to Senior product manager (around 3–5 years)" in text


def test_focus_shows_details(client: FlaskClient) -> None:
    """A node in focus has its details in the panel."""
    text = _text(client, "/?focus=PM")

    assert "7 signs of readiness" in text
    assert "Empathy" in text
    assert "Business analyst" in text


def test_every_node_has_page(client: FlaskClient) -> None:
    """Every node has a page with its title."""
    index = client.application.extensions["index"]
    for id_, kind in index.kinds.items():
        assert index.records[id_].title in client.get(f"/{PLURALS[kind]}/{id_}").get_data(
            as_text=True
        ).replace("&#39;", "'")


def test_title_redirects_to_page(client: FlaskClient) -> None:
    """A title as address redirects to the page of the node."""
    answer = client.get("/roles/CPO")

    assert answer.status_code == 302
    assert answer.location == "/roles/chief-product-officer"


def test_wrong_kind_redirects(client: FlaskClient) -> None:
    """A skill below /roles redirects to its own page."""
    assert client.get("/roles/empathy").location == "/skills/empathy"


def test_exact_name_opens_node(client: FlaskClient) -> None:
    """Searching an exact name opens the node."""
    assert client.get("/search?q=cpo").location == "/roles/chief-product-officer"


def test_panel_lists_expanded_role(client: FlaskClient) -> None:
    """The panel lists what an expanded role requires."""
    assert "Empathy" in _text(client, "/?expand=product-manager")


def test_lists_have_pages(client: FlaskClient) -> None:
    """A list has pages; a page beyond the last is status 400."""
    assert "Skills 45" in _text(client, "/skills")
    assert client.get("/skills?page=9").status_code == 400


def test_claims_cite_lines(client: FlaskClient) -> None:
    """A claim cites the lines of its source."""
    assert "line 111" in _text(client, "/roles/product-manager")


def test_unstated_items_are_named(client: FlaskClient) -> None:
    """A page says which lists and years no source states."""
    text = _text(client, "/roles/product-coordinator")

    assert "The sources state no responsibilities." in text
    assert "Years: not stated" in text


def test_data_page_lists_unstated(client: FlaskClient) -> None:
    """The data page lists what the sources do not state."""
    text = _text(client, "/data")

    assert "Not stated" in text
    assert "Director of product : responsibilities not stated" in text
    assert "Director of product leads to VP of product : years not stated" in text
    assert "Average American income: date not stated – The text gives no year" in text
    assert '</a>: skills <span class="not-stated">' in client.get("/data").text


def test_symmetric_edges_count_once(client: FlaskClient) -> None:
    """An overlap counts once, though it holds in both directions."""
    assert "overlaps with 5 0 2 1 8" in _text(client, "/data")


def test_data_page_shows_facts(client: FlaskClient) -> None:
    """Facts show their role, notes, and what is not stated."""
    text = _text(client, "/data")

    assert (
        "Average product manager salary 111,868 USD, USA only for the role Product manager" in text
    )
    assert "Context: The text gives it only to compare the salary with." in text
    assert "Date: not stated – The text gives no year for the figure." in text


def test_unnamed_skills_are_not_lost(client: FlaskClient) -> None:
    """A skill that the next role does not name is not called left behind."""
    text = _text(client, "/path?source=APM&target=PM")

    assert "Not named for Product manager" in text
    assert "eft behind" not in text


def test_abbreviation_opens_its_role(client: FlaskClient) -> None:
    """An abbreviation of one role opens the page of the role."""
    assert client.get("/search?q=senior+PM").location == "/roles/senior-product-manager"


def test_search_page_says_where(client: FlaskClient) -> None:
    """The page names the field of each place, and whether a figure is the role's own."""
    assert "sign of readiness, Senior product manager" in _text(client, "/search?q=budget")
    page = _text(client, "/search?q=salary+of+a+senior+PM")
    assert "Salary of Senior product manager: not stated." in page
    assert "111,868 USD" in page
    assert "Nothing in the data contains “math”." in _text(client, "/search?q=math")


def test_soft_skills_are_marked(client: FlaskClient) -> None:
    """A role's skill has its type where the source gives one."""
    skills = client.get("/api/v1/nodes/product-manager").json["skills"]  # type: ignore[index]
    types = {skill["id"]: skill["type"] for skill in skills}

    assert types["empathy"] == "soft"
    assert types["stakeholder-management"] is None
    assert '<span class="tag">soft</span>' in client.get("/roles/product-manager").text


def test_contradictions_are_shown(contradicting: list[Path]) -> None:
    """Claims that contradict one another stand side by side, each with its evidence."""
    client = create_app(contradicting).test_client()
    role, skill, step = (_text(client, at) for at in ("/roles/lead", "/skills/sql", "/roles/cook"))

    for title, text in (("SQL", role), ("Lead", skill)):
        words = r" claims differ \(the strongest counts\) essential, level 3 stated .*?"
        assert re.search(rf"{title}{words} helpful, level 2 stated ", text), text
    assert "Years: at least 2 years" in step
    assert "Years: at least 5 years" in step


def test_special_cases_are_linked(tmp_path: Path) -> None:
    """A role links to the one above it, and to its special cases; those beyond 20 are folded."""
    cases = "".join(
        f"- {{id: teacher-{n}, title: Teacher {n}, basis: derived, broader: teacher}}\n"
        for n in range(31)
    )
    roles = f"roles:\n- {{id: teacher, title: Teacher, basis: derived}}\n{cases}"
    (tmp_path / "teachers.yaml").write_text(roles)
    client = create_app([tmp_path]).test_client()
    broad, narrow = (client.get(f"/roles/{id_}").text for id_ in ("teacher", "teacher-7"))

    assert re.search(r'A special case of: <a [^>]*href="/roles/teacher"', narrow)
    assert "Special cases" not in narrow
    assert 'Special cases <span class="count">31</span>' in broad
    assert all(f'href="/roles/teacher-{n}"' in broad for n in range(31))
    assert "<summary>Show 11 more</summary>" in broad


def test_search_needs_no_javascript(client: FlaskClient) -> None:
    """The search page lists matches, or says that there are none."""
    assert "Chief product officer" in _text(client, "/search?q=chief")
    assert "Nothing in the data contains" in _text(client, "/search?q=zzzzzzzzzz")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/roles/prodct-manager", 404, "Unknown role 'prodct-manager'; did you mean"),
        ("/path?source=PM&target=CPO&by=luck", 400, "By cannot be 'luck'"),
        ("/path?source=PM", 400, "Target cannot be"),
        ("/nothing", 404, "There is no such page"),
    ],
)
def test_errors_use_command_words(
    client: FlaskClient, address: str, status: int, words: str
) -> None:
    """An error page has the sentence of the command line."""
    text = _text(client, address, status).replace("&#39;", "'")

    assert words in text
    assert "Traceback" not in text


def test_markup_in_name_stays_text(client: FlaskClient) -> None:
    """Markup in a parameter is escaped."""
    answer = client.get("/path?source=<img src=x onerror=alert(1)>&target=CPO")

    assert answer.status_code == 404
    assert "<img src=x" not in answer.text


THREE_ALIKE = """
roles:
- {id: baker, title: Baker, basis: derived, requires: [{target: a, basis: derived},
   {target: b, basis: derived}, {target: c, basis: derived}]}
- {id: miller, title: Miller, basis: derived, requires: [{target: a, basis: derived},
   {target: b, basis: derived}, {target: d, basis: derived}]}
- {id: cook, title: Cook, basis: derived, requires: [{target: a, basis: derived},
   {target: b, basis: derived}, {target: c, basis: derived}, {target: d, basis: derived}]}
skills: [{id: a, title: A, basis: derived}, {id: b, title: B, basis: derived},
 {id: c, title: C, basis: derived}, {id: d, title: D, basis: derived}]
"""


def test_overlap_says_how_alike(tmp_path: Path) -> None:
    """Derived overlaps say how alike the roles are, in words too, the most alike first."""
    client = create_app(data_set(tmp_path / "alike", THREE_ALIKE)).test_client()

    for address in ("/roles/baker", "/?focus=baker"):
        found = re.findall(r"\d\.\d\d alike: [^<]+", client.get(address).text)
        assert found == [
            "1.00 alike: they share 3 of the 3 requirements on the shorter list",
            "0.67 alike: they share 2 of the 3 requirements on the shorter list",
        ]


def test_data_page_has_pages(monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> None:
    """Facts and what is not stated have pages of their own; their links keep the other's page."""
    monkeypatch.setattr("web.pages.paging.PAGE_SIZE", 2)
    first, third = client.get("/data").text, client.get("/data?page=3&facts=2").text

    assert 'rel="next" href="/data?page=2#not-stated"' in first
    assert 'rel="prev"' not in first
    assert 'href="/data?facts=2#not-stated">First' in third
    assert 'href="/data?page=2&amp;facts=2#not-stated">Previous' in third
    assert 'href="/data?page=3#facts">First' in third
    assert client.get("/data?page=999").status_code == 400
    assert client.get("/data?facts=0").status_code == 400
