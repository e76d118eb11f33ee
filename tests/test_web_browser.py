"""The pages in Chromium, with the network cut off."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import accessibility
import conftest
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from graph.formats.graphml_read import read_graphml
from graph.model.data_paths import shipped
from web.app import create_app

WIDE = {"width": 1440, "height": 900}
LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
SCREENSHOTS = os.environ.get("CAREERGRAPH_SCREENSHOTS")
"""The directory to keep pictures of the pages in."""
PAGES = {
    "map": "/",
    "role in focus": "/?focus=product-manager",
    "path": "/path?source=junior+product+manager&target=CPO",
    "no path": "/path?source=CPO&target=PM",
    "path form": "/path",
    "unlock": "/unlock?role=junior+product+manager&pairs=1",
    "central skills": "/unlock",
    "compared roles": "/compare?role=PM&role=product+owner&role=senior+product+manager",
    "compared paths": "/compare?path=PM;CPO&path=product+coordinator;senior+product+manager",
    "matrix": "/matrix",
    "near skills": "/near?skill=empathy",
    "role": "/roles/product-manager",
    "skill": "/skills/empathy",
    "responsibility": "/responsibilities/determine-customer-needs",
    "list": "/skills",
    "data": "/data",
    "search": "/search?q=manager",
    "definitions": "/how",
    "error": "/roles/nobody",
}


def _open(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator(".graph-view").count():
        page.locator(".graph-view[data-ready]").wait_for()


def _network(page: Page, expression: str) -> Any:
    """Evaluate an expression over the vis-network `network` and the picture's `data`."""
    return page.evaluate(
        "source => {"
        " const { network, data, edges } = document.querySelector('.graph-view').careergraph;"
        " const names = ['network', 'data', 'edges'];"
        " return new Function(...names, `return ${source}`)(network, data, edges);"
        " }",
        expression,
    )


def _click(page: Page, node: str, *, twice: bool = False) -> None:
    """Click a node of the picture where it is on the screen."""
    box = page.locator(".graph-view").bounding_box()
    at = page.evaluate(
        "id => { const { network } = document.querySelector('.graph-view').careergraph;"
        " return network.canvasToDOM(network.getPosition(id)); }",
        node,
    )
    assert box is not None
    mouse = page.mouse.dblclick if twice else page.mouse.click
    mouse(box["x"] + at["x"], box["y"] + at["y"])


def _shown(page: Page) -> set[str]:
    return set(
        page.evaluate(
            "() => document.querySelector('.graph-view').careergraph.data.nodes.map(n => n.id)"
        )
    )


@pytest.fixture
def wide(browser: Browser, server: str) -> Iterator[Page]:
    yield from _watched(browser.new_context(viewport=WIDE, base_url=server), server)


@pytest.fixture
def wide_uk(browser: Browser, uk_server: str) -> Iterator[Page]:
    yield from _watched(browser.new_context(viewport=WIDE, base_url=uk_server), uk_server)


@pytest.fixture(scope="module")
def uk_server() -> Iterator[str]:
    """Serve the other shipped set: enough of its roles state skills for tiers."""
    with conftest.listening(create_app(shipped("uk-digital-data"))) as server:
        yield server


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, base_url=server, has_touch=True)
    yield from _watched(context, server)


def _watched(context: BrowserContext, server: str) -> Iterator[Page]:
    """Give a page that fails the test on any error, policy violation or outside request."""
    faults: list[str] = []
    context.on("request", lambda request: faults.append(f"requested {request.url}")
               if not request.url.startswith((server, "data:")) else None)  # fmt: skip
    context.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " event => console.error(`CSP ${event.violatedDirective}`))"
    )
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"error {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"console {message.text}")
            if message.type in ("error", "warning") and "status of 40" not in message.text
            else None
        ),
    )
    yield page
    context.close()
    assert faults == []


def test_map_opens_at_server_positions(wide: Page) -> None:
    """The map shows all roles where the server placed them."""
    _open(wide, "/")

    places = _network(
        wide,
        "data.nodes.map(n => [n.x, n.y, network.getPosition(n.id).x, network.getPosition(n.id).y])",
    )

    assert len(places) == 17
    assert all((x, y) == (at_x, at_y) for x, y, at_x, at_y in places)


