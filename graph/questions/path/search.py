"""By which really different paths does one get from one role to another, within what is asked?

Costs, and what each counts:

- steps: how many.
- years: the steps of unknown length, then the lower bound of the others added up. Years that
  count total experience replace what came before if they are more; so these costs do not add
  up, and the paths are found by the years that do and put in order by what they come to.
- effort: see graph.parts.effort.Effort: the gaps of the steps added up.
- evidence: the weakest basis, then how many steps stand on it, then on the next; by all costs
  together the weakest basis alone.

Of parallel edges between two roles the one is taken that costs least, then, within a limit of
years, the shortest, then the first; paths through the same roles are one path. By all costs
together, parallel edges make different paths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import heappop, heappush
from itertools import islice, pairwise
from math import isfinite
from typing import Any, Literal, NamedTuple, TypeAlias, cast, get_args

from msgspec import Struct

from graph.model.edges import Edge
from graph.model.errors import BadParameter, UnknownNode, WrongKind, one_of
from graph.model.records import BASES
from graph.parts.effort import Effort, effort_of, step_effort
from graph.parts.moves import By, cost_of, moves
from graph.parts.path_search import distances_either_way, move_digraph, reachable, shortest_path
from graph.parts.paths import NoPath, Path, path_of
from graph.parts.requirements import NodeRef, node_ref
from graph.parts.years import years_of
from graph.questions.path.trade_offs import costs_of, trade_off, years_decide
from graph.searches import pareto_paths as pareto
from graph.searches.k_shortest_paths import (
    INFINITE,
    MAX_MOVES,
    CostsVia,
    Limit,
    ShortestSimplePaths,
    SimplePath,
)
from graph.searches.pareto_paths import UNKNOWN, Constraints, Costs, LowerBounds, MoveCosts
from graph.searches.shortest_path import WeightedDigraph
from graph.store.index import Index
from graph.store.index_cache import cached_with_index
from graph.store.overlap import overlap_coefficient

MOST_ALTERNATIVES = 25
MOST_VIA = 4
MOST_AVOIDED = 50
MOST_STEPS = 1_000
MOST_YEARS = 1_000
MOST_PATHS = 1_000
"""How many paths are looked at for different ones."""

NEAR_COPY = 0.5
"""The overlap coefficient of the roles between the ends target which paths are near-copies."""

MOST_TRIES = 30
"""How many roles are tried for the nearest one that fits, if nothing does."""

ConstraintKind: TypeAlias = Literal["via", "avoid", "max_steps", "max_years"]
BESIDE = 20
"""How many bits of ``cost_of`` the number of steps takes, beside what comes before it."""


class Constraint(Struct, frozen=True, kw_only=True):
    """Something that the paths are to keep to."""

    kind: ConstraintKind
    node: NodeRef | None = None
    """The role to go through; the role, or what no role on the way may require, to avoid."""
    limit: float | None = None


class Alternative(Struct, frozen=True, kw_only=True):
    """One of the paths, and what speaks for it."""

    number: int
    path: Path
    effort: Effort
    best_by: tuple[By, ...]
    """The costs by which none of the paths shown is better; years only if any are stated."""
    trade_off: str
    """In words: what is different from the first path; empty for the first."""
    near_copies: int
    """How many near-copies of it were looked at and are not among the paths."""
    near_copy_of: int | None
    """The number of the path before that it is a near-copy of, if it is shown all the same."""
    open_to: tuple[NodeRef, ...]
    """Roles on the way that may require what is to be avoided: their lists are not stated."""


class Broken(Struct, frozen=True, kw_only=True):
    """A constraint that keeps all paths away, and the best path without it."""

    constraint: Constraint | None
    """None: no one constraint alone, but all of them together."""
    path: Path
    may_fit: bool = False
    """Whether only steps of unknown length keep the path from fitting a limit of years."""


class NothingFits(Struct, frozen=True, kw_only=True):
    """Why no path keeps to the constraints, and what would help."""

    no_path: NoPath | None
    """If there is no path without the constraints either."""
    broken: tuple[Broken, ...]
    nearest: NodeRef | None
    """The role, of those that a path within the constraints leads to, nearest to the target."""


class Alternatives(Struct, frozen=True, kw_only=True):
    """The answer to a path query with alternatives or constraints."""

    source: NodeRef
    target: NodeRef
    by: By | None
    """None: the paths of which none is better by one cost without being worse by another."""
    lateral: bool
    number: int
    """How many paths were asked for."""
    constraints: tuple[Constraint, ...]
    found: bool
    paths: tuple[Alternative, ...]
    left_out: int
    """How many paths more there are in the set that no other path is better than."""
    looked_at: int
    """How many paths were looked at, near-copies and all."""
    gave_up: bool
    """Whether a bound was reached first, so that there may be more paths, or better ones."""
    nothing_fits: NothingFits | None = None
    others: bool | None = None
    """Whether by steps alone there are others, if all costs leave fewer than were asked for."""


class _Asked(NamedTuple):
    """A question whose names are resolved; roles by their positions."""

    start: int
    goal: int
    by: By | None
    lateral: bool
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    max_years: float | None = None
    max_steps: float | None = None
    most: int = MAX_MOVES


class _Route(NamedTuple):
    links: tuple[Edge, ...]
    near_copies: int = 0
    near_copy_of: int | None = None


class _Found(NamedTuple):
    routes: tuple[_Route, ...]
    looked_at: int
    gave_up: bool
    left_out: int = 0


def alternatives(
    index: Index,
    *,
    source: str,
    target: str,
    number: int = 1,
    by: str | None = None,
    lateral: bool = False,
    via: Iterable[str] = (),
    avoid: Iterable[str] = (),
    max_years: float | None = None,
    max_steps: int | None = None,
) -> Alternatives:
    """Return up to ``number`` (1 to 25) loop-free, really different paths between two roles.

    By a cost (steps, years, effort, evidence: see above) they come the least costly first;
    near-copies come last, if there is room: paths that share, of the roles between the ends,
    more than half of those of the shorter one with a path before, the roles of ``via`` aside.
    Without ``by`` they are of the Pareto set over all four costs: those that are best by one cost
    first, then the others, near-copies last.

    The paths go through the roles ``via`` (at most 4), in any order, and not through those to
    ``avoid``, nor through roles that require a skill or responsibility to avoid, the first role
    aside. ``max_years`` is the most that the lower bound may come to; a path with a step of
    unknown length is not known to fit, and does not. Loop-free paths through given roles are a
    hard problem: searches are bounded, and ``gave_up`` says when a bound was reached.

    Among equals the first in file order is taken. If nothing fits, the answer says why. Raises
    UnknownNode, AmbiguousName, WrongKind or BadParameter.
    """
    asked = _Asked(
        start=index.position[index.resolve(source, "role")],
        goal=index.position[index.resolve(target, "role")],
        by=_cost(by),
        lateral=lateral,
        via=_via(index, via),
        avoid=_avoided(index, avoid),
        max_years=_at_most("max_years", max_years, "a number", MOST_YEARS),
        max_steps=_at_most("max_steps", max_steps, "a whole number", MOST_STEPS),
    )
    if not 1 <= number <= MOST_ALTERNATIVES:
        raise BadParameter("alternatives", number, f"a whole number from 1 to {MOST_ALTERNATIVES}")
    _check_ends(index, asked)
    found = _found(index, asked, number)
    return Alternatives(
        source=_ref(index, asked.start),
        target=_ref(index, asked.goal),
        by=asked.by,
        lateral=lateral,
        number=number,
        constraints=tuple(_constraints(index, asked)),
        found=bool(found.routes),
        paths=_told(index, asked, found.routes),
        left_out=found.left_out,
        looked_at=found.looked_at,
        gave_up=found.gave_up,
        nothing_fits=None if found.routes else _nothing_fits(index, asked),
        others=_others(index, asked, found, number),
    )


def _others(index: Index, asked: _Asked, found: _Found, number: int) -> bool | None:
    """Return whether by steps there are paths that all costs together leave out; None: not asked.

    None also if a bound is reached before another is found.
    """
    shown = {_along(route.links) for route in found.routes}
    if asked.by is not None or not shown or len(found.routes) == number or found.gave_up:
        return None
    by_steps = asked._replace(by="steps", most=MAX_MOVES // 4)
    more = _found(index, by_steps, len(shown) + 1)
    if any(_along(route.links) not in shown for route in more.routes):
        return True
    return None if more.gave_up else False


def _along(links: Sequence[Edge]) -> tuple[str, ...]:
    return tuple(link.target for link in links)


# --- What is asked -------------------------------------------------------------------------------


def _cost(by: str | None) -> By | None:
    if by is not None and by not in get_args(By):
        raise BadParameter("by", by, one_of(get_args(By)))
    return cast("By | None", by)


def _at_most(name: str, value: float | None, number: str, most: int) -> float | None:
    if value is not None and not (isfinite(value) and 0 <= value <= most):
        raise BadParameter(name, value, f"{number} from 0 to {most:,}")
    return value


def _via(index: Index, names: Iterable[str]) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(index.resolve(name, "role") for name in names))
    if len(ids) > MOST_VIA:
        raise BadParameter("via", f"{len(ids)} roles", f"at most {MOST_VIA}")
    return ids


def _avoided(index: Index, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of what is to be avoided: of a name, a role rather than a requirement."""
    ids = []
    for name in names:
        try:
            ids.append(index.resolve(name, "role"))
        except (WrongKind, UnknownNode):
            ids.append(index.resolve(name))
    if len(ids) > MOST_AVOIDED:
        raise BadParameter("avoid", f"{len(ids)} names", f"at most {MOST_AVOIDED}")
    return tuple(dict.fromkeys(ids))


