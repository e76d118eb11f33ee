"""The answer to a question for paths."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from graph.parts.alignments import Aligned
from graph.parts.conditional_names import ConditionalName
from graph.parts.moves import By
from graph.parts.paths import NoPath, Path
from graph.parts.requirements import NodeRef

ConstraintKind: TypeAlias = Literal["via", "avoid", "max_steps", "max_years"]


class Constraint(Struct, frozen=True, kw_only=True):
    """A condition that every path must meet."""

    kind: ConstraintKind
    node: NodeRef | None = None
    """The role to go through; the role to avoid, or what no role on the way may require."""
    limit: float | None = None


class RankedPath(Path, frozen=True, kw_only=True):
    """One of the paths, with its place among them."""

    number: int
    """Its place, from 1."""
    best_by: tuple[By, ...]
    """The costs on which no other path is better; years only if any are stated."""
    near_copies: int
    """How many near-copies of it were found and are not among the paths."""
    near_copy_of: int | None
    """The number of an earlier path of which it is a near-copy."""
    avoid_unknown: tuple[NodeRef, ...]
    """Roles on it that may require what to avoid: no source lists what they require."""


class Broken(Struct, frozen=True, kw_only=True):
    """A constraint that rules out every path, and the best path without it."""

    constraint: Constraint | None
    """None: no single constraint, but all of them together."""
    path: Path
    may_fit: bool = False
    """Whether the path misses a limit of years only because some years are unknown."""


class NothingFits(Struct, frozen=True, kw_only=True):
    """Why no path meets the constraints, and what would help."""

    broken: tuple[Broken, ...]
    """Empty if there is no path without the constraints either."""
    nearest: NodeRef | None
    """Of the roles that a path within the constraints leads to, the nearest to the target."""


class PathAnswer(Struct, frozen=True, kw_only=True):
    """Up to as many paths as wanted, the best first, or why there is none."""

    source: NodeRef
    target: NodeRef
    by: By | None
    """None: all costs; no path is better on one cost without being worse on another."""
    lateral: bool
    """Whether sideways moves are allowed."""
    alternatives: int
    """How many paths were wanted."""
    constraints: tuple[Constraint, ...]
    conditional_names: tuple[ConditionalName, ...]
    """The names in the query that mean their node only under a condition."""
    asked_from: Aligned | None
    """The role of the other data set that the path starts from, where the roles are of two."""
    asked_to: Aligned | None
    """The same for the role that the path leads to."""
    found: bool
    paths: tuple[RankedPath, ...]
    left_out: int
    """By all costs: how many more paths are as good."""
    looked_at: int
    """How many paths were found, near-copies included."""
    gave_up: bool
    """Whether the search reached its limit, so that there may be more paths, or better ones."""
    more_by_steps: bool | None
    """Whether there are other paths by steps, if all costs give fewer paths than wanted.

    None if they give enough, or if that is unknown.
    """
    no_path: NoPath | None
    """Why there is no path, even without the constraints."""
    nothing_fits: NothingFits | None
    """Why no path meets the constraints."""
