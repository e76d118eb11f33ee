"""The API: the questions of the table, and the graph as JSON, as GraphML and as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from flask import Blueprint, Response, request

from graph.formats.graphml_write import graphml
from graph.formats.subgraph import neighbourhood_graph, path_graph, whole_graph
from graph.parts.groups import division
from graph.parts.queries.lean import EXPAND, lean_json, read_expand
from graph.parts.queries.request import body_of
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import answer as unlock
from graph.sources.profile_file import profile_in_json
from graph.store.networkx_graph import CareerGraph
from web import parameters
from web.operations import Operation, operations
from web.pictures.career_map import map_picture
from web.pictures.compare import compare_picture
from web.pictures.focus import focus_picture
from web.pictures.unlock import unlock_picture

blueprint = Blueprint("api", __name__)
"""The endpoint of a question is its name, with the words that its address sets."""


def _add(operation: Operation) -> None:
    """Add an operation to the blueprint."""
    body = body_of(operation.query)

    def get(**in_path: str) -> Response:
        return _answer(operation, in_path)

    def post(**in_path: str) -> Response:
        response = _answer(operation, in_path, profile_in_json(request.get_data()))
        response.headers["Cache-Control"] = "no-store"  # a profile is kept nowhere
        return response

    rule = operation.path.replace("{", "<path:").replace("}", ">")
    if body is None or not body.required:
        blueprint.add_url_rule(rule, operation.id, get)
    if body is not None:
        blueprint.add_url_rule(rule, f"{operation.id}_post", post, methods=["POST"])


def _answer(operation: Operation, in_path: Mapping[str, str], body: object = None) -> Response:
    """Return the answer to the question that the request puts, as lean JSON."""
    query = operation.read(request.args, in_path, body)
    expand = read_expand(request.args.getlist(EXPAND), operation.answer)
    answer = operation.question.answer(parameters.index(), query)
    return Response(lean_json(answer, expand), mimetype="application/json")


@blueprint.get("/api/v1/graph")
def graph() -> Response:
    """Answer with the whole graph, one node or edge a line."""
    return Response(_graph_lines(parameters.index().G), mimetype="application/json")


@blueprint.get("/api/v1/picture")
def picture() -> Response:
    """Answer with the picture of the map, of a node on it, of a path, or of another question.

    ``focus`` names a node, ``source`` and ``target`` a path; ``compare``, two to four times, roles
    to compare; ``unlock`` a role whose holder gains skills. What a person holds is in no address:
    the pages that answer a profile carry their pictures with them.
    """
    index, orientation, expanded = (
        parameters.index(),
        parameters.orientation(),
        parameters.expanded(),
    )
    subject = parameters.subject("focus", "compare", "unlock")
    if subject == "compare":
        return _json(compare_picture(index, request.args.getlist("compare"), orientation))
    if subject == "unlock":
        new_roles = unlock(index, UnlockQuery(role=request.args["unlock"]))
        return _json(unlock_picture(index, new_roles, orientation))
    if subject == "focus":
        return _json(focus_picture(index, request.args["focus"], expanded, orientation))
    shown = division(index, request.args.get("group", ""))
    steps = parameters.path().steps if subject == "path" else ()
    return _json(map_picture(index, shown, orientation, expanded=expanded, steps=steps))


@blueprint.get("/graph.graphml")
def graphml_file() -> Response:
    """Answer with GraphML: of the graph, of the neighbourhood of a ``node``, or of a path."""
    index, name, subject = parameters.index(), "careergraph", parameters.subject("node")
    if subject == "node":
        around = parameters.surroundings(request.args["node"])
        G, name = neighbourhood_graph(index, around), around.node.id
    elif subject == "path":
        path = parameters.path()
        G, name = path_graph(index, path), f"{path.source.id}--{path.target.id}"
    else:
        G = whole_graph(index, overlaps=parameters.yes("overlaps"))
    lines = graphml(G, dialect=request.args.get("dialect", "portable"))
    disposition = f'attachment; filename="{name}.graphml"'
    return Response(lines, mimetype="application/xml", headers={"Content-Disposition": disposition})


def _graph_lines(G: CareerGraph) -> Iterator[bytes]:
    encode = msgspec.json.encode
    yield b'{"about": %b,\n"nodes": [' % encode(G.graph["about"])
    for number, id_ in enumerate(G):
        yield (b",\n" if number else b"\n") + encode({"id": id_, **G.nodes[id_]})
    yield b'\n],\n"edges": ['
    for number, (source, target, key) in enumerate(G.edges(keys=True)):
        edge = {"source": source, "target": target, "key": key, **G.edges[source, target, key]}
        yield (b",\n" if number else b"\n") + encode(edge)
    yield b"\n]}\n"


def _json(answer: object) -> Response:
    return Response(msgspec.json.encode(answer), mimetype="application/json")


for _operation in operations():
    _add(_operation)
