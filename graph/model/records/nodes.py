"""The records of nodes: roles, skills and responsibilities."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from graph.model.records.edges import LeadsTo, OverlapsWith, Requires
from graph.model.records.fields import Basis, Id, Text, Title
from graph.model.records.signs import Sign
from graph.model.records.sourced import Note, NotStated, Sourced


class Node(Sourced, frozen=True, kw_only=True):
    """A node of the graph."""

    id: Id
    title: Title
    aliases: Annotated[
        tuple[Title, ...], Meta(description="Other titles that should find this node.")
    ] = ()
    summary: Annotated[Text | None, Meta(description="What it is, in your own words.")] = None
    groups: Annotated[
        tuple[Id, ...], Meta(description="Ids of the groups it is in, such as an occupation group.")
    ] = ()
    notes: tuple[Note, ...] = ()
    not_stated: Annotated[
        tuple[NotStated, ...], Meta(description="What the source leaves open about it.")
    ] = ()


class Role(Node, frozen=True, kw_only=True):
    """A position people hold, or a starting point they come from."""

    stage: Annotated[
        Id | None, Meta(description="The id of its stage; left out if not stated.")
    ] = None
    track: Annotated[Id | None, Meta(description="The id of its track.")] = None
    preparations: Annotated[
        tuple[Sign, ...],
        Meta(description="What prepares for this role as a first position, in order."),
    ] = ()
    leads_to: tuple[LeadsTo, ...] = ()
    requires: tuple[Requires, ...] = ()
    overlaps_with: tuple[OverlapsWith, ...] = ()


class Skill(Node, frozen=True, kw_only=True):
    """Something a person knows or can do."""

    type: Literal["soft", "hard"] | None = None
    type_basis: Annotated[
        Basis, Meta(description="derived: the soft or hard label is the writer's judgement.")
    ] = "derived"


class Responsibility(Node, frozen=True, kw_only=True):
    """Something a role is answerable for."""
