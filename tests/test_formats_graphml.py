"""The graph travels whole, to other programs and back."""

from __future__ import annotations

import io
import os
import re
import stat
import threading
import xml.etree.ElementTree as ET  # reads what the tests themselves have written
from collections import Counter
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import beside, dataset, role, said_in, to

from graph.formats.graphml_read import read_graphml
from graph.formats.graphml_write import graphml, write_graphml
from graph.formats.subgraph import subgraph
from graph.model.errors import BadParameter, DataError
from graph.model.records import (
    About,
    Dataset,
    Info,
    Note,
    Requires,
    RequiresEdge,
    Responsibility,
    Role,
    Skill,
    Source,
    Years,
)
from graph.questions.neighbourhood.query import NeighbourhoodQuery
from graph.questions.neighbourhood.search import answer as neighbourhood
from graph.sources.dataset import load_dataset
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph, build_graph

DATA = Path(__file__).parents[1] / "data"
SHIPPED = ("starter", "product-management")
DIALECTS = ("portable", "yed")
NAMESPACES = {
    "g": "http://graphml.graphdrawing.org/xmlns",
    "y": "http://www.yworks.com/xml/graphml",
}
HOSTILE = (
    "</script>",
    "<&\"'> &amp; ]]> <!-- -->",
    "محلل بيانات",
    "数据分析师 👩‍💻",
    "two\nlines\r\nand a\ttab\rend",
    " blanks around ",
    "\x7f\x85\u2028\ufeff",
)


def _shipped(name: str) -> CareerGraph:
    return build_graph(load_dataset(DATA / name))


def _text(G: CareerGraph, dialect: str = "portable") -> str:
    return "".join(graphml(G, dialect=dialect))


def _read(text: str | bytes) -> CareerGraph:
    return read_graphml(io.BytesIO(text.encode() if isinstance(text, str) else text))


def _parsed(G: CareerGraph, dialect: str = "portable") -> ET.Element:
    return ET.fromstring(_text(G, dialect))  # noqa: S314


def _columns(element: ET.Element) -> dict[str, str | None]:
    return {data.get("key", ""): data.text for data in element.findall("g:data", NAMESPACES)}


def _assert_same(G: CareerGraph, H: CareerGraph) -> None:
    """Assert that nothing tells the graphs apart, not even an order."""
    assert nx.utils.graphs_equal(G, H)
    assert list(G) == list(H)
    assert list(G.edges(keys=True)) == list(H.edges(keys=True))
    assert G.graph == H.graph


def _sql(**fields: Any) -> CareerGraph:
    """Return a graph of one skill, made without a data file."""
    skill = Skill(**{"id": "sql", "title": "SQL", "basis": "stated", **fields})
    G: CareerGraph = nx.MultiDiGraph(about=About(info=Info(title="World")))
    G.add_node("sql", kind="skill", label=skill.title, record=skill)
    return G


# --- There and back ------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_graphs_read_back(name: str, dialect: str, tmp_path: Path) -> None:
    """The shipped graphs read back equal, in both dialects."""
    G = _shipped(name)
    write_graphml(G, tmp_path / "graph.graphml", dialect=dialect)

    _assert_same(G, read_graphml(tmp_path / "graph.graphml"))


def _hostile(alphabet: st.SearchStrategy[str], most: int = 200) -> st.SearchStrategy[str]:
    texts = st.sampled_from(HOSTILE) | st.text(alphabet, min_size=1, max_size=most)
    return texts.filter(lambda text: re.search(r"\S", text) is not None)


CHARACTERS = st.characters(exclude_categories=("Cs",))
IN_XML = st.characters(
    exclude_categories=("Cs", "Cc"), include_characters="\t\n\r", exclude_characters="\ufffe\uffff"
)
BASES = st.sampled_from(["stated", "implied", "derived"])
NUMBERS = st.none() | st.floats(0, 100)


