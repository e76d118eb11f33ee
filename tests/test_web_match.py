"""The page and the JSON of a profile: answered and not stored."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import accessibility
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from graph.model.data_paths import shipped
from graph.parts.queries.lean import lean_json
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.sources.profile_file import profile_of
from graph.store.index import Index
from web.app import create_app

API = "/api/v1/match"
PROFILE = {
    "roles": [{"role": "PM", "years": 3}],
    "skills": ["mentoring"],
    "signs": ["pm-delivers"],
}
YAML = "roles:\n- {role: PM, years: 3}\nskills: [mentoring]\nsigns: [pm-delivers]\n"


# --- JSON -----------------------------------------------------------------------------------------


def test_json_equals_library(client: FlaskClient, shipped_index: Index) -> None:
    """The API answers with the lean JSON of the library."""
    answer = client.post(f"{API}?to=CPO&limit=3", json=PROFILE)

    assert answer.status_code == 200
    query = MatchQuery(profile=profile_of(PROFILE), to="CPO", limit=3)
    assert answer.data == lean_json(match(shipped_index, query))


def test_profile_is_not_stored(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """No cache, log, output or cookie holds a profile."""
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
def test_error_names_the_place(client: FlaskClient, body: str, said: str) -> None:
    """An error of a profile names the place and lists all problems."""
    answer = client.post(API, data=body.encode("latin-1"))

    assert answer.status_code == 400
    assert json.loads(answer.text)["error"].startswith(said)
    assert json.loads(answer.text)["problems"]


def test_body_has_a_limit(client: FlaskClient) -> None:
    """A body that is too large gets status 413."""
    answer = client.post(API, json={"skills": ["x" * 100] * 1000})

    assert answer.status_code == 413
    assert "error" in json.loads(answer.text)


def test_unknown_target_is_404(client: FlaskClient) -> None:
    """An unknown target gets status 404 with candidates."""
    answer = client.post(f"{API}?to=product+manger", json=PROFILE)

    assert answer.status_code == 404
    assert json.loads(answer.text)["candidates"]


def test_get_is_refused(client: FlaskClient) -> None:
    """A GET of the API gets status 405 and the hint to use POST."""
    answer = client.get(API)

    assert answer.status_code == 405
    assert "use POST" in json.loads(answer.text)["error"]


# --- The page without JavaScript ------------------------------------------------------------------


def test_form_gets_an_answer(client: FlaskClient) -> None:
    """The page answers a profile typed as text, without JavaScript."""
    page = client.post("/match", data={"profile": YAML, "to": ""}).text

    assert "Next on the ladder: Senior product manager" in page
    assert "Senior product manager" in page
    assert "1 of 7 signs of readiness shown" in page


def test_steps_down_are_listed() -> None:
    """The page lists the roles that are a step down, apart from the tiers."""
    client = create_app(shipped("uk-digital-data")).test_client()
    page = client.post("/match", data={"profile": "roles: [programme delivery manager]"}).text

    assert "A step down from Programme delivery manager (mean level 100%)" in page
    assert "Senior delivery manager (89%)" in page


def test_unstated_skills_are_named(client: FlaskClient) -> None:
    """The page says that the skills held are unknown, and shows no 0."""
    page = client.post("/match", data={"profile": "roles: [product owner]"}).text

    assert "No source states the skills of Product owner" in page
    assert "0 skills" not in page
    assert "No role." not in page


def test_target_shows_the_path(client: FlaskClient) -> None:
    """With a target, the page shows the path and its effort."""
    page = client.post("/match", data={"profile": YAML, "to": "CPO"}).text

    assert "3 steps; 13 skills to learn and 8 to raise; effort 30." in page
    assert "Exact: no other path takes less effort." in page


def test_problem_keeps_the_text(client: FlaskClient) -> None:
    """A problem stands beside the text that was typed."""
    answer = client.post("/match", data={"profile": "roles: [product manger]\nskill: x", "to": "y"})

    assert answer.status_code == 400
    assert "profile:2: unknown key" in answer.text
    assert "roles: [product manger]" in answer.text


def test_fault_names_its_entry(client: FlaskClient) -> None:
    """A fault of the lists names the entry, not a line."""
    ticked = json.dumps({"roles": ["PM"], "skills": [{"skill": "mentorin"}, "mentoring"]}, indent=1)
    pages = [
        client.post(address, data={"profile": ticked, "ticked": "1"}).text
        for address in ("/match", "/unlock")
    ]

    for page in pages:
        assert 'data-entry="skills 0">Unknown skill &#39;mentorin&#39;; did you mean' in page
        assert "rofile:" not in page


def test_wrong_number_names_its_entry(client: FlaskClient) -> None:
    """A wrong number names the entry, too."""
    ticked = json.dumps({"roles": [{"role": "PM", "years": -1}]})
    page = client.post("/match", data={"profile": ticked, "ticked": "1"}).text

    assert 'data-entry="roles 0">PM: ' in page


def test_broken_lists_are_text(client: FlaskClient) -> None:
    """If the lists are no JSON, the profile is read as text."""
    answer = client.post("/match", data={"profile": "{", "ticked": "1"})

    assert answer.status_code == 400
    assert "profile: not readable as JSON" in answer.text


def test_profile_is_escaped(client: FlaskClient) -> None:
    """A profile cannot put a script on the page."""
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


def test_lists_are_sent_on_request(page: Page, server: str) -> None:
    """The lists go to the server only on request, in a body."""
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


def test_gap_skill_is_added(page: Page) -> None:
    """A skill of the gap can be added, and the answer follows."""
    page.goto("/match")
    add(page, "role", "Product manager")
    page.fill("#to", "Senior product manager")
    page.press("#to", "Tab")
    page.click("button.primary")
    expect(page.locator("#answer")).to_contain_text("23 of 32 skills (0.72)")

    page.locator("[data-add-skill=Mentoring]").first.click()

    expect(page.locator("#answer")).to_contain_text("24 of 32 skills (0.75)")
    expect(page.locator("[data-list=skills]")).to_contain_text("Mentoring")


def test_unknown_entry_is_marked(page: Page) -> None:
    """An entry with an unknown name is marked with the problem."""
    page.goto("/match")
    add(page, "role", "Product manager")
    add(page, "skill", "mentorin")
    page.click("button.primary")

    wrong = page.locator(".held .wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("Unknown skill 'mentorin'; did you mean 'Mentoring'?")


def test_suggestion_is_added_at_once(page: Page) -> None:
    """A chosen suggestion is added by its title."""
    page.goto("/match")
    page.locator("#add-role").press_sequentially("CPO")
    expect(page.locator("#add-role + ul li").first).to_contain_text("Chief product officer")
    page.press("#add-role", "ArrowDown")
    page.press("#add-role", "Enter")

    expect(page.locator("[data-list=roles] li")).to_contain_text("Chief product officer")
    expect(page.locator("#add-role")).to_have_value("")


def test_wrong_text_stays(page: Page) -> None:
    """A text with an unknown name stays as typed, beside the problem."""
    page.goto("/match")
    page.locator(".as-text > summary").click()
    page.fill("#profile", "roles: [PM]\nskills: [mentorin]")
    page.click("button.primary")

    expect(page.locator("#answer")).to_contain_text("profile:2: unknown skill 'mentorin'")
    expect(page.locator("#profile")).to_have_value("roles: [PM]\nskills: [mentorin]")


def test_browser_stores_and_forgets(page: Page) -> None:
    """The browser stores the profile until the person deletes it."""
    page.goto("/match")
    add(page, "role", "Product manager")
    page.reload()
    expect(page.locator("[data-list=roles] li")).to_have_count(1)

    page.get_by_role("button", name="Forget it").click()
    page.reload()

    expect(page.locator("[data-list=roles] li")).to_have_count(0)


def test_link_reproduces_the_answer(page: Page, browser: Browser) -> None:
    """A link holds the profile after the # and gives the same answer."""
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

    expect(other.locator("#answer")).to_contain_text("3 steps; 14 skills to learn and 8 to raise")
    other.context.close()


