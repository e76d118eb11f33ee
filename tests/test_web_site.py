"""Several data sets at one address, each open as soon as it is loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import conftest
import pytest
from playwright.sync_api import Browser
from werkzeug.test import Client

from graph.model.data_paths import Progress
from graph.model.errors import DataError, Problem
from graph.opening.load import serving_sets
from graph.store.index import Index
from web.site import Site

DATA = Path(__file__).parent / "data"


class _Slow:
    """A data set that stays half loaded until ``go`` is set."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.half = threading.Event()
        self.go = threading.Event()

    def __call__(self, progress: Progress) -> Index:
        progress("roles.csv", 0.5)
        self.half.set()
        assert self.go.wait(10)
        return self.index


def _at_once(index: Index) -> Callable[[Progress], Index]:
    return lambda _: index


@pytest.fixture
def two(shipped_index: Index, small_index: Index) -> Client:
    """The shipped data set, and the small one beside it."""
    site = Site([("product", _at_once(shipped_index)), ("Small one", _at_once(small_index))])
    site.load(failed=pytest.fail).join(10)
    return Client(site)


def test_first_set_is_at_root(two: Client, shipped_index: Index, small_index: Index) -> None:
    """The first data set is at the root, the next below /sets/."""
    first, second = two.get("/").text, two.get("/sets/small-one/").text

    assert f"· {shipped_index.about.info.title}</title>" in first
    assert f"· {small_index.about.info.title}</title>" in second


def test_pages_link_all_sets(two: Client, shipped_index: Index, small_index: Index) -> None:
    """A page links to every data set, and its own links stay in its data set."""
    for page in (two.get("/data").text, two.get("/sets/small-one/data").text):
        assert f'href="/" >{shipped_index.about.info.title}' in page or 'href="/" aria' in page
        assert f">{small_index.about.info.title}</a>" in page
    assert 'href="/sets/small-one/roles/data-analyst"' in two.get("/sets/small-one/data").text


def test_sets_redirects_home(two: Client, shipped_index: Index) -> None:
    """/sets/ alone leads to the map, which lists the data sets; one set has no such address."""
    answer = two.get("/sets/")
    site = Site([("product", _at_once(shipped_index))])
    site.load(failed=pytest.fail).join(10)

    assert (answer.status_code, answer.location) == (302, "/")
    assert two.get("/sets").location == "http://localhost/sets/"
    assert Client(site).get("/sets/").status_code == 404


def test_sets_have_separate_nodes(two: Client) -> None:
    """A node is found only in its own data set."""
    assert two.get("/sets/small-one/roles/gardener").status_code == 200
    assert two.get("/roles/gardener").status_code == 404
    assert two.get("/sets/small-onex/").status_code == 404


def test_title_redirects_within_set(two: Client) -> None:
    """A title redirects to the address of the node in the same data set."""
    answer = two.get("/sets/small-one/roles/Data analyst")

    assert (answer.status_code, answer.location) == (302, "/sets/small-one/roles/data-analyst")


def test_single_set_has_no_menu(shipped_index: Index) -> None:
    """A single data set has no menu of data sets."""
    site = Site([("product", _at_once(shipped_index))])
    site.load(failed=pytest.fail).join(10)

    assert 'class="sets"' not in Client(site).get("/").text


def test_loading_shows_progress(small_index: Index) -> None:
    """While a data set loads, pages and API answer 503 with the progress."""
    slow = _Slow(small_index)
    site = Site([("esco <b>", slow)])
    thread = site.load(failed=pytest.fail)
    assert slow.half.wait(10)
    client = Client(site)
    page, data = client.get("/roles/anything?x=1"), client.get("/api/v1/stats")
    slow.go.set()
    thread.join(10)

    assert page.status_code == data.status_code == 503
    assert "50 %" in page.text
    assert "roles.csv" in page.text
    assert "<b>" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert data.get_json() == {
        "error": "esco <b> is still loading; try again in a moment",
        "loaded": 0.5,
    }
    assert data.headers["Retry-After"] == "1"
    assert client.get("/").status_code == 200


