"""Pictures by keyboard and by ear: the walk along edges, and where the focus is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

ANSWERS = {
    "compared roles": "/compare?role=PM&role=product+owner",
    "compared paths": "/compare?path=PM;CPO&path=product+coordinator;senior+product+manager",
    "unlocked roles": "/unlock?role=junior+product+manager",
    "near skills": "/near?skill=empathy",
    "part of a matrix": "/matrix?role=PM",
    "no such role": "/path?source=nobody&target=CPO",
    "no such skill": "/near?skill=nothing",
}
REACHED = """async address => {
  const { step } = await import(address);
  const { data } = document.querySelector(".graph-view").careergraph;
  const keys = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];
  const states = [[data.nodes[0], []]];
  const seen = new Set();
  const reached = new Set();
  while (states.length) {
    const [node, siblings] = states.pop();
    const state = [node.id, ...siblings].join();
    if (seen.has(state)) continue;
    seen.add(state);
    reached.add(node.id);
    for (const key of keys) {
      const found = step(data, node, siblings, key);
      if (found.next) states.push([found.next, found.siblings]);
    }
  }
  return data.nodes.map(({ id }) => id).filter(id => !reached.has(id));
}"""


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Give a page of a laptop that fails the test on any error."""
    faults: list[str] = []
    viewport = {"width": 1280, "height": 720}
    with browser.new_context(viewport=viewport, base_url=server) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
    assert faults == []


def open_picture(page: Page, address: str) -> Locator:
    """Open a page, put the focus on its picture, and return what is read out there."""
    page.goto(address)
    page.locator(".graph-view[data-ready]").wait_for()
    page.locator(".vis-network").focus()
    return page.locator(".graph-view > [role=status]")


def test_arrows_walk_along_edges(page: Page) -> None:
    """Right follows a step, left goes back, and each role is read out with what it leads to."""
    said = open_picture(page, "/path?source=junior+product+manager&target=CPO")
    for key, words in (
        (
            "ArrowRight",
            "Associate product manager, role. On the path. Leads to Product manager, 1 to",
        ),
        (
            "ArrowRight",
            "Product manager, role. On the path. Leads to Senior product manager, around 3",
        ),
        ("ArrowRight", "Senior product manager, role."),
        ("ArrowLeft", "Product manager, role."),
        ("End", "Chief product officer, role."),
        ("ArrowRight", "Nothing leads on from Chief product officer here."),
        ("Home", "Associate product manager, role."),
        ("Escape", "The walk has ended."),
    ):
        page.keyboard.press(key)
        expect(said).to_contain_text(words)


def test_walk_begins_in_focus(page: Page) -> None:
    """The walk begins at the node in focus, and counts what it leads to and requires."""
    said = open_picture(page, "/?focus=product-manager")
    page.keyboard.press("ArrowDown")

    expect(said).to_contain_text("Product manager, role. In focus. Leads to 3 roles here, ")
    expect(said).to_contain_text("Requires 27 skills and 10 responsibilities here.")


def test_up_and_down_stay_among_siblings(page: Page) -> None:
    """Up and down go through the nodes that are reached from the same one, and count them."""
    said = open_picture(page, "/compare?role=PM&role=product+owner")
    numbers = []
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        numbers += re.findall(r"responsibility\..* (\d) of 6\.", said.inner_text())

    first = int(numbers[0])
    assert first > 1
    assert [int(each) - first for each in numbers] == [0, -1, 0, 1]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?focus=product-manager",
        "/?focus=empathy",
        "/?expand=product-manager,product-owner",
        "/path?source=junior+product+manager&target=CPO",
        "/compare?role=PM&role=product+owner&role=senior+product+manager",
    ],
)
def test_every_node_is_reached(page: Page, address: str) -> None:
    """Arrow keys reach each node of a picture."""
    open_picture(page, address)
    entry = page.locator("script[src*='explorer.js'], script[src*='pictures.js']").first
    module = entry.evaluate("it => it.src.replace(/\\w+\\.js/, 'graph-walk.js')")

    assert page.evaluate(REACHED, module) == []


