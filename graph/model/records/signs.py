"""Signs of readiness, and the skills that they demand."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from msgspec import Meta

from graph.model.records.fields import (
    Basis,
    Id,
    LevelScale,
    Necessity,
    RequiredLevel,
    RequiredLevelText,
    Text,
    Title,
)
from graph.model.records.sourced import Record, Sourced


class Demand(Record, frozen=True, kw_only=True):
    """A skill that a sign demands on other terms than its other skills."""

    id: Annotated[Id, Meta(description="The id of a skill.")]
    necessity: Annotated[
        Necessity | None, Meta(description="Left out if it is that of the sign.")
    ] = None
    demand: Annotated[Basis | None, Meta(description="Left out if it is that of the sign.")] = None
    level: RequiredLevel = None
    scale: LevelScale = None
    level_text: RequiredLevelText = None


class Demanded(NamedTuple):
    """A skill that a sign demands, with the terms that hold for it."""

    id: str
    necessity: Necessity
    basis: Basis
    level: float | None = None
    scale: str | None = None
    level_text: str | None = None


class Sign(Sourced, frozen=True, kw_only=True):
    """A sign of readiness: shown in the old role, demanded for the new one."""

    id: Id
    title: Title
    summary: Annotated[Text | None, Meta(description="What is looked for, in your own words.")] = (
        None
    )
    skills: Annotated[
        tuple[Id | Demand, ...],
        Meta(
            description="The skills the sign demands of the new role: their ids or, for one on "
            "other terms than the rest, a mapping such as {id: sql, necessity: helpful}."
        ),
    ] = ()
    demand: Annotated[
        Basis,
        Meta(
            description="On what basis the new role requires these skills: stated if a sentence "
            "says the new role needs them, implied if only the sign does."
        ),
    ] = "implied"
    necessity: Necessity = "listed"

    @property
    def demands(self) -> tuple[Demanded, ...]:
        """The skills it demands, each with its terms."""
        demands = (Demand(id=skill) if isinstance(skill, str) else skill for skill in self.skills)
        return tuple(
            Demanded(
                each.id,
                each.necessity or self.necessity,
                each.demand or self.demand,
                each.level,
                each.scale,
                each.level_text,
            )
            for each in demands
        )

    @property
    def skill_ids(self) -> tuple[str, ...]:
        """The ids of the skills it demands."""
        return tuple(demand.id for demand in self.demands)
