"""Where is the data, and who is told of its loading?"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Is told what is being read and which share of the work, 0 to 1, is done."""

DATA_VARIABLE = "CAREERGRAPH_DATA"
DEFAULT = "product-management"


def silent(_what: str, _share: float) -> None:
    """Tell nobody of progress."""


def data_directory(given: Path | str | None = None) -> Path:
    """Return the directory given, else the one CAREERGRAPH_DATA names, else the shipped one."""
    return Path(given or os.environ.get(DATA_VARIABLE) or shipped(DEFAULT))


def data_directories(given: Sequence[Path | str] = ()) -> list[Path]:
    """Return the directories given, else those CAREERGRAPH_DATA names, else the shipped one.

    The variable names several as PATH does: with ``:`` between them, on Windows with ``;``.
    """
    named = os.environ.get(DATA_VARIABLE, "").split(os.pathsep)
    directories = [Path(each) for each in given or filter(None, named)]
    return directories or [shipped(DEFAULT)]


def shipped(name: str) -> Path:
    """Return the directory of a data set that careergraph ships.

    An installed wheel holds ``data/`` inside this package; in a checkout, also one installed as
    editable, it lies beside it.

    >>> sorted(path.name for path in shipped("starter").glob("*.yaml"))
    ['careers.yaml']
    """
    package = Path(__file__).resolve().parents[1]
    places = [package / "data" / name, package.parent / "data" / name]
    return next((place for place in places if place.is_dir()), places[0])
