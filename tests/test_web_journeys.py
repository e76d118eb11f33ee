"""What people come for, from the first page to the answer, by keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import accessibility
import conftest
import pytest
from playwright.sync_api import Browser, Page, expect

from web.app import create_app

TAXONOMIES = Path(__file__).parent.parent.parent / "shared" / "data"
VIEWPORT = {"width": 1280, "height": 720}
MOST_TABS = 60


class Keyboard:
    """A person with a keyboard: Tab leads to things, keys act on them, names are typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tabs = 0
        self.actions = 0
        """How many keys other than Tab since a name was typed."""

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions += 1

    def to(self, name: str) -> None:
        """Go on with Tab to the control with a name."""
        target = self.page.get_by_label(name, exact=True).or_(
            self.page.get_by_role("link", name=name)
        ).or_(self.page.get_by_role("button", name=name))  # fmt: skip
        for _ in range(MOST_TABS):
            if any(each.evaluate("it => it === document.activeElement") for each in target.all()):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        pytest.fail(f"the Tab key does not reach {name!r}")

    def type_in(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)
        self.actions = 0


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(viewport=VIEWPORT, base_url=server) as context:  # type: ignore[arg-type]
        yield context.new_page()


@pytest.fixture(scope="module")
def esco_server() -> Iterator[str]:
    if not TAXONOMIES.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the published taxonomies are missing beside the checkout")
        pytest.skip("the published taxonomies are not here")
    with conftest.listening(create_app(TAXONOMIES / "esco")) as server:
        yield server


def test_what_a_developer_lacks_for_cpo(page: Page) -> None:
    """From the first page to the list of what is missing: one key after the names."""
    keyboard = Keyboard(page)
    page.goto("/")
    keyboard.to("How do I get from one role to another?")
    keyboard.press("Enter")
    page.wait_for_url("**/path")
    keyboard.type_in("From", "software developer")
    keyboard.type_in("To", "CPO")
    keyboard.press("Enter")

    expect(page.locator(".headline")).to_contain_text("4 steps")
    expect(page.locator("#gain li").first).to_be_visible()
    assert keyboard.actions <= 3
    assert keyboard.tabs <= 30


def test_where_one_skill_leads(page: Page) -> None:
    """ "I know Leadership" names the roles that require it, and the focus is on the answer."""
    keyboard = Keyboard(page)
    page.goto("/")
    keyboard.to("Where can I go with what I hold?")
    keyboard.press("Enter")
    page.wait_for_url("**/match")
    keyboard.type_in("A skill held", "Leadership")
    keyboard.press("Enter")
    expect(page.locator("[data-list=skills]")).to_contain_text("Leadership")
    keyboard.to("Show roles in reach")
    keyboard.press("Enter")

    answer = page.locator("#answer")
    expect(answer.locator(".headline .big")).to_be_focused()
    expect(answer.locator("#requiring")).to_be_visible()
    expect(answer.locator("#requiring + * h3").first).to_be_visible()
    assert keyboard.actions <= 2


def test_manager_against_owner(page: Page) -> None:
    """Two roles are compared with one key after their names; the first sentence is read out."""
    keyboard = Keyboard(page)
    page.goto("/")
    keyboard.to("What do I miss for another role?")
    keyboard.press("Enter")
    page.wait_for_url("**/compare")
    keyboard.type_in("Role 1", "product manager")
    keyboard.type_in("Role 2", "product owner")
    keyboard.press("Enter")

    first = page.locator(".headline .big")
    expect(first).to_be_focused()
    expect(first).to_contain_text("Product owner")
    assert keyboard.actions == 1


def test_analyst_becomes_scientist(browser: Browser, esco_server: str) -> None:
    """ESCO states no step from data analyst; the way sideways is there with the same key."""
    with browser.new_context(viewport=VIEWPORT, base_url=esco_server) as context:  # type: ignore[arg-type]
        page = context.new_page()
        keyboard = Keyboard(page)
        page.goto("/")
        keyboard.to("How do I get from one role to another?")
        keyboard.press("Enter")
        page.wait_for_url("**/path")
        keyboard.type_in("From", "data analyst")
        keyboard.type_in("To", "data scientist")
        keyboard.press("Enter")

        # Overlaps are worked out for the first answer that needs them.
        expect(page.locator(".headline.no")).to_be_visible(timeout=180_000)
        expect(page.locator(".sideways, .step.overlaps_with").first).to_contain_text(
            "data scientist"
        )
        assert keyboard.actions == 1


@pytest.mark.parametrize("address", ["/", "/roles", "/data"])
def test_large_data_set_is_accessible(browser: Browser, esco_server: str, address: str) -> None:
    """axe finds no fault on pages of ESCO, light and dark."""
    with browser.new_context(viewport=VIEWPORT, base_url=esco_server) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        assert accessibility.faults(page) == []
        page.emulate_media(color_scheme="dark")
        assert accessibility.faults(page, accessibility.OF_COLOURS) == []


def test_link_shows_the_same_elsewhere(browser: Browser, page: Page, server: str) -> None:
    """What a walk has led to is in the address: another browser shows the same picture."""
    page.goto("/")
    page.locator(".graph-view[data-ready]").wait_for()
    page.locator(".vis-network").focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#panel h1")).not_to_have_text("Careers in product management")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_url("**expand=**")
    page.wait_for_timeout(300)

    with browser.new_context(viewport=VIEWPORT, base_url=server) as context:  # type: ignore[arg-type]
        other = context.new_page()
        other.goto(page.url)
        other.locator(".graph-view[data-ready]").wait_for()
        assert picture(other) == picture(page)


def picture(page: Page) -> tuple[list[str], str]:
    """Return the nodes of the picture, and the heading beside it."""
    nodes = page.evaluate(
        "document.querySelector('.graph-view').careergraph.data.nodes.map(n => n.id).sort()"
    )
    return nodes, page.locator("h1").inner_text()
