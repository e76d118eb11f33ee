"""How does the graph travel? As GraphML that other programs read and careergraph reads back.

Every node and edge carries readable columns for other programs and, in ``record``, the JSON
of its whole record for ours. The columns keep to what readers of GraphML agree on: each key
has an id of its own and one type, there are no booleans and no empty values, and edges have
ids (networkx writes the edge key, which repeats, and yEd and Gephi then lose edges:
https://github.com/networkx/networkx/issues/7732). Keys are called what their attributes are
called, because Cytoscape.js shows the key; no edge has a column ``source``, which would be its
end there, and no node a column ``type``, which sigma.js takes for a way of drawing.

Written piece by piece: networkx's writer takes no records, no None and no lists, and empties
the old file first.
"""

from __future__ import annotations

import math
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from graph.formats.xml_text import NAMESPACE, escaped, not_xml, with_entities
from graph.formats.yed import YED_KEYS, YED_NAMESPACES, edge_graphics, node_graphics
from graph.model.errors import BadParameter, one_of
from graph.model.records import (
    About,
    EdgeRecord,
    LeadsToEdge,
    Locator,
    Node,
    OverlapsWithEdge,
    Record,
    RequiresEdge,
)
from graph.parts.text import source_text
from graph.store.networkx_graph import CareerGraph

Dialect = Literal["portable", "yed"]

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")

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
    "years_measures",
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

    >>> import networkx as nx
    >>> from graph.model.records import Info, Skill
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
    except OSError as error:  # of the file asked for, not of the one beside it
        reason = error.strerror
        if not place.parent.is_dir():
            reason = f"there is no directory {place.parent}; make it first"
        raise OSError(error.errno, reason, str(path)) from None
    finally:
        aside.unlink(missing_ok=True)


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
        graphics = node_graphics(data["kind"], data["label"], row) if yed else ""
        values = _node_values(data, places)
        yield (
            f'    <node id="{id_}">\n      <desc>{escaped(data["label"], "label")}</desc>\n'
            f"{_data(values, _NODE_OPENINGS)}{graphics}    </node>\n"
        )
    for number, (source, target, key, data) in enumerate(G.edges(keys=True, data=True)):
        _check_same(target, data["record"].target)
        graphics = edge_graphics(data) if yed else ""
        values = _edge_values(key, data, places)
        yield (
            f'    <edge id="e{number}" source="{source}" target="{target}">\n'
            f"      <desc>{escaped(data['label'], 'label')}</desc>\n"
            f"{_data(values, _EDGE_OPENINGS)}{graphics}    </edge>\n"
        )
    yield "  </graph>\n</graphml>\n"


def _head(*, yed: bool) -> str:
    keys = [("about", "graph", "about")]
    keys += [(name, "node", name) for name in _NODE_COLUMNS]
    keys += [(id_, "edge", name) for name, id_ in _EDGE_KEYS.items()]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<graphml xmlns="{NAMESPACE}"{YED_NAMESPACES if yed else ""}>',
        *(
            f'  <key id="{id_}" for="{domain}" attr.name="{name}" '
            f'attr.type="{"double" if name in _NUMBERS else "string"}"/>'
            for id_, domain, name in keys
        ),
        *(YED_KEYS if yed else ()),
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
    record: EdgeRecord = data["record"]
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


def _values_of_relation(record: EdgeRecord) -> Values:
    match record:
        case LeadsToEdge(years=years) if years is not None:
            return {
                "years_min": _number(years.min),
                "years_max": _number(years.max),
                "years_approximate": "yes" if years.approximate else None,
                "years_measures": years.measures,
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
            f"{openings[name]}{value if name == 'record' else escaped(value, name)}</data>\n"
            for name, value in values.items()
            if value
        ]
    )


def _json(record: Record | About) -> str:
    """Return a record as JSON, in which msgspec escapes control characters, for an element."""
    try:
        text = msgspec.json.encode(record).decode()
    except UnicodeEncodeError as error:
        raise not_xml("record", error.object, error.object[error.start]) from None
    if not text.isascii():
        text = text.replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    return with_entities(text)


def _check_same(id_: str, in_record: str) -> None:
    if id_ != in_record:
        raise BadParameter(f"the id in the record of {id_}", in_record, f"'{id_}'")


def _number(value: float | None) -> str | None:
    return None if value is None else repr(float(value))


def _weight(value: float) -> str:
    if not 0 <= value < math.inf:
        raise BadParameter("weight", value, "a number from 0 up")
    return repr(float(value))
