"""What differs between two versions of a data set, and what does that do to people?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias, cast, get_args

import msgspec
from msgspec import Struct

from graph.model.edges import Edge
from graph.model.errors import BadParameter, one_of
from graph.model.records import (
    Basis,
    ComparisonRow,
    Demand,
    Fact,
    Locator,
    Node,
    Note,
    NotStated,
    OverlapsWithEdge,
    Record,
    Sign,
    Sourced,
)
from graph.model.relations import KINDS, RELATIONS, Kind, RelationName
from graph.parts.requirements import NodeRef, node_ref
from graph.questions.diff.pairing import Match, Recognised, match_nodes
from graph.questions.diff.paths import PathsDiff, path_changes
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

What = Literal["removed", "added", "renamed", "changed"]
OtherKind = Literal["fact", "source", "stage", "track", "group", "dataset"]
DiffKind: TypeAlias = Kind | RelationName | OtherKind
Part = Literal["place", "path"]

WHATS: tuple[What, ...] = get_args(What)
OTHER_KINDS: tuple[OtherKind, ...] = get_args(OtherKind)
DIFF_KINDS: tuple[DiffKind, ...] = (*KINDS, *RELATIONS, *OTHER_KINDS)
PARTS: tuple[Part, ...] = get_args(Part)

MOST_EXAMPLES = 10
"""How many of the records that moved alike are named."""

_WRITTEN_APART = frozenset({"leads_to", "requires", "overlaps_with"})
_SAID = frozenset({"id", "title", "basis", "source"})
_OF_THE_ENDS = frozenset({"target", "preparations"})
"""Of an edge: its end, and what the role it leads to says, too."""


class FieldChange(Struct, frozen=True, kw_only=True):
    """What differs in one field; of a list, the items that only one version has.

    Signs, preparations and comparisons in another order are given whole; the order of other
    lists says nothing.
    """

    field: str
    """A part of a list stands in brackets: ``signs[automates].basis``."""
    old: Any
    new: Any
    titles: dict[str, str] = {}
    """Of the nodes, groups, stages and tracks whose ids stand in old and new."""


class Said(Struct, frozen=True, kw_only=True):
    """A node, an edge, a fact or another record as one version has it."""

    id: str
    """Of an edge its key."""
    title: str
    """Of an edge how it reads, its ends and relation; of a fact also its role."""
    nodes: tuple[NodeRef, ...] = ()
    """The node itself, or the two nodes that an edge joins."""
    basis: Basis | None = None
    sources: tuple[Locator, ...] = ()


class Change(Struct, frozen=True, kw_only=True):
    """What became of one record."""

    kind: DiffKind
    what: What
    """renamed: a node with another title or id; its other fields may differ, too."""
    old: Said | None
    new: Said | None
    recognised: tuple[Recognised, ...] = ()
    """Of a renamed node: how it is known to be the same."""
    fields: tuple[FieldChange, ...] = ()
    """Of what is added or removed: all that it says beyond what ``new`` or ``old`` holds."""


class PlaceChange(Struct, frozen=True, kw_only=True):
    """Records that the same sources say at other places: other lines, another section."""

    kind: DiffKind
    number: int
    old: tuple[Locator, ...]
    new: tuple[Locator, ...]
    examples: tuple[str, ...]
    """The first of them, as they read in the new version."""


class Count(Struct, frozen=True, kw_only=True):
    """How many records of a kind there are, and what became of them.

    ``old`` - ``removed`` + ``added`` is ``new``; ``moved`` counts those with another place in
    the same source, whatever else differs.
    """

    old: int
    new: int
    removed: int
    added: int
    renamed: int
    changed: int
    moved: int


class Listing(Struct, frozen=True, kw_only=True):
    """Which part of the lists an answer holds; its counts are always complete."""

    kind: str
    """What is listed: a kind, a relation, "place" or "path"; empty for all."""
    what: str
    start: int
    limit: int | None
    total: int
    """How many there are to list."""


class Diff(Struct, frozen=True, kw_only=True):
    """What differs between two versions of a data set."""

    old: str
    """The title of the data set in the old version."""
    new: str
    same: bool
    """Whether nothing differs but the order in which records, or items of lists, stand."""
    counts: dict[DiffKind, Count]
    changes: tuple[Change, ...]
    places: tuple[PlaceChange, ...]
    paths: PathsDiff
    listed: Listing


class _Pair(NamedTuple):
    """A record or edge in two versions, at least one of which has it."""

    old: Record | Edge | None
    new: Record | Edge | None
    recognised: tuple[Recognised, ...] = ()


def diff(old: Index, new: Index) -> Diff:
    """Return what differs between two versions of a data set, and what it does to paths.

    Nodes are compared with the node of the same id or name (``match_nodes``), edges with those
    of the same relation between the same two nodes, and of several such edges with the one of
    the same basis and sources, else of the same sources, else of the same basis, else the next
    in order. Facts, sources, stages, tracks and groups are compared by id. Overlaps that
    careergraph works out follow from the requirements and are left out. Two graphs of n nodes
    and m edges take O(n + m), and the paths as ``path_changes`` says.
    """
    matches = match_nodes(old, new)
    same = {match.old: match.new for match in matches}
    collected = _Collected(old, new, same)
    for kind in KINDS:
        collected.add(kind, _node_pairs(old, new, kind, matches))
    before = _by_ends(old, {id_: same.get(id_, f"\0{id_}") for id_ in old.kinds})
    after = _by_ends(new, {id_: id_ for id_ in new.kinds})
    for relation in RELATIONS:
        collected.add(relation, _edge_pairs(before[relation], after[relation]))
    for other in OTHER_KINDS:
        collected.add(other, _other_pairs(old, new, other))
    places = collected.places()
    return Diff(
        old=old.about.info.title,
        new=new.about.info.title,
        same=not collected.changes and not places,
        counts=collected.counts,
        changes=tuple(collected.changes),
        places=places,
        paths=path_changes(old, new, same),
        listed=Listing(kind="", what="", start=0, limit=None, total=len(collected.changes)),
    )


def part_of(
    answer: Diff, *, kind: str = "", what: str = "", start: int = 0, limit: int | None = None
) -> Diff:
    """Return the answer with a part of its lists; its counts stay complete.

    With ``kind`` (one of ``DIFF_KINDS``, or "place" or "path") only that is listed, with
    ``what`` (one of ``WHATS``) only the changes of that sort; from ``start``, at most ``limit``.
    Raises BadParameter.
    """
    if kind not in ("", *DIFF_KINDS, *PARTS):
        raise BadParameter("kind", kind, one_of((*DIFF_KINDS, *PARTS)))
    if what not in ("", *WHATS):
        raise BadParameter("what", what, one_of(WHATS))
    changes = [c for c in answer.changes if kind in ("", c.kind) and what in ("", c.what)]
    places = [p for p in answer.places if not what and kind in ("", "place", p.kind)]
    paths = answer.paths.changes if not what and kind in ("", "path") else ()
    listed: Sequence[object] = {"place": places, "path": paths}.get(kind, changes)
    first = {id(each): start if each is listed else 0 for each in (changes, places, paths)}

    def cut(items: Sequence[Any]) -> tuple[Any, ...]:
        begin = first[id(items)]
        return tuple(items[begin : None if limit is None else begin + limit])

    return msgspec.structs.replace(
        answer,
        changes=cut(changes),
        places=cut(places),
        paths=msgspec.structs.replace(answer.paths, changes=cut(paths)),
        listed=Listing(kind=kind, what=what, start=start, limit=limit, total=len(listed)),
    )


class _Collected:
    """The changes, counts and places so far."""

    def __init__(self, old: Index, new: Index, same: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        self._renamed = {id_: other for id_, other in same.items() if id_ != other}
        self.changes: list[Change] = []
        self.counts: dict[DiffKind, Count] = {}
        self._places: dict[tuple[DiffKind, Any, Any], list[Any]] = defaultdict(list)

    def add(self, kind: DiffKind, pairs: Iterable[_Pair]) -> None:
        """Add what became of the records of a kind."""
        seen: Counter[str] = Counter()
        changes: dict[What, list[Change]] = {what: [] for what in WHATS}
        for pair in pairs:
            seen["old"] += pair.old is not None
            seen["new"] += pair.new is not None
            fields = list(self._fields(kind, pair))
            moves = [field for field in fields if _is_move(field)]
            seen["moved"] += bool(moves)
            for move in moves:
                self._places[kind, move.old, move.new].append(pair.new)
            fields = [field for field in fields if field not in moves]
            fields = [self._titled(field) for field in fields]
            what = _what(kind, pair, fields)
            if what:
                changes[what].append(self._change(kind, what, pair, fields))
        self.changes += [change for what in WHATS for change in changes[what]]
        sums = {what: len(its) for what, its in changes.items()}
        self.counts[kind] = Count(old=seen["old"], new=seen["new"], moved=seen["moved"], **sums)

    def places(self) -> tuple[PlaceChange, ...]:
        """Return the records that moved, those that moved alike together."""
        return tuple(
            PlaceChange(
                kind=kind,
                number=len(moved),
                old=old,
                new=new,
                examples=tuple(_said(self._new, each).title for each in moved[:MOST_EXAMPLES]),
            )
            for (kind, old, new), moved in self._places.items()
        )

    def _fields(self, kind: DiffKind, pair: _Pair) -> Iterator[FieldChange]:
        apart = _OF_THE_ENDS if kind in RELATIONS else _WRITTEN_APART
        if pair.old is not None and pair.new is not None:
            return _field_changes(_record(pair.old), _record(pair.new), self._renamed, apart=apart)
        return _all_fields(pair, apart | _SAID)

    def _titled(self, field: FieldChange) -> FieldChange:
        """Return the change with the titles of what it names by id."""
        name = field.field.rpartition(".")[2]
        if name not in _NAMING:
            return field
        titles: dict[str, str] = {}
        for index, value in ((self._old, field.old), (self._new, field.new)):
            for item in value if isinstance(value, tuple) else (value,):
                id_ = item.id if isinstance(item, Demand) else item
                title = _title(index, name, id_)
                if title:
                    titles[id_] = title
        return msgspec.structs.replace(field, titles=titles)

    def _change(
        self, kind: DiffKind, what: What, pair: _Pair, fields: Sequence[FieldChange]
    ) -> Change:
        return Change(
            kind=kind,
            what=what,
            old=_said(self._old, pair.old) if pair.old else None,
            new=_said(self._new, pair.new) if pair.new else None,
            recognised=pair.recognised if what == "renamed" else (),
            fields=tuple(fields),
        )


def _what(kind: DiffKind, pair: _Pair, fields: Sequence[FieldChange]) -> What | None:
    if pair.old is None or pair.new is None:
        return "added" if pair.old is None else "removed"
    if kind in KINDS and any(field.field in ("id", "title") for field in fields):
        return "renamed"
    return "changed" if fields else None


# --- What is compared with what ----------------------------------------------------------------


def _node_pairs(old: Index, new: Index, kind: Kind, matches: Sequence[Match]) -> Iterator[_Pair]:
    """Yield the nodes of a kind: those that are gone, then those of the new version."""
    known = {match.new: match for match in matches}
    kept = {match.old for match in matches}
    for id_ in old.of_kind(kind):
        if id_ not in kept:
            yield _Pair(old.records[id_], None)
    for id_ in new.of_kind(kind):
        match = known.get(id_)
        if match is None:
            yield _Pair(None, new.records[id_])
        else:
            yield _Pair(old.records[match.old], new.records[id_], match.recognised)


def _other_pairs(old: Index, new: Index, kind: OtherKind) -> Iterator[_Pair]:
    before, after = _others(old, kind), _others(new, kind)
    for id_ in dict.fromkeys([*before, *after]):
        yield _Pair(before.get(id_), after.get(id_))


def _others(index: Index, kind: OtherKind) -> dict[str, Record]:
    if kind == "dataset":
        return {"dataset": index.about.info}
    return {record.id: record for record in getattr(index.about, f"{kind}s")}


Ends: TypeAlias = tuple[str, str]


def _edge_pairs(
    before: Mapping[Ends, Sequence[Edge]], after: Mapping[Ends, Sequence[Edge]]
) -> Iterator[_Pair]:
    """Yield the edges of a relation: those of the old version, then those only new."""
    for ends in dict.fromkeys([*before, *after]):
        yield from _parallel(before.get(ends, ()), after.get(ends, ()))


def _by_ends(index: Index, names: Mapping[str, str]) -> dict[RelationName, dict[Ends, list[Edge]]]:
    """Return the edges by relation and the names of their ends; both ways is one way round."""
    edges: dict[RelationName, dict[Ends, list[Edge]]] = {name: {} for name in RELATIONS}
    for link in index.edges():
        record = link.record
        if isinstance(record, OverlapsWithEdge) and record.shared:
            continue
        ends = names[link.source], names[link.target]
        if RELATIONS[link.relation].symmetric and ends[0] > ends[1]:
            ends, link = ends[::-1], _turned(link)  # noqa: PLW2901  # the same edge
        edges[link.relation].setdefault(ends, []).append(link)
    return edges


def _turned(link: Edge) -> Edge:
    """Return an *overlaps with* edge as it reads from its other role."""
    record = cast("OverlapsWithEdge", link.record)
    rows = tuple(
        msgspec.structs.replace(row, here=row.there, there=row.here) for row in record.comparison
    )
    turned = msgspec.structs.replace(record, target=link.source, comparison=rows)
    return link._replace(source=link.target, target=link.source, record=turned)


def _parallel(old: Sequence[Edge], new: Sequence[Edge]) -> Iterator[_Pair]:
    """Pair the edges between the same two nodes, the most alike first."""
    likenesses: tuple[Callable[[Edge], Hashable], ...] = (
        lambda link: link.key,
        lambda link: frozenset(place.id for place in link.record.locators),
        lambda link: link.record.basis,
        lambda _: None,
    )
    left, right = list(old), list(new)
    for likeness in likenesses:
        for one in list(left):
            other = next((it for it in right if likeness(it) == likeness(one)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                yield _Pair(one, other)
    yield from (_Pair(one, None) for one in left)
    yield from (_Pair(None, other) for other in right)


def _record(item: Record | Edge) -> Record:
    return item.record if isinstance(item, Edge) else item


def _said(index: Index, item: Any) -> Said:
    """Return a record or an edge as an answer names it."""
    record = _record(item)
    claim: dict[str, Any] = {}
    if isinstance(record, Sourced):
        claim = {"basis": record.basis, "sources": record.locators}
    if isinstance(item, Edge):
        source, target = node_ref(index, item.source), node_ref(index, item.target)
        title = f"{source.title} {RELATIONS[item.relation].words} {target.title}"
        return Said(id=item.key, title=title, nodes=(source, target), **claim)
    if isinstance(item, Node):
        return Said(id=item.id, title=item.title, nodes=(node_ref(index, item.id),), **claim)
    title = item.title
    if isinstance(item, Fact) and item.role:
        title += f" ({index.records[item.role].title})"
    return Said(id=getattr(item, "id", "dataset"), title=title, **claim)


# --- What differs between two records ----------------------------------------------------------

_KNOWN_BY: dict[type[Record], Callable[[Any], Hashable]] = {
    Sign: lambda sign: sign.id,
    Note: lambda note: (note.kind, note.text),
    NotStated: lambda entry: (entry.what, entry.note),
    ComparisonRow: lambda row: row.aspect,
}
"""By what a part of a record is known to be the same in another version."""

_PART_NAMES: dict[type[Record], str] = {
    Sign: "id",
    Note: "kind",
    NotStated: "what",
    ComparisonRow: "aspect",
}
_NAMING_NODES = frozenset({"skills", "role"})
"""Fields of signs and facts that hold the ids of nodes, which may have been renamed."""
_NAMING: dict[str, str] = {"groups": "groups", "parent": "groups", "stage": "stages"}
_NAMING |= {"track": "tracks", "skills": "", "role": ""}
"""Fields that hold ids, and the lists where the titles stand; empty for nodes."""
_ORDERED = frozenset({"signs", "preparations", "comparison"})


def _field_changes(
    old: Record,
    new: Record,
    renamed: Mapping[str, str],
    *,
    apart: frozenset[str] = frozenset(),
    prefix: str = "",
) -> Iterator[FieldChange]:
    """Yield what differs, field by field and, in a list of records, part by part."""
    for name in new.__struct_fields__:
        here, there = getattr(old, name), getattr(new, name)
        if name in apart or here == there:
            continue
        now = renamed if name in _NAMING_NODES else {}
        if isinstance(here, tuple):
            yield from _list_changes(f"{prefix}{name}", here, there, now or renamed, now)
        elif not isinstance(here, str) or now.get(here, here) != there:
            yield FieldChange(field=f"{prefix}{name}", old=here, new=there)


def _all_fields(pair: _Pair, apart: frozenset[str]) -> Iterator[FieldChange]:
    """Yield what a record says that only one version has, and that is not the usual."""
    record = _record(cast("Record | Edge", pair.old or pair.new))
    for name, usual in _usual(type(record)):
        value = getattr(record, name)
        if name not in apart and value != usual:
            nothing = () if isinstance(value, tuple) else None
            old, new = (value, nothing) if pair.old else (nothing, value)
            yield FieldChange(field=name, old=old, new=new)


@cache
def _usual(type_: type[Record]) -> list[tuple[str, Any]]:
    """Return the fields of a type of record and what each holds if nothing is written."""
    return [(field.name, field.default) for field in msgspec.structs.fields(type_)]


def _list_changes(
    field: str,
    old: tuple[Any, ...],
    new: tuple[Any, ...],
    renamed: Mapping[str, str],
    now: Mapping[str, str],
) -> Iterator[FieldChange]:
    """Yield the items that only one list has, and what differs in the parts that both have."""
    here, there = [_known(item, now) for item in old], [_known(item, {}) for item in new]
    open_: dict[Hashable, list[Any]] = defaultdict(list)
    for key, item in zip(there, new, strict=True):
        open_[key].append(item)
    gone, both = [], []
    for key, item in zip(here, old, strict=True):
        if open_[key]:
            both.append((item, open_[key].pop(0)))
        else:
            gone.append(item)
    come = [item for items in open_.values() for item in items]
    if gone or come:
        yield FieldChange(field=field, old=tuple(gone), new=tuple(come))
    elif here != there and field.rpartition(".")[2] in _ORDERED:
        yield FieldChange(field=field, old=old, new=new)
    for one, other in both:
        if type(one) in _PART_NAMES:
            part = getattr(other, _PART_NAMES[type(one)])
            yield from _field_changes(one, other, renamed, prefix=f"{field}[{part}].")


def _title(index: Index, field: str, id_: str) -> str:
    """Return the title of what a field names by its id; empty if there is none."""
    if not _NAMING[field]:
        return index.records[id_].title if id_ in index.kinds else ""
    return _titles(index, _NAMING[field]).get(id_, "")


@cached_with_index
def _titles(index: Index, named: str) -> dict[str, str]:
    """Return the titles of the stages, tracks, groups or sources, by their ids."""
    return {record.id: record.title for record in getattr(index.about, named)}


def _known(item: Any, now: Mapping[str, str]) -> Hashable:
    """Return what an item of a list is compared by; of a node its present id."""
    if isinstance(item, Demand):
        return now.get(item.id, item.id), item.necessity, item.demand
    if isinstance(item, str):
        return now.get(item, item), None, None
    known_by = _KNOWN_BY.get(type(item))
    return known_by(item) if known_by else cast("Hashable", item)


def _is_move(change: FieldChange) -> bool:
    """Return whether the same sources say it at other places."""
    if change.field.rpartition(".")[2] != "source":
        return False
    old, new = (
        sorted((place.id, place.according_to or "") for place in places)
        for places in (change.old, change.new)
    )
    return old == new
