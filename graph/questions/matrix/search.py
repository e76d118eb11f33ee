"""Find the roles and skills of a matrix, and the cells where they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from graph.model.names import casefolded
from graph.model.records import Necessity, RequiresEdge
from graph.parts.ladders import next_rungs, previous_rungs
from graph.parts.requirements import Requirement, node_ref, requirements, terms_of
from graph.questions.matrix import order
from graph.questions.matrix.answer import Cell, Matrix, MatrixRole, RolesOfLadder, SkillsOfGroup
from graph.questions.matrix.families import family_called, family_of
from graph.questions.matrix.query import MatrixQuery, Shown, Sort
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MOST_ROLES: dict[Sort, int] = {"ladder": 60, "name": 60, "strength": 30}
MOST_SKILLS: dict[Sort, int] = {"ladder": 120, "name": 120, "strength": 40}
STRENGTHS: dict[Necessity, float] = {
    "essential": 1.0,
    "listed": 1.0,
    "helpful": 0.4,
    "depends": 0.2,
}
"""The strength of a cell that shows no level and no importance."""

Required = Mapping[str, Mapping[str, Requirement]]
"""The skills that roles require, by role and skill."""
ShareOf = Callable[[Requirement], float | None]


def answer(index: Index, query: MatrixQuery) -> Matrix:
    """Return roles and the skills they require: of a group, a role's family or the whole set.

    A role whose skills no source states has a row, too. Raises UnknownNode for a role or group,
    AmbiguousName and WrongKind.
    """
    role = index.resolve(query.role, "role") if query.role else None
    family = family_called(index, query.group) if query.group else family_of(index, role)
    stated: Required = {
        id_: {each.id: each for each in requirements(index, id_, "skill")} for id_ in family.roles
    }
    sort = query.sort or _usual_sort(index, family.roles)
    show = query.show or _usual_show(stated)
    share = _share_of(index, show)
    kept = _kept(index, query, stated)

    strengths = [
        (id_, skill, _strength(each, share))
        for id_, its in kept.required.items()
        for skill, each in its.items()
    ]
    of_skill = _sums((skill, strength) for _, skill, strength in strengths)
    most = query.skills or MOST_SKILLS[sort]
    chosen = _strongest(kept.skills, of_skill, most)
    of_role = _sums((id_, strength) for id_, skill, strength in strengths if skill in chosen)

    in_order = order.rows(index, list(kept.required), sort=sort, strength=of_role, first=role)
    rows = _first(in_order, query.roles or MOST_ROLES[sort])
    shown = dict.fromkeys(id_ for _, its in rows for id_ in its)
    if len(shown) < len(kept.required):  # what only the roles left out require has no column
        of_skill = _sums((skill, strength) for id_, skill, strength in strengths if id_ in shown)
        chosen = _strongest(of_skill, of_skill, most)
    first_row: dict[str, int] = {}
    for number, id_ in enumerate(shown):
        first_row = {**dict.fromkeys(kept.required[id_], number), **first_row}
    columns = order.columns(index, chosen, sort=sort, strength=of_skill, first_row=first_row)
    skills = [skill for _, its in columns for skill in its]
    row = partial(_row, index, stated, skills, share)
    return Matrix(
        found=bool(shown),
        group=family.group,
        role=node_ref(index, role) if role else None,
        sort=sort,
        show=show,
        ladders=tuple(
            RolesOfLadder(title=title, roles=tuple(map(row, its))) for title, its in rows
        ),
        groups=tuple(
            SkillsOfGroup(title=title, skills=tuple(node_ref(index, skill) for skill in its))
            for title, its in columns
        ),
        more_roles=len(kept.required) - len(shown),
        more_skills=len(kept.skills) - len(skills),
        hidden=tuple(node_ref(index, id_) for id_ in kept.hidden),
    )


class _Kept(NamedTuple):
    """What a query leaves of a family."""

    skills: Collection[str]
    required: Required
    """The roles with their requirements among these skills."""
    hidden: Sequence[str]
    """The roles left out because their skills are not stated."""


def _kept(index: Index, query: MatrixQuery, stated: Required) -> _Kept:
    """Return the skills and roles that the text and ``hide_empty`` leave."""
    skills = list(dict.fromkeys(skill for its in stated.values() for skill in its))
    roles = list(stated)
    if query.text:
        of_skills, of_roles = (_with_text(index, ids, query.text) for ids in (skills, roles))
        if not of_skills and not of_roles:
            return _Kept((), {}, ())
        skills, roles = of_skills or skills, of_roles or roles
    wanted = frozenset(skills)
    required = {
        role: {skill: each for skill, each in stated[role].items() if skill in wanted}
        for role in roles
    }
    if not query.hide_empty:
        return _Kept(skills, required, ())
    used = {skill for its in required.values() for skill in its}
    return _Kept(
        [skill for skill in skills if skill in used],
        {role: its for role, its in required.items() if its},
        [role for role in roles if not stated[role]],
    )


def _with_text(index: Index, ids: Iterable[str], text: str) -> list[str]:
    """Return the nodes with a text in a name, in any case."""
    wanted = casefolded(text)
    return [
        id_
        for id_ in ids
        if any(
            wanted in casefolded(name)
            for name in (index.title(id_), *index.records[id_].other_names)
        )
    ]


def _usual_sort(index: Index, roles: Iterable[str]) -> Sort:
    """Return how to sort: by ladder if a role is on one."""
    after, before = next_rungs(index), previous_rungs(index)
    return "ladder" if any(role in after or role in before for role in roles) else "strength"


def _usual_show(stated: Required) -> Shown:
    """Return what to show: levels if any is stated, else importance, else necessity."""
    each = [requirement for its in stated.values() for requirement in its.values()]
    if any(requirement.level is not None for requirement in each):
        return "level"
    rated = any(requirement.importance is not None for requirement in each)
    return "importance" if rated else "necessity"


def _share_of(index: Index, show: Shown) -> ShareOf:
    """Return what gives the share of the highest that a cell shows; None: not stated."""
    if show == "level":
        return lambda each: None if each.level is None else index.level_shares.of(each)
    if show == "importance":
        highest = _highest_importance(index)
        return lambda each: None if each.importance is None else each.importance / highest
    return lambda each: STRENGTHS[each.necessity]


@cached_with_index
def _highest_importance(index: Index) -> float:
    records = (record for record, _ in index.claims("requires"))
    rated = (each.importance for each in records if isinstance(each, RequiresEdge))
    return max((importance for importance in rated if importance), default=1.0)


def _strength(requirement: Requirement, share: ShareOf) -> float:
    stated = share(requirement)
    return STRENGTHS[requirement.necessity] if stated is None else stated


def _sums(pairs: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    sums: defaultdict[str, float] = defaultdict(float)
    for id_, strength in pairs:
        sums[id_] += strength
    return sums


def _strongest(skills: Iterable[str], strength: Mapping[str, float], most: int) -> set[str]:
    """Return the strongest skills; of equals, the first."""
    return set(sorted(skills, key=lambda skill: -strength[skill])[:most])


def _first(parts: Iterable[tuple[str | None, list[str]]], most: int) -> order.Parts:
    """Return the first items of parts, without parts that are left empty."""
    found = []
    for title, items in parts:
        if most > 0:
            found.append((title, items[:most]))
        most -= len(items)
    return found


def _row(
    index: Index, stated: Required, skills: Sequence[str], share: ShareOf, role: str
) -> MatrixRole:
    record, its = index.role(role), stated[role]
    return MatrixRole(
        role=node_ref(index, role),
        stage=next((each.title for each in index.about.stages if each.id == record.stage), None),
        stated=bool(its),
        left_out=any(each.what == "skills" and each.left_out for each in record.not_stated),
        cells=tuple(
            Cell(skill=skill, share=share(its[skill]), **terms_of(its[skill]))
            for skill in skills
            if skill in its
        ),
    )
