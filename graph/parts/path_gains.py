"""What to gain on a path, each thing once: what comes first, and all the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from graph.model.records import COUNTED
from graph.parts.gaps import Gap, LevelChange, group_titles
from graph.parts.paths import Path, Step
from graph.parts.requirements import NodeRef, Requirement
from graph.store.index import Index

FIRST = 10
"""How many skills come first."""


class Raised(NamedTuple):
    """A skill whose level rises."""

    skill: NodeRef
    change: LevelChange


Entry: TypeAlias = Requirement | Raised


class StepGains(NamedTuple):
    """What a step adds."""

    step: Step
    skills: tuple[tuple[str, tuple[Entry, ...]], ...]
    """The title of each group of skills, "" for none, with its skills."""
    responsibilities: tuple[Requirement, ...]

    @property
    def number(self) -> int:
        """How many things the step adds."""
        return sum(len(its) for _, its in self.skills) + len(self.responsibilities)


class PathGains(NamedTuple):
    """What a path adds: the first skills of the first step that adds any, and all the rest."""

    first: StepGains | None
    rest: tuple[StepGains, ...]
    not_stated: tuple[str, ...]
    """Whose lists no source gives: "skills of Chief product officer"."""

    @property
    def number(self) -> int:
        """How many things the path adds."""
        return sum(each.number for each in (self.first, *self.rest) if each)


def path_gains(index: Index, path: Path) -> PathGains:
    """Return what to gain on a path; what counts in full comes before what only helps."""
    skills = {step.number: _entries(step.skills) for step in path.steps}
    begins = next((step for step in path.steps if skills[step.number]), None)
    first = None
    if begins:
        first = StepGains(begins, _grouped(index, skills[begins.number][:FIRST]), ())
        skills[begins.number] = skills[begins.number][FIRST:]
    rest = tuple(
        StepGains(
            step, _grouped(index, skills[step.number]), _counted_first(step.responsibilities.gained)
        )
        for step in path.steps
    )
    return PathGains(first, tuple(each for each in rest if each.number), tuple(_not_stated(path)))


def _not_stated(path: Path) -> Iterator[str]:
    for step in path.steps:
        for word, gap in (("skills", step.skills), ("responsibilities", step.responsibilities)):
            if step.target in gap.not_stated:
                yield f"{word} of {step.target.title}"


def _entries(gap: Gap) -> tuple[Entry, ...]:
    """Return the skills to gain and those to raise; those that only help are last."""
    counted = [each for each in gap.gained if each.necessity in COUNTED]
    others = [each for each in gap.gained if each.necessity not in COUNTED]
    raised = [Raised(NodeRef(each.id, each.title, "skill"), each) for each in gap.raised]
    return (*counted, *raised, *others)


def _counted_first(gained: Sequence[Requirement]) -> tuple[Requirement, ...]:
    return tuple(sorted(gained, key=lambda each: each.necessity not in COUNTED))


def _grouped(index: Index, entries: Sequence[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return skills by their narrowest group, in the order in which the groups appear.

    Where most groups would have one skill, all such skills are in none.
    """
    titles = group_titles(index)
    found: dict[str, list[Entry]] = {}
    for each in entries:
        id_ = each.skill.id if isinstance(each, Raised) else each.id
        groups = index.records[id_].groups
        found.setdefault(titles[groups[0]] if groups else "", []).append(each)
    if 2 * len(found) > len(entries):
        alone = [each for its in found.values() if len(its) == 1 for each in its]
        found = {title: its for title, its in found.items() if title and len(its) > 1}
        found[""] = alone
    return tuple((title, tuple(its)) for title, its in found.items() if its)
