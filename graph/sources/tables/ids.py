"""Make ids from the texts that tables use to identify things."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_ID = 100
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_OTHER = re.compile(r"[^a-z0-9._]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"}
    | {"+": "-plus-", "#": "-sharp-", "&": "-and-"}
)


def id_of(text: str) -> str:
    """Return an id made from a text: letters without accents, hyphens for the rest.

    A text in another script, or one that is too long, also gets a hash.

    >>> id_of("Études de marché"), id_of("C++"), id_of("11-2021.00")
    ('etudes-de-marche', 'c-plus-plus', '11-2021.00')
    """
    if len(text) <= MAX_ID and _ID.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _OTHER.sub("-", plain).strip("-._")
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    if words and not lost and len(words) <= MAX_ID:
        return words
    number = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{words[: MAX_ID - 9].strip('-._')}-{number}".lstrip("-")


class Ids:
    """Gives each thing an id of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, text: str) -> str:
        """Return a new id made from a text; a number sets it apart from equal ones."""
        wanted = id_of(text)
        id_, number = wanted, 1
        while id_ in self._taken:
            number += 1
            id_ = f"{wanted[: MAX_ID - 5]}-{number}"
        self._taken.add(id_)
        return id_
