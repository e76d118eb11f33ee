"""The graph as the questions need it: nodes, names and edges, ready to look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from graph.model.edges import DERIVED_KEY, Edge
from graph.model.records import EdgeRecord, LeadsToEdge
from graph.model.relations import RELATIONS, RelationName
from graph.store.columns import Columns, EdgeRow
from graph.store.level_shares import LevelShares
from graph.store.nodes import Nodes
from graph.store.overlap import ALL_PAIRS_ROLES, MAX_ALIKE, Overlap, Postings, derived_overlap

if TYPE_CHECKING:
    from graph.store.networkx_graph import CareerGraph


class Index(Nodes):
    """The nodes and edges of one graph; made once and never changed, but for ``older``.

    Lists are in the graph's order, which is that of the files. It is made from a networkx graph
    or, without networkx, by ``Index.read`` from what ``columns_of`` returns.
    """

    def __init__(self, G: CareerGraph) -> None:
        from graph.store.networkx_graph import columns_of

        self._begin(Columns.read(columns_of(G)), G)

    @classmethod
    def read(cls, data: bytes | memoryview) -> Index:
        """Return the index of a graph that ``columns_of`` has encoded."""
        index = cls.__new__(cls)
        index._begin(Columns.read(data), None)  # noqa: SLF001  # its own
        return index

    def _begin(self, columns: Columns, G: CareerGraph | None) -> None:
        super().__init__(columns)
        self._G = G
        self._building = Lock()
        self._alike: dict[str, list[Edge]] = {}
        self.cache: dict[object, object] = {}
        """Results that functions keep for this graph; see ``graph.store.index_cache``."""
        self.older: Index | None = None
        """An older version of the data set, if whoever opened this one also opened that."""

    @property
    def G(self) -> CareerGraph:
        """The networkx graph; rebuilt on first use if only its columns were read."""
        with self._building:
            if self._G is None:
                from graph.store.networkx_graph import graph_of

                self._G = graph_of(self.columns)
            return self._G

    def edges(self, relations: Iterable[RelationName] = tuple(RELATIONS)) -> Iterator[Edge]:
        """Yield the edges, relation by relation; a symmetric one once, from the earlier role.

        Overlaps that are only derived on demand are left out.
        """
        for relation in relations:
            yield from (self._edge(relation, row) for row in self._each_once(relation))

    def edges_where(
        self, relation: RelationName, test: Callable[[EdgeRecord], bool]
    ) -> Iterator[Edge]:
        """Yield the edges of a relation whose record passes a test that ignores the target.

        As ``edges``, but fast where many edges share a record, which is then tested once.
        """
        claims = self.columns.claims(relation)
        passing = {number for number, record in enumerate(claims) if test(record)}
        for row in self._each_once(relation):
            if row.claim in passing:
                yield self._edge(relation, row)

    def claims(self, relation: RelationName) -> Iterator[tuple[EdgeRecord, int]]:
        """Yield each distinct record of a relation, targets apart, and its number of edges."""
        counts = Counter(row.claim for row in self._each_once(relation))
        return ((self.columns.claim(relation, claim), n) for claim, n in counts.items())

    def outgoing(self, id_: str, relation: RelationName) -> list[Edge]:
        """Return the edges of a relation that start at the node."""
        rows = self.columns.edges[relation].outgoing(self.number[id_])
        edges = [self._edge(relation, row) for row in rows]
        return edges + self._derived(id_) if self._derives(id_, relation) else edges

    def incoming(self, id_: str, relation: RelationName) -> list[Edge]:
        """Return the edges of a relation that end at the node."""
        rows = self.columns.edges[relation].incoming(self.number[id_])
        edges = [self._edge(relation, row) for row in rows]
        if self._derives(id_, relation):
            derived = self._derived(id_)
            edges += [edge._replace(source=edge.target, target=id_) for edge in derived]
        return edges

    def edges_between(
        self, source: str, target: str, relation: RelationName, *, derive: bool = True
    ) -> list[Edge]:
        """Return the edges of a relation from one node straight to another.

        Without ``derive``, overlaps that are derived on demand are left out.
        """
        rows = self.columns.edges[relation].outgoing(self.number[source])
        end = self.number[target]
        edges = [self._edge(relation, row) for row in rows if row.target == end]
        if derive and self._derives(source, relation):
            edges += [edge for edge in self._derived(source) if edge.target == target]
        return edges

    @property
    def derives_overlaps(self) -> bool:
        """Whether derived *overlaps with* edges are too many to store, so made on demand."""
        return len(self.roles) > ALL_PAIRS_ROLES

    @cached_property
    def postings(self) -> Postings[int]:
        """The roles by their requirements, as node numbers, to compare them by level."""
        requires = self.columns.edges["requires"]
        shares = list(map(self.level_shares.of, self.columns.claims("requires")))
        required: dict[int, dict[int, float]] = {self.number[role]: {} for role in self.roles}
        for row in requires:
            its, share = required[row.source], shares[row.claim]
            its[row.target] = max(share, its.get(row.target, share))
        return Postings(required)

    @cached_property
    def level_shares(self) -> LevelShares:
        """What a level is of the highest of its scale."""
        return LevelShares(self.about, self.columns.claims("requires"))

    @cached_property
    def counts_total(self) -> bool:
        """Whether the years of any step count total experience."""
        return any(
            isinstance(record, LeadsToEdge)
            and record.years
            and record.years.measures == "total_experience"
            for record in self.columns.claims("leads_to")
        )

    def _each_once(self, relation: RelationName) -> Iterator[EdgeRow]:
        """Yield the edges of a relation, a symmetric one from its earlier role only."""
        rows = iter(self.columns.edges[relation])
        if not RELATIONS[relation].symmetric:
            return rows
        return (row for row in rows if row.source < row.target)

    def _edge(self, relation: RelationName, row: EdgeRow) -> Edge:
        ids = self.columns.ids
        key = self.columns.edges[relation].keys[row.claim]
        record = self.columns.record(relation, row)
        return Edge(ids[row.source], ids[row.target], key, relation, record)

    def _derives(self, id_: str, relation: RelationName) -> bool:
        return relation == "overlaps_with" and self.derives_overlaps and self.kinds[id_] == "role"

    def _derived(self, role: str) -> list[Edge]:
        """Return the derived edges to the ten most alike roles.

        They are those that were worked out when the graph was opened; without these, those with
        the highest Jaccard coefficients by level.
        """
        if role not in self._alike:
            kept, number = self.columns.likeness, self.number[role]
            if kept is None:
                pairs = self.postings.most_alike(number, limit=MAX_ALIKE)
            else:
                others = (
                    self.number[self.roles[at]] for at in kept.most_alike(self.position[role])
                )
                pairs = [self.postings.overlap(number, other) for other in others]
            self._alike[role] = list(map(self._derived_edge, pairs))
        return self._alike[role]

    def _derived_edge(self, pair: Overlap[int]) -> Edge:
        source, target, *shared = (
            self.columns.ids[number] for number in (pair.source, pair.target, *pair.shared)
        )
        record = derived_overlap(Overlap(source, target, tuple(shared), pair.alike))
        return Edge(source, target, DERIVED_KEY, "overlaps_with", record)
