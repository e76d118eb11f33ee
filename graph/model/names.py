"""Normal forms of names, in which they are compared and searched."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 300
"""How many characters of a name count."""


def casefolded(name: str) -> str:
    """Return the form in which names are compared: any case, any width, single spaces.

    >>> casefolded("  Chief  Product Officer ")
    'chief product officer'
    """
    return " ".join(unicodedata.normalize("NFKC", name[:MAX_NAME]).casefold().split())


def word_form(text: str) -> str:
    """Return the form in which headers and fixed words are compared: any case and spacing.

    >>> word_form("Leads_To"), word_form(" leads  to")
    ('leads to', 'leads to')
    """
    return " ".join(re.split(r"[\s_-]+", casefolded(text)))


def word_padded(name: str) -> str:
    """Return the words of a name with a space on each side of every word.

    One name contains another, word by word, if its padded text contains the other's.

    >>> word_padded("CPO/VP of product")
    ' cpo vp of product '
    """
    words = re.findall(r"[^\W_]+", casefolded(name))
    return f" {' '.join(words)} "


def unaccented(name: str) -> str:
    """Return the form in which names are searched: casefolded, without accents.

    >>> unaccented("Ingénieur d’études")
    'ingenieur d’etudes'
    """
    letters = unicodedata.normalize("NFKD", casefolded(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
