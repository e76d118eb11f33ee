"""Tests of the page /path and of its JSON: paths, constraints, links and the form."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

ASKED = "source=business+analyst&target=CPO&lateral=1&by=steps&alternatives=5"
TIGHT = "source=junior+product+manager&target=CPO&by=steps&max_years=8&via=senior+product+manager"


def _text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == status, answer.text
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def _links(client: FlaskClient, address: str, words: str) -> list[str]:
    page = client.get(address, follow_redirects=True).text
    links = re.findall(r'href="([^"]+)"[^>]*>([^<]*)<', page)
    return [html.unescape(href) for href, text in links if words in html.unescape(text)]


def test_several_paths_have_trade_offs(client: FlaskClient) -> None:
    """Several paths are a list with their trade-offs."""
    text = _text(client, f"/path?{ASKED}")

    assert "2 paths, the shortest first; there are no others." in text
    assert "Compared with path 1: 1 step longer" in text
    assert "Path 1, step by step" in text
    assert "Show path 2 step by step" in text


def test_another_path_is_shown(client: FlaskClient) -> None:
    """Another path is shown step by step, and in the picture."""
    (address,) = _links(client, f"/path?{ASKED}", "Show path 2")
    page = client.get(address).text

    assert "Path 2, step by step" in page
    (picture,) = re.findall(r'data-picture="([^"]+)"', page)
    drawn = client.get(html.unescape(picture)).get_json()
    on_path = {node["id"] for node in drawn["nodes"] if node["on_path"]}
    assert "vp-of-product" in on_path


@pytest.mark.parametrize("asked", [ASKED, TIGHT, ASKED + "&avoid=empathy&avoid=programming"])
def test_links_repeat_the_query(client: FlaskClient, asked: str) -> None:
    """The links of an answer have the same answer."""
    (again,) = _links(client, f"/path?{asked}", "Link to this answer")
    (json,) = _links(client, f"/path?{asked}", "JSON")

    assert _links(client, again, "Link to this answer") == [again]
    assert client.get(json).get_json() == client.get(f"/api/v1/path?{asked}").get_json()


def test_nothing_fits_offers_links(client: FlaskClient) -> None:
    """If nothing fits, links lead to queries that have an answer."""
    text = _text(client, f"/path?{TIGHT}")
    (without,) = _links(client, f"/path?{TIGHT}", "Without “at most 8 years”")
    (nearer,) = _links(client, f"/path?{TIGHT}", "The path to Senior product manager")

    assert "No path meets the constraints: through Senior product manager; at most 8 years." in text
    assert "The shortest path." in _text(client, without)
    assert "The shortest path." in _text(client, nearer)


def test_form_keeps_the_query(client: FlaskClient) -> None:
    """The form keeps the query and has room for one more role."""
    page = client.get(f"/path?{TIGHT}", follow_redirects=True).text

    assert re.search(r'name="via"[^>]*value="Senior product manager"', page)
    assert page.count('name="via"') == 2
    assert re.search(r'name="max_years"[^>]*value="8"', page)
    assert '<details class="more" open>' in page


def test_empty_fields_are_ignored(client: FlaskClient) -> None:
    """An empty field is no constraint: a form without JavaScript sends it."""
    plain = "/path?source=PM&target=CPO&by=steps"
    empty = f"{plain}&alternatives=&max_steps=&max_years=&via=&avoid="
    page = client.get(empty, follow_redirects=True).text

    assert '<details class="more" >' in page
    assert _text(client, plain) == _text(client, empty)


def test_all_costs_need_no_number(client: FlaskClient) -> None:
    """By all costs a few paths are shown without a number."""
    text = _text(client, "/path?source=business+analyst&target=CPO&lateral=1&by=all")
    assert "One path is the best on every cost" in text


def test_json_has_one_shape(client: FlaskClient) -> None:
    """With and without constraints the JSON has the same shape; expand adds to it."""
    plain = client.get("/api/v1/path?source=PM&target=CPO&by=steps").get_json()
    limited = client.get("/api/v1/path?source=PM&target=CPO&max_steps=3").get_json()
    expanded = client.get("/api/v1/path?source=PM&target=CPO&expand=gaps").get_json()

    assert plain["found"]
    assert {**plain, "constraints": []} == {**limited, "constraints": []}
    assert "skills" not in plain["paths"][0]["steps"][0]
    assert expanded["paths"][0]["steps"][0]["skills"]["gained"]
    assert client.get("/api/v1/path?source=PM&target=CPO&shown=2").status_code == 400


def test_graphml_of_shown_path(client: FlaskClient) -> None:
    """The GraphML download has the path shown; without one it is 404."""
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
def test_bad_query_is_a_sentence(client: FlaskClient, more: str, status: int, words: str) -> None:
    """A query that has no meaning is a sentence with a status."""
    page = client.get(f"/path?source=PM&target=CPO&{more}")

    assert page.status_code == status
    assert words.lower() in html.unescape(page.text).lower()
    assert "<script>" not in page.text
    if "shown" not in more:
        answer = client.get(f"/api/v1/path?source=PM&target=CPO&{more}")
        assert answer.status_code == status
        assert words in answer.get_json()["error"]


def test_typo_keeps_the_form(client: FlaskClient) -> None:
    """A mistyped role keeps the form and offers similar roles."""
    answer = client.get("/path?source=prodct+manager&target=CPO")

    assert answer.status_code == 404
    assert 'value="prodct manager"' in answer.text
    assert "/roles/product-manager" in answer.text


def test_page_has_both_readings(client: FlaskClient) -> None:
    """The page has both readings of the years and the unknown step."""
    text = _text(client, "/path?source=junior+product+manager&target=CPO")

    assert "4 steps, at least 5 to 9 years; no source states the years of step 4." in text
    assert "To gain: 29 skills, 4 helpful ones and 1 that depends on the organisation" in text
    assert "Plan for at least 9 years, or for at least 5 years if the figures count all" in text
    assert "Weakest basis: implied" in text


def test_empty_page_has_an_example(client: FlaskClient) -> None:
    """The page without a query has a form and an example."""
    text = _text(client, "/path")
    assert "For example: from Associate product manager to Chief product officer" in text


def test_no_path_is_explained(client: FlaskClient) -> None:
    """Without a path the page says why, and shows the sideways path with its steps beneath."""
    address = "/path?source=project+manager&target=CPO"
    text = _text(client, address)

    assert "Nothing leads from Project manager to Chief product officer: no source says" in text
    assert "A sideways path Project manager ↔ overlaps with Product manager → leads to" in text
    assert "↔ is a sideways move, not a career step" in text
    assert [href for href in _links(client, address, "Compare the two roles") if "role=" in href]
    assert len(re.findall('class="step ', client.get(address).text)) == 4
    assert "With sideways moves (overlaps with) there is a path of 4 steps." in text


def test_same_role_is_an_answer(client: FlaskClient) -> None:
    """The same role twice is an answer without a step."""
    text = _text(client, "/path?source=PM&target=PM")
    assert "Both are the same role, so there is no step to take." in text


def test_time_line_is_a_list(client: FlaskClient) -> None:
    """The time line is a list: each role, then the step that follows and its years."""
    page = client.get("/path?source=junior+product+manager&target=CPO").text
    (line,) = re.findall(r'<ol class="strip".*?</ol>', page, re.DOTALL)
    entries = [
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", entry)).split())
        for entry in line.split("</li>")
    ]

    assert entries[:-1] == [
        "Associate product manager Step 1 1–3 years",
        "Product manager Step 2 around 3–5 years",
        "Senior product manager Step 3 at least 5 years",
        "Director of product Step 4 not stated",
        "Chief product officer",
    ]


def test_all_missing_is_in_one_place(client: FlaskClient) -> None:
    """What the path adds stands in one section, each thing once; skills can be ticked."""
    asked = "source=software+developer&target=CPO"
    path = client.get(f"/api/v1/path?{asked}&expand=gaps").get_json()["paths"][0]
    page = client.get(f"/path?{asked}").text
    (gains,) = re.findall(r'<section class="gains".*?</section>\s*<section class="step-by-step"',
                          page, re.DOTALL)  # fmt: skip
    raised = [each["id"] for step in path["steps"] for each in step["skills"].get("raised", ())]
    wanted = [each["id"] for each in (*path["skills"], *path["responsibilities"])]

    assert sorted(re.findall(r'<li data-node="([^"]+)"', gains)) == sorted([*wanted, *raised])
    assert sorted(re.findall(r'data-hold="([^"]+)" data-hold-kind="skill"', page)) == sorted(
        each["id"] for each in path["skills"]
    )
    assert "Gain first, for Product manager" in gains
    assert f"All {len(wanted) + len(raised)} to gain" in page


def test_form_is_folded_under_answer(client: FlaskClient) -> None:
    """The form is folded into one line where there is a path, and open where there is none."""
    found = client.get("/path?source=PM&target=CPO").text
    none = client.get("/path?source=CPO&target=PM").text

    assert re.search(
        r"<details class=\"fold\"><summary>Change the question</summary>\s*<form", found
    )
    assert "Change the question" not in none
    assert none.count('<form class="path-form"') == found.count('<form class="path-form"') == 1


def test_sideways_path_is_a_plan(client: FlaskClient) -> None:
    """Where nothing leads on, the sideways path has a time line and what to gain, too."""
    text = _text(client, "/path?source=project+manager&target=CPO")

    assert "4 steps, 1 of them sideways, at least 5 to 8 years" in text
    assert "Step 1, sideways not stated" in text
    assert "Gain first, for Product manager" in text
