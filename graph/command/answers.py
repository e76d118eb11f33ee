"""The answers as pages for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from graph.model.errors import Problem
from graph.model.records import (
    NECESSITIES,
    About,
    Basis,
    Fact,
    Locator,
    Note,
    NotStated,
    Source,
)
from graph.model.relations import PLURALS, RELATIONS
from graph.parts.paths import Path, SignOfReadiness, Step
from graph.parts.requirements import Gap, NodeRef, Requirement
from graph.parts.text import (
    NOT_STATED,
    demand_text,
    evidence_text,
    fact_text,
    gap_parts,
    levels_text,
    not_stated_text,
    nothing_text,
    path_lines,
    place_text,
    plural,
    requirement_text,
    step_years_text,
    unknown_text,
    what_text,
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
    from graph.questions.stats.search import Stats

_STEP = 3
"""By how much the inside of a step card, or of an item, is indented."""
_LABEL = 9
"""How wide the column of the labels gained and kept is."""


def path_page(page: Page, path: Path, sources: Sequence[Source]) -> None:
    """Write the answer to a path query."""
    page.heading(f"{path.source.title} → {path.target.title}")
    first, *more = path_lines(path)
    page.add(Span(first, Style.PLAIN if path.found else Style.YELLOW))
    for line in more:
        page.add(line)
    if len(path.steps) > 1:
        page.blank()
        page.add(_in_a_row([path.source, *(step.target for step in path.steps)]))
    if path.no_path and path.no_path.lateral_helps:
        page.add("Ask again with --lateral to see it.")
    steps_part(page, path, sources)


def steps_part(page: Page, path: Path, sources: Sequence[Source]) -> None:
    """Write the steps of a path, what they leave open, and the sources they cite."""
    for step in path.steps:
        _step(page, step)
    if path.unknown:
        page.heading("Not stated on the way")
        for unknown in path.unknown:
            text = Span(unknown_text(unknown), Style.YELLOW)
            page.add(text, label=f"Step {unknown.step}", column=8)
    if path.steps:
        source_list(page, path, sources)


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
    page.add(_evidence(portrait.basis, portrait.sources))
    if portrait.node.kind == "role":
        _required(page, "Skills required", portrait.skills)
        _required(page, "Responsibilities required", portrait.responsibilities)
        if portrait.entry:
            page.heading("Prepares for it as a first position")
            _signs(page, "", portrait.entry, 0)
        _leads_to(page, portrait.leads_to)
        _comes_from(page, portrait.comes_from)
        _overlaps(page, portrait)
    else:
        _required_by(page, portrait.required_by)
        _demanded_by(page, portrait)
    _facts(page, portrait.facts)
    if portrait.notes:
        page.heading("Notes")
        _notes(page, portrait.notes, 0)
    if portrait.not_stated:
        page.heading("Not stated")
        for entry in portrait.not_stated:
            text = not_stated_text(entry)
            page.item(Span(f"{text[:1].upper()}{text[1:]}", Style.YELLOW))
    source_list(page, portrait, sources)


def problems_page(page: Page, problems: Sequence[Problem]) -> None:
    """Write the problems of a data set, one a line and not wrapped, and their number."""
    for problem in problems:
        page.unwrapped(str(problem), Style.YELLOW if problem.warning else Style.RED)
    page.add(problem_count(problems))


def problem_count(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are.

    >>> problem_count([Problem("a.yaml", 1, "bad"), Problem("a.yaml", 2, "odd", warning=True)])
    '1 error, 1 warning'
    """
    warnings = sum(problem.warning for problem in problems)
    return f"{plural(len(problems) - warnings, 'error')}, {plural(warnings, 'warning')}"


def list_page(page: Page, nodes: Sequence[Listed]) -> None:
    """Write the names of nodes, kind by kind."""
    for kind, plural_ in PLURALS.items():
        of_kind = [node for node in nodes if node.kind == kind]
        if of_kind:
            page.heading(plural_.capitalize())
        for node in of_kind:
            names = ", ".join([*node.aliases, node.id])
            page.item(node.title, Span(f"– {names}", Style.DIM))


def stats_page(page: Page, stats: Stats, about: About, *, derives: bool) -> None:
    """Write a data set in numbers; ``derives`` as in ``nothing_text``."""
    page.heading(stats.title)
    page.heading("Nodes")
    nothing = partial(nothing_text, about, derives=derives)
    _table(
        page,
        {
            PLURALS[kind]: f"{number:,}" if number else nothing()
            for kind, number in stats.nodes.items()
        },
    )
    page.heading("Edges")
    rows = {}
    for relation, bases in stats.edges.items():
        each = ", ".join(f"{number:,} {basis}" for basis, number in bases.items() if number)
        text = f"{sum(bases.values()):,} ({each})" if each else nothing(relation)
        rows[RELATIONS[relation].words] = text
    _table(page, rows)
    page.heading("Sources")
    for source in stats.sources:
        use = f"{plural(source.nodes, 'node')}, {plural(source.edges, 'edge')}"
        page.item(source.title, Span(f"– {use}", Style.DIM))
    if not stats.sources:
        page.add("none listed")
    page.heading("Not stated")
    _table(
        page, {what_text(what): plural(times, "time") for what, times in stats.not_stated.items()}
    )
    if stats.longest_ladder:
        page.heading("Longest of all shortest paths")
        page.add(_in_a_row(stats.longest_ladder))
        page.add(Span(plural(len(stats.longest_ladder) - 1, "step"), Style.DIM))


