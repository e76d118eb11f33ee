"""Does the graph travel whole: to other programs, and back to ours?"""

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
def test_the_graph_reads_back_as_it_was(name: str, dialect: str, tmp_path: Path) -> None:
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
def test_any_graph_reads_back_as_it_was(G: CareerGraph, dialect: str) -> None:
    _assert_same(G, _read(_text(G, dialect)))


@given(graphs(), st.data())
@settings(max_examples=30, deadline=None)
def test_any_part_reads_back_as_it_was(G: CareerGraph, data: st.DataObject) -> None:
    H = subgraph(Index(G), [id_ for id_ in G if data.draw(st.booleans())])

    _assert_same(H, _read(_text(H)))


def test_an_empty_graph_reads_back() -> None:
    G = build_graph(dataset())

    _assert_same(G, _read(_text(G)))


def test_parallel_edges_survive(tmp_path: Path) -> None:
    one, two = to("b", 1, source=said_in("one")), to("b", 9, source=said_in("two"))
    G = build_graph(dataset(role("a", one, two), role("b")))
    write_graphml(G, tmp_path / "graph.graphml")

    H = read_graphml(tmp_path / "graph.graphml")
    assert [data["record"].years.min for data in H["a"]["b"].values()] == [1, 9]
    assert nx.read_graphml(tmp_path / "graph.graphml").number_of_edges("a", "b") == 2
    assert igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml")).ecount() == 2


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert _text(_shipped("starter")) == _text(_shipped("starter"))


def test_a_graph_read_back_is_written_as_it_was() -> None:
    text = _text(_shipped("product-management"))

    assert _text(_read(text)) == text


def test_a_text_stream_gets_what_the_file_has(tmp_path: Path, small_graph: CareerGraph) -> None:
    write_graphml(small_graph, tmp_path / "graph.graphml")
    stream = io.StringIO()
    stream.writelines(graphml(small_graph))

    assert (tmp_path / "graph.graphml").read_bytes() == stream.getvalue().encode()


def test_the_file_comes_in_pieces_of_one_node_or_edge(small_graph: CareerGraph) -> None:
    pieces = list(graphml(small_graph))

    assert len(pieces) == 1 + len(small_graph) + small_graph.number_of_edges() + 1


def test_the_index_of_a_graph_read_back_answers_as_before(small_graph: CareerGraph) -> None:
    before, after = Index(small_graph), Index(_read(_text(small_graph)))

    for id_ in small_graph:
        query = NeighbourhoodQuery(node=id_)
        assert neighbourhood(after, query) == neighbourhood(before, query)


# --- Other programs ------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHIPPED)
def test_networkx_sees_every_node_and_edge(name: str, dialect: str, tmp_path: Path) -> None:
    G = _shipped(name)
    write_graphml(G, tmp_path / "graph.graphml", dialect=dialect)

    H = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    for column in ("label", "kind"):
        assert list(H.nodes(data=column)) == list(G.nodes(data=column))
    found = [(s, t, d["key"], *_seen(d)) for s, t, d in H.edges(data=True)]
    assert found == [(s, t, key, *_seen(d)) for s, t, key, d in G.edges(keys=True, data=True)]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHIPPED)
def test_igraph_sees_every_node_and_edge(name: str, dialect: str, tmp_path: Path) -> None:
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
def test_other_programs_see_a_hostile_label_as_it_is(
    label: str, dialect: str, tmp_path: Path
) -> None:
    write_graphml(_sql(title=label), tmp_path / "graph.graphml", dialect=dialect)

    H = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert H.nodes["sql"]["label"] == label
    assert igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml")).vs["label"] == [label]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_networkx_writes_of_it_reads_back(dialect: str, tmp_path: Path) -> None:
    G = _shipped("product-management")
    write_graphml(G, tmp_path / "ours.graphml", dialect=dialect)
    H = nx.read_graphml(tmp_path / "ours.graphml", force_multigraph=True)
    nx.write_graphml(H, tmp_path / "theirs.graphml")

    _assert_same(G, read_graphml(tmp_path / "theirs.graphml"))


def test_what_igraph_writes_of_it_reads_back_though_it_numbers_the_nodes(tmp_path: Path) -> None:
    G = _shipped("starter")
    write_graphml(G, tmp_path / "ours.graphml")
    H = igraph.Graph.Read_GraphML(str(tmp_path / "ours.graphml"))
    H.write_graphml(str(tmp_path / "theirs.graphml"))

    assert '<node id="n0">' in (tmp_path / "theirs.graphml").read_text()
    _assert_same(G, read_graphml(tmp_path / "theirs.graphml"))