def test_link_replaces_nothing(page: Page) -> None:
    """A link does not replace the stored profile."""
    page.goto("/match")
    add(page, "role", "Product manager")

    page.goto('/match#profile={"roles":["Director of product"]}')
    page.reload()
    expect(page.locator("#answer")).to_contain_text("Director of product · 41 skills")
    page.goto("/")
    page.goto("/match")

    expect(page.locator("[data-list=roles]")).to_contain_text("Product manager")


def test_export_and_import(page: Page, tmp_path: Path) -> None:
    """An exported profile can be imported again."""
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
    expect(page.locator("#answer")).to_contain_text("24 of 32 skills (0.75)")


def test_yaml_import_fills_the_lists(page: Page, tmp_path: Path) -> None:
    """An imported YAML profile fills the lists."""
    path = tmp_path / "me.yaml"
    path.write_text(YAML, "utf-8")
    page.goto("/match")
    page.set_input_files("[data-do=import]", path)

    expect(page.locator("[data-list=roles] input")).to_have_value("3")
    assert page.locator("[data-sign=pm-delivers]").is_checked()


def test_answer_keeps_later_changes(page: Page) -> None:
    """An answer keeps the changes made while it was on its way."""
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
def test_broken_link_breaks_nothing(page: Page, hash_: str) -> None:
    """After a broken link the page still works."""
    page.goto(f"/match{hash_}")
    expect(page.locator("#answer [role=alert]")).to_be_visible()

    add(page, "role", "Product manager")

    expect(page.locator("[data-list=roles] li")).to_have_count(1)


def test_broken_link_is_reported(page: Page) -> None:
    """A broken link is reported and clears the old answer."""
    page.goto('/match#profile={"roles":["Director of product"]}')
    expect(page.locator("#answer")).to_contain_text("Director of product")

    page.evaluate("location.hash = 'profile=%7Bgarbage'")

    expect(page.locator("#answer")).to_have_text(
        "This link cannot be read: the part after # is not a profile."
    )


def test_attack_in_link_stays_text(page: Page) -> None:
    """HTML in a link is shown as text."""
    attack = json.dumps({"roles": [{"role": "<img src=x onerror=alert(1)>"}]})
    page.goto(f"/match#profile={attack}")

    expect(page.locator("#answer")).to_contain_text("Unknown role")
    expect(page.locator("[data-list=roles]")).to_contain_text("<img src=x")
    assert page.locator("[data-list=roles] img").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("target", ["", "CPO"])
def test_answer_is_accessible(page: Page, width: int, target: str) -> None:
    """The answer has no accessibility fault and fits the screen."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/match")
    add(page, "role", "Product manager")
    page.fill("#to", target)
    page.press("#to", "Tab")
    page.click("button.primary")
    expect(page.locator("#answer")).to_contain_text("Product manager")

    assert accessibility.faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
