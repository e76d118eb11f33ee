"""How do published tables become a graph? As a recipe declares it: a YAML file, no code.

A recipe says which files hold the tables, which of their columns make roles, skills,
responsibilities and groups, and which rows are edges. Its records are its format, as those of
``graph.model.records`` are that of a data file; a field's description is the help its writer sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta

from graph.model.errors import DataError, Problem
from graph.model.records import (
    Basis,
    Group,
    Info,
    Necessity,
    Record,
    Source,
    Text,
    Title,
    record_schema,
)
from graph.sources.conversion import as_record
from graph.sources.yaml_reader import MAX_BYTES, line_of, read_yaml

Part = Annotated[str, Meta(max_length=200)]
Count = Annotated[int, Meta(ge=1, le=1_000)]
Share = Annotated[float, Meta(ge=0, le=1)]
Files = str | tuple[str, ...]  # constrained text beside a tuple: msgspec 0.22 crashes at exit
Format = Literal["csv", "tsv"]


class Cell(Record, frozen=True, kw_only=True):
    """A text taken from a row; what is done to it, is done in the order of these keys."""

    column: Title | None = None
    columns: Annotated[
        tuple[Title, ...], Meta(description="Several columns, joined; the empty ones left out.")
    ] = ()
    text: Annotated[Part | None, Meta(description="The same text for every row.")] = None
    otherwise: Annotated[
        Title | None, Meta(description="The column to take where the others are empty.")
    ] = None
    after: Annotated[
        Part | None, Meta(description="Only what stands after the last of this, such as '/'.")
    ] = None
    before: Annotated[
        Part | None, Meta(description="Only what stands before the first of this.")
    ] = None
    before_last: Annotated[
        Part | None,
        Meta(
            description="Only what stands before the last of this, such as '.'; nothing without it."
        ),
    ] = None
    first: Annotated[Count | None, Meta(description="Only so many characters.")] = None
    prefix: Annotated[Part | None, Meta(description="What to put before it.")] = None
    split: Annotated[
        Part | None, Meta(description='What stands between several values, such as "\\n" or ";".')
    ] = None
    bullets: Annotated[
        Part | None, Meta(description="Take the lines that begin with this, such as '- '.")
    ] = None


class Number(Record, frozen=True, kw_only=True):
    """A number taken from a row."""

    column: Title
    map: Annotated[
        dict[str, float], Meta(description="Which text is which number; numbers need none.")
    ] = msgspec.field(default_factory=dict)
    expected: Annotated[bool, Meta(description="An empty cell is reported.")] = False


class NecessityCell(Record, frozen=True, kw_only=True):
    """A necessity taken from a row."""

    column: Title
    map: Annotated[dict[str, Necessity], Meta(description="Which text is which necessity.")]


CellOrColumn = Annotated[
    Title | Cell, Meta(description="A column, or a mapping that says what is done to it.")
]
NumberOrColumn = Title | Number


class Condition(Record, frozen=True, kw_only=True):
    """What a row must have to count; of several keys all must hold."""

    column: Title
    equals: Part | None = None
    differs_from: Part | None = None
    one_of: tuple[Part, ...] = ()
    none_of: tuple[Part, ...] = ()
    begins_with: Part | None = None
    at_least: float | None = None
    below: float | None = None
    not_below: Annotated[
        Title | None, Meta(description="The column whose number this one must reach.")
    ] = None


class Rule(Record, frozen=True, kw_only=True):
    """What is made of a row."""

    where: Annotated[
        tuple[Condition, ...], Meta(description="The rule is for rows that meet all of these.")
    ] = ()
    repeated: Annotated[
        bool,
        Meta(
            description="Several rows may say the same, and the first counts; without it, what "
            "is said again is reported."
        ),
    ] = False


class NodeRule(Rule, frozen=True, kw_only=True):
    """A row makes a node."""

    id: Annotated[
        CellOrColumn,
        Meta(
            description="What tells it from others and other rows call it by; its id is made of "
            "it, in lower case and without what an id cannot hold."
        ),
    ]
    title: CellOrColumn
    aliases: CellOrColumn | None = None
    summary: CellOrColumn | None = None
    groups: Annotated[
        tuple[CellOrColumn, ...], Meta(description="The groups it is in, the narrowest first.")
    ] = ()
    basis: Annotated[Basis | None, Meta(description="Left out: that of the recipe.")] = None


class RoleRule(NodeRule, frozen=True, kw_only=True):
    """A row makes a role."""

    track: Annotated[
        CellOrColumn | None, Meta(description="Its lane of the map; what it reads is its title.")
    ] = None
    stage: Annotated[
        CellOrColumn | None, Meta(description="Its column of the map; what it reads is its title.")
    ] = None


class GroupRule(Rule, frozen=True, kw_only=True):
    """A row makes a group."""

    id: CellOrColumn
    title: CellOrColumn
    parent: CellOrColumn | None = None


class MemberRule(Rule, frozen=True, kw_only=True):
    """A row puts a node or a group into a group.

    Into a node, too: the members of a broader skill are in the groups that skill is in.
    """

    kind: Literal["role", "skill", "responsibility", "group"]
    member: CellOrColumn
    group: CellOrColumn


class DetailRule(Rule, frozen=True, kw_only=True):
    """A row adds aliases or text to a node that another row makes."""

    kind: Literal["role", "skill", "responsibility"]
    node: CellOrColumn
    aliases: CellOrColumn | None = None
    summary: Annotated[
        CellOrColumn | None, Meta(description="Text that goes under what is there already.")
    ] = None


class FactRule(Rule, frozen=True, kw_only=True):
    """A row gives a figure for a role, such as its job zone."""

    role: CellOrColumn
    name: Annotated[Title, Meta(description="What the recipe calls the figure, such as job-zone.")]
    title: Title
    unit: Title
    value: NumberOrColumn


class EdgeRule(Rule, frozen=True, kw_only=True):
    """A row makes an edge."""

    role: Annotated[CellOrColumn, Meta(description="The role it starts from.")]
    basis: Annotated[Basis | None, Meta(description="Left out: that of the recipe.")] = None
    note: Annotated[CellOrColumn | None, Meta(description="A remark on the edge.")] = None


class RequiresRule(EdgeRule, frozen=True, kw_only=True):
    """A row says what a role requires: one of skill, responsibility or target."""

    skill: CellOrColumn | None = None
    responsibility: CellOrColumn | None = None
    target: Annotated[
        CellOrColumn | None, Meta(description="A skill or a responsibility, whichever it is.")
    ] = None
    necessity: Necessity | NecessityCell = "essential"
    when: CellOrColumn | None = None
    importance: NumberOrColumn | None = None
    level: NumberOrColumn | None = None


class LeadsToRule(EdgeRule, frozen=True, kw_only=True):
    """A row says which role follows a role."""

    target: CellOrColumn
    years_min: NumberOrColumn | None = None
    years_max: NumberOrColumn | None = None


class OverlapsRule(EdgeRule, frozen=True, kw_only=True):
    """A row says which role overlaps with a role."""

    target: CellOrColumn


class Join(Record, frozen=True, kw_only=True):
    """Columns of another table, put beside the row that has the same in the columns `match`."""

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
        Meta(description="Its name, gzipped or not (`.gz` is not written); of several, any."),
    ]
    format: Annotated[
        Format,
        Meta(description="csv: the header line shows the separator. tsv: tabs and no quoting."),
    ] = "csv"
    optional: Annotated[bool, Meta(description="The recipe fits without it, too.")] = False
    replace: tuple[Replacement, ...] = ()
    missing: Annotated[
        tuple[Part, ...], Meta(description="Texts that stand for an empty cell, such as 'n/a'.")
    ] = ()
    optional_columns: Annotated[
        tuple[Title, ...], Meta(description="Columns that may be absent; read as empty then.")
    ] = ()
    all_rows: Annotated[bool, Meta(description="Rows that no rule is for are reported.")] = False
    joins: tuple[Join, ...] = ()
    where: Annotated[
        tuple[Condition, ...],
        Meta(description="The table is read for rows that meet all of these, before it is joined."),
    ] = ()
    groups: tuple[GroupRule, ...] = ()
    roles: tuple[RoleRule, ...] = ()
    skills: tuple[NodeRule, ...] = ()
    responsibilities: tuple[NodeRule, ...] = ()
    members: tuple[MemberRule, ...] = ()
    details: tuple[DetailRule, ...] = ()
    facts: tuple[FactRule, ...] = ()
    requires: tuple[RequiresRule, ...] = ()
    leads_to: tuple[LeadsToRule, ...] = ()
    overlaps_with: tuple[OverlapsRule, ...] = ()


class DerivedSteps(Record, frozen=True, kw_only=True):
    """`leads_to` worked out: to roles that require much the same, where a figure rises."""

    rule: Annotated[Text, Meta(description="The rule in words; it stands with every edge.")]
    jaccard: Annotated[
        Share, Meta(description="The least Jaccard coefficient of what both require.")
    ]
    necessities: Annotated[
        tuple[Necessity, ...], Meta(description="Which requirements count for it.")
    ] = ("essential",)
    fact: Annotated[Title, Meta(description="The name of the figure.")]
    least_rise: float
    most_rise: float
    most: Annotated[Count, Meta(description="How many per role, the most alike first.")] = 10


class Ladder(Record, frozen=True, kw_only=True):
    """`leads_to` worked out: from role to role of the same group, by their mean skill level."""

    rule: Annotated[Text, Meta(description="The rule in words; it stands with every edge.")]
    by: Literal["mean_level"]


class Recipe(Record, frozen=True, kw_only=True):
    """What the tables are, what they make, and what is worked out from that."""

    dataset: Info
    source: Source
    basis: Annotated[Basis, Meta(description="On what the table's rows stand.")] = "stated"
    adds_to: Annotated[
        Title | None,
        Meta(description="The data these tables add to, if they hold no roles of their own."),
    ] = None
    groups: Annotated[
        tuple[Group, ...],
        Meta(description="Groups that no table names; rules read their ids in any case."),
    ] = ()
    tables: tuple[Table, ...]
    derived_steps: tuple[DerivedSteps, ...] = ()
    ladders: tuple[Ladder, ...] = ()


class RecipeFile(NamedTuple):
    """A recipe and where its parts are written."""

    path: str
    recipe: Recipe
    lines: Any

    def at(self, *trail: str | int) -> str:
        """Return the place of a part as path:line."""
        return f"{self.path}:{line_of(self.lines, trail)}"

    @property
    def name(self) -> str:
        """What the recipe is called: its file without the ending."""
        return Path(self.path).stem


def recipe_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a recipe.

    >>> recipe_schema()["title"]
    'careergraph recipe'
    """
    return record_schema(Recipe, "careergraph recipe")


