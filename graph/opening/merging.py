"""Merge several data sets into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from graph.model.edges import edge_key
from graph.model.records import ABOUT_LISTS, About, Dataset, Node
from graph.model.relations import RELATIONS
from graph.sources.info import joined_info


def merged(datasets: Sequence[Dataset]) -> tuple[Dataset, list[str]]:
    """Return one data set made of several, and where they contradict each other.

    Records with the same id become one; where they differ, the first one counts.
    """
    if len(datasets) == 1:
        return datasets[0], []
    abouts = [dataset.about for dataset in datasets]
    differing: list[str] = []
    about = About(
        info=joined_info([about.info for about in abouts]),
        **{
            name: _by_id((record for about in abouts for record in getattr(about, name)), differing)
            for name in ABOUT_LISTS
            if name != "lists"
        },
        lists=tuple(meaning for about in abouts for meaning in about.lists),
    )
    dataset = Dataset(
        about=about,
        **{
            name: _by_id(
                (node for dataset in datasets for node in getattr(dataset, name)), differing
            )
            for name in ("roles", "skills", "responsibilities")
        },
    )
    return dataset, differing


def _by_id(records: Iterable[Any], differing: list[str]) -> tuple[Any, ...]:
    joined: dict[str, Any] = {}
    for record in records:
        before = joined.get(record.id)
        joined[record.id] = record if before is None else _one(before, record, differing)
    return tuple(joined.values())


def _one(first: Any, second: Any, differing: list[str]) -> Any:
    """Return two records of the same id as one: all that either lists, else what one says."""
    named = f"'{first.id}'"
    if type(first) is not type(second):
        differing.append(f"{named} is of two kinds")
        return first
    changes: dict[str, Any] = {}
    for name in first.__struct_fields__:
        here, there = getattr(first, name), getattr(second, name)
        if isinstance(here, tuple) and isinstance(first, Node):
            changes[name] = (*here, *_new(name, here, there, named, differing))
        elif here is None:
            changes[name] = there
        elif there is not None and here != there:
            differing.append(f"the {name} of {named} differs")
    return msgspec.structs.replace(first, **changes)


def _new(
    field: str,
    here: tuple[Any, ...],
    there: tuple[Any, ...],
    named: str,
    differing: list[str],
) -> list[Any]:
    """Return what only the second list has; edges are equal if their keys are."""
    known = {_key(field, part): part for part in here}
    new: list[Any] = []
    for part in there:
        before = known.get(_key(field, part))
        if before is None:
            new.append(part)
        elif before != part:
            words = field.replace("_", " ")
            differing.append(f"the edge {named} {words} '{part.target}' differs")
    return new


def _key(field: str, part: Any) -> Any:
    if field not in RELATIONS:
        return part
    return part.target, edge_key(field, part)