@st.composite
def graphs(draw: st.DrawFn) -> CareerGraph:
    """Any few nodes and edges, with hostile texts everywhere."""
    titles = _hostile(IN_XML)
    skills = [f"s{i}" for i in range(draw(st.integers(0, 4)))]
    roles = [f"r{i}" for i in range(draw(st.integers(0, 4)))]

    def some(ids: list[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(ids), max_size=4, unique=True)) if ids else []

    def years() -> Years:
        about = draw(st.booleans())
        return Years(min=draw(NUMBERS), max=draw(NUMBERS), approximate=about)

    def fields() -> dict[str, Any]:
        notes = st.builds(Note, kind=st.just("hedge"), text=_hostile(CHARACTERS))
        return {
            "title": draw(titles),
            "basis": draw(BASES),
            "summary": draw(st.none() | titles),
            "aliases": tuple(draw(st.lists(titles, max_size=2))),
            "notes": tuple(draw(st.lists(notes, max_size=2))),
        }

    def a_role(id_: str) -> Role:
        others = [other for other in roles if other != id_]
        return Role(
            id=id_,
            leads_to=tuple(to(other, years(), basis=draw(BASES)) for other in some(others)),
            overlaps_with=tuple(beside(other, source=said_in("book")) for other in some(others)),
            requires=tuple(
                Requires(target=skill, basis=draw(BASES), when=draw(st.none() | titles))
                for skill in some(skills)
            ),
            **fields(),
        )

    return build_graph(
        Dataset(
            about=About(info=Info(title="World"), sources=(Source(id="book", title=draw(titles)),)),
            roles=tuple(map(a_role, roles)),
            skills=tuple(Skill(id=id_, type="soft", **fields()) for id_ in skills),
            responsibilities=(Responsibility(id="duty", **fields()),),
        )
    )


@given(graphs(), st.sampled_from(DIALECTS))
@settings(max_examples=60, deadline=None)
def test_any_graph_reads_back(G: CareerGraph, dialect: str) -> None:
    """Any graph reads back equal, in both dialects."""
    _assert_same(G, _read(_text(G, dialect)))


@given(graphs(), st.data())
@settings(max_examples=30, deadline=None)
def test_any_subgraph_reads_back(G: CareerGraph, data: st.DataObject) -> None:
    """Any part of a graph reads back equal."""
    H = subgraph(Index(G), [id_ for id_ in G if data.draw(st.booleans())])

    _assert_same(H, _read(_text(H)))


def test_empty_graph_reads_back() -> None:
    """A graph without nodes reads back."""
    G = build_graph(dataset())

    _assert_same(G, _read(_text(G)))


def test_parallel_edges_survive(tmp_path: Path) -> None:
    """Parallel edges stay apart."""
    one, two = to("b", 1, source=said_in("one")), to("b", 9, source=said_in("two"))
    G = build_graph(dataset(role("a", one, two), role("b")))
    write_graphml(G, tmp_path / "graph.graphml")

    H = read_graphml(tmp_path / "graph.graphml")
    assert [data["record"].years.min for data in H["a"]["b"].values()] == [1, 9]
    assert nx.read_graphml(tmp_path / "graph.graphml").number_of_edges("a", "b") == 2
    assert igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml")).ecount() == 2


def test_output_is_deterministic() -> None:
    """The same graph gives the same bytes."""
    assert _text(_shipped("starter")) == _text(_shipped("starter"))


def test_reading_and_writing_is_stable() -> None:
    """A graph that was read back is written as before."""
    text = _text(_shipped("product-management"))

    assert _text(_read(text)) == text


def test_stream_equals_file(tmp_path: Path, small_graph: CareerGraph) -> None:
    """A text stream gets the text of the file."""
    write_graphml(small_graph, tmp_path / "graph.graphml")
    stream = io.StringIO()
    stream.writelines(graphml(small_graph))

    assert (tmp_path / "graph.graphml").read_bytes() == stream.getvalue().encode()


def test_text_comes_in_pieces(small_graph: CareerGraph) -> None:
    """The text comes in pieces of one node or edge."""
    pieces = list(graphml(small_graph))

    assert len(pieces) == 1 + len(small_graph) + small_graph.number_of_edges() + 1


