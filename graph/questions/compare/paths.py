"""Compare paths: their roles, their steps, and what one gains on each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from graph.model.errors import CannotCompare
from graph.parts.moves import By
from graph.parts.path_search import path_along, shortest_path
from graph.parts.paths import Path
from graph.parts.requirements import Gap, NodeRef, Requirement
from graph.questions.compare.answer import Compared, Comparison, SignRow, StepRow
from graph.questions.compare.query import ENDS
from graph.questions.compare.side_by_side import first, requirement_row, side_by_side, sign_row
from graph.store.index import Index


def compare_paths(
    index: Index, paths: Sequence[Sequence[str]], *, by: By = "steps", lateral: bool = False
) -> Comparison:
    """Return paths side by side, each given by its two ends or by all its roles in order.

    Between two ends it is the best path ``by`` a cost, with ``lateral`` moves or without. For a
    path that does not exist, the answer says why. Raises CannotCompare for the same path twice,
    and what ``shortest_path`` and ``path_along`` raise.
    """
    found = [_path(index, names, by, lateral=lateral) for names in paths]
    for (i, one), (j, other) in combinations(enumerate(found, 1), 2):
        if _roles(one) == _roles(other):
            raise CannotCompare(
                f"path {i} and path {j} are the same, {one.source.title} → {one.target.title}; "
                "name every role of one of them to choose another way"
            )
    return Comparison(
        kind="paths",
        found=all(path.found for path in found),
        compared=tuple(Compared(path=path) for path in found),
        skills=side_by_side([_gained(path, "skills") for path in found], requirement_row),
        responsibilities=side_by_side(
            [_gained(path, "responsibilities") for path in found], requirement_row
        ),
        signs=side_by_side([_signs(path) or None for path in found], first),
        roles=side_by_side([_roles(path) if path.found else None for path in found], first),
        steps=side_by_side([_steps(path) if path.found else None for path in found], first),
    )


def _path(index: Index, names: Sequence[str], by: By, *, lateral: bool) -> Path:
    if len(names) == ENDS:
        source, target = names
        return shortest_path(index, source=source, target=target, by=by, lateral=lateral)
    return path_along(index, names, by=by)


def _roles(path: Path) -> dict[str, NodeRef]:
    """Return the roles of a path by id; its two ends if it does not exist."""
    roles = [path.source, *(step.target for step in path.steps), path.target]
    return {role.id: role for role in roles}


def _steps(path: Path) -> dict[str, StepRow]:
    return {
        f"{step.source.id} {step.key} {step.target.id}": StepRow(
            source=step.source,
            target=step.target,
            relation=step.relation,
            years=step.years,
            basis=step.basis,
            sources=step.sources,
        )
        for step in path.steps
    }


def _gained(
    path: Path, kind: Literal["skills", "responsibilities"]
) -> dict[str, Requirement] | None:
    """Return what one gains on a path; None if no role after the first states it."""
    gaps: list[Gap] = [getattr(step, kind) for step in path.steps]
    unknown = all(
        step.target in each.not_stated for step, each in zip(path.steps, gaps, strict=True)
    )
    if not path.found or (path.steps and unknown):
        return None
    gained: tuple[Requirement, ...] = getattr(path, kind)
    return {requirement.id: requirement for requirement in gained}


def _signs(path: Path) -> dict[str, SignRow]:
    return {
        sign.id: sign_row(sign, None if sign in step.preparations else step.source, step.target)
        for step in path.steps
        for sign in (*step.preparations, *step.signs)
    }