IN_VIEW = """data.nodes.every(({ id }) => {
  const { left, right, top, bottom } = network.getBoundingBox(id);
  const [from, to] = [{ x: left, y: top }, { x: right, y: bottom }].map((at) =>
    network.canvasToDOM(at));
  const { clientWidth, clientHeight } = document.querySelector("#graph-view");
  return from.x >= 0 && from.y >= 0 && to.x <= clientWidth && to.y <= clientHeight;
})"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1366, 768), (1280, 720)])
def test_map_is_whole_and_readable_at_once(wide: Page, width: int, height: int) -> None:
    """All roles are in view when the map opens, with titles at least 11 pixels high."""
    wide.set_viewport_size({"width": width, "height": height})
    _open(wide, "/")

    assert _network(wide, IN_VIEW)
    assert 16 * _network(wide, "network.getScale()") >= 11


def test_map_stays_whole_until_the_reader_moves_it(wide: Page) -> None:
    """A lower or higher window fits the map again, but not after the reader has zoomed."""
    _open(wide, "/")
    for height in (720, 900):
        wide.set_viewport_size({"width": 1280, "height": height})
        wide.wait_for_timeout(400)
        assert _network(wide, IN_VIEW), height

    wide.locator("[data-zoom=in]").click()
    before = _network(wide, "network.getScale()")
    wide.set_viewport_size({"width": 1270, "height": 900})
    wide.wait_for_timeout(400)
    assert _network(wide, "network.getScale()") == pytest.approx(before, rel=0.05)


def test_hovering_changes_only_what_fades(wide: Page) -> None:
    """After the pointer has left a node, the picture looks as before."""
    _open(wide, "/")
    looks = "JSON.stringify([network.body.data.nodes.get(), edges.map(e => [e.dim, e.hidden])])"
    before = _network(wide, looks)

    _network(wide, "network.body.emitter.emit('hoverNode', { node: 'product-manager' })")
    during = _network(wide, looks)
    _network(wide, "network.body.emitter.emit('blurNode', { node: 'product-manager' })")

    assert during != before
    assert _network(wide, looks) == before


def test_suggestions_say_nothing_found(wide: Page) -> None:
    """While typing, a name that nothing has is said to be unknown; a suggestion names its kind."""
    _open(wide, "/")
    wide.locator("#find").press_sequentially("zzqx")
    expect(wide.locator(".find .complete .nothing")).to_be_visible()
    expect(wide.locator(".find .complete [role=status]")).to_have_text("Nothing found")
    wide.locator("#find").fill("")
    wide.locator("#find").press_sequentially("product owner")
    expect(wide.get_by_role("option", name="Product owner, role").first).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/?focus=product-manager", "/?expand=product-manager"])
def test_drawn_nodes_do_not_overlap(wide: Page, address: str) -> None:
    """No two nodes overlap as the browser draws them."""
    _open(wide, address)

    boxes = _network(
        wide,
        "data.nodes.map(({ id }) => [network.getPosition(id), network.body.nodes[id].shape])"
        ".map(([{ x, y }, { width, height }]) => [x, y, width, height])",
    )

    assert not [
        (a, b)
        for a, b in combinations(boxes, 2)
        if abs(a[0] - b[0]) < (a[2] + b[2]) / 2 and abs(a[1] - b[1]) < (a[3] + b[3]) / 2
    ]


def test_edges_show_years(wide: Page) -> None:
    """Steps show their years, or ``?`` where no source states them."""
    _open(wide, "/")

    labels = _network(wide, "data.edges.map(edge => edge.label || '')")

    assert {"1–3 y", "~3–5 y", "5+ y", "?"} <= set(labels)


def test_click_focuses_and_back_returns(wide: Page) -> None:
    """A click focuses on a role; the back button returns to the map."""
    _open(wide, "/")
    _click(wide, "senior-product-manager")

    expect(wide.locator("#panel h1")).to_have_text("Senior product manager")
    expect(wide).to_have_url("/?focus=senior-product-manager")
    assert _network(wide, "network.getPosition('senior-product-manager')") == {"x": 0, "y": 0}

    wide.go_back()
    expect(wide.locator("#panel h1")).to_have_text("Careers in product management")
    assert len(_shown(wide)) == 17


def test_double_click_expands_and_collapses(wide: Page) -> None:
    """A double click expands a role, another collapses it."""
    _open(wide, "/")
    _click(wide, "product-manager", twice=True)

    expect(wide).to_have_url("/?expand=product-manager")
    expect(wide.locator(".graph-view")).not_to_have_attribute("data-ready", "17")
    assert "empathy" in _shown(wide)

    _click(wide, "product-manager", twice=True)
    expect(wide).to_have_url("/")
    expect(wide.locator(".graph-view")).to_have_attribute("data-ready", "17")


def test_keyboard_expands_role(wide: Page) -> None:
    """The panel's link expands a role without a mouse."""
    _open(wide, "/")
    wide.get_by_role("link", name="Expand Product manager", exact=True).focus()
    wide.keyboard.press("Enter")

    expect(wide).to_have_url("/?expand=product-manager")
    expect(wide.locator("#panel")).to_contain_text("Empathy")


