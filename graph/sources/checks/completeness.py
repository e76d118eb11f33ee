"""Checks of completeness, which give warnings: no node is isolated, no role is empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.model.errors import Problem
from graph.model.records import Role, Sign
from graph.sources.contents import Contents


def nodes_are_connected(contents: Contents) -> Iterator[Problem]:
    """Some edge touches every node (a warning)."""
    touched = {skill for sign in contents.signs() for skill in sign.record.skill_ids}
    touched |= {
        role.record.id for role in contents.records["roles"] if _demands(role.record.preparations)
    }
    for _, role, edge in contents.edges():
        touched |= {role.record.id, edge.record.target}
    for kind, placed in contents.nodes():
        if placed.record.id not in touched and not contents.extends(placed):
            yield placed.problem(
                f"no edge touches the {kind} '{placed.record.id}'; relate it or remove it",
                warning=True,
            )


def roles_have_requirements(contents: Contents) -> Iterator[Problem]:
    """A role requires something, or says what is not stated (a warning)."""
    starting_points = {s.record.id for s in contents.records["stages"] if not s.record.rung}
    demanding = {
        edge.record.target
        for relation, _, edge in contents.edges()
        if relation.name == "leads_to" and _demands(edge.record.signs)
    }
    for placed in contents.records["roles"]:
        role: Role = placed.record
        not_stated = {entry.what for entry in role.not_stated} & {"skills", "responsibilities"}
        required = role.requires or _demands(role.preparations) or role.id in demanding
        known = required or not_stated or role.stage in starting_points
        if not known and not contents.extends(placed):
            yield placed.problem(
                f"the role '{role.id}' requires nothing; add requirements, "
                "or `not_stated` if the source does not say",
                warning=True,
            )


def _demands(signs: Iterable[Sign]) -> bool:
    return any(sign.skills for sign in signs)
