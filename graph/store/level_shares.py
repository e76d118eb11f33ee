"""Levels as shares of the highest level of their scale."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.records import About


class LevelShares:
    """What a required level is of the highest of its scale, or of any that is required.

    >>> from graph.model.records import Info, Requires
    >>> edges = [Requires(target="sql", basis="stated", level=level) for level in (2, 4)]
    >>> LevelShares(About(info=Info(title="World")), edges).of(edges[0])
    0.5
    """

    def __init__(self, about: About, edges: Iterable[object]) -> None:
        self._scales = {scale.id: scale for scale in about.scales}
        alone = len(about.scales) == 1 and len(about.sets) <= 1
        self._only = about.scales[0].id if alone else None
        self._highest: dict[str | None, float] = {}
        for edge in edges:
            level = getattr(edge, "level", None)
            if level is not None:
                scale = self.scale(edge)
                self._highest[scale] = max(self._highest.get(scale, 0.0), level)
        for id_, its in self._scales.items():
            self._highest[id_] = max(each.level for each in its.levels)

    def scale(self, edge: object) -> str | None:
        """Return the id of the scale of an edge's level: the one it names, or the only one."""
        return getattr(edge, "scale", None) or self._only

    def highest(self, scale: str | None) -> float:
        """Return the highest level of a scale; 1.0 without levels."""
        return self._highest.get(scale) or 1.0

    def of(self, edge: object) -> float:
        """Return the share, from 0.0 to 1.0; a requirement without a level counts in full."""
        level = getattr(edge, "level", None)
        return 1.0 if level is None else min(1.0, level / self.highest(self.scale(edge)))
