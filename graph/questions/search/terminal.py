"""Search results as a page for a terminal."""

from __future__ import annotations

from graph.parts.printing import aside, not_stated_part, notes_part
from graph.questions.search import view
from graph.questions.search.answer import AskedFacts, SearchResult, SearchResults
from graph.store.index import Index
from graph.terminal import Page, Span, Style


def write(page: Page, answer: SearchResults, _index: Index) -> None:
    """Write the facts that answer the text, and the places that contain it."""
    if answer.facts:
        _facts(page, answer.facts)
    if answer.facts and answer.results:
        page.blank()
    if opening := view.opening(answer):
        page.add(opening)
    for result in answer.results:
        _result(page, result)


def _facts(page: Page, asked: AskedFacts) -> None:
    page.add(view.facts_text(asked))
    for fact in asked.own or asked.others:
        page.item(view.fact_line(fact), aside(fact.basis, fact.sources))
        notes_part(page, fact.notes, 2)
        not_stated_part(page, fact.not_stated, 2)


def _result(page: Page, result: SearchResult) -> None:
    node = [result.node.kind] if result.node else []
    id_ = [result.node.id] if result.node else []
    words = ", ".join(filter(None, [*node, view.field_text(result), *id_]))
    page.item(view.title(result), Span(f"– {words}", Style.DIM))
    if result.extract and result.basis:
        page.add(result.extract, aside(result.basis, result.sources), indent=2)
