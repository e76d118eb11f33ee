"""The records of nodes: roles, skills and responsibilities."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from graph.model.records.edges import LeadsTo, OverlapsWith, Requires
from graph.model.records.fields import Basis, Id, Share, Text, Title
from graph.model.records.signs import Sign
from graph.model.records.sourced import Located, Note, NotStated, Record, Sourced


class Alias(Located, frozen=True, kw_only=True):
    """Another title that names the node only under a condition."""

    title: Title
    when: Annotated[
        Title, Meta(description="When it names the node, such as 'where there is no CPO'.")
    ]


class Node(Sourced, frozen=True, kw_only=True):
    """A node of the graph."""

    id: Id
    title: Title
    aliases: Annotated[
        tuple[Title | Alias, ...],
        Meta(
            description="Other titles that should find this node; for one that names it only "
            "under a condition, a mapping such as {title: Head of product, when: …}."
        ),
    ] = ()
    summary: Annotated[Text | None, Meta(description="What it is, in your own words.")] = None
    groups: Annotated[
        tuple[Id, ...], Meta(description="Ids of the groups it is in, such as an occupation group.")
    ] = ()
    notes: tuple[Note, ...] = ()
    not_stated: Annotated[
        tuple[NotStated, ...], Meta(description="What the source leaves open about it.")
    ] = ()

    @property
    def other_names(self) -> tuple[str, ...]:
        """The aliases, also those that name the node only under a condition."""
        return tuple(each if isinstance(each, str) else each.title for each in self.aliases)

    @property
    def conditional_aliases(self) -> tuple[Alias, ...]:
        """The aliases that name the node only under a condition."""
        return tuple(each for each in self.aliases if isinstance(each, Alias))


class Role(Node, frozen=True, kw_only=True):
    """A position people hold, or a starting point they come from."""

    stage: Annotated[
        Id | None, Meta(description="The id of its stage; left out if not stated.")
    ] = None
    track: Annotated[Id | None, Meta(description="The id of its track.")] = None
    broader: Annotated[
        Id | None, Meta(description="The id of the role that this one is a special case of.")
    ] = None
    preparations: Annotated[
        tuple[Sign, ...],
        Meta(description="What prepares for this role as a first position, in order."),
    ] = ()
    leads_to: tuple[LeadsTo, ...] = ()
    requires: tuple[Requires, ...] = ()
    overlaps_with: tuple[OverlapsWith, ...] = ()


class LevelText(Record, frozen=True, kw_only=True):
    """What a skill looks like at one level."""

    level: float
    text: Text


class Near(Sourced, frozen=True, kw_only=True):
    """A skill that is near the one it is written under; it is true both ways."""

    target: Annotated[Id, Meta(description="The id of the other skill.")]
    grade: Annotated[
        Share, Meta(description="How near, from 0 to 1. No gap or coverage counts it.")
    ]
    note: Annotated[Text | None, Meta(description="Why, in your own words.")] = None


class Skill(Node, frozen=True, kw_only=True):
    """Something a person knows or can do."""

    near: Annotated[
        tuple[Near, ...],
        Meta(description="Near skills, each written under one of the two. Near is not the same."),
    ] = ()

    levels: Annotated[
        tuple[LevelText, ...], Meta(description="What it looks like at each level, for any role.")
    ] = ()

    type: Literal["soft", "hard"] | None = None
    type_basis: Annotated[
        Basis, Meta(description="derived: the soft or hard label is the writer's judgement.")
    ] = "derived"


class Responsibility(Node, frozen=True, kw_only=True):
    """Something a role is answerable for."""
