"""Derive steps from what the tables say, by the rules of a recipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from statistics import fmean

from graph.model.records import LeadsToEdge, Locator, Note, Requires
from graph.sources.tables.draft import Draft, DraftNode
from graph.sources.tables.recipe import DerivedSteps
from graph.sources.tables.recipe_file import RecipeFile


def derive_steps(draft: Draft, file: RecipeFile) -> None:
    """Add the `leads_to` edges that follow from the rules of a recipe."""
    for steps in file.recipe.derived_steps:
        for source, target, words in _alike_and_rising(draft, steps):
            said = [*source.figures[steps.fact].locators, *target.figures[steps.fact].locators]
            for edge in (*_counted(source, steps), *_counted(target, steps)):
                said += edge.locators
            _add(source, target, f"{words}. {steps.rule}", said)
    for ladder in file.recipe.ladders:
        for source, target, words in _climbed(draft, file):
            said = [*source.locators, *target.locators]
            _add(source, target, f"{words}. {ladder.rule}", said)


def _add(source: DraftNode, target: DraftNode, text: str, said: Iterable[Locator]) -> None:
    """Add the step, with the places it follows from."""
    locators = dict.fromkeys(said)
    note = Note(kind="context", text=text)
    edge = LeadsToEdge(target=target.id, basis="derived", source=tuple(locators), notes=(note,))
    key = (target.id, edge.basis, "+".join(locator.id for locator in locators), 0)
    source.leads_to.setdefault(key, edge)


def _alike_and_rising(
    draft: Draft, steps: DerivedSteps
) -> Iterator[tuple[DraftNode, DraftNode, str]]:
    """Yield the steps from each role, most alike first; the two roles share a requirement."""
    roles = [role for role in draft.roles if steps.fact in role.figures]
    required = [_required(role, steps) for role in roles]
    postings: dict[str, list[int]] = {}
    for i, ids in enumerate(required):
        for id_ in ids:
            postings.setdefault(id_, []).append(i)
    for i, role in enumerate(roles):
        shared: Counter[int] = Counter()
        for id_ in required[i]:
            shared.update(postings[id_])
        found: list[tuple[float, int]] = []
        for j, both in shared.items():
            rise = roles[j].figures[steps.fact].value - role.figures[steps.fact].value
            if j != i and steps.least_rise <= rise <= steps.most_rise:
                jaccard = both / (len(required[i]) + len(required[j]) - both)
                if jaccard >= steps.jaccard:
                    found.append((-jaccard, j))
        for jaccard, j in sorted(found)[: steps.most]:
            low, high = (each.figures[steps.fact].value for each in (role, roles[j]))
            words = f"Jaccard coefficient {-jaccard:.2f}, {steps.fact} {low:g} → {high:g}"
            yield role, roles[j], words


def _required(role: DraftNode, steps: DerivedSteps) -> frozenset[str]:
    return frozenset(edge.target for edge in _counted(role, steps))


def _counted(role: DraftNode, steps: DerivedSteps) -> list[Requires]:
    """Return what a role requires with a necessity that counts."""
    return [edge for edge in role.requires.values() if edge.necessity in steps.necessities]


def _climbed(draft: Draft, file: RecipeFile) -> Iterator[tuple[DraftNode, DraftNode, str]]:
    """Yield the steps from level to level within each group of roles.

    Roles of the same mean level are on one rung: no step joins them, and all of a rung lead to
    all of the next.
    """
    source = file.recipe.source.id
    groups: dict[str, list[tuple[float, DraftNode]]] = {}
    for role in draft.roles:
        levels = [edge.level for edge in role.requires.values() if edge.level is not None]
        group = next(iter(role.groups), None)
        if levels and group and any(locator.id == source for locator in role.locators):
            groups.setdefault(group, []).append((fmean(levels), role))
    for members in groups.values():
        members.sort(key=lambda member: member[0])
        rungs = [list(rung) for _, rung in groupby(members, key=lambda it: round(it[0], 9))]
        for rung in rungs:
            for _, role in rung[1:]:
                words = "{rows} make{s} a role of the same mean skill level as another of its group"
                words += "; no step joins the two"
                draft.faults.add(role.path, role.line, words, role.title)
        for lower, higher in pairwise(rungs):
            for low, role in lower:
                for high, target in higher:
                    yield role, target, f"Mean skill level {low:.2f} → {high:.2f}"
