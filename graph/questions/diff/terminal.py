"""The differences between two versions as a page for a terminal."""

from __future__ import annotations

from itertools import groupby

from graph.parts.text import evidence_text
from graph.questions.diff.paths import PathChange
from graph.questions.diff.search import Change, Diff, What
from graph.questions.diff.view import (
    KIND_WORDS,
    PATH_WORDS,
    count_text,
    diff_lines,
    diff_title,
    field_text,
    more_text,
    path_diff_lines,
    path_side_text,
    path_title,
    place_change_text,
    title_text,
)
from graph.terminal import Page, Span, Style

_STYLES: dict[What, Style] = {
    "removed": Style.RED,
    "added": Style.GREEN,
    "renamed": Style.BOLD,
    "changed": Style.YELLOW,
}


def diff_page(page: Page, answer: Diff, limit: int | None) -> None:
    """Write what differs, at most ``limit`` of each kind and sort, with how many more there are."""
    page.heading(diff_title(answer))
    for line in diff_lines(answer):
        page.add(line)
    if not answer.same:
        page.blank()
        for kind, count in answer.counts.items():
            if count.old or count.new:
                page.add(count_text(count), label=KIND_WORDS[kind], column=_column(answer))
        if answer.listed.kind in ("", "path") and not answer.listed.what:
            _paths(page, answer, limit)
        _changes(page, answer, limit)
        _places(page, answer, limit)


def _column(answer: Diff) -> int:
    return max(len(KIND_WORDS[kind]) for kind, it in answer.counts.items() if it.old or it.new) + 2


def _changes(page: Page, answer: Diff, limit: int | None) -> None:
    for kind, of_kind in groupby(answer.changes, key=lambda change: change.kind):
        page.heading(KIND_WORDS[kind].capitalize())
        for _, alike in groupby(of_kind, key=lambda change: change.what):
            changes = list(alike)
            for change in changes[:limit]:
                _change(page, change)
            _more(page, len(changes[:limit]), len(changes))


def _change(page: Page, change: Change) -> None:
    said = change.new or change.old
    aside = ""
    if change.what == "renamed":
        aside = f"[{'; '.join(change.recognised)}]"
    elif said and said.basis:
        aside = f"[{evidence_text(said.basis, said.sources)}]"
    word = Span(f"{change.what}:", _STYLES[change.what])
    page.item(word, title_text(change), Span(aside, Style.DIM))
    for field in change.fields:
        if not (change.what == "renamed" and field.field == "title"):
            page.add(field_text(field, change.what), indent=4)


def _places(page: Page, answer: Diff, limit: int | None) -> None:
    if answer.places:
        page.heading("Said elsewhere in the same source")
    for moved in answer.places[:limit]:
        page.item(place_change_text(moved))
    _more(page, len(answer.places[:limit]), len(answer.places))


def _paths(page: Page, answer: Diff, limit: int | None) -> None:
    page.heading("What it does to paths")
    for line in path_diff_lines(answer.paths):
        page.add(line)
    changes = answer.paths.changes[:limit]
    for change in changes:
        _path(page, change)
    _more(page, len(changes), sum(answer.paths.counts.values()))


def _path(page: Page, change: PathChange) -> None:
    page.item(f"{path_title(change)} {PATH_WORDS[change.what][0]}")
    page.add(path_side_text(change.old), label="old", indent=4, column=5)
    page.add(path_side_text(change.new), label="new", indent=4, column=5)


def _more(page: Page, shown: int, total: int) -> None:
    if total > shown:
        page.add(Span(more_text(shown, total), Style.DIM), indent=2)
