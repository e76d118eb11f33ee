"""The answer to a comparison of two versions of a data set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, get_args

from msgspec import Struct

from graph.model.records import Basis, Locator
from graph.parts.requirements import NodeRef
from graph.questions.diff.query import DiffKind, ListedKind, What

MatchedBy = Literal[
    "same id",
    "same title",
    "the old title is an alias",
    "the new title was an alias",
    "the old id is a title or alias",
    "the new id was a title or alias",
]
"""How a node is known to be the same in both versions."""

PathWhat = Literal["vanishes", "appears", "longer", "shorter", "weaker", "stronger"]
PATH_WHATS: tuple[PathWhat, ...] = get_args(PathWhat)


class FieldChange(Struct, frozen=True, kw_only=True):
    """What differs in one field; for a list, the items that only one version has.

    Signs, preparations and comparisons in another order are given whole; the order of other
    lists has no meaning.
    """

    field: str
    """A part of a list stands in brackets: ``signs[automates].basis``."""
    old: Any
    new: Any
    titles: dict[str, str] = {}
    """The titles of the nodes, groups, stages and tracks whose ids are in old and new."""


class RecordVersion(Struct, frozen=True, kw_only=True):
    """A node, an edge, a fact or another record as one version has it."""

    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}

    id: str
    """For an edge, its key."""
    title: str
    """For an edge, its ends and relation; for a fact, also its role."""
    nodes: tuple[NodeRef, ...] = ()
    """The node itself, or the two nodes that an edge joins."""
    basis: Basis | None = None
    sources: tuple[Locator, ...] = ()


class Change(Struct, frozen=True, kw_only=True):
    """What became of one record."""

    kind: DiffKind
    what: What
    """renamed: a node with another title or id; its other fields may differ, too."""
    old: RecordVersion | None
    new: RecordVersion | None
    matched_by: tuple[MatchedBy, ...] = ()
    """How a renamed node is known to be the same."""
    fields: tuple[FieldChange, ...] = ()
    """If added or removed: all fields of the record that ``new`` or ``old`` lacks."""


class PlaceChange(Struct, frozen=True, kw_only=True):
    """Records that moved within their sources: to other lines, or to another section."""

    kind: DiffKind
    count: int
    old: tuple[Locator, ...]
    new: tuple[Locator, ...]
    examples: tuple[str, ...]
    """The titles of the first of them in the new version."""


class KindCounts(Struct, frozen=True, kw_only=True):
    """How many records of a kind there are, and what became of them.

    ``old`` - ``removed`` + ``added`` is ``new``; ``moved`` counts those at another place in the
    same source, whatever else differs.
    """

    old: int
    new: int
    removed: int
    added: int
    renamed: int
    changed: int
    moved: int


class PathSide(Struct, frozen=True, kw_only=True):
    """A shortest path in one version: the best founded of those with the fewest steps."""

    length: int
    weakest_basis: Basis
    roles: tuple[NodeRef, ...]


class PathChange(Struct, frozen=True, kw_only=True):
    """How the shortest path between two roles differs."""

    what: PathWhat
    """weaker, stronger: as long as before, on a weaker or stronger weakest basis."""
    source: NodeRef
    target: NodeRef
    old: PathSide | None
    """None: there is no path."""
    new: PathSide | None


class PathsDiff(Struct, frozen=True, kw_only=True):
    """How the shortest paths by steps, along *leads to*, differ between roles of both versions."""

    roles: int
    """How many roles both versions have."""
    steps: tuple[int, int]
    """How many pairs of roles *leads to* joins, in the old and in the new version."""
    starts: int
    """From how many roles a path can differ: those that reach a changed step."""
    compared: int
    """From how many of them all paths were compared; fewer than ``starts`` if it is too much."""
    counts: dict[PathWhat, int]
    changes: tuple[PathChange, ...]
    """By what becomes of them, then in file order."""


class Listing(Struct, frozen=True, kw_only=True):
    """What the lists of an answer hold; its counts are always complete."""

    kind: ListedKind | None
    """None: every kind."""
    what: What | None
    """None: every outcome."""
    start: int
    """How many of each kind of change are skipped."""
    limit: int
    """How many of each kind of change are listed at most."""
    changes: int
    """How many changes there are to list, skipped ones included."""
    places: int
    paths: int


class Diff(Struct, frozen=True, kw_only=True):
    """What differs between two versions of a data set."""

    old: str
    """The title of the data set in the old version."""
    new: str
    same: bool
    """Whether nothing differs but the order of records, or of items in lists."""
    counts: dict[DiffKind, KindCounts]
    changes: tuple[Change, ...]
    places: tuple[PlaceChange, ...]
    paths: PathsDiff
    listed: Listing