def _check_ends(index: Index, asked: _Asked) -> None:
    ends = {index.roles[asked.start], index.roles[asked.goal]}
    for name, ids in (("via", asked.via), ("avoid", asked.avoid)):
        for id_ in ids:
            if id_ in ends:
                title = index.records[id_].title
                raise BadParameter(name, title, "roles other than the first and the last")
    for id_ in asked.via:
        if id_ in asked.avoid:
            raise BadParameter(
                "avoid", index.records[id_].title, "roles that are not to be gone through"
            )


def _constraints(index: Index, asked: _Asked) -> Iterator[Constraint]:
    for id_ in asked.via:
        yield Constraint(kind="via", node=node_ref(index, id_))
    for id_ in asked.avoid:
        yield Constraint(kind="avoid", node=node_ref(index, id_))
    if asked.max_steps is not None:
        yield Constraint(kind="max_steps", limit=asked.max_steps)
    if asked.max_years is not None:
        yield Constraint(kind="max_years", limit=asked.max_years)


def _without(asked: _Asked, constraint: Constraint) -> _Asked:
    left: Any = None
    if constraint.node is not None:
        kept = asked.via if constraint.kind == "via" else asked.avoid
        left = tuple(id_ for id_ in kept if id_ != constraint.node.id)
    changed: dict[str, Any] = {constraint.kind: left}
    return asked._replace(**changed)


