"""How does the graph travel? As GraphML that other programs read and careergraph reads back.

Every node and edge carries readable columns for other programs and, in ``record``, the JSON
of its whole record for ours. The columns keep to what readers of GraphML agree on: each key
has an id of its own and one type, there are no booleans and no empty values, and edges have
ids (networkx writes the edge key, which repeats, and yEd and Gephi then lose edges:
https://github.com/networkx/networkx/issues/7732). Keys are called what their attributes are
called, because Cytoscape.js shows the key; no edge has a column ``source``, which would be its
end there, and no node a column ``type``, which sigma.js takes for a way of drawing.

Written piece by piece: networkx's writer takes no records, no None and no lists, and empties
the old file first. Read with the standard library's expat, which gives the line of a fault and
lets a DTD be refused before anything in it counts; a file without one has no entities to expand.
"""

from __future__ import annotations

import math
import os
import re
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, TypeVar, cast, get_args
from xml.parsers import expat

import msgspec
import networkx as nx

from graph.build import CareerGraph
from graph.errors import BadGraphML, BadParameter, one_of, shortened
from graph.model import (
    About,
    Basis,
    Edge,
    LeadsToEdge,
    Locator,
    Node,
    OverlapsWithEdge,
    Record,
    RequiresEdge,
    Responsibility,
    Role,
    Skill,
)
from graph.relations import RELATIONS, Kind, RelationName
from graph.words import source_text

Dialect = Literal["portable", "yed"]
MAX_BYTES = 32 * 1024 * 1024
"""How much GraphML is read unless the caller says otherwise: room for some 40,000 edges."""

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_YED_NAMESPACE = "http://www.yworks.com/xml/graphml"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_NODE_COLUMNS = (
    "label",
    "kind",
    "summary",
    "aliases",
    "stage",
    "track",
    "skill_type",
    "basis",
    "sources",
    "record",
)
_EDGE_COLUMNS = (
    "relation",
    "interaction",  # what Cytoscape calls the relation
    "label",
    "weight",
    "key",
    "basis",
    "necessity",
    "when",
    "years_min",
    "years_max",
    "years_approximate",
    "years_counts",
    "shared",
    "overlap_coefficient",
    "jaccard_coefficient",
    "sources",
    "record",
)
_NUMBERS = frozenset(
    {"weight", "years_min", "years_max", "overlap_coefficient", "jaccard_coefficient"}
)
_EDGE_KEYS = {name: f"edge{name}" if name in _NODE_COLUMNS else name for name in _EDGE_COLUMNS}
"""The id of each edge column's key; key ids are unique over nodes and edges."""
_NODE_OPENINGS = {name: f'      <data key="{name}">' for name in _NODE_COLUMNS}
_EDGE_OPENINGS = {name: f'      <data key="{id_}">' for name, id_ in _EDGE_KEYS.items()}

Values = Mapping[str, str | None]
"""The columns of a node or an edge; what is unknown is None or empty, and is not written."""


def graphml(G: CareerGraph, *, dialect: str = "portable") -> Iterator[str]:
    """Yield the graph as GraphML text, an element at a time; the same graph gives the same text.

    "portable" is valid by GraphML's schema; "yed" adds what yEd needs to draw nodes, edges and
    their labels. G is a graph as ``build_graph`` makes it, or a part of one; attributes beyond
    those are not written. For a text stream: ``stream.writelines(graphml(G))``, in UTF-8.

    Raises BadParameter at once for another dialect, and on the way for what would not read back:
    a node id with other characters than an id has, a record with another id than its node or
    its edge's target, a weight that is negative, infinite or nan, and a text that XML cannot
    hold. Those are control characters, which no data file has; in what only ``record`` shows
    they are escaped and survive.

    >>> from graph.model import Info
    >>> G = nx.MultiDiGraph(about=About(info=Info(title="Example")))
    >>> sql = Skill(id="sql", title="SQL", basis="stated")
    >>> G.add_node("sql", kind="skill", label="SQL", record=sql)
    >>> list(graphml(G))[1].splitlines()[:3]
    ['    <node id="sql">', '      <desc>SQL</desc>', '      <data key="label">SQL</data>']
    """
    if dialect not in get_args(Dialect):
        raise BadParameter("dialect", dialect, one_of(get_args(Dialect)))
    return _pieces(G, yed=dialect == "yed")


