"""A data set in numbers, as a page for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from graph.model.records import (
    About,
)
from graph.model.relations import PLURALS, RELATIONS
from graph.parts.text import (
    nothing_text,
    plural,
    what_text,
)
from graph.terminal import Page, Span, Style

if TYPE_CHECKING:  # no answer needs the other answers' modules
    from graph.questions.stats.search import Stats

from graph.parts.printing import in_a_row


def stats_page(page: Page, stats: Stats, about: About, *, derives: bool) -> None:
    """Write a data set in numbers; ``derives`` as in ``nothing_text``."""
    page.heading(stats.title)
    page.heading("Nodes")
    nothing = partial(nothing_text, about, derives=derives)
    _table(
        page,
        {
            PLURALS[kind]: f"{number:,}" if number else nothing()
            for kind, number in stats.nodes.items()
        },
    )
    page.heading("Edges")
    rows = {}
    for relation, bases in stats.edges.items():
        each = ", ".join(f"{number:,} {basis}" for basis, number in bases.items() if number)
        text = f"{sum(bases.values()):,} ({each})" if each else nothing(relation)
        rows[RELATIONS[relation].words] = text
    _table(page, rows)
    page.heading("Sources")
    for source in stats.sources:
        use = f"{plural(source.nodes, 'node')}, {plural(source.edges, 'edge')}"
        page.item(source.title, Span(f"– {use}", Style.DIM))
    if not stats.sources:
        page.add("none listed")
    page.heading("Not stated")
    _table(
        page, {what_text(what): plural(times, "time") for what, times in stats.not_stated.items()}
    )
    if stats.longest_ladder:
        page.heading("Longest of all shortest paths")
        page.add(in_a_row(stats.longest_ladder))
        page.add(Span(plural(len(stats.longest_ladder) - 1, "step"), Style.DIM))


def _table(page: Page, rows: Mapping[str, str]) -> None:
    column = max((len(label) for label in rows), default=0) + 2
    for label, text in rows.items():
        page.add(text, label=label, column=column)