def test_fit_shows_whole_map(wide: Page) -> None:
    """The Fit button brings every node of an expanded map on screen."""
    _open(wide, "/?expand=product-manager,senior-product-manager")
    wide.get_by_role("button", name="Fit").click()
    width, height = wide.evaluate(
        "(e => [e.clientWidth, e.clientHeight])(document.querySelector('.graph-view'))"
    )

    at = _network(wide, "data.nodes.map(n => network.canvasToDOM(network.getPosition(n.id)))")

    assert all(0 < point["x"] < width and 0 < point["y"] < height for point in at)


def test_resized_window_fits_again(wide: Page) -> None:
    """A window of another width shows the whole map again."""
    _open(wide, "/")
    before = _network(wide, "network.getScale()")
    wide.set_viewport_size({"width": 1900, "height": 900})
    for _ in range(40):
        wide.wait_for_timeout(50)
        if _network(wide, "network.getScale()") > before:
            break

    assert _network(wide, "network.getScale()") > before


def test_suggestions_stay_on_screen(wide: Page) -> None:
    """The list of suggestions does not widen the page."""
    _open(wide, "/")
    wide.locator("#find").press_sequentially("junior")
    wide.locator("[role=option]").first.wait_for()

    assert wide.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]


def test_address_restores_view(wide: Page) -> None:
    """An address restores focus, expanded nodes and hidden kinds."""
    _open(wide, "/?focus=product-manager&expand=senior-product-manager&off=skill,derived")

    assert "director-of-product" in _shown(wide)
    expect(wide.locator("#legend input[name=skill]")).not_to_be_checked()
    assert _network(wide, "network.body.nodes['empathy'].options.hidden") is True


def test_hover_fades_other_nodes(wide: Page) -> None:
    """Hovering a node fades all but its neighbours."""
    _open(wide, "/")
    fill = (
        "id => document.querySelector('.graph-view').careergraph"
        ".network.body.nodes[id].options.color.background"
    )
    box = wide.locator(".graph-view").bounding_box()
    at = _network(wide, "network.canvasToDOM(network.getPosition('director-of-product'))")
    assert box is not None
    wide.mouse.move(box["x"] + at["x"], box["y"] + at["y"])

    for _ in range(50):
        if "0.2" in wide.evaluate(fill, "fresh-graduate"):
            break
        wide.wait_for_timeout(50)
    assert "0.2" in wide.evaluate(fill, "fresh-graduate")
    assert "0.2" not in wide.evaluate(fill, "chief-product-officer")


def test_legend_hides_relation(wide: Page) -> None:
    """The legend hides a relation and records it in the address."""
    _open(wide, "/")
    wide.locator("#legend input[name=overlaps_with]").uncheck()

    expect(wide).to_have_url("/?off=overlaps_with,derived")
    hidden = _network(
        wide,
        "edges.filter(e => e.relation === 'overlaps_with').every(e => e.hidden)",
    )
    assert hidden is True


def test_search_completes_alias(wide: Page) -> None:
    """The search completes an alias by keyboard alone."""
    _open(wide, "/")
    wide.locator("#find").press_sequentially("cpo")
    expect(wide.locator("[role=option]").first).to_contain_text("Chief product officer")
    wide.keyboard.press("ArrowDown")
    wide.keyboard.press("Enter")

    expect(wide.locator("#panel h1")).to_have_text("Chief product officer")


