"""The numbers of a data set as a page for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.relations import PLURALS, RELATIONS
from graph.parts.printing import in_a_row
from graph.parts.text import plural, what_text
from graph.questions.stats import view
from graph.questions.stats.answer import Stats
from graph.store.index import Index
from graph.terminal import Page, Span, Style


def write(page: Page, answer: Stats, index: Index) -> None:
    """Write a data set in numbers."""
    about = index.about
    page.heading(answer.title)
    page.heading("Nodes")
    nodes = answer.nodes.items()
    _table(page, {PLURALS[kind]: view.node_count(number, about) for kind, number in nodes})
    page.heading("Edges")
    edges = answer.edges.items()
    _table(
        page,
        {
            RELATIONS[relation].words: view.edge_count(counts, relation, about)
            for relation, counts in edges
        },
    )
    page.heading("Sources")
    for source in answer.sources:
        page.item(source.title, Span(f"– {view.source_use(source)}", Style.DIM))
    if not answer.sources:
        page.add(view.NO_SOURCE)
    page.heading("Not stated")
    open_ = answer.not_stated.items()
    _table(page, {what_text(what): plural(times, "time") for what, times in open_})
    if answer.longest_ladder:
        page.heading(view.LONGEST)
        page.add(in_a_row(answer.longest_ladder))
        page.add(Span(view.ladder_length(answer), Style.DIM))


def _table(page: Page, rows: Mapping[str, str]) -> None:
    column = max((len(label) for label in rows), default=0) + 2
    for label, text in rows.items():
        page.add(text, label=label, column=column)
