"""Is a graph the same once it is columns?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import msgspec
import networkx as nx
import pytest
from hypothesis import given
from worlds import beside, dataset, role, to

from graph.model.data_paths import shipped
from graph.model.records import Dataset, Years
from graph.model.relations import RELATIONS
from graph.sources.dataset import load_dataset
from graph.store.columns import Columns
from graph.store.edges import edges_of, nodes_of
from graph.store.encoding import encoded
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph, build_graph, columns_of, graph_of

ROOT = Path(__file__).parents[1]
IDS = ("a", "b", "c", "d")


@st.composite
def _datasets(draw: st.DrawFn) -> Dataset:
    years = st.none() | st.builds(Years, min=st.integers(0, 5))
    roles = []
    for id_ in IDS:
        others = st.sampled_from([other for other in IDS if other != id_])
        steps = [to(other, draw(years)) for other in draw(st.lists(others, unique=True))]
        overlaps = [beside(other) for other in draw(st.lists(others, max_size=1))]
        skills = draw(st.lists(st.sampled_from("xyz"), unique=True))
        roles.append(role(id_, *steps, *overlaps, requires=skills))
    return dataset(*roles)


def _graphs() -> st.SearchStrategy[CareerGraph]:
    return _datasets().map(build_graph)


def _whole(G: CareerGraph) -> Iterator[Any]:
    yield G.graph
    yield list(G.nodes(data=True))
    yield list(G.edges(keys=True, data=True))


@given(_graphs())
def test_a_graph_comes_back_from_its_columns_as_it_was_and_in_its_order(G: CareerGraph) -> None:
    assert list(_whole(graph_of(Columns.read(columns_of(G))))) == list(_whole(G))


@pytest.mark.parametrize("name", ["product-management", "starter"])
def test_so_do_the_shipped_data_sets(name: str) -> None:
    G = build_graph(load_dataset(shipped(name)))

    assert list(_whole(graph_of(Columns.read(columns_of(G))))) == list(_whole(G))


@given(_datasets())
def test_columns_of_a_data_set_are_those_of_its_graph(data: Dataset) -> None:
    encoded_ = encoded(data.about, nodes_of(data), edges_of(data))

    assert encoded_ == columns_of(build_graph(data))


@given(_graphs())
def test_the_edges_of_a_node_are_those_of_networkx(G: CareerGraph) -> None:
    index = Index.read(columns_of(G))
    for id_ in G:
        for relation in RELATIONS:
            of_relation = [
                (source, target, key)
                for source, target, key, its in G.edges(keys=True, data="relation")
                if its == relation
            ]
            out = [(link.source, link.target, link.key) for link in index.outgoing(id_, relation)]
            into = [(link.source, link.target, link.key) for link in index.incoming(id_, relation)]
            assert out == [edge for edge in of_relation if edge[0] == id_]
            assert into == [edge for edge in of_relation if edge[1] == id_]


def test_a_graph_without_nodes_has_columns(small_graph: CareerGraph) -> None:
    G: CareerGraph = nx.MultiDiGraph(about=small_graph.graph["about"])

    assert len(Index.read(columns_of(G))) == 0


def test_columns_that_are_cut_short_are_no_columns(small_graph: CareerGraph) -> None:
    data = columns_of(small_graph)

    for length in (0, 1, len(data) // 2, len(data) - 1):
        with pytest.raises(msgspec.DecodeError):
            Columns.read(data[:length])


def test_questions_are_asked_of_columns_without_networkx(
    tmp_path: Path, small_graph: CareerGraph
) -> None:
    file = tmp_path / "columns"
    file.write_bytes(columns_of(small_graph))
    code = (
        "import sys, pathlib\n"
        "from graph.store.index import Index\n"
        "from graph.parts.path_search import shortest_path\n"
        f"index = Index.read(pathlib.Path({str(file)!r}).read_bytes())\n"
        "first, last = index.roles[0], index.roles[1]\n"
        "shortest_path(index, source=first, target=last, by='years', lateral=True)\n"
        "print({'networkx', 'yaml', 'sqlite3', 'graph.store.networkx_graph'} & set(sys.modules))"
    )
    printed = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT)

    assert printed.strip() == "set()"
