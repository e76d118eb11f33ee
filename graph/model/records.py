"""What a data set consists of: frozen records, checked by their types.

The records are also the file format. ``data_file_schema`` turns them into the JSON
Schema that editors use, so a field's description here is the help a writer sees there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, cast

import msgspec
from msgspec import Meta, Struct

_END = r"$(?!\n)"
"""The end of a text, to Python too: its own `$` also stands before a last line break."""

Id = Annotated[
    str,
    Meta(
        pattern=rf"^[a-z0-9][a-z0-9._-]*{_END}",
        max_length=100,
        description="Unique in the data set: lower-case letters, digits, '-', '.' and '_'.",
    ),
]
Text = Annotated[str, Meta(pattern=r"\S", max_length=10_000)]
Title = Annotated[str, Meta(pattern=r"\S", max_length=200)]
LineNumber = Annotated[int, Meta(ge=1)]
LineNumbers = Annotated[
    str, Meta(pattern=rf"^[0-9]+(-[0-9]+)?(, ?[0-9]+(-[0-9]+)?)*{_END}", max_length=200)
]
NumberOfYears = Annotated[float, Meta(ge=0, le=100)]
Url = Annotated[str, Meta(pattern=r"^https?://", max_length=2_000)]
Language = Annotated[str, Meta(pattern=rf"^[a-z]{{2,3}}(-[A-Za-z0-9]+)*{_END}")]
Basis = Literal["stated", "implied", "derived"]
Necessity = Literal["essential", "helpful", "depends"]
YearsMeasure = Literal["time_in_role", "total_experience", "not_stated"]

BASES: tuple[Basis, ...] = ("stated", "implied", "derived")
"""From the strongest to the weakest."""

NECESSITIES: dict[Necessity, str] = {
    "essential": "essential",
    "helpful": "helpful",
    "depends": "depends on the organisation",
}
"""How each necessity reads, from the strongest to the weakest."""


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of a data file: no other keys than its own."""


class Locator(Record, frozen=True, kw_only=True):
    """Where in a source something is said."""

    id: Annotated[Id, Meta(description="The id of a source.")]
    section: Annotated[Title | None, Meta(description="The heading it stands under.")] = None
    lines: Annotated[
        LineNumber | LineNumbers | None,
        Meta(description="The line or lines of the source, such as 41 or '23-27, 105'."),
    ] = None
    according_to: Annotated[
        Title | None, Meta(description="Whom the source cites for it, if it is second-hand.")
    ] = None


class Located(Record, frozen=True, kw_only=True):
    """A record that says where in the sources it comes from."""

    source: Annotated[
        Locator | tuple[Locator, ...], Meta(description="Where it is said: one place or several.")
    ] = ()
    """One place alone becomes a list of one, so that all answers have the same shape."""
    expandable: ClassVar[Mapping[str, str]] = {"source": "sources"}
    """Fields that a lean answer lacks; see ``graph.parts.queries.lean``."""

    def __post_init__(self) -> None:
        if isinstance(self.source, Locator):
            msgspec.structs.force_setattr(self, "source", (self.source,))

    @property
    def locators(self) -> tuple[Locator, ...]:
        """The places where it is said, in the order written."""
        return cast("tuple[Locator, ...]", self.source)


class Sourced(Located, frozen=True, kw_only=True):
    """A record that also says on what basis it stands."""

    basis: Annotated[
        Basis,
        Meta(
            description="stated: a sentence says so. implied: the plain reading, but no sentence "
            "says it. derived: worked out by the writer or the program."
        ),
    ]


class Note(Located, frozen=True, kw_only=True):
    """A remark in the writer's own words: a hedge, a contradiction, an ambiguity."""

    kind: Literal["hedge", "contradiction", "ambiguity", "context"]
    text: Text


class NotStated(Located, frozen=True, kw_only=True):
    """Something expected that the source does not say: unknown, never zero, never none."""

    what: Literal[
        "skills",
        "responsibilities",
        "signs",
        "years",
        "stage",
        "next_roles",
        "earlier_roles",
        "order",
        "date",
    ]
    note: Text | None = None


