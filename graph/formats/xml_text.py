"""How is text written in an XML file?"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model.errors import BadParameter

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=1_000)
def escaped(text: str, name: str) -> str:
    """Return text as the content of an element; XML readers turn a bare \\r into \\n."""
    if not text.isprintable():
        match = _NOT_XML.search(text)
        if match:
            raise not_xml(name, text, match[0])
        return with_entities(text).replace("\r", "&#13;")
    return with_entities(text)


def with_entities(text: str) -> str:
    """Return text with what XML would take for markup written as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def not_xml(name: str, text: str, character: str) -> BadParameter:
    """Return the error about a character that no XML file can hold."""
    return BadParameter(name, text, f"what XML can hold, and U+{ord(character):04X} it cannot")
