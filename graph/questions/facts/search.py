"""Find the facts of a data set or of a role."""

from __future__ import annotations

from graph.parts.facts import facts
from graph.parts.requirements import node_ref
from graph.questions.facts.answer import Facts
from graph.questions.facts.query import FactsQuery
from graph.store.index import Index


def answer(index: Index, query: FactsQuery) -> Facts:
    """Return all facts, or those of the role that the query names.

    Raises UnknownNode, AmbiguousName and WrongKind.
    """
    if query.role is None:
        return Facts(role=None, facts=facts(index))
    role = index.resolve(query.role, "role")
    return Facts(role=node_ref(index, role), facts=facts(index, role))
