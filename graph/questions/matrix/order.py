"""The order of roles and skills in a matrix, so that a ladder looks like a staircase."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from graph.model.names import casefolded
from graph.parts.groups import group_title, groups_around, groups_of
from graph.parts.ladders import next_rungs, previous_rungs, rungs_below
from graph.questions.matrix.query import Sort
from graph.store.index import Index

Parts: TypeAlias = list[tuple[str | None, list[str]]]
"""Ids under the titles of their headings."""

LEAST_OF_GROUP = 3
"""By strength, groups with fewer skills have no heading of their own."""
LEAST_UNDER_HEADING = 4
"""How many skills a heading has on average at least, unless the headings are the outermost."""


def rows(
    index: Index,
    roles: Sequence[str],
    *,
    sort: Sort,
    strength: Mapping[str, float],
    first: str | None = None,
) -> Parts:
    """Return the roles in order, under the titles of their groups or tracks.

    Ladders go up, rung by rung; roles on no ladder follow. Headings without any strength come
    last. By strength there are no headings, and the role ``first`` comes first.
    """
    if sort == "strength":
        return [(None, sorted(roles, key=lambda role: (role != first, -strength[role])))]
    if sort == "name":
        roles = sorted(roles, key=lambda role: casefolded(index.title(role)))
    else:
        roles = _by_rung(index, roles, strength)
    under: dict[str | None, list[str]] = {}
    for role in sorted(roles, key=index.position.__getitem__):
        under.setdefault(_heading(index, role), [])
    for role in roles:
        under[_heading(index, role)].append(role)
    return sorted(under.items(), key=lambda part: not any(strength[role] for role in part[1]))


def columns(
    index: Index,
    skills: Collection[str],
    *,
    sort: Sort,
    strength: Mapping[str, float],
    first_row: Mapping[str, int],
) -> Parts:
    """Return the skills in order, under the titles of their groups.

    On a ladder, those that an earlier row requires come first (``first_row``), then the
    strongest. By strength, the groups are also in the order of their strongest skills.
    """

    def key(skill: str) -> tuple[object, ...]:
        name = casefolded(index.title(skill))
        if sort == "name":
            return (name,)
        row = first_row.get(skill, len(index.roles)) if sort == "ladder" else 0
        return (row, -strength[skill], name)

    headings = _headings(index, skills)
    under: dict[str | None, list[str]] = {}
    for skill in sorted(skills, key=key):
        under.setdefault(headings[skill], []).append(skill)
    if sort == "strength":
        few = [group for group, its in under.items() if group and len(its) < LEAST_OF_GROUP]
        others = under.pop(None, []) + [skill for group in few for skill in under.pop(group)]
        under |= {None: sorted(others, key=key)} if others else {}
    number = {group.id: at for at, group in enumerate(index.about.groups)}
    groups = list(under)
    if sort != "strength":
        groups.sort(key=lambda group: number.get(group or "", len(number)))
    return [(group and group_title(index, group), under[group]) for group in groups]


def _by_rung(index: Index, roles: Sequence[str], strength: Mapping[str, float]) -> list[str]:
    """Return the roles ladder by ladder, each from the lowest rung; then those on no ladder.

    Of rungs side by side, the one that requires less comes first.
    """
    ladder = _ladders(index, roles)
    stages = {stage.id: at for at, stage in enumerate(index.about.stages)}

    def key(role: str) -> tuple[object, ...]:
        stage = stages.get(index.role(role).stage or "", len(stages))
        place = stage, strength[role], index.position[role]
        if role not in ladder:
            return (True, 0, 0, *place)
        return (False, ladder[role], len(rungs_below(index, role)), *place)

    return sorted(roles, key=key)


def _ladders(index: Index, roles: Sequence[str]) -> dict[str, int]:
    """Return a number for each ladder, by its roles; roles on none are left out."""
    after, before = next_rungs(index), previous_rungs(index)
    ladder: dict[str, int] = {}
    for start in roles:
        reached = [start] if start in after or start in before else []
        for role in reached:
            if role not in ladder:
                ladder[role] = index.position[start]
                reached += [*after.get(role, ()), *before.get(role, ())]
    return ladder


def _heading(index: Index, role: str) -> str | None:
    """Return the title of the smallest group of a role, else of its track."""
    if groups := groups_of(index, role):
        return min(groups, key=lambda group: group.roles).title
    track = index.role(role).track
    return next((each.title for each in index.about.tracks if each.id == track), None)


def _headings(index: Index, skills: Collection[str]) -> dict[str, str | None]:
    """Return the group to show each skill under: the deepest that keep headings few."""
    around = {skill: groups_around(index, skill) for skill in skills}
    found: dict[str, str | None] = {}
    for depth in range(max(map(len, around.values()), default=0) or 1):
        at_depth = {
            skill: groups[min(depth, len(groups) - 1)] if groups else None
            for skill, groups in around.items()
        }
        if found and len(set(at_depth.values())) * LEAST_UNDER_HEADING > len(skills):
            break
        found = at_depth
    return found
