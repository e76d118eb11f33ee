"""Merge a data set with one that extends it: equal ids are one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from graph.model.records import ABOUT_LISTS, About, Dataset, Node
from graph.sources.info import joined_info


def merged(datasets: Sequence[Dataset]) -> tuple[Dataset, list[str]]:
    """Return one data set made of one and those that extend it, and where they differ.

    Records with the same id become one, with all edges of both; where a text differs, the first
    one counts.
    """
    if len(datasets) == 1:
        return datasets[0], []
    abouts = [dataset.about for dataset in datasets]
    differing: list[str] = []
    lists = {
        name: tuple(record for about in abouts for record in getattr(about, name))
        for name in ABOUT_LISTS
    }
    about = About(
        info=joined_info([about.info for about in abouts]),
        alike_steps=tuple(rule for about in abouts for rule in about.alike_steps),
        **{
            name: records if name in ("lists", "alignments") else _by_id(records, differing)
            for name, records in lists.items()
        },
    )
    kinds = ("roles", "skills", "responsibilities")
    nodes = {name: [node for its in datasets for node in getattr(its, name)] for name in kinds}
    dataset = Dataset(about=about, **{name: _by_id(its, differing) for name, its in nodes.items()})
    return dataset, differing


def _by_id(records: Iterable[Any], differing: list[str]) -> tuple[Any, ...]:
    joined: dict[str, Any] = {}
    for record in records:
        before = joined.get(record.id)
        joined[record.id] = record if before is None else _one(before, record, differing)
    return tuple(joined.values())


def _one(first: Any, second: Any, differing: list[str]) -> Any:
    """Return two records of the same id as one: all that either lists, else what one says."""
    changes: dict[str, Any] = {}
    for name in first.__struct_fields__:
        here, there = getattr(first, name), getattr(second, name)
        if isinstance(here, tuple) and isinstance(first, Node):
            changes[name] = (*here, *(part for part in there if part not in here))
        elif here is None:
            changes[name] = there
        elif there is not None and here != there and name != "basis":
            differing.append(f"the {name} of '{first.id}' differs")
    return msgspec.structs.replace(first, **changes)
