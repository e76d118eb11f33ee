"""The coefficients are right, and exactly the pairs above the threshold overlap."""

from __future__ import annotations

import random
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite
from worlds import dataset, role

from graph.parts.path_search import shortest_path
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from graph.store.overlap import (
    MAX_ALIKE,
    MIN_AGREEMENT,
    Postings,
    alike,
    jaccard_coefficient,
    overlap_coefficient,
)

SETS = st.frozensets(st.sampled_from("abcdefgh"))
SHARES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
ROLES = st.sampled_from([f"r{i}" for i in range(9)])
REQUIREMENTS = st.dictionaries(ROLES, st.lists(st.sampled_from("abcdefgh"))).map(
    lambda roles: {role: dict.fromkeys(ids, 1.0) for role, ids in roles.items()}
)
LEVELLED = st.dictionaries(ROLES, SHARES)


@pytest.mark.parametrize(
    ("a", "b", "overlap", "jaccard"),
    [
        ("", "", 0, 0),
        ("x", "", 0, 0),
        ("x", "y", 0, 0),
        ("x", "x", 1, 1),
        ("xyz", "xy", 2 / 2, 2 / 3),
        ("xyz", "xw", 1 / 2, 1 / 4),
        ("wxyz", "yzuv", 2 / 4, 2 / 6),
    ],
)
def test_coefficients_match_definitions(a: str, b: str, overlap: float, jaccard: float) -> None:
    """The coefficients are shares of the smaller set and of the union."""
    assert overlap_coefficient(set(a), set(b)) == overlap
    assert jaccard_coefficient(set(a), set(b)) == jaccard


@given(a=SETS, b=SETS)
def test_coefficients_are_symmetric(a: frozenset[str], b: frozenset[str]) -> None:
    """The order of the sets does not change a coefficient."""
    assert overlap_coefficient(a, b) == overlap_coefficient(b, a)
    assert jaccard_coefficient(a, b) == jaccard_coefficient(b, a)


@given(a=SETS, b=SETS)
def test_jaccard_never_exceeds_overlap(a: frozenset[str], b: frozenset[str]) -> None:
    """The Jaccard coefficient is at most the overlap coefficient."""
    assert 0 <= jaccard_coefficient(a, b) <= overlap_coefficient(a, b) <= 1


@given(a=SHARES, b=SHARES)
def test_alike_is_symmetric(a: dict[str, float], b: dict[str, float]) -> None:
    """By level, too, the order of two roles does not matter, and shares stay shares."""
    assert alike(a, b) == alike(b, a)
    assert all(0 <= number <= 1 for number in alike(a, b))
    assert alike(a, b).jaccard_by_level <= alike(a, b).overlap_by_level


@given(a=SETS, b=SETS)
def test_without_levels_sets_count(a: frozenset[str], b: frozenset[str]) -> None:
    """Where every requirement counts in full, the coefficients by level are those of sets."""
    found = alike(dict.fromkeys(a, 1.0), dict.fromkeys(b, 1.0))

    assert found == (overlap_coefficient(a, b), jaccard_coefficient(a, b)) * 2


def test_alike_counts_shares_of_levels() -> None:
    """By level: sum of minima over sum of maxima, and over the smaller sum."""
    found = alike({"a": 0.25, "b": 1.0, "c": 0.5}, {"a": 0.75, "b": 0.5, "d": 1.0})

    lower, higher = 0.25 + 0.5, 0.75 + 1.0 + 0.5 + 1.0
    assert found == (2 / 3, 2 / 4, lower / 1.75, lower / higher)


@given(requirements=LEVELLED, threshold=st.sampled_from([0, 0.2, 0.5]))
def test_levels_match_brute_force(
    requirements: dict[str, dict[str, float]], threshold: float
) -> None:
    """The pairs are those with agreeing levels and a coefficient by level above the threshold."""
    found = {pair[:2] for pair in Postings(requirements).pairs(threshold=threshold)}

    assert found == {
        (a, b)
        for a, b in combinations(requirements, 2)
        if alike(requirements[a], requirements[b]).jaccard_by_level >= threshold
        and _agree(requirements[a], requirements[b])
    }


def _agree(a: dict[str, float], b: dict[str, float]) -> bool:
    shared = a.keys() & b
    lower, higher = (sum(least(a[each], b[each]) for each in shared) for least in (min, max))
    return len(shared) > 1 and lower >= MIN_AGREEMENT * higher


