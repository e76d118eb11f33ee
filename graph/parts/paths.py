"""How does one get from one role to another, and what does each step take?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any, Literal, TypeAlias, cast, get_args

from msgspec import Struct

from graph.model.errors import BadParameter, NoSuchPath, one_of
from graph.model.records import (
    BASES,
    Basis,
    LeadsToEdge,
    Locator,
    Necessity,
    OverlapsWithEdge,
    Sign,
    Years,
)
from graph.model.relations import RELATIONS, RelationName
from graph.parts.effort import step_effort
from graph.parts.not_stated import Missing, missing_of_edge, missing_of_node
from graph.parts.requirements import (
    Claim,
    Gap,
    NodeRef,
    Requirement,
    RequirementKind,
    claim,
    gap,
    node_ref,
    requirements,
)
from graph.searches.shortest_path import Layer
from graph.store.index import Index, Link, weakest
from graph.store.index_cache import cached_with_index

By = Literal["steps", "years", "effort", "evidence"]
Cost: TypeAlias = tuple[int, float, int]
Turns: TypeAlias = tuple[int, ...]
"""The place of each edge of a path among the edges that leave its role, in file order."""
Trace: TypeAlias = "tuple[Link, Trace] | None"
"""The last edge of a path, and the trace of those before."""


class DemandedSkill(NodeRef, frozen=True, kw_only=True):
    """A skill that a sign of readiness demands."""

    necessity: Necessity


class SignOfReadiness(Struct, frozen=True, kw_only=True):
    """A sign of readiness, or a preparation for a first position, and the skills it demands."""

    id: str
    title: str
    summary: str | None
    skills: tuple[DemandedSkill, ...]
    basis: Basis
    sources: tuple[Locator, ...]


class Evidence(Struct, frozen=True, kw_only=True):
    """What else the graph says about a step: a parallel edge of the same two roles."""

    relation: RelationName
    basis: Basis
    years: Years | None
    sources: tuple[Locator, ...]


class Move(Claim, frozen=True, kw_only=True):
    """What the data says of a move from one role to another."""

    key: str
    """The edge's key in the graph."""
    years: Years | None
    """None: the source does not say."""
    signs: tuple[SignOfReadiness, ...]
    preparations: tuple[SignOfReadiness, ...]
    """What prepares for a first position; empty but for a step from a starting point."""


class Step(Move, frozen=True, kw_only=True):
    """One move of a path."""

    number: int
    source: NodeRef
    target: NodeRef
    relation: RelationName
    skills: Gap
    responsibilities: Gap
    shared: tuple[NodeRef, ...]
    """What both roles require, if the move is along *overlaps with* and was computed."""
    also: tuple[Evidence, ...]


class YearRange(Struct, frozen=True, kw_only=True):
    """A number of years: at least ``min``, and at most ``max`` unless that is None (open)."""

    min: float
    max: float | None


class TotalYears(Struct, frozen=True, kw_only=True):
    """How long the whole path takes.

    Where a source does not say whether its years count time in the role or total experience,
    there are two readings, and both are given; where it does, they are equal.
    """

    added: YearRange
    """The years from the first role to the last, if the open figures count time in the role."""
    total: YearRange
    """The experience one has on arrival, if the open figures count total experience."""
    readings_differ: bool
    unknown_steps: tuple[int, ...]
    """Numbers of the steps whose years are not stated; the total leaves them out."""
    approximate: bool


class Unknown(Struct, frozen=True, kw_only=True):
    """Something the sources leave open on the way."""

    step: int
    what: str
    about: str
    note: str | None
    sources: tuple[Locator, ...]


class NoPath(Struct, frozen=True, kw_only=True):
    """Why there is no path, and what would help."""

    reason: str
    nearest: NodeRef | None
    """The role in reach that is the fewest edges, either way, from the target."""
    lateral_helps: bool
    """Whether a path exists once lateral moves are allowed."""
    lateral_length: int | None


