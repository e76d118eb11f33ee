"""Tests of graph.questions.path: against brute force, published tables and single cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from published import PUBLISHED, SETS, published
from worlds import beside, dataset, role, to, world

from graph.model.edges import Edge, move_basis
from graph.model.errors import AmbiguousName, BadParameter, UnknownNode, WrongKind
from graph.model.records import (
    BASES,
    COUNTED,
    Basis,
    Fact,
    Requires,
    Role,
    Years,
    YearsMeasure,
)
from graph.opening.index import open_index
from graph.parts.effort import Effort, effort_of
from graph.parts.gaps import gap
from graph.parts.path_search import shortest_path
from graph.parts.path_text import roles_of
from graph.parts.paths import NoPath, Path
from graph.parts.years import total_years, years_of
from graph.questions.path.answer import PathAnswer
from graph.questions.path.query import PathQuery
from graph.questions.path.ranking import costs_of
from graph.questions.path.search import answer as find_paths
from graph.questions.path.trade_offs import trade_off
from graph.questions.path.view import answer_lines, broken_text, counted_lines, effort_text
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from graph.store.overlap import overlap_coefficient

IDS = "abcdef"
SKILLS = "vwxy"


# --- Compared with brute force --------------------------------------------------------------------


@st.composite
def worlds(draw: st.DrawFn) -> Index:
    """Draw six roles: parallel edges, cycles, roles without requirements, unknown years.

    Some roles have a job zone, and some are regulated professions.
    """
    pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda ab: ab[0] != ab[1])
    counts: Sequence[YearsMeasure] = draw(
        st.sampled_from(
            [
                ("not_stated",),
                ("total_experience", "time_in_role"),
                ("not_stated", "total_experience"),
            ]
        )
    )
    years = st.none() | st.builds(
        Years,
        min=st.integers(0, 6).map(lambda halves: halves / 2),
        max=st.sampled_from([None, 9.0]),
        measures=st.sampled_from(counts),
    )
    steps = draw(st.lists(st.tuples(pairs, years, st.sampled_from(BASES)), max_size=13))
    asides = draw(st.lists(st.tuples(pairs, st.sampled_from(BASES)), max_size=2))
    requires = st.lists(
        st.builds(
            Requires,
            target=st.sampled_from(SKILLS),
            basis=st.just("stated"),
            necessity=st.sampled_from(["essential", "helpful", "depends"]),
        ),
        max_size=3,
        unique_by=lambda edge: edge.target,
    )
    roles = [
        role(
            id_,
            *(
                to(target, its, basis=basis)
                for (source, target), its, basis in steps
                if source == id_
            ),
            *(beside(target, basis=basis) for (source, target), basis in asides if source == id_),
            requires=draw(requires),
        )
        for id_ in IDS
    ]
    zones = draw(st.dictionaries(st.sampled_from(IDS), st.integers(1, 5)))
    regulated = draw(st.sets(st.sampled_from(IDS), max_size=2))
    return _with_barriers(roles, zones, regulated)


def _with_barriers(
    roles: Sequence[Role], zones: Mapping[str, float], regulated: Iterable[str] = ()
) -> Index:
    """Return the index of the roles, with the job zones and the licences that are stated."""
    figures = [
        *((id_, "Job zone", zone) for id_, zone in zones.items()),
        *((id_, "Regulated profession", 1) for id_ in regulated),
    ]
    facts = tuple(
        Fact(id=f"f{number}", title=title, value=value, unit="of 5", role=id_, basis="stated")
        for number, (id_, title, value) in enumerate(figures)
    )
    data = dataset(*roles, responsibilities=["v"])
    return Index(build_graph(replace(data, about=replace(data.about, facts=facts))))


class Constraints(NamedTuple):
    """Constraints on the paths."""

    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    max_steps: int | None = None
    max_years: float | None = None


constraints = st.builds(
    Constraints,
    via=st.just(()) | st.sampled_from([("b",), ("c",), ("c", "b")]),
    avoid=st.just(()) | st.sampled_from([("d",), ("w",), ("e", "x")]),
    max_steps=st.none() | st.integers(1, 5),
    max_years=st.none() | st.integers(0, 12).map(lambda halves: halves / 2),
)


class Every(NamedTuple):
    """A path as brute force finds it."""

    cost: tuple[float, ...]
    places: tuple[int, ...]
    roles: tuple[str, ...]
    links: tuple[Edge, ...]


def _moves(index: Index, id_: str, *, known: bool) -> list[Edge]:
    links = [*index.outgoing(id_, "leads_to"), *index.outgoing(id_, "overlaps_with")]
    return [link for link in links if not known or years_of(link)]


def _simple_paths(index: Index, *, known: bool, path: tuple[str, ...] = ("a",)) -> Iterator[Any]:
    """Yield the roles of every simple path to f, and the parallel edges of each step."""
    if path[-1] == "f":
        yield path
        return
    for target in dict.fromkeys(link.target for link in _moves(index, path[-1], known=known)):
        if target not in path:
            yield from _simple_paths(index, known=known, path=(*path, target))


def _years(links: Sequence[Edge]) -> tuple[int, float]:
    total = total_years([years_of(link) for link in links])
    return len(total.unknown_steps), total.added.min if total.added else 0


def _gain(index: Index, links: Sequence[Edge]) -> tuple[int, float]:
    """Return the effort, from the gaps that the step cards show."""
    weights = {"essential": 1.0, "helpful": 0.5, "depends": 0.5}
    required = {i for i in (*SKILLS,) if i in index.records and index.incoming(i, "requires")}
    kinds = {index.kinds[id_] for id_ in required}
    gaps = [
        (link, gap(index, source=link.source, target=link.target, kind=kind))
        for link in links
        for kind in kinds
    ]
    return (
        sum(link.target in {node.id for node in its.not_stated} for link, its in gaps),
        sum(weights[gained.necessity] for _, its in gaps for gained in its.gained)
        + sum(20 * barrier for link in links for barrier in _barriers(index, link)),
    )


def _barriers(index: Index, link: Edge) -> tuple[float, float]:
    """Return the job zones that a step rises, and the licences that it needs, from the facts."""
    stated = {(fact.role, fact.title): fact.value for fact in index.about.facts}
    zones = [stated.get((id_, "Job zone")) for id_ in (link.source, link.target)]
    held, asked = ((id_, "Regulated profession") in stated for id_ in (link.source, link.target))
    rise = 0 if None in zones else zones[1] - zones[0]  # type: ignore[operator]
    return max(0, rise), asked and not held


def _bases(links: Sequence[Edge]) -> tuple[int, int, int]:
    bases = _of_moves(links)
    return bases.count("derived"), bases.count("implied"), bases.count("observed")


def _of_moves(links: Sequence[Edge]) -> list[Basis]:
    return [move_basis(link.relation, link.record.basis) for link in links]


def _cost(index: Index, by: str, links: Sequence[Edge]) -> tuple[float, ...]:
    costs: dict[str, tuple[float, ...]] = {
        "steps": (),
        "years": _years(links),
        "effort": _gain(index, links),
        "evidence": _bases(links),
    }
    return (*costs[by], len(links))


def _fits(index: Index, asked: Constraints, roles: Sequence[str], links: Sequence[Edge]) -> bool:
    requirements = {link.target for id_ in roles[1:] for link in index.outgoing(id_, "requires")}
    unknown, low = _years(links)
    return (
        set(asked.via) <= set(roles)
        and not set(asked.avoid) & ({*roles} | requirements)
        and (asked.max_steps is None or len(links) <= asked.max_steps)
        and (asked.max_years is None or (not unknown and low <= asked.max_years))
    )


def _every(index: Index, by: str, asked: Constraints) -> list[Every]:
    """Return the paths that fit, in order; of parallel edges those of the least cost."""
    known = asked.max_years is not None
    found = []
    for roles in _simple_paths(index, known=known):
        parallel = [
            [link for link in _moves(index, source, known=known) if link.target == target]
            for source, target in pairwise(roles)
        ]
        links = min(
            product(*parallel),
            key=lambda links: (_cost(index, by, links), _years_of_each(links) if known else []),
        )
        places = tuple(
            list(dict.fromkeys(link.target for link in _moves(index, source, known=known))).index(
                target
            )
            for source, target in pairwise(roles)
        )
        if _fits(index, asked, roles, links):
            found.append(Every(_cost(index, by, links), places, roles, links))
    return sorted(found, key=lambda path: path[:2])


def _years_of_each(links: Sequence[Edge]) -> list[float]:
    """Order parallel edges of equal cost as they are taken: by what each adds alone."""
    years = [years_of(link) for link in links]
    return [
        0 if its is None or its.measures == "total_experience" else its.min or 0 for its in years
    ]


def _ranked(paths: Sequence[Every], via: Sequence[str], number: int) -> list[tuple[str, ...]]:
    """Return different paths, then near-copies."""
    different: list[set[str]] = []
    first, copies = [], []
    for path in paths:
        if len(first) == number:
            break
        between = set(path.roles[1:-1]) - set(via)
        copied = any(overlap_coefficient(between, other) > 0.5 for other in different)
        (copies if copied else first).append(path.roles)
        if not copied:
            different.append(between)
    return [*first, *copies][:number]


def _direct_first(paths: list[Every]) -> list[Every]:
    """Return the paths with the direct step first, unless a detour saves a quarter."""
    direct = [path for path in paths if len(path.links) == 1]
    if not direct:
        return paths
    (lists, amount, _), (fewest, least, _) = direct[0].cost, paths[0].cost
    saves = lists > fewest or least < 0.75 * amount
    return paths if saves else [*direct, *paths]


def _least_effort_first(index: Index, paths: list[Every]) -> list[Every]:
    """Return the paths with that of the least effort first, of those with the fewest steps."""
    shortest = [path for path in paths if path.cost == paths[0].cost]
    best = min(shortest, key=lambda path: _gain(index, path.links), default=None)
    return [path for path in paths if path is best] + [path for path in paths if path is not best]


FREE = Constraints()


def _ask(
    index: Index, asked: Constraints = FREE, *, by: str = "all", number: int = 1, **more: Any
) -> PathAnswer:
    given = {"source": "a", "target": "f", "lateral": True, **asked._asdict(), **more}
    return find_paths(index, PathQuery(**given, by=by, alternatives=number))  # type: ignore[arg-type]


def _roles(path: Path) -> tuple[str, ...]:
    return tuple(role.id for role in roles_of(path))


@settings(max_examples=400)
@given(
    index=worlds(),
    asked=constraints,
    by=st.sampled_from(["steps", "years", "effort", "evidence"]),
    number=st.sampled_from([1, 3, 25]),
)
def test_one_cost_matches_brute_force(
    index: Index, asked: Constraints, by: str, number: int
) -> None:
    """By one cost the paths are those of brute force, in order."""
    assume(not {"w", "x"} & set(asked.avoid) - set(index.records))
    every = _every(index, by, asked)

    answer = _ask(index, asked, by=by, number=number)

    if by == "effort" and number == 1 and asked == FREE:
        every = _direct_first(every)
    if by == "steps" and asked == FREE:
        every = _least_effort_first(index, every)
    assert [_roles(each) for each in answer.paths] == _ranked(every, asked.via, number)
    costs = {path.roles: path.cost for path in every}
    for each in answer.paths:
        links = [_link(index, step) for step in each.steps]
        assert _cost(index, by, links) == costs[_roles(each)]
        assert (each.effort.not_stated, each.effort.amount or 0) == _gain(index, links)
        assert _fits(index, asked, _roles(each), links)
    assert answer.found == bool(every)
    assert not answer.gave_up


@settings(max_examples=400)
@given(index=worlds(), asked=constraints)
def test_all_costs_match_brute_force(index: Index, asked: Constraints) -> None:
    """By all costs the paths are exactly the Pareto-optimal ones."""
    assume(not {"w", "x"} & set(asked.avoid) - set(index.records))
    known = asked.max_years is not None
    costs = set()
    for roles in _simple_paths(index, known=known):
        parallel = [
            [link for link in _moves(index, source, known=known) if link.target == target]
            for source, target in pairwise(roles)
        ]
        for links in product(*parallel):
            if _fits(index, asked, roles, links):
                weakest = max(map(BASES.index, _of_moves(links)))
                costs.add((len(links), _years(links), _gain(index, links), weakest))
    best = {
        its for its in costs if not any(_as_good(other, its) for other in costs if other != its)
    }

    answer = _ask(index, asked, number=25)

    assume(len(best) <= 25)
    shown = [costs_of(each, together=True) for each in answer.paths]
    assert sorted((*it["steps"], it["years"], it["effort"], *it["evidence"]) for it in shown) == (
        sorted(best)
    )
    assert all(_roles(each)[-1] == "f" for each in answer.paths)
    assert all(len(set(_roles(each))) == len(_roles(each)) for each in answer.paths)
    assert answer.left_out == 0


def _as_good(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _link(index: Index, step: Any) -> Edge:
    return next(
        link
        for link in _moves(index, step.source.id, known=False)
        if (link.target, link.key) == (step.target.id, step.key)
    )


@settings(max_examples=200)
@given(index=worlds(), by=st.sampled_from(["steps", "effort", "evidence"]))
def test_first_path_is_shortest(index: Index, by: str) -> None:
    """The first of several paths is that of shortest_path."""
    shortest = shortest_path(index, source="a", target="f", by=by, lateral=True)
    answer = _ask(index, by=by, number=3)

    assert answer.found == isinstance(shortest, Path)
    if isinstance(shortest, Path):
        assert answer.paths[0].steps == shortest.steps


@settings(max_examples=200)
@given(index=worlds(), asked=constraints)
def test_nothing_fits_has_reasons(index: Index, asked: Constraints) -> None:
    """If nothing fits, the answer has the reasons, and the nearest role fits."""
    assume(not {"w", "x"} & set(asked.avoid) - set(index.records))
    answer = _ask(index, asked, by="steps")
    nothing = answer.nothing_fits

    assert (nothing is None) == (answer.found or asked == FREE)
    if answer.found:
        return
    without = shortest_path(index, source="a", target="f", lateral=True)
    assert answer.no_path == (without if isinstance(without, NoPath) else None)
    if nothing is not None:
        assert bool(nothing.broken) == isinstance(without, Path)
    if nothing and nothing.nearest:
        near = _ask(index, asked._replace(via=tuple(set(asked.via) - {nothing.nearest.id})),
                    by="steps", target=nothing.nearest.id)  # fmt: skip
        assert near.found


# --- Published tables ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("uk", "associate product manager", "head of product"),
        ("onet", "Cashiers", "General and Operations Managers"),
        ("esco with job zones", "private chauffeur", "drama teacher"),
    ],
)
@pytest.mark.parametrize("by", ["steps", "years", "effort", "evidence"])
def test_published_tables_give_paths(name: str, source: str, target: str, by: str) -> None:
    """On published tables the paths are simple, different and in order."""
    index = _published(name)
    answer = _ask(index, source=source, target=target, lateral=False, by=by, number=9)

    assert answer.found
    costs = [_cost(index, by, [_link(index, step) for step in each.steps])
             for each in answer.paths if not each.near_copy_of]  # fmt: skip
    assert costs == sorted(costs) or by == "effort"  # levels count there, too
    assert len({_roles(each) for each in answer.paths}) == len(answer.paths)
    assert all(len(set(_roles(each))) == len(_roles(each)) for each in answer.paths)
    if by == "effort":
        amounts = [each.effort.amount for each in answer.paths if not each.near_copy_of]
        assert amounts == sorted(amount or 0 for amount in amounts)


def test_uk_levels_are_effort() -> None:
    """Effort counts skills kept at a higher level, of four levels."""
    index = _published("uk")
    ends = {"source": "associate product manager", "target": "head of product"}
    (only,) = _ask(index, **ends, lateral=False, number=5).paths
    rises = sum(
        (change.to - change.from_) / 4
        for step in only.steps
        for change in (*step.skills.raised, *step.responsibilities.raised)
        if change.to > change.from_
    )
    gained = sum(
        1.0 if requirement.necessity in COUNTED else 0.5
        for step in only.steps
        for requirement in (*step.skills.gained, *step.responsibilities.gained)
    )
    assert only.effort.amount == pytest.approx(rises + gained)
    assert rises > 0


@cache
def _published(name: str) -> Index:
    published(name)  # skips the test if the files are not there
    return open_index([PUBLISHED / directory for directory in SETS[name]])


# --- One by one -----------------------------------------------------------------------------------


def test_near_copies_come_last() -> None:
    """A near-copy comes after different paths and names the path it copies."""
    index = world(
        role("a", to("b"), to("x")),
        role("b", to("c")),
        role("c", to("d"), to("f")),
        role("d", to("f")),
        role("x", to("y")),
        role("y", to("z")),
        role("z", to("w")),
        role("w", to("f")),
        role("f"),
    )
    answer = _ask(index, by="steps", number=3)

    assert ["".join(_roles(each)) for each in answer.paths] == ["abcf", "axyzwf", "abcdf"]
    assert [each.near_copy_of for each in answer.paths] == [None, None, 1]
    assert [each.near_copies for each in _ask(index, by="steps", number=2).paths] == [1, 0]


def test_trade_off_in_words() -> None:
    """The trade-off between two paths reads as a phrase."""
    index = world(
        role("a", to("b", 3, basis="implied"), to("c", 1)),
        role("b", to("f", 2), requires="vwxy"),
        role("c", to("d", 1), requires="v"),
        role("d", to("f"), requires="v"),
        role("f", requires="v"),
    )
    answer = _ask(index, number=5)

    assert trade_off(*answer.paths) == (
        "1 step longer, at least 2 years instead of at least 5 years, "
        "1 more step of unknown length, 3 fewer skills to gain, effort 1 instead of 4, "
        "weakest basis stated instead of implied"
    )
    assert [each.best_by for each in answer.paths] == [("steps", "years"), ("effort", "evidence")]


def test_evidence_counts_weak_steps() -> None:
    """By evidence, the number of steps with the weakest basis counts."""
    index = world(
        role("a", to("b", basis="implied"), to("c", basis="implied")),
        role("b", to("f")),
        role("c", to("d", basis="implied")),
        role("d", to("f")),
        role("f"),
    )
    answer = _ask(index, by="evidence", number=2)

    assert [each.weakest_basis for each in answer.paths] == ["implied", "implied"]
    assert ["evidence" in each.best_by for each in answer.paths] == [True, False]
    assert "2 implied steps instead of 1" in trade_off(*answer.paths)


def test_unknown_years_do_not_decide() -> None:
    """Years that no source states do not decide between paths."""
    index = world(role("a", to("b"), to("c")), role("b", to("f")), role("c", to("f")), role("f"))
    by_years, by_all = _ask(index, by="years", number=2), _ask(index, number=2)

    assert [each.best_by for each in by_years.paths] == [("steps", "effort", "evidence")] * 2
    assert answer_lines(by_years) == [
        "2 paths, the shortest first.",
        "No source states years for any step, so years cannot decide.",
    ]
    assert counted_lines(by_years) == []
    assert "best on every cost: steps, effort and evidence" in answer_lines(by_all)[0]


def test_best_on_every_cost() -> None:
    """A path that is the best on every cost is the only one."""
    index = world(role("a", to("f", 1), to("b", 1)), role("b", to("f", 1)), role("f"))
    answer = _ask(index, number=5)

    assert [each.best_by for each in answer.paths] == [("steps", "years", "effort", "evidence")]


def test_fewer_paths_than_wanted() -> None:
    """With fewer paths than wanted, the answer says whether there are others."""
    one = world(role("a", to("f", 1)), role("f"))
    two = world(role("a", to("f", 1), to("b", 1)), role("b", to("f", 1)), role("f"))

    assert answer_lines(_ask(one, number=3))[-1] == "There are no others."
    assert answer_lines(_ask(two, number=3))[-1] == "There are other paths by steps."
    assert _ask(two, number=1).more_by_steps is None
    assert _ask(two, by="steps", number=3).more_by_steps is None


def test_total_experience_orders_paths() -> None:
    """Via b the years are max(4, 5) = 5; via c they add up to 6, but look like less."""
    total = Years(min=5, measures="total_experience")
    index = world(
        role("a", to("b", 4), to("c", 3)),
        role("b", to("f", total)),
        role("c", to("f", 3)),
        role("f"),
    )
    answer = _ask(index, by="years", number=2)

    assert ["".join(_roles(each)) for each in answer.paths] == ["abf", "acf"]
    assert [_years([_link(index, step) for step in each.steps])[1] for each in answer.paths] == [
        5,
        6,
    ]
    assert not _ask(index, by="steps", max_years=4.9).found


def test_unknown_years_do_not_fit() -> None:
    """A path with unknown years does not meet a limit of years."""
    index = world(role("a", to("b"), to("c", 2)), role("b", to("f", 1)), role("c", to("f", 2)),
                  role("f"))  # fmt: skip

    assert [_roles(each) for each in _ask(index, by="steps", max_years=9, number=5).paths] == [
        ("a", "c", "f")
    ]
    nothing = _ask(index, by="steps", max_years=3).nothing_fits
    assert nothing is not None
    assert [broken.constraint.kind for broken in nothing.broken if broken.constraint] == [
        "max_years"
    ]
    assert nothing.nearest is not None
    assert nothing.nearest.id == "c"


def test_path_may_fit() -> None:
    """A path that misses a limit only for unknown years may fit."""
    index = world(role("a", to("b")), role("b", to("f", 2)), role("f"))

    nothing = _ask(index, by="steps", max_years=3).nothing_fits
    assert nothing is not None
    assert [broken.may_fit for broken in nothing.broken] == [True]
    assert broken_text(nothing.broken[0]).endswith(
        "Step 1 has no stated years, so it is unknown whether the path fits."
    )
    assert answer_lines(_ask(index, by="steps", max_years=3))[0] == (
        "No path is known to meet the constraints: at most 3 years."
    )
    over = _ask(index, by="steps", max_years=1).nothing_fits
    assert over is not None
    assert [broken.may_fit for broken in over.broken] == [False]


def test_avoid_may_be_unknown() -> None:
    """A role without listed requirements may require what to avoid."""
    index = world(role("a", to("b")), role("b", to("f")), role("f", requires="v"),
                  role("o", requires="w"))  # fmt: skip
    (only,) = _ask(index, by="steps", avoid=["w"]).paths

    assert [node.id for node in only.avoid_unknown] == ["b"]


def test_first_role_may_require_avoided() -> None:
    """The first role may require what to avoid."""
    index = world(role("a", to("f"), requires="w"), role("f", requires="v"))
    assert _ask(index, by="steps", avoid=["w"]).found


def test_constraints_rule_out_together() -> None:
    """Constraints that rule out every path only together are named so."""
    index = world(
        role("a", to("b"), to("c")), role("b", to("f")), role("c", to("f")), role("f"), role("g")
    )
    nothing = _ask(index, by="steps", avoid=["b", "c"], max_steps=1).nothing_fits

    assert nothing is not None
    assert [broken.constraint for broken in nothing.broken] == [None]
    assert nothing.broken[0].path.length == 2


def test_via_needs_no_loop() -> None:
    """A role that only a loop reaches cannot be gone through."""
    index = world(role("a", to("b")), role("b", to("c"), to("f")), role("c", to("b")), role("f"))
    answer = _ask(index, by="steps", via=["c"])

    assert not answer.found
    assert answer.nothing_fits is not None
    assert [len(broken.path.steps) for broken in answer.nothing_fits.broken] == [2]


def test_no_path_has_reason() -> None:
    """Without any path the answer says why, constraints or not."""
    index = world(role("a"), role("b"), role("f"))
    answer = _ask(index, by="steps", max_steps=3)

    assert answer.no_path is not None
    assert answer.nothing_fits is not None
    assert answer.nothing_fits.broken == ()
    assert _ask(index, by="steps").nothing_fits is None


def test_same_role_has_no_step() -> None:
    """The path from a role to itself has no step."""
    index = world(role("a", to("f")), role("f"))
    for by in ("steps", "all"):
        (only,) = _ask(index, target="a", by=by, number=3).paths
        assert only.steps == ()


def test_search_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of thirteen roles that all lead to one another, the search looks at some paths."""
    monkeypatch.setattr("graph.questions.path.one_cost.MAX_PATHS", 50)
    ids = "abcdefghijklm"
    index = world(*(role(i, *(to(j) for j in ids if j != i)) for i in ids))
    answer = _ask(index, by="steps", via=["b"], number=25)

    assert answer.gave_up
    assert answer.looked_at == 50
    assert 0 < len(answer.paths) <= 25


