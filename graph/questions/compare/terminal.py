"""Comparisons as pages for a terminal: what differs first, what is the same last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graph.model.edges import weakest_basis
from graph.model.records import Locator, Source
from graph.parts.printing import source_list
from graph.parts.requirements import NodeRef, Requirement, Terms
from graph.parts.text import (
    NOT_STATED,
    evidence_text,
    place_text,
    requirement_text,
    step_years_text,
)
from graph.questions.compare.search import (
    Compared,
    Covered,
    Direction,
    NextRow,
    Pair,
    PathComparison,
    RequiredRow,
    RoleComparison,
    SignRow,
    StepRow,
)
from graph.questions.compare.view import (
    counts_text,
    difference_text,
    headline,
    listed,
    number_text,
    parts_in_words,
    path_rows,
    role_rows,
    share_text,
)
from graph.terminal import Page, Span, Style

_MOST = 40
"""How many rows of a part are named; JSON names all."""


def roles_page(page: Page, answer: RoleComparison, sources: Sequence[Source]) -> None:
    """Write a comparison of roles."""
    names = [role.node.title for role in answer.roles]
    page.heading(" – ".join(names))
    for line in headline(answer):
        page.add(line)
    for pair in answer.pairs:
        _said(page, pair)
    page.heading("Side by side")
    _table(page, role_rows(answer), names)
    page.heading("How much of one the other covers")
    for pair in answer.pairs:
        _pair(page, pair)
    _groups(page, answer.skills, names)
    _side_by_side(page, "Skills", answer.skills, names, _required)
    _side_by_side(page, "Responsibilities", answer.responsibilities, names, _required)
    _side_by_side(page, "Signs of readiness", answer.signs, names, _sign)
    _side_by_side(page, "Next roles", answer.next_roles, names, _next)
    _side_by_side(page, "Earlier roles", answer.earlier_roles, names, _next)
    source_list(page, answer, sources)


def paths_page(page: Page, answer: PathComparison, sources: Sequence[Source]) -> None:
    """Write a comparison of paths; if one does not exist, there is nothing to compare it by."""
    names = [f"path {number}" for number in range(1, len(answer.paths) + 1)]
    page.heading(listed(names).capitalize())
    _table(page, path_rows(answer.paths), names)
    if all(path.found for path in answer.paths):
        _side_by_side(page, "Roles", answer.roles, names, _title)
        _side_by_side(page, "Steps", answer.steps, names, _step)
        _side_by_side(page, "Skills gained", answer.skills, names, requirement_text)
        _side_by_side(
            page, "Responsibilities gained", answer.responsibilities, names, requirement_text
        )
        _side_by_side(page, "Signs of readiness", answer.signs, names, _sign)
    source_list(page, answer, sources)


def _table(page: Page, rows: Sequence[tuple[str, Sequence[str]]], names: Sequence[str]) -> None:
    for label, texts in rows:
        page.add(Span(label, Style.BOLD))
        for name, text in zip(names, texts, strict=True):
            style = Style.YELLOW if text == NOT_STATED else Style.PLAIN
            page.add(f"{name}:", Span(text, style), indent=2)


def _said(page: Page, pair: Pair) -> None:
    for said in pair.said:
        page.heading(f"Said of {pair.first.title} and {pair.second.title}")
        if said.summary:
            page.add(said.summary)
        page.add(Span(evidence_text(said.basis, said.sources), Style.DIM))
        for row in said.comparison:
            page.add(Span(row.aspect, Style.BOLD), _place(row.locators), indent=2)
            for role, text in ((pair.first, row.here), (pair.second, row.there)):
                page.add(f"{role.title}: {text or NOT_STATED}", indent=4)
        for note in said.notes:
            page.item(f"{note.kind.capitalize()}: {note.text}", _place(note.locators), indent=2)


def _place(locators: Sequence[Locator]) -> Span:
    return Span(f"[{place_text(locators)}]" if locators else "", Style.DIM)


def _pair(page: Page, pair: Pair) -> None:
    for direction in pair.directions:
        ends = f"{direction.source.title} → {direction.target.title}:"
        page.item(Span(ends, Style.BOLD), _covered(direction))
    for what, alike in (("skills", pair.skills), ("responsibilities", pair.responsibilities)):
        if alike.jaccard_coefficient is not None:
            words = (
                f"overlap coefficient {number_text(alike.overlap_coefficient)}, Jaccard "
                f"coefficient {number_text(alike.jaccard_coefficient)} "
                f"({number_text(alike.essential_jaccard_coefficient)} of the essential ones)"
            )
            page.add(f"Either way, {what}: {words}.", indent=2)


def _covered(direction: Direction) -> Span:
    kinds = (("skills", direction.skills), ("responsibilities", direction.responsibilities))
    if not any(covered.every for _, covered in kinds):
        return Span(NOT_STATED, Style.YELLOW)
    words = [_share(what, covered) for what, covered in kinds]
    if direction.levels_to_gain is not None:
        words.append(f"{direction.levels_to_gain:g} levels to gain")
    return Span("; ".join(words))


def _share(what: str, covered: Covered) -> str:
    if covered.essential == covered.every:
        return f"{what} {share_text(covered.every)}"
    return f"essential {what} {share_text(covered.essential)}, all {share_text(covered.every)}"


def _groups(page: Page, skills: Compared[RequiredRow], names: Sequence[str]) -> None:
    if not skills.groups:
        return
    page.heading("Skills by group")
    for group in skills.groups:
        each = ", ".join(
            f"{NOT_STATED if number is None else number} {name}"
            for number, name in zip(group.each, names, strict=True)
        )
        page.item(f"{group.title}:", f"{group.all} shared; {each}")


def _side_by_side(
    page: Page,
    heading: str,
    compared: Compared[Any],
    names: Sequence[str],
    text: Callable[[Any], str],
) -> None:
    page.heading(heading)
    if len(compared.not_stated) == len(names):
        page.add(Span(NOT_STATED, Style.YELLOW))
        return
    page.add(Span(counts_text(compared, names), Style.DIM))
    for part in parts_in_words(compared, names):
        if part.differing:
            _rows(page, f"{part.title}, on other terms", part.differing, _differing)
        if part.same:
            _rows(page, part.title, part.same, text)


def _rows(page: Page, title: str, rows: Sequence[Any], text: Callable[[Any], str]) -> None:
    """Write the rows of a part: what carries its evidence as a list, the rest in a line."""
    texts = [text(row) for row in rows[:_MOST]]
    if len(rows) > _MOST:
        texts.append(f"… and {len(rows) - _MOST} more, which --json names")
    heading = Span(f"{title} ({len(rows)}):", Style.BOLD)
    if text not in (_sign, _next, _step):
        page.add(heading, "; ".join(texts), indent=2)
        return
    page.add(heading, indent=2)
    for each in texts:
        page.item(each, indent=4)


def _required(row: RequiredRow) -> str:
    """Name what is required on one's own or on the same terms, by the weakest basis of any."""
    fields = {name: getattr(row.terms[0], name) for name in Terms.__struct_fields__}
    fields["basis"] = weakest_basis(terms.basis for terms in row.terms)
    return requirement_text(Requirement(id=row.id, title=row.title, kind=row.kind, **fields))


def _differing(row: RequiredRow) -> str:
    return f"{row.title} ({difference_text(row)})"


def _sign(row: SignRow) -> str:
    step = f"{row.source.title} → {row.target.title}" if row.source else row.target.title
    return f"{row.title} ({step}) [{evidence_text(row.basis, row.sources)}]"


def _next(row: NextRow) -> str:
    steps = "; ".join(
        f"{step_years_text(terms.years)} [{evidence_text(terms.basis, terms.sources)}]"
        for terms in row.terms
    )
    return f"{row.title}: {steps}"


def _step(row: StepRow) -> str:
    step = f"{row.source.title} → {row.target.title}"
    return f"{step}: {step_years_text(row.years)} [{evidence_text(row.basis, row.sources)}]"


def _title(node: NodeRef) -> str:
    return node.title
