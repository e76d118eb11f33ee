"""Read the graph of a GraphML file that careergraph wrote."""

from __future__ import annotations

import math
import os
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import msgspec
import networkx as nx

from graph.formats.graphml_parser import Element, GraphMLParser
from graph.model.errors import DataError, Problem, one_of, shortened
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

_WANTED: dict[str, frozenset[str]] = {
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
S = TypeVar("S", bound=msgspec.Struct)


def read_graphml(
    source: str | os.PathLike[str] | BinaryIO, *, max_bytes: int = MAX_BYTES
) -> CareerGraph:
    """Return the graph of a GraphML file, or of a binary stream, that careergraph wrote.

    It equals the graph that was written: nodes and edges with their order, keys, attributes and
    records, and ``G.graph["about"]``. It reads both dialects, and what networkx, igraph or yEd
    made of the file, as long as ``record`` and ``about`` are still in it. Ids are those of the
    records, because some programs renumber the nodes.

    Raises DataError, with the line, for anything else: a file that is not GraphML or larger than
    ``max_bytes``, a DTD, a second or nested graph, data that is absent, undeclared, repeated or
    wrong, edges between unknown nodes or nodes of the wrong kind. It raises no other exception,
    whatever the file holds.
    """
    if not isinstance(source, str | os.PathLike):
        return _GraphReader(str(getattr(source, "name", "GraphML"))).read(source, max_bytes)
    try:
        with Path(source).open("rb") as file:
            return _GraphReader(str(source)).read(file, max_bytes)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise DataError([Problem(str(source), 0, message)]) from None


class _GraphReader:
    """Builds a graph from the elements of a file."""

    def __init__(self, name: str) -> None:
        self.G: CareerGraph = nx.MultiDiGraph()
        self.ids: dict[str, str] = {}
        """Id of a node in the file → id of its record."""
        self.edges: list[tuple[Element, dict[str, Any]]] = []
        """Edges whose nodes may come later."""
        self.parser = GraphMLParser(name, _WANTED, self.add)
        self.fault = self.parser.fault

    def read(self, file: BinaryIO, max_bytes: int) -> CareerGraph:
        self.parser.parse(file, max_bytes)
        if "about" not in self.G.graph:
            raise self.fault("no <graph> in the file; export it again")
        return self.G

    def add(self, element: Element) -> None:
        if element.name == "node":
            self.add_node(element)
        elif element.name == "edge":
            self.keep_edge(element)
        elif element.name == "graph":
            self.G.graph["about"] = self.record(element, "about", About)
            for edge, data in self.edges:
                self.add_edge(edge, data)

    def add_node(self, element: Element) -> None:
        id_ = self.parser.attribute(element, "id")
        kind = self.one_of(element, "kind", _NODE_TYPES)
        record = self.record(element, "record", _NODE_TYPES[kind])
        if id_ in self.ids or record.id in self.G:
            again = id_ if id_ in self.ids else record.id
            message = f"a second node '{shortened(again)}'; an id names one node"
            raise self.fault(message, element.line)
        self.ids[id_] = record.id
        _, label = self.given(element, "label")
        self.G.add_node(record.id, kind=kind, label=label, record=record)

    def keep_edge(self, element: Element) -> None:
        relation = self.one_of(element, "relation", _EDGE_TYPES)
        data = {
            "key": self.given(element, "key")[1],
            "relation": relation,
            "label": self.given(element, "label")[1],
            "weight": self.weight(element),
            "record": self.record(element, "record", _EDGE_TYPES[relation]),
        }
        element.data.clear()
        self.edges.append((element, data))

    def add_edge(self, element: Element, data: dict[str, Any]) -> None:
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

    def end_node(self, element: Element, end: str, kinds: Collection[Kind]) -> str:
        given = self.parser.attribute(element, end)
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

    def given(self, element: Element, column: str) -> tuple[int, str]:
        if column not in element.data:
            message = (
                f"<{element.name}> without the data '{column}'; careergraph reads what it wrote "
                "itself, export it again"
            )
            raise self.fault(message, element.line)
        return element.data[column]

    def one_of(self, element: Element, column: str, known: Collection[str]) -> str:
        line, text = self.given(element, column)
        if text not in known:
            raise self.fault(f"unknown {column} '{shortened(text)}'; it is {one_of(known)}", line)
        return text

    def weight(self, element: Element) -> float:
        line, text = self.given(element, "weight")
        try:
            weight = float(text)
        except ValueError:
            weight = math.nan
        if not 0 <= weight < math.inf:
            raise self.fault(f"weight '{shortened(text)}'; it is a number from 0 up", line)
        return weight

    def record(self, element: Element, column: str, type_: type[S]) -> S:
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
