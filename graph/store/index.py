"""The graph as the questions need it: nodes, names and edges by relation, looked up at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from math import ceil
from threading import Lock
from typing import TYPE_CHECKING, cast

from graph.model.edges import DERIVED_KEY, Edge
from graph.model.errors import AmbiguousName, Candidate, UnknownNode, WrongKind, nearest
from graph.model.names import casefolded, word_padded
from graph.model.records import About, EdgeRecord, Fact, LeadsToEdge, Node, Role
from graph.model.relations import KINDS, RELATIONS, Kind, RelationName
from graph.store.columns import Columns, EdgeRow
from graph.store.overlap import (
    ALL_PAIRS_ROLES,
    MAX_ALIKE,
    MIN_SHARED,
    OVERLAP_THRESHOLD,
    Overlap,
    Postings,
    compared,
    derived_overlap,
    in_at_least,
)

if TYPE_CHECKING:
    from graph.store.networkx_graph import CareerGraph

REQUIRING_CACHE_SIZE = 4_000
"""Of how many skills and responsibilities the set of roles that require them is kept."""


class Records(Mapping[str, Node]):
    """The records of the nodes by id, in file order; each is decoded when it is looked at."""

    def __init__(self, columns: Columns, numbers: Mapping[str, int]) -> None:
        self._columns = columns
        self._numbers = numbers

    def __getitem__(self, id_: str) -> Node:
        return self._columns.node(self._numbers[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.ids)

    def __len__(self) -> int:
        return len(self._columns.ids)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._numbers


class Index:
    """Everything that is asked of one graph; made once and never changed.

    Lists are in the graph's order, which is that of the files. Made from a networkx graph, or
    by ``Index.read`` from what ``columns_of`` has made of one, and then without networkx.
    """

    def __init__(self, G: CareerGraph) -> None:
        from graph.store.networkx_graph import columns_of

        self._look_into(Columns.read(columns_of(G)))
        self._G: CareerGraph | None = G

    @classmethod
    def read(cls, data: bytes | memoryview) -> Index:
        """Return the index of a graph that ``columns_of`` has encoded."""
        index = cls.__new__(cls)
        index._look_into(Columns.read(data))  # noqa: SLF001  # its own
        index._G = None  # noqa: SLF001
        return index

    def _look_into(self, columns: Columns) -> None:
        self.columns = columns
        ids, kinds = columns.ids, map(KINDS.__getitem__, columns.kind_numbers)
        self.number: dict[str, int] = {id_: number for number, id_ in enumerate(ids)}
        """Of each node in the columns."""
        self.kinds: dict[str, Kind] = dict(zip(ids, kinds, strict=True))
        self.records: Mapping[str, Node] = Records(columns, self.number)
        self.roles: list[str] = [id_ for id_, kind in self.kinds.items() if kind == "role"]
        self.position: dict[str, int] = {role: i for i, role in enumerate(self.roles)}
        """Of each role in ``roles``."""
        self._alike: dict[str, list[Edge]] = {}
        self._building = Lock()
        self._requiring = lru_cache(REQUIRING_CACHE_SIZE)(self._roles_requiring)
        self.cache: dict[object, object] = {}
        """What functions have worked out from the graph; see ``graph.store.index_cache``."""

    def __len__(self) -> int:
        return len(self.records)

    @property
    def G(self) -> CareerGraph:
        """The networkx graph; built again where only its columns were read."""
        with self._building:
            if self._G is None:
                from graph.store.networkx_graph import graph_of

                self._G = graph_of(self.columns)
            return self._G

    @property
    def about(self) -> About:
        """Everything in the data set that is neither node nor edge."""
        return self.columns.about

    def of_kind(self, kind: Kind) -> Iterator[str]:
        """Yield the ids of the nodes of a kind."""
        return (id_ for id_, its in self.kinds.items() if its == kind)

    def title(self, id_: str) -> str:
        """Return the title of the node with this id."""
        return self.columns.titles[self.number[id_]]

    def role(self, id_: str) -> Role:
        """Return the role with this id."""
        return cast("Role", self.records[id_])

    def edges(self, relations: Iterable[RelationName] = tuple(RELATIONS)) -> Iterator[Edge]:
        """Yield the edges, relation by relation; one that holds both ways once, the earlier way.

        Overlaps that are only derived when asked are not among them.
        """
        for relation in relations:
            yield from (self._edge(relation, edge) for edge in self._each_once(relation))

    def edges_where(
        self, relation: RelationName, say: Callable[[EdgeRecord], bool]
    ) -> Iterator[Edge]:
        """Yield the edges of a relation whose record says so, whatever its target.

        As ``edges``, but quick where many edges share a record, which is then asked once.
        """
        saying = {i for i, its in enumerate(self.columns.claims(relation)) if say(its)}
        for edge in self._each_once(relation):
            if edge.claim in saying:
                yield self._edge(relation, edge)

    def claims(self, relation: RelationName) -> Iterator[tuple[EdgeRecord, int]]:
        """Yield what edges of a relation say, whatever their target, and how many say it."""
        many = Counter(edge.claim for edge in self._each_once(relation))
        return ((self.columns.claim(relation, i), times) for i, times in many.items())

    def _each_once(self, relation: RelationName) -> Iterator[EdgeRow]:
        """Yield the edges of a relation, one that holds both ways from its earlier role."""
        edges = iter(self.columns.edges[relation])
        if not RELATIONS[relation].symmetric:
            return edges
        return (edge for edge in edges if edge.source < edge.target)

    def _stored(self, id_: str, relation: RelationName) -> Iterator[Edge]:
        edges = self.columns.edges[relation].outgoing(self.number[id_])
        return (self._edge(relation, edge) for edge in edges)

    def _edge(self, relation: RelationName, edge: EdgeRow) -> Edge:
        ids = self.columns.ids
        key = self.columns.edges[relation].keys[edge.claim]
        record = self.columns.record(relation, edge)
        return Edge(ids[edge.source], ids[edge.target], key, relation, record)

    def outgoing(self, id_: str, relation: RelationName) -> list[Edge]:
        """Return the edges of a relation that start at the node."""
        found = list(self._stored(id_, relation))
        if relation == "overlaps_with" and self.derives_overlaps and self.kinds[id_] == "role":
            return found + self._derived_overlaps(id_)
        return found

    def edges_between(self, source: str, target: str, relation: RelationName) -> list[Edge]:
        """Return the edges of a relation from one node straight to another.

        They are those among ``outgoing``, found without deriving the others.
        """
        own, other = self.number[source], self.number[target]
        edges = self.columns.edges[relation].outgoing(own)
        found = [self._edge(relation, edge) for edge in edges if edge.target == other]
        if relation == "overlaps_with" and self.derives_overlaps and self.kinds[source] == "role":
            found += self._derived_between(own, other)
        return found

    def incoming(self, id_: str, relation: RelationName) -> list[Edge]:
        """Return the edges of a relation that end at the node."""
        edges = self.columns.edges[relation].incoming(self.number[id_])
        found = [self._edge(relation, edge) for edge in edges]
        if relation == "overlaps_with" and self.derives_overlaps and self.kinds[id_] == "role":
            return found + [
                edge._replace(source=edge.target, target=id_)
                for edge in self._derived_overlaps(id_)
            ]
        return found

    @property
    def derives_overlaps(self) -> bool:
        """Whether the derived *overlaps with* edges are too many to be in the graph."""
        return len(self.roles) > ALL_PAIRS_ROLES

    @cached_property
    def postings(self) -> Postings[int]:
        """What roles are compared by: the numbers of nodes."""
        requires = self.columns.edges["requires"]
        numbers = map(self.number.__getitem__, self.roles)
        return Postings({number: dict.fromkeys(requires.after(number)) for number in numbers})

    def _derived_overlaps(self, role: str) -> list[Edge]:
        """Return the edges to the ten most alike roles."""
        if role not in self._alike:
            pairs = self.postings.most_alike(self.number[role], limit=MAX_ALIKE)
            self._alike[role] = [self._derived_overlap(pair) for pair in pairs]
        return self._alike[role]

    def _derived_between(self, own: int, other: int) -> list[Edge]:
        """Return the edge to the other role, if that is one of the ten most alike."""
        source, target = self.columns.ids[own], self.columns.ids[other]
        if source in self._alike:
            return [edge for edge in self._alike[source] if edge.target == target]
        after = self.columns.edges["requires"].after
        ours, theirs = dict.fromkeys(after(own)), dict.fromkeys(after(other))
        if own == other or len(ours.keys() & theirs) < MIN_SHARED:
            return []
        pair = compared(own, ours, other, theirs)
        if pair.jaccard_coefficient < OVERLAP_THRESHOLD or self._many_more_alike(pair, ours):
            return []
        return [self._derived_overlap(pair)]

    def _many_more_alike(self, pair: Overlap[int], ours: Mapping[int, object]) -> bool:
        """Return whether ten roles go before the other one of a pair as the most alike."""
        after = self.columns.edges["requires"].after
        enough = ceil(pair.jaccard_coefficient * len(ours) * (1 - 1e-9))  # floats may be off
        least = max(MIN_SHARED, enough)
        sharing = in_at_least(least, map(self._requiring, ours)) & ~(1 << pair.source)
        before = 0
        while sharing and before < MAX_ALIKE:
            role = sharing.bit_length() - 1
            sharing ^= 1 << role
            theirs = set(after(role))
            shared = len(theirs & ours.keys())
            rank = -shared / (len(ours) + len(theirs) - shared), role
            before += rank < (-pair.jaccard_coefficient, pair.target)
        return before == MAX_ALIKE

    def _roles_requiring(self, number: int) -> int:
        """Return the set of the roles that require a node, as ``in_at_least`` takes it."""
        requires = self.columns.edges["requires"]
        into = requires.into[requires.into_starts[number] : requires.into_starts[number + 1]]
        bits = bytearray(len(self.kinds) // 8 + 1)
        for edge in into:
            role = requires.sources[edge]
            bits[role >> 3] |= 1 << (role & 7)
        return int.from_bytes(bits, "little")

    def _derived_overlap(self, pair: Overlap[int]) -> Edge:
        source, target, *shared = (
            self.columns.ids[number] for number in (pair.source, pair.target, *pair.shared)
        )
        record = derived_overlap(Overlap(source, target, tuple(shared), *pair[3:]))
        return Edge(source, target, DERIVED_KEY, "overlaps_with", record)

    def facts(self, id_: str) -> tuple[Fact, ...]:
        """Return the facts that belong to the role alone."""
        return tuple(fact for fact in self.about.facts if fact.role == id_)

    @cached_property
    def starting_points(self) -> frozenset[str]:
        """The roles people come from that are no rung of a ladder."""
        stages = {stage.id for stage in self.about.stages if not stage.rung}
        if not stages:
            return frozenset()
        return frozenset(id_ for id_ in self.of_kind("role") if self.role(id_).stage in stages)

    @cached_property
    def counts_total(self) -> bool:
        """Whether the years of any step count total experience."""
        return any(
            isinstance(record, LeadsToEdge)
            and record.years
            and record.years.measures == "total_experience"
            for record in self.columns.claims("leads_to")
        )

    def _owners(self, name: str) -> Iterator[list[str]]:
        """Yield whose id, whose title, and whose alias a folded name is."""
        owned = list(self.columns.names.owned(name))
        for rank in range(3):
            yield [self.columns.ids[node] for its, node in owned if its == rank]

    def resolve(self, name: str, kind: Kind | None = None) -> str:
        """Return the id of the node that a name means: an id, a title or an alias, in any case.

        An id goes before a title, a title before an alias; with ``kind`` only nodes of that
        kind are meant. Raises UnknownNode or AmbiguousName with the candidates, and WrongKind
        if only nodes of other kinds have the name.
        """
        others: list[str] = []
        for found in self._owners(casefolded(name)):
            fitting = [id_ for id_ in found if kind in (None, self.kinds[id_])]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise AmbiguousName(name, self.candidates(fitting))
            others += found
        if others and kind:
            other = others[0]
            raise WrongKind(self.title(other), self.kinds[other], kind)
        singular = self._singular(name, kind)
        if singular:
            return singular
        raise UnknownNode(name, self.candidates(self._similar(name, kind)), kind or "node")

    def candidates(self, ids: Iterable[str]) -> list[Candidate]:
        """Return what to offer for the ids: id, title and kind."""
        return [Candidate(id_, self.title(id_), self.kinds[id_]) for id_ in ids]

    def names(self, kind: Kind | None = None) -> Iterator[tuple[str, str]]:
        """Yield every (title or alias, id), titles first."""
        wanted = [id_ for id_, its in self.kinds.items() if kind in (None, its)]
        yield from ((self.title(id_), id_) for id_ in wanted)
        yield from ((alias, id_) for id_ in wanted for alias in self.records[id_].aliases)

    def _singular(self, name: str, kind: Kind | None) -> str | None:
        """Return the one node that the name means without the plural s of a word, if there is."""
        words = casefolded(name).split()
        names = (
            " ".join([*words[:i], word[:-1], *words[i + 1 :]])
            for i, word in enumerate(words)
            if word.endswith("s")
        )
        found = {
            id_
            for each in names
            for owners in self._owners(each)
            for id_ in owners
            if kind in (None, self.kinds[id_])
        }
        return found.pop() if len(found) == 1 else None

    def _similar(self, name: str, kind: Kind | None) -> list[str]:
        """Return what the name may mean: names that stand in it, are like it, or hold it."""
        owner = dict(self.names(kind))
        asked = word_padded(name)
        inside = [known for known in owner if word_padded(known) in asked]
        longest = [
            known
            for known in inside
            if not any(
                known != other and word_padded(known) in word_padded(other) for other in inside
            )
        ]
        around = [known for known in owner if asked.strip() and asked in word_padded(known)]
        alike = [*longest, *nearest(name, owner, limit=5), *around]
        return list(dict.fromkeys(owner[known] for known in alike))[:3]
