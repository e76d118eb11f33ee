"""Where do skills to gain stand, and the roles each brings into reach?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest
from statistics import fmean

from graph.parts.text import plural
from graph.questions.unlock.search import SkillUnlock, Unlock
from graph.store.index import Index
from web.pictures.layout import (
    ABOVE,
    BETWEEN,
    Band,
    Group,
    Heading,
    Layout,
    Orientation,
    box_height,
    flow,
)

MOST_SKILLS = 6
"""How many of the best skills are drawn."""
MOST_NEW = 10
"""How many of the roles they bring into reach are drawn: the best covered of each in turn."""

_APART = 370.0
_WIDTH = 240.0


def reach(index: Index, answer: Unlock, orientation: Orientation) -> Layout:
    """Return from left to right the role that is held, the new roles, and the skills they take.

    So every line runs to the right: one role leads to another, which requires a skill. On a
    narrow screen each skill has those of its new roles beneath that no earlier skill has.
    """
    skills = answer.skills[:MOST_SKILLS]
    new = _new_roles(skills)
    drawn = list(new)[:MOST_NEW]
    held = Group("From", [answer.role.id] if answer.role else [])
    if orientation == "portrait":
        return flow(index, [held, *_skill_by_skill(skills, drawn)])
    layout = Layout(sideways=True)
    taken = [skill.id for skill in skills]
    beside = sorted(drawn, key=lambda role: fmean(new[role]))
    more = "" if all(skill.new == len(skill.roles) for skill in skills) else "over "
    columns = (
        (-_APART, held),
        (0.0, Group("Comes into reach", beside, _note(len(drawn), len(new), more))),
        (_APART, Group("By gaining", taken, _note(len(taken), answer.unlocking or 0))),
    )
    height = max(len(group.nodes) * _slot(index, group) for _, group in columns)
    for x, group in columns:
        if group.nodes:
            layout.headings.append(Heading(group.title, x, -ABOVE / 2, note=group.note))
            layout.bands.append(Band(x - _WIDTH / 2, -ABOVE, _WIDTH, height + ABOVE))
        for i, id_ in enumerate(group.nodes):
            layout.positions[id_] = (x, height * (i + 0.5) / len(group.nodes))
    return layout


def _slot(index: Index, group: Group) -> float:
    return max((box_height(index, id_) for id_ in group.nodes), default=0) + BETWEEN


def _new_roles(skills: Sequence[SkillUnlock]) -> dict[str, list[int]]:
    """Return the new roles, of each skill the first in turn, with the places of their skills."""
    found: dict[str, list[int]] = {}
    for turn in zip_longest(*(skill.roles for skill in skills)):
        for place, role in enumerate(turn):
            if role:
                found.setdefault(role.id, []).append(place)
    return found


def _skill_by_skill(skills: Sequence[SkillUnlock], drawn: Collection[str]) -> list[Group]:
    above: set[str] = set()
    groups = []
    for number, skill in enumerate(skills, 1):
        its = [role.id for role in skill.roles if role.id in drawn]
        here = [role for role in its if role not in above]
        some = f", {len(here)} here" if 0 < len(here) < skill.new else ""
        more = f", {len(its) - len(here)} above" if len(here) < len(its) else ""
        note = f"{plural(skill.new, 'new role')}{some}{more}"
        groups.append(Group(f"Skill {number}", [skill.id, *here], note))
        above.update(here)
    return groups


def _note(shown: int, of: int, more: str = "") -> str:
    return f"{shown} of {more}{of} shown" if shown < of or more else ""
