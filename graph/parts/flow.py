"""How often people were seen to make a move: what was counted, and how likely that makes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from msgspec import Struct

from graph.model.edges import Edge
from graph.model.records import LeadsToEdge, Observed
from graph.store.index import Index
from graph.store.index_cache import cached_with_index


def observed_of(edge: Edge) -> Observed | None:
    """Return what was counted of a move; None if nobody counted."""
    return edge.record.observed if isinstance(edge.record, LeadsToEdge) else None


def likelihood_of(index: Index, edge: Edge) -> float | None:
    """Return the likelihood that a person who leaves a role makes this move, above 0, up to 1.

    It is the share of the leavers, smoothed by one person who moves by chance (additive
    smoothing): (count + chance) / (leavers + 1). Chance is the share of all movers who arrive in
    the target: share / lift where that is known, else 1 / the number of roles. A parallel edge
    may be the one that was counted. A move that nobody was seen to make counts 0 if other moves
    from the role were counted. Returns None if none was.
    """
    most = _most_leavers(index).get(edge.source)
    if most is None:
        return None
    parallel = index.edges_between(edge.source, edge.target, "leads_to")
    counted = filter(None, map(observed_of, (edge, *parallel)))
    observed = next(counted, Observed(share=0.0))
    share = observed.share_of_leavers or 0.0
    chance = share / observed.lift if observed.lift and share else 1 / len(index.roles)
    leavers = observed.leavers or most
    return (share * leavers + min(1.0, chance)) / (leavers + 1)


@cached_with_index
def _most_leavers(index: Index) -> dict[str, float]:
    """Return how many people left each role, for the roles of which moves were counted."""
    most: dict[str, float] = {}
    for role in index.roles:
        for edge in index.outgoing(role, "leads_to"):
            observed = observed_of(edge)
            if observed is not None and observed.share_of_leavers is not None:
                share, count = observed.share_of_leavers, observed.count or 0.0
                leavers = observed.leavers or (count / share if share else count) or 1.0
                most[role] = max(leavers, most.get(role, 0.0))
    return most


Flow = Literal["often", "rarely"]


def flow(index: Index, held: Collection[str], role: str) -> Flow | None:
    """Return whether people who leave the roles held go to a role more often than by chance.

    None if no move from the roles held was counted, or nobody knows what chance is.
    """
    counted = [each for each in held if each in _most_leavers(index)]
    if not counted:
        return None
    edges = (edge for each in counted for edge in index.edges_between(each, role, "leads_to"))
    seen = list(filter(None, map(observed_of, edges)))
    if not seen:
        return "rarely"
    lifts = [its.lift for its in seen if its.lift is not None]
    return ("often" if max(lifts) > 1 else "rarely") if lifts else None


class Likelihood(Struct, frozen=True, kw_only=True):
    """How likely a path is for people who leave each role on it."""

    product: float
    """The product of the likelihoods of its steps, as far as they are known."""
    unknown_steps: tuple[int, ...]
    """The numbers of the steps from roles of which no move was counted; the product leaves them
    out."""


def path_likelihood(index: Index, edges: Sequence[Edge]) -> Likelihood | None:
    """Return how likely a path is; None if no move from any role on it was counted."""
    each = [likelihood_of(index, edge) for edge in edges]
    unknown = tuple(number for number, known in enumerate(each, 1) if known is None)
    if len(unknown) == len(each):
        return None
    product = 1.0
    for known in each:
        product *= 1.0 if known is None else known
    return Likelihood(product=product, unknown_steps=unknown)


def observed_text(observed: Observed) -> str:
    """Return what was counted of a move, as a sentence without its full stop.

    >>> observed_text(Observed(count=412, leavers=4_560, lift=3.2, period="2011-2019"))
    '9 of 100 people who leave go there (412 of 4,560), 3.2 times as often as by chance; 2011-2019'
    """
    parts = []
    share = observed.share_of_leavers
    if share is not None:
        parts.append(f"{_in_hundred(share)} people who leave go there")
    if observed.count is not None:
        of_all = f" of {observed.leavers:,.0f}" if observed.leavers else ""
        weights = ", weighted" if observed.weighted else ""
        counted = f"{observed.count:,.0f}{of_all}{weights}"
        parts = [f"{parts[0]} ({counted})"] if parts else [f"counted: {counted}"]
    if observed.lift is not None:
        times = f"{observed.lift:.2g}"
        parts.append(f"{'' if times == '1' else f'{times} times '}as often as by chance")
    if observed.median_years is not None:
        years = f"{observed.median_years:.2g}"
        parts.append(f"after {years} year{'' if years == '1' else 's'} in the role (median)")
    where = ", ".join(filter(None, [observed.period, observed.place, observed.population]))
    return "; ".join(filter(None, [", ".join(parts), where]))


def _in_hundred(share: float) -> str:
    """Return a share as a number of a hundred, or of a thousand if it is small.

    >>> _in_hundred(0.0932), _in_hundred(0.004), _in_hundred(0.0001)
    ('9 of 100', '4 of 1,000', 'fewer than 1 of 1,000')
    """
    of = 100 if 100 * share >= 1 else 1_000
    number = round(of * share)
    return f"{number} of {of:,}" if number else f"fewer than 1 of {of:,}"
