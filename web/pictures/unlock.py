"""The picture of the skills to gain, and of the roles each brings into reach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest
from statistics import fmean

from graph.model.records import COUNTED
from graph.parts.coverage import requirement_index
from graph.parts.text import plural
from graph.questions.unlock.answer import SkillUnlock, Unlock
from graph.store.index import Index
from web.pictures.layout import (
    ABOVE,
    BETWEEN,
    Group,
    Heading,
    Layout,
    Orientation,
    box_height,
    flow,
    shown_note,
)
from web.pictures.vis import Picture, to_vis

MAX_SKILLS = 6
"""How many of the best skills are drawn."""
MAX_NEW_ROLES = 10
"""How many of the roles they bring into reach are drawn, round-robin over the skills."""

_APART = 370.0
"""The distance between two columns."""


def unlock_picture(index: Index, answer: Unlock, orientation: Orientation) -> Picture:
    """Return the best single skills of an answer and the new roles each brings into reach.

    An edge joins a new role to a skill that counts for it: a helpful skill brings nothing
    into reach. The role whose skills are held is in focus; a person is not drawn.
    """
    layout = _layout(index, answer, orientation)
    skills = [skill.id for skill in answer.skills if skill.id in layout.positions]
    focus = answer.role.id if answer.role else ""
    picture = to_vis(index, layout, orientation, opened=skills, focus=focus)
    required = requirement_index(index).of_role
    picture["edges"] = [
        edge
        for edge in picture["edges"]
        if edge["relation"] != "requires"
        or required[index.position[edge["from"]]][edge["to"]].necessity in COUNTED
    ]
    return picture


def _layout(index: Index, answer: Unlock, orientation: Orientation) -> Layout:
    """Return from left to right the held role, the new roles, and the skills they require.

    So every edge runs to the right: one role leads to another, which requires a skill. On a
    narrow screen each skill is above those of its new roles that no earlier skill has.
    """
    skills = answer.skills[:MAX_SKILLS]
    new = _new_roles(skills)
    drawn = list(new)[:MAX_NEW_ROLES]
    held = Group("From", [answer.role.id] if answer.role else [])
    if orientation == "portrait":
        return flow(index, [held, *_skill_by_skill(skills, drawn)])
    beside = sorted(drawn, key=lambda role: fmean(new[role]))
    more = "" if all(skill.new_roles == len(skill.roles) for skill in skills) else "over "
    note = f"{len(drawn)} of {more}{len(new)} shown" if more else shown_note(len(drawn), len(new))
    unlocking = shown_note(len(skills), answer.unlocking or 0)
    gained = Group("By gaining", [skill.id for skill in skills], unlocking)
    return _columns(index, held, Group("Comes into reach", beside, note), gained)


def _columns(index: Index, *groups: Group) -> Layout:
    """Return the layout of groups in shaded columns of equal height."""
    layout = Layout(sideways=True)
    height = max(len(group.nodes) * _slot(index, group) for group in groups)
    for number, group in enumerate(groups):
        x = (number - (len(groups) - 1) / 2) * _APART
        if group.nodes:
            layout.headings.append(Heading(group.title, x, -ABOVE / 2, note=group.note))
            layout.shade_column(x, -ABOVE, height + ABOVE)
        for i, id_ in enumerate(group.nodes):
            layout.positions[id_] = (x, height * (i + 0.5) / len(group.nodes))
    return layout


def _slot(index: Index, group: Group) -> float:
    return max((box_height(index, id_) for id_ in group.nodes), default=0) + BETWEEN


def _new_roles(skills: Sequence[SkillUnlock]) -> dict[str, list[int]]:
    """Return the new roles, round-robin over the skills, with the positions of their skills."""
    found: dict[str, list[int]] = {}
    for turn in zip_longest(*(skill.roles for skill in skills)):
        for place, role in enumerate(turn):
            if role:
                found.setdefault(role.id, []).append(place)
    return found


def _skill_by_skill(skills: Sequence[SkillUnlock], drawn: Collection[str]) -> list[Group]:
    """Return each skill with those of its drawn roles that no earlier skill has."""
    above: set[str] = set()
    groups = []
    for number, skill in enumerate(skills, 1):
        its = [role.id for role in skill.roles if role.id in drawn]
        here = [role for role in its if role not in above]
        number_new = skill.new_roles or 0
        some = f", {len(here)} here" if 0 < len(here) < number_new else ""
        more = f", {len(its) - len(here)} above" if len(here) < len(its) else ""
        note = f"{plural(number_new, 'new role')}{some}{more}"
        groups.append(Group(f"Skill {number}", [skill.id, *here], note))
        above.update(here)
    return groups
