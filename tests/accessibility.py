"""axe over a page: every rule of WCAG 2.0 to 2.2, levels A and AA, and of good practice."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that read colours: they take most of the time, and only they differ in a dark page."""

EVERY_RULE: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # axe has it off unless asked
    "resultTypes": ["violations"],
}
OF_COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": COLOURS},
    "resultTypes": ["violations"],
}
NOT_OF_COLOURS: dict[str, Any] = EVERY_RULE | {
    "rules": EVERY_RULE["rules"] | {rule: {"enabled": False} for rule in COLOURS}
}

RULES_OF_SCHEMES: tuple[tuple[Literal["dark", "light"], dict[str, Any]], ...] = (
    ("dark", OF_COLOURS),
    ("light", EVERY_RULE),
)

RUN = """async options => (await axe.run(document, options)).violations.map(
  ({ id, nodes }) => [id, nodes.map(node => node.html)])"""


def faults(page: Page, rules: dict[str, Any] = EVERY_RULE) -> list[Any]:
    """Return what axe finds on a page: rules with the elements that break them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[Any] = page.evaluate(RUN, rules)
    return found