def test_effort_weights_and_levels() -> None:
    """Effort counts an essential skill twice, and a level by its rise."""

    def require(id_: str, level: float | None = None, necessity: Any = "essential") -> Requires:
        return Requires(target=id_, basis="stated", level=level, necessity=necessity)

    index = world(
        role("a", requires=[require("v", 1), require("w")]),
        role("b", requires=[require("v", 3), require("w", 2), require("x", 4, "helpful")]),
    )
    assert effort_of(index, ["a", "b"]) == Effort(amount=0.5 + 2 / 4, not_stated=0)
    assert effort_of(index, ["b", "a"]) == Effort(amount=0, not_stated=0)


def test_helpful_skills_of_one_group_are_one() -> None:
    """Ten helpful languages are no ten skills, and none once one of them is held."""
    helpful = [Requires(target=f"l{n}", basis="stated", necessity="helpful") for n in range(9)]
    data = dataset(role("a"), role("b", requires=helpful), role("c", requires=["l3"]))
    skills = tuple(replace(skill, groups=("languages",)) for skill in data.skills)
    index = Index(build_graph(replace(data, skills=skills)))

    assert effort_of(index, ["a", "b"]).amount == 0.5
    assert effort_of(index, ["c", "b"]).amount == 0


def test_a_direct_step_beats_a_small_saving() -> None:
    """By effort, a detour must save a quarter to be better than the step itself."""

    def through(*, held: Sequence[str], on_the_way: Sequence[str]) -> tuple[str, ...]:
        many = [f"s{n}" for n in range(8)]
        index = world(
            role("a", to("b"), to("c"), requires=held),
            role("b", to("c"), requires=on_the_way),
            role("c", requires=many),
        )
        (found,) = _ask(index, source="a", target="c", lateral=False, by="effort").paths
        return _roles(found)

    # a helpful skill on the way is held in full on the next step: it saves half of one
    half = [Requires(target=f"s{n}", basis="stated", necessity="helpful") for n in range(8)]
    assert through(held=["x"], on_the_way=half[:2]) == ("a", "c")
    assert through(held=["x"], on_the_way=half) == ("a", "b", "c")