class Years(Record, frozen=True, kw_only=True):
    """How long a step takes, in years, as the source gives it."""

    min: Annotated[NumberOfYears | None, Meta(description="At least; left out if not stated.")] = (
        None
    )
    max: Annotated[
        NumberOfYears | None, Meta(description="At most; left out if the range is open-ended.")
    ] = None
    approximate: Annotated[bool, Meta(description="The source says 'around' or the like.")] = False
    measures: Annotated[
        YearsMeasure,
        Meta(
            description="What the years measure: time_in_role (the one the step starts from), "
            "total_experience, or not_stated."
        ),
    ] = "not_stated"


class Demand(Record, frozen=True, kw_only=True):
    """A skill that a sign demands on other terms than its other skills."""

    id: Annotated[Id, Meta(description="The id of a skill.")]
    necessity: Annotated[
        Necessity | None, Meta(description="Left out if it is that of the sign.")
    ] = None
    demand: Annotated[Basis | None, Meta(description="Left out if it is that of the sign.")] = None


class Demanded(NamedTuple):
    """A skill that a sign demands, with the terms that hold for it."""

    id: str
    necessity: Necessity
    basis: Basis


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
    necessity: Necessity = "essential"

    @property
    def demands(self) -> tuple[Demanded, ...]:
        """The skills it demands, each with its terms."""
        demands = (Demand(id=skill) if isinstance(skill, str) else skill for skill in self.skills)
        return tuple(
            Demanded(d.id, d.necessity or self.necessity, d.demand or self.demand) for d in demands
        )

    @property
    def skill_ids(self) -> tuple[str, ...]:
        """The ids of the skills it demands."""
        return tuple(demand.id for demand in self.demands)


class EdgeRecord(Sourced, frozen=True, kw_only=True):
    """An edge of the graph, written under the role it starts from."""

    target: Annotated[Id, Meta(description="The id of the node the edge ends at.")]
    notes: tuple[Note, ...] = ()
    not_stated: tuple[NotStated, ...] = ()


class LeadsTo(EdgeRecord, frozen=True, kw_only=True):
    """The role is followed by the target role."""

    years: Annotated[Years | None, Meta(description="Left out if the source does not say.")] = None
    signs: Annotated[tuple[Sign, ...], Meta(description="Signs of readiness for this step.")] = ()


class Requires(EdgeRecord, frozen=True, kw_only=True):
    """The role requires the target skill or responsibility."""

    necessity: Necessity = "essential"
    when: Annotated[
        Title | None, Meta(description="When it applies, such as 'as experience grows'.")
    ] = None
    importance: Annotated[
        float | None, Meta(description="How much it matters, on the scale of the source.")
    ] = None
    level: Annotated[
        float | None, Meta(description="How well it is to be had, on the scale of the source.")
    ] = None


class ComparisonRow(Located, frozen=True, kw_only=True):
    """One row of a comparison between the role (`here`) and the other role (`there`)."""

    aspect: Title
    here: Text | None = None
    there: Text | None = None


class OverlapsWith(EdgeRecord, frozen=True, kw_only=True):
    """The role overlaps with, or is confused with, the target role; it holds both ways."""

    summary: Text | None = None
    comparison: tuple[ComparisonRow, ...] = ()


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


class Fact(Sourced, frozen=True, kw_only=True):
    """A figure the source gives, with what it holds for."""

    id: Id
    title: Title
    value: float
    unit: Title
    role: Annotated[
        Id | None, Meta(description="The one role it belongs to, if it belongs to one.")
    ] = None
    place: Title | None = None
    date: Annotated[Title | None, Meta(description="When it held; left out if not stated.")] = None
    notes: tuple[Note, ...] = ()
    not_stated: tuple[NotStated, ...] = ()


