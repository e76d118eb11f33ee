"""The graph says all that the data set says, and loses nothing on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from worlds import beside, dataset, role, said_in, to

from graph.model.edges import edge_key
from graph.model.records import ComparisonRow, Dataset, Demand, LeadsTo, Requires, Sign
from graph.store.networkx_graph import CareerGraph, build_graph

ROOT = Path(__file__).parents[1]


def _edges(G: CareerGraph, relation: str) -> list[tuple[str, str, str]]:
    """Return source, target and key of the edges of a relation."""
    edges = G.edges(keys=True, data="relation")
    return [(source, target, key) for source, target, key, its in edges if its == relation]


def _sign(id_: str, *skills: str, **fields: object) -> Sign:
    return Sign(**{"id": id_, "title": id_, "basis": "stated", "skills": skills, **fields})  # type: ignore[arg-type]


# --- Nodes and edges -----------------------------------------------------------------------------


def test_nodes_have_kind_and_record(small_graph: CareerGraph) -> None:
    """Nodes have kind, label and record, in file order."""
    assert isinstance(small_graph, nx.MultiDiGraph)
    assert list(small_graph.nodes(data="kind")) == [
        *((id_, "role") for id_ in ("student", "data-analyst", "data-engineer", "gardener")),
        *((id_, "skill") for id_ in ("sql", "statistics", "python", "listening", "pruning")),
        *((id_, "responsibility") for id_ in ("monthly-report", "data-pipeline")),
    ]
    assert small_graph.nodes["sql"]["label"] == "SQL"
    assert small_graph.nodes["sql"]["record"].aliases == ("Structured query language",)


def test_role_record_lacks_edges(small_graph: CareerGraph) -> None:
    """The record of a role does not repeat its edges."""
    analyst = small_graph.nodes["data-analyst"]["record"]
    assert (analyst.leads_to, analyst.requires, analyst.overlaps_with) == ((), (), ())
    assert analyst.title == "Data analyst"


def test_edges_have_their_attributes(small_graph: CareerGraph) -> None:
    """Edges have relation, label, weight and record."""
    (data,) = (small_graph["data-analyst"]["data-engineer"]["leads_to:stated:handbook"],)
    assert (data["relation"], data["label"], data["weight"]) == ("leads_to", "leads to", 1.0)
    assert data["record"].years.min == 1


def test_every_written_edge_is_there(small_dataset: Dataset, small_graph: CareerGraph) -> None:
    """Each edge of the files is in the graph."""
    written = Counter(
        (role.id, edge.target, relation)
        for role in small_dataset.roles
        for relation in ("leads_to", "requires")
        for edge in getattr(role, relation)
    )
    found = Counter(
        (source, target, data["relation"])
        for source, target, data in small_graph.edges(data=True)
        if data["relation"] != "overlaps_with"
    )
    demanded = Counter(
        {("data-analyst", "listening", "requires"): 1, ("data-engineer", "python", "requires"): 1}
    )
    assert found == written + demanded


def test_graph_carries_about(small_dataset: Dataset, small_graph: CareerGraph) -> None:
    """Everything that is neither node nor edge travels with the graph."""
    assert small_graph.graph == {"about": small_dataset.about}


def test_no_roles_give_empty_graph() -> None:
    """A data set without roles is an empty graph."""
    assert len(build_graph(dataset())) == 0


# --- Parallel edges ------------------------------------------------------------------------------


def test_stated_and_derived_coexist() -> None:
    """One pair of nodes has the same relation stated and derived."""
    G = build_graph(
        dataset(role("a", to("b"), to("b", basis="derived"), to("b", basis="implied")), role("b"))
    )
    keys = [key for _, _, key in _edges(G, "leads_to")]
    assert keys == ["leads_to:stated:", "leads_to:derived:", "leads_to:implied:"]


def test_two_sources_coexist() -> None:
    """One pair of nodes has the same relation from two sources."""
    one, two = to("b", 1, source=said_in("one")), to("b", 9, source=said_in("two"))
    G = build_graph(dataset(role("a", one, two), role("b")))
    years = [data["record"].years.min for data in G["a"]["b"].values()]
    assert years == [1, 9]


def test_different_relations_coexist() -> None:
    """One pair of nodes has different relations."""
    G = build_graph(dataset(role("a", to("b"), beside("b")), role("b")))
    assert list(G["a"]["b"]) == ["leads_to:stated:", "overlaps_with:stated:"]


def test_computed_overlap_stays() -> None:
    """A written overlap does not replace the computed one."""
    G = build_graph(
        dataset(role("a", beside("b", basis="derived"), requires="xy"), role("b", requires="xy"))
    )
    assert list(G["a"]["b"]) == ["overlaps_with:derived:", "overlaps_with:derived::shared"]


def test_key_names_source_once() -> None:
    """A source with several places is once in the key."""
    edge = LeadsTo(target="b", basis="stated", source=(said_in("x"), said_in("y"), said_in("x")))
    assert edge_key("leads_to", edge) == "leads_to:stated:x+y"


# --- What signs demand ---------------------------------------------------------------------------


def test_sign_becomes_requirement() -> None:
    """The role that a step leads to requires what its signs demand."""
    G = build_graph(dataset(role("a", to("b", signs=(_sign("s", "x"),))), role("b")))
    assert _edges(G, "requires") == [("b", "x", "requires:implied::signs")]
    assert G["b"]["x"]["requires:implied::signs"]["record"].signs == ("s",)


def test_preparation_becomes_requirement() -> None:
    """A role requires what its own preparations demand."""
    G = build_graph(dataset(role("a", preparations=(_sign("s", "x"),))))
    assert _edges(G, "requires") == [("a", "x", "requires:implied::signs")]


def test_sign_demands_on_own_terms() -> None:
    """A sign may demand one skill on other terms than the rest."""
    other = Demand(id="y", necessity="helpful")
    firm = Demand(id="z", demand="stated")
    sign = Sign(id="s", title="S", basis="stated", skills=("x", other, firm))
    G = build_graph(dataset(role("a", to("b", signs=(sign,))), role("b")))

    edges = [data["record"] for _, _, data in G.edges(data=True) if data["relation"] == "requires"]
    assert [(edge.target, edge.necessity, edge.basis) for edge in edges] == [
        ("x", "listed", "implied"),
        ("y", "helpful", "implied"),
        ("z", "listed", "stated"),
    ]


def test_equal_demands_are_joined() -> None:
    """Signs with the same demand become one edge, with the strongest necessity."""
    weak = _sign("weak", "x", necessity="helpful", source=said_in("one"))
    strong = _sign("strong", "x", source=said_in("two"))
    G = build_graph(
        dataset(role("a", to("c", signs=(weak,))), role("b", to("c", signs=(strong,))), role("c"))
    )
    ((source, target, key),) = _edges(G, "requires")
    edge = G[source][target][key]["record"]
    assert key == "requires:implied:one+two:signs"
    assert (edge.signs, edge.necessity) == (("weak", "strong"), "listed")


def test_demand_bases_stay_apart() -> None:
    """Demands on different bases are two edges."""
    signs = (_sign("s", "x"), _sign("t", "x", demand="stated"))
    G = build_graph(dataset(role("a", to("b", signs=signs)), role("b")))
    assert [key for _, _, key in _edges(G, "requires")] == [
        "requires:implied::signs",
        "requires:stated::signs",
    ]


def test_written_requirement_stays() -> None:
    """A demand does not replace a written requirement."""
    written = Requires(target="x", basis="implied")
    steps = to("b", signs=(_sign("s", "x"),))
    G = build_graph(dataset(role("a", steps), role("b", requires=[written])))
    assert list(G["b"]["x"]) == ["requires:implied:", "requires:implied::signs"]


def test_starting_steps_carry_preparations() -> None:
    """Only steps from a starting point have preparations."""
    G = build_graph(
        dataset(
            role("student", to("a"), stage="background"),
            role("b", to("a")),
            role("a", preparations=(_sign("s", "x"),)),
        )
    )
    entries = {
        source: G[source]["a"]["leads_to:stated:"]["record"].preparations
        for source in ("student", "b")
    }
    assert [sign.id for sign in entries["student"]] == ["s"]
    assert entries["b"] == ()


# --- Overlaps ------------------------------------------------------------------------------------


def test_overlap_is_two_edges() -> None:
    """An overlap is an edge each way, with its comparison turned around."""
    row = ComparisonRow(aspect="looks at", here="numbers", there="people")
    G = build_graph(dataset(role("a", beside("b", comparison=(row,))), role("b")))
    assert [edge[:2] for edge in _edges(G, "overlaps_with")] == [("a", "b"), ("b", "a")]
    (mirrored,) = (data["record"] for data in G["b"]["a"].values())
    assert mirrored.target == "a"
    assert mirrored.comparison == (
        ComparisonRow(aspect="looks at", here="people", there="numbers"),
    )


def test_similar_roles_overlap() -> None:
    """Roles with common requirements get a derived overlap that names them."""
    G = build_graph(
        dataset(
            role("a", requires=["x", "report", "z"]),
            role("b", requires=["report", "x"]),
            responsibilities=["report"],
        )
    )
    (data,) = G["a"]["b"].values()
    edge = data["record"]
    assert (edge.basis, edge.shared) == ("derived", ("x", "report"))
    assert edge.jaccard_coefficient == data["weight"] == 2 / 3
    assert edge.overlap_coefficient == 2 / 2
    assert G.has_edge("b", "a")


def test_threshold_limits_overlaps() -> None:
    """The threshold decides which overlaps are derived."""
    world = dataset(role("a", requires="wxyz"), role("b", requires="yz"))
    assert _edges(build_graph(world, overlap_threshold=2 / 4), "overlaps_with") != []
    assert _edges(build_graph(world, overlap_threshold=0.51), "overlaps_with") == []


def test_one_shared_requirement_is_too_few() -> None:
    """A single common requirement gives no overlap."""
    G = build_graph(dataset(role("a", requires="x"), role("b", requires="x")), overlap_threshold=0)
    assert _edges(G, "overlaps_with") == []


def test_demanded_skills_count_as_shared() -> None:
    """Skills that signs demand count for overlaps."""
    sign = to("b", signs=(_sign("s", "x", "y"),))
    G = build_graph(dataset(role("a", sign), role("b"), role("c", requires="xy")))
    assert G.has_edge("b", "c")


def test_requirement_counts_once() -> None:
    """A requirement from two sources counts once."""
    twice = [Requires(target="x", basis="stated"), Requires(target="x", basis="implied")]
    G = build_graph(
        dataset(role("a", requires=twice), role("b", requires="x")), overlap_threshold=0
    )
    assert _edges(G, "overlaps_with") == []


# --- The same graph every time -------------------------------------------------------------------


def test_graph_is_deterministic(small_dataset: Dataset) -> None:
    """The same data set gives the same graph, in the same order."""
    G, H = build_graph(small_dataset), build_graph(small_dataset)
    assert list(G.nodes(data=True)) == list(H.nodes(data=True))
    assert list(G.edges(keys=True, data=True)) == list(H.edges(keys=True, data=True))


@pytest.mark.parametrize("data", ["tests/data/small", "data/product-management"])
def test_order_ignores_hash_seed(data: str) -> None:
    """The order does not depend on Python's hash seed."""
    code = (
        "from graph.store.networkx_graph import build_graph; "
        "from graph.sources.dataset import load_dataset; "
        f"G = build_graph(load_dataset({data!r})); print(list(G.edges(keys=True, data=True)))"
    )
    printed = {
        subprocess.check_output(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_mirrored_overlap_keeps_order() -> None:
    """A mirrored overlap does not change the order of steps."""
    G = build_graph(dataset(role("z", beside("a")), role("a", to("b"), to("z")), role("b")))
    assert [edge[:2] for edge in _edges(G, "leads_to")] == [("a", "b"), ("a", "z")]
