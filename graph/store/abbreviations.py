"""Find the names that an abbreviation such as "APM" or "senior PM" stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import NamedTuple

from graph.model.names import word_padded

SMALL_WORDS = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to"})
"""Words that an abbreviation may leave out."""
SHORT_WORDS = {"jr": "junior", "sr": "senior", "snr": "senior"}
MIN_LETTERS, MAX_LETTERS, MAX_WORDS = 2, 6, 8
"""How long initials are, and how many words of a text are read."""
MAX_MEANINGS = 3
"""How many meanings of a text that is no name suggest others."""

Words = tuple[str, ...]


class Named(NamedTuple):
    """A name in words, as written, with its node."""

    words: Words
    name: str
    id: str


class Abbreviations:
    """Names by their initials.

    Each word of an abbreviation is a word of the name ("senior") or the initials of several
    ("PM"). Both may leave out small words such as "of". No word of the name may be left over.
    Initials that are an alias in the data stand for that alias's node in longer names, too.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._named: dict[str, list[Named]] = {}
        self._aliases: dict[str, set[str]] = {}
        self._words: set[str] = set()
        for name, id_ in names:
            words = words_of(name)
            if len(words) == 1:
                self._aliases.setdefault(words[0], set()).add(id_)
            else:
                self._words.update(words)
            for form in {words, _without_small(words)}:
                self._named.setdefault(initials(form), []).append(Named(form, name, id_))

    def matching(self, text: str) -> list[tuple[str, str]]:
        """Return (name, id) for each name that the text abbreviates, one for each node."""
        found: dict[str, str] = {}
        for typed in dict.fromkeys([words_of(text), _without_small(words_of(text))]):
            for named in self._candidates(typed):
                if self._stands_for(typed, named.words):
                    found.setdefault(named.id, named.name)
        return [(name, id_) for id_, name in found.items()]

    def spelt_out(self, text: str) -> list[str]:
        """Return the text with its initials in full, once for each of the first few meanings.

        These texts need not be names: they serve to suggest names like them.
        """
        choices = [self._in_full(word) for word in words_of(text)]
        full = map(" ".join, islice(product(*choices), MAX_MEANINGS))
        return [each for each in full if each != " ".join(words_of(text))]

    def ending_alike(self, text: str) -> list[str]:
        """Return the nodes whose initials end in the last two letters of one word, shortest first.

        >>> names = [("Senior product manager", "spm"), ("Product owner", "po")]
        >>> Abbreviations(names).ending_alike("TPM")
        ['spm']
        """
        words = words_of(text)
        if len(words) != 1 or not _may_be_initials(words[0]):
            return []
        keys = sorted((key for key in self._named if key.endswith(words[0][-2:])), key=len)
        return list(dict.fromkeys(each.id for key in keys for each in self._named[key]))

    def _candidates(self, typed: Words) -> Iterator[Named]:
        """Yield the names with initials that the words can have."""
        if 0 < len(typed) <= MAX_WORDS:
            choices = [(word[0], word) if _may_be_initials(word) else word[0] for word in typed]
            for letters in map("".join, product(*choices)):
                yield from self._named.get(letters, ())

    def _stands_for(self, typed: Words, words: Words) -> bool:
        if not typed or not words:
            return not typed and not words
        first, rest = typed[0], typed[1:]
        if words[0] == first and self._stands_for(rest, words[1:]):
            return True
        run = words[: len(first)]
        return (
            _may_be_initials(first)
            and initials(run) == first
            and run in (self._meanings(first) or {run})
            and self._stands_for(rest, words[len(first) :])
        )

    def _meanings(self, letters: str) -> set[Words]:
        """Return what initials stand for if they are an alias in the data."""
        owners = self._aliases.get(letters, set())
        return {each.words for each in self._named.get(letters, ()) if each.id in owners}

    def _in_full(self, word: str) -> list[str]:
        if word in self._words or not _may_be_initials(word):
            return [word]
        full = self._meanings(word) or {each.words: 0 for each in self._named.get(word, ())}
        return [" ".join(words) for words in full] or [word]


def words_of(text: str) -> Words:
    """Return the words of a text, with "Sr." and "Jr." in full.

    >>> words_of("Sr. PM")
    ('senior', 'pm')
    """
    words = islice(word_padded(text).split(), MAX_WORDS + 1)
    return tuple(SHORT_WORDS.get(word, word) for word in words)


def initials(words: Words) -> str:
    """Return the first letter of each word.

    >>> initials(("product", "manager"))
    'pm'
    """
    return "".join(word[0] for word in words)


def _without_small(words: Words) -> Words:
    return tuple(word for word in words if word not in SMALL_WORDS)


def _may_be_initials(word: str) -> bool:
    return MIN_LETTERS <= len(word) <= MAX_LETTERS and word.isalpha()
