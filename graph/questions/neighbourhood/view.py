"""The sentences of the neighbourhood of a node."""

from __future__ import annotations

from graph.model.relations import RELATIONS
from graph.parts.text import plural
from graph.questions.neighbourhood.answer import Neighbourhood, NeighbourhoodEdge


def summary(answer: Neighbourhood) -> str:
    """Return the size of a neighbourhood as a sentence."""
    nodes, edges = plural(len(answer.nodes), "node"), plural(len(answer.edges), "edge")
    return f"{nodes} and {edges} within {plural(answer.radius, 'edge')}."


def distance(number: int) -> str:
    """Return a distance as a heading.

    >>> distance(2)
    '2 edges away'
    """
    return f"{plural(number, 'edge')} away"


def edge_text(edge: NeighbourhoodEdge, titles: dict[str, str]) -> str:
    """Return an edge as a sentence without its full stop; ``titles`` holds the title of each id."""
    return f"{titles[edge.source]} {RELATIONS[edge.relation].words} {titles[edge.target]}"
