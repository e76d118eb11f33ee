from __future__ import annotations

from graph.build import CareerGraph
from graph.exchange.part import neighbourhood_graph, path_graph, subgraph
from graph.index import Index
from graph.neighbourhood import neighbourhood
from graph.paths import shortest_path


def test_a_part_has_the_order_of_the_graph_and_all_edges_among_its_nodes(
    small_graph: CareerGraph,
) -> None:
    part = subgraph(small_graph, ["sql", "data-engineer", "data-analyst", "nobody"])

    assert list(part) == ["data-analyst", "data-engineer", "sql"]
    assert list(part.edges(keys=True)) == [
        (source, target, key)
        for source, target, key in small_graph.edges(keys=True)
        if source in part and target in part
    ]
    assert part["data-engineer"]["sql"] == small_graph["data-engineer"]["sql"]
    assert part.graph == small_graph.graph


def test_a_part_may_have_only_some_of_the_edges(small_graph: CareerGraph) -> None:
    edge = ("data-engineer", "sql", "requires:stated:survey")
    part = subgraph(small_graph, ["data-engineer", "sql"], [edge, ("sql", "nobody", "no")])

    assert list(part.edges(keys=True)) == [edge]


def test_a_part_is_a_graph_of_its_own(small_graph: CareerGraph) -> None:
    part = subgraph(small_graph, ["sql"])
    part.nodes["sql"]["label"] = "changed"
    part.graph["about"] = None

    assert small_graph.nodes["sql"]["label"] == "SQL"
    assert small_graph.graph["about"] is not None


def test_the_part_of_a_path_has_its_roles_and_steps(shipped_index: Index) -> None:
    path = shortest_path(shipped_index, source="PM", target="director of product")

    H = path_graph(shipped_index.G, path)

    assert list(H) == ["product-manager", "senior-product-manager", "director-of-product"]
    assert [data["relation"] for *_, data in H.edges(data=True)] == ["leads_to", "leads_to"]


def test_the_part_of_a_neighbourhood_has_its_relations_only(shipped_index: Index) -> None:
    around = neighbourhood(shipped_index, node="product owner", relations=["overlaps_with"])

    H = neighbourhood_graph(shipped_index.G, around)

    assert set(H) == {"product-owner", "product-manager"}
    assert {data["relation"] for *_, data in H.edges(data=True)} == {"overlaps_with"}
