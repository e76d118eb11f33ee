"""Examples from the data set, for pages that nobody has asked anything yet."""

from __future__ import annotations

from typing import NamedTuple

from graph.model.relations import RelationName
from graph.parts.coverage import MIN_SKILLS, requirement_index
from graph.parts.requirements import NodeRef, node_ref
from graph.questions.stats.search import longest_ladder
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


class Ends(NamedTuple):
    """Two roles with an answer."""

    source: NodeRef
    target: NodeRef
    lateral: bool = False
    """Whether only a sideways move joins them."""


class Example(NamedTuple):
    """A question with an answer: its address, its words, and the answer in a sentence."""

    address: str
    words: str
    sentence: str = ""


@cached_with_index
def path_ends(index: Index) -> Ends | None:
    """Return two roles with a path: the ends of the longest ladder or, without ladders, a step."""
    ladder = longest_ladder(index)
    if ladder:
        return Ends(ladder[0], ladder[-1])
    step = _joined(index, "leads_to")
    return step or _joined(index, "overlaps_with")


@cached_with_index
def compared_roles(index: Index) -> Ends | None:
    """Return two roles that both state their skills and overlap or, without overlaps, a step."""
    return _joined(index, "overlaps_with") or _joined(index, "leads_to")


@cached_with_index
def stating_role(index: Index) -> NodeRef | None:
    """Return a role that states its skills, and leads to another that does; None without any."""
    step = _joined(index, "leads_to") or _joined(index, "overlaps_with")
    if step:
        return step.source
    stating = _stating(index)
    return next((node_ref(index, role) for role in index.roles if role in stating), None)


def _joined(index: Index, relation: RelationName) -> Ends | None:
    """Return the first two roles of a relation that both state their skills."""
    stating = _stating(index)
    for source in filter(stating.__contains__, index.roles):
        for edge in index.outgoing(source, relation):
            if edge.target in stating:
                ends = node_ref(index, source), node_ref(index, edge.target)
                return Ends(*ends, lateral=relation == "overlaps_with")
    return None


def _stating(index: Index) -> set[str]:
    """Return the roles that state enough skills to compare."""
    skills = zip(index.roles, requirement_index(index).of_role, strict=True)
    return {role for role, its in skills if len(its) >= MIN_SKILLS}
