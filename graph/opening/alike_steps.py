"""Derive the steps between roles that are alike, by the rules of recipes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.model.edges import Edge, edge_key
from graph.model.records import AlikeSteps, LeadsToEdge, Note
from graph.parts.figures import Figure, figures
from graph.parts.fit import FitIndex
from graph.store.index import Index


def alike_steps(index: Index, fits: FitIndex) -> Iterator[Edge]:
    """Yield the `leads_to` edges that follow from the rules of the recipes of a graph.

    A step leads to a role of the same data set that is among the most alike of those whose
    figure is higher by what the rule says, or not stated. A special case without a figure has
    that of its broader role, but counts as one whose figure is not stated: special cases, which
    are much alike, push no other role out. A step that is there already is not derived again.
    """
    for set_, rule in index.about.alike_steps:
        known = figures(index, rule.fact)
        for role, id_ in enumerate(index.roles):
            if set_ not in (None, index.set_of(id_)):
                continue
            yield from _from_role(index, fits, rule, known, role)


def _from_role(
    index: Index, fits: FitIndex, rule: AlikeSteps, known: Mapping[str, Figure], role: int
) -> Iterator[Edge]:
    source = index.roles[role]
    here = known.get(source)
    written = {edge.target for edge in index.outgoing(source, "leads_to")}
    left = {True: rule.most, False: rule.most_not_stated}
    for score, other in fits.most_alike(role):
        target = index.roles[other]
        there = known.get(target)
        stated = _is_own(here) and _is_own(there)
        rise = there.fact.value - here.fact.value if here and there else rule.least_rise
        same_set = index.set_of(source) == index.set_of(target)
        if not (left[stated] and same_set and rule.least_rise <= rise <= rule.most_rise):
            continue
        left[stated] -= 1
        if target not in written:
            yield _step(rule, source, target, score, (here, there))


def _step(
    rule: AlikeSteps, source: str, target: str, score: float, ends: Sequence[Figure | None]
) -> Edge:
    low, high = map(_figure_text, ends)
    text = f"Likeness {score:.2f}, {rule.fact} {low} → {high}. {rule.rule}"
    places = (place for figure in ends if figure for place in figure.fact.locators)
    record = LeadsToEdge(
        target=target,
        basis="derived",
        source=tuple(dict.fromkeys(places)),
        notes=(Note(kind="context", text=text),),
    )
    return Edge(source, target, edge_key("leads_to", record), "leads_to", record)


def _is_own(figure: Figure | None) -> bool:
    return figure is not None and not figure.of_broader


def _figure_text(figure: Figure | None) -> str:
    if figure is None:
        return "not stated"
    return f"{figure.fact.value:g}{' (of a broader role)' if figure.of_broader else ''}"
