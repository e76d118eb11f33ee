"""Alternatives and constraints as a page for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.records import Source
from graph.parts.paths import Path
from graph.parts.printing import in_a_row, steps_part
from graph.parts.text import path_lines
from graph.questions.path.search import Alternative, Alternatives
from graph.questions.path.view import (
    alternative_lines,
    alternatives_lines,
    best_text,
    counted_lines,
    row_text,
)
from graph.terminal import Page, Span, Style


def alternatives_page(page: Page, answer: Alternatives, sources: Sequence[Source]) -> None:
    """Write the paths one below the other; a single one that was asked for with its steps."""
    page.heading(f"{answer.source.title} → {answer.target.title}")
    first, *more = alternatives_lines(answer)
    page.add(Span(first, Style.PLAIN if answer.found else Style.YELLOW))
    for line in more:
        page.add(line)
    if answer.others:
        page.add("Ask again with --by steps to see them.")
    if answer.nothing_fits and answer.nothing_fits.no_path:
        if answer.nothing_fits.no_path.lateral_helps:
            page.add("Ask again with --lateral to see it.")
        return
    for alternative in answer.paths:
        _alternative(page, alternative, several=answer.number > 1)
    if answer.found:
        page.blank()
        for line in counted_lines(answer):
            page.add(Span(line, Style.DIM))
    if answer.number == 1 and answer.found:
        steps_part(page, answer.paths[0].path, sources)


def _alternative(page: Page, alternative: Alternative, *, several: bool) -> None:
    number = f"{alternative.number}. " if several else ""
    page.heading(f"{number}{row_text(alternative.path)}")
    first, *more = path_lines(alternative.path)
    for line in (first, " ".join(more), *alternative_lines(alternative)):
        page.add(line, indent=len(number))
    if several and alternative.best_by:
        page.add(best_text(alternative), indent=len(number))


def path_page(page: Page, path: Path, sources: Sequence[Source]) -> None:
    """Write the answer to a path query."""
    page.heading(f"{path.source.title} → {path.target.title}")
    first, *more = path_lines(path)
    page.add(Span(first, Style.PLAIN if path.found else Style.YELLOW))
    for line in more:
        page.add(line)
    if len(path.steps) > 1:
        page.blank()
        page.add(in_a_row([path.source, *(step.target for step in path.steps)]))
    if path.no_path and path.no_path.lateral_helps:
        page.add("Ask again with --lateral to see it.")
    steps_part(page, path, sources)
