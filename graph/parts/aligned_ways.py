"""What another data set says of the steps of a path, where its roles are aligned with theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from graph.model.edges import Edge
from graph.parts.alignments import Aligned, alignments, kind_text
from graph.parts.gap_text import levels_amount_text
from graph.parts.gaps import Gap, gap
from graph.parts.moves import Move, move
from graph.parts.requirements import NodeRef, node_ref
from graph.parts.text import NOT_STATED, plural
from graph.store.index import Index

MOST_MOVES = 3
"""How many moves in the other data set may stand beside the steps between two aligned roles."""


class AlignedMove(Move, frozen=True, kw_only=True):
    """One move of the other data set."""

    source: NodeRef
    target: NodeRef


class AlignedWay(Struct, frozen=True, kw_only=True):
    """The moves of another data set between the roles aligned with two roles of a path."""

    set: str | None
    """The id of the other data set."""
    steps: tuple[int, ...]
    """The numbers of the steps between the two roles of the path; the last is this one."""
    source: Aligned
    target: Aligned
    moves: tuple[AlignedMove, ...]
    skills: Gap
    """What the other data set says is to be gained between its two roles."""
    expandable: ClassVar[Mapping[str, str]] = {"skills": "gaps"}


def aligned_ways(index: Index, roles: Sequence[str]) -> Iterator[AlignedWay]:
    """Yield what other data sets say of the step to the last of some roles of a path.

    The step may be one of several between two aligned roles, and several moves of the other data
    set may stand beside them.
    """
    if not index.about.alignments:
        return
    for target in alignments(index, roles[-1]):
        found = _aligned_before(index, roles, target)
        if found is None:
            continue
        place, source = found
        edges = _shortest(index, source.other.id, target.other.id)
        if edges:
            yield AlignedWay(
                set=target.set,
                steps=tuple(range(place + 1, len(roles))),
                source=source,
                target=target,
                moves=tuple(_move(index, edge) for edge in edges),
                skills=gap(index, source=source.other.id, target=target.other.id, kind="skill"),
            )


def _aligned_before(
    index: Index, roles: Sequence[str], target: Aligned
) -> tuple[int, Aligned] | None:
    """Return the nearest earlier role that is aligned with the same data set, and its place."""
    for place in range(len(roles) - 2, -1, -1):
        for source in alignments(index, roles[place]):
            if source.set == target.set:
                return place, source
    return None


def _shortest(index: Index, source: str, target: str) -> tuple[Edge, ...]:
    """Return the fewest moves along *leads to* between two roles; none if they are too many."""
    ways: dict[str, tuple[Edge, ...]] = {source: ()}
    for _ in range(MOST_MOVES):
        for role, way in list(ways.items()):
            for edge in index.outgoing(role, "leads_to"):
                ways.setdefault(edge.target, (*way, edge))
        if target in ways:
            return ways[target]
    return ()


def _move(index: Index, edge: Edge) -> AlignedMove:
    return AlignedMove(
        **move(index, edge),
        source=node_ref(index, edge.source),
        target=node_ref(index, edge.target),
    )


def aligned_way_text(way: AlignedWay) -> str:
    """Return where the moves stand, as a heading: "In product-management, for steps 2 and 3"."""
    *front, last = map(str, way.steps)
    steps = f"steps {', '.join(front)} and {last}" if front else "this step"
    return f"In {way.set}, for {steps}"


def aligned_move_text(way: AlignedWay, move: AlignedMove) -> str:
    """Return the two roles of a move, without the data set that the heading names."""
    ends = (each.title.removesuffix(f" ({way.set})") for each in (move.source, move.target))
    return " → ".join(ends)


def aligned_gain_text(way: AlignedWay) -> str:
    """Return how much the other data set says is to be gained: "3 skills, 9 levels in all"."""
    if way.target.other in way.skills.not_stated:
        return NOT_STATED
    text = plural(len(way.skills.gained), "skill") if way.skills.gained else "no further skills"
    levels = way.skills.levels_to_gain
    return f"{text}, {levels_amount_text(levels)} in all" if levels else text


def aligned_ends_text(way: AlignedWay) -> str:
    """Return as what its two roles are aligned with those of the path, and who says so.

    "Aligned: Product manager (close, derived, by A reviewer); Head (broader, derived)."
    """
    first, last = (
        f"{end.other.title.removesuffix(f' ({way.set})')} ({kind_text(end)})"
        for end in (way.source, way.target)
    )
    return f"Aligned: {first}; {last}."
