"""How a path reads, or the lack of one: the same words on a page and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from graph.model.records import COUNTED, Basis, Note
from graph.parts.gap_text import levels_amount_text
from graph.parts.gaps import Gap
from graph.parts.paths import NoPath, NotStatedOnPath, Path, Step
from graph.parts.requirements import NodeRef, Requirement
from graph.parts.text import (
    NOT_STATED,
    basis_text,
    place_text,
    plural,
    range_text,
    remark_text,
    what_text,
    years_text,
)
from graph.parts.years import TotalYears, YearRange

_ARROWS = {"leads_to": "→", "overlaps_with": "↔"}


def row_text(path: Path) -> str:
    """Return the titles of the roles of a path in a row."""
    return " → ".join(role.title for role in roles_of(path))


def arrows_text(path: Path) -> str:
    """Return the roles of a path in a row; a double arrow is a sideways move."""
    steps = (f"{_ARROWS[step.relation]} {step.target.title}" for step in path.steps)
    return " ".join([path.source.title, *steps])


def roles_of(path: Path) -> list[NodeRef]:
    """Return the roles of a path, both ends included."""
    return [path.source, *(step.target for step in path.steps)]


def path_lines(path: Path) -> list[str]:
    """Return a path in a few sentences: in short, gain, years and weakest basis."""
    if path.years is None or path.weakest_basis is None:
        return ["Both are the same role, so there is no step to take."]
    basis = path.weakest_basis
    gain = f"{gain_text(path, 'skill')}; {gain_text(path, 'responsibility')}"
    return [
        f"{in_short(path, path.years)}.",
        f"To gain: {gain}.",
        *_undone_lines(path),
        *_reading_lines(path.years),
        f"Weakest basis: {weakest_basis_text(path, basis)}.",
        *likelihood_lines(path),
    ]


def in_short(path: Path, total: TotalYears) -> str:
    """Return the length of a path in steps and years, both readings in one range."""
    sideways = sum(step.relation == "overlaps_with" for step in path.steps)
    steps = plural(path.length, "step")
    if sideways:
        steps += ", sideways" if path.length == 1 else f", {sideways} of them sideways"
    if total.added is None or total.total is None:
        return f"{steps}; no source states the years"
    low, high = total.total, total.added
    span = YearRange(min=low.min, max=None if low.max is None else high.max)
    years = range_text(span)
    if span.max is None and low.min != high.min:
        years = f"at least {low.min:g} to {high.min:g} years"
    unknown = total.unknown_steps
    but = f"; no source states the years of {steps_text(unknown)}" if unknown else ""
    return f"{steps}, {years}{but}"


def step_facts(step: Step) -> str:
    """Return a step in one line: its years, how much to gain, and how many signs."""
    gained = ((step.skills_gained, "skill"), (step.responsibilities_gained, "responsibility"))
    gain = " and ".join(plural(number, word) for number, word in gained if number)
    if all(number is None for number, _ in gained):
        gain = f"requirements {NOT_STATED}"
    raised = len(step.skills.raised)
    parts = (
        years_text(step.years) if step.years else f"years {NOT_STATED}",
        f"{gain} to gain" if any(number for number, _ in gained) else gain,
        f"{plural(raised, 'level')} to raise" if raised else "",
        plural(len(step.signs), "sign") if step.signs else "",
    )
    return " · ".join(filter(None, parts))


def _undone_lines(path: Path) -> list[str]:
    """Return which levels rise on a step and fall on a later one."""
    raised: set[str] = set()
    undone: dict[str, str] = {}
    for step in path.steps:
        undone |= {each.id: each.title for each in step.skills.lowered if each.id in raised}
        raised |= {each.id for each in step.skills.raised}
    if not undone:
        return []
    titles = ", ".join(undone.values())
    return [f"Raised on the way, then lowered: {titles}. A comparison of the two ends omits this."]


def hedges(path: Path, notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return the hedges of a data set that come from a source of the path: they hold for all."""
    cited = {place.id for step in path.steps for place in step.sources}
    return tuple(
        note
        for note in notes
        if note.kind == "hedge" and any(place.id in cited for place in note.locators)
    )


def likelihood_lines(path: Path) -> list[str]:
    """Return how likely a path is, if any of its moves was counted."""
    if path.likelihood is None:
        return []
    unknown = path.likelihood.unknown_steps
    share = f"{100 * path.likelihood.product:.2g} %"
    text = f"{share}, the shares of the people who take each step when they leave, multiplied"
    return [f"Likelihood: {text}{f'; not counted: {steps_text(unknown)}' if unknown else ''}."]


def move_basis_text(step: Step) -> str:
    """Return that a step follows an overlap, whose basis is not that of the move."""
    return f"The overlap is {step.basis}, the move at best {step.move_basis}."


def weakest_basis_text(path: Path, basis: Basis) -> str:
    """Return the weakest basis of a path, and what it means for the steps that have it."""
    places = [place for step in path.steps if step.move_basis == basis for place in step.sources]
    return f"{basis} ({basis_text(basis, places)})"


def no_path_lines(no_path: NoPath) -> list[str]:
    """Return that there is no path and what is nearest, then whether sideways moves help."""
    lines = [f"{_no_path_text(no_path)}."]
    if no_path.lateral_length:
        steps = plural(no_path.lateral_length, "step")
        lines.append(f"With sideways moves (overlaps with) there is a path of {steps}.")
    elif not no_path.lateral:
        lines.append("There is no sideways path (overlaps with) either.")
    return lines


def _no_path_text(no_path: NoPath) -> str:
    source, target = no_path.source.title, no_path.target.title
    sideways = ", even sideways" if no_path.lateral else ""
    return f"Nothing leads from {source} to {target}{sideways}: {_reason(no_path)}"