# --- The portable profile ------------------------------------------------------------------------


def test_ids_of_edges_and_of_keys_are_unique(small_graph: CareerGraph) -> None:
    root = _parsed(small_graph)
    edges = [edge.get("id") for edge in root.iterfind(".//g:edge", NAMESPACES)]
    keys = [key.get("id") for key in root.iterfind("g:key", NAMESPACES)]

    assert edges == [f"e{number}" for number in range(small_graph.number_of_edges())]
    assert max(Counter(keys).values()) == 1


def test_a_key_is_called_what_its_column_is_called(small_graph: CareerGraph) -> None:
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


def test_no_column_has_a_name_that_means_something_else_elsewhere(small_graph: CareerGraph) -> None:
    """Cytoscape.js would take it for the end of an edge, sigma.js for a way of drawing."""
    names = {key.get("attr.name") for key in _parsed(small_graph).iterfind("g:key", NAMESPACES)}

    assert not names & {"id", "source", "target", "type", "x", "y", "size", "color", "parent"}


def test_keys_come_first_then_nodes_then_edges(small_graph: CareerGraph) -> None:
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


def test_every_node_and_edge_begins_with_its_label(small_graph: CareerGraph) -> None:
    for element in _parsed(small_graph)[-1][1:]:
        columns = _columns(element)
        assert element[0].tag.endswith("}desc")
        assert element[0].text == (columns.get("label") or columns.get("edgelabel"))


@pytest.mark.parametrize("name", SHIPPED)
def test_columns_are_never_empty_and_never_true_or_false(name: str) -> None:
    for element in _parsed(_shipped(name)).iterfind(".//g:data", NAMESPACES):
        assert element.text
        assert element.text not in ("true", "false", "True", "False", "None", "nan")


def test_readable_columns_say_what_the_record_says(small_graph: CareerGraph) -> None:
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


def test_a_computed_overlap_says_what_is_shared() -> None:
    G = build_graph(dataset(role("a", requires="xyz"), role("b", requires="xy")))
    columns = [_columns(edge) for edge in _parsed(G).iterfind(".//g:edge", NAMESPACES)]
    (one, _) = [edge for edge in columns if edge["relation"] == "overlaps_with"]

    assert one["shared"] == "x; y"
    assert [one[f"{name}_coefficient"] for name in ("overlap", "jaccard")] == ["1.0", repr(2 / 3)]
    assert one["weight"] == repr(2 / 3)


# --- What cannot be written ----------------------------------------------------------------------


def test_an_unknown_dialect_is_refused_at_once() -> None:
    with pytest.raises(BadParameter, match=r"dialect cannot be 'gexf'; it takes portable or yed"):
        graphml(_sql(), dialect="gexf")


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"])
@pytest.mark.parametrize("field", ["title", "summary", "aliases"])
def test_a_text_that_xml_cannot_hold_is_refused_by_name(field: str, character: str) -> None:
    text = f"a{character}b"
    G = _sql(**{field: (text,) if field == "aliases" else text})

    with pytest.raises(BadParameter, match=rf"cannot be .*without U\+{ord(character):04X}, which"):
        _text(G)


def test_control_characters_that_only_the_record_shows_survive() -> None:
    G = _sql(notes=(Note(kind="hedge", text="\x00 \x0b \x1b \ufffe \uffff"),))

    _assert_same(G, _read(_text(G)))


def test_half_a_character_is_refused_by_name() -> None:
    with pytest.raises(BadParameter, match=r"record cannot be .*U\+D800"):
        _text(_sql(notes=(Note(kind="hedge", text="\ud800"),)))


@pytest.mark.parametrize("id_", ["", "SQL", "two words", "a/b", 'a"b', "ä"])
def test_an_id_that_is_none_is_refused(id_: str) -> None:
    G = nx.relabel_nodes(_sql(), {"sql": id_})

    with pytest.raises(BadParameter, match=r"^id cannot be"):
        _text(G)


def test_a_record_of_another_node_is_refused() -> None:
    with pytest.raises(BadParameter, match=r"the id in the record of sql cannot be 'python'"):
        _text(nx.relabel_nodes(_sql(id="python"), {"python": "sql"}))


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_a_weight_that_is_no_length_is_refused(weight: float, small_graph: CareerGraph) -> None:
    _, _, data = next(iter(small_graph.edges(data=True)))
    data["weight"] = weight

    with pytest.raises(BadParameter, match="weight cannot be"):
        _text(small_graph)


