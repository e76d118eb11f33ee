"""The sentences of a search for names."""

from __future__ import annotations

from graph.questions.search.answer import SearchResult

NOTHING = "No title or alias matches. Try fewer letters."


def alias_text(result: SearchResult) -> str:
    """Return the alias that matches, if it is not the title that does."""
    return "" if result.name == result.node.title else f"also called {result.name}"
