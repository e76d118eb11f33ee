"""The sentences of a search."""

from __future__ import annotations

from graph.model.errors import shortened
from graph.parts.facts import FactDetails
from graph.parts.text import NOT_STATED, fact_text
from graph.questions.search.answer import AskedFacts, SearchResult, SearchResults

NOTHING = "Nothing in the data contains “{text}”."
SIMILAR = " These names are like it:"
FIELDS = {"summary": "summary", "sign": "sign of readiness", "fact": "fact"}
FIRST_POSITION = "preparation for a first position"


def opening(answer: SearchResults) -> str:
    """Return the sentence before the results: that nothing has the text; "" if something does."""
    if answer.facts or any(not result.similar for result in answer.results):
        return ""
    nothing = NOTHING.format(text=shortened(answer.text))
    return nothing + SIMILAR if answer.results else nothing


def field_text(result: SearchResult) -> str:
    """Return where the text was found: the alias, or the kind of text; "" for a title."""
    if result.field == "alias":
        return f"also called {result.name}{f' ({result.when})' if result.when else ''}"
    if result.step:
        return step_text(result)
    return FIELDS.get(result.field, "" if result.field == "title" else result.field)


def step_text(result: SearchResult) -> str:
    """Return the step that a sign belongs to; "" for other texts."""
    if result.step is None:
        return ""
    if result.step.source is None:
        return FIRST_POSITION
    return f"{FIELDS['sign']}, {result.step.source.title} → {result.step.target.title}"


def title(result: SearchResult) -> str:
    """Return the title of the node, or of a fact that belongs to no role."""
    return result.node.title if result.node else result.name


def facts_text(asked: AskedFacts) -> str:
    """Return the sentence that says whether the role has the figure."""
    its = f"{asked.topic[:1].upper()}{asked.topic[1:]} of {asked.role.title}"
    if asked.own:
        return f"{its}:"
    if asked.others:
        return f"{its}: {NOT_STATED}. The sources state it only for:"
    return f"{its}: {NOT_STATED}. The sources state it for no role."


def fact_line(fact: FactDetails) -> str:
    """Return the role that a fact belongs to, its title and its value."""
    of_whom = fact.role.title if fact.role else "No role in particular"
    return f"{of_whom}: {fact_text(fact)} ({fact.title})"
