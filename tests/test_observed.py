"""Observed steps: counted moves from YAML, tables and careers, and the likelihood of paths."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.command.main import main
from graph.model.records import LeadsToEdge, Observed
from graph.opening.index import open_index
from graph.opening.load import check
from graph.parts.flow import likelihood_of, observed_text
from graph.parts.path_search import shortest_path
from graph.parts.paths import Path as RolePath
from web.app import create_app

NODES = "title,kind\nNurse,role\nManager,role\nCarer,role\nCook,role\n"
EDGES = """\
source,relation,target,basis,count,leavers,share,lift,median_years,period,place,population,evidence
Nurse,leads to,Manager,observed,90,1000,,3,4.5,2011-2019,US,nurses,Survey
Nurse,leads to,Carer,observed,300,1000,,,,,,,Survey
Carer,leads to,Manager,observed,,,0.4,,,,,,Survey
Nurse,leads to,Manager,stated,,,,,,,,,
Cook,leads to,Carer,stated,,,,,,,,,
"""
RECIPE = """\
dataset: {{id: survey, title: A survey of moves}}
source: {{id: survey, title: Survey}}
tables:
  - file: roles.csv
    roles: [{{id: code, title: title}}]
  - file: rows.csv
    {rule}
"""


def tables(place: Path, **files: str) -> Path:
    """Write files into a new directory and return it."""
    place.mkdir()
    for name, text in files.items():
        (place / name.replace("_", ".")).write_text(text)
    return place


def observed_steps(place: Path) -> dict[tuple[str, str], LeadsToEdge]:
    """Return the observed steps of a data set, by the titles of their ends."""
    index = open_index([place], cache=False)
    return {
        (index.title(edge.source), index.title(edge.target)): edge.record
        for role in index.roles
        for edge in index.outgoing(role, "leads_to")
        if edge.record.basis == "observed" and isinstance(edge.record, LeadsToEdge)
    }


def figures(edge: LeadsToEdge) -> tuple[Any, ...]:
    """Return count, leavers, share and lift of an observed step."""
    its = edge.observed
    assert its is not None
    return its.count, its.leavers, its.share_of_leavers, its.lift


def test_two_tables_hold_observed_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures of edges.csv stand in the path, with when, where and of whom."""
    place = tables(tmp_path / "own", nodes_csv=NODES, edges_csv=EDGES)

    assert main(["path", "--no-cache", "--data", str(place), "Nurse", "Manager"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert (
        'stated: tables, "edges.csv", line 5 also leads to; 9 of 100 people who leave go there '
        "(90 of 1,000), 3 times as often as by chance, after 4.5 years in the role (median); "
        "2011-2019, US, nurses [observed: survey]"
    ) in shown
    page = create_app([place]).test_client().get("/roles/nurse").text
    assert "Observed: 9 of 100 people who leave go there (90 of 1,000), 3 times" in page
    assert 'class="basis observed"' in page


def test_the_likeliest_path(tmp_path: Path) -> None:
    """By likelihood, the product of the shares decides, as networkx finds it by logarithms."""
    index = open_index([tables(tmp_path / "own", nodes_csv=NODES, edges_csv=EDGES)], cache=False)
    H = nx.DiGraph()
    for role in index.roles:
        for edge in index.outgoing(role, "leads_to"):
            likelihood = likelihood_of(index, edge)
            cost = 100 if likelihood is None else -math.log(likelihood)  # unknown counts most
            H.add_edge(role, edge.target, cost=cost)

    for source, target in (("nurse", "manager"), ("cook", "manager")):
        path = shortest_path(index, source=source, target=target, by="likelihood")
        assert isinstance(path, RolePath)
        expected = nx.shortest_path(H, source, target, weight="cost")
        assert [source, *(step.target.id for step in path.steps)] == expected

    assert isinstance(path, RolePath)
    assert path.likelihood is not None
    assert path.likelihood.unknown_steps == (1,)
    # 0.4 of one leaver at least, smoothed by one who moves by chance to one of four roles
    assert path.likelihood.product == pytest.approx((0.4 + 0.25) / 2)


def test_a_parallel_edge_may_be_the_counted_one(tmp_path: Path) -> None:
    """The stated step from nurse to manager is as likely as the observed one beside it."""
    index = open_index([tables(tmp_path / "own", nodes_csv=NODES, edges_csv=EDGES)], cache=False)

    both = {
        likelihood_of(index, edge) for edge in index.edges_between("nurse", "manager", "leads_to")
    }

    # 90 of 1,000; by chance a third of that share
    assert both == {(90 + 0.09 / 3) / 1_001}


def test_graphml_keeps_what_was_observed(tmp_path: Path) -> None:
    """Count and share are columns of the GraphML file, which opens again with all figures."""
    place = tables(tmp_path / "own", nodes_csv=NODES, edges_csv=EDGES)
    file = tmp_path / "own.graphml"
    assert main(["export", str(file), "--data", str(place)]) == 0

    edges = nx.read_graphml(file, force_multigraph=True).edges(data=True)
    counted = [data for _, _, data in edges if data["basis"] == "observed"]
    assert counted[0]["observed_count"] == 90.0
    assert counted[0]["observed_share"] == pytest.approx(0.09)
    assert observed_steps(file) == observed_steps(place)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Cook,leads to,Nurse,observed,,,1.5,,,,,,", "1 row has a share that cannot be ('1.5')"),
        ("Cook,leads to,Nurse,observed,x,,,,,,,,", "1 row has a count that cannot be ('x')"),
        ("Cook,leads to,Nurse,observed,,,,,,,,,", "1 row has neither a count nor a share"),
    ],
)
def test_faulty_figures_are_left_out(tmp_path: Path, row: str, message: str) -> None:
    """A figure that cannot be is named with its row."""
    place = tables(tmp_path / "own", nodes_csv=NODES, edges_csv=f"{EDGES}{row}\n")

    problems = [str(problem) for problem in check([place]).problems]

    assert any(f"edges.csv:7: warning: {message}" in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("basis: observed", "observed, but not how often; add `observed` with a share, or count"),
        ("basis: stated, observed: {share: .1}", "counted, but stated; write basis: observed"),
        (
            "basis: observed, observed: {count: 9, leavers: 3}",
            "9 of 3 leavers; count is above leavers",
        ),
    ],
)
def test_faulty_observations_in_yaml(tmp_path: Path, step: str, message: str) -> None:
    """An observed step says how often, and no other step does."""
    text = (
        "roles:\n"
        f"  - {{id: a, title: A, basis: derived, leads_to: [{{target: b, {step}}}]}}\n"
        "  - {id: b, title: B, basis: derived}\n"
    )
    place = tables(tmp_path / "own", careers_yaml=text)

    assert message in "\n".join(str(problem) for problem in check([place]).problems)


