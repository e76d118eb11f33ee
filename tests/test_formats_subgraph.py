"""The parts of a graph that answers hold are graphs of their own."""

from __future__ import annotations

from worlds import role, world

from graph.formats.subgraph import neighbourhood_graph, path_graph, subgraph, whole_graph
from graph.parts.path_search import shortest_path
from graph.questions.neighbourhood.query import NeighbourhoodQuery
from graph.questions.neighbourhood.search import answer as neighbourhood
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph
from graph.store.overlap import ALL_PAIRS_ROLES


def test_subgraph_keeps_order_and_edges(small_graph: CareerGraph, small_index: Index) -> None:
    """A subgraph has the order of the graph, and all edges among its nodes."""
    H = subgraph(small_index, ["sql", "data-engineer", "data-analyst", "nobody"])

    assert list(H) == ["data-analyst", "data-engineer", "sql"]
    assert sorted(H.edges(keys=True)) == sorted(
        (source, target, key)
        for source, target, key in small_graph.edges(keys=True)
        if source in H and target in H
    )
    assert H["data-engineer"]["sql"] == small_graph["data-engineer"]["sql"]
    assert H.graph == small_graph.graph


def test_subgraph_takes_chosen_edges(small_index: Index) -> None:
    """A subgraph may have only some of the edges."""
    edge = ("data-engineer", "sql", "requires:stated:survey")
    H = subgraph(small_index, ["data-engineer", "sql"], [edge, ("sql", "nobody", "no")])

    assert list(H.edges(keys=True)) == [edge]


def test_subgraph_is_independent(small_index: Index) -> None:
    """Changing a subgraph leaves the graph alone."""
    H = subgraph(small_index, ["sql"])
    H.nodes["sql"]["label"] = "changed"
    H.graph["about"] = None

    assert small_index.G.nodes["sql"]["label"] == "SQL"
    assert small_index.about is not None


def test_large_graph_exports_overlaps() -> None:
    """A large graph is exported with its derived overlaps on request."""
    alike = [role(f"r{i}", requires=["x", "y", f"z{i}"]) for i in range(ALL_PAIRS_ROLES + 1)]
    index = world(*alike)
    path = shortest_path(index, source="r3", target="r0", lateral=True)

    plain, full = whole_graph(index), whole_graph(index, overlaps=True)
    overlaps = [edge for edge in full.edges(data=True) if edge[2]["relation"] == "overlaps_with"]

    assert {data["relation"] for *_, data in plain.edges(data=True)} == {"requires"}
    assert full.number_of_edges() - len(overlaps) == plain.number_of_edges()
    assert {(target, source) for source, target, _ in overlaps} == {
        (source, target) for source, target, _ in overlaps
    }
    assert all(data["record"].target == target for _, target, data in overlaps)
    assert all(data["weight"] == 0.5 for *_, data in overlaps)
    assert [data["relation"] for *_, data in path_graph(index, path).edges(data=True)] == [
        "overlaps_with"
    ]


def test_path_graph_has_steps(shipped_index: Index) -> None:
    """The graph of a path has its roles and steps."""
    path = shortest_path(shipped_index, source="PM", target="director of product")

    H = path_graph(shipped_index, path)

    assert list(H) == ["product-manager", "senior-product-manager", "director-of-product"]
    assert [data["relation"] for *_, data in H.edges(data=True)] == ["leads_to", "leads_to"]


def test_neighbourhood_graph_has_relations(shipped_index: Index) -> None:
    """The graph of a neighbourhood has its relations only."""
    around = neighbourhood(
        shipped_index, NeighbourhoodQuery(node="product owner", relations=("overlaps_with",))
    )

    H = neighbourhood_graph(shipped_index, around)

    assert set(H) == {"product-owner", "product-manager"}
    assert {data["relation"] for *_, data in H.edges(data=True)} == {"overlaps_with"}
