"""Propose which roles and skills of two data sets are alike, for a person to review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.model.names import word_padded
from graph.model.relations import Kind
from graph.store.index import Index

LEAST_ALIKE = 80.0
"""RapidFuzz's ratio of two titles, 0 to 100, from which they are proposed."""
LEAST_SHARED = 0.3
"""The Jaccard coefficient of the names of required skills, 0 to 1, from which roles are."""


class Proposal(NamedTuple):
    """A row to review."""

    here: str
    there: str
    kind: str
    score: str
    """From 0 to 1."""
    reason: str
    reviewed: str = ""


class _Named(NamedTuple):
    """The nodes of one kind of a data set, by what they are compared by."""

    kind: Kind
    names: dict[str, str]
    titles: dict[str, str]
    skills: dict[str, set[str]]
    """The names of the skills that each role requires."""


def proposals(here: Index, there: Index, set_: str) -> Iterator[Proposal]:
    """Yield one proposal for each role and skill that has one: the best of three signs.

    These are an equal title or alias, shared names of required skills, and an alike title.
    ``set_`` is the id of the data set there.
    """
    kinds: tuple[Kind, ...] = ("role", "skill")
    for kind in kinds:
        titles = {id_: word_padded(there.title(id_)) for id_ in there.of_kind(kind)}
        names = {word_padded(name): id_ for name, id_ in there.names(kind)}
        skills = {id_: _skills(there, id_) for id_ in titles if kind == "role"}
        for id_ in here.of_kind(kind):
            found = _best(here, id_, _Named(kind, names, titles, skills))
            if found:
                other, score, reason = found
                yield Proposal(id_, f"{set_}:{other}", "close", f"{score:.2f}", reason)


def _best(here: Index, id_: str, there: _Named) -> tuple[str, float, str] | None:
    from rapidfuzz import fuzz, process

    own = [here.title(id_), *here.records[id_].other_names]
    for name in own:
        if word_padded(name) in there.names:
            return there.names[word_padded(name)], 1.0, f"both are called '{name}'"
    mine = _skills(here, id_) if there.kind == "role" else set()
    alike = ((len(mine & its) / len(mine | its), id_) for id_, its in there.skills.items() if its)
    share, other = max(alike, default=(0.0, ""))
    if share >= LEAST_SHARED:
        return other, share, "they require skills of the same names"
    match = process.extractOne(
        word_padded(own[0]), there.titles, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE
    )
    return (match[2], match[1] / 100, "the titles are alike") if match else None


def _skills(index: Index, role: str) -> set[str]:
    """Return the names of the skills that a role requires."""
    targets = (edge.target for edge in index.outgoing(role, "requires"))
    return {word_padded(index.title(id_)) for id_ in targets if index.kinds[id_] == "skill"}
