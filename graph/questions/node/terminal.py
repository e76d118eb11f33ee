"""All that is said about a node, and lists of nodes, as pages for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.model.records import (
    NECESSITIES,
    Fact,
    Source,
)
from graph.model.relations import PLURALS
from graph.parts.requirements import Requirement
from graph.parts.text import (
    NOT_STATED,
    fact_text,
    not_stated_text,
    step_years_text,
)
from graph.terminal import Page, Span, Style

if TYPE_CHECKING:  # no answer needs the other answers' modules
    from graph.questions.node.search import (
        Listed,
        OverlapPortrait,
        Portrait,
        RequiredBy,
        StepPortrait,
    )

from graph.parts.printing import (
    aside,
    evidence_line,
    not_stated_part,
    notes_part,
    sign_texts,
    signs_part,
    source_list,
    titles,
)


def portrait_page(page: Page, portrait: Portrait, sources: Sequence[Source]) -> None:
    """Write all that is said about a node."""
    page.heading(portrait.node.title)
    page.add(_identity(portrait))
    if portrait.aliases:
        page.add(f"Also called {', '.join(portrait.aliases)}")
    if portrait.summary:
        page.blank()
        page.add(portrait.summary)
        page.blank()
    page.add(evidence_line(portrait.basis, portrait.sources))
    if portrait.node.kind == "role":
        _required(page, "Skills required", portrait.skills)
        _required(page, "Responsibilities required", portrait.responsibilities)
        if portrait.preparations:
            page.heading("Prepares for it as a first position")
            signs_part(page, "", portrait.preparations, 0)
        _leads_to(page, portrait.leads_to)
        _comes_from(page, portrait.comes_from)
        _overlaps(page, portrait)
    else:
        _required_by(page, portrait.required_by)
        _demanded_by(page, portrait)
    _facts(page, portrait.facts)
    if portrait.notes:
        page.heading("Notes")
        notes_part(page, portrait.notes, 0)
    if portrait.not_stated:
        page.heading("Not stated")
        for entry in portrait.not_stated:
            text = not_stated_text(entry)
            page.item(Span(f"{text[:1].upper()}{text[1:]}", Style.YELLOW))
    source_list(page, portrait, sources)


def list_page(page: Page, nodes: Sequence[Listed]) -> None:
    """Write the names of nodes, kind by kind."""
    for kind, plural_ in PLURALS.items():
        of_kind = [node for node in nodes if node.kind == kind]
        if of_kind:
            page.heading(plural_.capitalize())
        for node in of_kind:
            names = ", ".join([*node.aliases, node.id])
            page.item(node.title, Span(f"– {names}", Style.DIM))


def _required(page: Page, heading: str, required: Sequence[Requirement]) -> None:
    page.heading(heading)
    if not required:
        page.add(Span(NOT_STATED, Style.YELLOW))
    _by_necessity(page, [(requirement.title, requirement) for requirement in required])


def _required_by(page: Page, required: Sequence[RequiredBy]) -> None:
    page.heading("Required by")
    if not required:
        page.add("no role in the data")
    _by_necessity(page, [(requirement.role.title, requirement) for requirement in required])


def _by_necessity(page: Page, titled: Sequence[tuple[str, Requirement | RequiredBy]]) -> None:
    for necessity, words in NECESSITIES.items():
        group = [(title, it) for title, it in titled if it.necessity == necessity]
        if group:
            page.add(Span(words, Style.DIM))
        for title, it in group:
            marks = (("importance", it.importance), ("level", it.level))
            rated = [f"{name} {number:g}" for name, number in marks if number is not None]
            text = ", ".join([title, *([it.when] if it.when else []), *rated])
            page.item(text, aside(it.basis, it.sources), indent=2)
            notes_part(page, it.notes, 4)


def _demanded_by(page: Page, portrait: Portrait) -> None:
    if portrait.demanded_by:
        page.heading("Demanded by signs of readiness")
    for demand in portrait.demanded_by:
        shown_in = f"{demand.source.title} → " if demand.source else "First position: "
        page.item(f"{shown_in}{demand.target.title}")
        page.add(*sign_texts(demand.sign), indent=2)


def _leads_to(page: Page, steps: Sequence[StepPortrait]) -> None:
    _begin_steps(page, "Leads to", steps)
    for step in steps:
        _other_role(page, "→", step)
        signs_part(page, "Signs of readiness", step.signs, 2)
        _remarks(page, step)


def _comes_from(page: Page, steps: Sequence[StepPortrait]) -> None:
    """Name the signs only; they are told in full under the role they are shown in."""
    _begin_steps(page, "Comes from", steps)
    for step in steps:
        _other_role(page, "←", step)
        if step.signs:
            titles = ", ".join(sign.title for sign in step.signs)
            page.add(Span("Signs of readiness:", Style.BOLD), titles, indent=2)
        _remarks(page, step)


def _begin_steps(page: Page, heading: str, steps: Sequence[StepPortrait]) -> None:
    page.heading(heading)
    if not steps:
        page.add(Span(NOT_STATED, Style.YELLOW))


def _other_role(page: Page, arrow: str, step: StepPortrait) -> None:
    page.item(
        Span(step.other.title, Style.BOLD),
        f"– {step_years_text(step.years)}",
        aside(step.basis, step.sources),
        mark=arrow,
    )


def _remarks(page: Page, step: StepPortrait) -> None:
    notes_part(page, step.notes, 2)
    not_stated_part(page, [entry for entry in step.not_stated if entry.what != "years"], 2)


def _overlaps(page: Page, portrait: Portrait) -> None:
    if portrait.overlaps_with:
        page.heading("Overlaps with")
    for overlap in portrait.overlaps_with:
        page.item(
            Span(overlap.other.title, Style.BOLD),
            aside(overlap.basis, overlap.sources),
            mark="↔",
        )
        if overlap.summary:
            page.add(overlap.summary, indent=2)
        if overlap.shared:
            page.add(f"Both require {titles(overlap.shared)}.", _coefficients(overlap), indent=2)
        for row in overlap.comparison:
            page.add(Span(row.aspect, Style.BOLD), indent=2)
            for title, text in ((portrait.node.title, row.here), (overlap.other.title, row.there)):
                page.add(f"{title}: {text or NOT_STATED}", indent=4)
        notes_part(page, overlap.notes, 2)
        not_stated_part(page, overlap.not_stated, 2)


def _coefficients(overlap: OverlapPortrait) -> Span:
    values = (
        ("overlap coefficient", overlap.overlap_coefficient),
        ("Jaccard coefficient", overlap.jaccard_coefficient),
    )
    words = ", ".join(f"{name} {value:.2f}" for name, value in values if value is not None)
    return Span(f"[{words}]" if words else "", Style.DIM)


def _facts(page: Page, facts: Sequence[Fact]) -> None:
    if facts:
        page.heading("Facts")
    for fact in facts:
        page.item(f"{fact.title}: {fact_text(fact)}", aside(fact.basis, fact.locators))
        notes_part(page, fact.notes, 2)
        not_stated_part(page, fact.not_stated, 2)


def _identity(portrait: Portrait) -> str:
    type_ = f"{portrait.type} ({portrait.type_basis})" if portrait.type else None
    parts = (portrait.node.kind, type_, portrait.stage, portrait.track)
    return " · ".join(dict.fromkeys(part for part in parts if part))
