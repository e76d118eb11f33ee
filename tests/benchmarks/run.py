"""How fast, against a peer, both measured in this run?

    python tests/benchmarks/run.py

prints the table that README shows: a ratio a row, peer over ours (above 1 we are faster),
from the medians of calls made in turn. The graph is made here, from one seed.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
import yaml
from rapidfuzz import fuzz, process

from graph.build import build_graph
from graph.exchange.graphml_write import write_graphml
from graph.layer import Layer
from graph.locate import shipped
from graph.model import About, Dataset, Info, Requires, Role, Skill
from graph.names import plain
from graph.overlap import Postings, jaccard_coefficient
from graph.search import Names
from graph.yaml_source import read_yaml

ROLES, EDGES, SKILLS, REQUIRED = 3_000, 10_000, 14_000, 43
QUERIES = 300


class Row(NamedTuple):
    """One line of the table."""

    work: str
    peer: str
    ratio: float
    worst: float
    """The same at the 99th percentile."""


def rows() -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    chance = random.Random(7)  # noqa: S311  # one seed, the same graph each time
    edges = _career_edges(chance)
    yield from _paths(chance, edges)
    yield from _overlap(chance)
    yield _names(chance)
    yield _yaml()
    yield _graphml(chance)
    yield _command()


def _career_edges(chance: random.Random) -> list[tuple[int, int, int]]:
    """Return edges that lead on, mostly to roles a little further up, each some years long."""
    edges = []
    for _ in range(EDGES):
        source = chance.randrange(ROLES - 1)
        target = min(ROLES - 1, source + 1 + int(chance.expovariate(1 / 120)))
        edges.append((source, target, chance.randint(1, 6)))
    return edges


def _paths(chance: random.Random, edges: Sequence[tuple[int, int, int]]) -> Iterator[Row]:
    pairs = [sorted(chance.sample(range(ROLES), 2)) for _ in range(QUERIES)]
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(range(ROLES))
    for source, target, years in edges:
        if not G.has_edge(source, target) or years < G[source][target]["years"]:
            G.add_edge(source, target, years=years)
    steps = Layer(ROLES, [(source, target, 1) for source, target, _ in edges])
    by_years = Layer(ROLES, edges)
    yield _row(
        "shortest path by steps",
        "networkx.shortest_path on a prefiltered DiGraph",
        lambda pair: _found(lambda: nx.shortest_path(G, *pair)),
        lambda pair: steps.path(*pair),
        pairs,
    )
    yield _row(
        "shortest path by years",
        "networkx.bidirectional_dijkstra",
        lambda pair: _found(lambda: nx.bidirectional_dijkstra(G, *pair, weight="years")),
        lambda pair: by_years.path(*pair),
        pairs,
    )
    target = ROLES - 1
    for _ in range(5):
        by_years.path(0, target)
    yield _row(
        "the same to a target that is asked again",
        "networkx.bidirectional_dijkstra",
        lambda pair: _found(lambda: nx.bidirectional_dijkstra(G, pair[0], target, weight="years")),
        lambda pair: by_years.path(pair[0], target),
        pairs,
    )


def _overlap(chance: random.Random) -> Iterator[Row]:
    required = {
        f"r{role}": dict.fromkeys(
            f"s{int(SKILLS * chance.random() ** 2.5)}" for _ in range(REQUIRED)
        )
        for role in range(ROLES)
    }
    postings = Postings(required)
    sets = {role: set(ids) for role, ids in required.items()}
    yield _row(
        "ten most overlapping roles of one",
        "Python sets, every other role",
        lambda role: sorted(sets, key=lambda other: -jaccard_coefficient(sets[role], sets[other]))[
            :10
        ],
        lambda role: postings.most_alike(role, limit=10),
        chance.sample(list(required), 20),
    )


def _names(chance: random.Random) -> Row:
    words = ("data", "product", "sales", "field", "chief", "junior", "cloud", "risk", "care")
    kinds = ("manager", "analyst", "engineer", "nurse", "officer", "clerk", "driver", "adviser")
    titles = [
        f"{chance.choice(words)} {chance.choice(words)} {chance.choice(kinds)} {number}"
        for number in range(30_000)
    ]
    names = Names((title, title) for title in titles)
    typed = [_mistyped(chance, title) for title in chance.sample(titles, 30)]
    return _row(
        "completion with a typing error, 30,000 titles",
        "RapidFuzz WRatio over all of them",
        lambda text: process.extract(text, titles, scorer=fuzz.WRatio, limit=10),
        lambda text: list(names.fitting(text)),
        typed,
    )


def _mistyped(chance: random.Random, title: str) -> str:
    place = chance.randrange(1, len(title))
    return plain(title[:place] + title[place + 1 :])


def _yaml() -> Row:
    record = (shipped("product-management") / "roles.yaml").read_text(encoding="utf-8")
    data = record.encode()
    return _row(
        "YAML with lines and a check for equal keys",
        "PyYAML CSafeLoader",
        lambda _: yaml.load(record, Loader=yaml.CSafeLoader),
        lambda _: read_yaml(data, "roles.yaml"),
        range(5),
    )


def _graphml(chance: random.Random) -> Row:
    skills = tuple(Skill(id=f"s{i}", title=f"Skill {i}", basis="derived") for i in range(2_000))
    roles = tuple(
        Role(
            id=f"r{i}",
            title=f"Role {i}",
            basis="derived",
            requires=tuple(
                Requires(target=f"s{skill}", basis="derived")
                for skill in chance.sample(range(2_000), 20)
            ),
        )
        for i in range(1_000)
    )
    about = About(info=Info(title="benchmark"))
    G = build_graph(Dataset(about=about, roles=roles, skills=skills, responsibilities=()))
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id_, data in G.nodes(data=True):
        flat.add_node(id_, **{k: str(v) for k, v in data.items()})
    for number, (source, target, data) in enumerate(G.edges(data=True)):
        flat.add_edge(source, target, key=number, **{k: str(v) for k, v in data.items()})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.graphml"
        return _row(
            "GraphML, records and all",
            "networkx.write_graphml of the same values",
            lambda _: nx.write_graphml(flat, file),
            lambda _: write_graphml(G, file),
            range(3),
        )


def _command() -> Row:
    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    return _row(
        "`careergraph path` on the shipped data, whole process",
        '`python -c "import networkx"`',
        lambda _: run("-c", "import networkx"),
        lambda _: run("-m", "graph", "path", "junior product manager", "CPO"),
        range(11),
    )


def _found(search: Callable[[], Any]) -> Any:
    try:
        return search()
    except nx.NetworkXNoPath:
        return None


def _row(
    work: str,
    peer: str,
    theirs: Callable[[Any], Any],
    ours: Callable[[Any], Any],
    questions: Sequence[Any],
) -> Row:
    """Ask both each question in turn, and compare the medians and the slowest hundredth."""
    times: tuple[list[float], list[float]] = ([], [])
    for question in questions:
        for ask, kept in zip((theirs, ours), times, strict=True):
            start = time.perf_counter()
            ask(question)
            kept.append(time.perf_counter() - start)
    medians = [statistics.median(kept) for kept in times]
    slowest = [sorted(kept)[int(len(kept) * 0.99)] for kept in times]
    return Row(work, peer, medians[0] / medians[1], slowest[0] / slowest[1])


def main() -> None:
    """Print the table."""
    out = sys.stdout.write
    out("| work | against | median | slowest of 100 |\n| --- | --- | ---: | ---: |\n")
    for row in rows():
        out(f"| {row.work} | {row.peer} | {row.ratio:.2g}x | {row.worst:.2g}x |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