def test_search_forgives_typing_error(wide: Page) -> None:
    """A mistyped name still gets its suggestion."""
    _open(wide, "/data")
    wide.locator("#find").press_sequentially("empthy")

    expect(wide.locator("[role=option]").first).to_contain_text("Empathy")


def test_keyboard_reaches_panel(wide: Page) -> None:
    """The Tab key reaches the panel, Enter follows its link."""
    _open(wide, "/")
    for _ in range(60):
        wide.keyboard.press("Tab")
        if wide.evaluate("document.activeElement.dataset.node") == "fresh-graduate":
            break
    wide.keyboard.press("Enter")

    expect(wide.locator("#panel h1")).to_have_text("Fresh graduate")


def test_path_form_draws_path(wide: Page) -> None:
    """The form of /path shows the steps and draws the path on the map."""
    _open(wide, "/path")
    wide.get_by_label("From", exact=True).fill("junior product manager")
    wide.get_by_label("To", exact=True).fill("CPO")
    wide.get_by_label("fastest", exact=True).check()
    wide.get_by_role("button", name="Show the path").click()
    wide.locator(".graph-view[data-ready]").wait_for()

    expect(wide.locator("h1")).to_have_text(
        "From Associate product manager to Chief product officer"
    )
    assert wide.locator("ol.steps > li").count() == 4
    assert _network(wide, "data.nodes.filter(node => node.on_path).length") == 5
    assert _network(wide, "data.edges.filter(edge => edge.on_path).length") == 4


def _bars(page: Page) -> list[dict[str, float]]:
    return page.locator(".strip .bar").evaluate_all(
        "bars => bars.map(bar => { const { x, y, width, height } = bar.getBoundingClientRect();"
        " return { x, y, width, height }; })"
    )


def test_time_line_is_to_scale(wide: Page, phone: Page) -> None:
    """The bars are as long as the years: from left to right, and upright on a phone."""
    _open(wide, PAGES["path"])
    _open(phone, PAGES["path"])

    first, second, *_ = _bars(wide)
    assert first["width"] / second["width"] == pytest.approx(3 / 5, abs=0.02)
    assert first["y"] == second["y"]
    least = wide.locator(".strip .least").nth(1).bounding_box()
    assert least is not None
    assert least["width"] / second["width"] == pytest.approx(3 / 5, abs=0.02)
    _, second, third, _ = _bars(phone)
    assert second["x"] == third["x"]
    assert second["height"] / third["height"] == pytest.approx(5 / (5 + 13 / 6), abs=0.05)


def test_first_screen_is_the_plan(wide: Page) -> None:
    """Without scrolling one sees the sentence, the whole time line and the first ten skills."""
    wide.set_viewport_size({"width": 1280, "height": 720})
    _open(wide, "/path?source=software+developer&target=CPO")

    expect(wide.get_by_text("4 steps, at least 5 to 8 years;")).to_be_in_viewport(ratio=1)
    expect(wide.locator(".strip")).to_be_in_viewport(ratio=1)
    expect(wide.locator(".gains > .gain-groups")).to_be_in_viewport(ratio=1)
    assert wide.locator(".gains > .gain-groups li").count() == 10
    assert wide.locator(".steps > li > details[open]").count() == 0


def test_named_step_opens(wide: Page) -> None:
    """A link to a step opens it, from the time line and from outside; the others stay folded."""
    _open(wide, PAGES["path"])
    wide.locator(".strip").get_by_text("Step 3").click()

    expect(wide.locator("#step-3")).to_be_in_viewport()
    assert wide.locator(".steps > li > details[open]").count() == 1
    _open(wide, "/")
    _open(wide, f"{PAGES['path']}#step-2")
    expect(wide.locator("#step-2")).to_be_in_viewport()
    expect(wide.locator("#step-3")).to_be_hidden()


