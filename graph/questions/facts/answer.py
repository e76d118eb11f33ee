"""The answer with facts."""

from __future__ import annotations

from msgspec import Struct

from graph.parts.facts import FactDetails
from graph.parts.requirements import NodeRef


class Facts(Struct, frozen=True, kw_only=True):
    """The facts of a data set, or of one role."""

    role: NodeRef | None
    """The role that they are about; None: all facts."""
    facts: tuple[FactDetails, ...]
