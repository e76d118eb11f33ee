"""The words of a node: of its names and, for a role, of all that a data set says about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from math import log

from graph.parts.requirements import requirements
from graph.store.index import Index

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")

GRAM = 4
"""How many characters of a word, its ends marked by blanks, are compared at a time."""
WORD_CACHE_SIZE = 20_000
"""How many words keep their parts in memory."""


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case, without single letters.

    >>> words("Clerk, stock-taking (level 2)")
    ['clerk', 'stock', 'taking', 'level', '2']
    """
    return _WORD.findall(text.casefold())


def name_terms(index: Index, node: str) -> dict[str, float]:
    """Return the words and character n-grams of a node's title and aliases, with their weights."""
    names = (index.title(node), *index.records[node].other_names)
    return _damped(chain.from_iterable(map(_with_grams, names)))


def text_terms(index: Index, role: str) -> dict[str, float]:
    """Return the words of a role's names, summary and responsibilities, with their weights."""
    record = index.records[role]
    duties = (duty.title for duty in requirements(index, role, "responsibility"))
    texts = (record.title, *record.other_names, record.summary or "", *duties)
    return _damped(word for text in texts for word in words(text))


def _with_grams(name: str) -> Iterable[str]:
    """Return the words of a name, and their parts of four characters.

    >>> _with_grams("cashier")
    ['cashier', ' cas', 'cash', 'ashi', 'shie', 'hier', 'ier ']
    """
    found = words(name)
    return found + [gram for word in found for gram in _grams(word)]


@lru_cache(WORD_CACHE_SIZE)
def _grams(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[start : start + GRAM] for start in range(len(padded) - GRAM + 1))


def _damped(terms: Iterable[str]) -> dict[str, float]:
    """Return the weight of each term: 1 + ln(how often it occurs)."""
    return {term: 1 + log(count) for term, count in Counter(terms).items()}