def write_graphml(
    G: CareerGraph, path: str | os.PathLike[str], *, dialect: str = "portable"
) -> None:
    """Write the graph to a GraphML file.

    The file is written beside its place and then moved there: whoever opens it finds the old
    one or the new one whole, and a failure leaves the old one as it was. Raises what ``graphml``
    raises, and OSError.
    """
    pieces = graphml(G, dialect=dialect)
    if Path(path).exists() and not Path(path).is_file():  # a pipe or a terminal stays in place
        with Path(path).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        return
    place = Path(path).resolve()  # the file a link leads to, not the link
    aside = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with aside.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        if place.exists():
            shutil.copymode(place, aside)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def read_graphml(
    source: str | os.PathLike[str] | BinaryIO, *, max_bytes: int = MAX_BYTES
) -> CareerGraph:
    """Return the graph of a GraphML file, or of a binary stream, that careergraph wrote.

    It equals the graph that was written: nodes and edges with their order, keys, attributes and
    records, and ``G.graph["about"]``. Either dialect is read, and so is what networkx, igraph
    or yEd made of the file, as long as ``record`` and ``about`` are still in it: ids are those of
    the records, because some programs number the nodes anew.

    Raises BadGraphML, with the line, for anything else: what is no GraphML or larger than
    ``max_bytes``, a DTD, a second or nested graph, data that is missing, undeclared, given twice
    or not what it should be, edges between nodes that are not there or not of a kind their
    relation joins. No other exception, whatever the file holds.
    """
    if not isinstance(source, str | os.PathLike):
        return _Reader(str(getattr(source, "name", "GraphML"))).read(source, max_bytes)
    try:
        with Path(source).open("rb") as file:
            return _Reader(str(source)).read(file, max_bytes)
    except OSError as error:
        raise BadGraphML(f"{source}: cannot be read: {error.strerror}") from None


# --- Writing -----------------------------------------------------------------------------------


def _pieces(G: CareerGraph, *, yed: bool) -> Iterator[str]:
    about: About = G.graph["about"]
    places = _Places(about)
    rows: dict[str, int] = {}
    yield f'{_head(yed=yed)}    <data key="about">{_json(about)}</data>\n'
    for id_, data in G.nodes(data=True):
        if not _ID.fullmatch(id_):
            raise BadParameter("id", id_, "lower-case letters, digits, '-', '.' and '_'")
        _check_same(id_, data["record"].id)
        row = rows[data["kind"]] = rows.get(data["kind"], -1) + 1
        graphics = _node_graphics(data["kind"], data["label"], row) if yed else ""
        values = _node_values(data, places)
        yield (
            f'    <node id="{id_}">\n      <desc>{_escaped(data["label"], "label")}</desc>\n'
            f"{_data(values, _NODE_OPENINGS)}{graphics}    </node>\n"
        )
    for number, (source, target, key, data) in enumerate(G.edges(keys=True, data=True)):
        _check_same(target, data["record"].target)
        graphics = _edge_graphics(data) if yed else ""
        values = _edge_values(key, data, places)
        yield (
            f'    <edge id="e{number}" source="{source}" target="{target}">\n'
            f"      <desc>{_escaped(data['label'], 'label')}</desc>\n"
            f"{_data(values, _EDGE_OPENINGS)}{graphics}    </edge>\n"
        )
    yield "  </graph>\n</graphml>\n"


def _head(*, yed: bool) -> str:
    keys = [("about", "graph", "about")]
    keys += [(name, "node", name) for name in _NODE_COLUMNS]
    keys += [(id_, "edge", name) for name, id_ in _EDGE_KEYS.items()]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<graphml xmlns="{_NAMESPACE}"{_YED_NAMESPACES if yed else ""}>',
        *(
            f'  <key id="{id_}" for="{domain}" attr.name="{name}" '
            f'attr.type="{"double" if name in _NUMBERS else "string"}"/>'
            for id_, domain, name in keys
        ),
        *(_YED_KEYS if yed else ()),
        '  <graph id="careergraph" edgedefault="directed">\n',
    ]
    return "\n".join(lines)


