"""Which nodes may someone be looking for, who has typed so much?"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile
from threading import Lock

from msgspec import Struct

from graph.model.names import unaccented
from graph.model.relations import Kind
from graph.parts.requirements import NodeRef, node_ref
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

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
    wanted = unaccented(text)
    if not wanted or limit < 1:
        return []
    best: dict[str, str] = {}
    for name, id_ in _names(index).fitting(wanted):
        if kind in (None, index.kinds[id_]):
            best.setdefault(id_, name)
        if len(best) == limit:
            break
    return [Found(node=node_ref(index, id_), name=name) for id_, name in best.items()]


@cached_with_index
def _names(index: Index) -> Names:
    return Names(index.names())


class Names:
    """All titles and aliases, found by their beginning, by a part, or by something like it.

    Parts are looked up by their letter triples, in SQLite's full-text index in memory. The
    shortest names come first in it, so that they do in what it finds.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        pairs = [(unaccented(name), (name, id_)) for name, id_ in names]
        pairs.sort(key=lambda pair: len(pair[0]))
        self._plain = [text for text, _ in pairs]
        self._names = [name for _, name in pairs]
        self._sorted = sorted((text, i) for i, text in enumerate(self._plain))
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        self._table.executescript(
            "CREATE VIRTUAL TABLE names USING fts5("
            "name, tokenize='trigram case_sensitive 1', content='', detail='none', columnsize=0);"
            "CREATE VIRTUAL TABLE triples USING fts5vocab(names, 'row');"
        )
        rows = ((i, f" {text} ") for i, text in enumerate(self._plain))
        self._table.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)", rows)
        self._often: dict[str, int] = dict(self._table.execute("SELECT term, doc FROM triples"))

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
        if all(triple in self._often for triple in triples):
            telling = sorted(triples, key=self._often.__getitem__)[:TELLING]
            parts = [i for i in self._having(telling) if wanted in self._plain[i]]
            word = f" {wanted}"
            yield from (i for i in parts if word in self._plain[i])
            yield from (i for i in parts if word not in self._plain[i])

    def _having(self, triples: Iterable[str]) -> list[int]:
        """Return the names that have all of the triples."""
        query = " AND ".join('"' + triple.replace('"', '""') + '"' for triple in triples)
        with self._lock:
            rows = self._table.execute("SELECT rowid FROM names WHERE names MATCH ?", (query,))
            return [row for (row,) in rows]

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
        known = [triple for triple in triples if triple in self._often]
        telling = sorted(known, key=self._often.__getitem__)[:TELLING]
        counts = Counter(chain.from_iterable(self._having([triple]) for triple in telling))
        return [i for i, _ in counts.most_common(CANDIDATES)]


def _triples(text: str) -> list[str]:
    """Return each three letters in a row, once."""
    return list(dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2)))
