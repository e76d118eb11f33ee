"""Put lists side by side: overlap sets, totals, and what differs in a shared requirement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import structs

from graph.model.records import NECESSITIES, strongest_necessity
from graph.parts.moves import SignOfReadiness
from graph.parts.requirements import NodeRef, Requirement, Terms, terms_of
from graph.questions.compare.answer import (
    GroupCounts,
    OverlapSet,
    RequirementRow,
    SideBySide,
    SignRow,
)
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

Row = TypeVar("Row")
Item = TypeVar("Item")

_RATED = ("necessity", "when", "importance", "level")
_SPREAD = ("level", "importance")


def side_by_side(
    lists: Sequence[Mapping[str, Item] | None], row: Callable[[list[Item]], Row]
) -> SideBySide[Row]:
    """Return lists side by side; None is a list that is not stated.

    A list maps ids to items. ``row`` makes one row of the items with the same id, in the order
    of their lists.

    >>> lists = [{"sql": "SQL", "r": "R"}, {"sql": "SQL"}, None]
    >>> compared = side_by_side(lists, lambda items: items[0])
    >>> [(each.owners, each.rows) for each in compared.sets]
    [((1,), ('R',)), ((1, 2), ('SQL',))]
    >>> compared.totals, compared.shared
    ((2, 1, None), 1)
    """
    owners: dict[str, list[int]] = {}
    for number, list_ in enumerate(lists, 1):
        for id_ in list_ or ():
            owners.setdefault(id_, []).append(number)
    sets: dict[tuple[int, ...], list[Row]] = {}
    for id_, numbers in owners.items():
        items = [list_[id_] for list_ in lists if list_ and id_ in list_]
        sets.setdefault(tuple(numbers), []).append(row(items))
    stated = tuple(number for number, list_ in enumerate(lists, 1) if list_ is not None)
    return SideBySide(
        totals=tuple(None if list_ is None else len(list_) for list_ in lists),
        shared=len(sets.get(stated, ())) if len(stated) > 1 else None,
        not_stated=tuple(n for n in range(1, len(lists) + 1) if n not in stated),
        sets=tuple(
            OverlapSet(owners=numbers, rows=tuple(sets[numbers]))
            for numbers in sorted(sets, key=lambda numbers: (len(numbers), numbers))
        ),
    )


def first(items: list[Item]) -> Item:
    """Return the row of items that are the same on every list."""
    return items[0]


def requirement_row(items: list[Requirement]) -> RequirementRow:
    """Return the row of a requirement with the terms of each owner."""
    return RequirementRow(
        id=items[0].id,
        title=items[0].title,
        kind=items[0].kind,
        terms=tuple(Terms(**terms_of(item)) for item in items),
        differs=tuple(name for name in _RATED if _differs(items, name)),
    )


def by_relevance(compared: SideBySide[RequirementRow]) -> SideBySide[RequirementRow]:
    """Return the same with the rows sorted: what differs most, then what matters most."""
    sets = tuple(
        structs.replace(each, rows=tuple(sorted(each.rows, key=_relevance)))
        for each in compared.sets
    )
    return structs.replace(compared, sets=sets)


def sign_row(sign: SignOfReadiness, source: NodeRef | None, target: NodeRef) -> SignRow:
    """Return a sign of readiness with the step it belongs to."""
    fields = {name: getattr(sign, name) for name in SignOfReadiness.__struct_fields__}
    return SignRow(**fields, source=source, target=target)


def group_counts(
    index: Index, lists: Sequence[Mapping[str, Requirement] | None]
) -> Iterator[GroupCounts]:
    """Yield the groups of the items on the lists, the largest first."""
    counts = [None if list_ is None else _by_group(index, list_) for list_ in lists]
    stated = [set(list_) for list_ in lists if list_ is not None]
    shared = _by_group(index, set.intersection(*stated)) if len(stated) > 1 else None
    total = sum((each for each in counts if each), Counter[str]())
    titles = {group.id: group.title for group in index.about.groups}
    for group, _ in total.most_common():
        yield GroupCounts(
            id=group,
            title=titles[group],
            totals=tuple(None if each is None else each[group] for each in counts),
            shared=None if shared is None else shared[group],
        )


def _differs(terms: Iterable[Terms], name: str) -> bool:
    """Return whether terms say different things; only a condition is one also by its absence."""
    values = {getattr(each, name) for each in terms}
    return len(values if name == "when" else values - {None}) > 1


def _stated(terms: Iterable[Terms], name: str) -> set[Any]:
    return {getattr(each, name) for each in terms} - {None}


def _relevance(row: RequirementRow) -> tuple[float, ...]:
    """Return the sort key of a row: negative spreads, then necessity and importance."""
    values = [_stated(row.terms, name) for name in _SPREAD]
    spreads = (min(each, default=0) - max(each, default=0) for each in values)
    necessity = strongest_necessity(terms.necessity for terms in row.terms)
    importance = max(_stated(row.terms, "importance"), default=0)
    return (*spreads, not row.differs, list(NECESSITIES).index(necessity), -importance)


def _by_group(index: Index, ids: Iterable[str]) -> Counter[str]:
    """Return how many of the nodes each wide group has."""
    wide = _wide_groups(index)
    return Counter(
        group for id_ in ids for group in {wide[each] for each in index.records[id_].groups}
    )


@cached_with_index
def _wide_groups(index: Index) -> dict[str, str]:
    """Return for each group its ancestor one level below the outermost, or itself."""
    parent = {group.id: group.parent for group in index.about.groups}
    return {group: _wide(group, parent) for group in parent}


def _wide(group: str, parent: Mapping[str, str | None]) -> str:
    ancestors = [group]
    while (above := parent.get(ancestors[-1])) and above not in ancestors:
        ancestors.append(above)
    return ancestors[-2] if len(ancestors) > 1 else group
