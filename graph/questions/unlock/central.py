"""Which skills hold the graph together?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain
from math import sqrt
from typing import Literal, NamedTuple

from msgspec import Struct

from graph.model.errors import BadParameter
from graph.parts.coverage import needs_of
from graph.parts.requirements import NodeRef
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MOST_SKILLS = 100
"""The most skills an answer names."""
WORK = 8_000_000
"""How many edges are looked at, from all skills together, before only a sample of them is taken."""
LEAST_SAMPLE = 16
_SEED = 7
_ENDS = 2
"""A way has two ends; what lies between them is another skill."""


class CentralSkill(NodeRef, frozen=True, kw_only=True):
    """A skill and how much of the graph is held together by it."""

    betweenness: float
    """0 to 1: the mean share of the shortest ways between two other skills that lead over it."""
    standard_error: float | None
    """Of the betweenness, if it is estimated from a sample; None: it is exact."""
    roles: int
    """How many roles require it."""


class Centrality(Struct, frozen=True, kw_only=True):
    """The skills that hold the graph together, the most central first."""

    measure: Literal["betweenness"] = "betweenness"
    exact: bool
    sampled: int
    """From how many skills the ways were followed; all of them if it is exact."""
    of: int
    """How many skills there are that a role requires."""
    skills: tuple[CentralSkill, ...]


class _Sums(NamedTuple):
    """Of each skill, over the sources: its dependency on them, and the square of that."""

    dependencies: list[float]
    squares: list[float]


def central_skills(index: Index, *, limit: int = 20) -> Centrality:
    """Return the skills that hold the graph together, at most ``limit`` (1 to 100).

    The skill co-occurrence graph joins two skills by one edge for each role that requires both,
    whatever the necessity. A skill's betweenness there is the mean, over all ordered pairs of
    other skills, of the share of the shortest ways from one to the other that lead over it: 0 if
    none does, 1 if all do. Skills that are equal stand in the graph's order; those that no role
    requires are in no such graph.

    The ways are followed from every skill if that looks at no more than 8 million edges; else
    from as many as that allows, at least 16, drawn evenly and always the same. The answer says
    how many, and each estimate has its standard error. What was found is kept for the next time.

    Raises BadParameter for another limit.

    Sources: Freeman, "A set of measures of centrality based on betweenness" (1977); Brandes, "A
    faster algorithm for betweenness centrality" (2001); Brandes and Pich, "Centrality estimation
    in large networks" (2007) for the sample.
    """
    if not 1 <= limit <= MOST_SKILLS:
        raise BadParameter("limit", limit, f"a whole number from 1 to {MOST_SKILLS}")
    whole = _measured(index)
    return Centrality(
        exact=whole.exact, sampled=whole.sampled, of=whole.of, skills=whole.skills[:limit]
    )


def dependencies(required: Sequence[Sequence[int]], skills: int, sources: Iterable[int]) -> _Sums:
    """Return how the shortest ways from the sources to all skills depend on each skill.

    ``required`` holds the skills of each role as numbers below ``skills``. A way goes from a
    skill to a role that requires it, to another skill of that role, and so on; so the ways are
    counted as in the co-occurrence graph without the cost of its edges. The work is twice the
    number of requirements for each source (Brandes 2001).

    >>> dependencies([(0, 1), (1, 2)], 3, range(3)).dependencies
    [0.0, 2.0, 0.0]
    """
    beside = _joined(required, skills)
    sums = _Sums([0.0] * skills, [0.0] * skills)
    for source in sources:
        levels, distance, ways = _ways(beside, source)
        _accumulate(beside, levels, distance, ways, sums)
    return sums


def _joined(required: Sequence[Sequence[int]], skills: int) -> list[Sequence[int]]:
    """Return what each skill and, numbered after them, each role is joined with."""
    holders: list[list[int]] = [[] for _ in range(skills)]
    for role, its in enumerate(required, skills):
        for skill in its:
            holders[skill].append(role)
    return [*holders, *required]


def _ways(
    beside: Sequence[Sequence[int]], source: int
) -> tuple[list[list[int]], list[int], list[int]]:
    """Return what is reached edge by edge, how far each is, and by how many shortest ways."""
    distance = [-1] * len(beside)
    ways = [0] * len(beside)
    distance[source], ways[source] = 0, 1
    levels = [[source]]
    while levels[-1]:
        far = len(levels)
        reached = []
        for node in levels[-1]:
            so_many = ways[node]
            for beyond in beside[node]:
                if distance[beyond] < 0:
                    distance[beyond], ways[beyond] = far, so_many
                    reached.append(beyond)
                elif distance[beyond] == far:
                    ways[beyond] += so_many
        levels.append(reached)
    return levels, distance, ways


def _accumulate(
    beside: Sequence[Sequence[int]],
    levels: list[list[int]],
    distance: list[int],
    ways: list[int],
    sums: _Sums,
) -> None:
    """Add the dependency of one source on each skill, from the farthest back; ends are skills."""
    skills = len(sums.dependencies)
    depends = [0.0] * len(beside)
    for before, level in reversed(list(enumerate(levels[1:]))):
        for node in level:
            its = depends[node]
            if node < skills:
                sums.dependencies[node] += its
                sums.squares[node] += its * its
                its += 1
            share = its / ways[node]
            for nearer in beside[node]:
                if distance[nearer] == before:
                    depends[nearer] += ways[nearer] * share


@cached_with_index
def _measured(index: Index) -> Centrality:
    """Return the answer with as many skills as any names."""
    required = needs_of(index).of_role
    holders = Counter(chain.from_iterable(required))
    ids = [id_ for id_ in index.of_kind("skill") if id_ in holders]
    number = {id_: i for i, id_ in enumerate(ids)}
    sources = _sources(len(ids), edges=holders.total())
    sums = dependencies([[number[id_] for id_ in its] for its in required], len(ids), sources)
    measured = zip(ids, _betweenness(sums, sources), strict=True)
    ranked = nsmallest(MOST_SKILLS, measured, key=lambda entry: -entry[1][0])
    return Centrality(
        exact=len(sources) == len(ids),
        sampled=len(sources),
        of=len(ids),
        skills=tuple(
            CentralSkill(
                id_,
                index.records[id_].title,
                "skill",
                betweenness=betweenness,
                standard_error=error,
                roles=holders[id_],
            )
            for id_, (betweenness, error) in ranked
        ),
    )


def _sources(skills: int, *, edges: int) -> Sequence[int]:
    """Return from which skills the ways are followed: all, or an even sample."""
    affordable = max(LEAST_SAMPLE, WORK // max(1, edges))
    if skills <= affordable:
        return range(skills)
    return random.Random(_SEED).sample(range(skills), affordable)  # noqa: S311  # a sample, no secret


def _betweenness(sums: _Sums, sources: Sequence[int]) -> Iterator[tuple[float, float | None]]:
    """Yield the betweenness of each skill and, if it is estimated, its standard error.

    It is the mean over the sources other than the skill itself; the error is that of the mean
    of a sample without replacement.
    """
    n, drawn = len(sums.dependencies), set(sources)
    for skill, (dependency, square) in enumerate(zip(*sums, strict=True)):
        sample = len(drawn) - (skill in drawn)
        if n <= _ENDS:
            yield 0.0, None
            continue
        mean = dependency / sample
        error = None
        if len(drawn) < n:
            variance = max(0.0, square - sample * mean * mean) / (sample - 1)
            error = sqrt(variance / sample * (1 - sample / (n - 1))) / (n - _ENDS)
        yield mean / (n - _ENDS), error
