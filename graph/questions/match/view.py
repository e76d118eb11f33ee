"""The sentences of the answer to a profile, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.errors import one_of
from graph.parts.barriers import barrier_text, takes_preparation
from graph.parts.coverage import Share
from graph.parts.coverage_text import caution_text, held_skills_text
from graph.parts.fit import Part
from graph.parts.gap_text import levels_amount_text
from graph.parts.requirements import NodeRef
from graph.parts.text import FIRST_POSITION, NOT_STATED, plural, step_years_text
from graph.questions.match.answer import (
    Match,
    MatchedRole,
    MoveTo,
    ProfilePath,
    ProfileStep,
    RoleHeld,
    RoleStepDown,
    ToGain,
)

COSTS = (
    "Effort = skills still to learn: 1 per skill, half per helpful one, times the levels to "
    "climb on its scale. Skills learned on an earlier step are free."
)

PARTS: dict[Part, str] = {
    "coverage": "requirements covered",
    "requirements": "requirements alike",
    "text": "words alike",
    "names": "names alike",
}
"""How the parts of a fit read."""


def held_text(match: Match) -> str:
    """Return what the person holds, on one line."""
    signs = f", {plural(len(match.signs), 'sign')} of readiness" if match.signs else ""
    roles = " · ".join(role_held_text(role) for role in match.roles)
    unknown = [role.title for role in match.roles if role.skills_not_stated]
    skills = held_skills_text(len(match.skills), unknown)
    return f"{roles} · {skills}{signs}" if roles else f"{skills}{signs}"


def role_held_text(role: RoleHeld) -> str:
    """Return a role with the years in it.

    >>> role_held_text(RoleHeld("pm", "PM", "role", years_held=1))
    'PM (1 year)'
    """
    if role.years_held is None:
        return role.title
    return f"{role.title} ({role.years_held:g} year{'' if role.years_held == 1 else 's'})"


def in_reach_text(match: Match) -> str:
    """Return how many roles are in each tier, or what the next rungs are without tiers."""
    counts = match.counts
    if match.requiring:
        return "No role is in reach; these require what you hold"
    if counts.now is not None:
        now = plural(counts.now, "role")
        return f"{now} now, {counts.next} next, {counts.stretch} as a stretch"
    rungs = next_rungs(match)
    if rungs:
        return f"Next on the ladder: {one_of(rung.role.title for rung in rungs)}"
    return "No rung above"


def ladder_title(match: Match) -> str:
    """Return the heading of the rungs above the roles held."""
    return f"The ladder above {one_of(role.title for role in match.roles)}"


def ladder_line(match: Match) -> str:
    """Return how a ladder limits the tiers; "" without tiers or rungs above."""
    if not (match.tiered and match.ladder):
        return ""
    return "The second rung ahead is in next at best, the rungs after it in stretch."


def fit_text(matched: MatchedRole) -> str:
    """Return how well a role fits, with what each part adds; "" if it is unknown.

    A part that is not stated for both sides says so.
    """
    if matched.fit is None:
        return ""
    parts = sorted(matched.fit.parts, key=lambda each: -each.points)
    added = (
        f"{PARTS[each.part]} {NOT_STATED if each.value is None else format(each.points, '.2f')}"
        for each in parts
    )
    return f"fit {matched.fit.score:.2f}: {', '.join(added)}"


def barrier_lines(matched: MatchedRole) -> list[str]:
    """Return what stands before a role, and where fit and what people do disagree."""
    lines = [f"barrier: {barrier_text(each)}" for each in matched.barriers]
    if matched.tier == "stretch" and takes_preparation(matched.barriers):
        lines.append("a stretch at best, for the preparation it takes")
    if matched.flow == "rarely" and matched.tier in ("now", "next"):
        lines.append("fits well, rarely done: fewer people go there than by chance")
    if matched.flow == "often" and matched.tier not in ("now", "next"):
        lines.append("often done, much to learn: more people go there than by chance")
    return lines


ALIKE = "Alike, much to learn"
"""The heading of the roles that fit, but are little covered."""


REQUIRING = "Roles that require what you hold"
"""The heading of the roles that require a skill held, where no role is in reach."""


def alike_text(match: Match) -> str:
    """Return what the roles under ``ALIKE`` have in common."""
    cuts = match.cut_offs
    return f"fit {cuts.least_fit:.2f} or more, coverage below {cuts.stretch:.2f}"


def same_kind_text(matched: MatchedRole) -> str:
    """Return the other roles of its list that are of the same kind; "" if there are none."""
    titles = [role.title for role in matched.same_kind]
    if not titles:
        return ""
    kind = f" of the kind {matched.broader.title}" if matched.broader else ", its special cases"
    more = f"; and {len(titles) - MOST_OF_A_KIND} more" if len(titles) > MOST_OF_A_KIND else ""
    return f"{len(titles)} more{kind}: {'; '.join(titles[:MOST_OF_A_KIND])}{more}"


MOST_OF_A_KIND = 4
"""How many other roles of the same kind a line names."""


def more_roles(number: int, roles: Sequence[MatchedRole]) -> int:
    """Return how many of a number of roles a list leaves out."""
    return number - sum(1 + len(role.same_kind) for role in roles)


def next_rungs(match: Match) -> tuple[MatchedRole, ...]:
    """Return the rungs straight above a role held."""
    return tuple(rung for rung in match.ladder if rung.from_held)


def rung_text(match: Match, rung: MatchedRole) -> str:
    """Return how far a rung is, its tier and its coverage."""
    tier = [rung.tier or "in no tier"] if match.tiered and rung.coverage is not None else []
    steps = [] if rung.steps_away is None else [plural(rung.steps_away, "step")]
    return "; ".join([", ".join([*steps, *tier]), coverage_text(rung)])


def behind_text(match: Match) -> str:
    """Return the rungs below the roles held, and how many more there are."""
    titles = [role.title for role in match.behind]
    more = match.counts.behind - len(titles)
    return f"Behind you: {', '.join(titles)}{f' and {more} more' if more else ''}."


def steps_down_lines(match: Match) -> list[str]:
    """Return the roles that would be a step down, a line for each role held that is higher."""
    below: dict[NodeRef, list[RoleStepDown]] = {}
    for role in match.steps_down:
        below.setdefault(role.held, []).append(role)
    lines = []
    for held, roles in below.items():
        titles = ", ".join(f"{role.title} ({role.level:.0%})" for role in roles)
        own = f"{held.title} (mean level {roles[0].level_held:.0%})"
        lines.append(f"A step down from {own}, so in no tier: {titles}")
    more = match.counts.steps_down - len(match.steps_down)
    if lines and more:
        lines[-1] += f" and {more} more"
    return [f"{line}." for line in lines]


def no_rung_text(match: Match) -> str:
    """Return that no rung is above the roles held; "" if one is, or there are other steps."""
    if match.ladder or match.steps or not match.roles or match.tiered:
        return ""
    return f"No rung follows {one_of(role.title for role in match.roles)} in this data."


def coverage_text(matched: MatchedRole) -> str:
    """Return how much of a role is covered, the number that counts first, and its limits."""
    if not matched.with_helpful:
        unstated = matched.to_gain.skills_gained is None
        return f"skills {NOT_STATED}" if unstated else "coverage not known"
    with_helpful = f"{_share_text(matched.with_helpful)} with helpful ones"
    if not matched.counted:
        return f"only helpful skills stated: {_share_text(matched.with_helpful)}"
    by_level = f"{matched.by_level:.2f} by level, " if matched.by_level is not None else ""
    carried = "own skills not stated; of those carried from rungs before: "
    text = f"{carried if matched.only_carried else ''}{by_level}{_share_text(matched.counted)}"
    if matched.counted.total < matched.with_helpful.total:
        text = f"{text}, {with_helpful}"
    rung = matched.covered_better_than
    limits = [
        caution_text(matched.counted.total),
        f"better covered than {rung.title}, the rung before" if rung else "",
    ]
    return "; ".join(filter(None, [text, *limits]))


def _share_text(share: Share) -> str:
    return f"{share.held} of {plural(share.total, 'skill')} ({share.coverage:.2f})"


def tier_held_text(matched: MatchedRole) -> str:
    """Return the tier of a role, or why it has none."""
    if matched.coverage is None:
        return f"skills {NOT_STATED}"
    if matched.step_down:
        return f"a step down from {matched.step_down.held.title}"
    return matched.tier or f"coverage {matched.coverage:.2f}"


def away_text(matched: MatchedRole) -> str:
    """Return how far a role is from the roles held; "" if its steps say it.

    A sideways step is said where no role held leads straight to it.
    """
    if matched.from_held or (matched.from_rungs and not matched.sideways_from):
        return ""
    if matched.behind:
        return "leads to a role held"
    if matched.steps_away is None:
        held = [role.title for role in matched.sideways_from]
        sideways = f"1 sideways step from {one_of(held)}" if held else ""
        return "; ".join(filter(None, ["no path along leads to", sideways]))
    return f"{plural(matched.steps_away, 'step')} from a role held"


def first_position_text(matched: MatchedRole) -> str:
    """Return how to get a role as a first position; "" if a step to it has signs, or none say."""
    moves = (*matched.from_held, *matched.from_rungs)
    titles = {sign.title: None for each in moves for sign in each.move.preparations}
    return f"{FIRST_POSITION.lower()}: {'; '.join(titles)}" if titles else ""


def to_learn_label(matched: MatchedRole) -> str:
    """Return what the skills not held are: to learn, or required if those held are unknown."""
    return "to learn" if matched.with_helpful else "requires"


def move_text(to_role: MoveTo) -> str:
    """Return the years of a step, and how many of its signs are shown.

    Where the text says how to get a first position, signs are no open point.
    """
    shown = to_role.signs_shown
    if not shown and to_role.move.preparations:
        return step_years_text(to_role.move.years)
    signs = f"signs of readiness {NOT_STATED}"
    if shown:
        signs = f"{shown.held} of {plural(shown.total, 'sign')} of readiness shown"
    return f"{step_years_text(to_role.move.years)}; {signs}"


def levels_to_gain_text(to_gain: ToGain) -> str:
    """Return how many levels to climb, and how many skills have an unknown level."""
    parts = []
    if to_gain.levels_to_gain:
        parts.append(f"{levels_amount_text(to_gain.levels_to_gain)} to climb in all")
    if to_gain.levels_not_known:
        skills = plural(to_gain.levels_not_known, "skill")
        parts.append(f"level unknown for {skills}, counted as high enough")
    return "; ".join(parts)


def profile_path_lines(path: ProfilePath) -> list[str]:
    """Return the length and the effort of a path from a profile, and whether it is exact."""
    if not path.found:
        return [f"No path: {path.reason}."]
    if not path.steps:
        return ["No step to take: the role is already held."]
    steps = plural(len(path.steps), "step")
    if path.cost is None or path.lower_bound is None:
        return [f"{steps}; the skills of the roles on the way are not stated."]
    lines = [f"{steps}; {_gain_text(path.steps, path.levels_to_gain)}; effort {path.cost:g}."]
    unknown = [step.target.title for step in path.steps if step.skills_not_stated]
    if unknown:
        lines.append(f"Not counted, because the skills are not stated: {', '.join(unknown)}.")
    lines.append(COSTS)
    if path.exact:
        lines.append("Exact: no other path takes less effort.")
    else:
        lines.append(
            f"Not proven best: the search stopped after {path.max_states:,} states. "
            f"Every path takes an effort of at least {path.lower_bound:g}."
        )
    return lines


def step_cost_text(step: ProfileStep) -> str:
    """Return what there is to learn on a step, given the steps before it."""
    if step.cost is None:
        return f"skills {NOT_STATED}"
    held = (
        f", {plural(step.skills_held, 'skill')} already held"
        if step.skills_held is not None
        else ""
    )
    return f"{_gain_text([step], step.levels_to_gain)}{held}; effort {step.cost:g}"


def _gain_text(steps: Sequence[ProfileStep], levels: float | None) -> str:
    """Return how many skills to learn and to raise on steps, and by how many levels."""
    gained = {each.id for step in steps for each in step.gained}
    raised = {each.id for step in steps for each in step.raised} - gained
    parts = [f"{plural(len(gained), 'skill')} to learn"]
    if raised:
        parts.append(f"{len(raised):,} to raise")
    text = " and ".join(parts)
    return f"{text}, {levels_amount_text(levels)} in all" if levels else text
