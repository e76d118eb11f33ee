"""The sentences of a list of facts."""

from __future__ import annotations

from graph.parts.facts import FactDetails
from graph.parts.text import fact_text, plural
from graph.questions.facts.answer import Facts


def heading(answer: Facts) -> str:
    """Return the heading of a list of facts."""
    number = plural(len(answer.facts), "fact")
    return f"{number} about {answer.role.title}" if answer.role else number


def nothing(answer: Facts) -> str:
    """Return the sentence for a list without facts."""
    return f"The sources state no fact{f' about {answer.role.title}' if answer.role else ''}."


def line(fact: FactDetails) -> str:
    """Return a fact as a line: its title, its value and, if it belongs to one, its role."""
    role = f" ({fact.role.title})" if fact.role else ""
    return f"{fact.title}{role}: {fact_text(fact)}"
