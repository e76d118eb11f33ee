"""Write a comparison of two versions to a terminal page."""

from __future__ import annotations

from graph.parts.text import evidence_text
from graph.questions.diff.answer import Change, Diff, PathChange
from graph.questions.diff.field_text import field_text
from graph.questions.diff.query import What
from graph.questions.diff.view import (
    KIND_WORDS,
    PATHS_TITLE,
    PLACES_TITLE,
    change_groups,
    count_text,
    headline,
    more_paths,
    more_places,
    more_text,
    path_lines,
    path_side_text,
    path_title,
    place_change_text,
    title_of,
    title_text,
)
from graph.store.index import Index
from graph.terminal import Page, Span, Style

_STYLES: dict[What, Style] = {
    "removed": Style.RED,
    "added": Style.GREEN,
    "renamed": Style.BOLD,
    "changed": Style.YELLOW,
}


def write(page: Page, answer: Diff, index: Index) -> None:  # noqa: ARG001  # as every question
    """Write what differs, with how many more changes there are than are listed."""
    page.heading(title_of(answer))
    for line in headline(answer):
        page.add(line)
    if answer.same:
        return
    page.blank()
    counts = {KIND_WORDS[kind]: it for kind, it in answer.counts.items() if it.old or it.new}
    for words, count in counts.items():
        page.add(count_text(count), label=words, column=max(map(len, counts)) + 2)
    if answer.listed.kind in (None, "path") and not answer.listed.what:
        _paths(page, answer)
    _changes(page, answer)
    _places(page, answer)


def _changes(page: Page, answer: Diff) -> None:
    kind = None
    for group in change_groups(answer):
        if group.kind != kind:
            page.heading(KIND_WORDS[group.kind].capitalize())
        kind = group.kind
        for change in group.changes:
            _change(page, change)
        _more(page, group.more)


def _change(page: Page, change: Change) -> None:
    version = change.new or change.old
    aside = ""
    if change.what == "renamed":
        aside = f"[{'; '.join(change.matched_by)}]"
    elif version and version.basis:
        aside = f"[{evidence_text(version.basis, version.sources)}]"
    word = Span(f"{change.what}:", _STYLES[change.what])
    page.item(word, title_text(change), Span(aside, Style.DIM))
    for field in change.fields:
        if not (change.what == "renamed" and field.field == "title"):
            page.add(field_text(field, change.what), indent=4)


def _places(page: Page, answer: Diff) -> None:
    if not answer.places:
        return
    page.heading(PLACES_TITLE)
    for moved in answer.places:
        page.item(place_change_text(moved))
    _more(page, more_places(answer))


def _paths(page: Page, answer: Diff) -> None:
    page.heading(PATHS_TITLE)
    for line in path_lines(answer.paths):
        page.add(line)
    for change in answer.paths.changes:
        _path(page, change)
    _more(page, more_paths(answer))


def _path(page: Page, change: PathChange) -> None:
    page.item(path_title(change))
    page.add(path_side_text(change.old), label="old", indent=4, column=5)
    page.add(path_side_text(change.new), label="new", indent=4, column=5)


def _more(page: Page, more: int) -> None:
    if more:
        page.add(Span(more_text(more), Style.DIM), indent=2)