def _node_values(data: Mapping[str, Any], places: _Places) -> Values:
    record: Node = data["record"]
    return {
        "label": data["label"],
        "kind": data["kind"],
        "summary": record.summary,
        "aliases": "; ".join(record.aliases),
        "stage": getattr(record, "stage", None),
        "track": getattr(record, "track", None),
        "skill_type": getattr(record, "type", None),
        "basis": record.basis,
        "sources": places[record.locators],
        "record": _json(record),
    }


def _edge_values(key: str, data: Mapping[str, Any], places: _Places) -> Values:
    record: Edge = data["record"]
    return {
        "relation": data["relation"],
        "interaction": data["relation"],
        "label": data["label"],
        "weight": _weight(data["weight"]),
        "key": key,
        "basis": record.basis,
        **_values_of_relation(record),
        "sources": places[record.locators],
        "record": _json(record),
    }


def _values_of_relation(record: Edge) -> Values:
    match record:
        case LeadsToEdge(years=years) if years is not None:
            return {
                "years_min": _number(years.min),
                "years_max": _number(years.max),
                "years_approximate": "yes" if years.approximate else None,
                "years_counts": years.counts,
            }
        case RequiresEdge():
            return {"necessity": record.necessity, "when": record.when}
        case OverlapsWithEdge():
            return {
                "shared": "; ".join(record.shared),
                "overlap_coefficient": _number(record.overlap_coefficient),
                "jaccard_coefficient": _number(record.jaccard_coefficient),
            }
    return {}


class _Places(dict[Any, str]):
    """Where something is said, as text; made once for every `source` of a record."""

    def __init__(self, about: About) -> None:
        self.titles = {source.id: source.title for source in about.sources}

    def __missing__(self, locators: tuple[Locator, ...]) -> str:
        text = "; ".join(source_text(place, self.titles.get(place.id)) for place in locators)
        self[locators] = text
        return text


def _data(values: Values, openings: Mapping[str, str]) -> str:
    return "".join(
        [
            f"{openings[name]}{value if name == 'record' else _escaped(value, name)}</data>\n"
            for name, value in values.items()
            if value
        ]
    )


@lru_cache(maxsize=1_000)
def _escaped(text: str, name: str) -> str:
    """Return text as the content of an element; XML readers turn a bare \\r into \\n."""
    if not text.isprintable():
        match = _NOT_XML.search(text)
        if match:
            raise _not_xml(name, text, match[0])
        return _with_entities(text).replace("\r", "&#13;")
    return _with_entities(text)


def _with_entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(record: Record | About) -> str:
    """Return a record as JSON, in which msgspec escapes control characters, for an element."""
    try:
        text = msgspec.json.encode(record).decode()
    except UnicodeEncodeError as error:
        raise _not_xml("record", error.object, error.object[error.start]) from None
    if not text.isascii():
        text = text.replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    return _with_entities(text)


def _not_xml(name: str, text: str, character: str) -> BadParameter:
    return BadParameter(name, text, f"what XML can hold, and U+{ord(character):04X} it cannot")


def _check_same(id_: str, in_record: str) -> None:
    if id_ != in_record:
        raise BadParameter(f"the id in the record of {id_}", in_record, f"'{id_}'")


def _number(value: float | None) -> str | None:
    return None if value is None else repr(float(value))


def _weight(value: float) -> str:
    if not 0 <= value < math.inf:
        raise BadParameter("weight", value, "a number from 0 up")
    return repr(float(value))


# --- What yEd needs ----------------------------------------------------------------------------

_YED_NAMESPACES = f' xmlns:y="{_YED_NAMESPACE}"'
# Readers other than yEd refuse a key without attr.name and attr.type.
_YED_KEYS = tuple(
    f'  <key id="{domain}graphics" for="{domain}" yfiles.type="{domain}graphics" '
    f'attr.name="{domain}graphics" attr.type="string"/>'
    for domain in ("node", "edge")
)


class _Shape(NamedTuple):
    """How yEd draws a kind; the colours are pale enough for their text, or dark for white."""

    form: str
    fill: str
    text: str
    column: int