def test_evidence_shows_on_demand(wide: Page, phone: Page) -> None:
    """Where a source says something shows on hover, with the keyboard, on touch and in print."""
    _open(wide, PAGES["path"])
    line = wide.locator(".gains li").first
    said = line.locator(".said")
    expect(said).to_be_hidden()
    line.locator(".evidence").hover()
    expect(said).to_be_visible()
    wide.mouse.move(0, 0)
    expect(said).to_be_hidden()
    wide.get_by_role("link", name="All 64 to gain").focus()
    wide.keyboard.press("Tab")
    while not line.evaluate("line => line.contains(document.activeElement)"):
        wide.keyboard.press("Tab")
    expect(said).to_be_visible()
    wide.emulate_media(media="print")
    expect(wide.locator(".gains .said").nth(7)).to_be_visible()

    _open(phone, PAGES["path"])
    phone.locator(".gains li .evidence").first.tap()
    expect(phone.locator(".gains li .said").first).to_be_visible()


def test_path_prints_on_two_pages(wide: Page) -> None:
    """A path prints on two pages at most, with the time line and all there is to gain."""
    _open(wide, "/path?source=software+developer&target=CPO")
    pages = re.findall(rb"/Type\s*/Page\b", wide.pdf(format="A4", prefer_css_page_size=True))
    wide.emulate_media(media="print")

    assert len(pages) <= 2
    expect(wide.locator(".strip")).to_be_visible()
    assert wide.locator(".gains li:visible").count() == 68


def test_path_downloads_as_graphml(wide: Page) -> None:
    """The downloaded GraphML has the nodes of the path in order."""
    _open(wide, PAGES["path"])
    with wide.expect_download() as download:
        wide.get_by_role("link", name="Download as GraphML").click()

    G = read_graphml(io.BytesIO(download.value.path().read_bytes()))

    assert list(G) == [
        "associate-product-manager",
        "product-manager",
        "senior-product-manager",
        "director-of-product",
        "chief-product-officer",
    ]


def test_role_picture_opens_map(wide: Page) -> None:
    """A click in the picture of a role page opens the map there."""
    _open(wide, "/roles/product-manager")
    _click(wide, "senior-product-manager")

    wide.wait_for_url("**/?focus=senior-product-manager")


@pytest.mark.parametrize(
    ("address", "node"),
    [
        (PAGES["compared roles"], "senior-product-manager"),
        (PAGES["compared roles"], "rally-the-team"),
    ],
)
def test_answer_picture_opens_node(wide: Page, address: str, node: str) -> None:
    """The picture beside an answer is as placed; a click opens the node."""
    _opens_node(wide, address, node)


def test_unlock_picture_opens_node(wide_uk: Page) -> None:
    """So does the picture of what a skill brings into reach."""
    _opens_node(wide_uk, "/unlock?role=delivery-manager", "stakeholder-relationship-management")


def _opens_node(wide: Page, address: str, node: str) -> None:
    _open(wide, address)
    wide.locator("figure .graph-view").scroll_into_view_if_needed()

    at = _network(
        wide,
        "data.nodes.map(n => [n.x, n.y, network.getPosition(n.id).x, network.getPosition(n.id).y])",
    )
    assert all((x, y) == (drawn_x, drawn_y) for x, y, drawn_x, drawn_y in at)
    _click(wide, node)
    wide.wait_for_url(f"**/?focus={node}")


@pytest.mark.parametrize("button", ["Show roles in reach", "Show skills that unlock roles"])
def test_profile_stays_out_of_addresses(wide_uk: Page, button: str) -> None:
    """A profile's answer is drawn, and no address holds the profile."""
    wide = wide_uk
    requested: list[str] = []
    wide.on("request", lambda request: requested.append(request.url))
    wide.goto("/match")
    wide.get_by_label("A role held").fill("Delivery manager")
    wide.get_by_role("button", name="Add the role").click()
    wide.get_by_label("Target role").fill("Senior delivery manager")
    wide.get_by_role("button", name=button).click()
    wide.locator(".graph-view[data-ready]").wait_for()

    assert _shown(wide)
    typed = [url for url in requested if "/api/v1/search" in url]
    assert not [url for url in requested if url not in typed and "?" in url]


def test_narrow_picture_fits_phone(phone: Page) -> None:
    """All boxes of compared roles fit the width of a phone."""
    _open(phone, PAGES["compared roles"])

    boxes = _network(
        phone,
        "data.nodes.map(({ id }) => network.getBoundingBox(id)).map(({ left, right }) =>"
        " [left, right].map(x => network.canvasToDOM({ x, y: 0 }).x))",
    )

    assert all(0 <= left < right <= PHONE["width"] for left, right in boxes)


