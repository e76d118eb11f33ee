"""How much of a graph a match puts in reach of someone who holds one role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

import truths
from bench_rows import ANSWERS, Row, figure
from rankers import matched

from graph.parts.requirements import requirements
from graph.store.index import Index

SAMPLED = 60
"""How many roles are asked for, evenly spread over the file."""


def reach(step: int) -> Iterator[Row]:
    """Yield the share of the roles that are in reach of the median role."""
    for name, index in (("O*NET", truths.onet()), ("ESCO", truths.esco()), ("ROME", truths.rome())):
        stated = [role for role, id_ in enumerate(index.roles) if requirements(index, id_, "skill")]
        asked = _spread(stated, SAMPLED // step)
        shares = [in_reach(index, role, len(stated) - 1) for role in asked]
        both, now = (figure(median(each)) for each in zip(*shares, strict=True))
        measure = (
            f"share of {name} in reach of the median role, now or next; now ({len(asked)} roles)"
        )
        yield Row(measure, {ANSWERS: f"{both}; {now}"}, "at most .08")


class InReach(NamedTuple):
    """The share of the other roles in reach."""

    now_or_next: float
    now: float


def in_reach(index: Index, role: int, others: int) -> InReach:
    """Return the share of the other roles that a match puts in reach of one."""
    counts = matched(index, role).counts
    now, next_ = counts.now or 0, counts.next or 0
    return InReach((now + next_) / others, now / others)


def _spread(roles: Sequence[int], number: int) -> Sequence[int]:
    """Return so many of the roles, evenly spread."""
    return roles[:: max(1, len(roles) // number)][:number]
