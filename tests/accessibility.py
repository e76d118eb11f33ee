"""axe over a page: every rule of WCAG 2.0 to 2.2, levels A and AA, and of good practice."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose outcome differs in a dark page: the others look at what both have in common."""

EVERY_RULE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # axe has it off unless asked
    "resultTypes": ["violations"],
}
OF_COLOURS = {"runOnly": {"type": "rule", "values": COLOURS}, "resultTypes": ["violations"]}

RUN = """async options => (await axe.run(document, options)).violations.map(
  ({ id, nodes }) => [id, nodes.map(node => node.html)])"""


def faults(page: Page, scheme: Literal["light", "dark"] = "light") -> list[Any]:
    """Return what axe finds on a page: rules with the elements that break them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[Any] = page.evaluate(RUN, EVERY_RULE if scheme == "light" else OF_COLOURS)
    return found
