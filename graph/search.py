"""Which nodes may someone be looking for, who has typed so much?"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from threading import Lock
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

TELLING = 7
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

    The parts are looked up in SQLite's full-text index of letter triples, in memory.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names = list(names)
        self._plain = [plain(name) for name, _ in self._names]
        self._sorted = sorted((name, i) for i, name in enumerate(self._plain))
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        self._table.execute(
            "CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram', content='')"
        )
        self._table.execute("CREATE VIRTUAL TABLE triples USING fts5vocab(names, 'row')")
        rows = enumerate(self._plain)
        self._table.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)", rows)

    def fitting(self, wanted: str) -> Iterator[tuple[str, str]]:
        """Yield (name, id) for the names that fit, best first; some more than once."""
        yield from map(self._names.__getitem__, self._beginning(wanted))
        triples = list(dict.fromkeys(wanted[i : i + 3] for i in range(len(wanted) - 2)))
        if not triples:
            return
        parts = [i for i in self._with(" AND ", triples, 500) if wanted in self._plain[i]]
        parts.sort(key=lambda i: (f" {wanted}" not in self._plain[i], len(self._plain[i]), i))
        yield from map(self._names.__getitem__, parts)
        yield from map(self._names.__getitem__, self._alike(wanted, triples))

    def _beginning(self, wanted: str) -> Iterator[int]:
        """Yield the names that begin with the text, the shortest of them first."""
        start = bisect_left(self._sorted, (wanted, -1))
        run = []
        for name, i in islice(self._sorted, start, start + 1_000):
            if not name.startswith(wanted):
                break
            run.append(i)
        return iter(sorted(run, key=lambda i: (len(self._plain[i]), i)))

    def _with(self, how: str, triples: list[str], limit: int) -> list[int]:
        """Return names that have all (AND) or any (OR) of the triples, likeliest first."""
        query = how.join('"' + triple.replace('"', '""') + '"' for triple in triples)
        with self._lock:
            rows = self._table.execute(
                "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (query, limit)
            )
            return [row for (row,) in rows]

    def _rarest(self, triples: list[str]) -> list[str]:
        """Return the triples that tell most: the rarest of those that occur."""
        marks = ", ".join("?" * len(triples))
        with self._lock:
            rows = self._table.execute(
                f"SELECT term FROM triples WHERE term IN ({marks}) ORDER BY doc LIMIT ?",  # noqa: S608  # marks only
                (*triples, TELLING),
            )
            return [term for (term,) in rows] or triples[:1]

    def _alike(self, wanted: str, triples: list[str]) -> list[int]:
        from rapidfuzz import fuzz, process  # most searches do without

        candidates = self._with(" OR ", self._rarest(triples), CANDIDATES)
        matches = process.extract(
            wanted,
            {i: self._plain[i] for i in candidates},
            scorer=fuzz.WRatio,
            limit=None,
            score_cutoff=LEAST_LIKENESS,
        )
        return [i for _, _, i in matches]