def test_space_expands_and_enter_focuses(page: Page) -> None:
    """Both keys work on the node that is reached, say what happened, and keep the focus there."""
    open_picture(page, "/")
    happened = page.locator("#announce")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(page).to_have_url("/?expand=director-of-product")
    counts = "41 skills and 13 responsibilities"
    expect(happened).to_have_text(f"Director of product expanded, {counts} more.")
    expect(page.locator(".ring")).to_be_visible()
    page.keyboard.press("Space")
    expect(happened).to_have_text(f"Director of product collapsed, {counts} fewer.")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h1")).to_have_text("Director of product")
    expect(happened).to_have_text("Director of product is in focus.")
    expect(page.locator(".vis-network")).to_be_focused()


def test_what_is_reached_is_ringed_in_view(page: Page) -> None:
    """However near the view is, it follows the walk; Escape takes the ring away."""
    open_picture(page, "/?focus=product-manager")
    ring, canvas = page.locator(".ring"), page.locator(".vis-network")
    for _ in range(4):
        page.keyboard.press("+")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
        inner, outer = ring.bounding_box(), canvas.bounding_box()
        assert inner is not None
        assert outer is not None
        assert outer["x"] <= inner["x"] <= outer["x"] + outer["width"] - inner["width"]
        assert outer["y"] <= inner["y"] <= outer["y"] + outer["height"] - inner["height"]
    page.keyboard.press("Escape")
    expect(ring).to_be_hidden()


def test_walk_moves_at_once_for_those_who_want_no_motion(page: Page) -> None:
    """With reduced motion the view jumps; without it glides."""
    page.emulate_media(reduced_motion="reduce")
    open_picture(page, "/?focus=product-manager")
    for _ in range(5):
        page.keyboard.press("+")
    at = "document.querySelector('.graph-view').careergraph.network.getViewPosition().x"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    moved = page.evaluate(at)
    page.wait_for_timeout(300)

    assert moved != 0
    assert page.evaluate(at) == moved


def test_picture_is_no_trap(page: Page) -> None:
    """The Tab key leads into the picture and out of it, and its keys are explained there."""
    open_picture(page, "/")
    canvas = page.get_by_role("application")
    expect(canvas).to_have_accessible_description(re.compile("^Arrow keys: right follows an edge"))
    expect(page.locator(".walk-keys")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(canvas).not_to_be_focused()
    expect(page.locator(".ring")).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(canvas).to_be_focused()
    expect(page.locator(".ring")).to_be_visible()


def test_toggle_keeps_the_focus(page: Page) -> None:
    """The link that expands a role keeps the focus, and the change is read out."""
    page.goto("/")
    page.locator(".graph-view[data-ready]").wait_for()
    page.get_by_role("link", name="Expand Product owner").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#announce")).to_have_text(
        re.compile(r"^Product owner expanded, (\d+ skills? and )?\d+ responsibilities more\.$")
    )
    expect(page.get_by_role("link", name="Collapse Product owner").last).to_be_focused()


@pytest.mark.parametrize("address", ANSWERS.values(), ids=list(ANSWERS))
def test_focus_lands_on_the_answer(page: Page, address: str) -> None:
    """After a question the first sentence of the answer has the focus, in view."""
    page.goto(address)
    focused = page.locator(":focus")

    expect(focused).to_have_count(1)
    expect(focused).to_be_in_viewport()
    assert focused.evaluate("it => it.matches('main *') && !it.matches('input')")


@pytest.mark.parametrize("address", ["/path", "/compare", "/unlock", "/matrix", "/near", "/match"])
def test_forms_alone_move_no_focus(page: Page, address: str) -> None:
    """A plain visit leaves the focus at the start of the page."""
    page.goto(address)

    assert page.evaluate("document.activeElement.localName") == "body"


@pytest.mark.parametrize("target", ["CPO", "fresh graduate"])
def test_focus_lands_on_the_path(page: Page, target: str) -> None:
    """The same with a path, and where there is none."""
    page.goto(f"/path?source=PM&target={target}")

    expect(page.locator(".headline :focus")).to_have_count(1, timeout=500)
