"""How a row of a comparison reads in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.model.edges import weakest_basis
from graph.model.records import NECESSITIES
from graph.parts.gap_text import level_text, requirement_text
from graph.parts.requirements import NodeRef, Requirement, terms_of
from graph.parts.text import evidence_text, step_years_text
from graph.questions.compare.answer import NeighbourRow, RequirementRow, SignRow, StepRow


def difference_text(row: RequirementRow) -> str:
    """Return a requirement and how its terms differ, in the order of the owners.

    >>> from graph.parts.requirements import Terms
    >>> terms = (Terms(necessity="helpful", basis="stated", level=2.0),
    ...          Terms(necessity="helpful", basis="stated", level=3.0))
    >>> row = RequirementRow("sql", "SQL", "skill", terms=terms, differs=("level",))
    >>> difference_text(row)
    'SQL (level 2 / level 3)'
    """
    return f"{row.title} ({'; '.join(_difference(row, name) for name in row.differs)})"


def _difference(row: RequirementRow, name: str) -> str:
    if name == "level":
        return " / ".join(level_text(terms) or "level ?" for terms in row.terms)
    values = [getattr(terms, name) for terms in row.terms]
    if name == "importance":
        return f"{name} {' / '.join('?' if v is None else f'{v:g}' for v in values)}"
    return " / ".join(NECESSITIES.get(v, v or "without a condition") for v in values)


def requirement_row_text(row: RequirementRow) -> str:
    """Return a requirement on the same terms for all owners, with the weakest basis of any."""
    fields = terms_of(row.terms[0])
    fields["basis"] = weakest_basis(terms.basis for terms in row.terms)
    return requirement_text(Requirement(id=row.id, title=row.title, kind=row.kind, **fields))


def sign_text(row: SignRow) -> str:
    """Return a sign of readiness with its step and evidence."""
    step = f"{row.source.title} → {row.target.title}" if row.source else row.target.title
    return f"{row.title} ({step}) [{evidence_text(row.basis, row.sources)}]"


def neighbour_text(row: NeighbourRow) -> str:
    """Return a next or earlier role with the years and evidence of each step."""
    steps = "; ".join(
        f"{step_years_text(terms.years)} [{evidence_text(terms.basis, terms.sources)}]"
        for terms in row.terms
    )
    return f"{row.title}: {steps}"


def step_text(row: StepRow) -> str:
    """Return a step of a path with its years and evidence."""
    step = f"{row.source.title} → {row.target.title}"
    return f"{step}: {step_years_text(row.years)} [{evidence_text(row.basis, row.sources)}]"


def _title(node: NodeRef) -> str:
    return node.title


ROW_TEXTS: Mapping[str, Callable[[Any], str]] = {
    "skills": requirement_row_text,
    "responsibilities": requirement_row_text,
    "signs": sign_text,
    "next_roles": neighbour_text,
    "earlier_roles": neighbour_text,
    "roles": _title,
    "steps": step_text,
}
"""How the rows of each list read, by the field of the answer."""
EVIDENT = frozenset({"signs", "next_roles", "earlier_roles", "steps"})
"""The lists whose rows carry their evidence."""
