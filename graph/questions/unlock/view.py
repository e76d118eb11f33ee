"""The sentences of the answer about new roles or central skills, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from graph.model.errors import one_of
from graph.parts.coverage import Tier
from graph.parts.coverage_text import caution_text, cut_off_lines, held_skills_text, sentence
from graph.parts.text import plural
from graph.questions.unlock.answer import (
    NewRole,
    NextRung,
    PairUnlock,
    SkillUnlock,
    Unit,
    Unlock,
)

SKILLS_FOUND = "Skills that bring new roles into reach"
NEARER = "What brings new roles nearer"
BY_FIT = "So one skill brings no role into reach. Below are the roles that fit best."
TWO_SKILLS = "Two skills together bring one"


def owner_text(answer: Unlock) -> str:
    """Return who the answer is for: a title, or the roles held, or the number of skills."""
    if answer.title:
        return answer.title
    roles = ", ".join(role.title for role in answer.roles_held)
    return roles or f"a person with {plural(answer.held or 0, 'skill')}"


def heading(answer: Unlock) -> str:
    """Return what an answer is about: skills that bring new roles, or what brings them nearer."""
    return SKILLS_FOUND if answer.skills or answer.pairs else NEARER


def held_line(answer: Unlock) -> str:
    """Return what the person of a profile holds; "" for a role."""
    if answer.role:
        return ""
    roles = ", ".join(role.title for role in answer.roles_held)
    skills = held_skills_text(answer.held or 0, [role.title for role in answer.held_not_stated])
    return f"Held: {roles} · {skills}." if roles else f"Held: {skills}."


def unlock_lines(answer: Unlock) -> list[str]:
    """Return how near the roles are, and what counts as in reach."""
    held = [held_line(answer)] if held_line(answer) else []
    if answer.reason:
        return [sentence(answer.reason), *held]
    if not answer.tiered:
        why = answer.cut_offs.reason
        lines = [sentence(why), BY_FIT] if why else cut_off_lines(answer.cut_offs)
        return [*held, *lines, *_level_lines(answer)]
    in_reach = f"{answer.in_reach:,} of {plural(answer.compared or 0, 'role')} in reach"
    short = f"One skill short: {answer.one_short:,}. Two skills short: {answer.two_short:,}."
    lines = [
        f"{in_reach} (now or next). {short}",
        *held,
        f"Coverage leaves helpful skills out. {cut_off_lines(answer.cut_offs)[0]}",
    ]
    if answer.held_not_stated:
        titles = ", ".join(role.title for role in answer.held_not_stated)
        lines.append(f"No source states the skills of {titles}; they are not counted.")
    if answer.not_stated:
        roles = plural(answer.not_stated, "role")
        lines.append(f"No source states skills that count for {roles}.")
    return [*lines, *_level_lines(answer)]


def _level_lines(answer: Unlock) -> list[str]:
    line = "A new skill counts as learned at the level that each role requires."
    return [line] if answer.levels_stated else []


class EqualUnits(NamedTuple):
    """Units that each add the same to the coverage of a rung, in words."""

    texts: tuple[str, ...]
    units: tuple[Unit, ...]
    change: str
    """What kind of unit they are, and the coverage before and after."""


def rung_heading(rung: NextRung) -> str:
    """Return what a next role is: a rung of a ladder, or a role that is on none or that fits."""
    if rung.fit is not None:
        return f"Fit {rung.fit:.2f}"
    return "Next rung" if rung.on_ladder else "Next role"


def rung_text(rung: NextRung) -> str:
    """Return how much of a next rung is covered, and how much there is to raise and to learn."""
    if rung.coverage is None:
        return "skills not stated" if not rung.counted else "skills held not known"
    carried = "own skills not stated; of those carried from rungs before: "
    covered = f"coverage {rung.coverage:.2f} ({plural(rung.counted, 'skill')})"
    parts = [
        f"{rung.raises:,} to raise" if rung.raises else "",
        f"{rung.new:,} to learn" if rung.new else "",
    ]
    rest = " and ".join(filter(None, parts)) or "no other skill is listed"
    return f"{carried if rung.only_carried else ''}{covered}; {rest}"


def equal_units(rung: NextRung) -> list[EqualUnits]:
    """Return the units of a rung, grouped if they add the same."""
    groups: dict[object, list[Unit]] = {}
    for unit in rung.units:
        groups.setdefault((unit.held is None, round(unit.adds, 9)), []).append(unit)
    return [
        EqualUnits(tuple(map(unit_text, group)), tuple(group), _units_text(group))
        for group in groups.values()
    ]


def unit_text(unit: Unit) -> str:
    """Return a skill, with the level to raise it to."""
    skill = unit.requirement.title
    if unit.to is None:
        return skill
    to = unit.to_name or f"level {unit.to:g}"
    if unit.held is None:
        return f"{skill} ({to})"
    return f"{skill}: {unit.held_name or f'level {unit.held:g}'} → {to}"


def _units_text(units: Sequence[Unit]) -> str:
    unit = units[0]
    kind = "a new skill" if unit.held is None else "one level"
    return f"{kind}: {unit.coverage_after - unit.adds:.2f} → {unit.coverage_after:.2f}"


def more_units_text(rung: NextRung) -> str:
    """Return how many more skills add to a rung than are listed; "" for none."""
    more = rung.raises + rung.new - len(rung.units)
    return f"and {plural(more, 'more skill')}" if more else ""


def no_rung_text(answer: Unlock) -> str:
    """Return that no rung follows the roles held; "" if one does, or no role is held."""
    if answer.next_rungs or not answer.roles_held:
        return ""
    return f"No rung follows {one_of(role.title for role in answer.roles_held)} in this data."


def nothing_lines(answer: Unlock) -> list[str]:
    """Return why no skill is listed, if none is."""
    if answer.skills or answer.in_reach is None:
        return []
    if not answer.held:
        return ["No skill is held, and no single skill brings a role into reach."]
    if answer.in_reach and answer.in_reach == answer.compared:
        return ["All roles with stated skills are already in reach."]
    line = "No single skill brings a role into reach."
    if answer.nearest:
        skills = plural(answer.nearest.short, "more skill")
        return [line, f"The nearest role is {answer.nearest.title}, which takes {skills}."]
    if answer.levels_stated and answer.in_reach < (answer.compared or 0):
        return [line, "New skills are not enough: skills already held need a higher level."]
    return [line]


def more_text(answer: Unlock) -> str:
    """Return how many more skills bring a role into reach than are listed; "" for none."""
    more = (answer.unlocking or 0) - len(answer.skills)
    if not more:
        return ""
    skills = f"{plural(more, 'more skill')} {'brings' if more == 1 else 'bring'}"
    most = plural(answer.skills[-1].new_roles or 0, "new role")
    return f"{skills} at most {most}{'' if more == 1 else ' each'}"


class EqualSkills(NamedTuple):
    """Skills that each bring the same new roles into reach, with the same coverage."""

    skills: tuple[SkillUnlock, ...]
    roles: tuple[NewRole, ...]
    """The new roles, each with all of the skills that it requires."""


def equal_skills(answer: Unlock) -> list[EqualSkills]:
    """Return the skills of an answer, grouped if they bring the same roles.

    A skill with more new roles than the answer lists stands alone.
    """
    groups: dict[object, list[SkillUnlock]] = {}
    for skill in answer.skills:
        brings = tuple((role.id, role.coverage_after) for role in skill.roles)
        groups.setdefault(brings if skill.new_roles == len(brings) else skill.id, []).append(skill)
    return [EqualSkills(tuple(group), _joined(group)) for group in groups.values()]


def _joined(group: Sequence[SkillUnlock]) -> tuple[NewRole, ...]:
    return tuple(
        replace(
            roles[0], required_skills=tuple(each for role in roles for each in role.required_skills)
        )
        for roles in zip(*(skill.roles for skill in group), strict=True)
    )


def pairs_lines(answer: Unlock) -> list[str]:
    """Return why no pair is listed, or that some were not compared."""
    than = " more roles than one skill alone" if answer.skills else " a role into reach"
    lines = [] if answer.pairs else [f"No pair of skills brings{than}."]
    return lines if answer.all_pairs else [*lines, "Too many pairs: some were not compared."]


def new_text(unlock: SkillUnlock | PairUnlock) -> str:
    """Return how many new roles a skill or pair brings, and how many from nothing."""
    number = unlock.new_roles or 0
    roles = plural(number, "new role")
    if not unlock.from_nothing:
        return roles
    if unlock.from_nothing < number:
        return f"{roles}, {unlock.from_nothing:,} with no skill held yet"
    return f"{roles}{', all' if number > 1 else ','} with no skill held yet"


def pair_text(pair: PairUnlock) -> str:
    """Return how many new roles a pair brings, alone and together."""
    each = " and ".join(f"{number:,}" for number in pair.alone)
    return f"{new_text(pair)}: {each} alone, {pair.together:,} only together"


def change_text(role: NewRole) -> str:
    """Return what a new skill changes for a role.

    >>> from graph.parts.requirements import NodeRef
    >>> role = NewRole("chef", "Chef", "role", coverage_before=1 / 6, coverage_after=2 / 6,
    ...     tier_before="stretch", tier_after="next", counted=6, required_skills=())
    >>> change_text(role)
    '0.17 → 0.33, stretch → next'
    """
    tiers = f"{tier_text(role.tier_before)} → {role.tier_after}"
    change = f"{role.coverage_before:.2f} → {role.coverage_after:.2f}, {tiers}"
    return ", ".join(filter(None, (change, caution_text(role.counted))))


def by_text(role: NewRole, skills: int) -> str:
    """Return which of several skills bring a role into reach; "" if there is only one."""
    if skills == 1:
        return ""
    both = len(role.required_skills) == skills
    return "by both" if both else f"by {role.required_skills[0].title}"


def tier_text(tier: Tier | None) -> str:
    """Return the name of a tier, or that there is none."""
    return tier or "below all"


def central_lines(answer: Unlock) -> list[str]:
    """Return what betweenness measures, and whether it is exact or estimated."""
    what = (
        "Betweenness: the share of shortest paths between other skills (linked when one role "
        "requires both) that pass through this skill."
    )
    sample = answer.sample
    if sample is None:
        return [what]
    skills = plural(sample.total, "skill")
    if sample.exact:
        return [what, f"Exact, over {skills}."]
    start = f"paths from {sample.sampled:,} of {skills}, drawn at random"
    return [what, f"Estimated from the {start}; ± is the standard error."]


def betweenness_text(skill: SkillUnlock) -> str:
    """Return the betweenness of a skill in percent, with its standard error if it has one.

    >>> skill = SkillUnlock("sql", "SQL", "skill", required_by=341, new_roles=None,
    ...     from_nothing=None, roles=(), betweenness=0.0438, standard_error=0.0031)
    >>> betweenness_text(skill)
    '4.4% ± 0.3%'
    """
    error = "" if skill.standard_error is None else f" ± {skill.standard_error:.1%}"
    return f"{skill.betweenness or 0:.1%}{error}"
