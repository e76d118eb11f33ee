"""How much all pairs of roles share, as an Ibis expression, for graphs too large for one machine.

On one machine the postings of ``graph.store.overlap`` are quicker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.store.overlap import MIN_SHARED, OVERLAP_THRESHOLD

if TYPE_CHECKING:
    from ibis.expr.types import Table


def overlaps(
    requires: Table, *, least: float = OVERLAP_THRESHOLD, least_shared: int = MIN_SHARED
) -> Table:
    """Return the pairs of roles that share at least so much of what they require.

    ``requires`` has a row for each requirement: ``role`` and ``skill``, numbers or texts; equal
    rows count once. The result has ``source`` and ``target`` (each pair once, source < target),
    ``shared``, ``jaccard_coefficient`` and ``overlap_coefficient``, both from 0 to 1, without
    levels.

    >>> import pyarrow
    >>> from graph.histories.engine import opened
    >>> requires = pyarrow.table({"role": [1, 1, 2, 2, 2, 2], "skill": [7, 8, 6, 7, 8, 9]})
    >>> with opened("duckdb") as engine:
    ...     engine.rows(overlaps(engine.brought(requires)).drop("source", "target"))
    [{'shared': 2, 'jaccard_coefficient': 0.5, 'overlap_coefficient': 1.0}]
    """
    import ibis

    each = requires.select("role", "skill").distinct()
    sizes = each.group_by("role").agg(size=each.count())
    held = each.join(sizes, "role").select("role", "skill", "size")
    other = held.select(target="role", skill="skill", target_size="size")
    both = held.join(other, "skill").filter(lambda table: table.role < table.target)
    pairs = both.group_by(source=both.role, target=both.target).agg(
        shared=both.count(), one=both.size.max(), two=both.target_size.max()
    )
    return pairs.select(
        "source",
        "target",
        "shared",
        jaccard_coefficient=pairs.shared / (pairs.one + pairs.two - pairs.shared),
        overlap_coefficient=pairs.shared / ibis.least(pairs.one, pairs.two),
    ).filter(lambda table: (table.shared >= least_shared) & (table.jaccard_coefficient >= least))