def _step(page: Page, step: Step) -> None:
    page.heading(f"{step.number}. {step.source.title} → {step.target.title}")
    page.add(f"{RELATIONS[step.relation].words}; {step_years_text(step.years)}", indent=_STEP)
    page.add(_evidence(step.basis, step.sources), indent=_STEP)
    for other in step.also:
        years = f"; {step_years_text(other.years)}" if other.relation == "leads_to" else ""
        page.add(
            f"also {RELATIONS[other.relation].words}{years}",
            _aside(other.basis, other.sources),
            indent=_STEP,
        )
    if step.shared:
        page.add(f"Both require {_titles(step.shared)}.", indent=_STEP)
    _signs(page, "Prepares for it", step.entry, _STEP)
    _signs(page, "Signs of readiness", step.signs, _STEP)
    _gap(page, "Skills", step.skills, step)
    _gap(page, "Responsibilities", step.responsibilities, step)
    _notes(page, step.notes, _STEP)


def _gap(page: Page, heading: str, gap: Gap, step: Step) -> None:
    page.add(Span(heading, Style.BOLD), indent=_STEP)
    for part in gap_parts(gap, source=step.source, target=step.target):
        titles = ", ".join(map(requirement_text, part.requirements))
        style = Style.YELLOW if part.unknown else Style.PLAIN
        if part.label == "gained" and titles:
            style = Style.GREEN
        text = Span(titles or part.nothing, style)
        if len(part.label) < _LABEL:
            page.add(text, indent=_STEP + 2, label=part.label, column=_LABEL)
        else:
            page.add(f"{part.label}:", text, indent=_STEP + 2)
    if gap.raised:
        page.add(levels_text(gap), indent=_STEP + 2, label="levels", column=_LABEL)


def _signs(page: Page, heading: str, signs: Sequence[SignOfReadiness], indent: int) -> None:
    if signs and heading:
        page.add(Span(heading, Style.BOLD), indent=indent)
        indent += 2
    for sign in signs:
        page.item(*_sign(sign), indent=indent)


def _sign(sign: SignOfReadiness) -> list[str | Span]:
    return [
        f"{sign.title}: {sign.summary}" if sign.summary else f"{sign.title}.",
        *([f"Demands: {', '.join(map(demand_text, sign.skills))}."] if sign.skills else []),
        _aside(sign.basis, sign.sources),
    ]


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
            page.item(text, _aside(it.basis, it.sources), indent=2)
            _notes(page, it.notes, 4)


def _demanded_by(page: Page, portrait: Portrait) -> None:
    if portrait.demanded_by:
        page.heading("Demanded by signs of readiness")
    for demand in portrait.demanded_by:
        shown_in = f"{demand.source.title} → " if demand.source else "First position: "
        page.item(f"{shown_in}{demand.target.title}")
        page.add(*_sign(demand.sign), indent=2)


def _leads_to(page: Page, steps: Sequence[StepPortrait]) -> None:
    _begin_steps(page, "Leads to", steps)
    for step in steps:
        _other_role(page, "→", step)
        _signs(page, "Signs of readiness", step.signs, 2)
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
        _aside(step.basis, step.sources),
        mark=arrow,
    )


def _remarks(page: Page, step: StepPortrait) -> None:
    _notes(page, step.notes, 2)
    _not_stated(page, [entry for entry in step.not_stated if entry.what != "years"], 2)


def _overlaps(page: Page, portrait: Portrait) -> None:
    if portrait.overlaps_with:
        page.heading("Overlaps with")
    for overlap in portrait.overlaps_with:
        page.item(
            Span(overlap.other.title, Style.BOLD),
            _aside(overlap.basis, overlap.sources),
            mark="↔",
        )
        if overlap.summary:
            page.add(overlap.summary, indent=2)
        if overlap.shared:
            page.add(f"Both require {_titles(overlap.shared)}.", _coefficients(overlap), indent=2)
        for row in overlap.comparison:
            page.add(Span(row.aspect, Style.BOLD), indent=2)
            for title, text in ((portrait.node.title, row.here), (overlap.other.title, row.there)):
                page.add(f"{title}: {text or NOT_STATED}", indent=4)
        _notes(page, overlap.notes, 2)
        _not_stated(page, overlap.not_stated, 2)


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
        page.item(f"{fact.title}: {fact_text(fact)}", _aside(fact.basis, fact.locators))
        _notes(page, fact.notes, 2)
        _not_stated(page, fact.not_stated, 2)


def _notes(page: Page, notes: Sequence[Note], indent: int) -> None:
    for note in notes:
        place = f"[{place_text(note.locators)}]" if note.locators else ""
        page.item(f"{note.kind.capitalize()}: {note.text}", Span(place, Style.DIM), indent=indent)


def _not_stated(page: Page, entries: Sequence[NotStated], indent: int) -> None:
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


def _identity(portrait: Portrait) -> str:
    type_ = f"{portrait.type} ({portrait.type_basis})" if portrait.type else None
    parts = (portrait.node.kind, type_, portrait.stage, portrait.track)
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _aside(basis: Basis, locators: Sequence[Locator]) -> Span:
    return Span(f"[{evidence_text(basis, locators)}]", Style.DIM)


def _evidence(basis: Basis, locators: Sequence[Locator]) -> Span:
    return Span(evidence_text(basis, locators), Style.DIM)


def _in_a_row(roles: Sequence[NodeRef]) -> str:
    return " → ".join(role.title for role in roles)


def _titles(nodes: Sequence[NodeRef]) -> str:
    return ", ".join(node.title for node in nodes)


def _table(page: Page, rows: Mapping[str, str]) -> None:
    column = max((len(label) for label in rows), default=0) + 2
    for label, text in rows.items():
        page.add(text, label=label, column=column)