def test_loaded_set_answers_early(shipped_index: Index, small_index: Index) -> None:
    """A loaded data set answers while the next one still loads."""
    slow = _Slow(small_index)
    site = Site([("product", _at_once(shipped_index)), ("small", slow)])
    thread = site.load(failed=pytest.fail)
    assert slow.half.wait(10)
    client = Client(site)
    before = client.get("/").text
    assert client.get("/sets/small/").status_code == 503
    slow.go.set()
    thread.join(10)

    assert ">small</a>" in before
    assert f">{small_index.about.info.title}</a>" in client.get("/").text


def test_unusable_set_reports_failure() -> None:
    """A data set with errors calls ``failed`` and leaves its message."""

    def bad(_: Progress) -> Index:
        raise DataError([Problem("x.yaml", 1, "wrong")])

    failed = threading.Event()
    site = Site([("bad", bad)])
    site.load(failed=failed.set).join(10)

    assert failed.is_set()
    assert str(site.failure) == "x.yaml:1: wrong"


def test_foreign_hosts_are_refused(two: Client) -> None:
    """Foreign host names get 400, during loading and after."""
    foreign = {"Host": "evil.example"}
    waiting = Client(Site([("x", _Slow)]))  # type: ignore[list-item]  # never loaded

    assert two.get("/", headers=foreign).status_code == 400
    assert waiting.get("/", headers=foreign).status_code == 400


def test_loading_page_reloads_itself(browser: Browser, small_index: Index) -> None:
    """The loading page opens the explorer once the data is loaded."""
    slow = _Slow(small_index)
    site = Site([("small", slow)])
    site.load(failed=pytest.fail)
    page = browser.new_page()
    with conftest.listening(site) as address:
        page.goto(f"{address}/")
        assert page.get_by_role("progressbar").get_attribute("value") == "50"
        slow.go.set()
        page.get_by_role("link", name="Gardener").first.wait_for()
        page.close()


def test_browser_stays_in_set(browser: Browser, shipped_index: Index, small_index: Index) -> None:
    """In a browser, search and pictures stay in the chosen data set."""
    site = Site([("product", _at_once(shipped_index)), ("small", _at_once(small_index))])
    site.load(failed=pytest.fail).join(10)
    page = browser.new_page()
    with conftest.listening(site) as address:
        page.goto(f"{address}/")
        page.get_by_text(shipped_index.about.info.title).first.click()
        page.get_by_role("banner").get_by_role("link", name=small_index.about.info.title).click()
        page.get_by_role("combobox").fill("gard")
        page.get_by_role("option", name="Gardener").click()
        page.get_by_role("heading", name="Gardener").wait_for()
        assert page.url.startswith(f"{address}/sets/small/")
        page.close()


def _tables(place: Path, name: str) -> Path:
    directory = place / name
    directory.mkdir()
    (directory / "nodes.csv").write_text("title,kind\nBaker,role\n")
    (directory / "edges.csv").write_text("source,relation,target\n")
    return directory


def test_tables_are_separate_sets(tmp_path: Path) -> None:
    """Each directory of tables is a data set; all YAML directories are one."""
    one, two = _tables(tmp_path, "one"), _tables(tmp_path, "two")
    small, hostile = DATA / "small", DATA / "hostile"

    assert serving_sets([one, small, two, hostile]) == [[one], [small, hostile], [two]]


def test_added_tables_join_set(tmp_path: Path) -> None:
    """Tables whose recipe extends others belong to the same data set."""
    one, two = _tables(tmp_path, "one"), _tables(tmp_path, "two")
    recipe = Path(__file__).parents[1] / "data" / "recipes" / "nodes-and-edges.yaml"
    own = recipe.read_text("utf-8").replace("dataset:\n", "dataset:\n  extends: one\n")
    (two / "recipe.yaml").write_text(own, "utf-8")

    assert serving_sets([one, two, DATA / "small"]) == [[one, two], [DATA / "small"]]
