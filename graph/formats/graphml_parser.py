"""Parse GraphML into elements with their data, element by element.

The standard library's expat gives the line of a fault, and lets a DTD be refused before
anything in it counts; a file without one has no entities to expand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from graph.formats.xml_text import NAMESPACE
from graph.model.errors import DataError, Problem, one_of, shortened

_INSIDE: dict[str, tuple[str, ...]] = {
    "": ("graphml",),
    "graphml": ("desc", "key", "graph", "data"),
    "key": ("desc", "default"),
    "graph": ("desc", "data", "node", "edge"),
    "node": ("desc", "data"),
    "edge": ("desc", "data"),
}
"""What each element may contain; anything else, such as ports and hyperedges, is refused."""
_NAMES = {f"{NAMESPACE} {name}": name for names in _INSIDE.values() for name in names}
"""The elements as expat names them, with their namespace."""
_LEAVES = frozenset({"desc", "default", "data"})
_CHUNK = 1024 * 1024  # expat before 2.6 reads an unfinished tag again with every chunk


class Element(NamedTuple):
    """An element, and its data: the line and the text of each column."""

    name: str
    attributes: Mapping[str, str]
    line: int
    data: dict[str, tuple[int, str]]


class GraphMLParser:
    """Turns expat's events into elements; the first fault ends it.

    ``wanted`` holds the columns to read of each element, ``finished`` takes each element at its
    end.
    """

    def __init__(
        self, name: str, wanted: Mapping[str, frozenset[str]], finished: Callable[[Element], None]
    ) -> None:
        self.name = name
        self.wanted = wanted
        self.finished = finished
        self.columns: dict[str, dict[str, str]] = {element: {} for element in wanted}
        """For each element, key id → name of the column."""
        self.open = [Element("", {}, 1, {})]
        self.graphs = 0
        self.skipping = 0
        """How deep we are in an element whose content is not read as elements."""
        self.column: tuple[str, int] | None = None
        """The column whose text is being read, and its line."""
        self.chunks: list[str] = []
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def parse(self, file: BinaryIO, max_bytes: int) -> None:
        """Parse the whole file; raise DataError for its first fault."""
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

    def fault(self, message: str, line: int | None = None) -> DataError:
        """Return the error about a line, by default the one that is being parsed."""
        return DataError([Problem(self.name, line or self.parser.CurrentLineNumber, message)])

    def attribute(self, element: Element, name: str) -> str:
        """Return an attribute that an element must have."""
        value = element.attributes.get(name)
        if not value:
            raise self.fault(f"<{element.name}> without {name}; write it", element.line)
        return value

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise self.fault(f"encoding '{shortened(encoding)}'; save the file as UTF-8")

    def _doctype(self, *_: object) -> None:
        raise self.fault("a DOCTYPE, which could harm; remove it, GraphML needs none")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        parent = self.open[-1]
        name = _NAMES.get(tag, "")
        if name not in _INSIDE[parent.name]:
            raise self._unexpected(tag, parent.name)
        if name in _LEAVES:
            self.skipping = 1
            if name == "data":
                self._start_data(parent, attributes.get("key", ""))
            return
        element = Element(name, attributes, self.parser.CurrentLineNumber, {})
        self.open.append(element)
        if name == "key":
            self._declare(element)
        else:
            self._check(element)

    def _end(self, _tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if self.column and not self.skipping:
                self._end_data(*self.column)
            return
        self.finished(self.open.pop())

    def _unexpected(self, tag: str, parent: str) -> DataError:
        name = shortened(tag.removeprefix(f"{NAMESPACE} "))
        if parent:
            holds = one_of(f"<{name}>" for name in _INSIDE[parent])
            return self.fault(f"'{name}' in <{parent}>; careergraph reads {holds} there")
        return self.fault(
            f"'{name}' is not GraphML; it begins with <graphml xmlns=\"{NAMESPACE}\">"
        )

    def _declare(self, key: Element) -> None:
        id_ = self.attribute(key, "id")
        domain = key.attributes.get("for", "all")
        for element in self.columns if domain == "all" else {domain} & self.columns.keys():
            if id_ in self.columns[element]:
                raise self.fault(f"a second key '{shortened(id_)}' for {element}; one is enough")
            self.columns[element][id_] = key.attributes.get("attr.name", id_)

    def _check(self, element: Element) -> None:
        name, attributes = element.name, element.attributes
        self.graphs += name == "graph"
        if self.graphs > 1:
            raise self.fault("a second <graph>; careergraph reads one from a file")
        if name == "graph" and attributes.get("edgedefault") != "directed":
            raise self.fault('a graph without direction; write edgedefault="directed"')
        if name == "edge" and attributes.get("directed", "true") != "true":
            raise self.fault("an edge without direction; remove its attribute directed")

    def _start_data(self, parent: Element, key: str) -> None:
        column = self.columns[parent.name].get(key)
        if column is None:
            raise self.fault(f"unknown key '{shortened(key)}'; declare it: <key id=… for=…/>")
        if column not in self.wanted[parent.name]:
            return
        if column in parent.data:
            raise self.fault(f"a second '{column}' of one <{parent.name}>; leave one")
        self.column = (column, self.parser.CurrentLineNumber)
        self.chunks = []
        self.parser.CharacterDataHandler = self.chunks.append

    def _end_data(self, column: str, line: int) -> None:
        self.parser.CharacterDataHandler = None
        self.open[-1].data[column] = (line, "".join(self.chunks))
        self.column = None
