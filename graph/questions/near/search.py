"""Find the skills that are near a skill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from graph.model.records import Near, Skill
from graph.parts.groups import group_title, narrow_groups
from graph.parts.likeness import Likeness, rarity, times
from graph.parts.requirements import node_ref
from graph.parts.role_words import name_terms, words
from graph.questions.near.answer import NearSkill, NearSkills
from graph.questions.near.query import NearQuery
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

LEAST = 0.35
"""How alike the names of near skills are at least, as a cosine."""


def answer(index: Index, query: NearQuery) -> NearSkills:
    """Return the skills near a skill: those that the data names first, each part by grade.

    A skill that the data names is not derived as well; claims that differ stand side by side.
    Raises UnknownNode, AmbiguousName and WrongKind.
    """
    skill = index.resolve(query.skill, "skill")
    named = [_named(index, other, near) for other, near in _written(index).get(skill, ())]
    known = {each.id for each in named}
    derived = [each for each in _names(index).near(skill) if each.id not in known]
    near = [*_by_grade(named), *_by_grade(derived)]
    return NearSkills(
        skill=node_ref(index, skill),
        found=bool(near),
        number=len(near),
        near=tuple(near[: query.limit]),
    )


def _by_grade(near: list[NearSkill]) -> list[NearSkill]:
    return sorted(near, key=lambda each: -each.grade)


@cached_with_index
def _written(index: Index) -> Mapping[str, list[tuple[str, Near]]]:
    """Return what the data says of near skills, under both skills of each pair."""
    written: dict[str, list[tuple[str, Near]]] = {}
    for id_ in index.of_kind("skill"):
        for near in cast("Skill", index.records[id_]).near:
            written.setdefault(id_, []).append((near.target, near))
            written.setdefault(near.target, []).append((id_, near))
    return written


def _named(index: Index, id_: str, near: Near) -> NearSkill:
    return NearSkill(
        id_,
        index.title(id_),
        "skill",
        grade=near.grade,
        reason=near.note or "the data names them as near",
        basis=near.basis,
        sources=near.locators,
    )


@cached_with_index
def _names(index: Index) -> _Names:
    return _Names(index)


class _Names:
    """The names of all skills, to compare those of one group."""

    def __init__(self, index: Index) -> None:
        self._index = index
        skills = list(index.of_kind("skill"))
        self._terms = {skill: name_terms(index, skill) for skill in skills}
        self._rarity = rarity(list(self._terms.values()))
        self._groups = {skill: narrow_groups(index, skill) for skill in skills}
        self._members: dict[str, list[str]] = {}
        for skill, groups in self._groups.items():
            for group in groups:
                self._members.setdefault(group, []).append(skill)

    def near(self, skill: str) -> Iterator[NearSkill]:
        """Yield the skills of a common group with a name alike, group by group.

        Their titles share a word: aliases alone, such as "an understanding of …", tell too little.
        """
        common: dict[str, str] = {}
        for group in self._groups[skill]:  # the deepest first
            for other in self._members[group]:
                common.setdefault(other, group)
        common.pop(skill, None)
        own = set(words(self._index.title(skill)))
        common = {
            other: group
            for other, group in common.items()
            if own.intersection(words(self._index.title(other)))
        }
        vectors = [times(self._terms[id_], self._rarity) for id_ in (skill, *common)]
        alike = Likeness(vectors, weighed=True)
        scores = alike.scores(alike.vector([0]))[1:]
        for (other, group), score in zip(common.items(), scores, strict=True):
            if score is not None and score >= LEAST:
                title = group_title(self._index, group)
                yield NearSkill(
                    other,
                    self._index.title(other),
                    "skill",
                    grade=score,
                    reason=f"both under {title}",
                    basis="derived",
                )
