"""Which nodes may someone be looking for, who has typed so much?"""

from __future__ import annotations

from msgspec import Struct

from graph.index import Index
from graph.names import folded
from graph.relations import Kind
from graph.requirements import NodeRef, node_ref

MAX_RESULTS = 100
LEAST_LIKENESS = 65


class Found(Struct, frozen=True, kw_only=True):
    """A node that fits what was typed."""

    node: NodeRef
    name: str
    """The title or alias that fits."""


def search(index: Index, text: str, *, kind: Kind | None = None, limit: int = 10) -> list[Found]:
    """Return the nodes whose title or alias fits the text, best first, at most ``limit``.

    Names that begin with the text go first, then those with a word that does, then those that
    contain it, then those alike but for typing errors (RapidFuzz's WRatio, at least 65 of 100).
    An empty text finds nothing.
    """
    wanted = folded(text)
    if not wanted:
        return []
    names = [(name, folded(name), id_) for name, id_ in index.names(kind)]
    tiers = sorted(
        (_tier(wanted, plain), position)
        for position, (_, plain, _) in enumerate(names)
        if wanted in plain
    )
    positions = [position for _, position in tiers]
    if len(positions) < limit:
        positions += _alike(wanted, [plain for _, plain, _ in names], limit)
    best: dict[str, str] = {}
    for position in positions:
        name, _, id_ = names[position]
        best.setdefault(id_, name)
    return [Found(node=node_ref(index, id_), name=name) for id_, name in list(best.items())[:limit]]


def _tier(wanted: str, name: str) -> int:
    if name.startswith(wanted):
        return 0 if name == wanted else 1
    return 2 if f" {wanted}" in name else 3


def _alike(wanted: str, names: list[str], limit: int) -> list[int]:
    from rapidfuzz import fuzz, process  # most searches do without

    matches = process.extract(
        wanted, names, scorer=fuzz.WRatio, limit=limit, score_cutoff=LEAST_LIKENESS
    )
    return [position for _, _, position in matches]
