"""Parts of an answer on a terminal: steps, signs, notes and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from graph.model.records import (
    Basis,
    Locator,
    Note,
    NotStated,
    Source,
)
from graph.model.relations import RELATIONS
from graph.parts.aligned_ways import (
    AlignedWay,
    aligned_ends_text,
    aligned_gain_text,
    aligned_move_text,
    aligned_way_text,
)
from graph.parts.flow import observed_text
from graph.parts.gap_text import (
    HELPFUL,
    carried_notes,
    change_text,
    changed_levels,
    ends_text,
    gap_parts,
    requirement_text,
    requirement_texts,
)
from graph.parts.gaps import Gap, LevelChanges
from graph.parts.moves import SignOfReadiness
from graph.parts.path_text import move_basis_text, not_stated_on_path_text
from graph.parts.paths import Path, Step
from graph.parts.requirements import NodeRef
from graph.parts.text import (
    FIRST_POSITION,
    demand_text,
    evidence_text,
    not_stated_text,
    place_text,
    step_years_text,
)
from graph.terminal import Page, Span, Style

_STEP = 3
"""By how much the inside of a step card, or of an item, is indented."""
_LABEL = 9
"""How wide the column of the labels gained and kept is."""


def steps_part(
    page: Page, path: Path, sources: Sequence[Source], hedges: Sequence[Note] = ()
) -> None:
    """Write the steps of a path, what they leave open, hedges, and the sources they cite."""
    for step in path.steps:
        _step(page, step)
    if path.not_stated:
        page.heading("Not stated on the way")
        for item in path.not_stated:
            text = Span(not_stated_on_path_text(item), Style.YELLOW)
            page.add(text, label=f"Step {item.step}", column=8)
    if hedges:
        page.heading("Notes")
        notes_part(page, hedges, 0)
    if path.steps:
        source_list(page, path, sources)


def _step(page: Page, step: Step) -> None:
    page.heading(f"{step.number}. {step.source.title} → {step.target.title}")
    page.add(f"{RELATIONS[step.relation].words}; {step_years_text(step.years)}", indent=_STEP)
    page.add(evidence_line(step.basis, step.sources), indent=_STEP)
    if step.move_basis != step.basis:
        page.add(move_basis_text(step), indent=_STEP)
    if step.observed:
        page.add(f"Observed: {observed_text(step.observed)}", indent=_STEP)
    for other in step.also:
        years = f"; {step_years_text(other.years)}" if other.relation == "leads_to" else ""
        if other.observed:
            years = f"; {observed_text(other.observed)}"
        page.add(
            f"also {RELATIONS[other.relation].words}{years}",
            aside(other.basis, other.sources),
            indent=_STEP,
        )
    if step.shared:
        page.add(f"Both require {titles(step.shared)}.", indent=_STEP)
    signs_part(page, FIRST_POSITION, step.preparations, _STEP)
    signs_part(page, "Signs of readiness", step.signs, _STEP)
    _gap(page, "Skills", step.skills, step)
    _gap(page, "Responsibilities", step.responsibilities, step)
    notes_part(page, step.notes, _STEP)
    for way in step.aligned:
        _aligned_way(page, way)


def _aligned_way(page: Page, way: AlignedWay) -> None:
    page.add(Span(aligned_way_text(way), Style.BOLD), indent=_STEP)
    inner = _STEP + 2
    for move in way.moves:
        page.add(f"{aligned_move_text(way, move)}: {step_years_text(move.years)}", indent=inner)
        page.add(evidence_line(move.basis, move.sources), indent=inner)
        signs_part(page, "Signs of readiness", move.signs, inner)
    page.add(f"To gain there: {aligned_gain_text(way)}", indent=inner)
    page.add(Span(aligned_ends_text(way), Style.DIM), indent=inner)


def _gap(page: Page, heading: str, gap: Gap, step: Step) -> None:
    page.add(Span(heading, Style.BOLD), indent=_STEP)
    for part in gap_parts(gap, source=step.source, target=step.target):
        folded = [each.text for each in part.carried]
        if part.label == HELPFUL:
            texts = [requirement_text(each, {"depends"}) for each in part.requirements]
        else:
            texts = requirement_texts(part.requirements)
        titles = ", ".join([*texts, *folded])
        style = Style.YELLOW if part.unknown else Style.PLAIN
        if part.label in ("gained", "required", HELPFUL) and titles:
            style = Style.GREEN
        text = Span(titles or part.nothing, style)
        if len(part.label) < _LABEL:
            page.add(text, indent=_STEP + 2, label=part.label, column=_LABEL)
        else:
            page.add(f"{part.label}:", text, indent=_STEP + 2)
    if notes := carried_notes((*gap.gained, *gap.again, *gap.kept)):
        notes_part(page, notes, _STEP + 2)
    if not gap.starts_unknown(step.source):
        levels_part(page, gap, _STEP + 2)


def levels_part(page: Page, gap: LevelChanges, indent: int) -> None:
    """Write which levels change, group by group, with what the skill looks like at both."""
    for part in changed_levels(gap):
        page.add(f"{part.title}:" if part.groups else part.title, indent=indent)
        for group, changes in part.groups:
            if group:
                page.add(Span(group, Style.DIM), indent=indent + 2)
            for change in changes:
                page.item(change_text(change), indent=indent + 2)
                ends = ends_text(change)
                for name, text in zip(ends, (change.from_text, change.to_text), strict=True):
                    if text and "\n" not in text:
                        page.add(Span(f"{name}:", Style.DIM), text, indent=indent + 4)
                    elif text:
                        page.add(Span(f"{name}:", Style.DIM), indent=indent + 4)
                        text_part(page, text, indent + 6)


def text_part(page: Page, text: str, indent: int) -> None:
    """Write a text of several lines; lines that begin with "- " are items of a list."""
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("- "):
            page.item(line.removeprefix("- "), indent=indent)
        else:
            page.add(line, indent=indent)


def signs_part(page: Page, heading: str, signs: Sequence[SignOfReadiness], indent: int) -> None:
    if signs and heading:
        page.add(Span(heading, Style.BOLD), indent=indent)
        indent += 2
    for sign in signs:
        page.item(*sign_texts(sign), indent=indent)


def sign_texts(sign: SignOfReadiness) -> list[str | Span]:
    return [
        f"{sign.title}: {sign.summary}" if sign.summary else f"{sign.title}.",
        *([f"Demands: {', '.join(map(demand_text, sign.skills))}."] if sign.skills else []),
        aside(sign.basis, sign.sources),
    ]


def notes_part(page: Page, notes: Sequence[Note], indent: int) -> None:
    for note in notes:
        place = f"[{place_text(note.locators)}]" if note.locators else ""
        page.item(f"{note.kind.capitalize()}: {note.text}", Span(place, Style.DIM), indent=indent)


def not_stated_part(page: Page, entries: Sequence[NotStated], indent: int) -> None:
    for entry in entries:
        page.item(Span(f"Not stated: {not_stated_text(entry)}", Style.YELLOW), indent=indent)


def source_list(page: Page, answer: object, sources: Sequence[Source]) -> None:
    """Write the sources that stand anywhere in an answer."""
    cited = set(_cited(answer))
    if cited:
        page.heading("Sources")
    for source in sources:
        if source.id in cited:
            about = ", ".join(part for part in (source.publisher, source.date) if part)
            page.item(
                f"{source.id}: {source.title}", Span(f"– {about}" if about else "", Style.DIM)
            )


def _cited(answer: object) -> Iterator[str]:
    """Yield the ids of the sources that stand anywhere in an answer."""
    if isinstance(answer, Locator):
        yield answer.id
    elif isinstance(answer, Struct):
        for name in answer.__struct_fields__:
            yield from _cited(getattr(answer, name))
    elif isinstance(answer, tuple):
        for part in answer:
            yield from _cited(part)


def aside(basis: Basis, locators: Sequence[Locator]) -> Span:
    return Span(f"[{evidence_text(basis, locators)}]", Style.DIM)


def evidence_line(basis: Basis, locators: Sequence[Locator]) -> Span:
    return Span(evidence_text(basis, locators), Style.DIM)


def in_a_row(roles: Sequence[NodeRef]) -> str:
    return " → ".join(role.title for role in roles)


def titles(nodes: Sequence[NodeRef]) -> str:
    return ", ".join(node.title for node in nodes)
