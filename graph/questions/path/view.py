"""How paths read, or the lack of one: the same words on the page and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.errors import one_of
from graph.parts.alignments import aligned_text
from graph.parts.conditional_names import conditional_name_text
from graph.parts.effort import BARRIER, Effort
from graph.parts.moves import TOGETHER, By
from graph.parts.path_text import (
    nearest_text,
    no_path_lines,
    path_lines,
    row_text,
    starts_unknown,
    steps_text,
    total_lines,
)
from graph.parts.paths import Path
from graph.parts.text import NOT_STATED, amount_text, plural
from graph.questions.path.answer import (
    Broken,
    Constraint,
    NothingFits,
    PathAnswer,
    RankedPath,
)
from graph.questions.path.ranking import decides
from graph.questions.path.trade_offs import trade_off

BEST: dict[By, tuple[str, str]] = {
    "steps": ("The shortest path.", "the shortest first"),
    "years": ("The fastest path.", "the fastest first"),
    "effort": ("The path with the least to learn.", "the least to learn first"),
    "evidence": ("The path with the best evidence.", "the best evidence first"),
    "likelihood": ("The path that people take most often.", "the most often taken first"),
}
"""What the best path by a cost is called, and how several are ordered."""

COUNTED: dict[By, str] = {
    "years": "Fastest: the fewest steps with unknown years first, then the smallest sum of "
    "minimum years. A figure of total experience replaces the years before it if it is higher. "
    "Where no source says what a figure counts, it counts time in the role.",
    "effort": "Effort: each step adds 1 for an essential or listed requirement to gain, 0.5 for "
    "any other, where those of one group count as one, and for a higher level its share of the "
    "highest level. Fewer lists of requirements that are not stated come first. A direct step "
    "comes before a detour that saves less than a quarter.",
    "evidence": "Best evidence: the strongest weakest basis, then the fewest steps with it.",
    "likelihood": "Most often taken: of the people who leave each role, the share who make the "
    "step, multiplied over the steps. Fewer steps that nobody counted come first.",
}
"""How the costs count that are more than a number of steps."""

BARRIERS_COUNTED = (
    "The effort counts 20 for each job zone that a step rises, about as much as a usual step takes "
    "to learn, and 20 for a step into a regulated profession."
)
"""How job zones and licences count, where the data states them."""

EVIDENCE_TOGETHER = "Best evidence: the strongest weakest basis."
"""How evidence counts together with other costs."""


def _across_lines(answer: PathAnswer) -> list[str]:
    """Return that the path starts from or leads to a role of the other data set, if it does."""
    aligned = answer.asked_from or answer.asked_to
    if aligned is None:
        return []
    does = "starts from" if answer.asked_from else "leads to"
    return [
        (
            f"No path joins {answer.source.title} and {answer.target.title}; this one {does} the "
            f"aligned {aligned.other.title}{aligned_text(aligned)}."
        )
    ]


def answer_lines(answer: PathAnswer) -> list[str]:
    """Return what was found, under which constraints, and what the search leaves open."""
    conditions = map(conditional_name_text, answer.conditional_names)
    if not answer.paths:
        return [*_none_lines(answer), *conditions]
    lines = [*_across_lines(answer), *_found_lines(answer), *conditions]
    if answer.constraints:
        lines.append(f"Constraints: {_constraints_text(answer)}.")
    if answer.by in (None, "years") and not _decides(answer, "years"):
        lines.append("No source states years for any step, so years cannot decide.")
    if answer.by == "likelihood" and not _decides(answer, "likelihood"):
        lines.append("Nobody counted the moves from these roles, so likelihood cannot decide.")
    if answer.left_out:
        lines.append(f"{answer.left_out} more are not shown.")
    if answer.more_by_steps is not None:
        lines.append(
            "There are other paths by steps." if answer.more_by_steps else "There are no others."
        )
    if answer.gave_up:
        paths = plural(answer.looked_at, "path")
        lines.append(
            f"The search reached its limit after {paths}: there may be more paths, or better ones."
        )
    return lines


def counted_lines(answer: PathAnswer) -> list[str]:
    """Return how the costs count by which the paths are the best."""
    counted = COUNTED if answer.by else COUNTED | {"evidence": EVIDENCE_TOGETHER}
    return [
        f"{text} {BARRIERS_COUNTED}" if by == "effort" and _has_barriers(answer) else text
        for by, text in counted.items()
        if answer.paths and (by == answer.by or (answer.by is None and by in TOGETHER))
        if _decides(answer, by)
    ]


def _has_barriers(answer: PathAnswer) -> bool:
    """Return whether job zones are stated on any of the paths, or licences needed."""
    efforts = [path.effort for path in answer.paths]
    return any(each.zones_risen is not None or each.licences for each in efforts)


def ranked_lines(answer: PathAnswer, path: RankedPath) -> list[str]:
    """Return what to say about one of the paths: what it takes, and how it compares."""
    lines = []
    if path.number > 1:
        lines.append(f"Compared with path 1: {trade_off(answer.paths[0], path)}.")
    lines += _path_lines(path)
    if path.steps:
        lines.append(_effort_line(path))
    if path.near_copy_of:
        lines.append(f"Nearly the same as path {path.near_copy_of}.")
    if path.near_copies:
        copies = plural(path.near_copies, "nearly identical path")
        lines.append(f"{copies} {'is' if path.near_copies == 1 else 'are'} not shown.")
    if path.avoid_unknown:
        titles = one_of([role.title for role in path.avoid_unknown])
        lines.append(f"No source says whether {titles} requires what to avoid.")
    if len(answer.paths) > 1 and path.best_by:
        lines.append(f"No path is better by {one_of(path.best_by)}.")
    return lines


def constraint_text(constraint: Constraint) -> str:
    """Return a constraint as a phrase.

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