@given(requirements=REQUIREMENTS)
def test_coefficients_equal_networkx(requirements: dict[str, dict[str, float]]) -> None:
    """The coefficients are those of networkx's bipartite projection."""
    B = nx.Graph([(role, id_) for role, ids in requirements.items() for id_ in ids])
    roles = [role for role, ids in requirements.items() if ids]
    jaccard = bipartite.overlap_weighted_projected_graph(B, roles, jaccard=True)
    overlap = bipartite.overlap_weighted_projected_graph(B, roles, jaccard=False)

    found = {frozenset(pair[:2]): pair for pair in Postings(requirements).pairs(threshold=0)}

    expected = {
        frozenset((a, b)): data["weight"]
        for a, b, data in jaccard.edges(data=True)
        if len(requirements[a].keys() & requirements[b]) >= 2
    }
    assert {pair: its.alike.jaccard_coefficient for pair, its in found.items()} == expected
    for (a, b), its in ((pair[:2], pair) for pair in found.values()):
        assert its.alike.overlap_coefficient == overlap[a][b]["weight"]


@given(requirements=REQUIREMENTS, threshold=st.floats(0, 1))
def test_low_pairs_are_left_out(
    requirements: dict[str, dict[str, float]], threshold: float
) -> None:
    """Pairs below the threshold are left out."""
    every = list(Postings(requirements).pairs(threshold=0))
    assert list(Postings(requirements).pairs(threshold=threshold)) == [
        pair for pair in every if pair.alike.jaccard_by_level >= threshold
    ]


def test_shared_keeps_first_order() -> None:
    """Shared requirements keep the order of the first role."""
    requirements = {"a": dict.fromkeys("zyx", 1.0), "b": dict.fromkeys("xwz", 1.0)}
    (pair,) = Postings(requirements).pairs(threshold=0)
    assert (pair.source, pair.target, pair.shared) == ("a", "b", ("z", "x"))


def test_pairs_come_once_in_order() -> None:
    """Each pair comes once, in the order of the roles."""
    requirements = {role: dict.fromkeys("xy", 1.0) for role in ("c", "a", "b")}
    pairs = [(pair.source, pair.target) for pair in Postings(requirements).pairs(threshold=1)]
    assert pairs == [("c", "a"), ("c", "b"), ("a", "b")]


def test_most_alike_come_first() -> None:
    """The most alike roles come first, up to the limit."""
    requirements = {
        "a": dict.fromkeys("wxyz", 1.0),
        "b": dict.fromkeys("xy", 1.0),
        "c": dict.fromkeys("xyz", 1.0),
    }
    assert [pair.target for pair in Postings(requirements).most_alike("a")] == ["c", "b"]
    assert [pair.target for pair in Postings(requirements).most_alike("a", limit=1)] == ["c"]


@given(
    requirements=REQUIREMENTS,
    limit=st.none() | st.integers(0, 4),
    threshold=st.floats(0, 1) | st.sampled_from([1 / 3, 1 / 2, 2 / 3, 1]),
)
def test_most_alike_match_brute_force(
    requirements: dict[str, dict[str, float]], limit: int | None, threshold: float
) -> None:
    """The most alike roles are those of a comparison of all pairs."""
    postings = Postings(requirements)
    for own, ids in requirements.items():
        every = [
            (other, jaccard_coefficient(ids.keys(), theirs.keys()))
            for other, theirs in requirements.items()
            if other != own and len(ids.keys() & theirs) > 1
        ]
        every.sort(key=lambda pair: -pair[1])
        expected = [pair for pair in every if pair[1] >= threshold][:limit]

        assert postings.coefficients(own, limit=limit, threshold=threshold) == expected


def test_large_sets_derive_on_demand() -> None:
    """In a large data set, overlaps are derived on demand."""
    roles = [role(f"r{i}", requires=["x", "y"] if i < 30 else ["z"]) for i in range(600)]
    index = Index(build_graph(dataset(*roles)))
    links = index.outgoing("r0", "overlaps_with")
    assert not [data for *_, data in index.G.edges(data=True) if "overlaps" in data["relation"]]
    assert [link.target for link in links] == [f"r{i}" for i in range(1, MAX_ALIKE + 1)]
    assert {link.record.basis for link in links} == {"derived"}
    assert index.incoming("r0", "overlaps_with")[0].source == "r1"
    assert shortest_path(index, source="r0", target="r9", lateral=True).length == 1


@pytest.mark.parametrize("seed", range(5))
def test_single_overlap_matches_list(seed: int) -> None:
    """The overlap of two roles is the one in the list of either."""
    chance = random.Random(seed)  # noqa: S311  # the same each time
    roles = [
        role(f"r{i}", requires=chance.sample("abcdefghij", chance.randrange(9))) for i in range(501)
    ]
    index = Index(build_graph(dataset(*roles)))
    for source in chance.sample(index.roles, 3):
        found = [index.edges_between(source, target, "overlaps_with") for target in index.roles]
        links = {link.target: [link] for link in index.outgoing(source, "overlaps_with")}

        assert found == [links.get(target, []) for target in index.roles]
