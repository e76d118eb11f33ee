"""Recipes: YAML files that declare how published tables become a graph, without code.

A recipe says which files hold the tables, which of their columns make roles, skills,
responsibilities and groups, and which rows are edges. Its records are its format, as those of
``graph.model.records`` are that of a data file: a field's description is the help that a writer
sees.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from graph.model.records import (
    AlikeSteps,
    Basis,
    Group,
    Info,
    Record,
    Source,
    Text,
    Title,
    record_schema,
)
from graph.sources.tables.recipe_cells import Condition, Evidence, Part
from graph.sources.tables.recipe_rules import (
    CareersRule,
    DetailRule,
    FactRule,
    GroupRule,
    LeadsToRule,
    MemberRule,
    NodeRule,
    OverlapsRule,
    RequiresRule,
    RoleRule,
    SkillRule,
)

Share = Annotated[float, Meta(ge=0, le=1)]
Files = str | tuple[str, ...]  # constrained text beside a tuple: msgspec 0.22 crashes at exit
Format = Literal["csv", "tsv"]


class Join(Record, frozen=True, kw_only=True):
    """Columns of another table, added to the row with the same values in the columns `match`."""

    file: Files
    format: Format = "csv"
    match: Annotated[dict[str, str], Meta(description="A column here: the column there.")]
    where: tuple[Condition, ...] = ()
    columns: Annotated[dict[str, str], Meta(description="A new name: the column there.")]


class Replacement(Record, frozen=True, kw_only=True):
    """A correction of all texts of a table."""

    text: Part
    by: Part


class Table(Record, frozen=True, kw_only=True):
    """A file and what its rows make."""

    file: Annotated[
        Files,
        Meta(description="Its name without `.gz`, or several names, any of which will do."),
    ]
    format: Annotated[
        Format,
        Meta(description="csv: the header line shows the separator. tsv: tabs and no quoting."),
    ] = "csv"
    optional: Annotated[bool, Meta(description="The recipe also fits without it.")] = False
    replace: tuple[Replacement, ...] = ()
    missing: Annotated[
        tuple[Part, ...], Meta(description="Texts that stand for an empty cell, such as 'n/a'.")
    ] = ()
    optional_columns: Annotated[
        tuple[Title, ...], Meta(description="Columns that may be absent; then they are empty.")
    ] = ()
    all_rows: Annotated[
        bool,
        Meta(
            description="The table is written by hand: its words count in any case, and rows and "
            "columns that no rule reads are reported."
        ),
    ] = False
    evidence: Annotated[
        Evidence, Meta(description="Columns with the evidence of each row; empty: the row itself.")
    ] = Evidence()
    joins: tuple[Join, ...] = ()
    where: Annotated[
        tuple[Condition, ...],
        Meta(description="Read only rows that meet all of these, before any join."),
    ] = ()
    groups: tuple[GroupRule, ...] = ()
    roles: tuple[RoleRule, ...] = ()
    skills: tuple[SkillRule, ...] = ()
    responsibilities: tuple[NodeRule, ...] = ()
    members: tuple[MemberRule, ...] = ()
    details: tuple[DetailRule, ...] = ()
    facts: tuple[FactRule, ...] = ()
    requires: tuple[RequiresRule, ...] = ()
    leads_to: tuple[LeadsToRule, ...] = ()
    overlaps_with: tuple[OverlapsRule, ...] = ()
    careers: tuple[CareersRule, ...] = ()


class Ladder(Record, frozen=True, kw_only=True):
    """Derived `leads_to`: from role to role of the same group, by mean skill level."""

    rule: Annotated[Text, Meta(description="The rule in words: a note on every edge.")]
    by: Literal["mean_level"]


class Recipe(Record, frozen=True, kw_only=True):
    """The tables, what they make, and what is derived from them."""

    dataset: Info
    source: Source
    basis: Annotated[Basis, Meta(description="The basis of what the rows say.")] = "stated"
    groups: Annotated[
        tuple[Group, ...],
        Meta(description="Groups that no table makes; rules match their ids in any case."),
    ] = ()
    tables: tuple[Table, ...]
    derived_steps: tuple[AlikeSteps, ...] = ()
    ladders: tuple[Ladder, ...] = ()


def recipe_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a recipe.

    >>> recipe_schema()["title"]
    'careergraph recipe'
    """
    return record_schema(Recipe, "careergraph recipe")


def names(files: Files) -> tuple[str, ...]:
    """Return the names a file may have.

    >>> names("roles.csv"), names(("skills_en.csv", "skills.csv"))
    (('roles.csv',), ('skills_en.csv', 'skills.csv'))
    """
    return (files,) if isinstance(files, str) else files