def _reason(no_path: NoPath) -> str:
    source, target = no_path.source.title, no_path.target.title
    reached = plural(no_path.reachable, "role")
    within = f"{reached} {'is' if no_path.reachable == 1 else 'are'} within reach of {source}"
    if no_path.nearest and no_path.reachable == 1:
        return f"only {no_path.nearest.title} is within reach"
    if no_path.nearest:
        return f"{within}, and {no_path.nearest.title} is the nearest to {target}"
    moves = "leads to or overlaps with" if no_path.lateral else "leads to"
    reason = within if no_path.reachable else f"no source says what {source} {moves}"
    if no_path.before:
        return f"{reason}; {no_path.before.title} is the nearest role that leads to {target}"
    if no_path.alike:
        return f"{reason}; {no_path.alike.title} is the role most like {target}"
    return f"{within}, but {target} is not" if no_path.reachable else reason


def nearest_text(roles: str, nearest: NodeRef, target: NodeRef) -> str:
    """Return which of some roles is nearest to another, as a sentence."""
    return f"Of {roles}, {nearest.title} is the nearest to {target.title}."


def total_lines(total: TotalYears) -> list[str]:
    """Return the total years of a path, and what they leave out.

    >>> from graph.model.records import Years
    >>> from graph.parts.years import total_years
    >>> total_lines(total_years([Years(min=1, max=3), None]))
    ['In all: at least 1 year.', 'Not counted, because not stated: step 2.']
    """
    if total.added is None or total.total is None:
        return ["The years are not stated for any step."]
    lines = _reading_lines(total)
    if not total.readings_differ:
        lines.insert(0, f"In all: {range_text(total.added)}.")
    if total.unknown_steps:
        lines.append(f"Not counted, because not stated: {steps_text(total.unknown_steps)}.")
    return lines


def _reading_lines(total: TotalYears) -> list[str]:
    """Return both readings, if they differ, and whether figures are approximate."""
    lines = []
    if total.added and total.total and total.readings_differ:
        lines = [
            (
                f"Plan for {range_text(total.added)}, or for {range_text(total.total)} if the "
                "figures count all your experience so far: the source does not say."
            )
        ]
    if total.approximate:
        lines.append("The source calls some of the figures approximate.")
    return lines


def steps_text(numbers: Sequence[int]) -> str:
    """Return step numbers as a phrase.

    >>> steps_text([2, 4])
    'steps 2 and 4'
    """
    *front, last = map(str, numbers)
    return f"steps {', '.join(front)} and {last}" if front else f"step {last}"


def gain_text(path: Path, kind: Literal["skill", "responsibility"]) -> str:
    """Return how many skills or responsibilities a path adds, and for which roles none are listed.

    "12 skills and 3 helpful ones, 3 levels in all (not stated for Product lead)"
    """
    number, gained, gaps = _gain(path, kind)
    words = plural(2, kind).removeprefix("2 ")
    if number is None:
        return f"{words} {NOT_STATED}"
    text = _number_text(gained, kind) if gained else f"no further {words} listed"
    levels = sum(gap.levels_to_gain or 0.0 for gap in gaps)
    scales = {
        each.scale
        for gap in gaps
        for each in (*gap.gained, *gap.kept, *gap.again)
        if each.level is not None
    }
    if levels and len(scales) == 1:  # levels of several scales make no sum
        text += f", {levels_amount_text(levels)} in all"
    unknown = dict.fromkeys(role.title for gap in gaps for role in gap.not_stated)
    but = []
    if gained and gaps[0].starts_unknown(path.source):
        del unknown[path.source.title]
        text = f"at most {text}"
        but.append(f"what {path.source.title} already brings is {NOT_STATED}")
    if unknown:
        but.append(f"{NOT_STATED} for {', '.join(unknown)}")
    return f"{text} ({'; '.join(but)})" if but else text


def _number_text(gained: Sequence[Requirement], kind: Literal["skill", "responsibility"]) -> str:
    """Return how many requirements there are: those that count in full first, the others apart."""
    counted = sum(each.necessity in COUNTED for each in gained)
    helpful = sum(each.necessity == "helpful" for each in gained)
    depending = len(gained) - counted - helpful
    words = plural(2, kind).removeprefix("2 ")
    parts = [plural(counted, kind) if counted else f"no further required {words}"]
    if helpful:
        parts.append(f"{helpful:,} helpful one{'' if helpful == 1 else 's'}")
    if depending:
        depend = "depends" if depending == 1 else "depend"
        parts.append(f"{depending:,} that {depend} on the organisation")
    *front, last = parts
    return f"{', '.join(front)} and {last}" if front else last


def starts_unknown(path: Path) -> bool:
    """Return whether a path may ask for less than it says: its start has a list not stated."""
    if not path.steps:
        return False
    first = path.steps[0]
    gaps = (first.skills, first.responsibilities)
    return any(gap.gained and gap.starts_unknown(path.source) for gap in gaps)


def _gain(
    path: Path, kind: Literal["skill", "responsibility"]
) -> tuple[int | None, Sequence[Requirement], list[Gap]]:
    if kind == "skill":
        return path.skills_gained, path.skills, [step.skills for step in path.steps]
    gaps = [step.responsibilities for step in path.steps]
    return path.responsibilities_gained, path.responsibilities, gaps


def not_stated_on_path_text(item: NotStatedOnPath) -> str:
    """Return what the sources leave open about a step or a role: "years of PM → Product lead"."""
    other = f" → {item.other.title}" if item.other else ""
    note = remark_text(item)
    place = f" [{place_text(item.sources)}]" if item.sources else ""
    return f"{what_text(item.what)} of {item.about.title}{other}{note}{place}"
