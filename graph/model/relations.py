"""The relations: the kinds of node each joins, how each reads, and which are symmetric."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["role", "skill", "responsibility"]
RelationName = Literal["leads_to", "requires", "overlaps_with"]


class Relation(NamedTuple):
    """A relation: its name, its words, the kinds it joins, and whether it holds both ways."""

    name: RelationName
    words: str
    sources: frozenset[Kind]
    targets: frozenset[Kind]
    symmetric: bool


KINDS: tuple[Kind, ...] = ("role", "skill", "responsibility")

PLURALS: dict[Kind, str] = {
    "role": "roles",
    "skill": "skills",
    "responsibility": "responsibilities",
}

RELATIONS: dict[RelationName, Relation] = {
    relation.name: relation
    for relation in (
        Relation(
            "leads_to",
            "leads to",
            frozenset({"role"}),
            frozenset({"role"}),
            symmetric=False,
        ),
        Relation(
            "requires",
            "requires",
            frozenset({"role"}),
            frozenset({"skill", "responsibility"}),
            symmetric=False,
        ),
        Relation(
            "overlaps_with",
            "overlaps with",
            frozenset({"role"}),
            frozenset({"role"}),
            symmetric=True,
        ),
    )
}
