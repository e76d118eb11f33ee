"""Write the answer to a profile to a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from graph.parts.coverage import TIERS
from graph.parts.coverage_text import cut_off_lines, sentence, tier_text
from graph.parts.gap_text import change_text, requirement_text
from graph.parts.gaps import LevelChange
from graph.parts.requirements import NodeRef, Requirement
from graph.parts.text import evidence_text, plural, step_years_text
from graph.questions.match.answer import (
    Match,
    MatchedRole,
    ProfilePath,
    ProfileStep,
)
from graph.questions.match.view import (
    ALIKE,
    REQUIRING,
    alike_text,
    away_text,
    barrier_lines,
    behind_text,
    coverage_text,
    first_position_text,
    fit_text,
    held_text,
    ladder_line,
    ladder_title,
    levels_to_gain_text,
    more_roles,
    move_text,
    no_rung_text,
    profile_path_lines,
    rung_text,
    same_kind_text,
    step_cost_text,
    steps_down_lines,
    tier_held_text,
    to_learn_label,
)
from graph.store.index import Index
from graph.terminal import Page, Span, Style

MAX_LISTED = 6
"""How many skills to learn each role of a tier lists; a target role lists all."""

_LABEL = 18


def write(page: Page, match: Match, _: Index) -> None:
    """Write the roles in reach of a person, or how to get to the target role."""
    page.heading(match.title or "Profile")
    page.add(held_text(match))
    page.blank()
    for line in cut_off_lines(match.cut_offs):
        page.add(line)
    if match.reason:
        page.add(Span(sentence(match.reason), Style.YELLOW))
    if match.target:
        _target(page, match.target, known=not match.reason)
        if match.path:
            _path(page, match.path)
    else:
        _ladder(page, match)
        if match.requiring:
            page.heading(REQUIRING)
        for role in match.requiring:
            _role(page, role, coverage_text(role))
        if match.tiered:
            _tiers(page, match)
        for line in steps_down_lines(match):
            page.blank()
            page.add(Span(line, Style.DIM))
        if match.behind:
            page.blank()
            page.add(Span(behind_text(match), Style.DIM))


def _ladder(page: Page, match: Match) -> None:
    """Write the rungs above: a line each if they are in the tiers below, else in full."""
    if match.ladder:
        page.heading(ladder_title(match))
    if ladder_line(match):
        page.add(Span(ladder_line(match), Style.DIM))
    for rung in match.ladder:
        if match.tiered:
            page.item(Span(rung.role.title, Style.BOLD), f"– {rung_text(match, rung)}")
            if not rung.tier:
                _moves(page, rung)
        else:
            _role(page, rung, rung_text(match, rung))
    _more(page, match.counts.ladder - len(match.ladder))
    if match.tiered:
        return
    if match.steps:
        page.heading("Other steps")
    for role in match.steps:
        _role(page, role, coverage_text(role))
    if no_rung_text(match):
        page.add(no_rung_text(match))


def _tiers(page: Page, match: Match) -> None:
    for tier in TIERS:
        roles: tuple[MatchedRole, ...] = getattr(match, tier)
        page.heading(f"{tier.capitalize()}: {tier_text(match.cut_offs, tier)}")
        if not roles:
            page.add("no role")
        for role in roles:
            _role(page, role, coverage_text(role))
        _more(page, more_roles(getattr(match.counts, tier), roles))
    if match.alike:
        page.heading(f"{ALIKE}: {alike_text(match)}")
    for role in match.alike:
        _role(page, role, coverage_text(role))
    _more(page, more_roles(match.counts.alike, match.alike))
    if match.not_stated:
        page.heading("No counted skills stated")
        page.add(Span(_titles(match.not_stated), Style.YELLOW))
        _more(page, match.counts.not_stated - len(match.not_stated))


def _role(page: Page, matched: MatchedRole, text: str) -> None:
    page.item(Span(matched.role.title, Style.BOLD), f"– {text}")
    if away_text(matched):
        page.add(away_text(matched), indent=2)
    for line in filter(None, (fit_text(matched), same_kind_text(matched))):
        page.add(Span(line, Style.DIM), indent=2)
    for line in barrier_lines(matched):
        page.add(Span(line, Style.YELLOW), indent=2)
    _moves(page, matched)
    _gap(page, matched, most=MAX_LISTED)


def _moves(page: Page, matched: MatchedRole) -> None:
    for each in (*matched.from_held, *matched.from_rungs):
        evidence = evidence_text(each.move.basis, each.move.sources)
        line = f"from {each.source.title}: {move_text(each)}"
        page.add(line, Span(f"[{evidence}]", Style.DIM), indent=2)
    if first_position_text(matched):
        page.add(first_position_text(matched), indent=2)


def _target(page: Page, matched: MatchedRole, *, known: bool) -> None:
    page.heading(f"{matched.role.title}: {tier_held_text(matched) if known else 'not known'}")
    if known and matched.with_helpful:
        page.add(coverage_text(matched))
    if away_text(matched):
        page.add(away_text(matched), indent=2)
    for line in barrier_lines(matched):
        page.add(Span(line, Style.YELLOW), indent=2)
    _moves(page, matched)
    for each in matched.from_held:
        for sign in each.checklist:
            page.item(sign.title, indent=4, mark="✓" if sign.met else "·")
    _gap(page, matched, most=None)


def _gap(page: Page, matched: MatchedRole, *, most: int | None) -> None:
    gained = _requirements(matched.to_gain.gained, most)
    if gained or matched.with_helpful:
        _labelled(page, to_learn_label(matched), gained or "nothing listed")
    if matched.with_helpful:
        _labelled(page, "levels", _level_changes(matched.to_gain.raised, most))
        _labelled(page, "", levels_to_gain_text(matched.to_gain))
    _labelled(page, "responsibilities", _requirements(matched.to_gain.responsibilities, most))


def _path(page: Page, path: ProfilePath) -> None:
    page.heading(f"The path to {path.target.title}")
    first, *more = profile_path_lines(path)
    page.add(Span(first, Style.PLAIN if path.found else Style.YELLOW))
    for line in more:
        page.add(line)
    for step in path.steps:
        _step(page, step)


def _step(page: Page, step: ProfileStep) -> None:
    page.blank()
    page.add(
        Span(f"{step.number}. {step.source.title} → {step.target.title}", Style.BOLD),
        Span(f"[{evidence_text(step.basis, step.sources)}]", Style.DIM),
    )
    page.add(f"{step_years_text(step.years)}; {step_cost_text(step)}", indent=3)
    _labelled(page, "to learn", _requirements(step.gained, None))
    _labelled(page, "levels", _level_changes(step.raised, None))
    _labelled(page, "responsibilities", _requirements(step.responsibilities, None))


def _labelled(page: Page, label: str, text: str) -> None:
    if text:
        page.add(text, indent=2, label=label, column=_LABEL)


def _requirements(requirements: Sequence[Requirement], most: int | None) -> str:
    texts = [requirement_text(requirement) for requirement in requirements[:most]]
    return _listed(texts, len(requirements))


def _level_changes(changes: Sequence[LevelChange], most: int | None) -> str:
    texts = [change_text(change) for change in changes[:most]]
    return _listed(texts, len(changes))


def _listed(texts: Sequence[str], total: int) -> str:
    """Return texts, which may hold commas, as a list, and how many more there are."""
    more = [f"and {total - len(texts)} more"] if total > len(texts) else []
    return "; ".join([*texts, *more])


def _more(page: Page, number: int) -> None:
    if number > 0:
        page.add(Span(f"… and {plural(number, 'more role')}; --limit shows more", Style.DIM))


def _titles(nodes: Sequence[NodeRef]) -> str:
    return "; ".join(node.title for node in nodes)
