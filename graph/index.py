"""The graph as the questions need it: nodes, names and edges by relation, looked up at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeAlias, cast

from graph.build import CareerGraph, derived_overlap, requirements_by_role
from graph.errors import AmbiguousName, Candidate, UnknownNode, WrongKind, nearest
from graph.model import (
    BASES,
    About,
    Basis,
    Fact,
    LeadsToEdge,
    Node,
    OverlapsWithEdge,
    RequiresEdge,
    Role,
)
from graph.names import folded, spaced
from graph.overlap import ALL_PAIRS_ROLES, MOST_ALIKE, Postings
from graph.relations import RELATIONS, Kind, RelationName

EdgeRecord: TypeAlias = LeadsToEdge | RequiresEdge | OverlapsWithEdge


DERIVED_KEY = "overlaps_with:derived::shared"


class Link(NamedTuple):
    """An edge of the graph with its ends and key."""

    source: str
    target: str
    key: str
    relation: RelationName
    record: EdgeRecord


class Index:
    """Everything that is asked of one graph; made once and never changed.

    Lists are in the graph's order, which is that of the files.
    """

    def __init__(self, G: CareerGraph) -> None:
        self.G = G
        self.about: About = G.graph["about"]
        self.records: dict[str, Node] = {id_: data["record"] for id_, data in G.nodes(data=True)}
        self.kinds: dict[str, Kind] = {id_: data["kind"] for id_, data in G.nodes(data=True)}
        self._out: dict[RelationName, dict[str, list[Link]]] = {}
        self._in: dict[RelationName, dict[str, list[Link]]] = {}
        self.roles: list[str] = [id_ for id_, kind in self.kinds.items() if kind == "role"]
        self.position: dict[str, int] = {role: i for i, role in enumerate(self.roles)}
        """Of each role in ``roles``."""
        self._alike: dict[str, list[Link]] = {}
        self.compiled: dict[object, object] = {}
        """What questions have compiled from the graph, to be asked again."""
        for link in self._all_links():
            self._out.setdefault(link.relation, {}).setdefault(link.source, []).append(link)
            self._in.setdefault(link.relation, {}).setdefault(link.target, []).append(link)

    def __len__(self) -> int:
        return len(self.records)

    def of_kind(self, kind: Kind) -> Iterator[str]:
        """Yield the ids of the nodes of a kind."""
        return (id_ for id_, its in self.kinds.items() if its == kind)

    def role(self, id_: str) -> Role:
        """Return the role with this id."""
        return cast("Role", self.records[id_])

    def _all_links(self) -> Iterator[Link]:
        for source, target, key, data in self.G.edges(keys=True, data=True):
            yield Link(source, target, key, data["relation"], data["record"])

    def links(self) -> Iterator[Link]:
        """Yield the edges of the graph, one that holds both ways once, from its earlier role.

        Overlaps that are only derived when asked are not among them.
        """
        for link in self._all_links():
            mirrored = RELATIONS[link.relation].symmetric
            if not mirrored or self.position[link.source] < self.position[link.target]:
                yield link

    def outgoing(self, id_: str, relation: RelationName) -> list[Link]:
        """Return the edges of a relation that start at the node."""
        links = self._out.get(relation, {}).get(id_, [])
        if relation == "overlaps_with" and self.derives_overlaps and self.kinds[id_] == "role":
            return links + self._derived_overlaps(id_)
        return links

    def incoming(self, id_: str, relation: RelationName) -> list[Link]:
        """Return the edges of a relation that end at the node."""
        links = self._in.get(relation, {}).get(id_, [])
        if relation == "overlaps_with" and self.derives_overlaps and self.kinds[id_] == "role":
            return links + [
                link._replace(source=link.target, target=id_)
                for link in self._derived_overlaps(id_)
            ]
        return links

    @property
    def derives_overlaps(self) -> bool:
        """Whether the derived *overlaps with* edges are too many to be in the graph."""
        return len(self.roles) > ALL_PAIRS_ROLES

    @cached_property
    def postings(self) -> Postings:
        """What roles are compared by."""
        return Postings(requirements_by_role(self.G))

    def _derived_overlaps(self, role: str) -> list[Link]:
        """Return the edges to the ten most alike roles."""
        if role not in self._alike:
            self._alike[role] = [
                Link(role, pair.target, DERIVED_KEY, "overlaps_with", derived_overlap(pair))
                for pair in self.postings.most_alike(role, limit=MOST_ALIKE)
            ]
        return self._alike[role]

    def facts(self, id_: str) -> tuple[Fact, ...]:
        """Return the facts that belong to the role alone."""
        return tuple(fact for fact in self.about.facts if fact.role == id_)

    @cached_property
    def starting_points(self) -> frozenset[str]:
        """The roles people come from that are no rung of a ladder."""
        stages = {stage.id for stage in self.about.stages if not stage.rung}
        return frozenset(id_ for id_ in self.of_kind("role") if self.role(id_).stage in stages)

    @cached_property
    def counts_total(self) -> bool:
        """Whether the years of any step count total experience."""
        return any(
            isinstance(link.record, LeadsToEdge)
            and link.record.years is not None
            and link.record.years.counts == "total"
            for role in self.roles
            for link in self.outgoing(role, "leads_to")
        )

    @cached_property
    def _owners(self) -> tuple[dict[str, list[str]], ...]:
        """Who answers to a name: by id, by title, by alias."""
        ids: dict[str, list[str]] = {}
        titles: dict[str, list[str]] = {}
        aliases: dict[str, list[str]] = {}
        for id_, record in self.records.items():
            ids.setdefault(id_, []).append(id_)
            titles.setdefault(folded(record.title), []).append(id_)
            for alias in record.aliases:
                aliases.setdefault(folded(alias), []).append(id_)
        return ids, titles, aliases

    def resolve(self, name: str, kind: Kind | None = None) -> str:
        """Return the id of the node that a name means: an id, a title or an alias, in any case.

        An id goes before a title, a title before an alias; with ``kind`` only nodes of that
        kind are meant. Raises UnknownNode or AmbiguousName with the candidates, and WrongKind
        if only nodes of other kinds have the name.
        """
        others: list[str] = []
        for owners in self._owners:
            found = list(dict.fromkeys(owners.get(folded(name), ())))
            fitting = [id_ for id_ in found if kind in (None, self.kinds[id_])]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise AmbiguousName(name, self.candidates(fitting))
            others += found
        if others and kind:
            other = others[0]
            raise WrongKind(self.records[other].title, self.kinds[other], kind)
        singular = self._singular(name, kind)
        if singular:
            return singular
        raise UnknownNode(name, self.candidates(self._similar(name, kind)), kind or "node")

    def candidates(self, ids: Iterable[str]) -> list[Candidate]:
        """Return what to offer for the ids: id, title and kind."""
        return [Candidate(id_, self.records[id_].title, self.kinds[id_]) for id_ in ids]

    def names(self, kind: Kind | None = None) -> Iterator[tuple[str, str]]:
        """Yield every (title or alias, id), titles first."""
        wanted = [id_ for id_, its in self.kinds.items() if kind in (None, its)]
        yield from ((self.records[id_].title, id_) for id_ in wanted)
        yield from ((alias, id_) for id_ in wanted for alias in self.records[id_].aliases)

    def _singular(self, name: str, kind: Kind | None) -> str | None:
        """Return the one node that the name means without the plural s of a word, if there is."""
        words = folded(name).split()
        names = (
            " ".join([*words[:i], word[:-1], *words[i + 1 :]])
            for i, word in enumerate(words)
            if word.endswith("s")
        )
        found = {
            id_
            for each in names
            for owners in self._owners
            for id_ in owners.get(each, ())
            if kind in (None, self.kinds[id_])
        }
        return found.pop() if len(found) == 1 else None

    def _similar(self, name: str, kind: Kind | None) -> list[str]:
        """Return what the name may mean: names that stand in it, are like it, or hold it."""
        owner = dict(self.names(kind))
        asked = spaced(name)
        inside = [known for known in owner if spaced(known) in asked]
        longest = [
            known
            for known in inside
            if not any(known != other and spaced(known) in spaced(other) for other in inside)
        ]
        around = [known for known in owner if asked.strip() and asked in spaced(known)]
        alike = [*longest, *nearest(name, owner, limit=5), *around]
        return list(dict.fromkeys(owner[known] for known in alike))[:3]


def best(links: Iterable[Link]) -> Link:
    """Return the edge that stands on the strongest basis; the first among equals.

    Takes one or more parallel edges.
    """
    return min(links, key=lambda link: BASES.index(link.record.basis))


def weakest(bases: Iterable[Basis]) -> Basis:
    """Return the weakest of one or more bases.

    >>> weakest(["stated", "implied"])
    'implied'
    """
    return max(bases, key=BASES.index)
