"""Paths between two roles: their steps, and what each step takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct

from graph.model.edges import DERIVED_KEY, Edge, move_basis, weakest_basis
from graph.model.records import Basis, Locator, OverlapsWithEdge
from graph.model.relations import RelationName
from graph.parts.aligned_ways import AlignedWay, aligned_ways
from graph.parts.effort import Effort, effort_of
from graph.parts.flow import Likelihood, observed_of, path_likelihood
from graph.parts.gaps import Gap, gap
from graph.parts.moves import Evidence, Move, joining, move
from graph.parts.not_stated import NotStatedItem, not_stated_of_edge, not_stated_of_node
from graph.parts.requirements import NodeRef, Requirement, node_ref
from graph.parts.years import TotalYears, total_years, years_of
from graph.store.index import Index


class Step(Move, frozen=True, kw_only=True):
    """One move of a path."""

    number: int
    source: NodeRef
    target: NodeRef
    relation: RelationName
    move_basis: Basis
    """The basis of the move; ``basis`` is that of the edge, which may be a stated overlap."""
    skills_gained: int | None
    """How many skills the target role requires and no role before it on the path.

    None if no source lists the skills of the target role.
    """
    responsibilities_gained: int | None
    """The same for responsibilities."""
    skills: Gap
    responsibilities: Gap
    shared: tuple[NodeRef, ...]
    """What both roles require, if the move is a derived *overlaps with*."""
    also: tuple[Evidence, ...]
    """Parallel edges between the same two roles."""
    aligned: tuple[AlignedWay, ...]
    """What other data sets say of the step, where its roles are aligned with theirs."""
    expandable: ClassVar[Mapping[str, str]] = {
        "skills": "gaps",
        "responsibilities": "gaps",
        "shared": "gaps",
        "also": "sources",
        "aligned": "aligned",
    }


class NotStatedOnPath(Struct, frozen=True, kw_only=True):
    """Something that the sources leave open about a step or one of its roles."""

    step: int
    """The number of the step."""
    what: str
    about: NodeRef
    """The role; for a step, the role that it starts from."""
    other: NodeRef | None = None
    """For a step, the role that it leads to."""
    left_out: bool = False
    """Whether the source does state it, and only this data does not record it."""
    note: str | None = None
    sources: tuple[Locator, ...] = ()
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}


class Path(Struct, frozen=True, kw_only=True):
    """A path from one role to another."""

    source: NodeRef
    target: NodeRef
    length: int
    """The number of steps."""
    years: TotalYears | None
    """None without a step."""
    weakest_basis: Basis | None
    """None without a step."""
    likelihood: Likelihood | None
    """None if no move from any role on it was counted."""
    effort: Effort
    skills_gained: int | None
    """How many skills are gained on the way; None if no source lists any for any role on it."""
    responsibilities_gained: int | None
    """The same for responsibilities."""
    skills: tuple[Requirement, ...]
    """The skills gained on the way, each once."""
    responsibilities: tuple[Requirement, ...]
    steps: tuple[Step, ...]
    not_stated: tuple[NotStatedOnPath, ...]
    expandable: ClassVar[Mapping[str, str]] = {"skills": "gaps", "responsibilities": "gaps"}


class NoPath(Struct, frozen=True, kw_only=True):
    """Why there is no path from one role to another, and what would help."""

    source: NodeRef
    target: NodeRef
    lateral: bool
    """Whether sideways moves were allowed."""
    reachable: int
    """How many other roles paths lead to."""
    nearest: NodeRef | None
    """The reachable role that is the fewest edges, in either direction, from the target.

    Of equally near ones, that with the least effort to the target. If no edges join them, the
    one that has most in common with the target: the greatest Jaccard coefficient of requirements.
    """
    before: NodeRef | None
    """Without such a role: of those that lead to the target, the nearest to the source.

    If no edges join them, the one that has most in common with the source.
    """
    alike: NodeRef | None
    """Without either: of all roles, the one that has most in common with the target."""
    lateral_helps: bool
    """Whether there is a path once sideways moves are allowed."""
    lateral_length: int | None
    """The number of its steps."""
    lateral_path: Path | None
    """The path with the fewest steps once sideways moves are allowed; without any constraints."""


def path_of(index: Index, source: str, edges: Sequence[Edge]) -> Path:
    """Return the path from a role along these edges, with what each step takes."""
    roles = [source, *(edge.target for edge in edges)]
    steps = tuple(
        _step(index, number, edge, roles[: number - 1]) for number, edge in enumerate(edges, 1)
    )
    of_skills = [step.skills for step in steps]
    of_responsibilities = [step.responsibilities for step in steps]
    skills, responsibilities = _gained(of_skills), _gained(of_responsibilities)
    return Path(
        source=node_ref(index, source),
        target=node_ref(index, roles[-1]),
        length=len(steps),
        years=total_years([step.years for step in steps]) if steps else None,
        weakest_basis=weakest_basis(step.move_basis for step in steps) if steps else None,
        likelihood=path_likelihood(index, edges),
        effort=effort_of(index, roles),
        skills_gained=_number(skills, [step.skills_gained for step in steps]),
        responsibilities_gained=_number(
            responsibilities, [step.responsibilities_gained for step in steps]
        ),
        skills=skills,
        responsibilities=responsibilities,
        steps=steps,
        not_stated=tuple(_not_stated(index, edges)),
    )


def _step(index: Index, number: int, edge: Edge, before: Sequence[str]) -> Step:
    source, target = node_ref(index, edge.source), node_ref(index, edge.target)
    of_step = partial(gap, index, source=source.id, target=target.id, before=before)
    skills, responsibilities = of_step(kind="skill"), of_step(kind="responsibility")
    shared = edge.record.shared if isinstance(edge.record, OverlapsWithEdge) else ()
    return Step(
        **move(index, edge),
        number=number,
        source=source,
        target=target,
        relation=edge.relation,
        move_basis=move_basis(edge.relation, edge.record.basis),
        skills_gained=None if target in skills.not_stated else len(skills.gained),
        responsibilities_gained=(
            None if target in responsibilities.not_stated else len(responsibilities.gained)
        ),
        skills=skills,
        responsibilities=responsibilities,
        shared=tuple(node_ref(index, id_) for id_ in shared),
        also=tuple(_parallel(index, edge)),
        aligned=tuple(aligned_ways(index, (*before, source.id, target.id))),
    )


def _parallel(index: Index, edge: Edge) -> Iterator[Evidence]:
    """Yield what parallel edges of the data set say; no derived overlap beside a written one."""
    links = joining(index, edge.source, edge.target, lateral=True, derive=False)
    written = any(each.relation == "overlaps_with" and each.key != DERIVED_KEY for each in links)
    for other in links:
        if other != edge and not (written and other.key == DERIVED_KEY):
            yield Evidence(
                relation=other.relation,
                basis=other.record.basis,
                years=years_of(other),
                observed=observed_of(other),
                sources=other.record.locators,
            )


def _gained(gaps: Sequence[Gap]) -> tuple[Requirement, ...]:
    """Return what is gained on the steps; no step gains what one before it has."""
    return tuple(each for gap_ in gaps for each in gap_.gained)


def _number(gained: Sequence[Requirement], of_steps: Sequence[int | None]) -> int | None:
    """Return how many are gained; None if that is not stated for any step."""
    stated = not of_steps or any(number is not None for number in of_steps)
    return len(gained) if stated else None


def _not_stated(index: Index, edges: Sequence[Edge]) -> Iterator[NotStatedOnPath]:
    """Yield what no source states, step by step: of the edge, then of the roles new to the path."""
    for step, edge in enumerate(edges, 1):
        source, target = node_ref(index, edge.source), node_ref(index, edge.target)
        of_edge = list(not_stated_of_edge(index, edge))
        yield from (_on_path(step, item, source, target) for item in of_edge)
        if years_of(edge) is None and all(item.what != "years" for item in of_edge):
            yield NotStatedOnPath(step=step, what="years", about=source, other=target)
        for role in (source, target) if step == 1 else (target,):
            for item in not_stated_of_node(index, role.id):
                if item.what not in ("next_roles", "earlier_roles"):
                    yield _on_path(step, item, role)


def _on_path(
    step: int, item: NotStatedItem, about: NodeRef, other: NodeRef | None = None
) -> NotStatedOnPath:
    return NotStatedOnPath(
        step=step,
        what=item.what,
        about=about,
        other=other,
        left_out=item.left_out,
        note=item.note,
        sources=item.sources,
    )
