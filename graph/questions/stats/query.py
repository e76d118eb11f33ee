"""The parameters of the numbers of a data set: none."""

from __future__ import annotations

from graph.parts.queries.query import Query


class StatsQuery(Query, frozen=True, kw_only=True):
    """Count the nodes and edges of the data set, by source and basis, and what is not stated."""

    examples = ("careergraph stats", "careergraph stats --data my-careers")
