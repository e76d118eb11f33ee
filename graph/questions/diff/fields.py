"""Find what differs between two versions of a record, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache
from typing import Any, cast

import msgspec

from graph.model.records import (
    ComparisonRow,
    Demand,
    Near,
    Note,
    NotStated,
    Record,
    Sign,
)
from graph.questions.diff.answer import FieldChange
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

_IDENTITIES: dict[type[Record], Callable[[Any], Hashable]] = {
    Sign: lambda sign: sign.id,
    Note: lambda note: (note.kind, note.text),
    NotStated: lambda entry: (entry.what, entry.note),
    ComparisonRow: lambda row: row.aspect,
    Near: lambda near: (near.target, near.basis),
}
"""What makes a part of a record the same in another version."""
_PART_NAMES: dict[type[Record], str] = {
    Sign: "id",
    Note: "kind",
    NotStated: "what",
    ComparisonRow: "aspect",
    Near: "target",
}
"""The field that names a part of a record."""
_NODE_FIELDS = frozenset({"broader", "skills", "role"})
"""Fields of roles, signs and facts that hold the ids of nodes, which may have been renamed."""
_ID_FIELDS = {"groups": "groups", "parent": "groups", "stage": "stages", "track": "tracks"}
"""Fields that hold other ids, and the lists where the titles stand."""
_ORDERED = frozenset({"signs", "preparations", "comparison"})


def field_changes(
    old: Record,
    new: Record,
    renamed: Mapping[str, str],
    *,
    apart: frozenset[str] = frozenset(),
    prefix: str = "",
) -> Iterator[FieldChange]:
    """Yield what differs, field by field and, in a list of records, part by part.

    ``renamed`` has the new id of each renamed node; the fields ``apart`` are not compared.
    """
    for name in new.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if name in apart or before == after:
            continue
        ids = renamed if name in _NODE_FIELDS else {}
        if isinstance(before, tuple):
            yield from _list_changes(f"{prefix}{name}", before, after, ids or renamed, ids)
        elif not isinstance(before, str) or ids.get(before, before) != after:
            yield FieldChange(field=f"{prefix}{name}", old=before, new=after)


def all_fields(record: Record, *, removed: bool, apart: frozenset[str]) -> Iterator[FieldChange]:
    """Yield the fields of an added or removed record that differ from their defaults."""
    for name, default in _defaults(type(record)):
        value = getattr(record, name)
        if name not in apart and value != default:
            nothing = () if isinstance(value, tuple) else None
            old, new = (value, nothing) if removed else (nothing, value)
            yield FieldChange(field=name, old=old, new=new)


def with_titles(change: FieldChange, old: Index, new: Index) -> FieldChange:
    """Return the change with the titles of what it names by id."""
    name = change.field.rpartition(".")[2]
    if name not in _NODE_FIELDS and name not in _ID_FIELDS:
        return change
    titles: dict[str, str] = {}
    for index, value in ((old, change.old), (new, change.new)):
        for item in value if isinstance(value, tuple) else (value,):
            id_ = item.id if isinstance(item, Demand) else item
            if title := _title(index, name, id_):
                titles[id_] = title
    return msgspec.structs.replace(change, titles=titles)


def is_move(change: FieldChange) -> bool:
    """Return whether the same sources say it at other places."""
    if change.field.rpartition(".")[2] != "source":
        return False
    old, new = (
        sorted((place.id, place.according_to or "") for place in places)
        for places in (change.old, change.new)
    )
    return old == new


@cache
def _defaults(type_: type[Record]) -> list[tuple[str, Any]]:
    """Return the fields of a type of record and the default of each."""
    return [(field.name, field.default) for field in msgspec.structs.fields(type_)]


def _list_changes(
    field: str,
    old: tuple[Any, ...],
    new: tuple[Any, ...],
    renamed: Mapping[str, str],
    ids: Mapping[str, str],
) -> Iterator[FieldChange]:
    """Yield the items that only one list has, and what differs in the parts that both have."""
    before, after = [_identity(item, ids) for item in old], [_identity(item, {}) for item in new]
    unmatched: dict[Hashable, list[Any]] = defaultdict(list)
    for key, item in zip(after, new, strict=True):
        unmatched[key].append(item)
    removed, both = [], []
    for key, item in zip(before, old, strict=True):
        if unmatched[key]:
            both.append((item, unmatched[key].pop(0)))
        else:
            removed.append(item)
    added = [item for items in unmatched.values() for item in items]
    if removed or added:
        yield FieldChange(field=field, old=tuple(removed), new=tuple(added))
    elif before != after and field.rpartition(".")[2] in _ORDERED:
        yield FieldChange(field=field, old=old, new=new)
    for one, other in both:
        if type(one) in _PART_NAMES:
            part = getattr(other, _PART_NAMES[type(one)])
            yield from field_changes(one, other, renamed, prefix=f"{field}[{part}].")


def _identity(item: Any, ids: Mapping[str, str]) -> Hashable:
    """Return what makes an item of a list the same; for a node, its new id."""
    if isinstance(item, Demand):
        return ids.get(item.id, item.id), item.necessity, item.demand
    if isinstance(item, str):
        return ids.get(item, item), None, None
    identity = _IDENTITIES.get(type(item))
    return identity(item) if identity else cast("Hashable", item)


def _title(index: Index, field: str, id_: str) -> str:
    """Return the title of what a field names by its id; empty if there is none."""
    if field in _NODE_FIELDS:
        return index.records[id_].title if id_ in index.kinds else ""
    return _titles(index, _ID_FIELDS[field]).get(id_, "")


@cached_with_index
def _titles(index: Index, list_: str) -> dict[str, str]:
    """Return the titles of the stages, tracks or groups, by their ids."""
    return {record.id: record.title for record in getattr(index.about, list_)}
