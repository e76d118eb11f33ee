"""Which nodes of other data sets a node is aligned with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from msgspec import Struct

from graph.model.records import Basis, Locator
from graph.parts.requirements import NodeRef, node_ref
from graph.store.index import Index

AlignedAs = Literal["same_as", "close", "broader", "narrower"]

WORDS: dict[AlignedAs, str] = {
    "same_as": "the same",
    "close": "close",
    "broader": "broader",
    "narrower": "narrower",
}


class Aligned(Struct, frozen=True, kw_only=True):
    """A node of another data set that a record aligns with this one."""

    other: NodeRef
    set: str | None
    """The id of its data set."""
    kind: AlignedAs
    """What the other node is, seen from this one."""
    basis: Basis
    sources: tuple[Locator, ...]
    according_to: str | None
    note: str | None
    expandable: ClassVar[Mapping[str, str]] = {"sources": "sources", "note": "sources"}


def alignments(index: Index, id_: str) -> tuple[Aligned, ...]:
    """Return the nodes that are aligned with a node, in either direction."""
    found: list[Aligned] = []
    for each in index.about.alignments:
        if id_ not in (each.here, each.there):
            continue
        other, kind = each.there, each.kind
        turned: AlignedAs = kind
        if id_ == each.there:
            other, turned = each.here, "narrower" if kind == "broader" else kind
        found.append(
            Aligned(
                other=node_ref(index, other),
                set=index.set_of(other),
                kind=turned,
                basis=each.basis,
                sources=each.locators,
                according_to=each.according_to,
                note=each.note,
            )
        )
    return tuple(found)


def aligned_text(aligned: Aligned) -> str:
    """Return what an alignment says after the title: the data set, the kind, and who says so."""
    beside = f" ({aligned.set})"
    set_ = "" if aligned.other.title.endswith(beside) else beside
    return f"{set_}, {kind_text(aligned)}"


def kind_text(aligned: Aligned) -> str:
    """Return the kind of an alignment and who says so: "close, derived, by A reviewer"."""
    whom = f", by {aligned.according_to}" if aligned.according_to else ""
    return f"{WORDS[aligned.kind]}, {aligned.basis}{whom}"