# --- Files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", ["an older export", None])
def test_a_failure_leaves_the_old_file_and_no_other(old: str | None, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    if old:
        path.write_text(old)

    with pytest.raises(BadParameter):
        write_graphml(_sql(title="\x00"), path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == (
        [("graph.graphml", old)] if old else []
    )


def test_an_old_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_text("an older and much longer export" * 1_000)
    path.chmod(0o640)
    write_graphml(_sql(), path)

    assert path.read_text() == _text(_sql())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "graph.graphml")
    write_graphml(_sql(), tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "graph.graphml").read_text() == _text(_sql())


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    write_graphml(_sql(), pipe)
    reader.join(timeout=10)

    assert got == [_text(_sql())]
    assert pipe.is_fifo()


def test_a_directory_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_graphml(_sql(), tmp_path / "none" / "graph.graphml")
    assert not (tmp_path / "none").exists()


# --- yEd -----------------------------------------------------------------------------------------


def test_yed_finds_the_label_of_every_node_and_edge() -> None:
    G = _shipped("product-management")
    root = _parsed(G, "yed")

    nodes = root.findall(".//y:ShapeNode/y:NodeLabel", NAMESPACES)
    edges = root.findall(".//y:PolyLineEdge/y:EdgeLabel", NAMESPACES)
    assert [label.text for label in nodes] == [label for _, label in G.nodes(data="label")]
    assert [label.text for label in edges] == [label for *_, label in G.edges(data="label")]


def test_yed_draws_each_kind_in_its_colour_and_shape(small_graph: CareerGraph) -> None:
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


def test_yed_puts_no_two_nodes_in_one_place() -> None:
    places = [
        (geometry.get("x"), geometry.get("y"))
        for geometry in _parsed(_shipped("starter"), "yed").iterfind(".//y:Geometry", NAMESPACES)
    ]
    assert len(set(places)) == len(places) == 11


def test_an_edge_has_an_arrow_unless_it_holds_both_ways() -> None:
    G = build_graph(dataset(role("a", to("b"), beside("c")), role("b"), role("c")))
    arrows = {
        (_columns(edge)["relation"], arrow.get("target"))
        for edge in _parsed(G, "yed").iterfind(".//g:edge", NAMESPACES)
        for arrow in edge.iterfind(".//y:Arrows", NAMESPACES)
    }
    assert arrows == {("leads_to", "standard"), ("overlaps_with", "none")}


def test_graphics_keys_have_name_and_type_for_readers_other_than_yed() -> None:
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
def test_a_fault_is_told_with_its_line(
    old: str, new: str, mark: str, message: str, tmp_path: Path
) -> None:
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
def test_what_is_no_export_is_refused_and_nothing_else_happens(text: str | bytes) -> None:
    with pytest.raises(DataError, match=r"^GraphML:\d+: ."):
        _read(text)


def test_a_file_that_ends_early_is_refused_wherever_it_ends() -> None:
    whole = _text(_little(), "yed").encode()

    for length in range(0, len(whole) - len(b"</graphml>\n"), 5):
        with pytest.raises(DataError):
            _read(whole[:length])


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_gives_a_graph_or_a_reason(data: st.DataObject) -> None:
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


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    write_graphml(_sql(), path)
    size = path.stat().st_size

    assert list(read_graphml(path, max_bytes=size)) == ["sql"]
    with pytest.raises(DataError, match=r"more than 0\.\d+ MiB; export a part"):
        read_graphml(path, max_bytes=size - 1)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read: No such file or directory"):
        read_graphml(tmp_path / "none.graphml")
    with pytest.raises(DataError, match="cannot be read: Is a directory"):
        read_graphml(tmp_path)


def test_what_others_put_into_the_file_is_passed_over() -> None:
    more = LITTLE.replace(
        "  <graph ",
        '<key id="d0" for="all" attr.name="colour"><default>red</default></key>'
        '<key id="d1" for="port" yfiles.type="portgraphics"/><graph ',
    ).replace(
        "</node>",
        '<data key="d0"><svg xmlns="x"><data key="label">no</data></svg></data></node>',
    )
    _assert_same(_little(), _read(more))


def test_edges_may_come_before_their_nodes() -> None:
    early = LITTLE.replace(EDGE, "").replace(NODE_A, EDGE + NODE_A)
    G = _read(early)

    assert list(G) == ["a", "b", "x"]
    assert G.has_edge("a", "b", "leads_to:stated:")


def test_requirements_between_roles_cannot_be_read_in() -> None:
    edge = RequiresEdge(target="b", basis="stated")
    G = build_graph(dataset(role("a"), role("b")))
    G.add_edge("a", "b", key="k", relation="requires", label="requires", weight=1.0, record=edge)

    with pytest.raises(DataError, match="'b' is a role; it can be a responsibility or skill"):
        _read(_text(G))
