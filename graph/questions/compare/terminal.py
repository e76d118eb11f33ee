"""Write a comparison to a terminal page: what differs first, what is the same last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graph.model.records import Locator
from graph.parts.gap_text import changed_levels
from graph.parts.printing import levels_part, notes_part, source_list
from graph.parts.text import NOT_STATED, evidence_text, place_text
from graph.questions.compare.answer import Comparison, Pair
from graph.questions.compare.row_text import EVIDENT, ROW_TEXTS, difference_text
from graph.questions.compare.tables import (
    COVERAGE_TITLE,
    GROUPS_TITLE,
    OVERVIEW_TITLE,
    changes_title,
    coefficient_lines,
    comparisons_title,
    coverage_text,
    group_text,
    overview,
)
from graph.questions.compare.view import (
    Section,
    headline,
    more_text,
    names_of,
    sections,
    title_of,
)
from graph.store.index import Index
from graph.terminal import Page, Span, Style

_MAX_ROWS = 40
"""How many rows of an overlap set are named; JSON names all."""


def write(page: Page, answer: Comparison, index: Index) -> None:
    """Write a comparison."""
    page.heading(title_of(answer))
    if answer.kind == "roles":
        for line in headline(answer):
            page.add(line)
        for pair in answer.pairs:
            _comparisons(page, pair)
        page.heading(OVERVIEW_TITLE)
    _overview(page, answer)
    if answer.pairs:
        page.heading(COVERAGE_TITLE)
        for pair in answer.pairs:
            _pair(page, pair)
    if answer.skills.groups:
        page.heading(GROUPS_TITLE)
        for group in answer.skills.groups:
            page.item(f"{group.title}:", group_text(group, names_of(answer)))
    for section in sections(answer):
        _section(page, section)
    source_list(page, answer, index.about.sources)


def _overview(page: Page, answer: Comparison) -> None:
    names = names_of(answer)
    for label, texts in overview(answer):
        page.add(Span(label, Style.BOLD))
        for name, text in zip(names, texts, strict=True):
            page.add(f"{name}:", _text(text), indent=2)


def _comparisons(page: Page, pair: Pair) -> None:
    for each in pair.comparisons:
        page.heading(comparisons_title(pair))
        if each.summary:
            page.add(each.summary)
        page.add(Span(evidence_text(each.basis, each.sources), Style.DIM))
        for row in each.rows:
            page.add(Span(row.aspect, Style.BOLD), _place(row.locators), indent=2)
            for role, text in ((pair.first, row.here), (pair.second, row.there)):
                page.add(f"{role.title}: {text or NOT_STATED}", indent=4)
        for note in each.notes:
            page.item(f"{note.kind.capitalize()}: {note.text}", _place(note.locators), indent=2)


def _pair(page: Page, pair: Pair) -> None:
    for direction in pair.directions:
        ends = f"{direction.source.title} → {direction.target.title}:"
        page.item(Span(ends, Style.BOLD), _text(coverage_text(direction)))
    for line in coefficient_lines(pair):
        page.add(line, indent=2)
    as_asked, _ = pair.directions
    if changed_levels(as_asked):
        page.heading(changes_title(as_asked))
        levels_part(page, as_asked, 0)


def _section(page: Page, section: Section) -> None:
    page.heading(section.title)
    page.add(Span(section.sentence, Style.DIM if section.sets else Style.YELLOW))
    text = ROW_TEXTS[section.name]
    in_rows = section.name in EVIDENT
    notes_part(page, section.notes, 2)
    for each in section.sets:
        if each.differing:
            title = f"{each.title}, on different terms"
            _rows(page, title, each.differing, difference_text, in_rows=in_rows)
        if each.same:
            _rows(page, each.title, each.same, text, in_rows=in_rows)


def _rows(
    page: Page, title: str, rows: Sequence[Any], text: Callable[[Any], str], *, in_rows: bool
) -> None:
    """Write the rows of an overlap set: one below the other, or all in a line."""
    texts = [text(row) for row in rows[:_MAX_ROWS]]
    if len(rows) > _MAX_ROWS:
        texts.append(more_text(len(rows) - _MAX_ROWS))
    heading = Span(f"{title} ({len(rows):,}):", Style.BOLD)
    if not in_rows:
        page.add(heading, "; ".join(texts), indent=2)
        return
    page.add(heading, indent=2)
    for each in texts:
        page.item(each, indent=4)


def _text(text: str) -> Span:
    return Span(text, Style.YELLOW if text == NOT_STATED else Style.PLAIN)


def _place(locators: Sequence[Locator]) -> Span:
    return Span(f"[{place_text(locators)}]" if locators else "", Style.DIM)
