"""Which nodes may someone be looking for, who has typed so much?"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile
from typing import cast

from msgspec import Struct

from graph.index import Index
from graph.names import plain
from graph.relations import Kind
from graph.requirements import NodeRef, node_ref

MAX_RESULTS = 100
LEAST_LIKENESS = 65
CANDIDATES = 80
"""How many names with typing errors are compared letter by letter."""

TELLING = 10
"""How many of a text's letter triples are looked up for that."""


class Found(Struct, frozen=True, kw_only=True):
    """A node that fits what was typed."""

    node: NodeRef
    name: str
    """The title or alias that fits."""


def search(index: Index, text: str, *, kind: Kind | None = None, limit: int = 10) -> list[Found]:
    """Return the nodes whose title or alias fits the text, best first, at most ``limit``.

    Case, accents and width do not matter. Names that begin with the text go first, then those
    with a word that does, then those that contain it, then those alike but for typing errors
    (RapidFuzz's WRatio, at least 65 of 100). An empty text finds nothing.
    """
    wanted = plain(text)
    if not wanted or limit < 1:
        return []
    if "names" not in index.compiled:
        index.compiled["names"] = Names(index.names())
    names = cast("Names", index.compiled["names"])
    best: dict[str, str] = {}
    for name, id_ in names.fitting(wanted):
        if kind in (None, index.kinds[id_]):
            best.setdefault(id_, name)
        if len(best) == limit:
            break
    return [Found(node=node_ref(index, id_), name=name) for id_, name in best.items()]


class Names:
    """All titles and aliases, found by their beginning, by a part, or by something like it.

    Parts are looked up by their letter triples: for each, the names that have it, the shortest
    first.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        pairs = [(plain(name), (name, id_)) for name, id_ in names]
        pairs.sort(key=lambda pair: len(pair[0]))
        self._plain = [text for text, _ in pairs]
        self._names = [name for _, name in pairs]
        self._sorted = sorted((text, i) for i, text in enumerate(self._plain))
        self._having: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for i, text in enumerate(self._plain):
            for triple in _triples(f" {text} "):
                self._having[triple].append(i)
        self._having.default_factory = None

    def fitting(self, wanted: str) -> Iterator[tuple[str, str]]:
        """Yield (name, id) for the names that fit, best first; some more than once."""
        yield from map(self._names.__getitem__, self._beginning(wanted))
        triples = _triples(wanted)
        if triples:
            yield from map(self._names.__getitem__, self._containing(wanted, triples))
            yield from map(self._names.__getitem__, self._alike(wanted))

    def _beginning(self, wanted: str) -> list[int]:
        """Return the names that begin with the text, the shortest of them first."""
        start = bisect_left(self._sorted, (wanted, -1))
        run = self._sorted[start : start + 1_000]
        return sorted(i for _, i in takewhile(lambda pair: pair[0].startswith(wanted), run))

    def _containing(self, wanted: str, triples: list[str]) -> Iterator[int]:
        """Yield the names with a word that begins with the text, then those with it inside."""
        if all(triple in self._having for triple in triples):
            rarest = min((self._having[triple] for triple in triples), key=len)
            parts = [i for i in rarest if wanted in self._plain[i]]
            word = f" {wanted}"
            yield from (i for i in parts if word in self._plain[i])
            yield from (i for i in parts if word not in self._plain[i])

    def _alike(self, wanted: str) -> list[int]:
        from rapidfuzz import fuzz, process  # most searches do without

        matches = process.extract(
            wanted,
            {i: self._plain[i] for i in self._sharing(_triples(f" {wanted} "))},
            scorer=fuzz.WRatio,
            limit=None,
            score_cutoff=LEAST_LIKENESS,
        )
        return [i for _, _, i in matches]

    def _sharing(self, triples: list[str]) -> list[int]:
        """Return the names that have most of the rarest triples: what is rare tells most."""
        known = [self._having[triple] for triple in triples if triple in self._having]
        telling = sorted(known, key=len)[:TELLING]
        counts = Counter(chain.from_iterable(telling))
        return [i for i, _ in counts.most_common(CANDIDATES)]


def _triples(text: str) -> list[str]:
    """Return each three letters in a row, once."""
    return list(dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2)))
