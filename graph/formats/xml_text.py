"""Write text in an XML file."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model.errors import BadParameter

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=1_000)
def escaped(text: str, name: str) -> str:
    """Return text as the content of an element; XML readers would turn a bare \\r into \\n."""
    if not text.isprintable():
        match = _NOT_XML.search(text)
        if match:
            raise not_xml(name, text, match[0])
        return with_entities(text).replace("\r", "&#13;")
    return with_entities(text)


def with_entities(text: str) -> str:
    """Return text with entities in place of markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def not_xml(name: str, text: str, character: str) -> BadParameter:
    """Return the error about a character that XML does not allow."""
    return BadParameter(
        name, text, f"text without U+{ord(character):04X}, which XML does not allow"
    )
