"""Fixtures: the small and the shipped data set, a client, a server and a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marks
import pytest
import waitress
from commands import AMONG_THREE, COMMAND, STARTER, data_set, environment
from flask.testing import FlaskClient
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from waitress import wasyncore
from worlds import CONTRADICTING

from graph.model.data_paths import shipped
from graph.model.records import Dataset
from graph.sources.dataset import load_dataset
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph, build_graph
from web.app import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

settings.register_profile("careergraph", deadline=None)  # a slow machine is not a fault
settings.load_profile("careergraph")

DATA = Path(__file__).parent / "data"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Chromium without a sandbox (tests may run as root), a GPU, or the network."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test as fast, browser or data."""
    for item in items:
        marks.mark(item)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep snapshots out of the cache of the person who runs the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def small_dataset() -> Dataset:
    """Four roles, five skills, two responsibilities; one cycle, one island."""
    return load_dataset(DATA / "small")


@pytest.fixture
def small_graph(small_dataset: Dataset) -> CareerGraph:
    return build_graph(small_dataset)


@pytest.fixture(scope="session")
def small_index(small_dataset: Dataset) -> Index:
    return Index(build_graph(small_dataset))


@pytest.fixture(scope="session")
def shipped_index() -> Index:
    return Index(build_graph(load_dataset(shipped("product-management"))))


@pytest.fixture(params=CONTRADICTING)
def contradicting(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    """The directories of a data set in which claims contradict one another."""
    for name, text in CONTRADICTING[request.param].items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return sorted(tmp_path.iterdir())


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    """A client of the explorer on the shipped data set."""
    return create_app(shipped("product-management")).test_client()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the explorer on the shipped data set, on a real port."""
    with _served(shipped("product-management")) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_server() -> Iterator[str]:
    """The same on a data set with an attack in every text."""
    with _served(DATA / "hostile") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium with the network cut off."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def spark() -> str:
    """The name of the engine Spark, where Spark and Java are installed."""
    lacking = [] if shutil.which("java") else ["Java"]
    lacking += [] if find_spec("pyspark") else ["pyspark"]
    if lacking and os.environ.get("CI"):
        pytest.fail(f"{' and '.join(lacking)} missing; .ci/run installs them")
    if lacking:
        pytest.skip(f"{' and '.join(lacking)} not installed")
    return "pyspark"


def _served(data: Path) -> AbstractContextManager[str]:
    return listening(create_app(data))


@contextmanager
def listening(app: WSGIApplication) -> Iterator[str]:
    """Serve an application on a free port; yield its address."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except OSError:  # its sockets close while it waits for them
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    closing.set()
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map, ignore_all=True)  # noqa: SLF001  # and its connections
    thread.join(timeout=5)
    wasyncore.close_all(server._map, ignore_all=True)  # noqa: SLF001  # accepted meanwhile


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Run the command in a directory of its own, by default on the starter data set."""

    def run_(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=tmp_path,
            env=environment(**{"CAREERGRAPH_DATA": str(STARTER), **more}),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run_


@pytest.fixture
def three(tmp_path: Path) -> str:
    """A data set of three roles whose records leave much open."""
    return data_set(tmp_path / "three", AMONG_THREE)
