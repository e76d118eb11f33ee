"""The figure that a fact gives for a role: its own, or that of the role it is a special case of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graph.model.records import Fact
from graph.parts.special_cases import broader_chain, broader_roles
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


class Figure(NamedTuple):
    """A fact, as it holds for a role."""

    fact: Fact
    of_broader: bool
    """Whether the role has none of its own, and the fact is that of a broader role."""


@cached_with_index
def own_figures(index: Index, title: str) -> Mapping[str, Figure]:
    """Return the figure of each role that has a fact of this title, by the role's id."""
    return {
        fact.role: Figure(fact, of_broader=False)
        for fact in index.about.facts
        if fact.title == title and fact.role
    }


@cached_with_index
def figures(index: Index, title: str) -> Mapping[str, Figure]:
    """Return the figure of each role by its id: its own or, without one, a broader role's.

    Of several broader roles, one above the other, the nearest that has a figure counts.
    """
    own = own_figures(index, title)
    found = dict(own)
    for role in broader_roles(index) if own else ():
        if role not in own:
            above = next((each for each in broader_chain(index, role) if each in own), None)
            if above is not None:
                found[role] = own[above]._replace(of_broader=True)
    return found
