"""Compare two to four roles, or paths."""

from __future__ import annotations

from graph.questions.compare.answer import Comparison
from graph.questions.compare.paths import compare_paths
from graph.questions.compare.query import CompareQuery
from graph.questions.compare.roles import compare_roles
from graph.store.index import Index


def answer(index: Index, query: CompareQuery) -> Comparison:
    """Return the roles or paths of a query side by side, in its order.

    Raises CannotCompare if two of them are the same, NoSuchPath if the roles of a path are not
    joined, and UnknownNode, AmbiguousName or WrongKind for a name.
    """
    if query.roles:
        return compare_roles(index, query.roles)
    return compare_paths(index, query.paths, by=query.by, lateral=query.lateral)