def test_only_steps_are_observed(tmp_path: Path) -> None:
    """A requirement cannot be observed."""
    text = (
        "roles: [{id: a, title: A, basis: derived, requires: [{target: s, basis: observed}]}]\n"
        "skills: [{id: s, title: S, basis: derived}]\n"
    )
    place = tables(tmp_path / "own", careers_yaml=text)

    assert "only 'leads_to' can be observed" in "\n".join(map(str, check([place]).problems))


def test_counts_of_pairs(tmp_path: Path) -> None:
    """Leavers, share and lift follow from the counts; few people and those who stay do not."""
    rule = "leads_to: [{role: from, target: to, observed: {count: people, place: {text: Utopia}}}]"
    rows = "from,to,people\na,a,900\na,b,60\na,c,20\nb,c,16\nb,a,4\n"
    place = tables(
        tmp_path / "own",
        roles_csv="code,title\na,A\nb,B\nc,C\n",
        rows_csv=rows,
        recipe_yaml=RECIPE.format(rule=rule),
    )

    steps = observed_steps(place)

    assert {ends: figures(edge) for ends, edge in steps.items()} == {
        ("A", "B"): (60, 80, 0.75, pytest.approx(0.75 / 0.6)),
        ("A", "C"): (20, 80, 0.25, pytest.approx(0.25 / 0.36)),
        ("B", "C"): (16, 20, 0.8, pytest.approx(0.8 / 0.36)),
    }
    assert {its.observed.place for its in steps.values() if its.observed} == {"Utopia"}
    assert "1 row counts fewer than 5 people ('b → a'); left out on purpose" in "\n".join(
        map(str, check([place]).problems)
    )


