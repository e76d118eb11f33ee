"""The page /unlock and its JSON, without JavaScript."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

ROLE = "junior product manager"


def _text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return _words(answer.text)


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_page_starts_with_central_skills(client: FlaskClient) -> None:
    """Without a role, the page has the form and the central skills."""
    text = _text(client, "/unlock")

    assert "Central skills" in text
    assert "Exact, over" in text
    assert "Data analysis" in text


def test_page_lists_skills_and_evidence(
    client: FlaskClient,
) -> None:
    """The page names the next rung, and what adds to it with the evidence."""
    text = _text(client, f"/unlock?role={ROLE}&limit=2")

    assert "Only 4 roles state enough skills to rank; tiers need 10." in text
    assert "Next rung: Product manager Coverage 0.13 (23 skills); 2 to raise and 19 to" in text
    assert "any one of a new skill: 0.13 → 0.17 Empathy" in text
    assert "One skill" not in text


def test_equal_skills_share_a_card(client: FlaskClient) -> None:
    """Units that add the same share a card."""
    page = client.get(f"/unlock?role={ROLE}").text

    assert page.count('<li class="step">') == 1
    assert "And 11 more skills" in page


def test_pairs_on_request(client: FlaskClient) -> None:
    """Without tiers there are no pairs, even on request."""
    assert "Two skills" not in _text(client, f"/unlock?role={ROLE}&pairs=1")


def test_last_rung_has_no_next(client: FlaskClient) -> None:
    """If no rung follows, the page says so."""
    assert "No rung follows Chief product officer in this data." in _text(
        client, "/unlock?role=CPO"
    )


def test_unstated_skills_are_a_reason(client: FlaskClient) -> None:
    """A role without stated skills has a reason instead of lists."""
    text = _text(client, "/unlock?role=product+owner&pairs=1")

    assert "No source states the skills of Product owner" in text
    assert "with no skill held yet" not in text
    assert "One skill" not in text


def test_link_reproduces_the_answer(client: FlaskClient) -> None:
    """The link of an answer gives the same page."""
    page = client.get(f"/unlock?role={ROLE}&pairs=on&limit=3").text
    (link,) = re.findall(r'data-share href="([^"]+)"', page)

    again = client.get(link.replace("&amp;", "&")).text

    assert _words(again) == _words(page)


def test_page_links_to_profile(client: FlaskClient) -> None:
    """The page links to the profile form."""
    assert 'href="/match"' in client.get("/unlock").text


def test_mistyped_role_has_candidates(client: FlaskClient) -> None:
    """A mistyped role stays in the form, with links to similar roles."""
    page = client.get("/unlock?role=prodct+manager")

    assert page.status_code == 404
    assert 'value="prodct manager"' in page.text
    assert 'href="/unlock?role=product-manager"' in page.text


def test_json_has_the_answer(client: FlaskClient) -> None:
    """The API answers for a role, with its limit and pairs."""
    answer = client.get(f"/api/v1/unlock?role={ROLE}&pairs=1&limit=2").json

    assert answer is not None
    (rung,) = answer["next_rungs"]
    assert (rung["title"], rung["counted"], rung["raises"], rung["new"]) == (
        "Product manager",
        23,
        2,
        19,
    )
    assert [unit["requirement"]["title"] for unit in rung["units"]] == [
        "Empathy",
        "Critical thinking",
    ]
    assert (answer["tiered"], answer["unlocking"], answer["pairs"]) == (False, None, [])


def test_posted_profile_is_not_stored(client: FlaskClient) -> None:
    """The answer to a posted profile may not be stored."""
    answer = client.post("/api/v1/unlock", json={"title": "Me", "skills": ["Leadership"]})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json is not None
    assert (answer.json["title"], answer.json["role"], answer.json["held"]) == ("Me", None, 1)


def test_form_gets_the_page(client: FlaskClient) -> None:
    """A profile typed as text gets the page, escaped, or the problem."""
    answer = client.post("/unlock", data={"profile": "title: <b>Me\nroles: [XYZ]"})
    well = client.post("/unlock", data={"profile": f"title: <b>Me\nroles: [{ROLE}]"})

    assert answer.status_code == 400
    assert "unknown role" in answer.text
    assert well.status_code == 200
    assert "new roles nearer: &lt;b&gt;Me" in well.text
    assert well.headers["Cache-Control"] == "no-store"


def test_profile_page_names_its_owner(client: FlaskClient) -> None:
    """The page of a profile names what the person holds."""
    page = client.post("/unlock", data={"profile": "roles: [PM]\nskills: [mentoring]"}).text

    assert "new roles nearer: Product manager" in _words(page)
    assert "Held: Product manager · 28 skills." in _words(page)
    assert "Next rung: Senior product manager" in _words(page)
    assert 'class="headline no"' not in page
    assert re.search(r'name="pairs" value="1" checked', page)


def test_central_skills_have_json(client: FlaskClient) -> None:
    """The API answers with the central skills."""
    answer = client.get("/api/v1/unlock?central=1&limit=3").json

    assert answer is not None
    assert len(answer["skills"]) == 3
    assert answer["ranked_by"] == "betweenness"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/unlock", 400, "name a role or a profile"),
        ("/api/v1/unlock?role=nobody", 404, "unknown role 'nobody'"),
        ("/api/v1/unlock?role=empathy", 400, "is a skill, not a role"),
        ("/api/v1/unlock?role=PM&pairs=perhaps", 400, "it takes 1 or 0"),
        ("/api/v1/unlock?role=PM&limit=101", 400, "limit cannot be '101'"),
        ("/api/v1/unlock?role=PM&limit=0", 400, "limit cannot be '0'"),
        ("/api/v1/unlock?central=1&limit=-1", 400, "limit cannot be '-1'"),
    ],
)
def test_wrong_request_has_a_sentence(
    client: FlaskClient, address: str, status: int, words: str
) -> None:
    """A wrong request gets its status and one sentence."""
    answer = client.get(address)

    assert answer.status_code == status
    assert answer.json is not None
    assert words in answer.json["error"]


@pytest.mark.parametrize("body", ["", "[", "[]", '{"skills": [3]}', "\udcff{}"])
def test_broken_profile_has_a_sentence(client: FlaskClient, body: str) -> None:
    """A body that is no profile gets one sentence."""
    answer = client.post("/api/v1/unlock", data=body.encode("utf-8", "surrogateescape"))

    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"]


@pytest.mark.parametrize("scripts", [True, False])
def test_profile_page_leads_to_unlock(browser: Browser, server: str, *, scripts: bool) -> None:
    """The profile page leads to its skills, with and without JavaScript."""
    context = browser.new_context(base_url=server, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/match")
    if scripts:
        page.get_by_label("A role held").fill("junior product manager")  # typed, but not added
    else:
        page.locator("#profile").fill("roles: [junior product manager]")
    page.get_by_role("button", name="Show skills that unlock roles").click()
    page.wait_for_url("**/unlock")

    assert "Next rung: Product manager" in page.locator("main").inner_text()
    assert "Empathy" in page.locator("main").inner_text()
    context.close()
