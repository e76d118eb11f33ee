"""How soon a page shows its first picture, against an empty page with the same vis-network file.

Chromium opens each page with an empty cache, in turn with the empty page, and counts from the
navigation to two frames after the picture, or after the empty page, is ready. The server has
answered each address before.

    python tests/benchmarks/first_picture.py            # the shipped data set
    python tests/benchmarks/first_picture.py --rounds 15 --data DIRECTORY / /roles/data-analyst
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.request import urlopen

from harness import ROOT
from playwright.sync_api import Browser, sync_playwright

GOAL = 1.4
PAGES = ("/", "/?focus=product-manager", "/roles/product-manager")
VIEWPORT = {"width": 1440, "height": 900}
EMPTY = "/empty"
SERVER = """
import sys
from flask import Response, url_for
from graph.model.data_paths import data_directories
from graph.opening.index import open_index
from web.server import serve
from web.site import Site
directories = data_directories(sys.argv[1:])
site = Site([("benchmark", lambda progress: open_index(directories, progress=progress))])
site.load(failed=sys.exit).join()
app = site.sets[0].app
def empty():
    src = url_for("assets.vis_network")
    return Response(f"<!doctype html><title>Empty</title><script src='{src}' defer></script>")
app.add_url_rule("/empty", view_func=empty)
serve(site, host="127.0.0.1", port=0, open_browser=False)
"""
READY = """
window.readyAt = new Promise((resolve) => {
  const twoFrames = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    resolve(performance.now());
  }));
  if (location.pathname === "/empty") return addEventListener("load", twoFrames);
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[data-ready]")) return;
    observer.disconnect();
    twoFrames();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-ready"] });
});
"""


def main() -> None:
    """Print the ratio of each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_KEEP)
    parser.add_argument("pages", nargs="*", default=PAGES, help="addresses with a picture")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--data", nargs="*", default=[])
    given = parser.parse_args()
    with served(given.data) as address, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for page in given.pages:
            ours, empty = measure(browser, address, page, given.rounds)
            ratio = statistics.median(ours) / statistics.median(empty)
            figures = f"{statistics.median(ours):.0f} ms, {statistics.median(empty):.0f} ms empty"
            sys.stdout.write(f"{page}: {ratio:.2f}x ({figures}; goal {GOAL}x)\n")
        browser.close()


_KEEP = argparse.RawDescriptionHelpFormatter


def measure(
    browser: Browser, address: str, page: str, rounds: int
) -> tuple[Sequence[float], Sequence[float]]:
    """Return the milliseconds of a page and of the empty page, in turn."""
    for each in (page, EMPTY):
        _open(browser, address + each)  # the first answer is computed
    pairs = [
        (_open(browser, address + page), _open(browser, address + EMPTY)) for _ in range(rounds)
    ]
    ours, empty = zip(*pairs, strict=True)
    return ours, empty


def _open(browser: Browser, address: str) -> float:
    """Return the milliseconds from the navigation to the picture, with an empty cache."""
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    page.add_init_script(READY)
    page.goto(address)
    taken = page.evaluate("window.readyAt")
    context.close()
    return float(taken)


@contextmanager
def served(data: Sequence[str]) -> Iterator[str]:
    """Serve a data set as a process of its own; yield its address."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, *data], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        line = server.stdout.readline() if server.stdout else ""
        address = line.split()[2].rstrip("/")
        urlopen(address).close()  # noqa: S310  # our own server
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


if __name__ == "__main__":
    main()
