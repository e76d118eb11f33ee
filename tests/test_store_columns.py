"""A graph is the same after it has been columns."""

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
def test_columns_keep_the_graph(G: CareerGraph) -> None:
    """Any graph comes back from its columns, in its order."""
    assert list(_whole(graph_of(Columns.read(columns_of(G))))) == list(_whole(G))


@pytest.mark.parametrize("name", ["product-management", "starter"])
def test_columns_keep_shipped_data(name: str) -> None:
    """The shipped data sets come back from their columns."""
    G = build_graph(load_dataset(shipped(name)))

    assert list(_whole(graph_of(Columns.read(columns_of(G))))) == list(_whole(G))


@given(_datasets())
def test_data_set_encodes_as_its_graph(data: Dataset) -> None:
    """The columns of a data set equal those of its graph."""
    encoded_ = encoded(data.about, nodes_of(data), edges_of(data))

    assert encoded_ == columns_of(build_graph(data))


@given(_graphs())
def test_node_edges_equal_networkx(G: CareerGraph) -> None:
    """The edges of a node are those that networkx finds."""
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


def test_empty_graph_has_columns(small_graph: CareerGraph) -> None:
    """A graph without nodes has columns."""
    G: CareerGraph = nx.MultiDiGraph(about=small_graph.graph["about"])

    assert len(Index.read(columns_of(G))) == 0


def test_cut_columns_are_refused(small_graph: CareerGraph) -> None:
    """Columns that are cut short do not decode."""
    data = columns_of(small_graph)

    for length in (0, 1, len(data) // 2, len(data) - 1):
        with pytest.raises(msgspec.DecodeError):
            Columns.read(data[:length])


def test_questions_need_no_networkx(tmp_path: Path, small_graph: CareerGraph) -> None:
    """Questions on columns do not import networkx."""
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