def _closed(index: Index, asked: _Asked) -> frozenset[int]:
    """Return the roles that no path may go through, or end at."""
    roles: set[str] = set()
    for id_ in asked.avoid:
        if index.kinds[id_] == "role":
            roles.add(id_)
        else:
            roles.update(link.source for link in index.incoming(id_, "requires"))
    return frozenset(index.position[role] for role in roles) - {asked.start}


# --- By one cost ---------------------------------------------------------------------------------


def _found(index: Index, asked: _Asked, number: int) -> _Found:
    if asked.by is None:
        return _best_by_several(index, asked, number)
    ways = _ways(index, asked)
    routes: list[_Route] = []
    copies: list[_Route] = []
    looked_at = 0
    for links in islice(_in_order(index, asked, ways), MOST_PATHS):
        looked_at += 1
        copied = _copied(asked, routes, links)
        (routes if copied is None else copies).append(_Route(links, near_copy_of=copied))
        if len(routes) == number:
            break
    gave_up = len(routes) < number and (ways.gave_up or looked_at == MOST_PATHS)
    return _Found(_ranked(routes, copies, number), looked_at, gave_up)


def _ranked(routes: Sequence[_Route], copies: Sequence[_Route], number: int) -> tuple[_Route, ...]:
    """Return different paths, then near-copies as there is room; the others are counted."""
    shown = [*routes, *copies][:number]
    left_out = Counter(copy.near_copy_of for copy in copies[max(0, number - len(routes)) :])
    return tuple(route._replace(near_copies=left_out[place]) for place, route in enumerate(shown))


