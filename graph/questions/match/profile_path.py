"""Find the path from a profile to a role on which there is the least to learn."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.edges import strongest_edge
from graph.model.errors import one_of
from graph.model.records import COUNTED
from graph.parts.coverage import requirement_index
from graph.parts.gaps import missing_skills
from graph.parts.moves import move
from graph.parts.person import Held
from graph.parts.requirements import Levels, Requirement, node_ref, requirements
from graph.questions.match.answer import ProfilePath, ProfileStep
from graph.searches.least_new_skills import MAX_STATES, LeastPath, SkillGraph
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


def profile_path(index: Index, person: Held, target: str) -> ProfilePath:
    """Return the path along *leads to* from the roles held to a role with the least effort.

    The effort of a path is what its roles require together, less what is held: 1 for an
    counted skill and 0.5 for another, times the whole levels to climb (halves rounded up)
    where a level is stated. A skill learned on one step is free on later steps. Steps to roles
    without stated skills are avoided first; among equal paths the shortest is taken. The answer
    is exact unless the search stopped at 4,000 states, and says so.

    ``target`` is the id of a role; a role that is held takes no step.
    """
    starts = [index.position[role] for role in person.roles]
    bits = skill_bits(index)
    found = bits.graph.least_new_skills(
        starts, held=bits.of_skills(person.skills), target=index.position[target]
    )
    steps = _steps(index, person, found) if found else ()
    stated = found and (not steps or any(not step.skills_not_stated for step in steps))
    return ProfilePath(
        target=node_ref(index, target),
        found=found is not None,
        reason=None if found else _no_path(index, person, target),
        length=len(steps) if found else None,
        cost=found.new_bits / 2 if found and stated else None,
        levels_to_gain=_levels_to_gain(index, steps),
        exact=found.exact if found else True,
        lower_bound=found.lower_bound / 2 if found and stated else None,
        states=found.states if found else 0,
        max_states=MAX_STATES,
        steps=steps,
    )


class SkillBits:
    """What each role requires as bits: half a counted skill, or half a level of one, is a bit.

    A helpful skill, or a level of one, is one bit, so its cost is a half.
    """

    def __init__(self, index: Index) -> None:
        self._of_skill: dict[str, list[int]] = {}
        """Two bits for each whole level of a skill: for any role, and for a counted skill."""
        self._number = 0
        of_roles = []
        for of_role in requirement_index(index).of_role:
            bits = 0
            for skill, requirement in of_role.items():
                for half, other_half in self._levels(skill, _whole(requirement.level)):
                    counts = requirement.necessity in COUNTED
                    bits |= half | other_half if counts else half
            of_roles.append(bits)
        self.graph = SkillGraph(
            of_roles,
            (
                (position, index.position[edge.target])
                for position, role in enumerate(index.roles)
                for edge in index.outgoing(role, "leads_to")
            ),
        )

    def of_skills(self, skills: Levels) -> int:
        """Return the bits of skills held; a skill of unknown level is held at any level."""
        held = 0
        for skill, level in skills.items():
            bits = self._of_skill.get(skill, [])
            for bit in bits if level is None else bits[: 2 * _whole(level)]:
                held |= bit
        return held

    def _levels(self, skill: str, levels: int) -> list[tuple[int, int]]:
        bits = self._of_skill.setdefault(skill, [])
        while len(bits) < 2 * levels:
            bits.append(1 << self._number)
            self._number += 1
        return list(zip(bits[: 2 * levels : 2], bits[1 : 2 * levels : 2], strict=True))


@cached_with_index
def skill_bits(index: Index) -> SkillBits:
    """Return what the roles of a graph require as bits."""
    return SkillBits(index)


def _whole(level: float | None) -> int:
    """Return a level in whole levels, at least one; a skill without a level has one.

    >>> _whole(None), _whole(0.2), _whole(2.5)
    (1, 1, 3)
    """
    return max(1, int(level + 0.5)) if level is not None else 1


def _steps(index: Index, person: Held, found: LeastPath) -> tuple[ProfileStep, ...]:
    """Return the steps, each with what is new on it."""
    bits = skill_bits(index)
    held, skills = bits.of_skills(person.skills), person.skills
    responsibilities = set(person.responsibilities)
    steps = []
    for number, (before, after) in enumerate(zip(found.nodes, found.nodes[1:], strict=False), 1):
        source, target = index.roles[before], index.roles[after]
        required = requirements(index, target, "skill")
        gained, raised, levels_to_gain = missing_skills(index, skills, required)
        duties = requirements(index, target, "responsibility")
        new = tuple(each for each in duties if each.id not in responsibilities)
        known = bool(required) and not person.unknown
        of_target = bits.graph.skill_bits[after]
        steps.append(
            ProfileStep(
                **move(index, strongest_edge(index.edges_between(source, target, "leads_to"))),
                number=number,
                source=node_ref(index, source),
                target=node_ref(index, target),
                skills_gained=len(gained) if required else None,
                responsibilities_gained=len(new) if duties else None,
                gained=gained,
                raised=raised,
                levels_to_gain=levels_to_gain,
                skills_held=len(required) - len(gained) if known else None,
                responsibilities=new,
                skills_not_stated=not required,
                cost=(of_target & ~held).bit_count() / 2 if required else None,
            )
        )
        held |= of_target
        skills = _after_step(skills, required)
        responsibilities.update(each.id for each in new)
    return tuple(steps)


def _levels_to_gain(index: Index, steps: Sequence[ProfileStep]) -> float | None:
    required = (each for step in steps for each in requirements(index, step.target.id, "skill"))
    scales = {each.scale for each in required if each.level is not None}
    return sum(step.levels_to_gain or 0.0 for step in steps) if len(scales) == 1 else None


def _after_step(skills: Levels, required: Sequence[Requirement]) -> dict[str, float | None]:
    """Return the skills held after a step: each at the higher level; an unknown level stays."""
    after = dict(skills)
    for requirement in required:
        own, level = after.setdefault(requirement.id, requirement.level), requirement.level
        if own is not None and level is not None:
            after[requirement.id] = max(own, level)
    return after


def _no_path(index: Index, person: Held, target: str) -> str:
    if not person.roles:
        return "the profile names no role to start from"
    roles = one_of(index.title(role) for role in person.roles)
    return f"no steps lead from {roles} to {index.title(target)}"
