"""Open the graph of data directories or of a GraphML file, from its files or the cache."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from graph.model.data_paths import Progress, silent
from graph.model.edges import Edge
from graph.model.errors import DataError, Problem
from graph.model.records import About, Node
from graph.model.relations import Kind
from graph.opening import snapshot
from graph.opening.graphml import graphml_columns, is_graphml
from graph.store.index import Index


def open_index(
    paths: Sequence[Path | str],
    *,
    recipe: Path | str | None = None,
    cache: bool = True,
    progress: Progress = silent,
) -> Index:
    """Return the index of a data set: one or more directories, or a GraphML file.

    With ``cache`` it comes from a snapshot that is up to date, or leaves one behind; a cache
    directory that is not writable, or a damaged snapshot, does no harm. ``progress`` is called
    with what is being read and the share of the work that is done, 0 to 1. Raises DataError
    with every error of the data.
    """
    files = snapshot.files_of(paths, recipe) if cache else ()
    if not files:
        return Index.read(_columns(paths, recipe, progress))
    kept = snapshot.read(files)
    if kept is not None:
        return Index.read(kept)
    content = snapshot.content_of(files)
    columns = _columns(paths, recipe, progress)
    if content and snapshot.files_of(paths, recipe) == files:
        snapshot.write(files, content, columns)
    return Index.read(columns)


class Checked(NamedTuple):
    """What is wrong with a data set."""

    problems: list[Problem]
    rows_left_out: int = 0
    """How many rows of tables are not in the graph, in whole or in part."""


def check_data(paths: Sequence[Path | str], *, recipe: Path | str | None = None) -> Checked:
    """Return every error and warning of a data set; a GraphML file has at most one error."""
    from graph.opening.load import check

    if not any(map(is_graphml, paths)):
        loaded = check(paths, recipe=recipe)
        return Checked(loaded.problems, sum(count.left_out for count in loaded.row_counts))
    try:
        _graph_columns(paths)
    except DataError as error:
        return Checked(list(error.problems))
    return Checked([])


def _columns(paths: Sequence[Path | str], recipe: Path | str | None, progress: Progress) -> bytes:
    """Return the columns of a data set, read from its files."""
    from graph.opening.load import load
    from graph.store.edges import edges_of, nodes_of

    with _without_garbage_collection():
        if any(map(is_graphml, paths)):
            return _graph_columns(paths)
        reading = partial(_part_of, progress, 0.7)
        dataset, _ = load(paths, recipe=recipe, progress=reading)
        progress("the edges", 0.7)
        edges = list(edges_of(dataset))
        progress("the index", 0.8)
        return _encoded(dataset.about, list(nodes_of(dataset)), edges, progress)


def _encoded(
    about: About, nodes: list[tuple[Kind, Node]], edges: list[Edge], progress: Progress
) -> bytes:
    """Return a graph as bytes; how alike roles are is worked out where that takes long."""
    from graph.store.encoding import encoded
    from graph.store.overlap import ALL_PAIRS_ROLES, MAX_ALIKE

    data = encoded(about, nodes, edges)
    large = sum(kind == "role" for kind, _ in nodes) > ALL_PAIRS_ROLES
    if not (large or about.alike_steps):
        return data
    from graph.opening.alike_steps import alike_steps
    from graph.parts.fit import FitIndex

    progress("how alike roles are", 0.85)
    index = Index.read(data)
    fits = FitIndex(index)
    steps = alike_steps(index, fits)
    every = sorted((*edges, *steps), key=lambda edge: index.number[edge.source])
    progress("how alike roles are", 0.95)
    return encoded(about, nodes, every, fits.likenesses(MAX_ALIKE) if large else None)


def _graph_columns(paths: Sequence[Path | str]) -> bytes:
    if len(paths) > 1:
        graph = next(path for path in paths if is_graphml(path))
        message = "a GraphML file is a whole graph, which nothing adds to; name it alone"
        raise DataError([Problem(str(graph), 0, message)])
    return graphml_columns(paths[0])


def _part_of(progress: Progress, part: float, what: str, share: float) -> None:
    progress(what, part * share)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep the collector from searching a million new objects for cycles that are not there."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
