"""Pictures as SVG: the whole picture, in both themes, before the canvas, on paper, as a file."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from web import static_files
from web.app import create_app
from web.exports import SvgQuery
from web.pictures.svg import NAMESPACE, colours, mixed, svg

HOSTILE = Path(__file__).parent / "data" / "hostile"
SVG = f"{{{NAMESPACE}}}"
PICTURES = (
    "",
    "focus=product-manager",
    "focus=empathy&orientation=portrait",
    "expand=product-manager",
    "source=junior+product+manager&target=CPO",
    "compare=PM&compare=product+owner",
    "unlock=junior+product+manager",
)
ROLE = "/roles/product-manager"


def _svg(client: FlaskClient, query: str) -> ElementTree.Element:
    answer = client.get(f"/picture.svg?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "image/svg+xml"
    return ElementTree.fromstring(answer.text)  # noqa: S314  # our own


def _titles(drawn: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in drawn.iter(f"{SVG}title")]


def _routes(drawn: ElementTree.Element) -> list[str]:
    lines = (path for path in drawn.iter(f"{SVG}path") if path.get("stroke"))
    return [path.get("d", "") for path in lines]


@pytest.mark.parametrize("query", PICTURES)
def test_svg_holds_the_whole_picture(client: FlaskClient, query: str) -> None:
    """Every node, drawn edge, label and heading of the JSON picture is in the SVG, in its frame."""
    picture = json.loads(client.get(f"/api/v1/picture?{query}").text)
    drawn = _svg(client, f"{query}&off=none")
    texts = [each.text for each in drawn.iter(f"{SVG}text")]
    boxes = [box for box in drawn.iter(f"{SVG}rect") if box.get("stroke")]
    left, top, width, height = map(float, drawn.get("viewBox", "").split())
    edges = [edge for edge in picture["edges"] if not edge.get("on_hover")]

    assert {node["title"] for node in picture["nodes"]} <= set(_titles(drawn))
    assert {line for node in picture["nodes"] for line in node["label"].split("\n")} <= set(texts)
    assert sorted(_routes(drawn)) == sorted(edge["route"] for edge in edges)
    assert {edge["label"] for edge in edges if edge.get("label") and edge["at"]} <= set(texts)
    for heading in picture["headings"]:
        assert any((text or "").startswith(heading["text"]) for text in texts)
    assert len(boxes) == len(picture["nodes"])
    for box in boxes:
        x, y, w, h = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
        assert left < x
        assert x + w < left + width
        assert top < y
        assert y + h < top + height


def test_svg_has_title_and_summary(client: FlaskClient) -> None:
    """A picture says what it shows, and how much; a node links to its place on the map."""
    drawn = _svg(client, "compare=PM&compare=product+owner")

    assert [each.tag for each in drawn][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert _titles(drawn)[0] == "Product manager, Product owner"
    assert re.fullmatch(r"\d+ nodes and \d+ edges?\.", drawn[1].text or "")
    assert "http://localhost/?focus=product-owner" in {
        each.get("href") for each in drawn.iter(f"{SVG}a")
    }


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "career-map"),
        ("focus=PM", "product-manager"),
        ("source=PM&target=CPO", "product-manager--chief-product-officer"),
        ("compare=PM&compare=CPO", "product-manager--chief-product-officer"),
    ],
)
def test_svg_file_has_a_name(client: FlaskClient, query: str, name: str) -> None:
    """The file has the ids of what it shows as its name, and may run nothing."""
    headers = client.get(f"/picture.svg?{query}").headers

    assert headers["Content-Disposition"] == f'inline; filename="{name}.svg"'
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; base-uri 'none'")
    assert "script-src" not in headers["Content-Security-Policy"]


def test_colours_are_those_of_the_pages(client: FlaskClient) -> None:
    """Each theme has the colours of the style sheet, as plain hexadecimal numbers."""
    light, dark = (_svg(client, f"theme={theme}") for theme in ("light", "dark"))
    surfaces = [drawn.find(f"{SVG}rect") for drawn in (light, dark)]

    assert [rect is not None and rect.get("fill") for rect in surfaces] == ["#ffffff", "#181f28"]
    assert colours("light")["skill-border"] == "#a86f00"
    assert colours("dark")["role-text"] == "#ffffff"
    assert mixed("#000000", "#ffffff", 0.25) == "#bfbfbf"
    for drawn in (light, dark):
        used = {each.get(name) for each in drawn.iter() for name in ("fill", "stroke")} - {None}
        assert all(re.fullmatch("#[0-9a-f]{6}|none", colour or "") for colour in used)
        assert not any(each.get("style") for each in drawn.iter())


def test_svg_leaves_out_what_is_off(client: FlaskClient) -> None:
    """What the legend hides is left out, with its edges; the node in focus stays."""
    without_skills = _svg(client, "focus=product-manager&off=skill")
    no_steps = _svg(client, "off=leads_to,overlaps_with")

    assert not any(title.startswith("Empathy") for title in _titles(without_skills))
    assert not any("requires Empathy" in title for title in _titles(without_skills))
    assert any(title.startswith("Product manager\n") for title in _titles(without_skills))
    assert _routes(no_steps) == []
    assert any(
        title.startswith("Empathy") for title in _titles(_svg(client, "focus=empathy&off=skill"))
    )


def test_derived_overlaps_are_off_by_default(client: FlaskClient) -> None:
    """Derived overlaps are left out of the map, but not around a node in focus."""
    picture = client.get("/api/v1/picture").json
    edge = next(each for each in picture["edges"] if each["relation"] == "overlaps_with")
    edge["basis"] = "derived"
    on_map, in_focus = (
        svg(picture, "light", title="A map", off=query.left_out())
        for query in (SvgQuery(), SvgQuery(focus="product-manager"))
    )

    assert edge["route"] not in on_map
    assert edge["route"] in in_focus


def test_hostile_titles_are_text() -> None:
    """Markup in titles is text of the SVG, alone and in a page."""
    client = create_app(HOSTILE).test_client()
    for query in ("", "focus=evil", "compare=evil&compare=other"):
        drawn = _svg(client, query)
        allowed = {"svg", "title", "desc", "g", "a", "rect", "path", "text"}
        assert {each.tag.removeprefix(SVG) for each in drawn.iter()} <= allowed
        assert any("<img src=x onerror=alert(1)>" in title for title in _titles(drawn))


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("theme=sepia", 400, "theme cannot be 'sepia'; it takes light or dark"),
        ("off=everything", 400, "off cannot be 'everything'"),
        ("focus=nobody", 404, "unknown node 'nobody'"),
        ("colour=red", 400, "unknown parameter 'colour'"),
    ],
)
def test_wrong_requests_have_a_sentence(
    client: FlaskClient, query: str, status: int, words: str
) -> None:
    """A wrong request for a picture gets a sentence, as from the API."""
    answer = client.get(f"/picture.svg?{query}")

    assert answer.status_code == status
    assert words in answer.json["error"]


def test_page_holds_the_picture_it_draws(client: FlaskClient) -> None:
    """The page carries what the API answers, and shows its image; no address holds a profile."""
    page = client.get(ROLE).text
    carried = re.search(r'<script type="application/json">(.*?)</script>', page)
    assert carried is not None
    picture = json.loads(carried[1])["landscape"]
    profile = "roles: [junior product manager]"
    matched = client.post("/match", data={"profile": profile, "to": "CPO"}).text
    images = re.findall(r'srcset="(data:image/svg\+xml,[^"]+)"', matched)

    assert picture == client.get("/api/v1/picture?focus=product-manager").json
    assert '<img src="/picture.svg?focus=product-manager" alt="Product manager and its' in page
    assert len(images) == 4
    for image in images:
        drawn = ElementTree.fromstring(unquote(image.partition(",")[2]))  # noqa: S314  # our own
        assert any(title.startswith("Chief product officer") for title in _titles(drawn))


def test_files_are_kept_for_good(client: FlaskClient) -> None:
    """A page names its files by their hash, which browsers keep; the plain addresses stay."""
    page = client.get("/").text
    files = re.findall(r'(?:src|href)="(/(?:static|vendor)/[^"]+)"', page)

    assert len(files) > 10
    for file in files:
        assert f"/{static_files.version()}/" in file
        answer = client.get(file, buffered=True)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        plain = client.get(file.replace(f"{static_files.version()}/", ""), buffered=True)
        assert plain.data == answer.data
        assert "immutable" not in plain.headers["Cache-Control"]
    missing = client.get(f"/static/{static_files.version()}/nothing.js")
    assert missing.status_code == 404
    assert "immutable" not in missing.headers.get("Cache-Control", "")


def test_modules_are_preloaded_with_imports(client: FlaskClient) -> None:
    """A page preloads every module that its own modules import."""
    preloaded = set(re.findall(r'modulepreload" href="[^"]+/([\w-]+\.js)"', client.get("/").text))
    texts = {path.name: path.read_text() for path in static_files.FOLDER.glob("*.js")}

    imported = {each for name in preloaded for each in re.findall(r'from "\./(.+?)"', texts[name])}
    assert {"explorer.js", "complete.js"} <= preloaded
    assert imported <= preloaded


@pytest.fixture
def page(browser: Browser, server: str) -> Page:
    return browser.new_page(base_url=server, viewport={"width": 1440, "height": 900})


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".graph-view[data-ready]").wait_for()


@pytest.mark.parametrize("address", ["/", ROLE])
@pytest.mark.parametrize("width", [1440, 390])
def test_picture_needs_no_javascript(
    browser: Browser, server: str, address: str, width: int
) -> None:
    """Without JavaScript the picture is there as an image, whole and as wide as it may be."""
    context = browser.new_context(
        java_script_enabled=False, base_url=server, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto(address)
    image = page.locator(".graph-view img")

    expect(image).to_be_visible()
    size = image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    box = image.bounding_box()
    assert box is not None
    assert min(size) > 300
    assert box["width"] / box["height"] == pytest.approx(size[0] / size[1], rel=0.02)
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("address", ["/", ROLE])
def test_canvas_takes_the_place_of_the_image(page: Page, address: str) -> None:
    """The image is shown until the canvas is drawn; the page fetches no picture for that."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, address)

    expect(page.locator(".graph-view img")).to_be_hidden()
    expect(page.locator(".graph-view canvas")).to_be_visible()
    assert not [url for url in asked if "/api/v1/picture" in url]


