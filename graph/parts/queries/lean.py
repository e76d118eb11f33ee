"""Which fields of an answer are sent only to those who want them?

A record of an answer may declare ``expandable: ClassVar[Mapping[str, str]]``, which maps a field
to its group, such as {"responsibilities": "gaps"}. A lean answer has those fields only if their
group is expanded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeGuard, get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo

from graph.model.errors import BadParameter, one_of

ALL = "all"
"""The word that expands every group."""
EXPAND = "expand"
"""The parameter, and without its dashes the option, that names groups."""


def lean(answer: object, expand: Iterable[str] = ()) -> Any:
    """Return an answer without the expandable fields of groups that ``expand`` does not name.

    A record that lacks fields is of a type of its own with the same names; tuples are lists.
    Records in tuples, lists and dicts are searched, too, by their declared types: a subclass of
    the declared record may not add expandable fields. ``expand`` may have the word "all".
    """
    groups = frozenset(expand)
    return answer if ALL in groups else _lean_in(groups)(answer)


def lean_json(answer: object, expand: Iterable[str] = ()) -> bytes:
    """Return the JSON of a lean answer."""
    return msgspec.json.encode(lean(answer, expand))


def read_expand(texts: Iterable[str], answer: Any, *, called: str = EXPAND) -> frozenset[str]:
    """Return the groups that texts name, in each one or several with commas between them.

    ``answer`` is the type of the answer. Raises BadParameter for a group that it does not have.
    """
    names = [name.strip() for text in texts for name in text.split(",")]
    known = (*groups_of(answer), ALL) if names else ()
    for name in names:
        if name not in known:
            raise BadParameter(called, name, one_of(known))
    return frozenset(names)


@cache
def groups_of(answer: Any) -> tuple[str, ...]:
    """Return the groups of the fields of an answer's type, in the order in which they stand."""
    groups = (group for record in records_in(answer) for group in expandable(record).values())
    return tuple(dict.fromkeys(groups))


@cache
def expandable(record: type[Struct]) -> Mapping[str, str]:
    """Return the groups of the expandable fields of a record, with those that it inherits."""
    declared: dict[str, str] = {}
    for each in reversed((get_origin(record) or record).__mro__):
        declared |= vars(each).get("expandable", {})
    return declared


@cache
def records_in(type_: Any) -> tuple[type[Struct], ...]:
    """Return the types of all records that a declared type may hold, each once."""
    found: dict[type[Struct], None] = {}
    left = [type_]
    while left:
        record = left.pop(0)
        if _is_record(get_origin(record) or record):
            if record not in found:
                found[record] = None
                left += [field.type for field in _fields(record)]
        else:
            left += get_args(record)
    return tuple(found)


class _Plan(NamedTuple):
    """How to make one type of record lean."""

    record: Callable[..., Struct]
    """Makes the lean record of the fields that stay."""
    values: Callable[[Any], tuple[Any, ...]]
    """Gets them from the full one."""
    inner: tuple[int, ...]
    """The places of those that may hold a record to make lean."""


@cache
def _lean_in(groups: frozenset[str]) -> Callable[[Any], Any]:
    """Return the function that makes an answer lean; it knows each type after the first time."""
    plans: dict[type[Struct], _Plan | None] = {}

    def made_lean(value: Any) -> Any:
        type_ = type(value)
        if type_ is tuple or type_ is list:
            return list(map(made_lean, value))
        if type_ in plans:
            plan = plans[type_]
            return value if plan is None else applied(plan, value)
        if _is_record(type_):
            plans[type_] = _plan(type_, groups)
            return made_lean(value)
        if isinstance(value, Mapping):
            return {key: made_lean(each) for key, each in value.items()}
        return value

    def applied(plan: _Plan, value: Any) -> Struct:
        fields = plan.values(value)
        if not plan.inner:
            return plan.record(*fields)
        changed = list(fields)
        for place in plan.inner:
            changed[place] = made_lean(changed[place])
        return plan.record(*changed)

    return made_lean


def _plan(record: type[Struct], groups: frozenset[str]) -> _Plan | None:
    """Return how to make a record lean; None if it stays as it is."""
    if not _loses(record, groups):
        return None
    left_out = {name for name, group in expandable(record).items() if group not in groups}
    kept = [field for field in _fields(record) if field.name not in left_out]
    config = record.__struct_config__
    return _Plan(
        record=msgspec.defstruct(
            record.__name__,
            [(field.name, Any) for field in kept],
            rename={field.name: field.encode_name for field in kept},
            tag_field=config.tag_field,
            tag=config.tag,
            frozen=True,
        ),
        values=_values([field.name for field in kept]),
        inner=tuple(place for place, field in enumerate(kept) if _loses(field.type, groups)),
    )


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return the function that gets the fields of a record, all in one call if there are two."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _loses(type_: Any, groups: frozenset[str]) -> bool:
    """Return whether a lean answer of this type lacks a field, or may: a row of any type."""
    return bool(getattr(type_, "__parameters__", ())) or any(
        group not in groups for record in records_in(type_) for group in expandable(record).values()
    )


@cache
def _fields(record: type[Struct]) -> tuple[FieldInfo, ...]:
    return msgspec.structs.fields(record)


def _is_record(type_: Any) -> TypeGuard[type[Struct]]:
    return isinstance(type_, type) and issubclass(type_, Struct)