def test_a_crosswalk_says_so_on_each_edge(tmp_path: Path) -> None:
    """A code that stands for several roles makes an edge for each, with a note."""
    rule = (
        "leads_to: [{role: from, target: to, observed: {count: {column: share, times: people}, "
        "weighted: true, crosswalk: {file: codes.csv, from: code, to: role}}}]"
    )
    place = tables(
        tmp_path / "own",
        roles_csv="code,title\na1,A one\na2,A two\nb,B\n",
        rows_csv="from,to,share,people\nA,B,0.5,100\nB,A,0.25,80\nA,X,0.5,100\n",
        codes_csv="code,role\nA,a1\nA,a2\nB,b\n",
        recipe_yaml=RECIPE.format(rule=rule),
    )

    steps = observed_steps(place)

    assert {ends: figures(edge)[:3] for ends, edge in steps.items()} == {
        ("A one", "B"): (50, 100, 0.5),
        ("A two", "B"): (50, 100, 0.5),
        ("B", "A one"): (20, 20, 1),
        ("B", "A two"): (20, 20, 1),
    }
    (note,) = steps["A one", "B"].notes
    assert note.text == "Counted from A to B; mapped to these roles by codes.csv."
    assert "1 row names a role that roles.csv does not have ('X')" in "\n".join(
        map(str, check([place]).problems)
    )


def spells() -> st.SearchStrategy[list[tuple[str, str, date]]]:
    """Return lists of jobs: a person, a role and a start; the starts of a person differ."""
    days = st.integers(0, 2_000).map(lambda day: date(2010, 1, 1) + timedelta(day))
    job = st.tuples(st.sampled_from("pqrst"), st.sampled_from("abc"), days)
    return st.lists(job, max_size=40, unique_by=lambda each: (each[0], each[2]))


@given(jobs=spells())
def test_careers_are_counted(
    tmp_path_factory: pytest.TempPathFactory, jobs: list[tuple[str, str, date]]
) -> None:
    """Each person counts once for a pair of roles, as counted here by hand."""
    place = tables(
        tmp_path_factory.mktemp("careers") / "own",
        roles_csv="code,title\na,a\nb,b\nc,c\n",
        rows_csv="who,job,since\n" + "".join(f"{who},{job},{since}\n" for who, job, since in jobs),
        recipe_yaml=RECIPE.format(
            rule="careers: [{person: who, role: job, start: since, observed: {least: 2}}]"
        ),
    )
    people, leavers = defaultdict(set), defaultdict(set)
    for who in "pqrst":
        held = [job for _, job in sorted((since, job) for it, job, since in jobs if it == who)]
        for before, after in pairwise(held):
            if before != after:
                people[before, after].add(who)
                leavers[before].add(who)

    assert {ends: figures(edge)[:2] for ends, edge in observed_steps(place).items()} == {
        ends: (len(who), len(leavers[ends[0]])) for ends, who in people.items() if len(who) > 1
    }


def test_time_in_role_before_a_move(tmp_path: Path) -> None:
    """The median counts from the start of the first job in the role; the period is the moves'."""
    rows = [("p", "a", "2010"), ("p", "a", "2011"), ("p", "b", "2014-01-01")]
    rows += [("q", "a", "2012"), ("q", "b", "2014"), ("r", "b", "nothing")]
    place = tables(
        tmp_path / "own",
        roles_csv="code,title\na,A\nb,B\n",
        rows_csv="who,job,since\n" + "".join(",".join(row) + "\n" for row in rows),
        recipe_yaml=RECIPE.format(
            rule="careers: [{person: who, role: job, start: since, observed: {least: 1}}]"
        ),
    )

    (edge,) = observed_steps(place).values()

    assert edge.observed is not None
    assert (edge.observed.median_years, edge.observed.period) == (3.0, "2014")
    assert "1 row has no date ('nothing'); write 2024, 2024-05 or 2024-05-31" in "\n".join(
        map(str, check([place]).problems)
    )


def test_observed_words() -> None:
    """A weighted count says so; a small share is a number of a thousand."""
    assert observed_text(Observed(share=0.004)) == "4 of 1,000 people who leave go there"
    assert observed_text(Observed(count=12, weighted=True)) == "counted: 12, weighted"


def test_no_counts_no_likelihood(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody counted, the shortest path is the answer, and the reason is said."""
    assert main(["path", "associate product manager", "CPO", "--by", "likelihood"]) == 0
    shown = capsys.readouterr().out
    assert "Nobody counted the moves from these roles, so likelihood cannot decide." in shown
    assert main(["path", "associate product manager", "CPO", "--by", "likelihood", "--json"]) == 0
    (path,) = json.loads(capsys.readouterr().out)["paths"]
    assert (path["likelihood"], path["length"]) == (None, 4)
