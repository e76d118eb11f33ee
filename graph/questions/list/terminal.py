"""A list of nodes as a page for a terminal."""

from __future__ import annotations

from graph.model.relations import PLURALS
from graph.questions.list import view
from graph.questions.list.answer import NodeList
from graph.store.index import Index
from graph.terminal import Page, Span, Style


def write(page: Page, answer: NodeList, _index: Index) -> None:
    """Write the names of nodes, kind by kind."""
    for kind, plural in PLURALS.items():
        of_kind = [node for node in answer.nodes if node.kind == kind]
        if of_kind:
            page.heading(plural.capitalize())
        for node in of_kind:
            page.item(node.title, Span(f"– {view.other_names(node)}", Style.DIM))
    if rest := view.rest(answer):
        page.blank()
        page.add(rest)