def test_index_answers_as_before(small_graph: CareerGraph) -> None:
    """The index of a graph that was read back answers as before."""
    before, after = Index(small_graph), Index(_read(_text(small_graph)))

    for id_ in small_graph:
        query = NeighbourhoodQuery(node=id_)
        assert neighbourhood(after, query) == neighbourhood(before, query)


# --- Other programs ------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHIPPED)
def test_networkx_sees_everything(name: str, dialect: str, tmp_path: Path) -> None:
    """networkx reads every node and edge."""
    G = _shipped(name)
    write_graphml(G, tmp_path / "graph.graphml", dialect=dialect)

    H = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    for column in ("label", "kind"):
        assert list(H.nodes(data=column)) == list(G.nodes(data=column))
    found = [(s, t, d["key"], *_seen(d)) for s, t, d in H.edges(data=True)]
    assert found == [(s, t, key, *_seen(d)) for s, t, key, d in G.edges(keys=True, data=True)]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHIPPED)
def test_igraph_sees_everything(name: str, dialect: str, tmp_path: Path) -> None:
    """igraph reads every node and edge."""
    G = _shipped(name)
    write_graphml(G, tmp_path / "graph.graphml", dialect=dialect)

    H = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    ids = H.vs["id"]
    assert ids == list(G)
    for column in ("label", "kind"):
        assert H.vs[column] == [value for _, value in G.nodes(data=column)]
    found = [(ids[e.source], ids[e.target], e["key"], *_seen(e.attributes())) for e in H.es]
    assert found == [(s, t, key, *_seen(d)) for s, t, key, d in G.edges(keys=True, data=True)]


def _seen(data: dict[str, Any]) -> tuple[str, str, float]:
    return data["relation"], data["label"], data["weight"]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_label_survives(label: str, dialect: str, tmp_path: Path) -> None:
    """Other programs read a hostile label as it is."""
    write_graphml(_sql(title=label), tmp_path / "graph.graphml", dialect=dialect)

    H = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert H.nodes["sql"]["label"] == label
    assert igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml")).vs["label"] == [label]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_networkx_output_reads_back(dialect: str, tmp_path: Path) -> None:
    """A file that networkx wrote from ours reads back."""
    G = _shipped("product-management")
    write_graphml(G, tmp_path / "ours.graphml", dialect=dialect)
    H = nx.read_graphml(tmp_path / "ours.graphml", force_multigraph=True)
    nx.write_graphml(H, tmp_path / "theirs.graphml")

    _assert_same(G, read_graphml(tmp_path / "theirs.graphml"))


def test_igraph_output_reads_back(tmp_path: Path) -> None:
    """A file that igraph wrote from ours reads back, though its nodes are renumbered."""
    G = _shipped("starter")
    write_graphml(G, tmp_path / "ours.graphml")
    H = igraph.Graph.Read_GraphML(str(tmp_path / "ours.graphml"))
    H.write_graphml(str(tmp_path / "theirs.graphml"))

    assert '<node id="n0">' in (tmp_path / "theirs.graphml").read_text()
    _assert_same(G, read_graphml(tmp_path / "theirs.graphml"))


# --- The portable profile ------------------------------------------------------------------------


def test_ids_are_unique(small_graph: CareerGraph) -> None:
    """The ids of edges and of keys are unique."""
    root = _parsed(small_graph)
    edges = [edge.get("id") for edge in root.iterfind(".//g:edge", NAMESPACES)]
    keys = [key.get("id") for key in root.iterfind("g:key", NAMESPACES)]

    assert edges == [f"e{number}" for number in range(small_graph.number_of_edges())]
    assert max(Counter(keys).values()) == 1


def test_key_ids_equal_columns(small_graph: CareerGraph) -> None:
    """Where nodes have a column of the name, the edges' one begins with 'edge'."""
    keys = _parsed(small_graph).findall("g:key", NAMESPACES)
    other = {
        key.get("id"): key.get("attr.name") for key in keys if key.get("id") != key.get("attr.name")
    }

    assert other == {
        "edgelabel": "label",
        "edgebasis": "basis",
        "edgesources": "sources",
        "edgerecord": "record",
    }


