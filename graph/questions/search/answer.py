"""The answer of a search for names."""

from __future__ import annotations

from msgspec import Struct

from graph.parts.requirements import NodeRef


class SearchResult(Struct, frozen=True, kw_only=True):
    """A node with a name that matches."""

    node: NodeRef
    name: str
    """The title or alias that matches."""


class SearchResults(Struct, frozen=True, kw_only=True):
    """The nodes whose names match a text, best first."""

    results: tuple[SearchResult, ...]

    @property
    def found(self) -> bool:
        """Whether any name matches."""
        return bool(self.results)
