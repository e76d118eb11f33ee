"""A whole data set: its files, and everything in it that is neither node nor edge."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from graph.model.records.fields import Id, Language, Text, Title, Url
from graph.model.records.nodes import Responsibility, Role, Skill
from graph.model.records.sourced import Note, NotStated, Record, Sourced


class Fact(Sourced, frozen=True, kw_only=True):
    """A figure the source gives, and what it applies to."""

    id: Id
    title: Title
    value: float
    unit: Title
    role: Annotated[
        Id | None, Meta(description="The one role it belongs to, if it belongs to one.")
    ] = None
    place: Title | None = None
    date: Annotated[Title | None, Meta(description="When it applied; left out if not stated.")] = (
        None
    )
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


class ScaleLevel(Record, frozen=True, kw_only=True):
    """A level of a scale."""

    level: float
    id: Id
    title: Title
    summary: Text | None = None


class Scale(Sourced, frozen=True, kw_only=True):
    """The levels at which skills are held, from the lowest to the highest."""

    id: Id
    title: Title
    levels: tuple[ScaleLevel, ...]


class ListMeaning(Sourced, frozen=True, kw_only=True):
    """How lists of requirements are meant, in the whole data set or a part of it."""

    are: Annotated[
        Literal["complete", "cumulative"],
        Meta(
            description="complete: each role's list is whole. cumulative: it names what is added "
            "to the rung before, whose requirements are carried up."
        ),
    ]
    track: Annotated[Id | None, Meta(description="Only for the roles of this track.")] = None
    role: Annotated[Id | None, Meta(description="Only for this role.")] = None
    notes: tuple[Note, ...] = ()


class Alignment(Sourced, frozen=True, kw_only=True):
    """A role, skill or responsibility (`here`) and one of another data set (`there`)."""

    here: Id
    there: Annotated[Id, Meta(description="The id of its data set and its own, as set:id.")]
    kind: Annotated[
        Literal["same_as", "close", "broader"],
        Meta(description="What the one there is: the same, a close one, or a broader one."),
    ]
    according_to: Annotated[Title | None, Meta(description="Who says so.")] = None
    note: Text | None = None


class Info(Record, frozen=True, kw_only=True):
    """The data set as a whole."""

    id: Annotated[
        Id | None,
        Meta(description="Tells it from other data sets; left out: from its directory's name."),
    ] = None
    extends: Annotated[
        Id | None,
        Meta(description="The id of the data set that this one adds to; equal ids are one node."),
    ] = None
    title: Title
    summary: Text | None = None
    licence: Title | None = None
    language: Language = "en"
    notes: tuple[Note, ...] = ()


class DataFile(Record, frozen=True, kw_only=True):
    """One file of a data set; each key is optional, and all but `dataset` may be in several."""

    dataset: Info | None = None
    stages: tuple[Stage, ...] = ()
    tracks: tuple[Track, ...] = ()
    groups: tuple[Group, ...] = ()
    scales: tuple[Scale, ...] = ()
    lists: tuple[ListMeaning, ...] = ()
    sources: tuple[Source, ...] = ()
    roles: tuple[Role, ...] = ()
    skills: tuple[Skill, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    facts: tuple[Fact, ...] = ()
    alignments: tuple[Alignment, ...] = ()


class DataSet(Struct, frozen=True, kw_only=True):
    """One of the data sets of a graph."""

    id: str
    title: str
    nodes: tuple[str, ...] = ()
    """The ids of its nodes in the graph; empty if it is the only data set."""


class AlikeSteps(Record, frozen=True, kw_only=True):
    """Derived `leads_to`: to the roles most alike in requirements and words, by a figure."""

    rule: Annotated[Text, Meta(description="The rule in words: a note on every edge.")]
    fact: Annotated[Title, Meta(description="The title of the figure, such as Job zone.")]
    least_rise: Annotated[float, Meta(description="How much higher the figure is at least.")]
    most_rise: Annotated[float, Meta(description="How much higher the figure is at most.")]
    most: Annotated[int, Meta(ge=1, le=100, description="How many per role, most alike first.")] = (
        10
    )
    most_not_stated: Annotated[
        int, Meta(ge=0, le=100, description="The same for roles without a figure of their own.")
    ] = 0


class About(Struct, frozen=True, kw_only=True):
    """Everything in a data set that is neither node nor edge."""

    info: Info
    stages: tuple[Stage, ...] = ()
    tracks: tuple[Track, ...] = ()
    groups: tuple[Group, ...] = ()
    scales: tuple[Scale, ...] = ()
    lists: tuple[ListMeaning, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    sets: tuple[DataSet, ...] = ()
    alike_steps: tuple[tuple[str | None, AlikeSteps], ...] = ()
    """The rules by which steps are derived when the graph is opened, each with its data set.

    None: all roles are of its data set.
    """


ABOUT_LISTS = tuple(
    field for field in About.__struct_fields__ if field not in ("info", "sets", "alike_steps")
)
"""The lists of a data set that are neither nodes nor edges."""


class Dataset(Struct, frozen=True, kw_only=True):
    """A whole data set, checked: every reference in it resolves."""

    about: About
    roles: tuple[Role, ...]
    skills: tuple[Skill, ...]
    responsibilities: tuple[Responsibility, ...]