def test_column_names_are_safe(small_graph: CareerGraph) -> None:
    """Cytoscape.js would take it for the end of an edge, sigma.js for a way of drawing."""
    names = {key.get("attr.name") for key in _parsed(small_graph).iterfind("g:key", NAMESPACES)}

    assert not names & {"id", "source", "target", "type", "x", "y", "size", "color", "parent"}


def test_order_is_keys_nodes_edges(small_graph: CareerGraph) -> None:
    """Keys come first, then nodes, then edges."""
    root = _parsed(small_graph)
    graph = root[-1]

    assert [child.tag.partition("}")[2] for child in root][-2:] == ["key", "graph"]
    order = [child.tag.partition("}")[2] for child in graph]
    assert order == [
        "data",
        *["node"] * len(small_graph),
        *["edge"] * small_graph.number_of_edges(),
    ]
    assert graph.get("edgedefault") == "directed"


def test_elements_begin_with_label(small_graph: CareerGraph) -> None:
    """Every node and edge begins with its label."""
    for element in _parsed(small_graph)[-1][1:]:
        columns = _columns(element)
        assert element[0].tag.endswith("}desc")
        assert element[0].text == (columns.get("label") or columns.get("edgelabel"))


@pytest.mark.parametrize("name", SHIPPED)
def test_columns_are_never_empty(name: str) -> None:
    """No column is empty, and none is a boolean."""
    for element in _parsed(_shipped(name)).iterfind(".//g:data", NAMESPACES):
        assert element.text
        assert element.text not in ("true", "false", "True", "False", "None", "nan")


def test_columns_match_records(small_graph: CareerGraph) -> None:
    """Readable columns say what the record says."""
    graph = _parsed(small_graph)[-1]
    nodes = {node.get("id"): _columns(node) for node in graph.iterfind("g:node", NAMESPACES)}
    edges = {
        (edge.get("source"), edge.get("target"), _columns(edge)["key"]): _columns(edge)
        for edge in graph.iterfind("g:edge", NAMESPACES)
    }
    step = edges["data-analyst", "data-engineer", "leads_to:stated:handbook"]
    back = edges["data-engineer", "data-analyst", "leads_to:derived:"]
    demand = edges["data-engineer", "sql", "requires:stated:survey"]

    assert nodes["sql"]["aliases"] == "Structured query language"
    assert nodes["listening"]["skill_type"] == "soft"
    assert (nodes["data-analyst"]["stage"], nodes["data-analyst"]["track"]) == ("junior", "data")
    assert step["edgesources"] == 'Handbook, "Careers", lines 12-14'
    assert [step[f"years_{end}"] for end in ("min", "max")] == ["1.0", "3.0"]
    assert (step["years_approximate"], step["years_measures"]) == ("yes", "not_stated")
    assert (demand["necessity"], demand["edgebasis"]) == ("helpful", "stated")
    assert not [name for name in back if name.startswith("years")]  # unknown is not zero
    assert "edgesources" not in back


def test_broader_role_is_a_column() -> None:
    """The broader role of a special case has a column; read back, it is in the record."""
    G = build_graph(dataset(role("teacher"), role("art-teacher", broader="teacher")))
    nodes = {
        node.get("id"): _columns(node) for node in _parsed(G).iterfind(".//g:node", NAMESPACES)
    }

    assert nodes["art-teacher"]["broader"] == "teacher"
    assert "broader" not in nodes["teacher"]
    assert _read(_text(G)).nodes["art-teacher"]["record"].broader == "teacher"


def test_computed_overlap_is_explained() -> None:
    """A computed overlap names what is shared."""
    G = build_graph(dataset(role("a", requires="xyz"), role("b", requires="xy")))
    columns = [_columns(edge) for edge in _parsed(G).iterfind(".//g:edge", NAMESPACES)]
    (one, _) = [edge for edge in columns if edge["relation"] == "overlaps_with"]

    assert one["shared"] == "x; y"
    assert [one[f"{name}_coefficient"] for name in ("overlap", "jaccard")] == ["1.0", repr(2 / 3)]
    assert one["weight"] == repr(2 / 3)


# --- What cannot be written ----------------------------------------------------------------------


