"""Compare paths: their roles, their steps, and what one gains on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, combinations
from typing import TypeVar

from graph.model.errors import CannotCompare
from graph.parts.conditional_names import conditional_names
from graph.parts.moves import By
from graph.parts.path_search import path_along, shortest_path
from graph.parts.paths import NoPath, Path
from graph.parts.requirements import NodeRef, Requirement
from graph.questions.compare.answer import Compared, Comparison, SignRow, StepRow
from graph.questions.compare.query import ENDS
from graph.questions.compare.side_by_side import first, requirement_row, side_by_side, sign_row
from graph.store.index import Index

T = TypeVar("T")


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
        conditional_names=conditional_names(index, chain.from_iterable(paths)),
        found=all(isinstance(path, Path) for path in found),
        compared=tuple(
            Compared(path=path) if isinstance(path, Path) else Compared(no_path=path)
            for path in found
        ),
        skills=side_by_side(_each(found, _skills), requirement_row),
        responsibilities=side_by_side(_each(found, _responsibilities), requirement_row),
        signs=side_by_side(_each(found, _signs), first),
        roles=side_by_side(_each(found, _roles), first),
        steps=side_by_side(_each(found, _steps), first),
    )


def _path(index: Index, names: Sequence[str], by: By, *, lateral: bool) -> Path | NoPath:
    if len(names) == ENDS:
        source, target = names
        return shortest_path(index, source=source, target=target, by=by, lateral=lateral)
    return path_along(index, names, by=by)


def _each(
    found: Sequence[Path | NoPath], items: Callable[[Path], dict[str, T] | None]
) -> list[dict[str, T] | None]:
    """Return the items of each path; None for one that does not exist."""
    return [items(path) if isinstance(path, Path) else None for path in found]


def _roles(path: Path | NoPath) -> dict[str, NodeRef]:
    """Return the roles of a path by id; its two ends if it does not exist."""
    steps = path.steps if isinstance(path, Path) else ()
    roles = [path.source, *(step.target for step in steps), path.target]
    return {role.id: role for role in roles}


def _steps(path: Path) -> dict[str, StepRow]:
    return {
        f"{step.source.id} {step.key} {step.target.id}": StepRow(
            source=step.source,
            target=step.target,
            relation=step.relation,
            years=step.years,
            basis=step.move_basis,
            sources=step.sources,
        )
        for step in path.steps
    }


def _skills(path: Path) -> dict[str, Requirement] | None:
    """Return the skills gained on a path; None if no role after the first states any."""
    return None if path.skills_gained is None else {each.id: each for each in path.skills}


def _responsibilities(path: Path) -> dict[str, Requirement] | None:
    stated = path.responsibilities_gained is not None
    return {each.id: each for each in path.responsibilities} if stated else None


def _signs(path: Path) -> dict[str, SignRow] | None:
    """Return the signs of readiness on a path; None if none is stated."""
    signs = {
        sign.id: sign_row(sign, None if sign in step.preparations else step.source, step.target)
        for step in path.steps
        for sign in (*step.preparations, *step.signs)
    }
    return signs or None