def test_server_error_is_shown(wide: Page) -> None:
    """An error of the server is shown in its own words."""
    _open(wide, "/")
    wide.route("**/api/v1/picture?**", lambda route: route.fulfill(
        status=400, json={"error": "the sentence of the server"}))  # fmt: skip
    wide.locator("#panel").get_by_role("link", name="Fresh graduate", exact=True).click()

    expect(wide.locator("#problem")).to_have_text("the sentence of the server")
    wide.unroute_all()


@pytest.mark.parametrize("address", PAGES.values(), ids=list(PAGES))
def test_phone_needs_no_sideways_scrolling(phone: Page, address: str) -> None:
    """No page is wider than a phone."""
    _open(phone, address)

    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("address", ["/", "/?focus=PM"])
def test_explorer_fills_window(wide: Page, address: str) -> None:
    """The explorer fills the window and does not scroll."""
    _open(wide, address)

    assert wide.evaluate("document.documentElement.scrollHeight") <= WIDE["height"]


@pytest.fixture(scope="module")
def audited(browser: Browser, server: str) -> Iterator[Page]:
    """Give one page for all audits."""
    with browser.new_context(base_url=server) as context:
        yield context.new_page()


@pytest.mark.parametrize("address", [*PAGES.values(), "/match"])
def test_pages_pass_axe(audited: Page, address: str) -> None:
    """axe finds no accessibility fault: wide, on a laptop and narrow, light and dark."""
    _audit(audited, address)


@pytest.mark.parametrize("address", ["/", "/matrix"])
def test_levels_pass_axe(audited: Page, uk_server: str, address: str) -> None:
    """Nor does it on a data set with levels."""
    _audit(audited, uk_server + address)


def _audit(page: Page, address: str) -> None:
    for size in (WIDE, PHONE):
        page.set_viewport_size(ViewportSize(**size))
        _open(page, address)
        for scheme, rules in accessibility.RULES_OF_SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert accessibility.faults(page, rules) == [], (size, scheme)
        if size == WIDE:  # a laptop has the same colours, and everything closer together
            page.set_viewport_size(ViewportSize(**LAPTOP))
            assert accessibility.faults(page, accessibility.NOT_OF_COLOURS) == []


@pytest.mark.parametrize("address", [*PAGES.values(), "/?focus=empathy&expand=product-manager"])
def test_pages_begin_with_their_title(wide: Page, address: str) -> None:
    """A page has one h1, before all other headings and before the picture."""
    _open(wide, address)

    order = wide.locator("h1, h2, h3, h4, canvas").evaluate_all("all => all.map(e => e.localName)")
    assert order[0] == "h1"
    assert order.count("h1") == 1


@pytest.mark.parametrize("address", PAGES.values(), ids=list(PAGES))
def test_pages_work_without_javascript(browser: Browser, server: str, address: str) -> None:
    """Without JavaScript a page has at least the same words, but no ticks and no PNG button."""
    words = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled, base_url=server)
        page = context.new_page()
        page.goto(address)
        main = page.locator(".panel" if page.locator(".panel").count() else "main")
        for control in main.locator("[data-hold], [data-hold-hint], [data-png]").all()[::-1]:
            control.evaluate("control => control.remove()")
        words.append(set(main.inner_text().split()))
        context.close()

    assert words[0] <= words[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["1440x900", "1280x720", "768x1024", "390x844"])
def test_pages_fit_their_width(browser: Browser, server: str, size: str, scheme: str) -> None:
    """No page is wider than its window. In CI, a picture of each page is kept."""
    width, height = map(int, size.split("x"))
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, base_url=server
    )
    page = context.new_page()
    for name in ("map", "role in focus", "path", "unlock", "compared roles", "matrix", "role"):
        _open(page, PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if SCREENSHOTS:
            page.screenshot(path=f"{SCREENSHOTS}/{name} {size} {scheme}.png".replace(" ", "-"))
    context.close()


def test_hostile_text_never_runs(browser: Browser, hostile_server: str) -> None:
    """Markup in titles never runs and adds no element."""
    context = browser.new_context(viewport=WIDE, base_url=hostile_server)
    page = context.new_page()
    page.add_init_script("window.alert = () => { window.harmed = true; }")
    compared = "/compare?role=evil&role=other"
    path = "/path?source=evil&target=other"
    for address in ("/", "/?focus=evil", "/roles/evil", path, compared, "/data"):
        _open(page, address)
        page.wait_for_timeout(100)
        assert page.evaluate("window.harmed") is None
        assert page.locator("img[src=x]").count() == 0
    expect(page.get_by_text("</script><img src=x onerror=alert(1)>").first).to_be_visible()
    context.close()


def test_dark_mode_is_dark(browser: Browser, server: str) -> None:
    """The dark colour scheme has a dark background."""
    context = browser.new_context(color_scheme="dark", base_url=server)
    page = context.new_page()
    page.goto("/data")
    red, green, blue = page.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)"
    )

    assert red + green + blue < 3 * 60
    context.close()