class Path(Struct, frozen=True, kw_only=True):
    """The answer to a path query."""

    source: NodeRef
    target: NodeRef
    by: By | None
    """None: not the best by one cost, but by several together."""
    lateral: bool
    found: bool
    length: int | None
    """The number of steps; None without a path."""
    steps: tuple[Step, ...] = ()
    years: TotalYears | None = None
    weakest_basis: Basis | None = None
    skills: tuple[Requirement, ...] = ()
    """Every skill gained on the way, once."""
    responsibilities: tuple[Requirement, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    no_path: NoPath | None = None


def shortest_path(
    index: Index, *, source: str, target: str, by: str = "steps", lateral: bool = False
) -> Path:
    """Return the shortest path between two roles along *leads to*, with what each step takes.

    ``by`` is "steps" (the fewest); "years": the fewest steps whose years are unknown, then the
    least lower bound of the years added up; "effort": the fewest lists of requirements that are
    not stated, then the least to gain (see graph.parts.effort.Effort); or "evidence": the strongest
    weakest basis, then the fewest steps that stand on it. Of equal ones that of the fewest steps
    is taken, then the first in file order. With ``lateral``, moves along *overlaps with* count
    as steps of unknown length. Without a path the answer says why; ``source`` and ``target`` are
    ids, titles or aliases. Raises UnknownNode, AmbiguousName, WrongKind or BadParameter.
    """
    _check_by(by)
    start, goal = index.resolve(source, "role"), index.resolve(target, "role")
    links = _search(index, start, goal, by, lateral=lateral)
    return path_of(index, start, goal, links, by=cast("By", by), lateral=lateral)


def path_along(index: Index, roles: Sequence[str], *, by: str = "steps") -> Path:
    """Return the path that takes exactly these roles, given by id, title or alias, in this order.

    Each step is along *leads to* or, where nothing leads on, *overlaps with*; of parallel edges
    the one that costs least ``by`` steps or years. Raises NoSuchPath if a role comes twice or two
    that follow each other are not joined, and what ``shortest_path`` raises.
    """
    _check_by(by)
    ids = [index.resolve(name, "role") for name in roles]
    again = next((id_ for place, id_ in enumerate(ids) if id_ in ids[:place]), None)
    if again is not None:
        raise NoSuchPath(f"a path takes a role once; '{index.title(again)}' comes twice")
    links = [_best_joining(index, source, target, by) for source, target in pairwise(ids)]
    lateral = any(link.relation != "leads_to" for link in links)
    return path_of(index, ids[0], ids[-1], links, by=cast("By", by), lateral=lateral)


def _best_joining(index: Index, source: str, target: str, by: str) -> Link:
    """Return the edge to take from one role straight to another."""
    links = _joining(index, source, target, lateral=True)
    if not links:
        one, other = index.title(source), index.title(target)
        raise NoSuchPath(
            f"nothing leads from '{one}' straight to '{other}'; "
            "name every role on the way, or the two ends alone"
        )
    return min(links, key=lambda link: (link.relation != "leads_to", cost_of(index, link, by)))


def _check_by(by: str) -> None:
    if by not in get_args(By):
        raise BadParameter("by", by, one_of(get_args(By)))


def path_of(
    index: Index,
    start: str,
    goal: str,
    links: Sequence[Link] | None,
    *,
    by: By | None,
    lateral: bool,
) -> Path:
    """Return the answer that says what each step along the edges takes, or why there are none."""
    answer = partial(
        Path,
        source=node_ref(index, start),
        target=node_ref(index, goal),
        by=by,
        lateral=lateral,
        found=links is not None,
    )
    if links is None:
        return answer(length=None, no_path=_no_path(index, start, goal, lateral=lateral))
    steps = tuple(_step(index, number, link) for number, link in enumerate(links, 1))
    return answer(
        length=len(steps),
        steps=steps,
        years=total_years([step.years for step in steps]) if steps else None,
        weakest_basis=weakest(step.basis for step in steps) if steps else None,
        skills=_gained(index, start, [step.skills for step in steps], "skill"),
        responsibilities=_gained(
            index, start, [step.responsibilities for step in steps], "responsibility"
        ),
        unknown=tuple(_unknown(index, links)),
    )


def total_years(legs: Sequence[Years | None]) -> TotalYears:
    """Return how long legs take one after the other, in both readings.

    A leg of None, and a bound that is not stated, is unknown: it adds nothing to the lower
    bound and leaves the upper one open.

    >>> total_years([Years(min=1, max=3), Years(min=3, max=5), Years(min=5)]).added
    YearRange(min=9, max=None)
    >>> total_years([Years(min=1, max=3), Years(min=3, max=5)]).total
    YearRange(min=3, max=5)
    """
    added = _span(legs, total=("total_experience",))
    total = _span(legs, total=("total_experience", "not_stated"))
    return TotalYears(
        added=added,
        total=total,
        readings_differ=added != total,
        unknown_steps=tuple(number for number, leg in enumerate(legs, 1) if leg is None),
        approximate=any(leg.approximate for leg in legs if leg),
    )


def _span(legs: Sequence[Years | None], total: tuple[str, ...]) -> YearRange:
    """Add up the legs; those that count total experience replace what came before."""
    low: float = 0
    high: float | None = 0
    for leg in legs:
        if leg is None:
            high = None
        elif leg.measures in total:
            low = max(low, leg.min or 0)
            high = None if leg.max is None else max(low, leg.max)
        else:
            low += leg.min or 0
            high = None if high is None or leg.max is None else high + leg.max
    return YearRange(min=low, max=high)


def _search(index: Index, start: str, goal: str, by: str, *, lateral: bool) -> list[Link] | None:
    """Return the edges of the least costly path, or None without one."""
    if by == "years" and index.counts_total:
        return _forward_search(index, start, goal, lateral=lateral)
    path = layer(index, by, lateral=lateral).path(index.position[start], index.position[goal])
    if path is None:
        return None
    roles = [index.roles[position] for position in path]
    return [
        min(
            _joining(index, source, target, lateral=lateral),
            key=lambda link: cost_of(index, link, by),
        )
        for source, target in pairwise(roles)
    ]


@cached_with_index
def layer(index: Index, by: str, *, lateral: bool) -> Layer:
    """Return the layer of the moves, made when it is first asked for."""
    edges = (
        (position, index.position[link.target], cost_of(index, link, by))
        for position, role in enumerate(index.roles)
        for link in moves(index, role, lateral=lateral)
    )
    return Layer(len(index.roles), edges)


def moves(index: Index, role: str, *, lateral: bool) -> Iterator[Link]:
    """Yield the edges that a path may take from a role, in the order that decides among equals."""
    yield from index.outgoing(role, "leads_to")
    if lateral:
        yield from index.outgoing(role, "overlaps_with")


def _joining(index: Index, source: str, target: str, *, lateral: bool) -> list[Link]:
    """Return the moves from one role straight to another, in the same order."""
    relations: tuple[RelationName, ...] = ("leads_to", "overlaps_with")
    return [
        link
        for relation in relations[: 1 + lateral]
        for link in index.joining(source, target, relation)
    ]


def cost_of(index: Index, link: Link, by: str) -> int:
    """Return the cost of a move as one whole number, so that sums compare part by part.

    By years: steps of unknown length first, then thousandths of years, then steps. By effort:
    lists that are not stated, then thousandths to gain, then steps. By evidence: steps that are
    derived, then those that are implied, then all. There is room for a million steps and for a
    million years.
    """
    if by == "steps":
        return 1
    if by == "effort":
        unknown, amount = step_effort(index, link.source, link.target)
        return (unknown << 50) + (amount << 20) + 1
    if by == "evidence":
        return (0, 1 << 20, 1 << 50)[BASES.index(link.record.basis)] + 1
    years = years_of(link)
    if years is None:
        return (1 << 50) + 1
    return (round((years.min or 0) * 1_000) << 20) + 1


def _forward_search(index: Index, start: str, goal: str, *, lateral: bool) -> list[Link] | None:
    """Dijkstra's algorithm over costs that are compared part by part, then over turns.

    For years that count total experience: they replace what came before, so that costs do not
    add up and a search from the far end cannot be had.

    A leg that counts total experience can make two lower bounds equal that were not; among
    such paths the one that was shorter before that leg is taken, not the one of fewer steps.
    """
    queue: list[tuple[Cost, Turns, str, Trace]] = [((0, 0, 0), (), start, None)]
    least: dict[str, tuple[Cost, Turns]] = {}
    done: set[str] = set()
    while queue:
        cost, turns, role, trace = heappop(queue)
        if role == goal:
            return _links(trace)
        if role in done:
            continue
        done.add(role)
        for place, link in enumerate(moves(index, role, lateral=lateral)):
            reached = _cost_so_far(cost, link), (*turns, place)
            if link.target not in least or reached < least[link.target]:
                least[link.target] = reached
                heappush(queue, (*reached, link.target, (link, trace)))
    return None


def _cost_so_far(before: Cost, link: Link) -> Cost:
    """Return what a path costs with one edge more: unknown legs, lower bound, steps."""
    unknown, low, steps = before
    years = years_of(link)
    if years is None:
        return unknown + 1, low, steps + 1
    least = years.min or 0
    return (
        unknown,
        max(low, least) if years.measures == "total_experience" else low + least,
        steps + 1,
    )


def _links(trace: Trace) -> list[Link]:
    links: list[Link] = []
    while trace:
        link, trace = trace
        links.append(link)
    return links[::-1]


def _step(index: Index, number: int, link: Link) -> Step:
    shared = link.record.shared if isinstance(link.record, OverlapsWithEdge) else ()
    joining = _joining(index, link.source, link.target, lateral=True)
    return Step(
        **move(index, link),
        number=number,
        source=node_ref(index, link.source),
        target=node_ref(index, link.target),
        relation=link.relation,
        skills=gap(index, source=link.source, target=link.target, kind="skill"),
        responsibilities=gap(index, source=link.source, target=link.target, kind="responsibility"),
        shared=tuple(node_ref(index, id_) for id_ in shared),
        also=tuple(
            Evidence(
                relation=other.relation,
                basis=other.record.basis,
                years=years_of(other),
                sources=other.record.locators,
            )
            for other in joining
            if other != link
        ),
    )


def move(index: Index, link: Link) -> dict[str, Any]:
    """Return the fields of a Move along an edge."""
    edge = link.record
    leads_to = edge if isinstance(edge, LeadsToEdge) else None
    return {
        **claim(edge),
        "key": link.key,
        "years": years_of(link),
        "signs": signs_of_readiness(index, leads_to.signs if leads_to else ()),
        "preparations": signs_of_readiness(index, leads_to.preparations if leads_to else ()),
    }


def years_of(link: Link) -> Years | None:
    """Return the years of a move; None if no source says."""
    return link.record.years if isinstance(link.record, LeadsToEdge) else None


def signs_of_readiness(index: Index, signs: Sequence[Sign]) -> tuple[SignOfReadiness, ...]:
    """Return the signs with the titles of the skills they demand."""
    return tuple(
        SignOfReadiness(
            id=sign.id,
            title=sign.title,
            summary=sign.summary,
            skills=tuple(
                DemandedSkill(
                    demand.id, index.title(demand.id), "skill", necessity=demand.necessity
                )
                for demand in sign.demands
            ),
            basis=sign.basis,
            sources=sign.locators,
        )
        for sign in signs
    )


def _gained(
    index: Index, start: str, gaps: Sequence[Gap], kind: RequirementKind
) -> tuple[Requirement, ...]:
    """Return what is gained on any step and not held at the start, each once."""
    held = {requirement.id for requirement in requirements(index, start, kind)}
    gained: dict[str, Requirement] = {}
    for requirement in (requirement for gap_ in gaps for requirement in gap_.gained):
        if requirement.id not in held:
            gained.setdefault(requirement.id, requirement)
    return tuple(gained.values())


def _unknown(index: Index, links: Sequence[Link]) -> Iterator[Unknown]:
    """Yield what no source says, step by step: of the edge, then of the roles it newly touches."""
    for step, link in enumerate(links, 1):
        of_edge = list(missing_of_edge(index, link))
        yield from (_left_open(step, entry) for entry in of_edge)
        if years_of(link) is None and all(entry.what != "years" for entry in of_edge):
            about = f"{index.title(link.source)} → {index.title(link.target)}"
            yield Unknown(step=step, what="years", about=about, note=None, sources=())
        for role in (link.source, link.target) if step == 1 else (link.target,):
            for entry in missing_of_node(index, role):
                if entry.what not in ("next_roles", "earlier_roles"):
                    yield _left_open(step, entry)


def _left_open(step: int, entry: Missing) -> Unknown:
    other = f" → {entry.other.title}" if entry.other else ""
    return Unknown(
        step=step,
        what=entry.what,
        about=f"{entry.about.title}{other}",
        note=entry.note,
        sources=entry.sources,
    )


def _no_path(index: Index, start: str, goal: str, *, lateral: bool) -> NoPath:
    """Find out why: what is in reach, which of it is nearest, and whether moving aside helps."""
    reach = reachable(index, start, lateral=lateral)
    away = distances_either_way(index, goal)
    near = min(
        (role for role in reach if role != start and role in away),
        key=lambda role: away[role],
        default=None,
    )
    aside = None if lateral else _search(index, start, goal, "steps", lateral=True)
    title = index.title(start)
    moves = "leads on or sideways" if lateral else "leads on"
    if len(reach) == 1:
        reason = f"the data says nothing that {moves} from {title}"
    else:
        others = len(reach) - 1
        roles = "one role is" if others == 1 else f"{others} roles are"
        reason = f"{roles} in reach of {title}, but not {index.title(goal)}"
    return NoPath(
        reason=reason,
        nearest=node_ref(index, near) if near else None,
        lateral_helps=aside is not None,
        lateral_length=len(aside) if aside is not None else None,
    )


def reachable(index: Index, start: str, *, lateral: bool) -> dict[str, int]:
    """Return the roles in reach of the start, by their distance."""

    def onwards(role: str) -> Iterator[str]:
        return (link.target for link in moves(index, role, lateral=lateral))

    return _distances(start, onwards)


def distances_either_way(index: Index, start: str) -> dict[str, int]:
    """Return the roles that edges between roles, followed either way, join to the start."""
    relations = [r.name for r in RELATIONS.values() if "role" in r.targets]

    def around(role: str) -> Iterator[str]:
        yield from (link.target for r in relations for link in index.outgoing(role, r))
        yield from (link.source for r in relations for link in index.incoming(role, r))

    return _distances(start, around)


def _distances(start: str, neighbours: Callable[[str], Iterable[str]]) -> dict[str, int]:
    """Return how many edges each role is away from the start, in the order they are reached."""
    distance = {start: 0}
    queue = [start]
    for role in queue:
        for neighbour in neighbours(role):
            if neighbour not in distance:
                distance[neighbour] = distance[role] + 1
                queue.append(neighbour)
    return distance
