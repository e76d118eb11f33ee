"""The answer with the details of a node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from msgspec import Struct

from graph.model.records import Basis, ComparisonRow
from graph.parts.alignments import Aligned
from graph.parts.facts import FactDetails
from graph.parts.gaps import LevelChanges
from graph.parts.moves import Move, SignOfReadiness
from graph.parts.requirements import Claim, NodeRef, Requirement, Terms


class NodeStep(Move, frozen=True, kw_only=True):
    """A `leads_to` edge, seen from one of its roles."""

    other: NodeRef
    """The role at the other end."""
    changes: LevelChanges | None = None
    """Which levels change; only towards the next rung of its ladder."""
    expandable: ClassVar[Mapping[str, str]] = {"changes": "gaps"}


class NodeOverlap(Claim, frozen=True, kw_only=True):
    """An `overlaps_with` edge, seen from one of its roles (`here` in the comparison)."""

    key: str
    other: NodeRef
    """The role at the other end (`there` in the comparison)."""
    summary: str | None
    comparison: tuple[ComparisonRow, ...]
    shared: tuple[NodeRef, ...]
    """The skills and responsibilities that both require, if the edge was computed from them."""
    overlap_coefficient: float | None
    jaccard_coefficient: float | None
    overlap_by_level: float | None
    """The same, where each requirement counts by the share of its level."""
    jaccard_by_level: float | None
    expandable: ClassVar[Mapping[str, str]] = {"comparison": "gaps"}


class RequiredSkill(Requirement, frozen=True, kw_only=True):
    """A skill that the role requires."""

    type: Literal["soft", "hard"] | None
    """None if no source says; a type that the writer of the data chose does not count."""


class RequiredBy(Terms, frozen=True, kw_only=True):
    """A role that requires the skill or responsibility."""

    role: NodeRef
    claims: tuple[Terms, ...]
    """What each parallel edge says, if they contradict one another; empty if they do not."""


class DemandedBy(Struct, frozen=True, kw_only=True):
    """A sign of readiness that demands the skill, and the step it belongs to."""

    sign: SignOfReadiness
    source: NodeRef | None
    """The role in which it is shown; None for what prepares for a first position."""
    target: NodeRef
    """The role for which it is demanded."""


class ConditionalAlias(Struct, frozen=True, kw_only=True):
    """A title that names the node only under a condition."""

    title: str
    when: str


class NodeDetails(Claim, frozen=True, kw_only=True):
    """All that the data says about one node.

    What a kind of node cannot have is empty or None. Parallel edges are separate in
    ``leads_to``, ``comes_from`` and ``overlaps_with``, and joined in the requirements, which
    have the ``claims`` of each if they contradict one another.
    """

    node: NodeRef
    aliases: tuple[str, ...]
    """Other titles, also those that name it only under a condition."""
    conditional_aliases: tuple[ConditionalAlias, ...]
    """Those, with the condition."""
    summary: str | None
    stage: str | None
    """The title of its stage."""
    track: str | None
    """The title of its track."""
    broader: NodeRef | None
    """The role that it is a special case of."""
    special_cases: tuple[NodeRef, ...]
    """The roles that are special cases of it."""
    type: Literal["soft", "hard"] | None
    type_basis: Basis | None
    """None without a type."""
    skills: tuple[RequiredSkill, ...]
    """What the role requires; empty means that no source says, not that it requires none."""
    responsibilities: tuple[Requirement, ...]
    preparations: tuple[SignOfReadiness, ...]
    """What prepares for the role as a first position, in order."""
    leads_to: tuple[NodeStep, ...]
    comes_from: tuple[NodeStep, ...]
    overlaps_with: tuple[NodeOverlap, ...]
    required_by: tuple[RequiredBy, ...]
    demanded_by: tuple[DemandedBy, ...]
    facts: tuple[FactDetails, ...]
    aligned: tuple[Aligned, ...]
    """Nodes of other data sets that a reviewed record says are alike."""
    expandable: ClassVar[Mapping[str, str]] = {"preparations": "signs", "demanded_by": "signs"}
