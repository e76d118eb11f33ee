"""How the answer to a profile reads: the same words in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Sequence

from graph.parts.coverage import Share
from graph.parts.coverage_text import caution_text, held_skills_text
from graph.parts.text import NOT_STATED, plural, step_years_text
from graph.questions.match.search import (
    Match,
    MatchedRole,
    MoveFromHeld,
    ProfilePath,
    ProfileStep,
    RoleHeld,
    ToGain,
)

COSTS = (
    "Effort: an essential skill counts 1, another one a half, and where a level is stated each "
    "whole level to rise by counts so; what is held costs nothing, and what is gained on a step is "
    "carried on."
)


def held_text(match: Match) -> str:
    """Return what the person holds, in a line."""
    signs = f", {plural(len(match.signs), 'sign')} of readiness" if match.signs else ""
    roles = " · ".join(role_held_text(role) for role in match.roles)
    unknown = [role.title for role in match.roles if role.skills_not_stated]
    skills = held_skills_text(len(match.skills), unknown)
    return f"{roles} · {skills}{signs}" if roles else f"{skills}{signs}"


def reason_text(match: Match) -> str:
    """Return why nothing can be told of the roles in reach, as a sentence; empty if it can."""
    return f"{match.reason[:1].upper()}{match.reason[1:]}." if match.reason else ""


def role_held_text(role: RoleHeld) -> str:
    """Return a role with the years in it.

    >>> role_held_text(RoleHeld("pm", "PM", "role", years_held=1))
    'PM (1 year)'
    """
    if role.years_held is None:
        return role.title
    return f"{role.title} ({role.years_held:g} year{'' if role.years_held == 1 else 's'})"


def coverage_text(matched: MatchedRole) -> str:
    """Return how much of a role is covered, what the tier goes by first, with a caution.

    What is not stated is not 0.
    """
    if not matched.with_helpful:
        return f"skills {NOT_STATED}"
    with_helpful = f"{_share_text(matched.with_helpful)} with helpful"
    if not matched.essential:
        return f"essential skills {NOT_STATED}, {with_helpful}"
    by_level = f"{matched.by_level:.2f} by level, " if matched.by_level is not None else ""
    text = f"{by_level}{_share_text(matched.essential)} essential, {with_helpful}"
    caution = caution_text(matched.essential.total)
    return f"{text}; {caution}" if caution else text


def _share_text(share: Share) -> str:
    return f"{share.held} of {share.total} ({share.coverage:.2f})"


def tier_held_text(matched: MatchedRole) -> str:
    """Return the tier of a role, also of one below all, and of one that states no skills."""
    if matched.coverage is None:
        return f"skills {NOT_STATED}"
    return matched.tier or "below the cut-offs"


def away_text(matched: MatchedRole) -> str:
    """Return how far a role is from the roles held, along *leads to*."""
    if matched.behind:
        return "leads to a role held"
    if matched.steps_away is None:
        return "no way along leads to from a role held"
    return f"{plural(matched.steps_away, 'step')} along leads to from a role held"


def move_text(from_held: MoveFromHeld) -> str:
    """Return what is said of a step from a held role: years, and signs shown."""
    met = sum(sign.met for sign in from_held.checklist)
    signs = f"{met} of {plural(len(from_held.checklist), 'sign')} of readiness shown"
    if not from_held.checklist:
        signs = f"signs of readiness {NOT_STATED}"
    return f"{step_years_text(from_held.move.years)}; {signs}"


def levels_to_gain_text(to_gain: ToGain) -> str:
    """Return the levels to rise by, and of how many skills the own level is not known."""
    parts = []
    if to_gain.levels_to_gain is not None:
        parts.append(f"{levels_text(to_gain.levels_to_gain)} to gain in all")
    if to_gain.levels_not_known:
        skills = plural(to_gain.levels_not_known, "skill")
        parts.append(f"own level not known for {skills}, taken as enough")
    return "; ".join(parts)


def profile_path_lines(path: ProfilePath) -> list[str]:
    """Return the path from a profile in a few sentences: length, cost, and how exact it is."""
    if not path.found or path.cost is None or path.least is None:
        return [f"No path: {path.reason}."]
    if not path.steps:
        return ["No step to take: the role is held."]
    steps = plural(len(path.steps), "step")
    lines = [f"{steps}; on the way {_gain_text(path.steps)}; effort {path.cost:g}."]
    unknown = [step.target.title for step in path.steps if step.skills_not_stated]
    if unknown:
        lines.append(f"Not counted, because the skills are not stated: {', '.join(unknown)}.")
    lines.append(COSTS)
    if path.exact:
        lines.append("Exact: no path asks for less.")
    else:
        lines.append(
            f"Not proven to be the least: the search ended at {path.bound:,} states; no path asks "
            f"for less than {path.least:g}."
        )
    return lines


def step_cost_text(step: ProfileStep) -> str:
    """Return what a step costs, which depends on the steps before it."""
    if step.skills_not_stated:
        return f"skills {NOT_STATED}"
    held = f"{plural(step.kept, 'skill')} held already"
    return f"{_gain_text([step])}, {held}; effort {step.cost:g}"


def _gain_text(steps: Sequence[ProfileStep]) -> str:
    """Return how many skills there are to gain and to raise on steps, and by how many levels."""
    gained = {each.id for step in steps for each in step.gained}
    raised = {each.id for step in steps for each in step.raised} - gained
    levels = [each.level for step in steps for each in step.gained if each.level is not None]
    levels += [each.to - each.from_ for step in steps for each in step.raised]
    parts = [f"{plural(len(gained), 'skill')} to gain"]
    if raised:
        parts.append(f"{len(raised):,} to raise")
    text = " and ".join(parts)
    return f"{text}, {levels_text(sum(levels))} in all" if levels else text


def levels_text(number: float) -> str:
    """Return a number of levels.

    >>> levels_text(1), levels_text(2.5)
    ('1 level', '2.5 levels')
    """
    return f"{number:g} level{'' if number == 1 else 's'}"
