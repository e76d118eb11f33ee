"""Search names by their beginning, by a part, or despite typing errors."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile
from threading import Lock

from graph.model.names import unaccented
from graph.model.relations import Kind
from graph.parts.requirements import node_ref
from graph.questions.search.answer import SearchResult, SearchResults
from graph.questions.search.query import SearchQuery
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MIN_RATIO = 65
"""The least WRatio of a name with typing errors, of 100."""
MAX_CANDIDATES = 80
"""How many names are compared letter by letter."""
MAX_TRIGRAMS = 10
"""How many trigrams of a text, the rarest, are looked up for that."""


def answer(index: Index, query: SearchQuery) -> SearchResults:
    """Return the nodes whose title or alias matches the text of the query, best first."""
    results = search(index, query.text, kind=query.kind, limit=query.limit)
    return SearchResults(results=tuple(results))


def search(
    index: Index, text: str, *, kind: Kind | None = None, limit: int = 10
) -> list[SearchResult]:
    """Return the nodes whose title or alias matches the text, best first, at most ``limit``.

    Case, accents and width do not matter. Names that begin with the text go first, then those
    with a word that does, then those that contain it, then those with typing errors
    (RapidFuzz's WRatio, at least 65 of 100). An empty text matches nothing.
    """
    wanted = unaccented(text)
    if not wanted or limit < 1:
        return []
    best: dict[str, str] = {}
    for name, id_ in _names(index).matching(wanted):
        if kind in (None, index.kinds[id_]):
            best.setdefault(id_, name)
        if len(best) == limit:
            break
    return [SearchResult(node=node_ref(index, id_), name=name) for id_, name in best.items()]


@cached_with_index
def _names(index: Index) -> NameIndex:
    return NameIndex(index.names())


class NameIndex:
    """All titles and aliases, found by their beginning, by a part, or by something similar.

    Parts are looked up by their trigrams, in SQLite's full-text index in memory. The
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
            "CREATE VIRTUAL TABLE trigrams USING fts5vocab(names, 'row');"
        )
        rows = ((i, f" {text} ") for i, text in enumerate(self._plain))
        self._table.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)", rows)
        self._counts: dict[str, int] = dict(self._table.execute("SELECT term, doc FROM trigrams"))

    def matching(self, wanted: str) -> Iterator[tuple[str, str]]:
        """Yield (name, id) for the names that match, best first; some more than once."""
        yield from map(self._names.__getitem__, self._beginning(wanted))
        trigrams = _trigrams(wanted)
        if trigrams:
            yield from map(self._names.__getitem__, self._containing(wanted, trigrams))
            yield from map(self._names.__getitem__, self._similar(wanted))

    def _beginning(self, wanted: str) -> list[int]:
        """Return the names that begin with the text, the shortest of them first."""
        start = bisect_left(self._sorted, (wanted, -1))
        run = self._sorted[start : start + 1_000]
        return sorted(i for _, i in takewhile(lambda pair: pair[0].startswith(wanted), run))

    def _containing(self, wanted: str, trigrams: list[str]) -> Iterator[int]:
        """Yield the names with a word that begins with the text, then those with it inside."""
        if all(trigram in self._counts for trigram in trigrams):
            rarest = sorted(trigrams, key=self._counts.__getitem__)[:MAX_TRIGRAMS]
            parts = [i for i in self._having(rarest) if wanted in self._plain[i]]
            word = f" {wanted}"
            yield from (i for i in parts if word in self._plain[i])
            yield from (i for i in parts if word not in self._plain[i])

    def _having(self, trigrams: Iterable[str]) -> list[int]:
        """Return the names that have all of the trigrams."""
        query = " AND ".join('"' + trigram.replace('"', '""') + '"' for trigram in trigrams)
        with self._lock:
            rows = self._table.execute("SELECT rowid FROM names WHERE names MATCH ?", (query,))
            return [row for (row,) in rows]

    def _similar(self, wanted: str) -> list[int]:
        from rapidfuzz import fuzz, process  # most searches do without

        matches = process.extract(
            wanted,
            {i: self._plain[i] for i in self._sharing(_trigrams(f" {wanted} "))},
            scorer=fuzz.WRatio,
            limit=None,
            score_cutoff=MIN_RATIO,
        )
        return [i for _, _, i in matches]

    def _sharing(self, trigrams: list[str]) -> list[int]:
        """Return the names that share most of the rarest trigrams: rare ones say most."""
        known = [trigram for trigram in trigrams if trigram in self._counts]
        rarest = sorted(known, key=self._counts.__getitem__)[:MAX_TRIGRAMS]
        counts = Counter(chain.from_iterable(self._having([trigram]) for trigram in rarest))
        return [i for i, _ in counts.most_common(MAX_CANDIDATES)]


def _trigrams(text: str) -> list[str]:
    """Return each three letters in a row, once."""
    return list(dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2)))