def test_matrix_is_a_grid(wide: Page) -> None:
    """Arrows move from cell to cell, and a line says what the cell means."""
    wide.goto("/matrix")
    grid, said = wide.get_by_role("grid"), wide.locator("#matrix-status")

    assert grid.locator("[tabindex='0']").count() == 1
    grid.locator("[tabindex='0']").focus()
    wide.keyboard.press("ArrowDown")
    expect(said).to_contain_text("Associate product manager – Market knowledge: listed, Basics")
    expect(said).to_contain_text("Has begun to learn about industries and their trends.")
    wide.keyboard.press("Home")
    expect(wide.get_by_label("Compare Associate product manager")).to_be_focused()
    wide.keyboard.press("End")
    expect(said).to_contain_text("Associate product manager – Aligning products with company goals")
    wide.keyboard.press("Control+End")
    expect(said).to_have_text("Business analyst: skills not stated")
    wide.keyboard.press("Control+Home")
    expect(wide.get_by_role("link", name="Market knowledge")).to_be_focused()


def test_cell_leads_to_role_and_skill(wide: Page) -> None:
    """The line about a cell links to its role and its skill; Enter opens the role."""
    wide.goto("/matrix")
    wide.locator("#matrix td[tabindex='0']").focus()
    wide.keyboard.press("ArrowDown")

    links = wide.locator("#matrix-status").get_by_role("link")
    expect(links).to_have_text(["Associate product manager", "Market knowledge"])
    wide.keyboard.press("Enter")
    expect(wide).to_have_url(re.compile("/roles/associate-product-manager$"))


def test_matrix_focus_is_never_covered(phone: Page) -> None:
    """The heads and the line below the table never cover the stop in focus."""
    phone.goto("/matrix?hide_empty=1")
    phone.locator("#matrix [tabindex='0']").focus()

    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
        for _ in range(12):
            phone.keyboard.press(key)
            assert phone.evaluate(
                "() => { const stop = document.activeElement, box = stop.getBoundingClientRect();"
                " const x = box.x + box.width / 2, y = box.y + box.height / 2;"
                " return stop.contains(document.elementFromPoint(x, y)); }"
            )


def test_ticked_roles_are_compared(wide: Page) -> None:
    """Two roles ticked in the matrix lead to their comparison."""
    wide.goto("/matrix?group=product")
    wide.get_by_label("Compare Product manager").check()
    wide.get_by_label("Compare Senior product manager").check()
    wide.get_by_role("button", name="Compare the ticked roles").click()

    expect(wide.locator("h1")).to_have_text("Product manager – Senior product manager")


def test_matrix_heads_stay_in_sight(phone: Page) -> None:
    """However far the table scrolls, the role and the skill of a cell stay in sight."""
    phone.goto("/matrix")
    region = phone.get_by_role("region", name="Roles and skills")
    region.evaluate("it => it.scrollTo(600, 300)")

    corner, box = phone.locator("#matrix .corner").bounding_box(), region.bounding_box()
    assert corner is not None
    assert box is not None
    assert abs(corner["x"] - box["x"]) <= 2
    assert box["y"] <= corner["y"] <= box["y"] + 60


def test_matrix_prints_on_one_a3_page(wide: Page) -> None:
    """The whole shipped framework is on one page of A3, landscape."""
    wide.goto("/matrix")

    pdf = wide.pdf(prefer_css_page_size=True)

    (page,) = re.findall(rb"/MediaBox \[0 0 (\d+)\S* (\d+)", pdf)
    assert page == (b"1191", b"841")
