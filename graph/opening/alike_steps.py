"""Derive the steps between roles that are alike, by the rules of recipes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.model.edges import Edge, edge_key
from graph.model.records import AlikeSteps, Fact, LeadsToEdge, Note
from graph.parts.fit import FitIndex
from graph.store.index import Index


def alike_steps(index: Index, fits: FitIndex) -> Iterator[Edge]:
    """Yield the `leads_to` edges that follow from the rules of the recipes of a graph.

    A step leads to a role of the same data set that is among the most alike of those whose
    figure is higher by what the rule says, or not stated. A step that is there already is not
    derived again.
    """
    for set_, rule in index.about.alike_steps:
        figures = {
            index.position[fact.role]: fact
            for fact in index.about.facts
            if fact.title == rule.fact and fact.role
        }
        for role, id_ in enumerate(index.roles):
            if set_ not in (None, index.set_of(id_)):
                continue
            yield from _from_role(index, fits, rule, figures, role)


def _from_role(
    index: Index, fits: FitIndex, rule: AlikeSteps, figures: Mapping[int, Fact], role: int
) -> Iterator[Edge]:
    source, here = index.roles[role], figures.get(role)
    written = {edge.target for edge in index.outgoing(source, "leads_to")}
    left = {True: rule.most, False: rule.most_not_stated}
    for score, other in fits.most_alike(role):
        target, there = index.roles[other], figures.get(other)
        stated = here is not None and there is not None
        rise = there.value - here.value if here and there else rule.least_rise
        same_set = index.set_of(source) == index.set_of(target)
        if not (left[stated] and same_set and rule.least_rise <= rise <= rule.most_rise):
            continue
        left[stated] -= 1
        if target not in written:
            yield _step(rule, source, target, score, (here, there))


def _step(
    rule: AlikeSteps, source: str, target: str, score: float, figures: Sequence[Fact | None]
) -> Edge:
    low, high = ("not stated" if fact is None else f"{fact.value:g}" for fact in figures)
    text = f"Likeness {score:.2f}, {rule.fact} {low} → {high}. {rule.rule}"
    places = (place for fact in figures if fact for place in fact.locators)
    record = LeadsToEdge(
        target=target,
        basis="derived",
        source=tuple(dict.fromkeys(places)),
        notes=(Note(kind="context", text=text),),
    )
    return Edge(source, target, edge_key("leads_to", record), "leads_to", record)
