"""Pair the nodes of two versions: by id, else by title, alias or the form of an id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.model.names import casefolded
from graph.model.relations import KINDS
from graph.questions.diff.answer import MatchedBy
from graph.store.index import Index

_TIERS: tuple[tuple[MatchedBy, ...], ...] = (
    ("same title",),
    ("the old title is an alias", "the new title was an alias"),
    ("the old id is a title or alias", "the new id was a title or alias"),
)
"""The surest first; rules of one tier are equally sure, so that no version has precedence."""


class NodePair(NamedTuple):
    """A node of both versions."""

    old: str
    new: str
    matched_by: tuple[MatchedBy, ...]


class _Names(NamedTuple):
    """The names of a node, in the form in which names are compared."""

    id: str
    title: str
    aliases: frozenset[str]

    @property
    def titles(self) -> frozenset[str]:
        return self.aliases | {self.title}


def pair_nodes(old: Index, new: Index) -> list[NodePair]:
    """Return the nodes that both versions have, in the order of the new one.

    A node is the same if its kind and id are the same. Other nodes of one kind are the same if
    they share a title; else if one's title is an alias of the other; else if one's id is a title
    or alias of the other (in any case). Each rule counts only if neither fits a second node.
    """
    found = [
        NodePair(id_, id_, ("same id",))
        for id_, kind in new.kinds.items()
        if old.kinds.get(id_) == kind
    ]
    same = {pair.new for pair in found}
    for kind in KINDS:
        removed = [_names(old, id_) for id_ in old.of_kind(kind) if id_ not in same]
        added = [_names(new, id_) for id_ in new.of_kind(kind) if id_ not in same]
        found += _renamed(removed, added)
    place = {id_: number for number, id_ in enumerate(new.kinds)}
    return sorted(found, key=lambda pair: place[pair.new])


def _renamed(removed: Sequence[_Names], added: Sequence[_Names]) -> Iterator[NodePair]:
    """Yield the pairs of a removed and an added node that are the same node."""
    old = {names.id: names for names in removed}
    new = {names.id: names for names in added}
    for tier in _TIERS:
        fits: dict[tuple[str, str], list[MatchedBy]] = defaultdict(list)
        for rule in tier:
            for pair in _fitting(rule, old.values(), new.values()):
                fits[pair].append(rule)
        news: dict[str, set[str]] = defaultdict(set)
        olds: dict[str, set[str]] = defaultdict(set)
        for one, other in fits:
            news[one].add(other)
            olds[other].add(one)
        for (one, other), rules in fits.items():
            if len(news[one]) == len(olds[other]) == 1:
                yield NodePair(one, other, tuple(rules))
                del old[one], new[other]


def _fitting(
    rule: MatchedBy, removed: Iterable[_Names], added: Iterable[_Names]
) -> Iterator[tuple[str, str]]:
    """Yield the old and new ids of nodes that are the same by a rule."""
    owners: dict[str, set[str]] = defaultdict(set)
    for names in added:
        for name in _compared(names, rule)[1]:
            owners[name].add(names.id)
    for names in removed:
        for name in _compared(names, rule)[0]:
            yield from ((names.id, other) for other in sorted(owners.get(name, ())))


def _compared(names: _Names, rule: MatchedBy) -> tuple[Iterable[str], Iterable[str]]:
    """Return the names that a rule compares: those of an old and those of a new node."""
    title, id_ = {names.title}, {casefolded(names.id)}
    return {
        "same title": (title, title),
        "the old title is an alias": (title, names.aliases),
        "the new title was an alias": (names.aliases, title),
        "the old id is a title or alias": (id_, names.titles),
        "the new id was a title or alias": (names.titles, id_),
    }[rule]


def _names(index: Index, id_: str) -> _Names:
    record = index.records[id_]
    return _Names(id_, casefolded(record.title), frozenset(map(casefolded, record.other_names)))
