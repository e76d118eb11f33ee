"""The skills that bring new roles into reach, and those that hold the graph together, as pages."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.edges import weakest_basis
from graph.model.records import Source
from graph.parts.printing import source_list
from graph.parts.text import evidence_text, plural
from graph.questions.unlock.central import Centrality
from graph.questions.unlock.search import NewRole, Unlock
from graph.questions.unlock.view import (
    betweenness_text,
    by_text,
    central_lines,
    change_text,
    equal_skills,
    more_text,
    new_text,
    nothing_lines,
    pair_text,
    pairs_lines,
    unlock_lines,
    whose_text,
)
from graph.terminal import Page, Span, Style

_MOST_ROLES = 4
"""How many of the new roles of a skill are named; JSON names more."""


def unlock_page(page: Page, answer: Unlock, sources: Sequence[Source]) -> None:
    """Write which skills, and which pairs, bring most new roles into reach."""
    page.heading(f"What brings new roles into reach: {whose_text(answer)}")
    for line in unlock_lines(answer):
        page.add(line)
    if answer.reason:
        return
    page.heading("One skill")
    for line in nothing_lines(answer):
        page.add(Span(line, Style.YELLOW))
    for number, equal in enumerate(equal_skills(answer), 1):
        any_of = ["any one of:"] if len(equal.skills) > 1 else []
        title = Span("; ".join(skill.title for skill in equal.skills), Style.BOLD)
        new = f"– {new_text(equal.skills[0])}"
        page.add(*any_of, title, new, label=f"{number}.", column=4)
        _roles(page, equal.roles, equal.skills[0].new, skills=1)
    if more_text(answer):
        page.add(Span(f"{more_text(answer)}.", Style.DIM))
    if answer.pairs is not None:
        _pairs(page, answer)
    elif answer.two_short and not answer.skills:
        page.add("Two skills do; ask again with --pairs.")
    source_list(page, answer, sources)


def _pairs(page: Page, answer: Unlock) -> None:
    page.heading("Two skills")
    for line in pairs_lines(answer):
        page.add(Span(line, Style.YELLOW))
    for number, pair in enumerate(answer.pairs or (), 1):
        titles = Span(" + ".join(skill.title for skill in pair.skills), Style.BOLD)
        page.add(titles, f"– {pair_text(pair)}", label=f"{number}.", column=4)
        _roles(page, pair.roles, pair.new, skills=2)


def _roles(page: Page, roles: Sequence[NewRole], new: int, *, skills: int) -> None:
    for role in roles[:_MOST_ROLES]:
        change = ", ".join(filter(None, (change_text(role), by_text(role, skills))))
        page.item(f"{role.title}: {change}", _said(role), indent=4)
    if new > _MOST_ROLES:
        page.item(Span(f"and {new - _MOST_ROLES:,} more", Style.DIM), indent=4)


def _said(role: NewRole) -> Span:
    """Return on what basis the role requires what is new, and where that is said."""
    basis = weakest_basis(each.basis for each in role.by)
    places = dict.fromkeys(place for each in role.by for place in each.sources)
    return Span(f"[essential, {evidence_text(basis, list(places))}]", Style.DIM)


def central_page(page: Page, answer: Centrality) -> None:
    """Write which skills hold the graph together."""
    page.heading("Skills that hold the graph together")
    for line in central_lines(answer):
        page.add(line)
    page.blank()
    if not answer.skills:
        page.add(Span("No role states its skills.", Style.YELLOW))
    for number, skill in enumerate(answer.skills, 1):
        page.add(
            Span(skill.title, Style.BOLD),
            f"– {betweenness_text(skill)}; required by {plural(skill.roles, 'role')}",
            label=f"{number}.",
            column=4,
        )
