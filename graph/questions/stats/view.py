"""The sentences of the numbers of a data set."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.records import About, Basis
from graph.model.relations import RelationName
from graph.parts.text import nothing_text, plural
from graph.questions.stats.answer import SourceUse, Stats

NO_SOURCE = "none listed"
LONGEST = "Longest of all shortest paths"


def node_count(number: int, about: About) -> str:
    """Return how many nodes of a kind there are, or that the sources state none."""
    return f"{number:,}" if number else nothing_text(about)


def edge_total(counts: Mapping[Basis, int | None], relation: RelationName, about: About) -> str:
    """Return how many edges of a relation there are, or why there is no number."""
    total = sum(filter(None, counts.values()))
    return f"{total:,}" if total else nothing_text(about, relation, derives=None in counts.values())


def edge_count(counts: Mapping[Basis, int | None], relation: RelationName, about: About) -> str:
    """Return how many edges of a relation there are, in all and by basis.

    >>> from graph.model.records import Info
    >>> about = About(info=Info(title="Careers"))
    >>> edge_count({"stated": 3, "implied": 1, "derived": 0}, "leads_to", about)
    '4 (3 stated, 1 implied)'
    """
    each = ", ".join(f"{number:,} {basis}" for basis, number in counts.items() if number)
    total = edge_total(counts, relation, about)
    return f"{total} ({each})" if each else total


def edge_cells(
    counts: Mapping[Basis, int | None], relation: RelationName, about: About
) -> list[str]:
    """Return the cells of a table: the number of each basis, then the total.

    Without edges only the total has words.
    """
    total = edge_total(counts, relation, about)
    if not any(counts.values()):
        return [*([""] * len(counts)), total]
    return [*("" if number is None else f"{number:,}" for number in counts.values()), total]


def source_use(source: SourceUse) -> str:
    """Return how many nodes and edges cite a source."""
    return f"{plural(source.nodes, 'node')}, {plural(source.edges, 'edge')}"


def ladder_length(stats: Stats) -> str:
    """Return the length of the longest ladder."""
    return plural(len(stats.longest_ladder) - 1, "step")
