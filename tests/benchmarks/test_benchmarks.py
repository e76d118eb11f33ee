"""Do the benchmarks compare what they say?"""

from __future__ import annotations

import importlib
import statistics

import networkx as nx
import pytest
from harness import Peer, Row, Scope, compared
from run import AREAS
from synthetic import careers, pairs


def _compared(peer: Peer) -> Row:
    (row,) = compared("work", "on", lambda n: n, [peer], range(3), same=str)
    return row


def test_every_area_has_rows() -> None:
    assert all(callable(importlib.import_module(area).rows) for area in AREAS)


def test_a_peer_that_is_not_installed_is_named() -> None:
    assert _compared(Peer("peer", None, "2x")) == Row("work", "on", "peer", "2x", "not installed:")


def test_a_ratio_is_the_peers_time_over_ours() -> None:
    slow = _compared(Peer("peer", lambda n: (sum(range(100_000)), n)[1]))

    assert float(slow.median.rstrip("x").replace(",", "")) > 10


def test_answers_that_differ_are_an_error() -> None:
    with pytest.raises(AssertionError, match="the answers to 0 differ"):
        _compared(Peer("peer", lambda n: n + 1))


def test_a_quick_run_asks_less() -> None:
    scope = Scope(quick=True)

    assert (scope.count(500), scope.count(5), scope.sizes("M", "L")) == (50, 3, ("M",))


def test_the_synthetic_graph_is_like_the_published_ones() -> None:
    graph = careers("M")
    G = nx.DiGraph((source, target) for source, target, _ in graph.leads_to)
    joined = [pair for pair in pairs(graph, 200) if nx.has_path(G, *pair)]
    wanted = statistics.mode(skill for skills in graph.requires for skill in skills)

    assert len(graph.leads_to) == 10_000
    assert sum(map(len, graph.requires)) == 130_000
    assert statistics.median(nx.shortest_path_length(G, *pair) for pair in joined) == 11
    assert 200 < sum(wanted in skills for skills in graph.requires) < 300
