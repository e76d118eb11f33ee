"""Checks of edges: each is written once, contradictions are named, years are a range."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from graph.model.edges import contradictions
from graph.model.errors import Problem
from graph.sources.contents import Contents, Placed


def edges_are_written_once(contents: Contents) -> Iterator[Problem]:
    """The same edge from the same source on the same basis is written once."""
    first: dict[object, Placed] = {}
    for relation, role, edge in contents.edges():
        pair = (role.record.id, edge.record.target)
        ends = frozenset(pair) if relation.symmetric else pair
        sources = frozenset(locator.id for locator in edge.record.locators)
        before = first.setdefault((relation, ends, edge.record.basis, sources), edge)
        if before is not edge and not contradictions(before.record, edge.record):
            words = "merge the two: `source` takes a list of places"
            if relation.symmetric:
                words = f"it holds both ways, {words}"
            yield edge.problem(
                f"'{relation.name}' to '{edge.record.target}' is already written "
                f"at {before.at('target')}; {words}",
                "target",
            )


def near_skills_are_written_once(contents: Contents) -> Iterator[Problem]:
    """That two skills are near is written once for a source and a basis."""
    first: dict[object, Placed] = {}
    for skill, near in contents.near():
        target, basis = near.record.target, near.record.basis
        sources = frozenset(locator.id for locator in near.record.locators)
        before = first.setdefault((frozenset((skill.record.id, target)), basis, sources), near)
        if before is not near:
            yield near.problem(
                f"near '{target}' is already written at {before.at('target')}; "
                "it holds both ways, keep one",
                "target",
            )


def edges_do_not_contradict(contents: Contents) -> Iterator[Problem]:
    """Records of the same edge say the same; if not, all are kept (a warning)."""
    written: dict[object, list[Placed]] = {}
    for relation, role, edge in contents.edges():
        earlier = written.setdefault((relation, role.record.id, edge.record.target), [])
        for before in earlier:
            for field, other, own in contradictions(before.record, edge.record):
                yield edge.problem(
                    f"'{relation.name}' to '{edge.record.target}': {field} {own}, but {other} "
                    f"at {before.at('target')}; both are kept",
                    "target",
                    warning=True,
                )
        earlier.append(edge)


def observed_steps_have_figures(contents: Contents) -> Iterator[Problem]:
    """A step that was observed says how many people made it; no other edge is observed."""
    for relation, _, edge in contents.edges():
        is_step, record = relation.name == "leads_to", edge.record
        observed = record.observed if is_step else None
        counted = observed is not None and observed.share_of_leavers is not None
        if record.basis == "observed" and not is_step:
            yield edge.problem("only 'leads_to' can be observed; write another basis", "basis")
        elif record.basis == "observed" and not counted:
            words = "observed, but not how often; add `observed` with a share, or count and leavers"
            yield edge.problem(words, "basis")
        elif observed is not None and record.basis != "observed":
            yield edge.problem(f"counted, but {record.basis}; write basis: observed", "basis")
        elif observed is not None and (observed.count or 0) > (observed.leavers or inf):
            yield edge.problem(
                f"{observed.count:g} of {observed.leavers:g} leavers; count is above leavers",
                "observed",
                "count",
            )


def years_are_a_range(contents: Contents) -> Iterator[Problem]:
    """Years say at least one bound, and the lower one is not above the upper one."""
    for relation, _, edge in contents.edges():
        years = edge.record.years if relation.name == "leads_to" else None
        if years is None:
            continue
        if years.min is None and years.max is None:
            yield edge.problem(
                "years with neither min nor max; leave years out if unknown", "years"
            )
        elif years.min is not None and years.max is not None and years.min > years.max:
            yield edge.problem(
                f"years from {years.min:g} to {years.max:g}; min is above max", "years", "min"
            )
