"""The answer with near skills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from graph.model.records import Basis, Locator
from graph.parts.requirements import NodeRef


class NearSkill(NodeRef, frozen=True, kw_only=True):
    """A skill that is near another one: what one claim says."""

    grade: float
    """From 0 to 1, as the data states it; of a derived one, how alike the names are."""
    reason: str
    """Why it is near, in words."""
    basis: Basis
    sources: tuple[Locator, ...] = ()
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}


class NearSkills(Struct, frozen=True, kw_only=True):
    """The skills that are near a skill: those that the data names, then derived ones."""

    skill: NodeRef
    found: bool
    """Whether there is one; if not, the command exits with 1."""
    number: int
    """How many there are, also beyond the limit."""
    near: tuple[NearSkill, ...]
