"""Which node of an older version is which node of a newer one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from graph.model.names import casefolded
from graph.model.relations import KINDS
from graph.store.index import Index

Recognised = Literal[
    "same id",
    "same title",
    "the old title is an alias",
    "the new title was an alias",
    "the old id is a title or alias",
    "the new id was a title or alias",
]
"""How a node is known to be the same in both versions."""

_TIERS: tuple[tuple[Recognised, ...], ...] = (
    ("same title",),
    ("the old title is an alias", "the new title was an alias"),
    ("the old id is a title or alias", "the new id was a title or alias"),
)
"""From the surest; signs of one tier are equally sure, so that no version goes before."""


class Match(NamedTuple):
    """A node of both versions."""

    old: str
    new: str
    recognised: tuple[Recognised, ...]


class _Names(NamedTuple):
    """What a node is called, in the form in which names are compared."""

    id: str
    title: str
    aliases: frozenset[str]

    @property
    def said(self) -> frozenset[str]:
        return self.aliases | {self.title}


def match_nodes(old: Index, new: Index) -> list[Match]:
    """Return the nodes that both versions have, in the order of the new one.

    A node is the same if its kind and id are. Of the others, an old and a new node of one kind
    are the same if they share a title, or else one's title is an alias of the other's, or else
    one's id is a title or alias of the other's (names in any case); each time only if neither
    fits a second node as well.
    """
    found = [
        Match(id_, id_, ("same id",))
        for id_, kind in new.kinds.items()
        if old.kinds.get(id_) == kind
    ]
    same = {match.new for match in found}
    for kind in KINDS:
        gone = [_names(old, id_) for id_ in old.of_kind(kind) if id_ not in same]
        come = [_names(new, id_) for id_ in new.of_kind(kind) if id_ not in same]
        found += _recognised(gone, come)
    place = {id_: number for number, id_ in enumerate(new.kinds)}
    return sorted(found, key=lambda match: place[match.new])


def _recognised(gone: Sequence[_Names], come: Sequence[_Names]) -> Iterator[Match]:
    """Yield which of the nodes that are gone came back under another id."""
    old = {names.id: names for names in gone}
    new = {names.id: names for names in come}
    for tier in _TIERS:
        fits: dict[tuple[str, str], list[Recognised]] = defaultdict(list)
        for sign in tier:
            for pair in _fitting(sign, old.values(), new.values()):
                fits[pair].append(sign)
        news: dict[str, set[str]] = defaultdict(set)
        olds: dict[str, set[str]] = defaultdict(set)
        for one, other in fits:
            news[one].add(other)
            olds[other].add(one)
        for (one, other), signs in fits.items():
            if len(news[one]) == len(olds[other]) == 1:
                yield Match(one, other, tuple(signs))
                del old[one], new[other]


def _fitting(
    sign: Recognised, gone: Iterable[_Names], come: Iterable[_Names]
) -> Iterator[tuple[str, str]]:
    """Yield the old and new ids of nodes that the sign makes out to be one."""
    owners: dict[str, set[str]] = defaultdict(set)
    for names in come:
        for name in _compared(names, sign)[1]:
            owners[name].add(names.id)
    for names in gone:
        for name in _compared(names, sign)[0]:
            yield from ((names.id, other) for other in sorted(owners.get(name, ())))


def _compared(names: _Names, sign: Recognised) -> tuple[Iterable[str], Iterable[str]]:
    """Return the names by which a sign knows an old node, and those by which a new one."""
    title, id_ = {names.title}, {casefolded(names.id)}
    return {
        "same title": (title, title),
        "the old title is an alias": (title, names.aliases),
        "the new title was an alias": (names.aliases, title),
        "the old id is a title or alias": (id_, names.said),
        "the new id was a title or alias": (names.said, id_),
    }[sign]


def _names(index: Index, id_: str) -> _Names:
    record = index.records[id_]
    return _Names(id_, casefolded(record.title), frozenset(map(casefolded, record.aliases)))
