"""How an answer about new roles, or about central skills, reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from graph.parts.coverage import Tier
from graph.parts.coverage_text import caution_text, held_skills_text, tiers_lines
from graph.parts.text import plural
from graph.questions.unlock.central import Centrality, CentralSkill
from graph.questions.unlock.search import NewRole, PairUnlock, SkillUnlock, Unlock


def whose_text(answer: Unlock) -> str:
    """Return whose skills are taken: a title, or else the roles held, or their number."""
    if answer.title:
        return answer.title
    roles = ", ".join(role.title for role in answer.roles_held)
    return roles or f"one who holds {plural(answer.held or 0, 'skill')}"


def held_line(answer: Unlock) -> str:
    """Return what the person of a profile holds; empty for a role."""
    if answer.role:
        return ""
    roles = ", ".join(role.title for role in answer.roles_held)
    skills = held_skills_text(answer.held or 0, [role.title for role in answer.held_not_stated])
    return f"Held: {roles} · {skills}." if roles else f"Held: {skills}."


def unlock_lines(answer: Unlock) -> list[str]:
    """Return how near the roles are, and from where on they are in reach."""
    held = [held_line(answer)] if held_line(answer) else []
    if answer.reason:
        return [f"{answer.reason[:1].upper()}{answer.reason[1:]}.", *held]
    counts = (
        f"{answer.in_reach:,} of {plural(answer.compared, 'role')} in reach (now or next). "
        f"One skill short: {answer.one_short:,}. Two skills short: {answer.two_short:,}."
    )
    lines = [
        counts,
        *held,
        f"Coverage is that of the essential skills. {tiers_lines(answer.tiers)[0]}",
    ]
    if answer.held_not_stated:
        titles = ", ".join(role.title for role in answer.held_not_stated)
        lines.append(f"Skills not stated for {titles}, held: what is brought is not counted.")
    if answer.not_stated:
        roles = plural(answer.not_stated, "role")
        lines.append(f"For {roles} no source states an essential skill.")
    if answer.levels_stated:
        lines.append("A new skill counts as learned at the level each role asks for.")
    return lines


def nothing_lines(answer: Unlock) -> list[str]:
    """Return why no skill is named, if none is."""
    if answer.skills or answer.in_reach is None:
        return []
    if not answer.held:
        return ["No skill is held, and no one skill brings a role into reach."]
    if answer.in_reach and answer.in_reach == answer.compared:
        return ["All roles that state their skills are in reach already."]
    line = "No one skill brings a role into reach."
    if answer.nearest:
        skills = plural(answer.nearest.short, "skill")
        return [line, f"The nearest is {answer.nearest.title}: it takes {skills}."]
    if answer.levels_stated and answer.in_reach < answer.compared:
        return [line, "No number of them does: skills that are held would have to rise in level."]
    return [line]


def more_text(answer: Unlock) -> str:
    """Return how many skills bring a role into reach beside those named; empty without any."""
    more = (answer.unlocking or 0) - len(answer.skills)
    if not more:
        return ""
    skills = f"{plural(more, 'further skill')} {'brings' if more == 1 else 'bring'}"
    most = plural(answer.skills[-1].new, "new role")
    return f"{skills} at most {most}{'' if more == 1 else ' each'}"


class EqualSkills(NamedTuple):
    """Skills each of which brings the same new roles into reach, to the same coverage."""

    skills: tuple[SkillUnlock, ...]
    roles: tuple[NewRole, ...]
    """The new roles, by what any of the skills is required."""


def equal_skills(answer: Unlock) -> list[EqualSkills]:
    """Return the skills of an answer with those together that bring the same roles.

    A skill some of whose new roles are not told stands alone.
    """
    groups: dict[object, list[SkillUnlock]] = {}
    for skill in answer.skills:
        brings = tuple((role.id, role.coverage_after) for role in skill.roles)
        groups.setdefault(brings if skill.new == len(brings) else skill.id, []).append(skill)
    return [EqualSkills(tuple(group), _joined(group)) for group in groups.values()]


def _joined(group: Sequence[SkillUnlock]) -> tuple[NewRole, ...]:
    return tuple(
        replace(roles[0], by=tuple(each for role in roles for each in role.by))
        for roles in zip(*(skill.roles for skill in group), strict=True)
    )


def pairs_lines(answer: Unlock) -> list[str]:
    """Return why no pair is named, or that not all were looked at."""
    than = " more than one alone" if answer.skills else " a role into reach"
    lines = [] if answer.pairs else [f"No two skills bring{than}."]
    return lines if answer.all_pairs else [*lines, "There are too many: not all were looked at."]


def new_text(unlock: SkillUnlock | PairUnlock) -> str:
    """Return how many new roles a skill or pair brings, and of how many nothing is held yet."""
    roles = plural(unlock.new, "new role")
    if not unlock.from_nothing:
        return roles
    every = "all " if unlock.new > 1 else ""
    some = every if unlock.from_nothing == unlock.new else f"{unlock.from_nothing:,} of them "
    return f"{roles}, {some}with nothing held yet"


def pair_text(pair: PairUnlock) -> str:
    """Return how many new roles a pair brings, and how they come about."""
    each = " and ".join(f"{number:,}" for number in pair.alone)
    return f"{new_text(pair)}: {each} alone, {pair.together:,} only together"


def change_text(role: NewRole) -> str:
    """Return what a new skill changes for a role.

    >>> from graph.parts.requirements import NodeRef
    >>> role = NewRole("chef", "Chef", "role", coverage_before=1 / 6, coverage_after=2 / 6,
    ...     tier_before="stretch", tier_after="next", essential=6, by=())
    >>> change_text(role)
    '0.17 → 0.33, stretch → next'
    """
    tiers = f"{tier_text(role.tier_before)} → {role.tier_after}"
    change = f"{role.coverage_before:.2f} → {role.coverage_after:.2f}, {tiers}"
    return ", ".join(filter(None, (change, caution_text(role.essential))))


def by_text(role: NewRole, skills: int) -> str:
    """Return which of several skills a role comes into reach by; nothing where there is one."""
    if skills == 1:
        return ""
    return "by both" if len(role.by) == skills else f"by {role.by[0].title}"


def tier_text(tier: Tier | None) -> str:
    """Return the name of a tier, also of none."""
    return tier or "below all"


def central_lines(answer: Centrality) -> list[str]:
    """Return what is measured, and whether on all of the graph or on a sample."""
    what = (
        "By betweenness on the skill co-occurrence graph: on which share of the shortest ways from "
        "one skill to another, by roles that require both, a skill lies."
    )
    of = plural(answer.of, "skill")
    if answer.exact:
        return [what, f"Exact, over {of}."]
    sample = f"Estimated: the ways from {answer.sampled:,} of {of} were followed, drawn evenly"
    return [what, f"{sample}; ± is the standard error."]


def betweenness_text(skill: CentralSkill) -> str:
    """Return the betweenness of a skill in percent, with its standard error if it has one.

    >>> betweenness_text(CentralSkill("sql", "SQL", "skill", betweenness=0.0438,
    ...     standard_error=0.0031, roles=341))
    '4.4% ± 0.3%'
    """
    error = "" if skill.standard_error is None else f" ± {skill.standard_error:.1%}"
    return f"{skill.betweenness:.1%}{error}"