def read_recipe(path: Path | str) -> RecipeFile:
    """Return the recipe in a file; raise DataError with every problem it has."""
    shown = str(path)
    try:
        with Path(path).open("rb") as file:
            document = read_yaml(file.read(MAX_BYTES + 1), shown)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DataError([Problem(shown, 0, f"cannot be read: {reason}")]) from None
    problems = list(document.problems)
    recipe: Recipe | None = None
    if isinstance(document.value, dict):
        recipe, faults, _ = as_record(document.value, Recipe)
        problems += [
            Problem(shown, line_of(document.lines, fault.trail), fault.message) for fault in faults
        ]
        if recipe is not None and not problems:
            problems += _unfit(RecipeFile(shown, recipe, document.lines))
    elif not problems:
        problems.append(Problem(shown, 1, "the file is no recipe; begin it with 'dataset:'"))
    if recipe is None or problems:
        raise DataError(sorted(problems, key=lambda problem: (problem.line, problem.message)))
    return RecipeFile(shown, recipe, document.lines)


def names(files: Files) -> tuple[str, ...]:
    """Return the names a file may have.

    >>> names("roles.csv"), names(("skills_en.csv", "skills.csv"))
    (('roles.csv',), ('skills_en.csv', 'skills.csv'))
    """
    return (files,) if isinstance(files, str) else files


