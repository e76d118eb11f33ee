"""Derive steps from what the tables say, by the rules of a recipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from statistics import fmean

from graph.model.records import LeadsToEdge, Locator, Note
from graph.sources.tables.draft import Draft, DraftNode
from graph.sources.tables.recipe_file import RecipeFile


def derive_steps(draft: Draft, file: RecipeFile) -> None:
    """Add the `leads_to` edges that follow from the rules of a recipe."""
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