def test_unknown_dialect_is_refused() -> None:
    """An unknown dialect is refused at once."""
    with pytest.raises(BadParameter, match=r"dialect cannot be 'gexf'; it takes portable or yed"):
        graphml(_sql(), dialect="gexf")


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"])
@pytest.mark.parametrize("field", ["title", "summary", "aliases"])
def test_forbidden_characters_are_refused(field: str, character: str) -> None:
    """A text with a character that XML does not allow is refused."""
    text = f"a{character}b"
    G = _sql(**{field: (text,) if field == "aliases" else text})

    with pytest.raises(BadParameter, match=rf"cannot be .*without U\+{ord(character):04X}, which"):
        _text(G)


def test_record_escapes_control_characters() -> None:
    """Control characters in the record alone survive."""
    G = _sql(notes=(Note(kind="hedge", text="\x00 \x0b \x1b \ufffe \uffff"),))

    _assert_same(G, _read(_text(G)))


def test_lone_surrogate_is_refused() -> None:
    """Half a character is refused."""
    with pytest.raises(BadParameter, match=r"record cannot be .*U\+D800"):
        _text(_sql(notes=(Note(kind="hedge", text="\ud800"),)))


@pytest.mark.parametrize("id_", ["", "SQL", "two words", "a/b", 'a"b', "ä"])
def test_bad_id_is_refused(id_: str) -> None:
    """An id with other characters is refused."""
    G = nx.relabel_nodes(_sql(), {"sql": id_})

    with pytest.raises(BadParameter, match=r"^id cannot be"):
        _text(G)


def test_foreign_record_is_refused() -> None:
    """A record with another id than its node is refused."""
    with pytest.raises(BadParameter, match=r"the id in the record of sql cannot be 'python'"):
        _text(nx.relabel_nodes(_sql(id="python"), {"python": "sql"}))


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_bad_weight_is_refused(weight: float, small_graph: CareerGraph) -> None:
    """A weight that is no length is refused."""
    _, _, data = next(iter(small_graph.edges(data=True)))
    data["weight"] = weight

    with pytest.raises(BadParameter, match="weight cannot be"):
        _text(small_graph)


