"""Central skills: against every shortest path followed, and against networkx."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, permutations
from math import prod

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import dataset
from worlds import role, world

from graph.model.errors import BadParameter
from graph.model.records import Requires
from graph.questions.unlock import central as centrality
from graph.questions.unlock.answer import Sample
from graph.questions.unlock.central import central_skills, dependencies, is_exact
from graph.questions.unlock.query import UnlockQuery
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

SKILLS = 8
ROLES = st.lists(st.sets(st.integers(0, SKILLS - 1), max_size=5).map(sorted), max_size=8)


def totals(required: list[list[int]], starts: Sequence[int], skills: int = SKILLS) -> list[float]:
    """Return how much the shortest paths from the starts depend on each skill."""
    return [each.total for each in dependencies(required, skills, starts)]


def _co_occurrence(required: list[list[int]]) -> list[tuple[int, int]]:
    """Return the edges of the graph: one for each role that requires both skills."""
    return [pair for its in required for pair in combinations(its, 2)]


def _by_definition(required: list[list[int]]) -> list[float]:
    """Follow every shortest way, edge by edge, parallel edges apart."""
    G: nx.MultiGraph[int] = nx.MultiGraph()
    G.add_nodes_from(range(SKILLS))
    G.add_edges_from(_co_occurrence(required))
    sums = [0.0] * SKILLS
    for source, target in permutations(range(SKILLS), 2):
        if not nx.has_path(G, source, target):
            continue
        paths = list(nx.all_shortest_paths(G, source, target))
        weights = [_ways(G, path) for path in paths]
        for path, weight in zip(paths, weights, strict=True):
            for skill in path[1:-1]:
                sums[skill] += weight / sum(weights)
    return sums


def _ways(G: nx.MultiGraph[int], path: list[int]) -> int:
    return prod(G.number_of_edges(*edge) for edge in pairwise(path))


@given(ROLES)
def test_dependencies_follow_every_path(required: list[list[int]]) -> None:
    """Dependencies agree with following every shortest path, parallel edges apart."""
    found = totals(required, range(SKILLS))

    assert found == pytest.approx(_by_definition(required))


@given(ROLES)
def test_betweenness_agrees_with_networkx(
    required: list[list[int]],
) -> None:
    """Without parallel edges, betweenness is that of the co-occurrence graph in networkx."""
    seen: set[tuple[int, int]] = set()
    apart = []
    for its in required:
        if seen.isdisjoint(combinations(its, 2)):
            seen.update(combinations(its, 2))
            apart.append(its)
    G: nx.Graph[int] = nx.Graph()
    G.add_nodes_from(range(SKILLS))
    G.add_edges_from(_co_occurrence(apart))

    found = totals(apart, range(SKILLS))

    expected = nx.betweenness_centrality(G, normalized=True)
    pairs = (SKILLS - 1) * (SKILLS - 2)
    assert found == pytest.approx([expected[skill] * pairs for skill in range(SKILLS)])


@given(ROLES, st.sets(st.integers(0, SKILLS - 1), min_size=1))
def test_sample_adds_up_its_starts(required: list[list[int]], sources: set[int]) -> None:
    """A sample counts the paths from all of its start skills at once."""
    G: nx.Graph[object] = nx.Graph()
    G.add_nodes_from(range(SKILLS))
    G.add_edges_from((("role", i), skill) for i, its in enumerate(required) for skill in its)

    found = totals(required, sorted(sources))

    expected = nx.betweenness_centrality_subset(G, list(sources), list(range(SKILLS)))
    assert found == pytest.approx([2 * expected[skill] for skill in range(SKILLS)])


def test_joining_skill_comes_first() -> None:
    """The skill that joins two fields is the most central."""
    index = world(
        role("nurse", requires=["care", "hygiene", "listening"]),
        role("coder", requires=["python", "sql", "listening"]),
    )

    answer = central_skills(index, limit=20)

    first = answer.skills[0]
    assert (first.title, first.required_by) == ("Listening", 2)
    assert first.betweenness == pytest.approx(8 / 12)  # of 4 · 3 pairs, those across: 2 · 2 · 2
    assert first.standard_error is None
    assert answer.sample == Sample(exact=True, sampled=5, total=5)


def test_only_required_skills_count() -> None:
    """Responsibilities, and skills that no role requires, are left out."""
    index = world(role("a", requires=["x", "duty"]), responsibilities=["duty"])

    assert [skill.id for skill in central_skills(index, limit=20).skills] == ["x"]


def test_parallel_edges_count_once() -> None:
    """A role that requires a skill twice counts once."""
    again = Requires(target="x", basis="implied")
    index = world(role("a", requires=["x", again, "y"]))

    assert [skill.required_by for skill in central_skills(index, limit=20).skills] == [1, 1]


@pytest.mark.parametrize("roles", [(), (role("a"),), (role("a", requires=["x"]),)])
def test_tiny_graphs_have_an_answer(roles: tuple[object, ...]) -> None:
    """With fewer than three skills, betweenness is 0."""
    answer = central_skills(world(*roles), limit=20)  # type: ignore[arg-type]

    assert answer.sample == Sample(exact=True, sampled=len(answer.skills), total=len(answer.skills))
    assert all(skill.betweenness == 0 for skill in answer.skills)


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_limit_is_checked(limit: int) -> None:
    """The limit is from 1 to 100."""
    with pytest.raises(BadParameter, match="limit cannot be"):
        UnlockQuery(central=True, limit=limit)


def test_large_graphs_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The estimate of a sample is within four standard errors of the exact value."""
    roles = [
        role(f"r{ring}-{i}", requires=[f"s{ring}-{i}", f"s{ring}-{i + 1}", "hub"])
        for ring in range(16)
        for i in range(4)
    ]
    exact = central_skills(world(*roles), limit=20)
    monkeypatch.setattr(centrality, "MAX_EDGE_VISITS", 0)
    sampled = central_skills(world(*roles), limit=20)

    assert exact.sample == Sample(exact=True, sampled=81, total=81)
    assert sampled.sample == Sample(exact=False, sampled=centrality.MIN_SAMPLE, total=81)
    hub, truth = sampled.skills[0], exact.skills[0]
    assert hub.id == truth.id == "hub"
    assert hub.standard_error is not None
    assert hub.betweenness == pytest.approx(truth.betweenness, abs=4 * hub.standard_error)


def test_estimate_has_no_bias() -> None:
    """The mean over all samples of one skill is the exact betweenness."""
    required = [[0, 1], [1, 2, 3], [3, 4], [4, 5]]
    whole = totals(required, range(6), skills=6)
    each = [totals(required, [source], skills=6) for source in range(6)]

    assert [sum(column) for column in zip(*each, strict=True)] == pytest.approx(whole)


def test_esco_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """On ESCO a sample of about 20 skills already ranks a transversal skill high."""
    monkeypatch.setattr(centrality, "MAX_EDGE_VISITS", 2_500_000)
    index = Index(build_graph(dataset("esco")))
    answer = central_skills(index, limit=10)

    assert not is_exact(index)
    assert answer.sample is not None
    assert not answer.sample.exact
    assert 16 < answer.sample.sampled < 25
    assert answer.sample.total > 13_000
    assert "use different communication channels" in [skill.title for skill in answer.skills]
