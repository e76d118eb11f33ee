"""The graphs that several areas share: ESCO, or a synthetic one of its size."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from harness import taxonomy
from synthetic import careers, dataset

from graph.model.records import Dataset
from graph.opening.load import load
from graph.store.index import Index
from graph.store.networkx_graph import CareerGraph, build_graph, columns_of


def esco_or_like() -> tuple[str, tuple[Path, ...]]:
    """Return what the table calls the graph, and its directories, none if it is synthetic."""
    directory = taxonomy("esco")
    return ("ESCO", (directory,)) if directory else (careers("M").on, ())


def read(*directories: Path) -> Dataset:
    """Return the data set of the directories, or the synthetic one."""
    return load(directories)[0] if directories else dataset(careers("M"))


@cache
def built(*directories: Path) -> CareerGraph:
    """Return its graph, built once."""
    return build_graph(read(*directories))


def encoded(*directories: Path) -> bytes:
    """Return its columns."""
    return columns_of(build_graph(read(*directories)))


@cache
def indexed(*directories: Path) -> Index:
    """Return its index, made once."""
    return Index.read(encoded(*directories))
