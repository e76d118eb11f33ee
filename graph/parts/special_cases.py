"""Roles that are special cases of a broader role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.store.index import Index
from graph.store.index_cache import cached_with_index


@cached_with_index
def broader_roles(index: Index) -> Mapping[str, str]:
    """Return the broader role of each role that is a special case, by ids in file order.

    A broader role that is not in the graph is left out: a part of a graph may lack it.
    """
    broader = ((id_, index.role(id_).broader) for id_ in index.roles)
    return {id_: its for id_, its in broader if its in index.position and its != id_}


@cached_with_index
def special_cases(index: Index) -> Mapping[str, tuple[str, ...]]:
    """Return the special cases of each broader role, by ids in file order.

    A special case of a special case stands only under the role right above it.
    """
    found: dict[str, list[str]] = {}
    for role, broader in broader_roles(index).items():
        found.setdefault(broader, []).append(role)
    return {broader: tuple(roles) for broader, roles in found.items()}


def broader_chain(index: Index, role: str) -> Iterator[str]:
    """Yield the role that a role is a special case of, then the one above, each once."""
    broader, seen = broader_roles(index), {role}
    while (above := broader.get(role)) is not None and above not in seen:
        yield above
        seen.add(above)
        role = above
