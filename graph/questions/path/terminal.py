"""Write the answer to a question for paths to a terminal."""

from __future__ import annotations

from graph.parts.path_text import arrows_text, hedges, row_text
from graph.parts.paths import Path
from graph.parts.printing import steps_part
from graph.questions.path.answer import PathAnswer, RankedPath
from graph.questions.path.view import (
    SIDEWAYS,
    answer_lines,
    counted_lines,
    lateral_lines,
    ranked_lines,
)
from graph.store.index import Index
from graph.terminal import Page, Span, Style


def write(page: Page, answer: PathAnswer, index: Index) -> None:
    """Write the one path that was wanted with its steps, or several one below the other."""
    page.heading(f"{answer.source.title} → {answer.target.title}")
    lines = answer_lines(answer)
    if not answer.paths:
        first, *lines = lines
        page.add(Span(first, Style.YELLOW))
    for line in lines:
        page.add(line)
    if answer.more_by_steps:
        page.add("Use --by steps to see them.")
    if answer.no_path and answer.no_path.lateral_path:
        _sideways(page, answer, answer.no_path.lateral_path)
    if answer.alternatives > 1:
        for path in answer.paths:
            _path(page, answer, path)
        _counted(page, answer)
    elif answer.paths:
        _single(page, answer, answer.paths[0], index)


def _sideways(page: Page, answer: PathAnswer, path: Path) -> None:
    page.heading(SIDEWAYS)
    page.add(arrows_text(path))
    for line in lateral_lines(answer):
        page.add(line)
    page.add("Use --lateral to see it step by step.")


def _path(page: Page, answer: PathAnswer, path: RankedPath) -> None:
    number = f"{path.number}. "
    page.heading(f"{number}{row_text(path)}")
    for line in ranked_lines(answer, path):
        page.add(line, indent=len(number))


def _single(page: Page, answer: PathAnswer, path: RankedPath, index: Index) -> None:
    for line in ranked_lines(answer, path):
        page.add(line)
    if path.length > 1:
        page.blank()
        page.add(row_text(path))
    _counted(page, answer)
    steps_part(page, path, index.about.sources, hedges(path, index.about.info.notes))


def _counted(page: Page, answer: PathAnswer) -> None:
    lines = counted_lines(answer)
    if lines:
        page.blank()
    for line in lines:
        page.add(Span(line, Style.DIM))
