"""Which node does a name mean? An id, a title or an alias, in any case."""

from __future__ import annotations

import unicodedata

MAX_NAME = 300


def folded(name: str) -> str:
    """Return the name in the form in which names are compared: any case, any width, single blanks.

    >>> folded("  Chief  Product Officer ")
    'chief product officer'
    """
    return " ".join(unicodedata.normalize("NFKC", name[:MAX_NAME]).casefold().split())
