"""How fast are several paths, and paths around roles? Rows for the table of run.py.

    python tests/benchmarks/alternatives.py

prints them alone, with our slowest hundredth over our median. A graph of the size of
ESCO is made here, from one seed: families of roles with levels, in which people mostly move up,
sometimes aside into a family nearby, seldom back; a path has eleven steps at the median.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import igraph
import networkx as nx

from graph.compiled.deviations import Deviations
from graph.compiled.layer import WORTH_A_TREE, Layer

ROLES, EDGES = 3_000, 10_000
LEVELS, A_LEVEL = 6, 4
"""Of a family, and how many roles stand on one."""
UP, ASIDE = 0.55, 0.35
NEARBY = (-20, -5, -1, 1, 5, 20)
"""How far the families are that people move to."""
QUERIES = 100
Edge = tuple[int, int, int]
Pair = tuple[int, int]


class Row(NamedTuple):
    """One line of the table."""

    work: str
    peer: str
    ratio: float
    worst: float
    """The same at the 99th percentile."""


class Times(NamedTuple):
    """What both took, question by question."""

    theirs: list[float]
    ours: list[float]


def rows() -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    for work, peer, times in measured():
        yield _row(work, peer, times)


def _row(work: str, peer: str, times: Times) -> Row:
    medians = [statistics.median(each) for each in times]
    slowest = [_slowest(each) for each in times]
    return Row(work, peer, medians[0] / medians[1], slowest[0] / slowest[1])


def measured() -> Iterator[tuple[str, str, Times]]:
    """Yield what is compared with whom, and the times."""
    chance = random.Random(7)  # noqa: S311  # one seed, the same graph each time
    edges = _career_edges(chance)
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(range(ROLES))
    for source, target, years in edges:
        if not G.has_edge(source, target) or years < G[source][target]["years"]:
            G.add_edge(source, target, years=years)
    flat = list(G.edges(data="years"))
    H = igraph.Graph(n=ROLES, edges=[edge[:2] for edge in flat], directed=True)
    weights = [float(edge[2]) for edge in flat]
    pairs = _pairs(chance, G)

    def of_networkx(number: int, weight: str | None) -> Callable[[Pair], object]:
        return lambda pair: list(islice(nx.shortest_simple_paths(G, *pair, weight=weight), number))

    def of_igraph(number: int, weights: list[float] | None) -> Callable[[Pair], object]:
        return lambda pair: H.get_k_shortest_paths(*pair, k=number, weights=weights)

    by_steps = [(source, target, 1) for source, target, _ in edges]

    def ours(edges: Sequence[Edge], number: int) -> Callable[[Pair], object]:
        layer = Layer(ROLES, edges)  # one for each row, so that no target was asked before
        return lambda pair: list(islice(Deviations(layer, *pair), number))

    networkx, igraph_ = "networkx.shortest_simple_paths", "igraph get_k_shortest_paths"
    few = "five paths by steps"
    yield few, networkx, _times(of_networkx(5, None), ours(by_steps, 5), pairs)
    yield few, igraph_, _times(of_igraph(5, None), ours(by_steps, 5), pairs)
    many = "25 paths by years"
    yield many, networkx, _times(of_networkx(25, "years"), ours(edges, 25), pairs)
    yield many, igraph_, _times(of_igraph(25, weights), ours(edges, 25), pairs)
    yield _again(G, Layer(ROLES, by_steps), pairs)
    yield _around(chance, G, Layer(ROLES, by_steps), pairs)


def _again(G: nx.DiGraph[int], layer: Layer, pairs: Sequence[Pair]) -> tuple[str, str, Times]:
    """Ask for paths to few targets, each asked before."""
    target = pairs[0][1]
    sources = [source for source in nx.ancestors(G, target) if source != target]
    again = [(source, target) for source in random.Random(8).sample(sources, QUERIES)]  # noqa: S311
    for _ in range(WORTH_A_TREE):
        layer.path(*again[0])
    times = _times(
        lambda pair: list(islice(nx.shortest_simple_paths(G, *pair), 5)),
        lambda pair: list(islice(Deviations(layer, *pair), 5)),
        again,
    )
    return "five by steps to a target that is asked again", "networkx.shortest_simple_paths", times


def _around(
    chance: random.Random,
    G: nx.DiGraph[int],
    layer: Layer,
    pairs: Sequence[Pair],
) -> tuple[str, str, Times]:
    """Ask for the shortest path around two roles of the shortest."""
    questions = []
    for pair in pairs:
        between = nx.shortest_path(G, *pair)[1:-1]
        questions.append((pair, frozenset(chance.sample(between, min(2, len(between))))))
    times = _times(
        lambda asked: _found(
            lambda: nx.shortest_path(nx.restricted_view(G, asked[1], []), *asked[0])
        ),
        lambda asked: next(Deviations(layer, *asked[0], avoid=asked[1]), None),
        questions,
    )
    return "shortest path around two roles", "networkx.restricted_view", times


def _career_edges(chance: random.Random) -> list[Edge]:
    """Return steps up, aside and back, each some years long."""
    edges: dict[Pair, Edge] = {}
    while len(edges) < EDGES:
        source = chance.randrange(ROLES)
        family, level = divmod(source // A_LEVEL, LEVELS)
        kind = chance.random()
        if kind < UP:
            level = min(level + 1, LEVELS - 1)
        elif kind < UP + ASIDE:
            family += chance.choice(NEARBY)
        else:
            level = max(0, level - 1)
        target = ((family * LEVELS + level) * A_LEVEL + chance.randrange(A_LEVEL)) % ROLES
        if target != source:
            edges[source, target] = (source, target, chance.randint(1, 6))
    return list(edges.values())


def _pairs(chance: random.Random, G: nx.DiGraph[int]) -> list[Pair]:
    """Return pairs of roles with a path of two steps or more."""
    pairs: list[Pair] = []
    while len(pairs) < QUERIES:
        source, target = chance.sample(range(ROLES), 2)
        if not G.has_edge(source, target) and nx.has_path(G, source, target):
            pairs.append((source, target))
    return pairs


def _found(search: Callable[[], Any]) -> Any:
    try:
        return search()
    except nx.NetworkXNoPath:
        return None


def _times(
    theirs: Callable[[Any], object], ours: Callable[[Any], object], questions: Sequence[Any]
) -> Times:
    """Ask both each question in turn, twice, and count the quicker: the other is the machine's.

    Not more often, since for a target that is asked again its tree is kept.
    """
    times = Times([], [])
    for question in questions:
        for ask, kept in zip((theirs, ours), times, strict=True):
            kept.append(min(_time(ask, question) for _ in range(WORTH_A_TREE - 1)))
    return times


def _time(ask: Callable[[Any], object], question: Any) -> float:
    start = time.perf_counter()
    ask(question)
    return time.perf_counter() - start


def _slowest(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def main() -> None:
    """Print the table, with our slowest hundredth over our median."""
    out = sys.stdout.write
    out("| work | against | median | slowest of 100 | our slowest over our median |\n")
    out("| --- | --- | ---: | ---: | ---: |\n")
    for work, peer, times in measured():
        row = _row(work, peer, times)
        tail = _slowest(times.ours) / statistics.median(times.ours)
        out(f"| {row.work} | {row.peer} | {row.ratio:.2g}x | {row.worst:.2g}x | {tail:.2g} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
