"""Near skills as a page for a terminal."""

from __future__ import annotations

from graph.parts.printing import aside, source_list
from graph.questions.near import view
from graph.questions.near.answer import NearSkills
from graph.store.index import Index
from graph.terminal import Page


def write(page: Page, answer: NearSkills, index: Index) -> None:
    """Write the near skills of a skill."""
    page.heading(view.heading(answer))
    if not answer.near:
        page.add(view.nothing(answer))
    for near in answer.near:
        page.item(f"{near.title} – {view.line(near)}", aside(near.basis, near.sources))
    page.add(f"{view.HOW_ALIKE} {view.NOT_THE_SAME}" if answer.near else view.NOT_THE_SAME)
    source_list(page, answer, index.about.sources)