_SHAPES: dict[Kind, _Shape] = {
    "role": _Shape("roundrectangle", "#0072B2", "#FFFFFF", 0),
    "skill": _Shape("ellipse", "#FBE3B5", "#000000", 1),
    "responsibility": _Shape("rectangle", "#CDEBDD", "#000000", 2),
}
_LINES: dict[RelationName, tuple[str, float]] = {
    "leads_to": ("#0072B2", 2.0),
    "requires": ("#767676", 1.0),
    "overlaps_with": ("#AA4499", 1.0),
}
_STROKES: dict[Basis, str] = {"stated": "line", "implied": "dashed", "derived": "dotted"}


def _node_graphics(kind: Kind, label: str, row: int) -> str:
    """Return a node's looks; a column for each kind, until yEd lays the graph out."""
    shape = _SHAPES[kind]
    width = min(max(60.0, 8.0 * len(label) + 20.0), 400.0)
    return (
        '      <data key="nodegraphics"><y:ShapeNode>'
        f'<y:Geometry x="{500.0 * shape.column}" y="{60.0 * row}" width="{width}" height="40.0"/>'
        f'<y:Fill color="{shape.fill}" transparent="false"/>'
        '<y:BorderStyle color="#333333" type="line" width="1.0"/>'
        f'<y:NodeLabel textColor="{shape.text}">{_escaped(label, "label")}</y:NodeLabel>'
        f'<y:Shape type="{shape.form}"/></y:ShapeNode></data>\n'
    )


def _edge_graphics(data: Mapping[str, Any]) -> str:
    """Return an edge's looks: colour by relation, stroke by basis, no arrow if it has no side."""
    colour, width = _LINES[data["relation"]]
    arrow = "none" if RELATIONS[data["relation"]].symmetric else "standard"
    stroke = _STROKES[data["record"].basis]
    return (
        '      <data key="edgegraphics"><y:PolyLineEdge>'
        '<y:Path sx="0.0" sy="0.0" tx="0.0" ty="0.0"/>'
        f'<y:LineStyle color="{colour}" type="{stroke}" width="{width}"/>'
        f'<y:Arrows source="none" target="{arrow}"/>'
        f"<y:EdgeLabel>{_escaped(data['label'], 'label')}</y:EdgeLabel>"
        '<y:BendStyle smoothed="false"/></y:PolyLineEdge></data>\n'
    )


# --- Reading -----------------------------------------------------------------------------------

_INSIDE: dict[str, tuple[str, ...]] = {
    "": ("graphml",),
    "graphml": ("desc", "key", "graph", "data"),
    "key": ("desc", "default"),
    "graph": ("desc", "data", "node", "edge"),
    "node": ("desc", "data"),
    "edge": ("desc", "data"),
}
"""What the elements that are read hold; all else, ports and hyperedges, is refused."""
_NAMES = {f"{_NAMESPACE} {name}": name for names in _INSIDE.values() for name in names}
"""The elements as expat names them, with their namespace."""
_LEAVES = frozenset({"desc", "default", "data"})
_NEEDED: dict[str, frozenset[str]] = {
    "graphml": frozenset(),
    "graph": frozenset({"about"}),
    "node": frozenset({"kind", "label", "record"}),
    "edge": frozenset({"relation", "label", "weight", "key", "record"}),
}
"""The columns that are read; all others repeat what the record says."""
_NODE_TYPES: dict[str, type[Node]] = {
    "role": Role,
    "skill": Skill,
    "responsibility": Responsibility,
}
_EDGE_TYPES: dict[str, type[Edge]] = {
    "leads_to": LeadsToEdge,
    "requires": RequiresEdge,
    "overlaps_with": OverlapsWithEdge,
}
_CHUNK = 1024 * 1024  # expat before 2.6 reads an unfinished tag again with every chunk
S = TypeVar("S", bound=msgspec.Struct)


class _Element(NamedTuple):
    """An open element, and its data so far: the line and the text of each column."""

    name: str
    attributes: Mapping[str, str]
    line: int
    data: dict[str, tuple[int, str]]


