"""Search names by their beginning, by a part or by initials; then all other texts by words."""

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
from graph.questions.search.answer import Field, SearchResult, SearchResults, SignStep
from graph.questions.search.asked_facts import asked_facts
from graph.questions.search.query import SearchQuery
from graph.questions.search.texts import TextIndex, extract, texts_of, words_to_find
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MIN_RATIO = 65
"""The least WRatio of a name with typing errors, of 100."""
SHORT, MIN_RATIO_SHORT = 4, 80
"""How many letters a short text has at most, and the ratio it needs: many names are like it."""
MAX_CANDIDATES = 80
"""How many names are compared letter by letter."""
MAX_TRIGRAMS = 10
"""How many trigrams of a text, the rarest, are looked up for that."""


def answer(index: Index, query: SearchQuery) -> SearchResults:
    """Return where the text of the query stands, best first, and the facts that answer it."""
    facts = asked_facts(index, query.text) if query.kind in (None, "role") else None
    results = search(index, query.text, kind=query.kind, limit=query.limit)
    if facts:
        results = [result for result in results if not result.similar]
    return SearchResults(text=query.text, facts=facts, results=tuple(results))


def search(
    index: Index, text: str, *, kind: Kind | None = None, limit: int = 10
) -> list[SearchResult]:
    """Return the nodes that a text names or is about, best first, at most ``limit``.

    Case, accents and width do not matter. First comes the node with exactly this name, or each
    role that the text abbreviates. Names that begin with the text follow, those with a word that
    does, and those that contain it. Then come the places with all of its words: titles, aliases,
    summaries, signs of readiness, responsibilities of a role, and facts. Only if there is nothing
    so far, names with typing errors follow (RapidFuzz's WRatio, at least 65 of 100; 80 for up to
    four letters). A node is in the list once. An empty text matches nothing.
    """
    wanted = unaccented(text)
    if not wanted or limit < 1:
        return []
    found: dict[str | None, SearchResult] = {}
    for results in (_by_name(index, text, wanted), _by_word(index, text)):
        for result in results:
            if kind is None or (result.node and result.node.kind == kind):
                found.setdefault(result.node.id if result.node else result.name, result)
            if len(found) == limit:
                return list(found.values())
    return list(found.values()) or _similar(index, text, kind)[:limit]


def _by_name(index: Index, text: str, wanted: str) -> Iterator[SearchResult]:
    names = _names(index)
    if not names.has(wanted):
        in_full = {id_: name for name, id_ in index.abbreviations.matching(text)}
        for id_ in index.named(text):
            yield _named(index, in_full.get(id_, index.title(id_)), id_)
    for name, id_ in names.matching(wanted):
        yield _named(index, name, id_)


def _by_word(index: Index, text: str) -> Iterator[SearchResult]:
    words = words_to_find(text)
    for found in _texts(index).matching(words) if words else ():
        if found.field in ("title", "alias") and found.node:
            yield _named(index, found.text, found.node)
            continue
        node = node_ref(index, found.node) if found.node else None
        yield SearchResult(
            node=node,
            name=node.title if node else found.text.partition(":")[0],
            field=found.field,
            extract=extract(found.text, words),
            step=_step(index, *found.step) if found.step else None,
            basis=found.basis,
            sources=found.sources,
        )


def _step(index: Index, source: str | None, target: str) -> SignStep:
    start = node_ref(index, source) if source else None
    return SignStep(source=start, target=node_ref(index, target))


def _similar(index: Index, text: str, kind: Kind | None) -> list[SearchResult]:
    """Return the nodes with names like the text, or like what its initials may stand for."""
    best: dict[str, SearchResult] = {}
    for name, id_ in _similar_names(index, text):
        if kind in (None, index.kinds[id_]):
            best.setdefault(id_, _named(index, name, id_, similar=True))
    return list(best.values())


def _similar_names(index: Index, text: str) -> Iterator[tuple[str, str]]:
    abbreviations = index.abbreviations
    for form in (*abbreviations.spelt_out(text), text):
        yield from _names(index).similar(unaccented(form))
    yield from ((index.title(id_), id_) for id_ in abbreviations.ending_alike(text))


def _named(index: Index, name: str, id_: str, *, similar: bool = False) -> SearchResult:
    node = node_ref(index, id_)
    field: Field = "title" if name == node.title else "alias"
    aliases = index.records[id_].conditional_aliases
    when = next((alias.when for alias in aliases if alias.title == name), None)
    return SearchResult(node=node, name=name, field=field, when=when, similar=similar)


@cached_with_index
def _names(index: Index) -> NameIndex:
    return NameIndex(index.names())


@cached_with_index
def _texts(index: Index) -> TextIndex:
    return TextIndex(texts_of(index))


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

    def has(self, wanted: str) -> bool:
        """Return whether a name is exactly this."""
        start = bisect_left(self._sorted, (wanted, -1))
        return start < len(self._sorted) and self._sorted[start][0] == wanted

    def matching(self, wanted: str) -> Iterator[tuple[str, str]]:
        """Yield (name, id) for the names with the text, best first; some more than once."""
        yield from map(self._names.__getitem__, self._beginning(wanted))
        trigrams = _trigrams(wanted)
        if trigrams:
            yield from map(self._names.__getitem__, self._containing(wanted, trigrams))

    def similar(self, wanted: str) -> list[tuple[str, str]]:
        """Return (name, id) for the names like the text, best first."""
        return [self._names[i] for i in self._similar(wanted)] if _trigrams(wanted) else []

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
            score_cutoff=MIN_RATIO if len(wanted) > SHORT else MIN_RATIO_SHORT,
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