class Source(Record, frozen=True, kw_only=True):
    """A text or table the data comes from."""

    id: Id
    title: Title
    publisher: Title | None = None
    date: Title | None = None
    url: Url | None = None
    licence: Annotated[
        Title | None, Meta(description="Left out if the source does not state one.")
    ] = None
    attribution: Text | None = None
    notes: tuple[Note, ...] = ()


class Stage(Record, frozen=True, kw_only=True):
    """A level of seniority: a column of the career map, in the order written."""

    id: Id
    title: Title
    rung: Annotated[
        bool, Meta(description="false for starting points, which are no rung of the ladder.")
    ] = True


class Track(Record, frozen=True, kw_only=True):
    """A family of roles: a lane of the career map, in the order written."""

    id: Id
    title: Title


class Group(Record, frozen=True, kw_only=True):
    """Nodes that belong together, such as an occupation group or a branch of a skill hierarchy."""

    id: Id
    title: Title
    parent: Annotated[Id | None, Meta(description="The id of the group it is part of.")] = None


class Info(Record, frozen=True, kw_only=True):
    """What the data set as a whole is."""

    title: Title
    summary: Text | None = None
    licence: Title | None = None
    language: Language = "en"
    notes: tuple[Note, ...] = ()


class DataFile(Record, frozen=True, kw_only=True):
    """One file of a data set; any key may be left out, and all but `dataset` be in several."""

    dataset: Info | None = None
    stages: tuple[Stage, ...] = ()
    tracks: tuple[Track, ...] = ()
    groups: tuple[Group, ...] = ()
    sources: tuple[Source, ...] = ()
    roles: tuple[Role, ...] = ()
    skills: tuple[Skill, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    facts: tuple[Fact, ...] = ()


class LeadsToEdge(LeadsTo, frozen=True, kw_only=True):
    """A `leads_to` edge as the graph holds it."""

    preparations: tuple[Sign, ...] = ()
    """What prepares for a first position, if the edge starts from a starting point."""


class RequiresEdge(Requires, frozen=True, kw_only=True):
    """A `requires` edge as the graph holds it."""

    signs: tuple[Id, ...] = ()
    """Ids of the signs of readiness that demand it."""


class OverlapsWithEdge(OverlapsWith, frozen=True, kw_only=True):
    """An `overlaps_with` edge as the graph holds it."""

    shared: tuple[Id, ...] = ()
    """Ids of the skills and responsibilities both roles require."""
    overlap_coefficient: float | None = None
    jaccard_coefficient: float | None = None


class About(Struct, frozen=True, kw_only=True):
    """Everything in a data set that is neither node nor edge."""

    info: Info
    stages: tuple[Stage, ...] = ()
    tracks: tuple[Track, ...] = ()
    groups: tuple[Group, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()


class Dataset(Struct, frozen=True, kw_only=True):
    """A whole data set, checked: every reference in it resolves."""

    about: About
    roles: tuple[Role, ...]
    skills: tuple[Skill, ...]
    responsibilities: tuple[Responsibility, ...]


def strongest_necessity(necessities: Iterable[Necessity]) -> Necessity:
    """Return the strongest of one or more necessities.

    >>> strongest_necessity(iter(["helpful", "essential"]))
    'essential'
    """
    return min(necessities, key=list(NECESSITIES).index)


def data_file_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one data file.

    >>> data_file_schema()["$defs"]["Years"]["additionalProperties"]
    False
    """
    return record_schema(DataFile, "careergraph data file")


def record_schema(type_: type[Record], title: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record, without null."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **msgspec.json.schema(type_),
    }
    return cast("dict[str, Any]", _without_null(schema))


def _without_null(schema: Any) -> Any:
    """Return the schema without null: a key whose value is not known is left out of the file."""
    if isinstance(schema, list):
        return [_without_null(part) for part in schema if part != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    parts = {
        key: _without_null(part)
        for key, part in schema.items()
        if not (key == "default" and part in (None, ()))
    }
    if len(parts.get("anyOf", ())) == 1:
        (only,) = parts.pop("anyOf")
        return {**only, **parts}
    return parts