def effort_text(effort: Effort) -> str:
    """Return an effort and what it lacks.

    >>> effort_text(Effort(amount=12.5, not_stated=1))
    '12.5, and 1 list of requirements not stated'
    >>> effort_text(Effort(amount=None, not_stated=2))
    'not stated'
    >>> effort_text(Effort(amount=72.5, not_stated=0, zones_risen=2, licences=1))
    '72.5, of which 40 for 2 job zones to rise and 20 for 1 licence'
    """
    if effort.amount is None:
        return NOT_STATED
    lists = plural(effort.not_stated, "list")
    missing = f", and {lists} of requirements {NOT_STATED}" if effort.not_stated else ""
    return f"{amount_text(effort.amount)}{_barriers_text(effort)}{missing}"


def _barriers_text(effort: Effort) -> str:
    """Return how much of an effort is for job zones and licences."""
    zones = effort.zones_risen or 0.0
    words = [
        f"{amount_text(number * BARRIER / 1_000)} for {amount_text(number)} {word}"
        for number, word in (
            (zones, f"job zone{'' if zones == 1 else 's'} to rise"),
            (effort.licences, f"licence{'' if effort.licences == 1 else 's'}"),
        )
        if number
    ]
    return f", of which {' and '.join(words)}" if words else ""


def broken_text(broken: Broken) -> str:
    """Return in a sentence the best path without a constraint."""
    path = broken.path
    dropped = f"“{constraint_text(broken.constraint)}”" if broken.constraint else "all constraints"
    steps = plural(path.length, "step")
    text = f"If you drop {dropped}, the best path has {steps}: {row_text(path)}."
    if broken.constraint and broken.constraint.kind == "max_years" and path.years:
        lines = total_lines(path.years)
        if broken.may_fit:  # the last line names the steps, too
            lines[-1] = _may_fit_text(path.years.unknown_steps)
        return " ".join([text, *lines])
    return text


def _may_fit_text(steps: Sequence[int]) -> str:
    have = "has" if len(steps) == 1 else "have"
    words = steps_text(steps).capitalize()
    return f"{words} {have} no stated years, so it is unknown whether the path fits."


def _decides(answer: PathAnswer, by: By) -> bool:
    return decides(by, answer.paths)


def _constraints_text(answer: PathAnswer) -> str:
    return "; ".join(map(constraint_text, answer.constraints))


def _found_lines(answer: PathAnswer) -> list[str]:
    """Return what kind of paths these are; nothing for the shortest path without constraints."""
    number = len(answer.paths)
    if answer.by is None:
        return [_all_costs_text(answer, number)]
    by: By = answer.by if _decides(answer, answer.by) else "steps"
    best, order = BEST[by]
    if answer.alternatives == 1:
        plain = answer.by == "steps" and not answer.constraints
        return [] if plain else [best]
    if number < answer.alternatives and not answer.gave_up:
        return [f"{plural(number, 'path')}, {order}; there are no others."]
    return [f"{plural(number, 'path')}, {order}."]


def _all_costs_text(answer: PathAnswer, number: int) -> str:
    costs = f"steps, {'years, ' * _decides(answer, 'years')}effort and evidence"
    if number == 1 and not (answer.left_out or answer.gave_up):
        return f"One path is the best on every cost: {costs}."
    return (
        f"{plural(number, 'path')} with the best trade-off between {costs}: no path is better on "
        "one without being worse on another."
    )


SIDEWAYS = "A sideways path"
"""The heading of the path along overlaps, where nothing leads on."""


SIDEWAYS_MOVE = (
    "↔ is a sideways move, not a career step: the two roles overlap, but no source says that one "
    "leads to the other."
)


def lateral_lines(answer: PathAnswer) -> list[str]:
    """Return what to say of the sideways path, if it is shown in place of a path."""
    path = answer.no_path.lateral_path if answer.no_path else None
    if path is None:
        return []
    without = " The constraints do not count here." if answer.constraints else ""
    return [f"{SIDEWAYS_MOVE}{without}", *_path_lines(path), _effort_line(path)]


def _path_lines(path: Path) -> list[str]:
    """Return a path in short, what to gain, and all else in one line."""
    short, *more = path_lines(path)
    return [short, *more[:1], *([" ".join(more[1:])] if more else [])]


def _effort_line(path: Path) -> str:
    at_most = "at most " if starts_unknown(path) else ""
    return f"Effort: {at_most}{effort_text(path.effort)}."


def _none_lines(answer: PathAnswer) -> Iterator[str]:
    if answer.no_path:
        yield from no_path_lines(answer.no_path)
    elif answer.nothing_fits:
        yield from _nothing_fits_lines(answer, answer.nothing_fits)


def _nothing_fits_lines(answer: PathAnswer, nothing: NothingFits) -> Iterator[str]:
    if answer.gave_up:
        yield "The search reached its limit before it found a path; there may be one."
    else:
        unknown = any(each.may_fit for each in nothing.broken)
        meets = "is known to meet" if unknown else "meets"
        yield f"No path {meets} the constraints: {_constraints_text(answer)}."
    for broken in nothing.broken:
        yield broken_text(broken)
    if nothing.nearest:
        roles = "the roles that a path within the constraints leads to"
        yield nearest_text(roles, nothing.nearest, answer.target)
