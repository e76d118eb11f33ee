"""Trails to the values of a file, and the lines they are on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Trail = tuple[str | int, ...]
"""The keys and positions that lead to a value: ("roles", 3, "title")."""


def line_of(lines: Any, trail: Sequence[str | int]) -> int:
    """Return the line of the value that the trail leads to, or of the nearest value around it.

    For a key of a mapping, it is the line of the key. Where a mapping stands in for a list of
    one, as a single `source` does, a position leads to the mapping.

    >>> from graph.sources.yaml_reader import read_yaml
    >>> line_of(read_yaml(b"skills:\\n- id: sql\\n", "skills.yaml").lines, ("skills", 0, "id"))
    2
    """
    line = 0
    for step in trail:
        if not isinstance(lines, tuple):
            break
        line, children = lines
        if isinstance(step, int) and isinstance(children, dict):
            continue
        try:
            lines = children[step]
        except (KeyError, IndexError, TypeError):
            return int(line)
    return int(lines[0] if isinstance(lines, tuple) else lines)


def forget(lines: Any, trail: Sequence[str | int]) -> None:
    """Remove the lines of the list item that the trail leads to; later items move up."""
    for step in trail[:-1]:
        lines = lines[1][step]
    del lines[1][trail[-1]]