def _copied(asked: _Asked, routes: Sequence[_Route], links: Sequence[Edge]) -> int | None:
    """Return which of the routes, if any, is nearly the same: the first."""
    own = _between(asked, links)
    return next(
        (
            number
            for number, route in enumerate(routes)
            if overlap_coefficient(own, _between(asked, route.links)) > NEAR_COPY
        ),
        None,
    )


def _between(asked: _Asked, links: Sequence[Edge]) -> set[str]:
    """Return the roles between the ends, without those that were asked for."""
    return {link.source for link in links[1:]}.difference(asked.via)


def _ways(index: Index, asked: _Asked) -> ShortestSimplePaths:
    limits = []
    if asked.max_steps is not None:
        limits.append(Limit(_digraph(index, asked, "steps"), int(asked.max_steps)))
    if asked.max_years is not None:
        limits.append(
            Limit(_digraph(index, asked, "thousandths"), _in_thousandths(asked.max_years))
        )
    return ShortestSimplePaths(
        _digraph(index, asked, cast("By", asked.by)),
        asked.start,
        asked.goal,
        avoid=_closed(index, asked),
        via=[index.position[id_] for id_ in asked.via],
        limits=limits,
        max_moves=asked.most,
    )


def _digraph(index: Index, asked: _Asked, cost: str) -> WeightedDigraph:
    """Return the move_digraph of the moves a question allows, of parallel ones the one it takes.

    Compiled when it is first asked for; where nothing is special it is that of ``shortest_path``.
    """
    known, total = asked.max_years is not None, index.counts_total and cost == "years"
    if not (known or total):
        return move_digraph(index, cost, lateral=asked.lateral)
    key = ("move_digraph", cost, asked.by, asked.lateral, known)
    if key not in index.cache:
        edges = (
            (position, index.position[link.target], _adds_up(index, link, cost))
            for position, role in enumerate(index.roles)
            for link in _first_of_the_least(index, asked, _allowed(index, asked, role))
        )
        index.cache[key] = WeightedDigraph(len(index.roles), edges)
    return cast("WeightedDigraph", index.cache[key])


def _allowed(index: Index, asked: _Asked, role: str) -> Iterator[Edge]:
    """Yield the moves from a role: with a limit of years, those whose years are stated."""
    for link in moves(index, role, lateral=asked.lateral):
        if asked.max_years is None or years_of(link) is not None:
            yield link


def _first_of_the_least(index: Index, asked: _Asked, links: Iterable[Edge]) -> list[Edge]:
    """Return of parallel edges the one to take, at the place of the first."""
    parallel: dict[str, list[Edge]] = {}
    for link in links:
        parallel.setdefault(link.target, []).append(link)

    def cost(link: Edge) -> tuple[int, int]:
        years = 0 if asked.max_years is None else _adds_up(index, link, "thousandths")
        return _adds_up(index, link, asked.by or "steps"), years

    return [min(each, key=cost) for each in parallel.values()]


def _adds_up(index: Index, link: Edge, cost: str) -> int:
    """Return what a move costs at least, whatever came before it."""
    if cost not in ("years", "thousandths"):
        return cost_of(index, link, cost)
    years = years_of(link)
    if years is not None and years.measures == "total_experience":
        return 1 if cost == "years" else 0
    return cost_of(index, link, "years") >> (0 if cost == "years" else BESIDE)


def _in_thousandths(years: float) -> int:
    return round(years * 1_000)


def _in_order(
    index: Index, asked: _Asked, ways: Iterable[SimplePath]
) -> Iterator[tuple[Edge, ...]]:
    """Yield the edges of the paths, the least costly first also where costs do not add up.

    The ways come by what they cost at least; one is held back until all others cost more.
    """
    total = index.counts_total
    most = None if asked.max_years is None else _in_thousandths(asked.max_years)
    waiting: list[tuple[int, tuple[int, ...], tuple[Edge, ...]]] = []
    for way in ways:
        links = _links(index, asked, way)
        years = _years(links) if total else 0
        if total and most is not None and years % UNKNOWN > most:
            continue
        if not (total and asked.by == "years"):
            yield links
            continue
        while waiting and waiting[0][0] < way.cost:
            yield heappop(waiting)[2]
        heappush(waiting, ((years << BESIDE) + len(links), way.edge_ranks, links))
    while waiting:
        yield heappop(waiting)[2]


