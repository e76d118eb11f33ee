"""What the reader ticks as held, in Chromium: one profile for all pages, in this browser only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

KEY = "careergraph-profile"
ROLE = "/roles/product-manager"


@pytest.fixture
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """Give a browser that has stored nothing, and fail on any error of a page."""
    faults: list[str] = []
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 720})
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context
    context.close()
    assert faults == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def _stored(page: Page) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


def _keep(page: Page, stored: str) -> None:
    """Store a text where the profile belongs, as an earlier visit may have left it."""
    page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(stored)})")


def _box(page: Page, title: str) -> Any:
    return page.get_by_role("checkbox", name=f": {title}").first


def _label(page: Page, node: str) -> Any:
    """Return what the picture writes on a node."""
    page.locator(".graph-view[data-ready]").wait_for()
    return page.evaluate(
        "id => document.querySelector('.graph-view').careergraph.network.body.nodes[id]"
        ".options.label",
        node,
    )


def test_first_visit_shows_nothing_held(page: Page) -> None:
    """Before the first tick no page has a mark or a line about what is held."""
    page.goto(ROLE)
    expect(_box(page, "Empathy")).not_to_be_checked()

    assert page.locator(".held-mark").count() == 0
    expect(page.locator("[data-held-line]")).to_be_hidden()
    assert _stored(page) is None


def test_ticks_are_in_the_profile(page: Page) -> None:
    """A role, a skill and a sign ticked on a page are in the profile of /match."""
    page.goto(ROLE)
    page.get_by_role("checkbox", name="I am or was in this role: Product manager").check()
    page.get_by_role("checkbox", name="I hold this: Empathy").check()
    page.get_by_role("checkbox", name="I hold this: Leads and mentors").check()

    assert _stored(page) == {
        "roles": [{"role": "Product manager"}],
        "skills": [{"skill": "Empathy"}],
        "signs": ["pm-leads"],
    }
    page.get_by_text("In reach →").click()
    expect(page.locator("[data-list=roles]")).to_contain_text("Product manager")
    expect(page.locator("[data-list=skills]")).to_contain_text("Empathy")
    assert page.locator("[data-sign=pm-leads]").is_checked()


def test_profile_is_ticked(page: Page) -> None:
    """What /match adds or removes is ticked or not on the pages; years and levels stay."""
    page.goto("/match")
    page.fill("#add-skill", "Empathy")
    page.get_by_role("button", name="Add the skill").click()
    page.goto(ROLE)
    expect(_box(page, "Empathy")).to_be_checked()
    _box(page, "Leadership").check()
    page.goto("/match")
    page.get_by_role("button", name="Remove Empathy").click()
    page.goto(ROLE)

    expect(_box(page, "Empathy")).not_to_be_checked()
    expect(_box(page, "Leadership")).to_be_checked()


@pytest.mark.parametrize(
    "skill", ["empathy", "EMPATHY", {"skill": "Empathy", "level": 2}], ids=["id", "case", "level"]
)
def test_ids_and_titles_are_both_known(page: Page, skill: object) -> None:
    """A stored id, a title and an entry with a level name the same skill; a tick takes it away."""
    _keep(page, json.dumps({"skills": [skill, "Leadership"]}))
    page.goto(ROLE)
    expect(_box(page, "Empathy")).to_be_checked()
    _box(page, "Empathy").uncheck()

    assert _stored(page)["skills"] == [{"skill": "Leadership"}]


def test_held_is_marked_in_words(page: Page) -> None:
    """Links to what is held say so in words, and so does the picture; all at once."""
    page.goto("/?focus=product-manager")
    assert _label(page, "empathy") == "Empathy"
    _box(page, "Empathy").check()
    page.get_by_label("I am or was in this role").check()
    expect(page.locator("a.held[data-node=empathy]").first).to_be_visible()

    mark = page.locator("a.held[data-node=empathy] + .held-mark").first
    assert mark.text_content() == "✓ (held)"
    assert _label(page, "empathy") == "✓ Empathy"
    assert str(_label(page, "product-manager")).startswith("✓ You: Product")
    page.get_by_role("link", name="Back to the map").click()
    mark = page.locator("#panel a.held[data-node=product-manager] + .held-mark").first
    assert mark.text_content() == "you (held)"


def test_matrix_marks_heads(page: Page) -> None:
    """The matrix marks the heads of held roles and skills."""
    _keep(page, '{"roles": ["product-manager"], "skills": ["Empathy"]}')
    page.goto("/matrix")

    expect(page.locator("thead th:has(> .held)")).to_have_text(["Empathy✓ (held)"])
    expect(page.locator("tbody th:has(> .held)")).to_contain_text(["Product manager"])


def test_tabs_keep_in_step(context: BrowserContext) -> None:
    """A tick in one tab is a tick in the other, and in the form of /match."""
    first, second, form = context.new_page(), context.new_page(), context.new_page()
    first.goto(ROLE)
    second.goto("/skills/empathy")
    form.goto("/match")
    _box(first, "Empathy").check()

    expect(second.get_by_label("I hold this")).to_be_checked()
    expect(form.locator("[data-list=skills]")).to_contain_text("Empathy")
    second.get_by_label("I hold this").uncheck()
    expect(_box(first, "Empathy")).not_to_be_checked()
    expect(form.locator("[data-list=skills] li")).to_have_count(0)


def test_forget_all_can_be_undone(page: Page) -> None:
    """The line says how much is held, forgets it all, and brings it back."""
    _keep(page, '{"roles": ["Product manager"], "skills": ["SQL", "Empathy"]}')
    page.goto("/data")
    line = page.locator("[data-held-line]")
    expect(line).to_contain_text("You hold 3")
    line.get_by_role("button", name="Forget all").click()

    assert _stored(page) is None
    assert page.locator("a.held").count() == 0
    line.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("You hold 3")
    assert page.locator("a.held[data-node=empathy]").count() > 0


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "5",
        "null",
        "[1]",
        '"x"',
        '{"roles": 3, "skills": [null, {"skill": 4}, ["x"]], "signs": [{}, null, 7]}',
        '{"skills": ["<img src=x onerror=alert(1)>"]}',
    ],
)
def test_corrupt_store_breaks_nothing(page: Page, stored: str) -> None:
    """Whatever is stored, a page works, and a tick makes a profile of it."""
    page.goto(ROLE)
    page.evaluate(f"text => localStorage.setItem('{KEY}', text)", stored)
    page.reload()
    expect(_box(page, "Empathy")).not_to_be_checked()
    _box(page, "Empathy").check()

    assert {"skill": "Empathy"} in _stored(page)["skills"]
    page.goto("/match")
    expect(page.locator("[data-list=skills]")).to_contain_text("Empathy")
    assert page.locator("main img").count() == 0


def test_count_follows_the_ticks(page: Page) -> None:
    """A place for a count says how many of the things beside it are held, also if it comes late."""
    _keep(page, '{"skills": ["Empathy"]}')
    page.goto("/data")
    page.evaluate(
        """() => {
          const section = document.createElement("section");
          for (const id of ["empathy", "leadership"]) {
            const place = document.createElement("span");
            place.dataset.hold = id;
            section.append(place);
          }
          const count = document.createElement("p");
          count.dataset.heldCount = "";
          section.append(count);
          document.querySelector("main").append(section);
        }"""
    )
    expect(page.locator("[data-held-count]")).to_have_text("held 1 of 2")
    _box(page, "Leadership").check()

    expect(page.locator("[data-held-count]")).to_have_text("held 2 of 2")


def test_ticks_are_not_sent(page: Page) -> None:
    """A tick asks the server for nothing."""
    page.goto(ROLE)
    page.locator(".graph-view[data-ready]").wait_for()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    _box(page, "Empathy").check()
    expect(page.locator("[data-held-line]")).to_be_visible()

    assert sent == []


@pytest.mark.parametrize("width", [1280, 320])
def test_ticks_are_accessible(page: Page, width: int) -> None:
    """Ticks and marks have no accessibility fault, are large enough and fit the screen."""
    _keep(page, '{"roles": ["Product manager"], "skills": ["Empathy"]}')
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(ROLE)
    page.locator(".graph-view[data-ready]").wait_for()
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.hold')]"
        ".filter(l => l.checkVisibility({ contentVisibilityAuto: true }))"
        ".flatMap(l => { const { width, height } = l.getBoundingClientRect();"
        " return [width, height]; })"
    )

    assert min(sizes) >= 24
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_titles_are_text(browser: Browser, hostile_server: str) -> None:
    """A title with markup is stored and shown as text."""
    page = browser.new_page()
    page.goto(f"{hostile_server}/skills")
    page.locator("main a.node").first.click()
    box = page.locator("[data-hold] input").first
    box.check()
    (skill,) = _stored(page)["skills"]

    assert "<" in skill["skill"]
    page.goto(f"{hostile_server}/match")
    expect(page.locator("[data-list=skills] li")).to_contain_text(skill["skill"])
    page.goto(f"{hostile_server}/skills")
    expect(page.locator("a.held")).to_have_count(1)
    assert page.locator("main img, main svg").count() == 0
    page.close()


def test_forms_send_no_empty_fields(page: Page) -> None:
    """A form asks for a short address, without a detour over the server."""
    page.goto("/path")
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url) if it.is_navigation_request() else None)
    page.fill("#source", "PM")
    page.fill("#target", "CPO")
    page.locator("#target").press("Escape")
    page.get_by_role("button", name="Show the path").click()
    page.wait_for_url("**/path?source=PM&target=CPO")

    assert "alternatives" not in "".join(asked)


def test_match_shows_an_example(page: Page) -> None:
    """The empty /match links to an example, which is answered and not stored."""
    page.goto("/match")
    page.get_by_role("link", name="the roles in reach of").click()

    expect(page.locator("#answer .headline")).to_be_visible()
    expect(page.locator("[data-list=roles] li")).to_have_count(1)
    assert _stored(page) is None
