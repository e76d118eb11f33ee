"""List nodes by kind."""

from __future__ import annotations

from itertools import islice

from graph.model.relations import KINDS, PLURALS
from graph.questions.list.answer import ListedNode, NodeList
from graph.questions.list.query import ListQuery
from graph.store.index import Index


def answer(index: Index, query: ListQuery) -> NodeList:
    """Return the nodes of a kind in file order; without a kind, kind by kind."""
    kinds = [kind for kind in KINDS if query.kind in (None, PLURALS[kind])]
    ids = [id_ for kind in kinds for id_ in index.of_kind(kind)]
    end = None if query.limit is None else query.start + query.limit
    return NodeList(
        total=len(ids),
        start=query.start,
        nodes=tuple(
            ListedNode(
                id_, index.title(id_), index.kinds[id_], aliases=index.records[id_].other_names
            )
            for id_ in islice(ids, query.start, end)
        ),
    )