def _links(index: Index, asked: _Asked, way: SimplePath) -> tuple[Edge, ...]:
    """Return the edges of a way; where years count total experience, those that come to least."""
    links: tuple[Edge, ...] = ()
    for source, target in pairwise(index.roles[node] for node in way.nodes):
        parallel = [link for link in _allowed(index, asked, source) if link.target == target]
        if asked.by == "years" and index.counts_total:
            links = min(((*links, link) for link in parallel), key=_years)
        else:
            links += tuple(_first_of_the_least(index, asked, parallel))
    return links


def _years(links: Sequence[Edge]) -> int:
    """Return the thousandths of years of a path, and its steps of unknown length beside them."""
    costs: Costs = (0, 0, 0, 0)
    for link in links:
        costs = _arc(link, 0).after(costs)
    return costs[1]


def _arc(link: Edge, target: int, effort: int = 0) -> MoveCosts:
    years = years_of(link)
    least = 0 if years is None else round((years.min or 0) * 1_000)
    total = years is not None and years.measures == "total_experience"
    return MoveCosts(
        target=target,
        years=UNKNOWN if years is None else 0 if total else least,
        total=least if total else 0,
        effort=effort,
        basis=BASES.index(link.record.basis),
    )


# --- By all costs --------------------------------------------------------------------------------


def _best_by_several(index: Index, asked: _Asked, number: int) -> _Found:
    """Return the paths that no other is better than: the best by one cost, others, near-copies."""
    closed = _closed(index, asked)
    if asked.goal in closed:
        return _Found((), 0, gave_up=False)
    within = Constraints(
        avoid=closed,
        via=[index.position[id_] for id_ in asked.via],
        max_steps=asked.max_steps,
        max_years=None if asked.max_years is None else _in_thousandths(asked.max_years),
    )
    arcs = _arcs(index, lateral=asked.lateral)
    least = _least(index, asked)
    front = pareto.pareto_paths(arcs, asked.start, asked.goal, least, within)
    best = {
        min(range(len(front.paths)), key=lambda number: front.paths[number][0][cost])
        for cost in range(4)
        if front.paths
    }
    ordered = sorted(range(len(front.paths)), key=lambda number: number not in best)
    first: list[_Route] = []
    last: list[_Route] = []
    for place in ordered:
        links = _links_at(index, asked, front.paths[place][1])
        copied = _copied(asked, first, links)
        (first if copied is None else last).append(_Route(links, near_copy_of=copied))
    return _Found(
        _ranked(first, last, number),
        looked_at=len(front.paths),
        gave_up=front.gave_up,
        left_out=max(0, len(front.paths) - number),
    )


@cached_with_index
def _arcs(index: Index, *, lateral: bool) -> list[list[MoveCosts]]:
    """Return every move, in the order of ``moves``, with what it adds to each cost."""
    return [
        [_full_arc(index, link) for link in moves(index, role, lateral=lateral)]
        for role in index.roles
    ]


def _full_arc(index: Index, link: Edge) -> MoveCosts:
    unknown, amount = step_effort(index, link.source, link.target)
    return _arc(link, index.position[link.target], unknown * UNKNOWN + amount)


def _least(index: Index, asked: _Asked) -> LowerBounds:
    """Return what tells the least of each cost from a role to the last one, through what is left.

    Where a role was says which of those to go through are left.
    """
    anyhow = asked._replace(max_years=None)
    through = [index.position[id_] for id_ in asked.via]
    steps, years, effort, evidence = (
        CostsVia(_digraph(index, anyhow._replace(by=by), by), asked.goal, through)
        for by in get_args(By)
    )

    @cache
    def of_state(state: int) -> Costs | None:
        if steps.get(state) >= INFINITE:
            return None
        weak = evidence[state] >> BESIDE
        basis = 2 if weak >= UNKNOWN else 1 if weak else 0
        return steps[state], years[state] >> BESIDE, effort[state] >> BESIDE, basis

    def least(role: int, been: int) -> Costs | None:
        passed = sum(1 << number for number, node in enumerate(through) if been >> node & 1)
        return of_state(role + passed * len(index.roles))

    return least


def _links_at(index: Index, asked: _Asked, turns: Iterable[int]) -> tuple[Edge, ...]:
    links: list[Edge] = []
    role = index.roles[asked.start]
    for turn in turns:
        links.append(list(moves(index, role, lateral=asked.lateral))[turn])
        role = links[-1].target
    return tuple(links)