def test_zones_and_licences_are_effort() -> None:
    """A job zone to rise and a licence to get count 20 each; a fall takes nothing off."""
    roles = [role(id_, requires="v") for id_ in "abcd"]
    index = _with_barriers(roles, {"a": 2, "b": 4, "c": 3}, regulated="bd")

    assert effort_of(index, "ab") == Effort(amount=60, not_stated=0, zones_risen=2, licences=1)
    assert effort_of(index, "bc") == Effort(amount=0, not_stated=0, zones_risen=0)
    assert effort_of(index, "bd") == Effort(amount=0, not_stated=0)
    assert effort_of(index, "acb").amount == 20 + 20 + 20


def test_effort_goes_round_no_profession() -> None:
    """By effort, a path to a manager does not lead through a surgeon, who has less to learn."""
    index = _with_barriers(
        [
            role("a", to("b"), to("c"), requires="vw"),
            role("b", to("f"), requires="vwx"),
            role("c", to("f"), requires="vwxyz"),
            role("f", requires="vw"),
        ],
        {"a": 3, "b": 5, "c": 3, "f": 4},
    )
    answer = _ask(index, lateral=False, by="effort")

    assert _roles(answer.paths[0]) == ("a", "c", "f")
    assert effort_text(answer.paths[0].effort) == "23, of which 20 for 1 job zone to rise"
    assert "20 for each job zone that a step rises" in counted_lines(answer)[0]


