"""The neighbourhood of a node is all that is near, and nothing else."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import beside, role, to, world

from graph.model.errors import BadParameter, UnknownNode
from graph.model.relations import RELATIONS
from graph.questions.neighbourhood.answer import Neighbourhood
from graph.questions.neighbourhood.query import NeighbourhoodQuery
from graph.questions.neighbourhood.search import answer as find_neighbourhood
from graph.questions.neighbourhood.search import edges_among
from graph.store.index import Index

IDS = "abcdef"


@st.composite
def indexes(draw: st.DrawFn) -> Index:
    """Draw six roles with steps, overlaps and skills."""
    others = st.lists(st.sampled_from(IDS), unique=True, max_size=3)
    skills = st.lists(st.sampled_from("xyz"), unique=True, max_size=2)
    return world(
        *(
            role(
                id_,
                *(to(target) for target in draw(others) if target != id_),
                *(beside(target) for target in draw(others) if target != id_),
                requires=draw(skills),
            )
            for id_ in IDS
        )
    )


def neighbourhood(index: Index, **parameters: Any) -> Neighbourhood:
    return find_neighbourhood(index, NeighbourhoodQuery(**parameters))


def _distances(answer: Neighbourhood) -> dict[str, int]:
    return {neighbour.node.id: neighbour.distance for neighbour in answer.nodes}


# --- Compared with networkx ----------------------------------------------------------------------


@given(
    index=indexes(),
    radius=st.integers(0, 5),
    relations=st.sets(st.sampled_from(list(RELATIONS)), min_size=1),
    direction=st.sampled_from(["out", "in", "both"]),
)
def test_distances_equal_networkx(
    index: Index, radius: int, relations: set[str], direction: str
) -> None:
    """Nodes and distances are those of the ego graph of networkx."""
    edges = index.G.edges(data="relation")
    G = nx.MultiDiGraph((a, b) for a, b, relation in edges if relation in relations)
    G.add_node("a")
    G = G.reverse() if direction == "in" else G
    ego = nx.ego_graph(G, "a", radius, undirected=direction == "both")

    answer = neighbourhood(
        index, node="a", radius=radius, relations=tuple(relations), direction=direction
    )

    view = G.to_undirected() if direction == "both" else G
    lengths = nx.single_source_shortest_path_length(view, "a", cutoff=radius)
    assert _distances(answer) == lengths
    assert set(lengths) == set(ego)


@given(index=indexes(), radius=st.integers(0, 2))
def test_edges_are_complete(index: Index, radius: int) -> None:
    """The edges are all edges among the nodes, each once."""
    answer = neighbourhood(index, node="a", radius=radius)
    among = index.G.subgraph(_distances(answer)).edges(keys=True)
    assert {(edge.source, edge.target, edge.key) for edge in answer.edges} == set(among)
    assert len(answer.edges) == len(among)


# --- Radius, direction, relations ----------------------------------------------------------------


@pytest.fixture(scope="module")
def chain() -> Index:
    return world(
        role("a", to("b")), role("b", to("c"), requires="x"), role("c"), role("d", beside("b"))
    )


@pytest.mark.parametrize(
    ("radius", "direction", "expected"),
    [
        (0, "both", "b"),
        (1, "out", "b c x d"),
        (1, "in", "b a d"),
        (1, "both", "b c a x d"),
        (2, "out", "b c x d"),
    ],
)
def test_radius_and_direction_limit(
    radius: int, direction: str, expected: str, chain: Index
) -> None:
    """An overlap holds both ways, so it is followed in either direction."""
    answer = neighbourhood(chain, node="b", radius=radius, direction=direction)
    assert list(_distances(answer)) == expected.split()


def test_defaults_are_one_edge(chain: Index) -> None:
    """The defaults are one edge, in both directions, along every relation."""
    asked = neighbourhood(chain, node="b", radius=1, relations=tuple(RELATIONS), direction="both")
    assert neighbourhood(chain, node="b") == asked


def test_radius_ends_at_five(chain: Index) -> None:
    """A radius of five is accepted, one of six is not."""
    assert neighbourhood(chain, node="b", radius=5).radius == 5
    with pytest.raises(BadParameter):
        neighbourhood(chain, node="b", radius=6)


def test_only_chosen_relations(chain: Index) -> None:
    """Only edges of the chosen relations are followed and shown."""
    answer = neighbourhood(chain, node="b", radius=2, relations=("leads_to",))
    assert list(_distances(answer)) == ["b", "c", "a"]
    assert {edge.relation for edge in answer.edges} == {"leads_to"}


def test_relations_have_one_order(chain: Index) -> None:
    """Relations come once, in their own order."""
    answer = neighbourhood(chain, node="b", relations=("requires", "leads_to", "requires"))
    assert answer.relations == ("leads_to", "requires")


def test_no_relations_no_neighbours(chain: Index) -> None:
    """Without relations there is only the node itself."""
    answer = neighbourhood(chain, node="b", radius=5, relations=())
    assert (list(_distances(answer)), answer.edges) == (["b"], ())


def test_nodes_sort_by_distance(small_index: Index) -> None:
    """The node itself comes first, then the others by distance."""
    answer = neighbourhood(small_index, node="python", radius=3)
    distances = [neighbour.distance for neighbour in answer.nodes]
    assert answer.nodes[0].node.id == "python"
    assert distances == sorted(distances)


@pytest.mark.parametrize("node", ["sql", "monthly-report", "gardener"])
def test_every_kind_has_neighbours(node: str, small_index: Index) -> None:
    """A node of every kind has a neighbourhood."""
    assert len(neighbourhood(small_index, node=node).nodes) > 1


def test_alias_names_the_node(small_index: Index) -> None:
    """The node may be named by an alias."""
    assert neighbourhood(small_index, node="ANALYST").node.id == "data-analyst"


def test_edges_have_their_key(small_index: Index) -> None:
    """An edge has its key, relation and basis."""
    answer = neighbourhood(small_index, node="pruning")
    ((source, target, key, relation, basis),) = (
        (edge.source, edge.target, edge.key, edge.relation, edge.basis) for edge in answer.edges
    )
    assert (source, target, relation, basis) == ("gardener", "pruning", "requires", "stated")
    assert key == "requires:stated:survey"


def test_edges_among_any_nodes(small_index: Index) -> None:
    """The edges among any nodes can be listed."""
    links = edges_among(small_index, ["data-analyst", "data-engineer", "gardener"], ["leads_to"])
    assert [(link.source, link.target) for link in links] == [
        ("data-analyst", "data-engineer"),
        ("data-engineer", "data-analyst"),
    ]


# --- What cannot be asked ------------------------------------------------------------------------


@pytest.mark.parametrize("radius", [-1, 6, 10**9])
def test_bad_radius_is_refused(radius: int, small_index: Index) -> None:
    """A radius outside 0 to 5 is refused with a sentence."""
    with pytest.raises(BadParameter, match=f"radius cannot be '{radius}'; it takes a whole number"):
        neighbourhood(small_index, node="sql", radius=radius)


def test_bad_direction_is_refused(small_index: Index) -> None:
    """An unknown direction is refused with the three that exist."""
    with pytest.raises(BadParameter, match="direction cannot be 'up'; it takes out, in or both"):
        neighbourhood(small_index, node="sql", direction="up")


def test_bad_relation_is_refused(small_index: Index) -> None:
    """An unknown relation is refused with the three that exist."""
    with pytest.raises(BadParameter, match="relations cannot be 'likes'; it takes leads_to"):
        neighbourhood(small_index, node="sql", relations=("leads_to", "likes"))


def test_unknown_node_has_candidates(small_index: Index) -> None:
    """An unknown node is refused with the nearest title."""
    with pytest.raises(UnknownNode, match="did you mean 'Statistics'"):
        neighbourhood(small_index, node="statistic")
