"""The graphs that several areas measure on: ESCO, or one of its size where it is not here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from harness import taxonomy
from synthetic import careers, dataset

from graph.build import CareerGraph, build_graph
from graph.index import Index
from graph.load import load
from graph.model import Dataset


def esco_or_like() -> tuple[str, Path | None]:
    """Return what the table calls the graph, and its directory."""
    directory = taxonomy("esco")
    return ("ESCO", directory) if directory else (careers("M").on, None)


def read(directory: Path | None) -> Dataset:
    """Return the data set of a directory, or the synthetic one."""
    if directory is None:
        return dataset(careers("M"))
    return load([directory])[0]


@cache
def built(directory: Path | None) -> CareerGraph:
    """Return its graph, built once."""
    return build_graph(read(directory))


@cache
def indexed(directory: Path | None) -> Index:
    """Return its index, made once."""
    return Index(built(directory))
