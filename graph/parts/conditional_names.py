"""Names that mean a node only under a condition, such as *head of product*."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from graph.model.names import casefolded
from graph.parts.requirements import NodeRef, node_ref
from graph.store.index import Index


class ConditionalName(Struct, frozen=True, kw_only=True):
    """A name that was asked for, and when it means the node."""

    name: str
    node: NodeRef
    when: str


def conditional_names(index: Index, names: Iterable[str]) -> tuple[ConditionalName, ...]:
    """Return those names that mean their node only sometimes, each once."""
    return tuple(
        ConditionalName(name=alias.title, node=node_ref(index, id_), when=alias.when)
        for name in dict.fromkeys(map(casefolded, names))
        for id_ in index.named(name)
        for alias in index.records[id_].conditional_aliases
        if casefolded(alias.title) == name
    )


def conditional_name_text(each: ConditionalName) -> str:
    """Return in a sentence when a name means its node.

    >>> role = NodeRef("director", "Director", "role")
    >>> conditional_name_text(ConditionalName(name="Head", node=role, when="without a VP"))
    '“Head” means Director only under a condition: without a VP.'
    """
    return f"“{each.name}” means {each.node.title} only under a condition: {each.when}."
