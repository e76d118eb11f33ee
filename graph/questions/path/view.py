"""How alternatives and constraints read: the same words on the page and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.errors import one_of
from graph.parts.effort import Effort
from graph.parts.moves import By
from graph.parts.paths import Path
from graph.parts.text import (
    amount_text,
    nearest_text,
    no_path_lines,
    plural,
    steps_text,
    total_lines,
)
from graph.questions.path.search import (
    Alternative,
    Alternatives,
    Broken,
    Constraint,
    NothingFits,
)
from graph.questions.path.trade_offs import years_decide

COUNTED: dict[By, str] = {
    "years": "By years: the fewest steps of unknown length, then the least sum of lower bounds. "
    "Figures that count total experience replace what came before, if they are more; where it is "
    "not stated which, they count time in the role.",
    "effort": "Effort is what each step adds, step by step: 1 for something essential, 0.5 for "
    "anything else, and for a higher level its part of the highest there is. Lists that are not "
    "stated come first, as unknown.",
    "evidence": "By evidence: the strongest weakest basis, then the fewest steps that stand on it.",
}
"""What each cost counts that is more than a number of steps."""

EVIDENCE_TOGETHER = "By evidence: the strongest weakest basis."
"""What evidence counts beside all other costs."""


def row_text(path: Path) -> str:
    """Return the roles of a path in a row."""
    return " → ".join([path.source.title, *(step.target.title for step in path.steps)])


def constraint_text(constraint: Constraint) -> str:
    """Return what the paths are to keep to.

    >>> constraint_text(Constraint(kind="max_steps", limit=1))
    'at most 1 step'
    """
    if constraint.node is not None:
        title = constraint.node.title
        if constraint.kind == "via":
            return f"through {title}"
        if constraint.node.kind == "role":
            return f"not through {title}"
        return f"through no role that requires {title}"
    number = constraint.limit or 0
    word = "step" if constraint.kind == "max_steps" else "year"
    return f"at most {number:g} {word}{'' if number == 1 else 's'}"


def alternatives_lines(answer: Alternatives) -> list[str]:
    """Return what was found, within what, and what is left open."""
    if answer.nothing_fits:
        return list(_nothing_fits_lines(answer, answer.nothing_fits))
    lines = [_found_text(answer)]
    if answer.constraints:
        lines.append(f"Kept to: {'; '.join(map(constraint_text, answer.constraints))}.")
    if answer.by in (None, "years") and not _years_decide(answer):
        lines.append("Years are stated for no step, so years cannot decide.")
    if answer.left_out:
        lines.append(f"There are {answer.left_out} more of them.")
    if answer.others is not None:
        lines.append("By steps there are others." if answer.others else "There are no more.")
    if answer.gave_up:
        lines.append(
            f"A bound of the search was reached, after {plural(answer.looked_at, 'path')}: there "
            "may be more, and better ones."
        )
    return lines


def counted_lines(answer: Alternatives) -> list[str]:
    """Return what the costs count that the paths were chosen by."""
    counted = COUNTED if answer.by else COUNTED | {"evidence": EVIDENCE_TOGETHER}
    return [
        text
        for by, text in counted.items()
        if answer.by in (None, by) and (by != "years" or _years_decide(answer))
    ]


def alternative_lines(alternative: Alternative) -> list[str]:
    """Return what speaks for one of the paths, beside its own lines."""
    lines = []
    if alternative.trade_off:
        lines.append(f"Beside path 1: {alternative.trade_off}.")
    if alternative.path.steps:
        lines.append(f"Effort: {effort_text(alternative.effort)}.")
    if alternative.near_copy_of:
        lines.append(f"A near-copy of path {alternative.near_copy_of}.")
    if alternative.near_copies:
        copies = alternative.near_copies
        noun = "near-copy" if copies == 1 else "near-copies"
        lines.append(f"{copies} {noun} of it left out.")
    if alternative.open_to:
        titles = ", ".join(role.title for role in alternative.open_to)
        lines.append(f"Whether what is to be avoided is asked for is not stated for {titles}.")
    return lines


def best_text(alternative: Alternative) -> str:
    """Return the costs by which none of the paths shown is better; empty without any.

    It is what the first of several paths says for itself.
    """
    if not alternative.best_by:
        return ""
    return f"None is better by {one_of(alternative.best_by)}."


def effort_text(effort: Effort) -> str:
    """Return an effort and what it lacks.

    >>> effort_text(Effort(amount=12.5, not_stated=1))
    '12.5, and 1 list of requirements not stated'
    """
    lists = plural(effort.not_stated, "list")
    missing = f", and {lists} of requirements not stated" if effort.not_stated else ""
    return f"{amount_text(effort.amount)}{missing}"


def _years_decide(answer: Alternatives) -> bool:
    return years_decide(alternative.path for alternative in answer.paths)


def _found_text(answer: Alternatives) -> str:
    number = len(answer.paths)
    if answer.by is None:
        costs = f"steps, {'years, ' * _years_decide(answer)}effort and evidence"
        if number == 1 and not answer.left_out:
            return f"One path is the best by every cost: {costs}."
        some = answer.left_out or answer.gave_up
        are = "of those that are" if some else "is" if number == 1 else "are"
        return (
            f"{plural(number, 'path')} {are} the best by {costs} together: none is better by one "
            "without being worse by another."
        )
    if answer.by == "years" and not _years_decide(answer):
        return f"{plural(number, 'path')}, the fewest steps first."
    if answer.number == 1:
        return f"The best path by {answer.by}."
    if number < answer.number and not answer.gave_up:
        return f"{plural(number, 'path')} by {answer.by}; there are no more."
    return f"{plural(number, 'path')} by {answer.by}, the best first."


def _nothing_fits_lines(answer: Alternatives, nothing: NothingFits) -> Iterator[str]:
    if nothing.no_path:
        yield from no_path_lines(nothing.no_path, target=answer.target, lateral=answer.lateral)
        return
    if answer.gave_up:
        yield "No path was found before a bound of the search was reached; there may be one."
    else:
        kept_to = "; ".join(map(constraint_text, answer.constraints))
        fits = "is known to fit" if any(each.may_fit for each in nothing.broken) else "fits"
        yield f"No path {fits}: {kept_to}."
    for broken in nothing.broken:
        yield broken_text(broken)
    if nothing.nearest:
        nearest = nearest_text(nothing.nearest, answer.target)
        yield f"The nearest role with a path that fits is {nearest}."


def broken_text(broken: Broken) -> str:
    """Return the best path without a constraint in a sentence."""
    path = broken.path
    what = constraint_text(broken.constraint) if broken.constraint else "all of them together"
    text = f"Without “{what}” the best has {plural(len(path.steps), 'step')}: {row_text(path)}."
    if broken.constraint and broken.constraint.kind == "max_years" and path.years:
        lines = total_lines(path.years, len(path.steps))
        if broken.may_fit:  # the last line names the steps, too
            lines[-1] = _may_fit_text(path.years.unknown_steps)
        return " ".join([text, *lines])
    return text


def _may_fit_text(steps: Sequence[int]) -> str:
    have = "has" if len(steps) == 1 else "have"
    return (
        f"{steps_text(steps).capitalize()} {have} no stated years, so whether it fits is not known."
    )
