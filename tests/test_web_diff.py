"""The page /diff and its JSON: between the data sets the server was started with, no others."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import accessibility
import pytest
import waitress
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from published import PUBLISHED, dataset

from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from web.app import create_app

VERSIONS = Path(__file__).parent / "data" / "versions"


@pytest.fixture(scope="module")
def compared() -> FlaskClient:
    app = create_app(VERSIONS / "new", compare_with=[VERSIONS / "old"])
    return app.test_client()


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    """Return a page as a reader without JavaScript sees it."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_page_lists_all_changes(
    compared: FlaskClient,
) -> None:
    """The page lists changed nodes, edges, facts and paths."""
    page = text(compared, "/diff")

    assert "Newsroom, 2023 → Newsroom, 2024" in page
    assert "renamed Journalist → Reporter known by: the old title is an alias" in page
    assert "Basis: stated → implied weaker" in page
    assert "Value: 24,000 → 25,500" in page
    assert "Trainee → Editor gets longer old 2 steps implied" in page
    assert "Senior reporter: handbook, line 16 → handbook, line 17" in page


def test_counts_link_to_lists(compared: FlaskClient) -> None:
    """Every count and every kind is a link to its list."""
    links = set(re.findall(r'href="(/diff[^"]*)"', compared.get("/diff").text))

    assert "/diff?kind=leads_to" in links
    assert "/diff?kind=leads_to&amp;what=removed" in links
    for link in links:
        assert compared.get(link.replace("&amp;", "&")).status_code == 200


def test_kind_is_listed_alone(compared: FlaskClient) -> None:
    """One kind and outcome are listed alone."""
    page = text(compared, "/diff?kind=leads_to&what=removed")

    assert "removed Subeditor leads to Editor" in page
    assert "added Reporter" not in page
    assert "Only what was removed." in page


def test_removed_roles_have_no_link(compared: FlaskClient) -> None:
    """A removed role has no link."""
    page = compared.get("/diff").text

    assert "/roles/columnist" not in page
    assert "/roles/journalist" not in page
    assert "/roles/data-journalist" in page


def test_json_lists_one_kind(compared: FlaskClient) -> None:
    """The JSON lists one kind, with complete counts."""
    answer = json.loads(compared.get("/api/v1/diff?kind=path").text)

    assert answer["changes"] == []
    assert answer["paths"]["counts"]["vanishes"] == 1
    assert len(answer["paths"]["changes"]) == answer["listed"]["paths"] == 5


@pytest.mark.parametrize("wrong", ["kind=job", "what=moved", "start=-1", "limit=x"])
@pytest.mark.parametrize("address", ["/diff", "/api/v1/diff"])
def test_wrong_parameters_are_refused(compared: FlaskClient, address: str, wrong: str) -> None:
    """An unknown kind or outcome, or a wrong number, is refused."""
    assert compared.get(f"{address}?{wrong}").status_code == 400


def test_pages_link_to_changes(compared: FlaskClient) -> None:
    """Every page links to the changes."""
    assert 'href="/diff"' in compared.get("/data").text


def test_missing_older_version_has_remedy(client: FlaskClient) -> None:
    """With one version, the page and the JSON say how to serve an older one."""
    assert "careergraph serve --data NEW --compare-with OLD" in text(client, "/diff")
    assert 'href="/diff"' not in client.get("/data").text
    answer = client.get("/api/v1/diff")
    assert answer.status_code == 404
    assert "start the server with --compare-with DIR" in json.loads(answer.text)["error"]


@pytest.mark.parametrize("parameter", ["compare-with", "compare_with", "old", "new", "data", "dir"])
def test_no_parameter_names_directories(client: FlaskClient, parameter: str) -> None:
    """A request cannot name a directory."""
    query = {parameter: str(VERSIONS / "old")}

    assert client.get("/diff", query_string=query).text == client.get("/diff").text
    assert client.get("/api/v1/diff", query_string=query).status_code == 400


def test_hostile_text_is_escaped() -> None:
    """Markup in either version stays text."""
    hostile = VERSIONS.parent / "hostile"
    for data, older in ((hostile, VERSIONS / "old"), (VERSIONS / "new", hostile)):
        page = create_app(data, compare_with=[older]).test_client().get("/diff").text
        assert not re.search(r"<(?:img|svg|b|iframe)\b(?! src=\"/static)", page)
        assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_esco_fits_a_page() -> None:
    """Two versions of ESCO give pages and answers of moderate size."""
    if not (PUBLISHED / "esco-1.2.0").is_dir():
        pytest.skip(f"the published tables are not at {PUBLISHED}")
    app = create_app(VERSIONS / "new")
    app.extensions["index"] = Index(build_graph(dataset("esco-1.2.0")))
    app.extensions["index"].older = Index(build_graph(dataset("esco")))
    client = app.test_client()

    page = text(client, "/diff")
    assert "Neither version has a path: no role leads to another." in page
    for query in ("", "?kind=requires", "?kind=requires&start=7800", "?kind=role&what=renamed"):
        for address in ("/diff", "/api/v1/diff"):
            answer = client.get(f"{address}{query}")
            assert answer.status_code == 200
            assert len(gzip.compress(answer.data)) < 300_000


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of the explorer on the newsroom, really served."""
    app = create_app(VERSIONS / "new", compare_with=[VERSIONS / "old"])
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(browser: Browser, address: str, width: int, scheme: str) -> None:
    """The page fits the screen and has no accessibility faults."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        base_url=address,
    )
    page = context.new_page()
    page.goto("/diff")

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert accessibility.faults(page) == []
    context.close()