def _unfit(file: RecipeFile) -> Iterator[Problem]:
    """Yield what the types of the records do not show."""
    for i, table in enumerate(file.recipe.tables):
        for trail, cell in _cells(table, ("tables", i)):
            given = [cell.column is not None, bool(cell.columns), cell.text is not None]
            if sum(given) != 1:
                words = "a cell is one of `column`, `columns` or `text`; write one"
                yield _problem(file, words, *trail)
        for j, rule in enumerate(table.requires):
            ends = (rule.skill, rule.responsibility, rule.target)
            if sum(end is not None for end in ends) != 1:
                words = "a rule of `requires` names one of `skill`, `responsibility` or `target`"
                yield _problem(file, words, "tables", i, "requires", j)
    known = {rule.name for table in file.recipe.tables for rule in table.facts}
    for i, steps in enumerate(file.recipe.derived_steps):
        if steps.fact not in known:
            words = f"no rule of `facts` has the name '{steps.fact}'"
            yield _problem(file, words, "derived_steps", i, "fact")


def _problem(file: RecipeFile, words: str, *trail: str | int) -> Problem:
    return Problem(file.path, line_of(file.lines, trail), words)


def _cells(record: Record, trail: tuple[str | int, ...]) -> Iterator[tuple[Any, Cell]]:
    """Yield every cell of a record, however deep."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        parts = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for i, part in parts:
            here = (*trail, name) if i is None else (*trail, name, i)
            if isinstance(part, Cell):
                yield here, part
            elif isinstance(part, Record):
                yield from _cells(part, here)
