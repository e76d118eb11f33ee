"""Count what is in a data set, and what its sources do not state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

import networkx as nx

from graph.model.records import BASES, Basis
from graph.model.relations import KINDS, RELATIONS, RelationName
from graph.parts.ladders import forks_too_often
from graph.parts.not_stated import not_stated
from graph.parts.requirements import NodeRef, node_ref
from graph.questions.stats.answer import EdgeCounts, SourceUse, Stats
from graph.questions.stats.query import StatsQuery
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


def answer(index: Index, _query: StatsQuery) -> Stats:
    """Return the numbers of a data set."""
    return Stats(
        title=index.about.info.title,
        nodes={kind: sum(1 for _ in index.of_kind(kind)) for kind in KINDS},
        edges=edge_counts(index),
        facts=len(index.about.facts),
        sources=tuple(_source_uses(index)),
        not_stated=dict(Counter(entry.what for entry in not_stated(index)).most_common()),
        longest_ladder=longest_ladder(index),
    )


def edge_counts(index: Index) -> EdgeCounts:
    """Return how many edges there are by relation and basis; see EdgeCounts."""
    counts: Counter[tuple[RelationName, Basis]] = Counter()
    for relation in RELATIONS:
        for record, times in index.claims(relation):
            counts[relation, record.basis] += times
    found: EdgeCounts = {
        relation: {basis: counts[relation, basis] for basis in BASES} for relation in RELATIONS
    }
    if index.derives_overlaps:
        found["overlaps_with"]["derived"] = None
    return found


@cached_with_index
def longest_ladder(index: Index) -> tuple[NodeRef, ...]:
    """Return the longest of all shortest paths along *leads to*, without starting points.

    Among equals it is the one with the fewest steps that no sentence states, then the one that
    ends at the last role in file order. Empty if nothing leads anywhere, or if steps fork so often
    that they are no ladders (see ``graph.parts.ladders``).
    """
    if forks_too_often(index):
        return ()
    return tuple(node_ref(index, role) for role in _longest_ladder(index))


def _source_uses(index: Index) -> Iterator[SourceUse]:
    nodes = Counter(
        id_ for record in index.records.values() for id_ in {place.id for place in record.locators}
    )
    edges: Counter[str] = Counter()
    for relation in RELATIONS:
        for record, times in index.claims(relation):
            edges.update(dict.fromkeys({place.id for place in record.locators}, times))
    for source in index.about.sources:
        yield SourceUse(
            id=source.id, title=source.title, nodes=nodes[source.id], edges=edges[source.id]
        )


def _longest_ladder(index: Index) -> list[str]:
    ladder: nx.DiGraph[str] = nx.DiGraph()
    for link in index.edges(["leads_to"]):
        if not {link.source, link.target} & index.starting_points:
            unstated = link.record.basis != "stated"
            before = ladder.get_edge_data(link.source, link.target, {"unstated": True})
            ladder.add_edge(link.source, link.target, unstated=unstated and before["unstated"])
    bottom = [role for role in ladder if ladder.in_degree(role) == 0] or list(ladder)
    heights = {
        role: max(nx.single_source_shortest_path_length(ladder, role).values()) for role in bottom
    }
    highest = max(heights.values(), default=0)
    paths = [
        path
        for role, height in heights.items()
        if height == highest
        for path in _fewest_unstated(ladder, role).values()
        if len(path) == highest + 1
    ]
    return min(
        paths,
        key=lambda path: (_unstated(ladder, path), -index.position[path[-1]]),
        default=[],
    )


def _fewest_unstated(ladder: nx.DiGraph[str], start: str) -> dict[str, list[str]]:
    """Return the shortest paths from the start, of equals the one with most steps stated."""

    def cost(_source: str, _target: str, edge: dict[str, bool]) -> int:
        return len(ladder) + edge["unstated"]

    return cast("dict[str, list[str]]", nx.single_source_dijkstra_path(ladder, start, weight=cost))


def _unstated(ladder: nx.DiGraph[str], path: list[str]) -> int:
    return sum(ladder.edges[edge]["unstated"] for edge in pairwise(path))
