"""Find data directories; report loading progress."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being read and the share of the work that is done, 0 to 1."""

DATA_VARIABLE = "CAREERGRAPH_DATA"
DEFAULT = "product-management"
SHELF = (DEFAULT, "uk-digital-data")
"""The shipped data sets that the explorer offers when no other is given."""


def silent(_what: str, _share: float) -> None:
    """Report no progress."""


def data_directories(given: Sequence[Path | str] = ()) -> list[Path]:
    """Return the chosen paths, else the shipped data set; see ``chosen_directories``."""
    return chosen_directories(given) or [shipped(DEFAULT)]


def chosen_directories(given: Sequence[Path | str] = ()) -> list[Path]:
    """Return the paths given, else those in CAREERGRAPH_DATA; an empty list without any.

    The variable separates several paths as PATH does: with ``:``, on Windows with ``;``.
    """
    named = os.environ.get(DATA_VARIABLE, "").split(os.pathsep)
    return [Path(each) for each in given or filter(None, named)]


def shipped(name: str) -> Path:
    """Return the directory of a data set that careergraph ships.

    A wheel holds ``data/`` inside this package; a checkout has it beside the package.

    >>> sorted(path.name for path in shipped("starter").glob("*.yaml"))
    ['careers.yaml']
    """
    package = Path(__file__).resolve().parents[1]
    places = [package / "data" / name, package.parent / "data" / name]
    return next((place for place in places if place.is_dir()), places[0])
