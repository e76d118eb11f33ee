"""The nodes of a graph: their records, and the node that a name means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import zip_longest
from typing import cast

from graph.model.errors import AmbiguousName, Candidate, UnknownNode, WrongKind, nearest
from graph.model.names import casefolded, word_padded
from graph.model.records import About, Fact, Node, Role
from graph.model.relations import KINDS, Kind
from graph.store.abbreviations import Abbreviations
from graph.store.columns import Columns

MAX_SUGGESTIONS = 3
"""How many nodes are suggested for an unknown name."""


class Records(Mapping[str, Node]):
    """The records of the nodes by id, in file order; each is decoded on first use."""

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


class Nodes:
    """The nodes of one graph, in file order."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        ids, kinds = columns.ids, map(KINDS.__getitem__, columns.kind_numbers)
        self.number: dict[str, int] = {id_: number for number, id_ in enumerate(ids)}
        """The number of each node in the columns."""
        self.kinds: dict[str, Kind] = dict(zip(ids, kinds, strict=True))
        self.records: Mapping[str, Node] = Records(columns, self.number)
        self.roles: list[str] = [id_ for id_, kind in self.kinds.items() if kind == "role"]
        self.position: dict[str, int] = {role: i for i, role in enumerate(self.roles)}
        """The position of each role in ``roles``."""

    def __len__(self) -> int:
        return len(self.records)

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

    def set_of(self, id_: str) -> str | None:
        """Return the id of the data set that a node belongs to; None if it is not known."""
        return self._sets.get(id_, self._only_set)

    @cached_property
    def _sets(self) -> dict[str, str]:
        return {id_: its.id for its in self.about.sets for id_ in its.nodes}

    @property
    def _only_set(self) -> str | None:
        return self.about.sets[0].id if len(self.about.sets) == 1 else None

    def role(self, id_: str) -> Role:
        """Return the role with this id."""
        return cast("Role", self.records[id_])

    def facts(self, id_: str) -> tuple[Fact, ...]:
        """Return the facts about this role alone."""
        return tuple(fact for fact in self.about.facts if fact.role == id_)

    @cached_property
    def starting_points(self) -> frozenset[str]:
        """The roles people come from that are no rung of the ladder."""
        stages = {stage.id for stage in self.about.stages if not stage.rung}
        if not stages:
            return frozenset()
        return frozenset(id_ for id_ in self.of_kind("role") if self.role(id_).stage in stages)

    def resolve(self, name: str, kind: Kind | None = None) -> str:
        """Return the id of the node that a name means: its id, title or an alias, in any case.

        An id beats a title, a title beats an alias. Only a name that is none of them may be a
        plural ("product managers") or abbreviate a role ("senior PM"). ``kind`` limits the search
        to nodes of that kind. Raises UnknownNode or AmbiguousName with the candidates, and
        WrongKind if only nodes of other kinds have the name.
        """
        found = self._called(name, kind)
        if not found and kind and (others := self._called(name, None)):
            raise WrongKind(self.title(others[0]), self.kinds[others[0]], kind)
        found = found or self._by_rule(name, kind)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousName(name, self.candidates(found))
        raise UnknownNode(name, self.candidates(self._similar(name, kind)), kind or "node")

    def named(self, name: str, kind: Kind | None = None) -> list[str]:
        """Return the ids of the nodes that a name means; several if it is ambiguous."""
        return self._called(name, kind) or self._by_rule(name, kind)

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """The titles and aliases of the roles, by their initials."""
        return Abbreviations(self.names("role"))

    def candidates(self, ids: Iterable[str]) -> list[Candidate]:
        """Return the nodes with these ids as suggestions: id, title and kind."""
        return [Candidate(id_, self.title(id_), self.kinds[id_]) for id_ in ids]

    def names(self, kind: Kind | None = None) -> Iterator[tuple[str, str]]:
        """Yield every (title or alias, id), titles first."""
        ids = [id_ for id_, its in self.kinds.items() if kind in (None, its)]
        yield from ((self.title(id_), id_) for id_ in ids)
        yield from ((alias, id_) for id_ in ids for alias in self.records[id_].other_names)

    def _owners(self, name: str) -> Iterator[list[str]]:
        """Yield the ids of the nodes with this casefolded id, then title, then alias."""
        owned = list(self.columns.names.owned(name))
        set_, colon, bare = name.partition(":")
        if colon and bare in self.number and self.set_of(bare) == set_:
            owned.append((0, self.number[bare]))
        for rank in range(3):
            yield [self.columns.ids[node] for its, node in owned if its == rank]

    def _called(self, name: str, kind: Kind | None) -> list[str]:
        """Return the nodes of the kind with this id; if none, with this title, then alias."""
        for owners in self._owners(casefolded(name)):
            fitting = [id_ for id_ in owners if kind in (None, self.kinds[id_])]
            if fitting:
                return fitting
        return []

    def _by_rule(self, name: str, kind: Kind | None) -> list[str]:
        """Return the nodes that a plural or an abbreviation means."""
        singular = self._singular(name, kind)
        if singular or kind not in (None, "role"):
            return [singular] if singular else []
        forms = [name]
        if name[-1:] in "sS" and not self._called(name[:-1], kind):
            forms.append(name[:-1])
        matches = (self.abbreviations.matching(form) for form in forms)
        return [id_ for _, id_ in next(filter(None, matches), [])]

    def _singular(self, name: str, kind: Kind | None) -> str | None:
        """Return the one node that the name means if a word loses its plural s, or None."""
        words = casefolded(name).split()
        singulars = (
            " ".join([*words[:i], word[:-1], *words[i + 1 :]])
            for i, word in enumerate(words)
            if word.endswith("s")
        )
        found = {
            id_
            for singular in singulars
            for owners in self._owners(singular)
            for id_ in owners
            if kind in (None, self.kinds[id_])
        }
        return found.pop() if len(found) == 1 else None

    def _similar(self, name: str, kind: Kind | None) -> list[str]:
        """Return the few nodes that a name may have meant."""
        if kind not in (None, "role"):
            return self._names_like(name, kind)[:MAX_SUGGESTIONS]
        forms = [*self.abbreviations.spelt_out(name), name]
        alike = zip_longest(*(self._names_like(form, kind) for form in forms))
        in_turn = [id_ for ids in alike for id_ in ids if id_]
        ending = self.abbreviations.ending_alike(name)
        return list(dict.fromkeys([*in_turn, *ending]))[:MAX_SUGGESTIONS]

    def _names_like(self, name: str, kind: Kind | None) -> list[str]:
        """Return the nodes whose names are part of this one, are like it, or contain it."""
        owner = dict(self.names(kind))
        padded = {known: word_padded(known) for known in owner}
        wanted = word_padded(name)
        inside = [known for known in owner if padded[known] in wanted]
        longest = [
            known
            for known in inside
            if not any(known != other and padded[known] in padded[other] for other in inside)
        ]
        around = [known for known in owner if wanted.strip() and wanted in padded[known]]
        alike = [*longest, *nearest(name, owner, limit=5), *around]
        return list(dict.fromkeys(owner[known] for known in alike))