def test_downloads_follow_the_map(page: Page) -> None:
    """The files and the image for paper are of what the map shows."""
    _open(page, "/")
    page.evaluate("dispatchEvent(new CustomEvent('careergraph:go',"
                  " { detail: 'product-manager', cancelable: true }))")  # fmt: skip
    page.wait_for_url("**/?focus=product-manager")
    link = page.get_by_role("link", name="SVG")
    expect(link).to_have_attribute("download", "product-manager.svg")
    page.get_by_label("Skill", exact=True).uncheck()

    expect(link).to_have_attribute("href", "/picture.svg?focus=product-manager&off=skill")
    source = page.locator(".graph-view source[media*=dark]").last.get_attribute("srcset")
    assert source == "/picture.svg?focus=product-manager&off=skill&theme=dark"


@pytest.mark.parametrize("address", ["/", ROLE])
def test_png_is_twice_the_picture(page: Page, client: FlaskClient, address: str) -> None:
    """The browser makes a PNG of twice the size of the SVG, with its name."""
    _open(page, address)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    data = Path(download.value.path()).read_bytes()
    drawn = _svg(client, "" if address == "/" else "focus=product-manager")
    size = [float(drawn.get(name, "")) for name in ("width", "height")]

    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == pytest.approx([2 * n for n in size], abs=2)
    name = "career-map" if address == "/" else "product-manager"
    assert download.value.suggested_filename == f"{name}.png"
    assert len(data) > 20_000  # not an empty canvas


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/?focus=product-manager", ROLE])
def test_print_is_picture_and_text(
    browser: Browser, server: str, scheme: str, address: str
) -> None:
    """On paper a role, and the map, is a page of picture, in light colours, and one of text."""
    context = browser.new_context(
        base_url=server, color_scheme=scheme, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    _open(page, address)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    page.emulate_media(media="print")
    image = page.locator(".graph-view img")

    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 2
    expect(image).to_be_visible()
    expect(page.locator(".graph-view canvas")).to_be_hidden()
    assert "theme=dark" not in image.evaluate("image => image.currentSrc")
    context.close()


def test_legend_holds_what_is_shown(page: Page) -> None:
    """The legend has only what the picture shows, and keeps what was chosen for the rest."""
    _open(page, "/")
    legend = page.locator("#legend")
    expect(legend.get_by_text("leads to", exact=True)).to_be_visible()
    for words in ("Skill", "Responsibility", "requires"):
        expect(legend.get_by_text(words, exact=True)).to_be_hidden()
    tones = page.evaluate("document.querySelector('#graph-view').careergraph.data.tones")
    for tone in tones:
        expect(legend.get_by_text(tone["title"], exact=True)).to_be_visible()

    _open(page, "/?focus=product-manager&off=requires")
    expect(legend.get_by_text("Skill", exact=True)).to_be_visible()
    page.go_back()
    page.locator(".graph-view[data-ready]").wait_for()
    expect(legend.get_by_text("Skill", exact=True)).to_be_hidden()
