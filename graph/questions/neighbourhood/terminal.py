"""The neighbourhood of a node as a page for a terminal."""

from __future__ import annotations

from itertools import groupby

from graph.questions.neighbourhood import view
from graph.questions.neighbourhood.answer import Neighbourhood
from graph.store.index import Index
from graph.terminal import Page, Span, Style


def write(page: Page, answer: Neighbourhood, _index: Index) -> None:
    """Write the nodes by distance, then the edges."""
    page.heading(answer.node.title)
    page.add(view.summary(answer))
    for number, group in groupby(answer.nodes[1:], key=lambda neighbour: neighbour.distance):
        page.heading(view.distance(number))
        for each in group:
            page.item(each.node.title, Span(f"– {each.node.kind}", Style.DIM))
    if answer.edges:
        page.heading("Edges")
    titles = {each.node.id: each.node.title for each in answer.nodes}
    for edge in answer.edges:
        page.item(view.edge_text(edge, titles), Span(f"[{edge.basis}]", Style.DIM))
