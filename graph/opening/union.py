"""Put data sets side by side in one graph: equal ids of two data sets are two nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from graph.model.records import (
    ABOUT_LISTS,
    About,
    Alignment,
    DataSet,
    Dataset,
    Demand,
    EdgeRecord,
    Fact,
    Group,
    ListMeaning,
    Locator,
    Near,
    Node,
    Requires,
    Role,
    Scale,
    Sign,
    Source,
    Stage,
    Track,
)
from graph.sources.info import joined_info

S = TypeVar("S", bound=Struct)
Names = Mapping[str, Mapping[str, str]]
"""The new ids of records by the old ones, by the space of the ids."""

_NODES = ("roles", "skills", "responsibilities")
_IDS: dict[type, dict[str, str]] = {
    Locator: {"id": "sources"},
    Node: {"id": "nodes", "groups": "groups"},
    Role: {"stage": "stages", "track": "tracks", "broader": "nodes"},
    EdgeRecord: {"target": "nodes"},
    Requires: {"scale": "scales"},
    Near: {"target": "nodes"},
    Demand: {"id": "nodes", "scale": "scales"},
    Sign: {"id": "signs", "skills": "nodes"},
    Fact: {"id": "facts", "role": "nodes"},
    ListMeaning: {"role": "nodes", "track": "tracks"},
    Alignment: {"here": "nodes"},
    Group: {"id": "groups", "parent": "groups"},
    Source: {"id": "sources"},
    Stage: {"id": "stages"},
    Track: {"id": "tracks"},
    Scale: {"id": "scales"},
}
"""The fields that hold ids, by the type of the record, and the space of each."""


def union(sets: Mapping[str, Dataset]) -> Dataset:
    """Return one data set of several, by their ids.

    An id stays as it is where one data set has it; otherwise it is ``set:id``. Of the
    alignments, those stay whose data sets are both there.
    """
    if len(sets) == 1:
        ((id_, only),) = sets.items()
        its = DataSet(id=id_, title=only.about.info.title)
        about = msgspec.structs.replace(only.about, sets=(its,), alignments=())
        return msgspec.structs.replace(only, about=about)
    ids = {set_: _ids(dataset) for set_, dataset in sets.items()}
    names = {set_: _new_names(set_, ids) for set_ in sets}
    parts = [_scoped(set_, dataset, names[set_]) for set_, dataset in sets.items()]
    abouts = [part.about for part in parts]
    lists = {name: _all(abouts, name) for name in ABOUT_LISTS}
    lists["alignments"] = tuple(_aligned(lists["alignments"], names))
    about = About(
        info=joined_info([about.info for about in abouts]),
        sets=_all(abouts, "sets"),
        alike_steps=_all(abouts, "alike_steps"),
        **lists,
    )
    return Dataset(about=about, **{name: _all(parts, name) for name in _NODES})


def _all(parts: Sequence[Any], name: str) -> tuple[Any, ...]:
    return tuple(record for part in parts for record in getattr(part, name))


def _ids(dataset: Dataset) -> dict[str, set[str]]:
    """Return the ids of a data set by their spaces."""
    ids = {"nodes": {node.id for name in _NODES for node in getattr(dataset, name)}}
    for name in ("sources", "stages", "tracks", "groups", "scales", "facts"):
        ids[name] = {record.id for record in getattr(dataset.about, name)}
    steps = [step for role in dataset.roles for step in role.leads_to]
    ids["signs"] = {sign.id for role in dataset.roles for sign in role.preparations}
    ids["signs"] |= {sign.id for step in steps for sign in step.signs}
    return ids


def _new_names(set_: str, ids: Mapping[str, Mapping[str, set[str]]]) -> Names:
    """Return the ids of a data set in the graph, by their ids in the set."""
    uses = {
        space: Counter(id_ for its in ids.values() for id_ in its[space]) for space in ids[set_]
    }
    return {
        space: {id_: id_ if uses[space][id_] == 1 else f"{set_}:{id_}" for id_ in its}
        for space, its in ids[set_].items()
    }


def _scoped(set_: str, dataset: Dataset, names: Names) -> Dataset:
    """Return a data set with its ids in the graph; what holds for all of it is made explicit."""
    about = dataset.about
    scale = about.scales[0].id if len(about.scales) == 1 else None if about.scales else set_
    about = msgspec.structs.replace(about, lists=tuple(_explicit_lists(dataset)))
    lists = {
        name: tuple(_renamed(record, names, scale) for record in getattr(about, name))
        for name in ABOUT_LISTS
    }
    nodes = {
        name: tuple(_renamed(node, names, scale) for node in getattr(dataset, name))
        for name in _NODES
    }
    its = DataSet(id=set_, title=about.info.title, nodes=tuple(names["nodes"].values()))
    rules = tuple((set_, rule) for _, rule in about.alike_steps)
    about = About(info=about.info, sets=(its,), alike_steps=rules, **lists)
    return Dataset(about=about, **nodes)


def _explicit_lists(dataset: Dataset) -> Iterator[ListMeaning]:
    """Yield how lists are meant; what is said of the whole data set is said of each role."""
    lists = dataset.about.lists
    said = {each.role for each in lists} | {each.track for each in lists}
    for each in lists:
        if each.role or each.track:
            yield each
        else:
            for role in dataset.roles:
                if role.id not in said and (role.track is None or role.track not in said):
                    yield msgspec.structs.replace(each, role=role.id)


def _renamed(record: S, names: Names, scale: str | None) -> S:
    """Return the record with new ids, however deep, and with the scale of its levels."""
    changes: dict[str, Any] = {}
    spaces = _spaces(type(record))
    for name in record.__struct_fields__:
        value = getattr(record, name)
        new = value
        if isinstance(value, str) and name in spaces:
            new = names[spaces[name]].get(value, value)
        elif isinstance(value, tuple) and value:
            ids = names[spaces[name]] if name in spaces else {}
            new = tuple(_new_part(part, ids, names, scale) for part in value)
        elif isinstance(value, Struct):
            new = _renamed(value, names, scale)
        elif name == "scale" and value is None and getattr(record, "level", None) is not None:
            new = names["scales"].get(scale or "", scale)
        if new != value:
            changes[name] = new
    return msgspec.structs.replace(record, **changes) if changes else record


def _new_part(part: object, ids: Mapping[str, str], names: Names, scale: str | None) -> object:
    if isinstance(part, str):
        return ids.get(part, part)
    return _renamed(part, names, scale) if isinstance(part, Struct) else part


@cache
def _spaces(type_: type) -> dict[str, str]:
    """Return the fields of a type that hold ids, with their spaces."""
    return {name: space for base in type_.__mro__ for name, space in _IDS.get(base, {}).items()}


def _aligned(alignments: Sequence[Alignment], names: Mapping[str, Names]) -> Iterator[Alignment]:
    """Yield the alignments whose data sets are all there, with ids of the graph."""
    for each in alignments:
        there = _in_graph(each.there, "nodes", names)
        if there is not None:
            places = (
                msgspec.structs.replace(it, id=_in_graph(it.id, "sources", names) or it.id)
                for it in each.locators
            )
            yield msgspec.structs.replace(each, there=there, source=tuple(places))


def _in_graph(name: str, space: str, names: Mapping[str, Names]) -> str | None:
    """Return the id in the graph of a record named as set:id, if it is there."""
    set_, _, id_ = name.partition(":")
    return names[set_][space].get(id_) if set_ in names else None
