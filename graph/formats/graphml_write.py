"""Write a graph as GraphML that other programs read and careergraph reads back.

Every node and edge has readable columns for other programs and, in ``record``, the JSON of its
whole record for careergraph. The columns keep to what GraphML readers agree on: each key has an
id of its own and one type, there are no booleans and no empty values, and edges have ids.
(networkx writes the edge key as the id, which repeats, and yEd and Gephi then lose edges:
https://github.com/networkx/networkx/issues/7732.) Key ids equal column names, because
Cytoscape.js shows the id. No edge has a column ``source``, which Cytoscape.js would take for its
end, and no node a column ``type``, which sigma.js would take for a way of drawing.

The text is written piece by piece: networkx's writer takes no records, no None and no lists, and
empties the old file first.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, get_args

from graph.formats.graphml_columns import (
    EDGE_KEYS,
    NODE_COLUMNS,
    NUMBERS,
    SourceTexts,
    Values,
    edge_values,
    node_values,
    record_text,
)
from graph.formats.xml_text import NAMESPACE, escaped
from graph.formats.yed import YED_KEYS, YED_NAMESPACES, edge_graphics, node_graphics
from graph.model.errors import BadParameter, one_of
from graph.model.records import About
from graph.store.networkx_graph import CareerGraph

Dialect = Literal["portable", "yed"]

_ID = re.compile(r"([a-z0-9][a-z0-9._-]*:)?[a-z0-9][a-z0-9._-]*")
_NODE_OPENINGS = {name: f'      <data key="{name}">' for name in NODE_COLUMNS}
_EDGE_OPENINGS = {name: f'      <data key="{id_}">' for name, id_ in EDGE_KEYS.items()}


def graphml(G: CareerGraph, *, dialect: str = "portable") -> Iterator[str]:
    """Yield the graph as GraphML text, an element at a time; the same graph gives the same text.

    "portable" is valid by GraphML's schema; "yed" adds what yEd needs to draw nodes, edges and
    their labels. G is a graph as ``build_graph`` makes it, or a part of one; other attributes
    are not written. For a text stream: ``stream.writelines(graphml(G))``, in UTF-8.

    Raises BadParameter at once for another dialect, and on the way for anything that would not
    read back: a node id with characters that no id has, a record whose id or target differs
    from the graph's, a weight that is negative, infinite or nan, and a text with characters that
    XML does not allow. These are control characters, which no data file has; ``record`` escapes
    them, so that they survive there.

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

    The file is written beside its place and then moved there: a reader finds the old file or
    the new one, whole, and a failure leaves the old one as it was. Raises what ``graphml``
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
    except OSError as error:  # name the file given, not the one beside it
        reason = error.strerror
        if not place.parent.is_dir():
            reason = f"there is no directory {place.parent}; make it first"
        raise OSError(error.errno, reason, str(path)) from None
    finally:
        aside.unlink(missing_ok=True)


def _pieces(G: CareerGraph, *, yed: bool) -> Iterator[str]:
    about: About = G.graph["about"]
    texts = SourceTexts(about)
    rows: dict[str, int] = {}
    yield f'{_head(yed=yed)}    <data key="about">{record_text(about)}</data>\n'
    for id_, data in G.nodes(data=True):
        if not _ID.fullmatch(id_):
            raise BadParameter("id", id_, "lower-case letters, digits, '-', '.' and '_'")
        _check_same(id_, data["record"].id)
        row = rows[data["kind"]] = rows.get(data["kind"], -1) + 1
        graphics = node_graphics(data["kind"], data["label"], row) if yed else ""
        values = node_values(data, texts)
        yield (
            f'    <node id="{id_}">\n      <desc>{escaped(data["label"], "label")}</desc>\n'
            f"{_data(values, _NODE_OPENINGS)}{graphics}    </node>\n"
        )
    for number, (source, target, key, data) in enumerate(G.edges(keys=True, data=True)):
        _check_same(target, data["record"].target)
        graphics = edge_graphics(data) if yed else ""
        values = edge_values(key, data, texts)
        yield (
            f'    <edge id="e{number}" source="{source}" target="{target}">\n'
            f"      <desc>{escaped(data['label'], 'label')}</desc>\n"
            f"{_data(values, _EDGE_OPENINGS)}{graphics}    </edge>\n"
        )
    yield "  </graph>\n</graphml>\n"


def _head(*, yed: bool) -> str:
    keys = [("about", "graph", "about")]
    keys += [(name, "node", name) for name in NODE_COLUMNS]
    keys += [(id_, "edge", name) for name, id_ in EDGE_KEYS.items()]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<graphml xmlns="{NAMESPACE}"{YED_NAMESPACES if yed else ""}>',
        *(
            f'  <key id="{id_}" for="{domain}" attr.name="{name}" '
            f'attr.type="{"double" if name in NUMBERS else "string"}"/>'
            for id_, domain, name in keys
        ),
        *(YED_KEYS if yed else ()),
        '  <graph id="careergraph" edgedefault="directed">\n',
    ]
    return "\n".join(lines)


def _data(values: Values, openings: Mapping[str, str]) -> str:
    return "".join(
        [
            f"{openings[name]}{value if name == 'record' else escaped(value, name)}</data>\n"
            for name, value in values.items()
            if value
        ]
    )


def _check_same(id_: str, in_record: str) -> None:
    if id_ != in_record:
        raise BadParameter(f"the id in the record of {id_}", in_record, f"'{id_}'")