# --- Files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", ["an older export", None])
def test_failure_keeps_old_file(old: str | None, tmp_path: Path) -> None:
    """A failure leaves the old file, and no other one."""
    path = tmp_path / "graph.graphml"
    if old:
        path.write_text(old)

    with pytest.raises(BadParameter):
        write_graphml(_sql(title="\x00"), path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == (
        [("graph.graphml", old)] if old else []
    )


def test_replaced_file_keeps_permissions(tmp_path: Path) -> None:
    """An old file is replaced whole and keeps its permissions."""
    path = tmp_path / "graph.graphml"
    path.write_text("an older and much longer export" * 1_000)
    path.chmod(0o640)
    write_graphml(_sql(), path)

    assert path.read_text() == _text(_sql())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_link_stays_a_link(tmp_path: Path) -> None:
    """Writing to a link keeps the link."""
    (tmp_path / "link").symlink_to(tmp_path / "graph.graphml")
    write_graphml(_sql(), tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "graph.graphml").read_text() == _text(_sql())


def test_pipe_stays_a_pipe(tmp_path: Path) -> None:
    """Writing to a pipe keeps the pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    write_graphml(_sql(), pipe)
    reader.join(timeout=10)

    assert got == [_text(_sql())]
    assert pipe.is_fifo()


def test_absent_directory_is_not_made(tmp_path: Path) -> None:
    """A directory that does not exist is not made."""
    with pytest.raises(FileNotFoundError):
        write_graphml(_sql(), tmp_path / "none" / "graph.graphml")
    assert not (tmp_path / "none").exists()


# --- yEd -----------------------------------------------------------------------------------------


def test_yed_finds_every_label() -> None:
    """yEd finds the label of every node and edge."""
    G = _shipped("product-management")
    root = _parsed(G, "yed")

    nodes = root.findall(".//y:ShapeNode/y:NodeLabel", NAMESPACES)
    edges = root.findall(".//y:PolyLineEdge/y:EdgeLabel", NAMESPACES)
    assert [label.text for label in nodes] == [label for _, label in G.nodes(data="label")]
    assert [label.text for label in edges] == [label for *_, label in G.edges(data="label")]


def test_yed_draws_each_kind(small_graph: CareerGraph) -> None:
    """yEd draws each kind in its colour and shape."""
    looks = {}
    for node in _parsed(small_graph, "yed").iterfind(".//g:node", NAMESPACES):
        (fill,) = node.iterfind(".//y:Fill", NAMESPACES)
        (shape,) = node.iterfind(".//y:Shape", NAMESPACES)
        looks.setdefault(_columns(node)["kind"], set()).add((fill.get("color"), shape.get("type")))

    assert looks == {
        "role": {("#0072B2", "roundrectangle")},
        "skill": {("#FBE3B5", "ellipse")},
        "responsibility": {("#CDEBDD", "rectangle")},
    }


def test_yed_places_nodes_apart() -> None:
    """yEd has no two nodes in one place."""
    places = [
        (geometry.get("x"), geometry.get("y"))
        for geometry in _parsed(_shipped("starter"), "yed").iterfind(".//y:Geometry", NAMESPACES)
    ]
    assert len(set(places)) == len(places) == 11


def test_arrows_follow_direction() -> None:
    """An edge has an arrow unless it is symmetric."""
    G = build_graph(dataset(role("a", to("b"), beside("c")), role("b"), role("c")))
    arrows = {
        (_columns(edge)["relation"], arrow.get("target"))
        for edge in _parsed(G, "yed").iterfind(".//g:edge", NAMESPACES)
        for arrow in edge.iterfind(".//y:Arrows", NAMESPACES)
    }
    assert arrows == {("leads_to", "standard"), ("overlaps_with", "none")}


def test_graphics_keys_are_typed() -> None:
    """Graphics keys have name and type, for readers other than yEd."""
    keys = [key for key in _parsed(_sql(), "yed") if key.get("yfiles.type")]

    assert [key.get("yfiles.type") for key in keys] == ["nodegraphics", "edgegraphics"]
    assert all(key.get("attr.name") and key.get("attr.type") == "string" for key in keys)


# --- Parts ---------------------------------------------------------------------------------------


# --- Files that are not ours ---------------------------------------------------------------------


def _little() -> CareerGraph:
    return build_graph(dataset(role("a", to("b"), requires=["x"]), role("b")))


LITTLE = _text(_little())
NODE_A = next(piece for piece in graphml(_little()) if '<node id="a">' in piece)
ABOUT = next(line for line in LITTLE.splitlines(keepends=True) if 'data key="about"' in line)
EDGE = next(piece for piece in graphml(_little()) if '<edge id="e0"' in piece)
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{i + 1} "{f"&lol{i or str()};" * 10}">' for i in range(9))
    + "]>\n<graphml>&lol9;</graphml>"
)


def _data(key: str, value: str) -> str:
    return f'      <data key="{key}">{value}</data>\n'


STEP = '<edge id="e0"'
FAULTS = [
    ("<graphml", "<!DOCTYPE graphml>\n<graphml", "<!DOCTYPE", "a DOCTYPE, which could harm"),
    ("<graphml", '<!DOCTYPE a SYSTEM "/etc/passwd">\n<graphml', "<!DOCTYPE", "a DOCTYPE"),
    ("UTF-8", "latin-1", "<?xml", "encoding 'latin-1'; save the file as UTF-8"),
    ("UTF-8", "nonsense", "<?xml", "encoding 'nonsense'; save the file as UTF-8"),
    (
        "org/xmlns",
        "org/x",
        "<graphml",
        "'http://graphml.graphdrawing.org/x graphml' is not GraphML",
    ),
    (' xmlns="http', ' x="http', "<graphml", "'graphml' is not GraphML; it begins with <graphml x"),
    ("</graphml>", "</graph>", "</graph>", "not readable as XML: mismatched tag; export it again"),
    ("</graphml>", "", "", "not readable as XML: no element found; export it again"),
    (">A<", ">\0<", ">\0<", "not readable as XML: not well-formed (invalid token)"),
    (">A<", ">&lol;<", ">&lol;<", "not readable as XML: undefined entity"),
    ('"directed"', '"undirected"', "<graph ", "a graph without direction; write edgedefault="),
    ("<edge", '<edge directed="false"', "<edge directed", "an edge without direction; remove"),
    ("</graph>", '</graph><graph edgedefault="directed"/>', "</graph>", "a second <graph>"),
    ("</node>", "<graph/></node>", "<graph/>", "'graph' in <node>; careergraph reads <desc> or <"),
    ("</node>", "<port/></node>", "<port", "'port' in <node>; careergraph reads <desc> or <data>"),
    ("</graph>", "<hyperedge/></graph>", "<hyper", "'hyperedge' in <graph>"),
    ("</node>", "<svg xmlns='x'/></node>", "<svg", "'x svg' in <node>"),
    ('<key id="kind"', '<key id="label"', '"kind" attr', "a second key 'label' for node; one"),
    ('<key id="kind"', "<key", "<key for", "<key> without id; write it"),
    ('<data key="kind"', "<data", "<data>", "unknown key ''; declare it: <key id=… for=…/>"),
    ('<data key="kind"', '<data key="when"', '"when">role', "unknown key 'when'; declare it"),
    (
        _data("kind", "role"),
        "",
        '<node id="a"',
        "<node> without the data 'kind'; careergraph reads",
    ),
    (_data("label", "A"), "", '<node id="a"', "<node> without the data 'label'; careergraph reads"),
    (_data("label", "A"), _data("label", "A") * 2, '"label">A', "a second 'label' of one <node>"),
    (_data("key", "leads_to:stated:"), "", STEP, "<edge> without the data 'key'"),
    (_data("weight", "1.0"), "", STEP, "<edge> without the data 'weight'"),
    (_data("edgelabel", "leads to"), "", STEP, "<edge> without the data 'label'"),
    (_data("relation", "leads_to"), "", STEP, "<edge> without the data 'relation'"),
    (ABOUT, "", "<graph ", "<graph> without the data 'about'; careergraph reads what it wrote"),
    (">role<", ">job<", ">job<", "unknown kind 'job'; it is role, skill or responsibility"),
    (">skill<", ">role<", '"id":"x"', "'record' does not hold Role as JSON: Object contains unkn"),
    ("{", "[", 'key="about"', "'about' does not hold About as JSON: Expected"),
    ('"title":"A"', '"title":""', '"title":""', "'record' does not hold Role as JSON: Expected"),
    ('"id":"a"', '"id":"../a"', '"../a"', "'record' does not hold Role as JSON: Expected"),
    ('<node id="b"', '<node id="a"', '<node id="a"', "a second node 'a'; an id names one node"),
    ('"id":"b"', '"id":"a"', '<node id="b"', "a second node 'a'; an id names one node"),
    ('<node id="a"', "<node", "<node>", "<node> without id; write it"),
    ('source="a" ', "", STEP, "<edge> without source; write it"),
    ('target="b"', "", STEP, "<edge> without target; write it"),
    ('target="b"', 'target="z"', STEP, "the edge's target 'z' is no node; add one or remove the"),
    (NODE_A, "", STEP, "the edge's source 'a' is no node; add one or remove the edge"),
    ('source="a"', 'source="x"', STEP, "the edge's source 'x' is a skill; it can be a role"),
    ('target="b"', 'target="x"', STEP, "the edge's target 'x' is a skill; it can be a role"),
    ('target="b"', 'target="a"', STEP, "the edge ends at 'a', its record at 'b'; both name one"),
    (EDGE, EDGE * 2, STEP, "a second edge 'leads_to:stated:' from 'a' to 'b'; a key tells"),
    (">leads_to<", ">likes<", ">likes<", "unknown relation 'likes'; it is leads_to, requires or"),
    (">1.0<", ">-1.0<", ">-1.0<", "weight '-1.0'; it is a number from 0 up"),
    (">1.0<", ">nan<", ">nan<", "weight 'nan'; it is a number from 0 up"),
    (">1.0<", ">1e999<", ">1e999<", "weight '1e999'; it is a number from 0 up"),
    (">1.0<", ">much<", ">much<", "weight 'much'; it is a number from 0 up"),
]
"""What to replace once in a good file, by what, in which line that is, and what is said."""


@pytest.mark.parametrize(("old", "new", "mark", "message"), FAULTS)
def test_fault_has_its_line(old: str, new: str, mark: str, message: str, tmp_path: Path) -> None:
    """A fault is reported with its line."""
    assert old in LITTLE
    text = LITTLE.replace(old, new, 1)
    line = text.count("\n", 0, text.rfind(mark)) + 1
    path = tmp_path / "graph.graphml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError) as error:
        read_graphml(path)
    assert str(error.value).startswith(f"{path}:{line}: {message}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "graph",
        "{}",
        "<html/>",
        "<graphml/>",
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>',
        LAUGHS,
        "\0" * 100,
        "<a>" * 100_000,
        LITTLE + LITTLE,
        LITTLE.replace("World", "Wörld").encode("latin-1"),
        LITTLE.replace('"facts":[]', '"more":' + "[" * 100_000 + "]" * 100_000),
        LITTLE.replace('"facts":[]', '"facts":[' + "9" * 10_000 + "]"),
        LITTLE.replace(_data("kind", "role"), "<data>" * 100_000),
    ],
)
def test_other_files_are_refused(text: str | bytes) -> None:
    """A file that is no export is refused, without other effects."""
    with pytest.raises(DataError, match=r"^GraphML:\d+: ."):
        _read(text)


def test_truncated_file_is_refused() -> None:
    """A file that ends early is refused, wherever it ends."""
    whole = _text(_little(), "yed").encode()

    for length in range(0, len(whole) - len(b"</graphml>\n"), 5):
        with pytest.raises(DataError):
            _read(whole[:length])


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_file_never_raises(data: st.DataObject) -> None:
    """Some bytes cut out, doubled, or overwritten."""
    text = LITTLE.encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 40, len(text))))
        middle = data.draw(st.sampled_from([b"", text[start:end] * 2]) | st.binary(max_size=9))
        text = text[:start] + middle + text[end:]
    try:
        G = _read(text)
    except DataError:
        return
    assert isinstance(G, nx.MultiDiGraph)


def test_large_file_is_refused(tmp_path: Path) -> None:
    """A file above the limit is refused."""
    path = tmp_path / "graph.graphml"
    write_graphml(_sql(), path)
    size = path.stat().st_size

    assert list(read_graphml(path, max_bytes=size)) == ["sql"]
    with pytest.raises(DataError, match=r"more than 0\.\d+ MiB; export a part"):
        read_graphml(path, max_bytes=size - 1)


def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    """A file that cannot be opened is refused."""
    with pytest.raises(DataError, match="cannot be read: No such file or directory"):
        read_graphml(tmp_path / "none.graphml")
    with pytest.raises(DataError, match="cannot be read: Is a directory"):
        read_graphml(tmp_path)


def test_foreign_content_is_ignored() -> None:
    """Content that other programs added is ignored."""
    more = LITTLE.replace(
        "  <graph ",
        '<key id="d0" for="all" attr.name="colour"><default>red</default></key>'
        '<key id="d1" for="port" yfiles.type="portgraphics"/><graph ',
    ).replace(
        "</node>",
        '<data key="d0"><svg xmlns="x"><data key="label">no</data></svg></data></node>',
    )
    _assert_same(_little(), _read(more))


def test_edges_may_come_first() -> None:
    """Edges may come before their nodes."""
    early = LITTLE.replace(EDGE, "").replace(NODE_A, EDGE + NODE_A)
    G = _read(early)

    assert list(G) == ["a", "b", "x"]
    assert G.has_edge("a", "b", "leads_to:stated:")


def test_impossible_edge_is_refused() -> None:
    """An edge between the wrong kinds is refused."""
    edge = RequiresEdge(target="b", basis="stated")
    G = build_graph(dataset(role("a"), role("b")))
    G.add_edge("a", "b", key="k", relation="requires", label="requires", weight=1.0, record=edge)

    with pytest.raises(DataError, match="'b' is a role; it can be a responsibility or skill"):
        _read(_text(G))
