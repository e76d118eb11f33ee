"""Resolve the names of a path query, once, to roles and ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from graph.model.errors import BadParameter, UnknownNode, WrongKind
from graph.parts.moves import By
from graph.parts.requirements import node_ref
from graph.questions.path.answer import Constraint
from graph.questions.path.query import PathQuery
from graph.store.index import Index


class ResolvedQuery(NamedTuple):
    """A path query whose names are resolved; the ends are positions of roles, the rest ids."""

    source: int
    target: int
    by: By | None
    number: int
    lateral: bool
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    max_years: float | None = None
    max_steps: int | None = None
    max_moves: int | None = None
    """How many moves the search may examine, if fewer than usual."""

    @property
    def is_constrained(self) -> bool:
        """Whether there is any constraint."""
        limits = (self.max_years, self.max_steps)
        return bool(self.via or self.avoid) or any(limit is not None for limit in limits)


def resolve(index: Index, query: PathQuery) -> ResolvedQuery:
    """Return the query with its names resolved.

    Raises UnknownNode, AmbiguousName, WrongKind, or BadParameter if an end of the path is also
    to be gone through or avoided, or a role both.
    """
    resolved = ResolvedQuery(
        source=index.position[index.resolve(query.source, "role")],
        target=index.position[index.resolve(query.target, "role")],
        by=query.cost,
        number=query.number,
        lateral=query.lateral,
        via=tuple(dict.fromkeys(index.resolve(name, "role") for name in query.via)),
        avoid=tuple(dict.fromkeys(_to_avoid(index, name) for name in query.avoid)),
        max_years=query.max_years,
        max_steps=query.max_steps,
    )
    _check_roles(index, resolved)
    return resolved


def _to_avoid(index: Index, name: str) -> str:
    """Return the id of what to avoid: a role if one has the name, else a requirement."""
    try:
        return index.resolve(name, "role")
    except (WrongKind, UnknownNode):
        return index.resolve(name)


def _check_roles(index: Index, query: ResolvedQuery) -> None:
    ends = {index.roles[query.source], index.roles[query.target]}
    for name, ids in (("via", query.via), ("avoid", query.avoid)):
        for id_ in ids:
            if id_ in ends:
                takes = "roles other than the first and the last"
                raise BadParameter(name, index.title(id_), takes)
    for id_ in query.via:
        if id_ in query.avoid:
            raise BadParameter("avoid", index.title(id_), "roles that the path need not go through")


def constraints_of(index: Index, query: ResolvedQuery) -> Iterator[Constraint]:
    """Yield the constraints of a query."""
    for id_ in query.via:
        yield Constraint(kind="via", node=node_ref(index, id_))
    for id_ in query.avoid:
        yield Constraint(kind="avoid", node=node_ref(index, id_))
    if query.max_steps is not None:
        yield Constraint(kind="max_steps", limit=query.max_steps)
    if query.max_years is not None:
        yield Constraint(kind="max_years", limit=query.max_years)


def without(query: ResolvedQuery, constraint: Constraint) -> ResolvedQuery:
    """Return the query without one of its constraints."""
    left: Any = None
    if constraint.node is not None:
        ids = query.via if constraint.kind == "via" else query.avoid
        left = tuple(id_ for id_ in ids if id_ != constraint.node.id)
    changed: dict[str, Any] = {constraint.kind: left}
    return query._replace(**changed)


def excluded_roles(index: Index, query: ResolvedQuery) -> frozenset[int]:
    """Return the positions of the roles that no path may enter."""
    roles: set[str] = set()
    for id_ in query.avoid:
        if index.kinds[id_] == "role":
            roles.add(id_)
        else:
            roles.update(edge.source for edge in index.incoming(id_, "requires"))
    return frozenset(index.position[role] for role in roles) - {query.source}
