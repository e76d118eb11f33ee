"""The answer of a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from msgspec import Struct

from graph.model.records import Basis, Locator
from graph.parts.facts import FactDetails
from graph.parts.requirements import NodeRef

Field = Literal["title", "alias", "summary", "sign", "responsibility", "fact"]


class SignStep(Struct, frozen=True, kw_only=True):
    """The step that a sign of readiness belongs to."""

    source: NodeRef | None
    """None for what prepares for a first position."""
    target: NodeRef


class SearchResult(Struct, frozen=True, kw_only=True):
    """A place where the text was found."""

    node: NodeRef | None
    """What the place is about; None for a fact that belongs to no role."""
    name: str
    """The title or alias that matches; in other fields the title of the node or fact."""
    field: Field
    """Where the text was found. A sign or responsibility is one of the role."""
    when: str | None = None
    """The condition under which an alias names the node; None without one."""
    similar: bool = False
    """Whether the name is only like the text. True only if nothing contains the text."""
    extract: str | None = None
    """The part of the text around the first word found; None in titles and aliases."""
    step: SignStep | None = None
    basis: Basis | None = None
    """The basis of what the extract says."""
    sources: tuple[Locator, ...] = ()
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources"}


class AskedFacts(Struct, frozen=True, kw_only=True):
    """The facts that answer a text about a figure of a role."""

    topic: str
    """The words for the figure, such as "salary"."""
    role: NodeRef
    own: tuple[FactDetails, ...]
    """The figures of the role; empty if no source states any."""
    others: tuple[FactDetails, ...]
    """Figures of other roles or of none, if the role has none. They say nothing about the role."""


class SearchResults(Struct, frozen=True, kw_only=True):
    """The places that contain a text, best first, each node once."""

    text: str
    facts: AskedFacts | None
    """The answer to a text such as "salary of a product owner"; None for other texts."""
    results: tuple[SearchResult, ...]

    @property
    def found(self) -> bool:
        """Whether any name, text or fact matches."""
        return bool(self.results or self.facts)
