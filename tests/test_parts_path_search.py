"""Tests of graph.parts.path_search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worlds import BACKGROUND, beside, role, said_in, to, world

from graph.model.errors import BadParameter, UnknownNode, WrongKind
from graph.model.records import LeadsTo, OverlapsWith, Sign, Years, YearsMeasure
from graph.parts.effort import Effort
from graph.parts.path_search import shortest_path
from graph.parts.path_text import roles_of
from graph.parts.paths import NoPath, Path
from graph.parts.years import YearRange, total_years
from graph.store.index import Index


def _search(
    index: Index, source: str = "a", target: str = "z", by: str = "steps", *, lateral: bool = False
) -> Path | NoPath:
    return shortest_path(index, source=source, target=target, by=by, lateral=lateral)


def _path(
    index: Index, source: str = "a", target: str = "z", by: str = "steps", *, lateral: bool = False
) -> Path:
    path = _search(index, source, target, by, lateral=lateral)
    assert isinstance(path, Path)
    return path


def _no_path(
    index: Index, source: str = "a", target: str = "z", *, lateral: bool = False
) -> NoPath:
    no_path = _search(index, source, target, lateral=lateral)
    assert isinstance(no_path, NoPath)
    return no_path


def _length(answer: Path | NoPath) -> int | None:
    return answer.length if isinstance(answer, Path) else None


def _roles(path: Path) -> str:
    """Return the ids of the roles on the path, both ends included."""
    return " ".join(role.id for role in roles_of(path))


# --- Compared with networkx ---------------------------------------------------------------------

IDS = "abcdef"


class Drawn(NamedTuple):
    """A random world, and the same as a plain networkx graph."""

    index: Index
    G: nx.MultiDiGraph
    """Edges hold their LeadsTo or OverlapsWith, and their place among those of their role."""


@st.composite
def worlds(
    draw: st.DrawFn, counts: Sequence[YearsMeasure] = ("not_stated",), *, lateral: bool = False
) -> Drawn:
    """Draw six roles and steps between them, some parallel, some of unknown length."""
    pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda ab: ab[0] != ab[1])
    years = st.none() | st.builds(
        Years,
        min=st.none() | st.integers(0, 6).map(lambda halves: halves / 2),
        max=st.sampled_from([None, 3.0, 9.0]),
        measures=st.sampled_from(counts),
    )
    steps = draw(st.lists(st.tuples(pairs, years), max_size=14))
    asides = draw(st.lists(pairs, max_size=4)) if lateral else []
    edges: list[tuple[str, LeadsTo | OverlapsWith]] = [
        (source, to(target, its, source=said_in(f"s{number}")))
        for number, ((source, target), its) in enumerate(steps)
    ]
    edges += [
        (source, beside(target, source=said_in(f"o{number}")))
        for number, (source, target) in enumerate(asides)
    ]
    index = world(*(role(id_, *(edge for its, edge in edges if its == id_)) for id_ in IDS))
    G = nx.MultiDiGraph()
    G.add_nodes_from(IDS)
    for id_ in IDS:
        links = index.outgoing(id_, "leads_to")
        links = links + index.outgoing(id_, "overlaps_with") if lateral else links
        for place, link in enumerate(links):
            G.add_edge(id_, link.target, key=link.key, record=link.record, place=place)
    return Drawn(index, G)


@given(drawn=worlds())
def test_steps_match_networkx(drawn: Drawn) -> None:
    """By steps no path is shorter than the one found."""
    lengths = dict(nx.all_pairs_shortest_path_length(drawn.G))
    for source in IDS:
        for target in IDS:
            assert _length(_search(drawn.index, source, target)) == lengths[source].get(target)


@given(drawn=worlds(lateral=True))
def test_lateral_is_an_option(drawn: Drawn) -> None:
    """Sideways moves are taken only if the query allows them."""
    steps = nx.MultiDiGraph(
        edge
        for edge in drawn.G.edges(keys=True, data=True)
        if isinstance(edge[3]["record"], LeadsTo)
    )
    steps.add_nodes_from(IDS)
    for G, lateral in ((steps, False), (drawn.G, True)):
        lengths = nx.single_source_shortest_path_length(G, "a")
        for target in IDS:
            found = _search(drawn.index, "a", target, lateral=lateral)
            assert _length(found) == lengths.get(target)


@settings(max_examples=200)
@given(drawn=worlds(lateral=True), by=st.sampled_from(["steps", "years"]))
def test_cheapest_then_first_path_wins(drawn: Drawn, by: str) -> None:
    """The path is the cheapest of all simple paths, then the first in file order."""

    def cost(edges: list[tuple[str, str, str]]) -> tuple[float, ...]:
        legs = [getattr(drawn.G.edges[edge]["record"], "years", None) for edge in edges]
        unknown = sum(leg is None for leg in legs)
        low = sum(leg.min or 0 for leg in legs if leg)
        places = [drawn.G.edges[edge]["place"] for edge in edges]
        return (*((unknown, low) if by == "years" else ()), len(edges), *places)

    for target in IDS[1:]:
        every = list(nx.all_simple_edge_paths(drawn.G, "a", target))
        path = _search(drawn.index, "a", target, by, lateral=True)
        steps = path.steps if isinstance(path, Path) else ()
        taken = [(step.source.id, step.target.id, step.key) for step in steps]
        assert taken == min(every, key=cost, default=[])


@settings(max_examples=200)
@given(drawn=worlds(counts=["time_in_role", "total_experience", "not_stated"]))
def test_years_are_minimal(drawn: Drawn) -> None:
    """By years no path has fewer steps with unknown years, or fewer years."""

    def cost(legs: list[Years | None]) -> tuple[float, float]:
        total = total_years(legs)
        return len(total.unknown_steps), total.added.min if total.added else 0

    for target in IDS[1:]:
        every = nx.all_simple_edge_paths(drawn.G, "a", target)
        costs = [cost([drawn.G.edges[edge]["record"].years for edge in edges]) for edges in every]
        path = _search(drawn.index, "a", target, "years")
        assert isinstance(path, Path) == bool(costs)
        assert isinstance(path, NoPath) or cost([step.years for step in path.steps]) == min(costs)


@given(drawn=worlds(lateral=True), by=st.sampled_from(["steps", "years"]))
def test_paths_are_simple(drawn: Drawn, by: str) -> None:
    """No path visits a role twice."""
    for target in IDS:
        path = _search(drawn.index, "a", target, by, lateral=True)
        roles = roles_of(path) if isinstance(path, Path) else []
        assert len(roles) == len(set(roles))


@given(drawn=worlds(lateral=True))
def test_lateral_help_matches_networkx(drawn: Drawn) -> None:
    """Without a path, networkx agrees whether sideways moves help."""
    no_path = _search(drawn.index, "a", "f")
    assume(isinstance(no_path, NoPath))
    assert isinstance(no_path, NoPath)
    lengths = nx.single_source_shortest_path_length(drawn.G, "a")
    assert no_path.lateral_length == lengths.get("f")
    assert no_path.lateral_helps == ("f" in lengths)


# --- Which path ---------------------------------------------------------------------------------


def test_steps_ignore_years() -> None:
    """By steps the shorter path wins, however long it takes."""
    index = world(role("a", to("b", 1), to("z", 9)), role("b", to("z", 1)), role("z"))
    assert _roles(_path(index)) == "a z"
    assert _roles(_path(index, by="years")) == "a b z"


def test_known_years_go_first() -> None:
    """By years, a step with known years goes before one without."""
    index = world(role("a", to("z"), to("b", 20)), role("b", to("z", 20)), role("z"))
    assert _roles(_path(index, by="years")) == "a b z"


def test_fewest_unknown_years_win() -> None:
    """By years, the path with the fewest unknown steps wins."""
    index = world(
        role("a", to("b"), to("c")), role("b", to("z")), role("c", to("z", 30)), role("z")
    )
    assert _roles(_path(index, by="years")) == "a c z"


def test_equal_years_take_fewer_steps() -> None:
    """By years, the fewest steps decide among equal years."""
    index = world(role("a", to("b", 1), to("z", 3)), role("b", to("z", 2)), role("z"))
    assert _roles(_path(index, by="years")) == "a z"


def test_upper_bound_is_known_years() -> None:
    """Years without a minimum count as known, from 0."""
    index = world(role("a", to("z"), to("b", Years(max=3))), role("b", to("z", 1)), role("z"))
    path = _path(index, by="years")
    assert _roles(path) == "a b z"
    assert path.years is not None
    assert path.years.unknown_steps == ()


def test_total_experience_replaces_years() -> None:
    """3 years in all, then 5 in all, is 5 years; not 3 + 5."""
    three, five = (
        Years(min=3, measures="total_experience"),
        Years(min=5, measures="total_experience"),
    )
    index = world(role("a", to("z", 6), to("b", three)), role("b", to("z", five)), role("z"))
    path = _path(index, by="years")
    assert _roles(path) == "a b z"
    assert path.years is not None
    assert path.years.added == YearRange(min=5, max=None)


@pytest.mark.parametrize("by", ["steps", "years"])
def test_equal_paths_keep_file_order(by: str) -> None:
    """Of equal paths the first in file order wins."""
    index = world(
        role("a", to("c", 2), to("b", 1)), role("b", to("z", 2)), role("c", to("z", 1)), role("z")
    )
    assert _roles(_path(index, by=by)) == "a c z"


@pytest.mark.parametrize("by", ["steps", "years"])
def test_equal_edges_keep_file_order(by: str) -> None:
    """Of equal parallel edges the first in file order wins."""
    one, two = to("z", 1, source=said_in("one")), to("z", 1, source=said_in("two"))
    assert _path(world(role("a", two, one), role("z")), by=by).steps[0].sources == (said_in("two"),)


def test_faster_parallel_edge_wins() -> None:
    """By years, the faster of two parallel edges wins."""
    slow, fast = to("z", 5, source=said_in("one")), to("z", 2, source=said_in("two"))
    (step,) = _path(world(role("a", slow, fast), role("z")), by="years").steps
    assert step.sources == (said_in("two"),)
    assert [other.sources for other in step.also] == [(said_in("one"),)]


def test_cycles_end() -> None:
    """A cycle does not keep the search from ending."""
    index = world(
        role("a", to("b")), role("b", to("a"), to("c")), role("c", to("a"), to("z")), role("z")
    )
    assert _roles(_path(index)) == "a b c z"
    assert _roles(_path(index, "c", "b")) == "c a b"


def test_same_role_has_no_step() -> None:
    """The path from a role to itself has no step and needs no effort."""
    path = _path(world(role("a", to("b")), role("b", to("a"))), "a", "a")
    assert (path.length, path.steps) == (0, ())
    assert (path.years, path.weakest_basis) == (None, None)
    assert (path.skills_gained, path.effort) == (0, Effort(amount=0, not_stated=0))


def test_path_from_starting_point(small_index: Index) -> None:
    """A path may start at a starting point."""
    assert (
        _roles(_path(small_index, "student", "data-engineer"))
        == "student data-analyst data-engineer"
    )


def test_ends_by_title_or_alias(small_index: Index) -> None:
    """The ends of a path are ids, titles or aliases."""
    path = _path(small_index, "ANALYST", "Data engineer")
    assert (path.source.id, path.target.id) == ("data-analyst", "data-engineer")


def test_ends_must_be_roles(small_index: Index) -> None:
    """An end that is no role, or unknown, is an error."""
    with pytest.raises(WrongKind):
        _path(small_index, "student", "SQL")
    with pytest.raises(UnknownNode):
        _path(small_index, "studnt", "data-analyst")


@pytest.mark.parametrize("by", ["luck", "", "STEPS"])
def test_unknown_cost_is_refused(by: str, small_index: Index) -> None:
    """A cost that does not exist is an error that lists the costs."""
    with pytest.raises(
        BadParameter,
        match=f"by cannot be '{by}'; it takes steps, years, effort, evidence or likelihood",
    ):
        _path(small_index, "student", "data-analyst", by)


# --- Lateral moves ------------------------------------------------------------------------------


def test_lateral_years_are_unknown() -> None:
    """A sideways move is a step with unknown years."""
    index = world(role("a", beside("b")), role("b", to("z", 2)), role("z"))
    path = _path(index, lateral=True)
    assert [step.relation for step in path.steps] == ["overlaps_with", "leads_to"]
    assert path.years is not None
    assert path.years.unknown_steps == (1,)


def test_overlap_moves_both_ways() -> None:
    """An overlap is a move in both directions."""
    index = world(role("a", to("b")), role("b"), role("z", beside("b")))
    assert _roles(_path(index, lateral=True)) == "a b z"


def test_derived_overlap_names_shared() -> None:
    """A derived overlap names what both roles require."""
    index = world(role("a", requires="xy"), role("z", requires="xy"))
    (step,) = _path(index, lateral=True).steps
    assert (step.basis, [ref.id for ref in step.shared]) == ("derived", ["x", "y"])


def test_leads_to_goes_first() -> None:
    """Leads to wins over a parallel overlap."""
    index = world(role("a", beside("z"), to("z")), role("z"))
    (step,) = _path(index, lateral=True).steps
    assert step.relation == "leads_to"
    assert [other.relation for other in step.also] == ["overlaps_with"]


# --- No path ------------------------------------------------------------------------------------


def test_no_path_counts_reachable_roles() -> None:
    """Without a path the answer says how many roles are reachable."""
    no_path = _no_path(world(role("a", to("b")), role("b", to("c")), role("c"), role("z", to("c"))))
    assert (no_path.source.id, no_path.target.id, no_path.lateral) == ("a", "z", False)
    assert no_path.reachable == 2


def test_nearest_role_by_edges() -> None:
    """The nearest role is the reachable one with the fewest edges to the target."""
    no_path = _no_path(world(role("a", to("b")), role("b", to("c")), role("c"), role("z", to("c"))))
    assert no_path.nearest is not None
    assert no_path.nearest.id == "c"


def test_nearest_role_reached_first() -> None:
    """Of two roles as near, the one reached first is named."""
    no_path = _no_path(
        world(role("a", to("b")), role("b", to("c")), role("c"), role("z", to("c"), to("b")))
    )
    assert no_path.nearest is not None
    assert no_path.nearest.id == "b"


def test_nearest_role_by_effort() -> None:
    """Of two roles as near, the one with less to learn for the target is named."""
    index = world(
        role("a", to("b"), to("c")),
        role("b", requires="x"),
        role("c", requires="xy"),
        role("z", to("b"), to("c"), requires="xy"),
    )
    no_path = _no_path(index)
    assert no_path.nearest is not None
    assert no_path.nearest.id == "c"


def test_nearest_role_by_what_is_shared() -> None:
    """Where no edges join two ends, the role with most in common with one of them is named."""
    index = world(
        role("a", to("b"), to("c"), requires="s"),
        role("b", requires="stv"),
        role("c", requires="uv"),
        role("z", requires="uvw"),
    )
    led_to = world(
        role("a", requires="st"), role("x", to("y")), role("y", to("z"), requires="s"), role("z")
    )
    alone = world(role("a"), role("b", requires="s"), role("z", requires="st"))

    named = [
        [node and node.id for node in (its.nearest, its.before, its.alike)]
        for its in map(_no_path, (index, led_to, alone))
    ]
    assert named == [["c", None, None], [None, "y", None], [None, None, "b"]]


def test_dead_end_reaches_nothing() -> None:
    """From a role that leads nowhere no other role is reachable."""
    no_path = _no_path(world(role("a"), role("z", to("a"))))
    assert (no_path.reachable, no_path.nearest) == (0, None)


def test_island_has_no_nearest(small_index: Index) -> None:
    """A role without any edge to others has no nearest role."""
    no_path = _no_path(small_index, "student", "gardener", lateral=True)
    assert (no_path.reachable, no_path.nearest) == (2, None)


def test_lateral_help_is_stated() -> None:
    """The answer says whether sideways moves give a path, and its length."""
    index = world(
        role("a", to("b")), role("b", beside("c")), role("c", to("z")), role("z"), role("i")
    )
    helped, not_helped = _no_path(index), _no_path(index, "a", "i")
    assert (helped.lateral_helps, helped.lateral_length) == (True, 3)
    assert helped.lateral_path == _path(index, lateral=True)
    assert (not_helped.lateral_helps, not_helped.lateral_length) == (False, None)


def test_allowed_lateral_does_not_help() -> None:
    """Sideways moves that are allowed already do not help."""
    no_path = _no_path(world(role("a", beside("b")), role("b"), role("z")), lateral=True)
    assert not no_path.lateral_helps
    assert no_path.reachable == 1


def test_paths_have_a_direction() -> None:
    """A path back is no path."""
    index = world(role("a"), role("z", to("a")))
    assert _roles(_path(index, "z", "a")) == "z a"
    assert _no_path(index, "a", "z").reachable == 0


def test_signs_are_no_steps() -> None:
    """A sign of readiness is no move to a role."""
    sign = Sign(id="s", title="S", basis="stated", skills=("x",))
    index = world(role("a", preparations=(sign,), stage=BACKGROUND.id), role("z", requires="x"))
    assert isinstance(_search(index, lateral=True), NoPath)
