"""The sentences of the details of a node."""

from __future__ import annotations

from typing import NamedTuple

from graph.model.records import NotStated
from graph.parts.coverage_text import sentence
from graph.parts.gap_text import level_text
from graph.parts.requirements import Requirement
from graph.parts.text import FIRST_POSITION, NOT_RECORDED
from graph.questions.node.answer import (
    DemandedBy,
    NodeDetails,
    NodeOverlap,
    RequiredBy,
    RequiredSkill,
)

CHANGES = "What changes"
LEVEL_NOT_STATED = "level not stated"
PREPARATIONS = FIRST_POSITION
DEMANDED_BY = "Signs of readiness that demand it"
OVERLAPS_WITH = "Overlaps with"
ALIGNED_WITH = "Aligned with"
SPECIAL_CASE_OF = "A special case of"
SPECIAL_CASES = "Special cases"


CLAIMS_DIFFER = "claims differ (the strongest counts)"
"""For a requirement whose parallel edges contradict one another."""
NO_OWN = "No source lists any of its own."
"""For a role whose list is only what it carries from rungs before."""


class Section(NamedTuple):
    """The heading of a list, and the sentence for an empty one."""

    heading: str
    nothing: str


SKILLS = Section("Skills required", "The sources state no skills.")
RESPONSIBILITIES = Section("Responsibilities required", "The sources state no responsibilities.")
LEADS_TO = Section("Leads to", "No next role is recorded.")
COMES_FROM = Section("Comes from", "No earlier role is recorded.")
REQUIRED_BY = Section("Required by", "The sources name no role that requires it.")


def nothing_listed(details: NodeDetails, section: Section) -> str:
    """Return why a list of requirements is empty: not recorded, or not stated."""
    what = "skills" if section is SKILLS else "responsibilities"
    left_out = any(entry.what == what and entry.left_out for entry in details.not_stated)
    return sentence(NOT_RECORDED) if left_out else section.nothing


def open_parts(details: NodeDetails) -> list[tuple[str, list[NotStated]]]:
    """Return what is open under its headings: what is not stated, then what is not recorded."""
    headings = {False: "Not stated", True: "Not recorded"}
    parts = [
        (heading, [entry for entry in details.not_stated if entry.left_out is left_out])
        for left_out, heading in headings.items()
    ]
    return [(heading, entries) for heading, entries in parts if entries]


def type_text(details: NodeDetails) -> str:
    """Return the type of a skill, and whether the writer of the data chose it; "" without one."""
    judged = " (our judgement)" if details.type_basis == "derived" else ""
    return f"{details.type} skill{judged}" if details.type else ""


def coefficients(overlap: NodeOverlap) -> str:
    """Return the coefficients of an overlap; "" if it has none."""
    by_level = overlap.jaccard_by_level
    values = (
        ("overlap coefficient", overlap.overlap_coefficient),
        ("Jaccard coefficient", overlap.jaccard_coefficient),
        ("by level", by_level if by_level != overlap.jaccard_coefficient else None),
    )
    return ", ".join(f"{name} {value:.2f}" for name, value in values if value is not None)


def most_alike_first(details: NodeDetails) -> list[NodeOverlap]:
    """Return the overlaps of a role: those without a coefficient, then the most alike first."""
    return sorted(details.overlaps_with, key=lambda each: -(each.overlap_coefficient or 2))


def alike_text(overlap: NodeOverlap) -> str:
    """Return how alike the two roles of an overlap are; "" if nothing says so."""
    if not overlap.overlap_coefficient:
        return ""
    shared = len(overlap.shared)
    fewer = round(shared / overlap.overlap_coefficient)
    return (
        f"{overlap.overlap_coefficient:.2f} alike: they share {shared} of the {fewer} requirements "
        "on the shorter list"
    )


def marks(required: Requirement | RequiredBy) -> list[str]:
    """Return the type of a skill, when a role requires it, its importance and its level."""
    importance = "" if required.importance is None else f"importance {required.importance:g}"
    type_ = required.type if isinstance(required, RequiredSkill) else None
    terms = [required.when, importance, level_text(required)]
    return [*filter(None, [type_, *([CLAIMS_DIFFER] if required.claims else terms)])]


def also_called(details: NodeDetails) -> str:
    """Return the other titles of a node, each with the condition under which it names it."""
    when = {each.title: each.when for each in details.conditional_aliases}
    titles = (f"{it} ({when[it]})" if it in when else it for it in details.aliases)
    return ", ".join(titles)


def step_text(demand: DemandedBy) -> str:
    """Return the step that a sign of readiness belongs to."""
    if demand.source is None:
        return f"First position: {demand.target.title}"
    return f"{demand.source.title} → {demand.target.title}"
