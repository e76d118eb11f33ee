"""The answer with roles and the skills they require as a table."""

from __future__ import annotations

from msgspec import Struct

from graph.parts.groups import GroupOfRoles
from graph.parts.requirements import NodeRef, Terms
from graph.questions.matrix.query import Shown, Sort


class Cell(Terms, frozen=True, kw_only=True):
    """The terms on which a role requires a skill."""

    skill: str
    """The id of the skill."""
    share: float | None
    """The level or importance as a share of the highest; None: not stated."""


class MatrixRole(Struct, frozen=True, kw_only=True):
    """A row: a role, and a cell for each skill of the table that it requires."""

    role: NodeRef
    stage: str | None
    stated: bool
    """Whether a source states skills of the role; if not, they are unknown, not none."""
    left_out: bool
    """Whether a source states them, and only this data does not record them."""
    cells: tuple[Cell, ...]
    """In the order of the columns."""


class RolesOfLadder(Struct, frozen=True, kw_only=True):
    """Rows under one heading."""

    title: str | None
    """The title of their group or track; None: they have none, or the order is by strength."""
    roles: tuple[MatrixRole, ...]


class SkillsOfGroup(Struct, frozen=True, kw_only=True):
    """Columns under one heading."""

    title: str | None
    """The title of the group; None: in no group or, by strength, in small groups."""
    skills: tuple[NodeRef, ...]


class Matrix(Struct, frozen=True, kw_only=True):
    """Roles, by ladder and rung, and the skills they require, by group."""

    found: bool
    """Whether there are rows; there may be no columns, if no skills are stated."""
    group: GroupOfRoles | None
    """The group or track that is shown; None: the whole data set."""
    role: NodeRef | None
    """The role whose family it is, if the query names one."""
    sort: Sort
    show: Shown
    ladders: tuple[RolesOfLadder, ...]
    groups: tuple[SkillsOfGroup, ...]
    more_roles: int
    """How many roles the limit leaves out."""
    more_skills: int
    hidden: tuple[NodeRef, ...]
    """The roles that are left out because their skills are not stated."""
