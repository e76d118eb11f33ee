"""The benchmarks compare what their rows name."""

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
    """Each area of run.py is a module with a function that yields rows."""
    assert all(callable(importlib.import_module(area).rows) for area in AREAS)


def test_missing_peer_is_named() -> None:
    """A peer that is not installed has a row that says so."""
    assert _compared(Peer("peer", None, "2x")) == Row("work", "on", "peer", "2x", "not installed:")


def test_ratio_divides_by_ours() -> None:
    """A ratio is the time of the peer over ours."""
    slow = _compared(Peer("peer", lambda n: (sum(range(100_000)), n)[1]))

    assert float(slow.median.rstrip("x").replace(",", "")) > 10


def test_different_answers_are_errors() -> None:
    """Both sides have to agree on every answer."""
    with pytest.raises(AssertionError, match="the answers to 0 differ"):
        _compared(Peer("peer", lambda n: n + 1))


def test_quick_runs_ask_less() -> None:
    """A quick run asks a tenth of the questions, on the smallest graph."""
    scope = Scope(quick=True)

    assert (scope.count(500), scope.count(5), scope.sizes("M", "L")) == (50, 3, ("M",))


def test_synthetic_graph_resembles_published_ones() -> None:
    """Graph M has the size of ESCO, and its paths and requirements are alike."""
    graph = careers("M")
    G = nx.DiGraph((source, target) for source, target, _ in graph.leads_to)
    joined = [pair for pair in pairs(graph, 200) if nx.has_path(G, *pair)]
    wanted = statistics.mode(skill for skills in graph.requires for skill in skills)

    assert len(graph.leads_to) == 10_000
    assert sum(map(len, graph.requires)) == 130_000
    assert statistics.median(nx.shortest_path_length(G, *pair) for pair in joined) == 11
    assert 200 < sum(wanted in skills for skills in graph.requires) < 300
