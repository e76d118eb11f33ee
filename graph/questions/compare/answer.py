"""The answer to a comparison: roles or paths side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Generic, Literal, TypeVar

from msgspec import Struct

from graph.model.records import Basis, ComparisonRow, Locator, Years
from graph.model.relations import RelationName
from graph.parts.conditional_names import ConditionalName
from graph.parts.coverage import Share
from graph.parts.gaps import LevelChanges
from graph.parts.moves import Evidence, SignOfReadiness
from graph.parts.paths import NoPath, Path
from graph.parts.requirements import Claim, NodeRef, Terms

Row = TypeVar("Row")


class OverlapSet(Struct, Generic[Row], frozen=True, kw_only=True):
    """What some lists have, and no other list that is stated."""

    owners: tuple[int, ...]
    """The numbers of the roles or paths that have it, from 1."""
    rows: tuple[Row, ...]
    """Requirements of roles: what differs most, then what matters most; else in file order."""


class GroupCounts(Struct, frozen=True, kw_only=True):
    """How many items of one group the lists have; an item of several groups counts in each."""

    id: str
    title: str
    totals: tuple[int | None, ...]
    """One for each list; None: no source states the list."""
    shared: int | None
    """How many are on every stated list; None if fewer than two are stated."""


class SideBySide(Struct, Generic[Row], frozen=True, kw_only=True):
    """One list of each role or path, side by side.

    A list that no source gives is unknown: it shares nothing and lacks nothing.
    """

    totals: tuple[int | None, ...]
    """How many items each list has; None: no source states the list, or the path does not exist."""
    shared: int | None
    """How many items are on every stated list; None if fewer than two are stated."""
    not_stated: tuple[int, ...]
    """The numbers of the lists that are unknown, from 1."""
    sets: tuple[OverlapSet[Row], ...]
    """Those of the fewest owners first: what all have comes last."""
    groups: tuple[GroupCounts, ...] = ()
    """Only of what roles require, where the data has groups; the largest first."""
    carried: tuple[int, ...] = ()
    """How many items of each list are carried from rungs before; only of what roles require."""


class RequirementRow(NodeRef, frozen=True, kw_only=True):
    """A skill or responsibility, and the terms on which each owner requires or gains it."""

    terms: tuple[Terms, ...]
    """In the order of the owners."""
    differs: tuple[str, ...]
    """Which terms differ: necessity, when, importance, level; only where several are stated."""


class NeighbourRow(NodeRef, frozen=True, kw_only=True):
    """A role that follows or comes before, and what the sources say about the step."""

    terms: tuple[Evidence, ...]
    """In the order of the owners."""


class SignRow(SignOfReadiness, frozen=True, kw_only=True):
    """A sign of readiness and the step it belongs to."""

    source: NodeRef | None
    """The role in which to show it; None: it prepares for a first position."""
    target: NodeRef


class StepRow(Struct, frozen=True, kw_only=True):
    """A step of a path."""

    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}

    source: NodeRef
    target: NodeRef
    relation: RelationName
    years: Years | None
    basis: Basis
    sources: tuple[Locator, ...]


class ComparedRole(Claim, frozen=True, kw_only=True):
    """One of the roles, with its place on the career ladder."""

    node: NodeRef
    summary: str | None
    stage: str | None
    """The title of its stage; None: not stated."""
    track: str | None
    sum_of_levels: float | None
    """The levels of its skills added up; None: no level is stated, or levels of several scales."""
    several_scales: bool = False
    """Whether its skills have levels of several scales."""


class Compared(Struct, frozen=True, kw_only=True):
    """One of the roles or paths, or why there is no such path; the other fields are None."""

    role: ComparedRole | None = None
    path: Path | None = None
    no_path: NoPath | None = None


class Coefficients(Struct, frozen=True, kw_only=True):
    """How much two lists have in common, 0 to 1; None: one of them is not stated.

    By level, each requirement counts by the share of its level. ``graph.store.overlap`` has the
    formulas and their sources.
    """

    overlap_by_level: float | None
    jaccard_by_level: float | None

    overlap_coefficient: float | None
    jaccard_coefficient: float | None
    counted_overlap_coefficient: float | None
    counted_jaccard_coefficient: float | None


class Coverage(Struct, frozen=True, kw_only=True):
    """How much of what one role requires another role requires too, helpful ones included.

    None: one of the lists is not stated. ``graph.parts.coverage`` has the formula.
    """

    counted: Share | None
    """Of what counts in full for the role: essential, or listed without a weight."""
    with_helpful: Share | None
    """Of all that it requires, including what is helpful or depends."""
    by_level: float | None
    """Of what counts in full, each by the share of its level; None: the role states no levels."""


class Direction(LevelChanges, frozen=True, kw_only=True):
    """How much of a target role's requirements a source role covers, and which levels change."""

    expandable: ClassVar[Mapping[str, str]] = {
        "raised": "gaps",
        "lowered": "gaps",
        "other_scale": "gaps",
    }

    source: NodeRef
    target: NodeRef
    skills: Coverage
    responsibilities: Coverage


class SourceComparison(Claim, frozen=True, kw_only=True):
    """What a source itself says about two roles side by side."""

    summary: str | None
    rows: tuple[ComparisonRow, ...]
    """``here`` is about the first of the two, ``there`` about the second."""


class Pair(Struct, frozen=True, kw_only=True):
    """Two of the roles."""

    first: NodeRef
    second: NodeRef
    comparisons: tuple[SourceComparison, ...]
    skills: Coefficients
    responsibilities: Coefficients
    directions: tuple[Direction, Direction]
    """From the first to the second, and back."""


class Comparison(Struct, frozen=True, kw_only=True):
    """Roles or paths side by side, in the order of the query.

    What only roles have is empty or None for paths, and the other way round.
    """

    expandable: ClassVar[Mapping[str, str]] = {"signs": "signs"}

    kind: Literal["roles", "paths"]
    found: bool
    """Whether all the paths exist; true for roles."""
    conditional_names: tuple[ConditionalName, ...] = ()
    """The names in the query that mean their role only under a condition."""
    compared: tuple[Compared, ...]
    pairs: tuple[Pair, ...] = ()
    """Every two of the roles."""
    skills: SideBySide[RequirementRow]
    """What each role requires, or what one gains on each path."""
    responsibilities: SideBySide[RequirementRow]
    signs: SideBySide[SignRow]
    """The signs of readiness that each role demands, or to show on each path."""
    next_roles: SideBySide[NeighbourRow] | None = None
    earlier_roles: SideBySide[NeighbourRow] | None = None
    roles: SideBySide[NodeRef] | None = None
    """The roles on each path, ends included."""
    steps: SideBySide[StepRow] | None = None
