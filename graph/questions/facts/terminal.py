"""Facts as a page for a terminal."""

from __future__ import annotations

from graph.parts.printing import aside, not_stated_part, notes_part, source_list
from graph.questions.facts import view
from graph.questions.facts.answer import Facts
from graph.store.index import Index
from graph.terminal import Page


def write(page: Page, answer: Facts, index: Index) -> None:
    """Write a list of facts and their sources."""
    page.heading(view.heading(answer))
    if not answer.facts:
        page.add(view.nothing(answer))
    for fact in answer.facts:
        page.item(view.line(fact), aside(fact.basis, fact.sources))
        notes_part(page, fact.notes, 2)
        not_stated_part(page, fact.not_stated, 2)
    source_list(page, answer, index.about.sources)