def test_equally_short_paths_by_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of equally short paths the one with the least effort comes first, if they are few."""
    index = world(
        role("a", to("b"), to("c"), requires="v"),
        role("b", to("f"), requires="vwxy"),
        role("c", to("f"), requires="vw"),
        role("f", requires="v"),
    )
    both = _ask(index, by="steps", number=2).paths

    assert [_roles(each) for each in both] == [("a", "c", "f"), ("a", "b", "f")]
    monkeypatch.setattr("graph.parts.path_search.MAX_EQUAL_STEPS", 3)
    assert _roles(_ask(index, by="steps").paths[0]) == ("a", "b", "f")


def test_unstated_zones_are_not_mentioned() -> None:
    """Without job zones, neither the effort nor its explanation mentions them."""
    answer = _ask(world(role("a", to("f")), role("f", requires="v")), by="effort")

    assert answer.paths[0].effort == Effort(amount=1, not_stated=0)
    assert "zone" not in counted_lines(answer)[0]


def test_unknown_list_is_no_shortcut() -> None:
    """A list that is not stated is unknown, not a way around effort."""
    index = world(
        role("a", to("b"), to("c")),
        role("b", to("f")),
        role("c", to("f"), requires="wxy"),
        role("f", requires="v"),
    )
    first, second = _ask(index, by="effort", number=2).paths

    assert (_roles(first)[1], _roles(second)[1]) == ("c", "b")
    assert second.effort.not_stated == 1


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        ({"by": "luck"}, BadParameter, "by cannot be 'luck'"),
        ({"number": 0}, BadParameter, "alternatives cannot be '0'; it takes a whole number"),
        ({"number": 26}, BadParameter, "from 1 to 25"),
        ({"max_steps": -1}, BadParameter, "max_steps cannot be '-1'"),
        ({"max_years": float("nan")}, BadParameter, "max_years cannot be 'nan'"),
        ({"via": ["a"]}, BadParameter, "via cannot be 'A'; it takes roles other than the first"),
        ({"avoid": ["f"]}, BadParameter, "avoid cannot be 'F'"),
        ({"avoid": ["b"], "via": ["b"]}, BadParameter, "avoid cannot be 'B'"),
        ({"via": ["v"]}, WrongKind, "is a skill"),
        ({"via": ["nobody"]}, UnknownNode, "unknown role"),
        ({"avoid": ["nothing"]}, UnknownNode, "unknown node"),
        ({"via": list("bcdeg")}, BadParameter, "at most 4"),
        ({"avoid": ["twice"]}, AmbiguousName, "names several nodes"),
    ],
)
def test_bad_query_is_refused(more: dict[str, Any], error: type[Exception], words: str) -> None:
    """A query that has no meaning is an error with the reason."""
    index = world(*(role(id_) for id_ in "abcdefg"), role("h", aliases=("twice",)),
                  role("i", aliases=("twice",), requires="v"))  # fmt: skip
    with pytest.raises(error, match=words.replace("(", r"\(")):
        _ask(index, **{"by": "steps", **more})
