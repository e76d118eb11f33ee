"""The sentences about near skills."""

from __future__ import annotations

from graph.parts.text import plural
from graph.questions.near.answer import NearSkill, NearSkills

HOW_ALIKE = (
    "Each number says how alike two skills are, from 0 to 1: as the data states it or, where it is "
    "derived, how alike their names are."
)
NOT_THE_SAME = "Near is not the same: no gap and no coverage counts near skills."


def heading(answer: NearSkills) -> str:
    """Return the heading of an answer."""
    number = plural(answer.number, "skill")
    part = f"{len(answer.near)} of " if len(answer.near) < answer.number else ""
    return f"{part}{number} near {answer.skill.title}"


def nothing(answer: NearSkills) -> str:
    """Return the sentence for an answer without near skills."""
    return (
        f"The data names no skill near {answer.skill.title}, and no skill in a group with it has "
        "a name like it."
    )


def line(near: NearSkill) -> str:
    """Return how alike a near skill is, and the reason."""
    return f"{near.grade:.2f} alike: {near.reason}"
