"""When are two names the same, and how is a name written to be looked for?"""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 300


def folded(name: str) -> str:
    """Return the name in the form in which names are compared: any case, any width, single blanks.

    >>> folded("  Chief  Product Officer ")
    'chief product officer'
    """
    return " ".join(unicodedata.normalize("NFKC", name[:MAX_NAME]).casefold().split())


def spaced(name: str) -> str:
    """Return the words of a name, each between two blanks, to be looked for in another's.

    >>> spaced("CPO/VP of product")
    ' cpo vp of product '
    """
    words = re.findall(r"[^\W_]+", folded(name))
    return f" {' '.join(words)} "


def plain(name: str) -> str:
    """Return the name as it is looked for: folded, and without accents.

    >>> plain("Ingénieur d’études")
    'ingenieur d’etudes'
    """
    letters = unicodedata.normalize("NFKD", folded(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
