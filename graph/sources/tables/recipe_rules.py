"""The rules of a recipe: what a row makes."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from graph.model.records import Basis, Necessity, Record, Title
from graph.sources.tables.recipe_cells import CellOrColumn, Condition, NecessityCell, NumberOrColumn

LEAST_PEOPLE = 5
"""Moves of fewer people are left out, unless a recipe says otherwise."""


class Rule(Record, frozen=True, kw_only=True):
    """What a row makes."""

    where: Annotated[
        tuple[Condition, ...], Meta(description="The rule applies to rows that meet all of these.")
    ] = ()
    repeated: Annotated[
        bool,
        Meta(
            description="Several rows may say the same, and the first one counts; otherwise "
            "repetitions are reported."
        ),
    ] = False


class NodeRule(Rule, frozen=True, kw_only=True):
    """A row makes a node."""

    id: Annotated[
        CellOrColumn,
        Meta(
            description="What identifies it, also in other rows; its id is made from this, in "
            "lower case and without characters that an id cannot have."
        ),
    ]
    title: CellOrColumn
    aliases: CellOrColumn | None = None
    summary: CellOrColumn | None = None
    groups: Annotated[
        tuple[CellOrColumn, ...], Meta(description="The groups it is in, the narrowest first.")
    ] = ()
    basis: Annotated[Basis | None, Meta(description="Left out if it is that of the recipe.")] = None
    note: Annotated[CellOrColumn | None, Meta(description="A remark on the node.")] = None


class RoleRule(NodeRule, frozen=True, kw_only=True):
    """A row makes a role."""

    track: Annotated[CellOrColumn | None, Meta(description="Its lane of the map, by title.")] = None
    stage: Annotated[CellOrColumn | None, Meta(description="Its column of the map, by title.")] = (
        None
    )


class SkillRule(NodeRule, frozen=True, kw_only=True):
    """A row makes a skill."""

    levels: Annotated[
        dict[str, float],
        Meta(description="The columns that say what it looks like at a level: column, level."),
    ] = msgspec.field(default_factory=dict)


class GroupRule(Rule, frozen=True, kw_only=True):
    """A row makes a group."""

    id: CellOrColumn
    title: CellOrColumn
    parent: CellOrColumn | None = None


class MemberRule(Rule, frozen=True, kw_only=True):
    """A row puts a node or group into a group, or a role into the role it is a special case of."""

    # Members of a broader skill are in the groups that skill is in.

    kind: Literal["role", "skill", "responsibility", "group"]
    member: CellOrColumn
    group: CellOrColumn


class DetailRule(Rule, frozen=True, kw_only=True):
    """A row adds aliases or text to a node that another row makes."""

    kind: Literal["role", "skill", "responsibility"]
    node: CellOrColumn
    aliases: CellOrColumn | None = None
    summary: Annotated[CellOrColumn | None, Meta(description="Text to add below the summary.")] = (
        None
    )


class FactRule(Rule, frozen=True, kw_only=True):
    """A row gives a figure for a role, such as its job zone."""

    role: CellOrColumn
    name: Annotated[Title, Meta(description="What the recipe calls the figure, such as job-zone.")]
    title: Title
    unit: Title
    value: NumberOrColumn
    adds: Annotated[
        bool, Meta(description="The numbers of several rows for a role add up to the figure.")
    ] = False


class EdgeRule(Rule, frozen=True, kw_only=True):
    """A row makes an edge."""

    role: Annotated[CellOrColumn, Meta(description="The role it starts from.")]
    basis: Annotated[Basis | None, Meta(description="Left out if it is that of the recipe.")] = None
    note: Annotated[CellOrColumn | None, Meta(description="A remark on the edge.")] = None


class RequiresRule(EdgeRule, frozen=True, kw_only=True):
    """A row says what a role requires: one of skill, responsibility or target."""

    skill: CellOrColumn | None = None
    responsibility: CellOrColumn | None = None
    target: Annotated[
        CellOrColumn | None, Meta(description="A skill or a responsibility, whichever it is.")
    ] = None
    necessity: Necessity | NecessityCell = "listed"
    when: CellOrColumn | None = None
    importance: NumberOrColumn | None = None
    level: NumberOrColumn | None = None
    level_text: Annotated[
        CellOrColumn | None, Meta(description="What it looks like at this level.")
    ] = None
    scale: Annotated[
        Title | None,
        Meta(description="The title of the level's scale; `map` of `level` names its levels."),
    ] = None


class Crosswalk(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A table beside this one that says which roles a code of this one stands for."""

    file: Title
    format: Literal["csv", "tsv"] = "csv"
    from_: Annotated[Title, Meta(description="The column with the codes of this table.")]
    to: Annotated[Title, Meta(description="The column with the roles; a code may have several.")]


class Counting(Record, frozen=True, kw_only=True):
    """How moves are counted, and when, where and of whom."""

    least: Annotated[
        float, Meta(ge=0, description="Moves of fewer people are left out: chance, and privacy.")
    ] = LEAST_PEOPLE
    period: CellOrColumn | None = None
    place: CellOrColumn | None = None
    population: CellOrColumn | None = None
    crosswalk: Annotated[
        Crosswalk | None,
        Meta(description="Maps codes to roles; every edge so made says so."),
    ] = None


class CountedMoves(Counting, frozen=True, kw_only=True):
    """The columns that say how many people made a step; what is left out follows from `count`."""

    count: NumberOrColumn | None = None
    leavers: NumberOrColumn | None = None
    share: NumberOrColumn | None = None
    lift: NumberOrColumn | None = None
    median_years: NumberOrColumn | None = None
    weighted: Annotated[bool, Meta(description="The counts are weights of a survey.")] = False


class LeadsToRule(EdgeRule, frozen=True, kw_only=True):
    """A row says which role follows a role."""

    target: CellOrColumn
    years_min: NumberOrColumn | None = None
    years_max: NumberOrColumn | None = None
    observed: Annotated[
        CountedMoves | None,
        Meta(description="A row says how many people made the step; its basis is `observed`."),
    ] = None


class CareersRule(Rule, frozen=True, kw_only=True):
    """A row is a job that a person held; two in a row make an observed `leads_to`."""

    person: Annotated[CellOrColumn, Meta(description="Who held it; the graph does not keep this.")]
    role: CellOrColumn
    start: Annotated[CellOrColumn, Meta(description="When: a year, or a date as 2024-05-31.")]
    end: CellOrColumn | None = None
    observed: Counting = Counting()


class OverlapsRule(EdgeRule, frozen=True, kw_only=True):
    """A row says which role overlaps with a role."""

    target: CellOrColumn
