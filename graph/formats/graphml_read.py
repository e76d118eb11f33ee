"""What graph does a GraphML file hold that careergraph wrote?

Read with the standard library's expat, which gives the line of a fault and lets a DTD be refused
before anything in it counts; a file without one has no entities to expand.
"""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast
from xml.parsers import expat

import msgspec
import networkx as nx

from graph.formats.xml_text import NAMESPACE
from graph.model.errors import BadGraphML, one_of, shortened
from graph.model.records import (
    About,
    EdgeRecord,
    LeadsToEdge,
    Node,
    OverlapsWithEdge,
    RequiresEdge,
    Responsibility,
    Role,
    Skill,
)
from graph.model.relations import RELATIONS, Kind
from graph.store.networkx_graph import CareerGraph

MAX_BYTES = 32 * 1024 * 1024
"""How much GraphML is read unless the caller says otherwise: room for some 40,000 edges."""

_INSIDE: dict[str, tuple[str, ...]] = {
    "": ("graphml",),
    "graphml": ("desc", "key", "graph", "data"),
    "key": ("desc", "default"),
    "graph": ("desc", "data", "node", "edge"),
    "node": ("desc", "data"),
    "edge": ("desc", "data"),
}
"""What the elements that are read hold; all else, ports and hyperedges, is refused."""
_NAMES = {f"{NAMESPACE} {name}": name for names in _INSIDE.values() for name in names}
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
_EDGE_TYPES: dict[str, type[EdgeRecord]] = {
    "leads_to": LeadsToEdge,
    "requires": RequiresEdge,
    "overlaps_with": OverlapsWithEdge,
}
_CHUNK = 1024 * 1024  # expat before 2.6 reads an unfinished tag again with every chunk
S = TypeVar("S", bound=msgspec.Struct)


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
        name = shortened(tag.removeprefix(f"{NAMESPACE} "))
        if parent:
            holds = one_of(f"<{name}>" for name in _INSIDE[parent])
            return self.fault(f"'{name}' in <{parent}>; careergraph reads {holds} there")
        return self.fault(
            f"'{name}' is not GraphML; it begins with <graphml xmlns=\"{NAMESPACE}\">"
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