class _Reader:
    """Turns expat's events into a graph; the first fault ends it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.G: CareerGraph = nx.MultiDiGraph()
        self.columns: dict[str, dict[str, str]] = {element: {} for element in _NEEDED}
        """For each element, key id → name of the column."""
        self.ids: dict[str, str] = {}
        """Id of a node in the file → id of its record."""
        self.edges: list[tuple[_Element, dict[str, Any]]] = []
        """Edges whose ends are not looked up yet: the nodes may come later."""
        self.open = [_Element("", {}, 1, {})]
        self.skipping = 0
        """How deep we are in an element whose inside is not read as elements."""
        self.column: tuple[str, int] | None = None
        """The column whose text is being read, and its line."""
        self.chunks: list[str] = []
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def read(self, file: BinaryIO, max_bytes: int) -> CareerGraph:
        size = 0
        try:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > max_bytes:
                    raise self.fault(f"more than {max_bytes / 1024 / 1024:g} MiB; export a part")
                self.parser.Parse(chunk, False)  # noqa: FBT003  # takes no keyword
            self.parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            raise self.fault(f"not readable as XML: {what}; export it again") from None
        if "about" not in self.G.graph:
            raise self.fault("no <graph> in the file; export it again")
        return self.G

    def fault(self, message: str, line: int | None = None) -> BadGraphML:
        return BadGraphML(f"{self.name}:{line or self.parser.CurrentLineNumber}: {message}")

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise self.fault(f"encoding '{shortened(encoding)}'; save the file as UTF-8")

    def doctype(self, *_: object) -> None:
        raise self.fault("a DOCTYPE, which could harm; remove it, GraphML needs none")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        parent = self.open[-1]
        name = _NAMES.get(tag, "")
        if name not in _INSIDE[parent.name]:
            raise self.unexpected(tag, parent.name)
        if name in _LEAVES:
            self.skipping = 1
            if name == "data":
                self.start_data(parent, attributes.get("key", ""))
            return
        element = _Element(name, attributes, self.parser.CurrentLineNumber, {})
        self.open.append(element)
        if name == "key":
            self.declare(attributes)
        else:
            self.check(element)

    def end(self, _tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if self.column and not self.skipping:
                self.end_data(*self.column)
            return
        element = self.open.pop()
        if element.name == "node":
            self.add_node(element)
        elif element.name == "edge":
            self.keep_edge(element)
        elif element.name == "graph":
            self.G.graph["about"] = self.record(element, "about", About)
            for edge, data in self.edges:
                self.add_edge(edge, data)

    def unexpected(self, tag: str, parent: str) -> BadGraphML:
        name = shortened(tag.removeprefix(f"{_NAMESPACE} "))
        if parent:
            holds = one_of(f"<{name}>" for name in _INSIDE[parent])
            return self.fault(f"'{name}' in <{parent}>; careergraph reads {holds} there")
        return self.fault(
            f"'{name}' is not GraphML; it begins with <graphml xmlns=\"{_NAMESPACE}\">"
        )

    def declare(self, attributes: Mapping[str, str]) -> None:
        id_ = self.attribute(self.open[-1], "id")
        domain = attributes.get("for", "all")
        for element in self.columns if domain == "all" else {domain} & self.columns.keys():
            if id_ in self.columns[element]:
                raise self.fault(f"a second key '{shortened(id_)}' for {element}; one is enough")
            self.columns[element][id_] = attributes.get("attr.name", id_)

    def check(self, element: _Element) -> None:
        name, attributes = element.name, element.attributes
        if name == "graph" and "about" in self.G.graph:
            raise self.fault("a second <graph>; careergraph reads one from a file")
        if name == "graph" and attributes.get("edgedefault") != "directed":
            raise self.fault('a graph without direction; write edgedefault="directed"')
        if name == "edge" and attributes.get("directed", "true") != "true":
            raise self.fault("an edge without direction; remove its attribute directed")

    def start_data(self, parent: _Element, key: str) -> None:
        column = self.columns[parent.name].get(key)
        if column is None:
            raise self.fault(f"unknown key '{shortened(key)}'; declare it: <key id=… for=…/>")
        if column not in _NEEDED[parent.name]:
            return
        if column in parent.data:
            raise self.fault(f"a second '{column}' of one <{parent.name}>; leave one")
        self.column = (column, self.parser.CurrentLineNumber)
        self.chunks = []
        self.parser.CharacterDataHandler = self.chunks.append

    def end_data(self, column: str, line: int) -> None:
        self.parser.CharacterDataHandler = None
        self.open[-1].data[column] = (line, "".join(self.chunks))
        self.column = None

    def add_node(self, element: _Element) -> None:
        id_ = self.attribute(element, "id")
        kind = self.one_of(element, "kind", _NODE_TYPES)
        record = self.record(element, "record", _NODE_TYPES[kind])
        if id_ in self.ids or record.id in self.G:
            again = id_ if id_ in self.ids else record.id
            message = f"a second node '{shortened(again)}'; an id names one node"
            raise self.fault(message, element.line)
        self.ids[id_] = record.id
        label = self.text(element, "label")
        self.G.add_node(record.id, kind=kind, label=label, record=record)

    def keep_edge(self, element: _Element) -> None:
        relation = self.one_of(element, "relation", _EDGE_TYPES)
        data = {
            "key": self.text(element, "key"),
            "relation": relation,
            "label": self.text(element, "label"),
            "weight": self.weight(element),
            "record": self.record(element, "record", _EDGE_TYPES[relation]),
        }
        element.data.clear()
        self.edges.append((element, data))

    def add_edge(self, element: _Element, data: dict[str, Any]) -> None:
        relation = RELATIONS[data["relation"]]
        source = self.end_node(element, "source", relation.sources)
        target = self.end_node(element, "target", relation.targets)
        named = data["record"].target
        if named != target:
            message = f"the edge ends at '{target}', its record at '{named}'; both name one node"
            raise self.fault(message, element.line)
        if self.G.has_edge(source, target, key=data["key"]):
            message = f"a second edge '{shortened(data['key'])}' from '{source}' to '{target}'"
            raise self.fault(f"{message}; a key tells parallel edges apart", element.line)
        self.G.add_edge(source, target, **data)

    def end_node(self, element: _Element, end: str, kinds: Collection[Kind]) -> str:
        given = self.attribute(element, end)
        id_ = self.ids.get(given)
        if id_ is None:
            message = (
                f"the edge's {end} '{shortened(given)}' is no node; add one or remove the edge"
            )
            raise self.fault(message, element.line)
        kind = self.G.nodes[id_]["kind"]
        if kind not in kinds:
            message = f"the edge's {end} '{id_}' is a {kind}; it can be a {one_of(sorted(kinds))}"
            raise self.fault(message, element.line)
        return id_

    def attribute(self, element: _Element, name: str) -> str:
        value = element.attributes.get(name)
        if not value:
            raise self.fault(f"<{element.name}> without {name}; write it", element.line)
        return value

    def text(self, element: _Element, column: str) -> str:
        return self.given(element, column)[1]

    def given(self, element: _Element, column: str) -> tuple[int, str]:
        if column not in element.data:
            raise self.fault(
                f"<{element.name}> without the data '{column}'; careergraph reads what it wrote "
                "itself, export it again",
                element.line,
            )
        return element.data[column]

    def one_of(self, element: _Element, column: str, known: Collection[str]) -> str:
        line, text = self.given(element, column)
        if text not in known:
            raise self.fault(f"unknown {column} '{shortened(text)}'; it is {one_of(known)}", line)
        return text

    def weight(self, element: _Element) -> float:
        line, text = self.given(element, "weight")
        try:
            weight = float(text)
        except ValueError:
            weight = math.nan
        if not 0 <= weight < math.inf:
            raise self.fault(f"weight '{shortened(text)}'; it is a number from 0 up", line)
        return weight

    def record(self, element: _Element, column: str, type_: type[S]) -> S:
        line, text = self.given(element, column)
        try:
            return cast("S", _decoder(type_).decode(text))
        except (msgspec.DecodeError, RecursionError) as error:
            message = f"'{column}' does not hold {type_.__name__} as JSON: {shortened(str(error))}"
            raise self.fault(f"{message}; export it again", line) from None


@cache
def _decoder(type_: type[msgspec.Struct]) -> msgspec.json.Decoder[Any]:
    """Return the decoder of a type; making one takes longer than using it."""
    return msgspec.json.Decoder(type_)
