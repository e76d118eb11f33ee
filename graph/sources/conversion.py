"""Convert plain values to records, or list every reason why they are not records.

msgspec converts a record fast and stops at its first fault. Only a record that fails is then
checked against its JSON Schema, which finds all faults.
"""

from __future__ import annotations

import copy
from functools import reduce
from operator import getitem
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from graph.model.records import Record
from graph.sources.lines import Trail
from graph.sources.value_faults import MAX_FAULTS, ValueFault, faults_of

R = TypeVar("R", bound=Record)

_STAND_INS: dict[str, object] = {
    "basis": "derived",
    "kind": "context",
    "text": "?",
    "what": "order",
    "aspect": "?",
    "value": 0,
    "grade": 0,
    "unit": "?",
}
"""Values for missing keys that no check uses, so that the rest of a record can be checked."""


class Converted(NamedTuple, Generic[R]):
    """A record made from a plain value, as far as possible, and its faults."""

    record: R | None
    faults: list[ValueFault]
    dropped: list[Trail]
    """The list items that were left out of the record, in the order of removal."""


def as_record(value: object, type_: type[R]) -> Converted[R]:
    """Return the record, as far as it can be made, and all its faults.

    The record lacks the parts at fault, so that the rest can still be checked. Without an id,
    there is no record.

    >>> from graph.model.records import Track
    >>> for fault in as_record({"id": "product", "titel": "Product"}, Track).faults:
    ...     print(fault.trail, fault.message)
    () missing key 'title'; add it, as text
    ('titel',) unknown key 'titel'; did you mean 'title'?
    """
    try:
        return Converted(msgspec.convert(value, type_), [], [])
    except msgspec.ValidationError:
        faults = faults_of(value, type_)
        record, dropped = _salvaged(value, type_, faults)
        reported = sorted((f for f in faults if f.message), key=lambda f: _position(f.trail))
        return Converted(record, reported, dropped)


def _salvaged(
    value: object, type_: type[R], faults: list[ValueFault]
) -> tuple[R | None, list[Trail]]:
    """Return the record without the parts at fault, and the list items left out."""
    rest = copy.deepcopy(value)
    dropped: list[Trail] = []
    while faults:
        filled = {fault for fault in faults if _filled_in(rest, fault)}
        cuts = {_whole(fault.trail) for fault in faults if fault not in filled}
        if () in cuts or len(faults) == MAX_FAULTS:
            return None, dropped
        for trail in sorted(cuts, key=_position, reverse=True):
            del _part(rest, trail[:-1])[trail[-1]]
            if isinstance(trail[-1], int):
                dropped.append(trail)
        faults = faults_of(rest, type_)
    return msgspec.convert(rest, type_), dropped


def _filled_in(value: object, fault: ValueFault) -> bool:
    """Fill in a missing key if there is a stand-in for it; return whether there is."""
    if not fault.missing:
        return False
    holder = _part(value, fault.trail)
    stand_in = holder.get("id") if fault.missing == "title" else _STAND_INS.get(fault.missing)
    if stand_in is not None:
        holder[fault.missing] = stand_in
    return stand_in is not None


def _whole(trail: Trail) -> Trail:
    """Return the trail of the whole that is useless without the part: years without a bound."""
    if "years" not in trail or trail[-1] in ("measures", "approximate"):
        return trail
    return trail[: trail.index("years") + 1]


def _part(value: Any, trail: Trail) -> Any:
    return reduce(getitem, trail, value)


def _position(trail: Trail) -> tuple[tuple[int, str], ...]:
    """Order trails so that later list items come last, and deeper ones after their parents."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in trail)
