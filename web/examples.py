"""Examples from the data set, for pages that nobody has asked anything yet."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from graph.model.relations import RelationName
from graph.parts.coverage import MIN_SKILLS, requirement_index
from graph.parts.requirements import NodeRef, node_ref
from graph.questions.stats.search import longest_ladder
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

SEEN = 100
"""How many roles are looked at."""


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
    """Return two roles that overlap and share many skills or, without overlaps, a step."""
    return _joined(index, "overlaps_with") or _joined(index, "leads_to")


def stating_role(index: Index) -> NodeRef | None:
    """Return a role that has much in common with another; None if no role states its skills."""
    ends = compared_roles(index)
    return ends.source if ends else None


def _joined(index: Index, relation: RelationName) -> Ends | None:
    """Return the two roles of a relation that share the most skills, from the first SEEN roles."""
    every = zip(index.roles, requirement_index(index).of_role, strict=True)
    skills = {role: set(its) for role, its in every if len(its) >= MIN_SKILLS}
    pairs = [
        (source, edge.target)
        for source in islice(skills, SEEN)
        for edge in index.outgoing(source, relation)
        if edge.target in skills
    ]
    if not pairs:
        return None
    source, target = max(pairs, key=lambda pair: len(skills[pair[0]] & skills[pair[1]]))
    ends = node_ref(index, source), node_ref(index, target)
    return Ends(*ends, lateral=relation == "overlaps_with")
