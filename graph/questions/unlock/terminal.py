"""Write the skills that bring new roles into reach, or the central skills, to a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.edges import weakest_basis
from graph.parts.printing import source_list
from graph.parts.requirements import Requirement
from graph.parts.text import evidence_text, plural
from graph.questions.unlock.answer import NewRole, Unlock
from graph.questions.unlock.view import (
    TWO_SKILLS,
    betweenness_text,
    by_text,
    central_lines,
    change_text,
    equal_skills,
    equal_units,
    heading,
    more_text,
    more_units_text,
    new_text,
    no_rung_text,
    nothing_lines,
    owner_text,
    pair_text,
    pairs_lines,
    rung_heading,
    rung_text,
    unlock_lines,
)
from graph.store.index import Index
from graph.terminal import Page, Span, Style

_MAX_ROLES = 4
"""How many of the new roles of a skill are listed; the JSON has more."""


def write(page: Page, answer: Unlock, index: Index) -> None:
    """Write the skills, and the pairs, that bring the most new roles into reach."""
    if answer.sample:
        _central(page, answer)
        return
    page.heading(f"{heading(answer)}: {owner_text(answer)}")
    for line in unlock_lines(answer):
        page.add(line)
    _next_rungs(page, answer)
    if answer.tiered:
        _new_roles(page, answer)
    source_list(page, answer, index.about.sources)


def _next_rungs(page: Page, answer: Unlock) -> None:
    for rung in answer.next_rungs:
        page.heading(f"{rung_heading(rung)}: {rung.title}")
        page.add(rung_text(rung))
        for number, equal in enumerate(equal_units(rung), 1):
            any_of = ["any one of:"] if len(equal.texts) > 1 else []
            basis = _evidence([unit.requirement for unit in equal.units])
            titles = Span("; ".join(equal.texts), Style.BOLD)
            page.add(*any_of, titles, f"– {equal.change}", basis, label=f"{number}.", column=4)
        if more_units_text(rung):
            page.add(Span(more_units_text(rung), Style.DIM))
    if no_rung_text(answer):
        page.blank()
        page.add(no_rung_text(answer))


def _new_roles(page: Page, answer: Unlock) -> None:
    page.heading("One skill")
    for line in nothing_lines(answer):
        page.add(Span(line, Style.YELLOW))
    for number, equal in enumerate(equal_skills(answer), 1):
        any_of = ["any one of:"] if len(equal.skills) > 1 else []
        title = Span("; ".join(skill.title for skill in equal.skills), Style.BOLD)
        new = f"– {new_text(equal.skills[0])}"
        page.add(*any_of, title, new, label=f"{number}.", column=4)
        _roles(page, equal.roles, equal.skills[0].new_roles or 0, skills=1)
    if more_text(answer):
        page.add(Span(f"{more_text(answer)}.", Style.DIM))
    if answer.pairs is not None:
        _pairs(page, answer)
    elif answer.two_short and not answer.skills:
        page.add(f"{TWO_SKILLS}; use --pairs.")


def _pairs(page: Page, answer: Unlock) -> None:
    page.heading("Two skills")
    for line in pairs_lines(answer):
        page.add(Span(line, Style.YELLOW))
    for number, pair in enumerate(answer.pairs or (), 1):
        titles = Span(" + ".join(skill.title for skill in pair.skills), Style.BOLD)
        page.add(titles, f"– {pair_text(pair)}", label=f"{number}.", column=4)
        _roles(page, pair.roles, pair.new_roles, skills=2)


def _roles(page: Page, roles: Sequence[NewRole], new: int, *, skills: int) -> None:
    for role in roles[:_MAX_ROLES]:
        change = ", ".join(filter(None, (change_text(role), by_text(role, skills))))
        page.item(f"{role.title}: {change}", _evidence(role.required_skills), indent=4)
    if new > _MAX_ROLES:
        page.item(Span(f"and {new - _MAX_ROLES:,} more", Style.DIM), indent=4)


def _evidence(required: Sequence[Requirement]) -> Span:
    """Return the basis and the sources of requirements."""
    basis = weakest_basis(each.basis for each in required)
    places = dict.fromkeys(place for each in required for place in each.sources)
    return Span(f"[{evidence_text(basis, list(places))}]", Style.DIM)


def _central(page: Page, answer: Unlock) -> None:
    page.heading("Central skills")
    for line in central_lines(answer):
        page.add(line)
    page.blank()
    if not answer.skills:
        page.add(Span("No role states its skills.", Style.YELLOW))
    for number, skill in enumerate(answer.skills, 1):
        page.add(
            Span(skill.title, Style.BOLD),
            f"– {betweenness_text(skill)}; required by {plural(skill.required_by, 'role')}",
            label=f"{number}.",
            column=4,
        )
