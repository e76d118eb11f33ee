"""Paths between two roles: their steps, and what each step takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from graph.model.edges import Edge, weakest_basis
from graph.model.records import Basis, Locator, OverlapsWithEdge
from graph.model.relations import RelationName
from graph.parts.moves import By, Evidence, Move, joining, move
from graph.parts.not_stated import NotStatedItem, not_stated_of_edge, not_stated_of_node
from graph.parts.requirements import (
    Gap,
    NodeRef,
    Requirement,
    RequirementKind,
    gap,
    node_ref,
    requirements,
)
from graph.parts.years import TotalYears, total_years, years_of
from graph.store.index import Index


class Step(Move, frozen=True, kw_only=True):
    """One move of a path."""

    number: int
    source: NodeRef
    target: NodeRef
    relation: RelationName
    skills: Gap
    responsibilities: Gap
    shared: tuple[NodeRef, ...]
    """What both roles require, if the move is along *overlaps with* and was computed."""
    also: tuple[Evidence, ...]


class Unknown(Struct, frozen=True, kw_only=True):
    """Something the sources leave open on the way."""

    step: int
    what: str
    about: str
    note: str | None
    sources: tuple[Locator, ...]


class NoPath(Struct, frozen=True, kw_only=True):
    """Why there is no path, and what would help."""

    reason: str
    nearest: NodeRef | None
    """The role in reach that is the fewest edges, either way, from the target."""
    lateral_helps: bool
    """Whether a path exists once lateral moves are allowed."""
    lateral_length: int | None


class Path(Struct, frozen=True, kw_only=True):
    """The answer to a path query."""

    source: NodeRef
    target: NodeRef
    by: By | None
    """None: not the best by one cost, but by several together."""
    lateral: bool
    found: bool
    length: int | None
    """The number of steps; None without a path."""
    steps: tuple[Step, ...] = ()
    years: TotalYears | None = None
    weakest_basis: Basis | None = None
    skills: tuple[Requirement, ...] = ()
    """Every skill gained on the way, once."""
    responsibilities: tuple[Requirement, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    no_path: NoPath | None = None


def path_of(
    index: Index,
    start: str,
    goal: str,
    links: Sequence[Edge],
    *,
    by: By | None,
    lateral: bool,
) -> Path:
    """Return the path along these edges, with what each step takes."""
    steps = tuple(_step(index, number, link) for number, link in enumerate(links, 1))
    return Path(
        source=node_ref(index, start),
        target=node_ref(index, goal),
        by=by,
        lateral=lateral,
        found=True,
        length=len(steps),
        steps=steps,
        years=total_years([step.years for step in steps]) if steps else None,
        weakest_basis=weakest_basis(step.basis for step in steps) if steps else None,
        skills=_gained(index, start, [step.skills for step in steps], "skill"),
        responsibilities=_gained(
            index, start, [step.responsibilities for step in steps], "responsibility"
        ),
        unknown=tuple(_unknown(index, links)),
    )


def _step(index: Index, number: int, link: Edge) -> Step:
    shared = link.record.shared if isinstance(link.record, OverlapsWithEdge) else ()
    parallel = joining(index, link.source, link.target, lateral=True)
    return Step(
        **move(index, link),
        number=number,
        source=node_ref(index, link.source),
        target=node_ref(index, link.target),
        relation=link.relation,
        skills=gap(index, source=link.source, target=link.target, kind="skill"),
        responsibilities=gap(index, source=link.source, target=link.target, kind="responsibility"),
        shared=tuple(node_ref(index, id_) for id_ in shared),
        also=tuple(
            Evidence(
                relation=other.relation,
                basis=other.record.basis,
                years=years_of(other),
                sources=other.record.locators,
            )
            for other in parallel
            if other != link
        ),
    )


def _gained(
    index: Index, start: str, gaps: Sequence[Gap], kind: RequirementKind
) -> tuple[Requirement, ...]:
    """Return what is gained on any step and not held at the start, each once."""
    held = {requirement.id for requirement in requirements(index, start, kind)}
    gained: dict[str, Requirement] = {}
    for requirement in (requirement for gap_ in gaps for requirement in gap_.gained):
        if requirement.id not in held:
            gained.setdefault(requirement.id, requirement)
    return tuple(gained.values())


def _unknown(index: Index, links: Sequence[Edge]) -> Iterator[Unknown]:
    """Yield what no source says, step by step: of the edge, then of the roles it newly touches."""
    for step, link in enumerate(links, 1):
        of_edge = list(not_stated_of_edge(index, link))
        yield from (_left_open(step, entry) for entry in of_edge)
        if years_of(link) is None and all(entry.what != "years" for entry in of_edge):
            about = f"{index.title(link.source)} → {index.title(link.target)}"
            yield Unknown(step=step, what="years", about=about, note=None, sources=())
        for role in (link.source, link.target) if step == 1 else (link.target,):
            for entry in not_stated_of_node(index, role):
                if entry.what not in ("next_roles", "earlier_roles"):
                    yield _left_open(step, entry)


def _left_open(step: int, entry: NotStatedItem) -> Unknown:
    other = f" → {entry.other.title}" if entry.other else ""
    return Unknown(
        step=step,
        what=entry.what,
        about=f"{entry.about.title}{other}",
        note=entry.note,
        sources=entry.sources,
    )
