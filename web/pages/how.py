"""How each answer is computed: graph/questions/README.md as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it.token import Token

blueprint = Blueprint("how", __name__)


@blueprint.get("/how")
def page() -> str:
    """Show the definitions of all questions; the anchor of each is its name."""
    text = files("graph.questions").joinpath("README.md").read_text("utf-8")
    return render_template("how.html", text=to_html(text))


def to_html(text: str) -> Markup:
    """Return Markdown as HTML, with the title of each section as its anchor.

    HTML in the text is escaped. A relative link leads to a file that no page shows, so only its
    words remain.

    >>> print(to_html("## Path\\n[*here*](x.md)").strip())
    <h2 id="path">Path</h2>
    <p><em>here</em></p>
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    for opening, token in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", re.sub(r"\W+", "-", token.content.lower()).strip("-"))
        if token.children:
            token.children = list(_without_relative_links(token.children))
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704  # escaped


def _without_relative_links(tokens: Sequence[Token]) -> Iterator[Token]:
    shown = True
    for token in tokens:
        if token.type == "link_open":
            shown = bool(re.match(r"https?://|#", str(token.attrGet("href"))))
        if shown or token.type not in ("link_open", "link_close"):
            yield token
