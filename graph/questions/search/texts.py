"""Find words in all that the data says: names, summaries, signs, responsibilities and facts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import NamedTuple

from graph.model.names import unaccented
from graph.model.records import Basis, Fact, LeadsToEdge, Locator, Node, Sign
from graph.parts.text import fact_text
from graph.questions.search.answer import Field
from graph.store.abbreviations import SMALL_WORDS
from graph.store.index import Index

MIN_LETTERS = 3
"""How long a word must be to look for it in texts."""
EXTRACT_LENGTH = 160
"""How many characters of a text an answer shows, about."""


class Text(NamedTuple):
    """A text of the data, and the node that it is about."""

    field: Field
    node: str | None
    """None for a fact that belongs to no role."""
    text: str
    basis: Basis
    sources: tuple[Locator, ...]
    step: tuple[str | None, str] | None = None
    """The roles of the step that a sign belongs to; None and a role for a preparation."""


class TextIndex:
    """The texts of a graph, found by words or their beginnings, in SQLite's full-text index."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._texts = list(texts)
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        self._table.execute(
            "CREATE VIRTUAL TABLE texts USING fts5("
            "text, tokenize='unicode61 remove_diacritics 2', content='', detail='none', "
            "columnsize=0)"
        )
        rows = ((i, each.text) for i, each in enumerate(self._texts))
        self._table.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", rows)

    def matching(self, words: Iterable[str]) -> Iterator[Text]:
        """Yield the texts with words that begin with each of these, in the order of the index."""
        query = " AND ".join(f'"{word}"*' for word in words)
        if query:
            with self._lock:
                rows = self._table.execute(
                    "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid", (query,)
                ).fetchall()
            yield from (self._texts[row] for (row,) in rows)


def words_to_find(text: str) -> list[str]:
    """Return the words of a text that say something, without accents.

    >>> words_to_find("Degree in a science")
    ['degree', 'science']
    """
    words = dict.fromkeys(re.findall(r"[^\W_]+", unaccented(text)))
    said = [word for word in words if word not in SMALL_WORDS]
    return said if any(len(word) >= MIN_LETTERS for word in said) else []


def extract(text: str, words: Iterable[str]) -> str:
    """Return the part of a text around the first of the words.

    >>> extract("Agree acceptance criteria with the engineers.", ["criteria"])
    'Agree acceptance criteria with the engineers.'
    """
    parts = text.split()
    plain = [unaccented(part).strip("“\"'‘([") for part in parts]
    starts = tuple(words)
    at = next((i for i, word in enumerate(plain) if word.startswith(starts)), 0)
    first = last = at
    while len(" ".join(parts[first:last])) < EXTRACT_LENGTH and (first > 0 or last < len(parts)):
        first, last = max(0, first - 1), min(len(parts), last + 2)
    before, after = "… " if first else "", " …" if last < len(parts) else ""
    return f"{before}{' '.join(parts[first:last])}{after}"


def texts_of(index: Index) -> Iterator[Text]:
    """Yield the texts of a graph: titles, aliases, summaries, signs, responsibilities, facts."""
    nodes = [(id_, index.records[id_]) for id_ in index.kinds]
    yield from (_text("title", id_, node.title, node) for id_, node in nodes)
    for name, id_ in index.names():
        if name != index.title(id_):
            yield _text("alias", id_, name, index.records[id_])
    for id_, node in nodes:
        if node.summary:
            yield _text("summary", id_, node.summary, node)
    yield from _signs(index)
    yield from _responsibilities(index)
    for fact in index.about.facts:
        yield _text("fact", fact.role, f"{fact.title}: {fact_text(fact)}", fact)


def _text(field: Field, node: str | None, text: str, record: Node | Fact) -> Text:
    return Text(field, node, text, record.basis, record.locators)


def _signs(index: Index) -> Iterator[Text]:
    """Yield each sign, as a text about the role that it is for."""
    for role in index.roles:
        for preparation in index.role(role).preparations:
            yield _sign(preparation, None, role)
    for edge in index.edges(("leads_to",)):
        for sign in edge.record.signs if isinstance(edge.record, LeadsToEdge) else ():
            yield _sign(sign, edge.source, edge.target)


def _sign(sign: Sign, source: str | None, target: str) -> Text:
    text = f"{sign.title}: {sign.summary}" if sign.summary else sign.title
    return Text("sign", target, text, sign.basis, sign.locators, (source, target))


def _responsibilities(index: Index) -> Iterator[Text]:
    """Yield each responsibility, as a text about every role that requires it."""
    for id_ in index.of_kind("responsibility"):
        node = index.records[id_]
        text = f"{node.title}: {node.summary}" if node.summary else node.title
        for role in dict.fromkeys(edge.source for edge in index.incoming(id_, "requires")):
            yield _text("responsibility", role, text, node)
