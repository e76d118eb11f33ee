"""The details of a node as a page for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.records import NECESSITIES
from graph.parts.alignments import aligned_text
from graph.parts.facts import FactDetails
from graph.parts.flow import observed_text
from graph.parts.gap_text import (
    carried,
    carried_notes,
    changed_levels,
    necessity_text,
    own,
    terms_text,
)
from graph.parts.printing import (
    aside,
    evidence_line,
    levels_part,
    not_stated_part,
    notes_part,
    sign_texts,
    signs_part,
    source_list,
    text_part,
    titles,
)
from graph.parts.requirements import Requirement, Terms
from graph.parts.text import NOT_STATED, fact_text, not_stated_text, plural, step_years_text
from graph.questions.node import view
from graph.questions.node.answer import NodeDetails, NodeOverlap, NodeStep, RequiredBy
from graph.store.index import Index
from graph.terminal import Page, Span, Style


def write(page: Page, answer: NodeDetails, index: Index) -> None:
    """Write all that the data says about a node."""
    _head(page, answer)
    if answer.node.kind == "role":
        _role(page, answer)
    else:
        _section(page, view.REQUIRED_BY, answer.required_by)
        _by_necessity(page, [(required.role.title, required) for required in answer.required_by])
        _demanded_by(page, answer)
    if answer.aligned:
        page.heading(view.ALIGNED_WITH)
    for each in answer.aligned:
        page.item(f"{each.other.title}{aligned_text(each)}")
        if each.note:
            text_part(page, each.note, 2)
    _facts(page, answer.facts)
    if answer.notes:
        page.heading("Notes")
        notes_part(page, answer.notes, 0)
    for heading, entries in view.open_parts(answer):
        page.heading(heading)
        for entry in entries:
            text = not_stated_text(entry)
            page.item(Span(f"{text[:1].upper()}{text[1:]}", Style.YELLOW))
    source_list(page, answer, index.about.sources)


def _head(page: Page, answer: NodeDetails) -> None:
    page.heading(answer.node.title)
    page.add(_identity(answer))
    if answer.aliases:
        page.add(f"Also called {view.also_called(answer)}")
    if answer.broader:
        page.add(f"{view.SPECIAL_CASE_OF}: {answer.broader.title}")
    if answer.summary:
        page.blank()
        page.add(answer.summary)
        page.blank()
    page.add(evidence_line(answer.basis, answer.sources))
    if answer.special_cases:
        page.blank()
        roles = plural(len(answer.special_cases), "role")
        page.add(f"{view.SPECIAL_CASES}: {roles}: {titles(answer.special_cases)}")


def _identity(details: NodeDetails) -> str:
    parts = (details.node.kind, view.type_text(details), details.stage, details.track)
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _role(page: Page, details: NodeDetails) -> None:
    for section, required in (
        (view.SKILLS, details.skills),
        (view.RESPONSIBILITIES, details.responsibilities),
    ):
        _section(page, section._replace(nothing=view.nothing_listed(details, section)), required)
        _by_necessity(page, [(requirement.title, requirement) for requirement in own(required)])
        if required and not own(required):
            page.add(Span(view.NO_OWN, Style.YELLOW))
        for each in carried(required):
            page.item(each.text, mark="+")
        notes_part(page, carried_notes(required), 2)
    if details.preparations:
        page.heading(view.PREPARATIONS)
        signs_part(page, "", details.preparations, 0)
    _leads_to(page, details.leads_to)
    _comes_from(page, details.comes_from)
    _overlaps(page, details)


def _section(page: Page, section: view.Section, items: Sequence[object]) -> None:
    page.heading(section.heading)
    if not items:
        page.add(Span(section.nothing, Style.YELLOW))


def _by_necessity(
    page: Page, titled: Sequence[tuple[str, Requirement]] | Sequence[tuple[str, RequiredBy]]
) -> None:
    for necessity in NECESSITIES:
        group = [(title, it) for title, it in titled if it.necessity == necessity]
        if group:
            page.add(Span(necessity_text(necessity), Style.DIM))
        for title, it in group:
            words = ", ".join([title, *view.marks(it)])
            if not it.claims:
                _terms(page, words, it, 2)
                continue
            page.item(words, indent=2)
            for claim in it.claims:
                _terms(page, terms_text(claim), claim, 4)


def _terms(page: Page, words: str, terms: Terms, indent: int) -> None:
    page.item(words, aside(terms.basis, terms.sources), indent=indent)
    if terms.level_text:
        text_part(page, terms.level_text, indent + 2)
    notes_part(page, terms.notes, indent + 2)


def _demanded_by(page: Page, details: NodeDetails) -> None:
    if details.demanded_by:
        page.heading(view.DEMANDED_BY)
    for demand in details.demanded_by:
        page.item(view.step_text(demand))
        page.add(*sign_texts(demand.sign), indent=2)


def _leads_to(page: Page, steps: Sequence[NodeStep]) -> None:
    _section(page, view.LEADS_TO, steps)
    for step in steps:
        _other_role(page, "→", step)
        signs_part(page, "Signs of readiness", step.signs, 2)
        if step.changes and changed_levels(step.changes):
            page.add(Span(view.CHANGES, Style.BOLD), indent=2)
            levels_part(page, step.changes, 4)
        _remarks(page, step)


def _comes_from(page: Page, steps: Sequence[NodeStep]) -> None:
    """Write only the titles of the signs; the page of the other role has them in full."""
    _section(page, view.COMES_FROM, steps)
    for step in steps:
        _other_role(page, "←", step)
        if step.signs:
            titles = ", ".join(sign.title for sign in step.signs)
            page.add(Span("Signs of readiness:", Style.BOLD), titles, indent=2)
        _remarks(page, step)


def _other_role(page: Page, arrow: str, step: NodeStep) -> None:
    page.item(
        Span(step.other.title, Style.BOLD),
        f"– {step_years_text(step.years)}",
        aside(step.basis, step.sources),
        mark=arrow,
    )
    if step.observed:
        page.add(f"Observed: {observed_text(step.observed)}", indent=2)


def _remarks(page: Page, step: NodeStep) -> None:
    notes_part(page, step.notes, 2)
    not_stated_part(page, [entry for entry in step.not_stated if entry.what != "years"], 2)


def _overlaps(page: Page, details: NodeDetails) -> None:
    if details.overlaps_with:
        page.heading(view.OVERLAPS_WITH)
    for overlap in details.overlaps_with:
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
            for title, text in ((details.node.title, row.here), (overlap.other.title, row.there)):
                page.add(f"{title}: {text or NOT_STATED}", indent=4)
        notes_part(page, overlap.notes, 2)
        not_stated_part(page, overlap.not_stated, 2)


def _coefficients(overlap: NodeOverlap) -> Span:
    words = view.coefficients(overlap)
    return Span(f"[{words}]" if words else "", Style.DIM)


def _facts(page: Page, facts: Sequence[FactDetails]) -> None:
    if facts:
        page.heading("Facts")
    for fact in facts:
        page.item(f"{fact.title}: {fact_text(fact)}", aside(fact.basis, fact.sources))
        notes_part(page, fact.notes, 2)
        not_stated_part(page, fact.not_stated, 2)
