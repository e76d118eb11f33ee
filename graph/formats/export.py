"""Choose a part of the graph to export: all of it, the neighbourhood of a node, or a path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NamedTuple

from msgspec import Meta

from graph.formats.graphml_write import Dialect
from graph.formats.subgraph import neighbourhood_graph, path_graph, whole_graph
from graph.model.errors import BadParameter, GraphError, MissingParameter
from graph.model.relations import RELATIONS, RelationName
from graph.parts.paths import Path
from graph.parts.queries.query import parameters
from graph.questions.neighbourhood.query import Direction, NeighbourhoodQuery
from graph.questions.neighbourhood.search import answer as neighbourhood
from graph.questions.path.options import MAX_ALTERNATIVES, ROLE, PathOptions
from graph.questions.path.query import PathQuery
from graph.questions.path.search import answer as find_paths
from graph.questions.path.view import answer_lines
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph


class NothingToExport(GraphError):
    """There is no such path."""


class PathChoice(PathOptions, frozen=True, kw_only=True):
    """A path of the graph, or none."""

    source: Annotated[
        str | None,
        Meta(
            description="the first role of the path",
            extra={"option": "--from", "metavar": "ROLE", "names": "role", "takes": ROLE},
        ),
    ] = None
    target: Annotated[
        str | None,
        Meta(
            description="the last role of the path",
            extra={"option": "--to", "metavar": "ROLE", "names": "role", "takes": ROLE},
        ),
    ] = None
    shown: Annotated[
        int,
        Meta(
            description="which path, if several are found; 1 is the best",
            ge=1,
            le=MAX_ALTERNATIVES,
        ),
    ] = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if (
            self.source is None
            and self.target is None
            and self._given(PathChoice.__struct_fields__)
        ):
            raise MissingParameter("there is no path to choose; name its first and last role")

    def _given(self, fields: Iterable[str]) -> bool:
        """Return whether one of the fields has another value than its default."""
        defaults = {each.name: each.default for each in parameters(type(self))}
        return any(getattr(self, name) != defaults[name] for name in fields)


class Export(NamedTuple):
    """A graph to export, and a name for its file."""

    G: CareerGraph
    name: str


class ExportQuery(PathChoice, frozen=True, kw_only=True):
    """Write the graph as GraphML for Gephi, yEd, networkx or igraph.

    That is the whole graph, the neighbourhood of a node, or a path.
    """

    exits = "Exits with 1 if there is no such path."
    examples = (
        "careergraph export careers.graphml",
        "careergraph export - --node empathy --radius 2 > empathy.graphml",
        "careergraph export path.graphml --from PM --to CPO --for yed",
    )
    exclusive = (("node", "source", "overlaps"), ("node", "target", "overlaps"))

    file: Annotated[
        str,
        Meta(
            description="the file to write; - is standard output",
            extra={"only": "command", "positional": True},
        ),
    ] = "-"
    dialect: Annotated[
        Dialect,
        Meta(
            description="the reader of the file: portable for any, yed for labels and colours "
            "in yEd",
            extra={"option": "--for", "parameter": "for"},
        ),
    ] = "portable"
    node: Annotated[
        str | None,
        Meta(description="only this node and its neighbourhood", extra={"names": "node"}),
    ] = None
    radius: Annotated[
        int | None,
        Meta(description="the radius of the neighbourhood, in edges (default: 1)", ge=0, le=5),
    ] = None
    relations: Annotated[
        tuple[RelationName, ...], Meta(description="the relations that the neighbourhood follows")
    ] = tuple(RELATIONS)
    direction: Annotated[
        Direction,
        Meta(description="follow edges as they point, backwards or both ways"),
    ] = "both"
    overlaps: Annotated[
        bool,
        Meta(
            description="also overlaps that a large data set derives on demand: ten for each role"
        ),
    ] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.node is None and self._given(("radius", "relations", "direction")):
            raise MissingParameter("a neighbourhood needs a node; name one")


def export(index: Index, query: ExportQuery) -> Export:
    """Return the part of the graph that a query chooses.

    Raises NothingToExport if there is no such path, and what the questions raise.
    """
    path = chosen_path(index, query)
    if path is not None:
        return Export(path_graph(index, path), f"{path.source.id}--{path.target.id}")
    if query.node is None:
        return Export(whole_graph(index, overlaps=query.overlaps), "careergraph")
    around = neighbourhood(
        index,
        NeighbourhoodQuery(
            node=query.node,
            radius=1 if query.radius is None else query.radius,
            relations=query.relations,
            direction=query.direction,
        ),
    )
    return Export(neighbourhood_graph(index, around), around.node.id)


def chosen_path(index: Index, query: PathChoice) -> Path | None:
    """Return the path that a query chooses; None if it names no role.

    Raises NothingToExport if there is no path, and BadParameter if there are fewer paths.
    """
    if query.source is None and query.target is None:
        return None
    if query.source is None or query.target is None:
        raise BadParameter("target" if query.target is None else "source", "", ROLE)
    options = {name: getattr(query, name) for name in PathOptions.__struct_fields__}
    answer = find_paths(index, PathQuery(source=query.source, target=query.target, **options))
    if not answer.paths:
        raise NothingToExport(" ".join(answer_lines(answer)))
    if query.shown > len(answer.paths):
        raise BadParameter("shown", query.shown, f"a number from 1 to {len(answer.paths)}")
    return answer.paths[query.shown - 1]
