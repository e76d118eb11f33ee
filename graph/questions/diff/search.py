"""Find what differs between two versions of a data set, and what that does to paths."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from threading import Lock
from typing import Any, TypeVar

import msgspec

from graph.model.edges import Edge
from graph.model.errors import NoOlderVersion
from graph.model.records import Record
from graph.model.relations import KINDS, RELATIONS
from graph.questions.diff.answer import (
    Change,
    Diff,
    FieldChange,
    KindCounts,
    Listing,
    PlaceChange,
)
from graph.questions.diff.fields import all_fields, field_changes, is_move, with_titles
from graph.questions.diff.pairing import pair_nodes
from graph.questions.diff.paths import path_changes
from graph.questions.diff.query import (
    MAX_LISTED,
    OTHER_KINDS,
    WHATS,
    DiffKind,
    DiffQuery,
    What,
)
from graph.questions.diff.records import (
    RecordPair,
    edge_pairs,
    edges_by_ends,
    node_record_pairs,
    other_record_pairs,
    record_of,
    record_version,
)
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

T = TypeVar("T")

MAX_EXAMPLES = 10
"""How many of the records that moved alike are named."""

_EDGE_FIELDS = frozenset({"leads_to", "requires", "overlaps_with"})
_SHOWN = frozenset({"id", "title", "basis", "source"})
"""Fields that an answer shows of every record."""
_NODE_FIELDS_OF_EDGES = frozenset({"target", "preparations"})
"""Fields of an edge that its target has, too."""
_ONE_AT_A_TIME = Lock()
"""Others wait for the first comparison: two would take as long and twice the memory."""


def answer(index: Index, query: DiffQuery) -> Diff:
    """Return what differs from the older version of an index, as far as the query lists it.

    Raises NoOlderVersion if the index has none.
    """
    with _ONE_AT_A_TIME:
        whole = _since_older(index)
    return listed(whole, query)


@cached_with_index
def _since_older(index: Index) -> Diff:
    if index.older is None:
        raise NoOlderVersion
    return diff(index.older, index)


def diff(old: Index, new: Index) -> Diff:
    """Return what differs between two versions of a data set, and what it does to paths.

    Nodes are compared with the node of the same id or name (``pair_nodes``), edges with those
    of the same relation between the same two nodes. Among parallel edges, the same basis and
    sources go first, then the same sources, then the same basis, then file order. Facts, sources,
    stages, tracks and groups are compared by id. Overlaps that careergraph derives follow from
    the requirements and are left out. Two graphs of n nodes and m edges take O(n + m), and the
    paths as ``path_changes`` says.
    """
    pairs = pair_nodes(old, new)
    same = {pair.old: pair.new for pair in pairs}
    changes = _Changes(old, new, same)
    for kind in KINDS:
        changes.add(kind, node_record_pairs(old, new, kind, pairs))
    before = edges_by_ends(old, {id_: same.get(id_, f"\0{id_}") for id_ in old.kinds})
    after = edges_by_ends(new, {id_: id_ for id_ in new.kinds})
    for relation in RELATIONS:
        changes.add(relation, edge_pairs(before[relation], after[relation]))
    for other in OTHER_KINDS:
        changes.add(other, other_record_pairs(old, new, other))
    places = changes.places()
    paths = path_changes(old, new, same)
    return Diff(
        old=old.about.info.title,
        new=new.about.info.title,
        same=not changes.found and not places,
        counts=changes.counts,
        changes=tuple(changes.found),
        places=places,
        paths=paths,
        listed=Listing(
            kind=None,
            what=None,
            start=0,
            limit=MAX_LISTED,
            changes=len(changes.found),
            places=len(places),
            paths=len(paths.changes),
        ),
    )


def listed(whole: Diff, query: DiffQuery) -> Diff:
    """Return the answer with the part of its lists that a query names."""
    kind, what = query.kind, query.what
    changes = [c for c in whole.changes if kind in (None, c.kind) and what in (None, c.what)]
    places = [p for p in whole.places if not what and kind in (None, "place", p.kind)]
    paths = whole.paths.changes if not what and kind in (None, "path") else ()
    return msgspec.structs.replace(
        whole,
        changes=_cut(changes, query, lambda change: (change.kind, change.what)),
        places=_cut(places, query, lambda _: None),
        paths=msgspec.structs.replace(
            whole.paths, changes=_cut(paths, query, lambda path: path.what)
        ),
        listed=Listing(
            kind=kind,
            what=what,
            start=query.start,
            limit=query.limit,
            changes=len(changes),
            places=len(places),
            paths=len(paths),
        ),
    )


def _cut(items: Iterable[T], query: DiffQuery, sort: Callable[[T], Hashable]) -> tuple[T, ...]:
    """Return the items from the start to the limit of a query, counted for each sort."""
    end = query.start + query.limit
    groups = (group for _, group in groupby(items, key=sort))
    return tuple(item for group in groups for item in islice(group, query.start, end))


class _Changes:
    """The changes, counts and places found so far."""

    def __init__(self, old: Index, new: Index, same: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        self._renamed = {id_: other for id_, other in same.items() if id_ != other}
        self.found: list[Change] = []
        self.counts: dict[DiffKind, KindCounts] = {}
        self._moved: dict[tuple[DiffKind, Any, Any], list[Record | Edge]] = defaultdict(list)

    def add(self, kind: DiffKind, pairs: Iterable[RecordPair]) -> None:
        """Add what became of the records of a kind."""
        seen: Counter[str] = Counter()
        changes: dict[What, list[Change]] = {what: [] for what in WHATS}
        for pair in pairs:
            seen["old"] += pair.old is not None
            seen["new"] += pair.new is not None
            fields = list(self._fields(kind, pair))
            moves = [field for field in fields if is_move(field)]
            seen["moved"] += bool(moves)
            for move in moves:
                if pair.new is not None:
                    self._moved[kind, move.old, move.new].append(pair.new)
            fields = [
                with_titles(field, self._old, self._new) for field in fields if field not in moves
            ]
            if what := _what(kind, pair, fields):
                changes[what].append(self._change(kind, what, pair, fields))
        self.found += [change for what in WHATS for change in changes[what]]
        sums = {what: len(its) for what, its in changes.items()}
        self.counts[kind] = KindCounts(
            old=seen["old"], new=seen["new"], moved=seen["moved"], **sums
        )

    def places(self) -> tuple[PlaceChange, ...]:
        """Return the records that moved, those that moved alike together."""
        return tuple(
            PlaceChange(
                kind=kind,
                count=len(moved),
                old=old,
                new=new,
                examples=tuple(
                    record_version(self._new, each).title for each in moved[:MAX_EXAMPLES]
                ),
            )
            for (kind, old, new), moved in self._moved.items()
        )

    def _fields(self, kind: DiffKind, pair: RecordPair) -> Iterator[FieldChange]:
        apart = _NODE_FIELDS_OF_EDGES if kind in RELATIONS else _EDGE_FIELDS
        if pair.old is not None and pair.new is not None:
            old, new = record_of(pair.old), record_of(pair.new)
            yield from field_changes(old, new, self._renamed, apart=apart)
        elif (only := pair.old or pair.new) is not None:
            removed = pair.new is None
            yield from all_fields(record_of(only), removed=removed, apart=apart | _SHOWN)

    def _change(
        self, kind: DiffKind, what: What, pair: RecordPair, fields: Sequence[FieldChange]
    ) -> Change:
        return Change(
            kind=kind,
            what=what,
            old=record_version(self._old, pair.old) if pair.old else None,
            new=record_version(self._new, pair.new) if pair.new else None,
            matched_by=pair.matched_by if what == "renamed" else (),
            fields=tuple(fields),
        )


def _what(kind: DiffKind, pair: RecordPair, fields: Sequence[FieldChange]) -> What | None:
    if pair.old is None or pair.new is None:
        return "added" if pair.old is None else "removed"
    if kind in KINDS and any(field.field in ("id", "title") for field in fields):
        return "renamed"
    return "changed" if fields else None
