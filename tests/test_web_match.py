"""The page and the JSON of a profile: answered, and not kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from graph.parts.queries.lean import lean_json
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.sources.profile_file import profile_of
from graph.store.index import Index

API = "/api/v1/match"
PROFILE = {
    "roles": [{"role": "PM", "years": 3}],
    "skills": ["mentoring"],
    "signs": ["pm-delivers"],
}
YAML = "roles:\n- {role: PM, years: 3}\nskills: [mentoring]\nsigns: [pm-delivers]\n"


# --- JSON -----------------------------------------------------------------------------------------


def test_json_answers_as_the_library_does(client: FlaskClient, shipped_index: Index) -> None:
    answer = client.post(f"{API}?to=CPO&limit=3", json=PROFILE)

    assert answer.status_code == 200
    query = MatchQuery(profile=profile_of(PROFILE), to="CPO", limit=3)
    assert answer.data == lean_json(match(shipped_index, query))


def test_an_answer_is_kept_nowhere(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [
            client.post(API, json=PROFILE),
            client.post(API, json={"roles": ["secret"]}),
            client.post("/match", data={"profile": YAML}),
            client.post("/match", data={"profile": "roles: [secret]"}),
        ]

    assert [answer.headers.get("Cache-Control") for answer in answers][::2] == ["no-store"] * 2
    assert answers[3].headers["Cache-Control"] == "no-store"
    assert "secret" not in caplog.text
    assert "PM" not in caplog.text
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""
    assert not any("Set-Cookie" in answer.headers for answer in answers)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"skills": [{"skill": "x", "level": "high"}]}', "profile, skills[0].level: 'level'"),
        ('{"roles": ["product manger"]}', "profile, roles[0]: unknown role 'product manger'"),
        ("{", "profile: not readable as JSON"),
        ("[]", "profile: a profile is a mapping"),
        ("{}", "profile: it names no role, skill or sign"),
        ("\xff", "profile: not readable as JSON"),
    ],
)
def test_an_error_names_the_place(client: FlaskClient, body: str, said: str) -> None:
    answer = client.post(API, data=body.encode("latin-1"))

    assert answer.status_code == 400
    assert json.loads(answer.text)["error"].startswith(said)
    assert json.loads(answer.text)["problems"]


def test_a_body_has_a_limit(client: FlaskClient) -> None:
    answer = client.post(API, json={"skills": ["x" * 100] * 1000})

    assert answer.status_code == 413
    assert "error" in json.loads(answer.text)


def test_an_unknown_target_is_not_found(client: FlaskClient) -> None:
    answer = client.post(f"{API}?to=product+manger", json=PROFILE)

    assert answer.status_code == 404
    assert json.loads(answer.text)["candidates"]


def test_get_is_told_to_post(client: FlaskClient) -> None:
    answer = client.get(API)

    assert answer.status_code == 405
    assert "use POST" in json.loads(answer.text)["error"]


# --- The page without JavaScript ------------------------------------------------------------------


def test_the_page_answers_a_form(client: FlaskClient) -> None:
    page = client.post("/match", data={"profile": YAML, "to": ""}).text

    assert "3 roles now, 1 next, 0 as a stretch" in page
    assert "Senior product manager" in page
    assert "1 of 7 signs of readiness shown" in page


def test_the_page_says_where_the_skills_held_are_not_stated(client: FlaskClient) -> None:
    page = client.post("/match", data={"profile": "roles: [CPO]"}).text

    assert "No source states the skills of Chief product officer" in page
    assert "0 skills" not in page
    assert "No role." not in page


def test_the_page_shows_the_path_to_a_role(client: FlaskClient) -> None:
    page = client.post("/match", data={"profile": YAML, "to": "CPO"}).text

    assert "3 steps; 13 skills to learn; effort 12." in page
    assert "Exact: no other path takes less effort." in page


def test_a_problem_stands_beside_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/match", data={"profile": "roles: [product manger]\nskill: x", "to": "y"})

    assert answer.status_code == 400
    assert "profile:2: unknown key" in answer.text
    assert "roles: [product manger]" in answer.text


def test_a_ticked_entry_is_named_and_not_a_line(client: FlaskClient) -> None:
    ticked = json.dumps({"roles": ["PM"], "skills": [{"skill": "mentorin"}, "mentoring"]}, indent=1)
    pages = [
        client.post(address, data={"profile": ticked, "ticked": "1"}).text
        for address in ("/match", "/unlock")
    ]

    for page in pages:
        assert 'data-entry="skills 0">Unknown skill &#39;mentorin&#39;; did you mean' in page
        assert "rofile:" not in page


def test_a_ticked_entry_with_a_wrong_number_is_named_too(client: FlaskClient) -> None:
    ticked = json.dumps({"roles": [{"role": "PM", "years": -1}]})
    page = client.post("/match", data={"profile": ticked, "ticked": "1"}).text

    assert 'data-entry="roles 0">PM: ' in page


def test_what_is_ticked_but_no_json_is_read_as_text(client: FlaskClient) -> None:
    answer = client.post("/match", data={"profile": "{", "ticked": "1"})

    assert answer.status_code == 400
    assert "profile: not readable as JSON" in answer.text


def test_a_profile_is_escaped(client: FlaskClient) -> None:
    hostile = {"title": "</script><script>alert(1)</script>", "roles": ["PM"]}
    page = client.post("/match", data={"profile": json.dumps(hostile)}).text

    assert "<script>alert" not in page


# --- The page in a browser ------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(base_url=server)
    context.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " event => console.error(`CSP ${event.violatedDirective}`))"
    )
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if "CSP" in m.text else None)
    yield page
    context.close()
    assert faults == []


def add(page: Page, kind: str, name: str) -> None:
    page.fill(f"#add-{kind}", name)
    page.press(f"#add-{kind}", "Enter")


def test_what_is_ticked_is_sent_only_when_asked_and_only_in_a_body(page: Page, server: str) -> None:
    sent: list[tuple[str, str]] = []
    page.on("request", lambda r: sent.append((r.method, r.url.removeprefix(server))))
    page.goto("/match")
    add(page, "role", "Product manager")
    page.fill("[data-list=roles] input", "3")
    page.press("[data-list=roles] input", "Tab")
    page.locator(".signs-held > summary").click()
    page.check("[data-sign=pm-delivers]")
    assert [method for method, _ in sent if method == "POST"] == []

    page.click("button.primary")

    expect(page.locator("#answer")).to_contain_text("Product manager (3 years)")
    expect(page.locator("#answer")).to_contain_text("1 of 7 signs of readiness shown")
    assert [address for method, address in sent if method == "POST"] == ["/match"]


def test_a_skill_in_the_gap_is_taken_over_and_asked_about(page: Page) -> None:
    page.goto("/match")
    add(page, "role", "Product manager")
    page.fill("#to", "Senior product manager")
    page.press("#to", "Tab")
    page.click("button.primary")
    expect(page.locator("#answer")).to_contain_text("7 of 16 (0.44) essential")

    page.locator("[data-add-skill=Mentoring]").first.click()

    expect(page.locator("#answer")).to_contain_text("8 of 16 (0.50) essential")
    expect(page.locator("[data-list=skills]")).to_contain_text("Mentoring")


def test_an_entry_that_nothing_has_is_marked(page: Page) -> None:
    page.goto("/match")
    add(page, "role", "Product manager")
    add(page, "skill", "mentorin")
    page.click("button.primary")

    wrong = page.locator(".held .wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("Unknown skill 'mentorin'; did you mean 'Mentoring'?")


def test_a_suggestion_that_is_chosen_is_added_at_once_by_its_title(page: Page) -> None:
    page.goto("/match")
    page.locator("#add-role").press_sequentially("CPO")
    expect(page.locator("#add-role + ul li").first).to_contain_text("Chief product officer")
    page.press("#add-role", "ArrowDown")
    page.press("#add-role", "Enter")

    expect(page.locator("[data-list=roles] li")).to_contain_text("Chief product officer")
    expect(page.locator("#add-role")).to_have_value("")


def test_a_text_with_a_wrong_name_stays_beside_the_line_that_is_named(page: Page) -> None:
    page.goto("/match")
    page.locator(".as-text > summary").click()
    page.fill("#profile", "roles: [PM]\nskills: [mentorin]")
    page.click("button.primary")

    expect(page.locator("#answer")).to_contain_text("profile:2: unknown skill 'mentorin'")
    expect(page.locator("#profile")).to_have_value("roles: [PM]\nskills: [mentorin]")


def test_the_browser_keeps_the_profile_and_forgets_it_when_told(page: Page) -> None:
    page.goto("/match")
    add(page, "role", "Product manager")
    page.reload()
    expect(page.locator("[data-list=roles] li")).to_have_count(1)

    page.get_by_role("button", name="Forget it").click()
    page.reload()

    expect(page.locator("[data-list=roles] li")).to_have_count(0)


def test_a_link_holds_the_profile_behind_the_hash_and_gives_the_same_answer(
    page: Page, browser: Browser
) -> None:
    page.goto("/match")
    add(page, "role", "Product manager")
    page.fill("#to", "CPO")
    page.press("#to", "Tab")
    page.get_by_role("button", name="Link to this profile").click()
    expect(page.locator("[data-status]")).to_contain_text("Anyone who has it can read the profile")
    assert "Product" in page.url.partition("#")[2]
    assert "Product" not in page.url.partition("#")[0]

    other = browser.new_context().new_page()
    other.goto(page.url)

    expect(other.locator("#answer")).to_contain_text("3 steps; 14 skills to learn; effort 13.")
    other.context.close()


def test_a_link_does_not_replace_the_profile_that_the_browser_keeps(page: Page) -> None:
    page.goto("/match")
    add(page, "role", "Product manager")

    page.goto('/match#profile={"roles":["Director of product"]}')
    page.reload()
    expect(page.locator("#answer")).to_contain_text("Director of product · 14 skills")
    page.goto("/")
    page.goto("/match")

    expect(page.locator("[data-list=roles]")).to_contain_text("Product manager")


def test_a_profile_goes_out_to_a_file_and_comes_back(page: Page, tmp_path: Path) -> None:
    page.goto("/match")
    add(page, "role", "Product manager")
    add(page, "skill", "Mentoring")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    path = tmp_path / "profile.json"
    download.value.save_as(path)
    assert json.loads(path.read_text()) == {
        "roles": [{"role": "Product manager"}],
        "skills": [{"skill": "Mentoring"}],
    }
    page.get_by_role("button", name="Forget it").click()

    page.set_input_files("[data-do=import]", path)

    expect(page.locator("[data-list=skills] li")).to_have_count(1)
    expect(page.locator("#answer")).to_contain_text("8 of 16 (0.50) essential")


def test_yaml_comes_in_through_the_server(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text(YAML, "utf-8")
    page.goto("/match")
    page.set_input_files("[data-do=import]", path)

    expect(page.locator("[data-list=roles] input")).to_have_value("3")
    assert page.locator("[data-sign=pm-delivers]").is_checked()


def test_an_answer_does_not_undo_what_was_changed_meanwhile(page: Page) -> None:
    page.goto("/match")
    add(page, "role", "Product manager")
    page.evaluate(
        "const sent = window.fetch;"
        "window.fetch = async (address, options) => {"
        "  if (options) await new Promise(resolve => setTimeout(resolve, 500));"
        "  return sent(address, options); };"
        "document.querySelector('#profile-form').requestSubmit()"
    )
    add(page, "skill", "Mentoring")

    expect(page.locator("#answer")).to_contain_text("27 skills")
    expect(page.locator("[data-list=skills]")).to_contain_text("Mentoring")


@pytest.mark.parametrize(
    "hash_", ["#profile=%7B", "#profile=3", '#profile={"roles":3,"skills":[7]}']
)
def test_a_broken_link_breaks_nothing(page: Page, hash_: str) -> None:
    page.goto(f"/match{hash_}")
    expect(page.locator("#answer [role=alert]")).to_be_visible()

    add(page, "role", "Product manager")

    expect(page.locator("[data-list=roles] li")).to_have_count(1)


def test_a_link_that_cannot_be_read_says_so_and_leaves_no_old_answer(page: Page) -> None:
    page.goto('/match#profile={"roles":["Director of product"]}')
    expect(page.locator("#answer")).to_contain_text("Director of product")

    page.evaluate("location.hash = 'profile=%7Bgarbage'")

    expect(page.locator("#answer")).to_have_text(
        "This link cannot be read: the part after # is not a profile."
    )


def test_an_attack_in_a_link_stays_text(page: Page) -> None:
    attack = json.dumps({"roles": [{"role": "<img src=x onerror=alert(1)>"}]})
    page.goto(f"/match#profile={attack}")

    expect(page.locator("#answer")).to_contain_text("Unknown role")
    expect(page.locator("[data-list=roles]")).to_contain_text("<img src=x")
    assert page.locator("[data-list=roles] img").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("target", ["", "CPO"])
def test_the_answer_is_accessible_and_fits(page: Page, width: int, target: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/match")
    add(page, "role", "Product manager")
    page.fill("#to", target)
    page.press("#to", "Tab")
    page.click("button.primary")
    expect(page.locator("#answer")).to_contain_text("Product manager")

    results = Axe().run(page)

    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
