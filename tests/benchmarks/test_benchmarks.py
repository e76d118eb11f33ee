"""The benchmarks compare what their rows name, and judge what answers say."""

from __future__ import annotations

import importlib
import statistics
from math import e

import networkx as nx
import pytest
import truths
from absurdities import ABSURDITIES, ROME, GainAsked, MatchAsked, PathAsked
from answers import AREAS as ANSWERED
from answers import main
from harness import Peer, Row, Scope, compared, taxonomy
from learning import Learnt, Option, climbed, lines, of_lists
from reach import in_reach
from run import AREAS
from synthetic import careers, pairs
from us_moves import Pull, pulled, share_in_ten, share_that_are_edges

from graph.store.index import Index


def _compared(peer: Peer) -> Row:
    (row,) = compared("work", "on", lambda n: n, [peer], range(3), same=str)
    return row


def test_every_area_has_rows() -> None:
    """Each area of run.py is a module with a function that yields rows; answers.py has its own."""
    assert all(callable(importlib.import_module(area).rows) for area in AREAS)
    assert all(map(callable, ANSWERED.values()))


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


# --- How good -----------------------------------------------------------------------------------


def test_weights_climb_to_the_part_that_tells() -> None:
    """Learning moves a step of the weight to the part that places the right option first."""
    values = [(0.1, 0.9), *[(0.5, 0.5)] * 10, (0.9, 0.1)]
    hard = tuple(Option(((each,),), each == (0.9, 0.1)) for each in values)
    easy = hard[-1:]

    best = climbed([[hard, easy]], (0.0, 1.0))[0]

    assert best == Learnt(gain=2.0, mix=(0.55, 0.45), figures=(1.0,))


def test_unknown_parts_do_not_count() -> None:
    """A part that is unknown takes no part in the mean, as in the fit itself; the best counts."""
    option = Option((((None, 0.4), (0.2, None)),), 0.0)

    assert option.score((0.25, 0.75)) == pytest.approx(0.4)


def test_size_and_zone_pull() -> None:
    """More people employed raise the score of an occupation; job zones between lower it."""
    fits, sizes = {"clerk": 0.5, "chief": 0.4}, {"clerk": 100.0, "chief": 400.0}

    assert pulled(fits, sizes, {}, Pull(size=0, zone=0)) == fits
    assert pulled(fits, sizes, {}, Pull(size=0.5, zone=0)) == {"clerk": 5.0, "chief": 8.0}
    assert pulled(fits, sizes, {"chief": 2.0}, Pull(size=0, zone=1))["chief"] == 0.4 / e**2


def test_share_in_ten_is_of_leavers() -> None:
    """Those who leave for one of the first ten occupations count; the origin is none of them."""
    scores = {str(number): float(20 - number) for number in range(15)}

    assert share_in_ten({"1": 0.5, "10": 0.25, "12": 0.25}, scores, "0") == 0.75


def test_commonest_moves_are_edges_of_any_role() -> None:
    """A move is an edge if any role of the origin leads to any role of the destination."""
    roles = {"a": [0, 1], "b": [2, 3], "c": [4]}

    assert share_that_are_edges({"b": 0.7, "c": 0.3}, "a", roles, {0: {3}, 1: set()}) == 1 / 2


def test_absurd_answers_are_found(monkeypatch: pytest.MonkeyPatch, small_index: Index) -> None:
    """A role on the way, a long path, no path, and a skill to gain can be faults."""
    monkeypatch.setattr(truths, "opened", lambda *_: small_index)
    path = PathAsked((), "student", "data engineer", ("analyst",), longest=1)

    assert list(path.faults()) == [
        "student → data engineer, by steps: 2 steps",
        "student → data engineer, by steps, via Data analyst",
    ]
    assert list(path._replace(target="gardener").faults()) == [
        "student → gardener, by steps: no path"
    ]
    assert list(GainAsked(path, ("sql",), most=0).faults()) == [
        "student → data engineer, to gain: SQL",
        "student → data engineer: an effort of 6",
    ]


def test_every_absurdity_has_questions() -> None:
    """The fifteen of the reading are numbered, and each has questions."""
    assert list(ABSURDITIES) == list(range(1, 16))
    assert all(ABSURDITIES.values())


def test_answers_are_judged_on_rome(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tenth of the origins gives a row for each truth of ROME, with a figure for each column."""
    _needs("rome")
    monkeypatch.setattr("sys.argv", ["answers.py", "--quick", "--only", "mobility"])

    main()

    header, _, *rows = capsys.readouterr().out.strip().splitlines()
    assert [row.split(":")[0] for row in rows] == ["| ROME close", "| ROME next steps"]
    assert {row.count("|") for row in rows} == {header.count("|")}


def test_weights_are_learnt_on_rome() -> None:
    """The table of the weights begins with the current ones, which gain nothing on themselves."""
    _needs("rome")
    lessons = of_lists(truths.mobility_lists("Proche"), 10)

    header, _, current, best, *_ = lines({"ROME close": lessons})

    assert header.startswith("| weights | coverage | requirements | text | names | over current |")
    assert current.split(" | ")[5] == "1.000" <= best.split(" | ")[5]


def test_rome_is_mostly_out_of_reach() -> None:
    """A match puts some roles in reach of a nurse, now or next, but not an eighth of them."""
    _needs("rome")
    index = truths.rome()

    found = in_reach(index, index.position["j1506"], len(index.roles) - 1)

    assert found.now <= found.now_or_next < 1 / 8


def test_absurd_answers_of_rome_are_read() -> None:
    """A title among the first of a tier is a fault if it has one of the words."""
    _needs("rome")
    asked = MatchAsked(ROME, "Soins infirmiers généralistes", ("",))

    assert all(fault.startswith(f"{asked.role}, ") for fault in asked.faults())


def _needs(name: str) -> None:
    if taxonomy(name) is None:
        pytest.skip("the published tables are not here")