# --- What is answered ----------------------------------------------------------------------------


def _ref(index: Index, position: int) -> NodeRef:
    return node_ref(index, index.roles[position])


def _path(index: Index, asked: _Asked, links: Sequence[Edge]) -> Path:
    start, goal = index.roles[asked.start], index.roles[asked.goal]
    return path_of(index, start, goal, links, by=asked.by, lateral=asked.lateral)


def _told(index: Index, asked: _Asked, routes: Sequence[_Route]) -> tuple[Alternative, ...]:
    paths = [_path(index, asked, route.links) for route in routes]
    efforts = [effort_of(index, _roles(path)) for path in paths]
    costs = [
        costs_of(path, effort, together=asked.by is None)
        for path, effort in zip(paths, efforts, strict=True)
    ]
    deciding = [by for by in get_args(By) if by != "years" or years_decide(paths)]
    return tuple(
        Alternative(
            number=number,
            path=path,
            effort=effort,
            best_by=tuple(by for by in deciding if all(its[by] <= other[by] for other in costs)),
            trade_off="" if number == 1 else trade_off((paths[0], efforts[0]), (path, effort)),
            near_copies=route.near_copies,
            near_copy_of=None if route.near_copy_of is None else route.near_copy_of + 1,
            open_to=tuple(_open_to(index, asked, path)),
        )
        for number, (route, path, effort, its) in enumerate(
            zip(routes, paths, efforts, costs, strict=True), 1
        )
    )


def _roles(path: Path) -> list[str]:
    return [path.source.id, *(step.target.id for step in path.steps)]


def _open_to(index: Index, asked: _Asked, path: Path) -> Iterator[NodeRef]:
    """Yield the roles whose lists leave open whether they require what is to be avoided."""
    kinds = {index.kinds[id_] for id_ in asked.avoid} - {"role"}
    for step in path.steps:
        required = {index.kinds[link.target] for link in index.outgoing(step.target.id, "requires")}
        if kinds - required:
            yield step.target


def _nothing_fits(index: Index, asked: _Asked) -> NothingFits:
    """Find out which constraint keeps the paths away, and how far one gets within all."""
    plain = shortest_path(
        index,
        source=index.roles[asked.start],
        target=index.roles[asked.goal],
        by=asked.by or "steps",
        lateral=asked.lateral,
    )
    by_one = asked._replace(by=asked.by or "steps", most=MAX_MOVES // 4)
    nearest = _nearest(index, by_one._replace(most=MAX_MOVES // 40))
    if plain.no_path:
        return NothingFits(no_path=plain.no_path, broken=(), nearest=nearest)
    constraints = list(_constraints(index, asked))
    broken = [
        _broken(constraint, _path(index, by_one, found.routes[0].links))
        for constraint in constraints
        for found in [_found(index, _without(by_one, constraint), 1)]
        if found.routes
    ]
    return NothingFits(
        no_path=None,
        broken=tuple(broken) or (Broken(constraint=None, path=plain),),
        nearest=nearest,
    )


def _broken(constraint: Constraint, path: Path) -> Broken:
    years = path.years
    may_fit = (
        constraint.kind == "max_years"
        and years is not None
        and bool(years.unknown_steps)
        and years.added.min <= (constraint.limit or 0)
    )
    return Broken(constraint=constraint, path=path, may_fit=may_fit)


def _to(index: Index, asked: _Asked, role: str) -> _Asked:
    """Return the question to another last role, which may be one to go through."""
    via = tuple(id_ for id_ in asked.via if id_ != role)
    return asked._replace(goal=index.position[role], via=via)


def _nearest(index: Index, asked: _Asked) -> NodeRef | None:
    """Return the role that a path within the constraints leads to and is nearest to the target.

    Of those in reach, MOST_TRIES are tried, the nearest first.
    """
    away = distances_either_way(index, index.roles[asked.goal])
    closed = _closed(index, asked) | {asked.start, asked.goal}
    reach = reachable(index, index.roles[asked.start], lateral=asked.lateral)
    near = [role for role in reach if role in away and index.position[role] not in closed]
    for role in sorted(near, key=lambda role: away[role])[:MOST_TRIES]:
        if _found(index, _to(index, asked, role), 1).routes:
            return node_ref(index, role)
    return None
