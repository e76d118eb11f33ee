"""Search results as a page for a terminal."""

from __future__ import annotations

from graph.questions.search import view
from graph.questions.search.answer import SearchResults
from graph.store.index import Index
from graph.terminal import Page, Span, Style


def write(page: Page, answer: SearchResults, _index: Index) -> None:
    """Write the nodes that match, one a line."""
    for result in answer.results:
        words = ", ".join(filter(None, [result.node.kind, view.alias_text(result), result.node.id]))
        page.item(result.node.title, Span(f"– {words}", Style.DIM))
    if not answer.results:
        page.add(view.NOTHING)
