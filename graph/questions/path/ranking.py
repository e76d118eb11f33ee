"""Compare paths by their costs.

- steps: their number
- years: the steps with unknown years, then the sum of the minimum years of the others
- effort: the lists that are not stated, then the amount (graph.parts.effort.Effort)
- likelihood: the steps of unknown likelihood, then the negative product of the others
- evidence: the weakest basis, then how many steps have it, then how many have the next; by all
  costs together the weakest basis alone
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, get_args

from msgspec import structs

from graph.model.records import BASES, Basis
from graph.parts.moves import By
from graph.parts.paths import Path, path_of
from graph.parts.requirements import NodeRef
from graph.questions.path.answer import RankedPath
from graph.questions.path.candidates import Candidate
from graph.questions.path.resolved import ResolvedQuery
from graph.store.index import Index

Comparable: TypeAlias = tuple[float, ...]


def ranked_paths(
    index: Index, query: ResolvedQuery, candidates: Sequence[Candidate]
) -> Iterator[RankedPath]:
    """Yield the paths of the candidates, with their place and the costs that they are best by."""
    source = index.roles[query.source]
    paths = [path_of(index, source, candidate.edges) for candidate in candidates]
    costs = [costs_of(path, together=query.by is None) for path in paths]
    deciding = [by for by in get_args(By) if decides(by, paths)]
    for number, (candidate, path, its) in enumerate(zip(candidates, paths, costs, strict=True), 1):
        of_path: dict[str, Any] = structs.asdict(path)
        copied = candidate.near_copy_of
        yield RankedPath(
            **of_path,
            number=number,
            best_by=tuple(by for by in deciding if all(its[by] <= other[by] for other in costs)),
            near_copies=candidate.near_copies,
            near_copy_of=None if copied is None else copied + 1,
            avoid_unknown=tuple(_avoid_unknown(index, query, path)),
        )


def decides(by: By, paths: Sequence[Path]) -> bool:
    """Return whether the sources say anything of a cost of these paths."""
    if by == "years":
        return any(map(years_are_stated, paths))
    return by != "likelihood" or any(path.likelihood for path in paths)


def costs_of(path: Path, *, together: bool) -> Mapping[By, Comparable]:
    """Return each cost of a path, to compare; less is better.

    ``together`` says whether all costs count together.
    """
    weakest = BASES.index(path.weakest_basis) if path.weakest_basis else 0
    weak_steps = () if together else tuple(steps_on(path, basis) for basis in BASES[:0:-1])
    years, likelihood = path.years, path.likelihood
    return {
        "steps": (path.length,),
        "years": (
            len(years.unknown_steps) if years else 0,
            years.added.min if years and years.added else 0,
        ),
        "effort": (path.effort.not_stated, path.effort.amount or 0),
        "evidence": (weakest, *weak_steps),
        "likelihood": (
            len(likelihood.unknown_steps) if likelihood else path.length,
            -likelihood.product if likelihood else -1,
        ),
    }


def steps_on(path: Path, basis: Basis) -> int:
    """Return how many steps of a path have a basis."""
    return sum(step.move_basis == basis for step in path.steps)


def years_are_stated(path: Path) -> bool:
    """Return whether years are stated for any step; true for a path without steps."""
    return path.years is None or path.years.added is not None


def _avoid_unknown(index: Index, query: ResolvedQuery, path: Path) -> Iterator[NodeRef]:
    """Yield the roles that may require what to avoid: no source lists what they require."""
    kinds: Collection[str] = {index.kinds[id_] for id_ in query.avoid} - {"role"}
    for step in path.steps:
        required = {index.kinds[edge.target] for edge in index.outgoing(step.target.id, "requires")}
        if not required.issuperset(kinds):
            yield step.target
