"""Find the central skills of a graph: those that connect most other skills.

Betweenness comes from networkx. On ESCO (14,000 skills) it takes about half a minute of computing
for the sample of 64 skills; exact betweenness would take hours.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from graph.parts.coverage import cut_offs, requirement_index
from graph.questions.unlock.answer import Sample, SkillUnlock, Unlock
from graph.questions.unlock.query import MAX_SKILLS
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

if TYPE_CHECKING:
    import networkx as nx

MAX_EDGE_VISITS = 8_000_000
"""How many requirements are visited, summed over all start skills, before skills are sampled."""
MIN_SAMPLE = 16
_SEED = 7


class Dependency(NamedTuple):
    """How much the paths from some start skills depend on a skill."""

    total: float
    """The sum over the starts: for each end, the share of shortest paths through the skill."""
    squares: float
    """The sum of the squares of these sums, one for each start."""


def central_skills(index: Index, *, limit: int) -> Unlock:
    """Return the skills with the highest betweenness in the skill co-occurrence graph.

    That graph joins two skills by one edge for each role that requires both, helpful or not.
    The betweenness of a skill is the mean, over all ordered pairs of other skills, of the share
    of shortest paths between them that pass through it: from 0 to 1. Equal skills stand in the
    order of the graph. Skills that no role requires are left out.

    All shortest paths are followed if that visits at most 8 million requirements. If not, paths
    are followed from a random sample of skills, always the same and at least 16, and each
    estimate has its standard error. The result is cached with the index.

    Sources: Freeman, "A set of measures of centrality based on betweenness" (1977); Brandes, "A
    faster algorithm for betweenness centrality" (2001); Brandes and Pich, "Centrality estimation
    in large networks" (2007) for the sample.
    """
    sample, skills = _ranked(index)
    return Unlock(
        ranked_by="betweenness",
        role=None,
        title=None,
        roles_held=(),
        held=None,
        held_not_stated=(),
        reason=None,
        next_rungs=(),
        cut_offs=cut_offs(index),
        tiered=cut_offs(index).enough,
        levels_stated=any(requirement_index(index).levelled),
        compared=None,
        not_stated=None,
        in_reach=None,
        one_short=None,
        two_short=None,
        nearest=None,
        unlocking=None,
        skills=skills[:limit],
        pairs=None,
        all_pairs=None,
        sample=sample,
    )


def is_exact(index: Index) -> bool:
    """Return whether all shortest paths can be followed, without a sample."""
    required = requirement_index(index)
    skills = len(required.requiring)
    return len(_start_skills(skills, edges=sum(required.all_skills))) == skills


def dependencies(
    required: Sequence[Sequence[int]], skills: int, starts: Sequence[int]
) -> list[Dependency]:
    """Return how much the shortest paths from the starts to all skills depend on each skill.

    ``required`` holds the skills of each role as numbers below ``skills``. A path goes from a
    skill to a role that requires it, to another skill of that role, and so on. This counts paths
    as in the co-occurrence graph, without the cost of its edges.

    >>> [each.total for each in dependencies([(0, 1), (1, 2)], 3, range(3))]
    [0.0, 2.0, 0.0]
    """
    import networkx as nx  # takes a moment, and only this question needs it

    G: nx.Graph[int] = nx.Graph()
    G.add_nodes_from(range(skills))
    G.add_edges_from((-1 - role, skill) for role, its in enumerate(required) for skill in its)
    totals, squares = [0.0] * skills, [0.0] * skills
    for start in starts:
        of_start = nx.betweenness_centrality_subset(G, [start], range(skills))
        for skill in range(skills):
            dependency = 2 * of_start[skill]  # networkx halves what each end of a path counts
            totals[skill] += dependency
            squares[skill] += dependency * dependency
    return list(map(Dependency, totals, squares))


@cached_with_index
def _ranked(index: Index) -> tuple[Sample, tuple[SkillUnlock, ...]]:
    """Return the most central skills, as many as any answer lists."""
    required = requirement_index(index)
    ids = [id_ for id_ in index.of_kind("skill") if id_ in required.requiring]
    number = {id_: i for i, id_ in enumerate(ids)}
    starts = _start_skills(len(ids), edges=sum(required.all_skills))
    of_roles = [[number[id_] for id_ in of_role] for of_role in required.of_role]
    found = _betweenness(dependencies(of_roles, len(ids), starts), starts)
    ranked = nsmallest(MAX_SKILLS, zip(ids, found, strict=True), key=lambda entry: -entry[1][0])
    return (
        Sample(exact=len(starts) == len(ids), sampled=len(starts), total=len(ids)),
        tuple(
            SkillUnlock(
                id_,
                index.title(id_),
                "skill",
                required_by=len(required.requiring[id_]),
                new_roles=None,
                from_nothing=None,
                roles=(),
                betweenness=betweenness,
                standard_error=error,
            )
            for id_, (betweenness, error) in ranked
        ),
    )


def _start_skills(skills: int, *, edges: int) -> Sequence[int]:
    """Return the skills from which paths are followed: all, or a random sample."""
    affordable = max(MIN_SAMPLE, MAX_EDGE_VISITS // max(1, edges))
    if skills <= affordable:
        return range(skills)
    return random.Random(_SEED).sample(range(skills), affordable)  # noqa: S311  # a sample, no secret


def _betweenness(
    found: Sequence[Dependency], starts: Sequence[int]
) -> Iterator[tuple[float, float | None]]:
    """Yield the betweenness of each skill and, if it is estimated, its standard error.

    It is the mean over the start skills other than the skill itself; the error is that of the
    mean of a sample without replacement.
    """
    n, drawn = len(found), set(starts)
    for skill, (total, squares) in enumerate(found):
        if n <= 2:  # noqa: PLR2004  # a path has two ends; no third skill is between them
            yield 0.0, None
            continue
        sampled = len(drawn) - (skill in drawn)
        mean = total / sampled
        error = None
        if len(drawn) < n:
            variance = max(0.0, squares - sampled * mean * mean) / (sampled - 1)
            error = sqrt(variance / sampled * (1 - sampled / (n - 1))) / (n - 2)
        yield mean / (n - 2), error
