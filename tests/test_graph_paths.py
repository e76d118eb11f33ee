"""Is the shortest path the shortest, and does the answer say what each step takes?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worlds import BACKGROUND, beside, role, said_in, to, world

from graph.model.errors import BadParameter, UnknownNode, WrongKind
from graph.model.records import LeadsTo, Note, NotStated, OverlapsWith, Sign, Years, YearsMeasure
from graph.parts.path_search import shortest_path
from graph.parts.paths import Path
from graph.parts.years import TotalYears, YearRange, total_years
from graph.store.index import Index


def _path(
    index: Index, source: str = "a", target: str = "z", by: str = "steps", *, lateral: bool = False
) -> Path:
    return shortest_path(index, source=source, target=target, by=by, lateral=lateral)


def _roles(path: Path) -> str:
    """Return the ids of the roles on the way, ends included."""
    return " ".join([path.source.id, *(step.target.id for step in path.steps)])


# --- Compared with networkx ----------------------------------------------------------------------

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
def test_by_steps_no_path_is_shorter(drawn: Drawn) -> None:
    lengths = dict(nx.all_pairs_shortest_path_length(drawn.G))
    for source in IDS:
        for target in IDS:
            assert _path(drawn.index, source, target).length == lengths[source].get(target)


@given(drawn=worlds(lateral=True))
def test_lateral_moves_are_taken_only_when_asked_for(drawn: Drawn) -> None:
    steps = nx.MultiDiGraph(
        edge
        for edge in drawn.G.edges(keys=True, data=True)
        if isinstance(edge[3]["record"], LeadsTo)
    )
    steps.add_nodes_from(IDS)
    for G, lateral in ((steps, False), (drawn.G, True)):
        lengths = nx.single_source_shortest_path_length(G, "a")
        for target in IDS:
            path = _path(drawn.index, "a", target, lateral=lateral)
            assert path.length == lengths.get(target)


@settings(max_examples=200)
@given(drawn=worlds(lateral=True), by=st.sampled_from(["steps", "years"]))
def test_of_all_paths_the_cheapest_and_then_the_first_in_file_order_is_taken(
    drawn: Drawn, by: str
) -> None:
    """Fewest steps; or fewest unknown legs, then the least lower bound, then the fewest steps."""

    def cost(edges: list[tuple[str, str, str]]) -> tuple[float, ...]:
        legs = [getattr(drawn.G.edges[edge]["record"], "years", None) for edge in edges]
        unknown = sum(leg is None for leg in legs)
        low = sum(leg.min or 0 for leg in legs if leg)
        places = [drawn.G.edges[edge]["place"] for edge in edges]
        return (*((unknown, low) if by == "years" else ()), len(edges), *places)

    for target in IDS[1:]:
        every = list(nx.all_simple_edge_paths(drawn.G, "a", target))
        path = _path(drawn.index, "a", target, by, lateral=True)
        taken = [(step.source.id, step.target.id, step.key) for step in path.steps]
        assert taken == min(every, key=cost, default=[])


@settings(max_examples=200)
@given(drawn=worlds(counts=["time_in_role", "total_experience", "not_stated"]))
def test_by_years_no_path_has_fewer_unknown_legs_or_a_lower_bound(drawn: Drawn) -> None:
    def cost(legs: list[Years | None]) -> tuple[float, float]:
        total = total_years(legs)
        return len(total.unknown_steps), total.added.min

    for target in IDS[1:]:
        every = nx.all_simple_edge_paths(drawn.G, "a", target)
        costs = [cost([drawn.G.edges[edge]["record"].years for edge in edges]) for edges in every]
        path = _path(drawn.index, "a", target, "years")
        assert path.found == bool(costs)
        assert not costs or cost([step.years for step in path.steps]) == min(costs)


@given(drawn=worlds(lateral=True), by=st.sampled_from(["steps", "years"]))
def test_no_path_visits_a_role_twice(drawn: Drawn, by: str) -> None:
    for target in IDS:
        roles = _roles(_path(drawn.index, "a", target, by, lateral=True)).split()
        assert len(roles) == len(set(roles))


@given(drawn=worlds(lateral=True))
def test_without_a_path_the_answer_agrees_with_networkx_on_what_would_help(drawn: Drawn) -> None:
    path = _path(drawn.index, "a", "f")
    assume(path.no_path is not None)
    assert path.no_path is not None
    lengths = nx.single_source_shortest_path_length(drawn.G, "a")
    assert path.no_path.lateral_length == lengths.get("f")
    assert path.no_path.lateral_helps == ("f" in lengths)


# --- Which path ----------------------------------------------------------------------------------


def test_by_steps_the_shorter_path_is_taken_however_long_it_takes() -> None:
    index = world(role("a", to("b", 1), to("z", 9)), role("b", to("z", 1)), role("z"))
    assert _roles(_path(index)) == "a z"
    assert _roles(_path(index, by="years")) == "a b z"


def test_by_years_a_known_leg_goes_before_an_unknown_one() -> None:
    index = world(role("a", to("z"), to("b", 20)), role("b", to("z", 20)), role("z"))
    assert _roles(_path(index, by="years")) == "a b z"


def test_by_years_the_fewest_unknown_legs_are_taken() -> None:
    index = world(
        role("a", to("b"), to("c")), role("b", to("z")), role("c", to("z", 30)), role("z")
    )
    assert _roles(_path(index, by="years")) == "a c z"


def test_by_years_the_fewest_steps_decide_among_equal_years() -> None:
    index = world(role("a", to("b", 1), to("z", 3)), role("b", to("z", 2)), role("z"))
    assert _roles(_path(index, by="years")) == "a z"


def test_by_years_a_leg_of_at_most_some_years_is_known() -> None:
    """Its lower bound is zero, and no step counts as unknown that the total does not leave out."""
    index = world(role("a", to("z"), to("b", Years(max=3))), role("b", to("z", 1)), role("z"))
    path = _path(index, by="years")
    assert _roles(path) == "a b z"
    assert path.years is not None
    assert path.years.unknown_steps == ()


def test_by_years_a_leg_that_counts_total_experience_replaces_those_before() -> None:
    """3 in all, then 5 in all, is 5 years; not 3 + 5."""
    three, five = (
        Years(min=3, measures="total_experience"),
        Years(min=5, measures="total_experience"),
    )
    index = world(role("a", to("z", 6), to("b", three)), role("b", to("z", five)), role("z"))
    path = _path(index, by="years")
    assert _roles(path) == "a b z"
    assert path.years is not None
    assert path.years.added.min == 5


@pytest.mark.parametrize("by", ["steps", "years"])
def test_equal_paths_resolve_to_the_first_in_file_order(by: str) -> None:
    index = world(
        role("a", to("c", 2), to("b", 1)), role("b", to("z", 2)), role("c", to("z", 1)), role("z")
    )
    assert _roles(_path(index, by=by)) == "a c z"


@pytest.mark.parametrize("by", ["steps", "years"])
def test_of_parallel_steps_the_first_in_file_order_is_taken(by: str) -> None:
    one, two = to("z", 1, source=said_in("one")), to("z", 1, source=said_in("two"))
    assert _path(world(role("a", two, one), role("z")), by=by).steps[0].sources == (said_in("two"),)


def test_of_parallel_steps_the_one_of_fewer_years_is_taken_by_years() -> None:
    slow, fast = to("z", 5, source=said_in("one")), to("z", 2, source=said_in("two"))
    (step,) = _path(world(role("a", slow, fast), role("z")), by="years").steps
    assert step.sources == (said_in("two"),)
    assert [other.sources for other in step.also] == [(said_in("one"),)]


def test_a_cycle_does_not_keep_a_path_from_ending() -> None:
    index = world(
        role("a", to("b")), role("b", to("a"), to("c")), role("c", to("a"), to("z")), role("z")
    )
    assert _roles(_path(index)) == "a b c z"
    assert _roles(_path(index, "c", "b")) == "c a b"


def test_from_a_role_to_itself_there_is_no_step_to_take() -> None:
    path = _path(world(role("a", to("b")), role("b", to("a"))), "a", "a")
    assert (path.found, path.length, path.steps) == (True, 0, ())
    assert (path.years, path.weakest_basis, path.no_path) == (None, None, None)


def test_a_path_may_start_at_a_starting_point(small_index: Index) -> None:
    assert (
        _roles(_path(small_index, "student", "data-engineer"))
        == "student data-analyst data-engineer"
    )


def test_ends_are_found_by_title_or_alias(small_index: Index) -> None:
    path = _path(small_index, "ANALYST", "Data engineer")
    assert (path.source.id, path.target.id) == ("data-analyst", "data-engineer")


def test_an_end_that_is_no_role_is_refused(small_index: Index) -> None:
    with pytest.raises(WrongKind):
        _path(small_index, "student", "SQL")
    with pytest.raises(UnknownNode):
        _path(small_index, "studnt", "data-analyst")


@pytest.mark.parametrize("by", ["luck", "", "STEPS"])
def test_other_costs_are_refused(by: str, small_index: Index) -> None:
    with pytest.raises(
        BadParameter, match=f"by cannot be '{by}'; it takes steps, years, effort or evidence"
    ):
        _path(small_index, "student", "data-analyst", by)


# --- Lateral moves -------------------------------------------------------------------------------


def test_a_lateral_move_is_a_step_of_unknown_length() -> None:
    index = world(role("a", beside("b")), role("b", to("z", 2)), role("z"))
    path = _path(index, lateral=True)
    assert [step.relation for step in path.steps] == ["overlaps_with", "leads_to"]
    assert path.years is not None
    assert path.years.unknown_steps == (1,)


def test_an_overlap_is_a_move_both_ways() -> None:
    index = world(role("a", to("b")), role("b"), role("z", beside("b")))
    assert _roles(_path(index, lateral=True)) == "a b z"


def test_a_computed_overlap_names_what_both_roles_require() -> None:
    index = world(role("a", requires="xy"), role("z", requires="xy"))
    (step,) = _path(index, lateral=True).steps
    assert (step.basis, [ref.id for ref in step.shared]) == ("derived", ["x", "y"])


def test_leading_on_goes_before_moving_aside() -> None:
    index = world(role("a", beside("z"), to("z")), role("z"))
    (step,) = _path(index, lateral=True).steps
    assert step.relation == "leads_to"
    assert [other.relation for other in step.also] == ["overlaps_with"]


# --- Years ---------------------------------------------------------------------------------------


def _total(*legs: Years | None) -> TotalYears:
    return total_years(legs)


def _range(low: float, high: float | None) -> YearRange:
    return YearRange(min=low, max=high)


def test_years_are_read_as_added_up_and_as_total_experience() -> None:
    total = _total(Years(min=1, max=3), Years(min=3, max=5), Years(min=5, max=8))
    assert total.added == _range(1 + 3 + 5, 3 + 5 + 8)
    assert total.total == _range(max(1, 3, 5), 8)
    assert total.readings_differ


def test_years_in_the_role_are_added_up_in_both_readings() -> None:
    total = _total(
        Years(min=1, max=3, measures="time_in_role"), Years(min=3, max=5, measures="time_in_role")
    )
    assert total.added == total.total == _range(1 + 3, 3 + 5)
    assert not total.readings_differ


def test_years_of_total_experience_replace_those_before_in_both_readings() -> None:
    total = _total(
        Years(min=1, max=3, measures="total_experience"),
        Years(min=3, max=5, measures="total_experience"),
    )
    assert total.added == total.total == _range(3, 5)


def test_years_in_the_role_are_added_to_total_experience_before() -> None:
    total = _total(
        Years(min=5, max=6, measures="total_experience"),
        Years(min=2, max=3, measures="time_in_role"),
    )
    assert total.added == total.total == _range(5 + 2, 6 + 3)


def test_total_experience_is_never_less_than_what_came_before() -> None:
    total = _total(
        Years(min=7, measures="time_in_role"), Years(min=3, max=5, measures="total_experience")
    )
    assert total.added == _range(7, 7)


def test_an_open_bound_leaves_the_sum_open() -> None:
    total = _total(Years(min=1, max=3), Years(min=5))
    assert total.added == _range(1 + 5, None)
    assert total.total == _range(5, None)


def test_a_later_total_closes_an_open_bound() -> None:
    total = _total(Years(min=1), Years(min=5, max=8, measures="total_experience"))
    assert total.added == _range(5, 8)


def test_an_unknown_leg_adds_nothing_and_leaves_the_sum_open() -> None:
    total = _total(Years(min=1, max=2), None, Years(min=3, max=4))
    assert total.added == _range(1 + 3, None)
    assert total.unknown_steps == (2,)


def test_a_bound_that_is_not_stated_counts_as_zero_below() -> None:
    total = _total(Years(max=3), Years(min=2, max=4))
    assert total.added == _range(0 + 2, 3 + 4)
    assert total.unknown_steps == ()


def test_a_total_is_approximate_if_any_leg_is() -> None:
    assert _total(Years(min=1), Years(min=2, approximate=True)).approximate
    assert not _total(Years(min=1), None).approximate


def test_a_single_leg_is_the_same_in_both_readings() -> None:
    assert not _total(Years(min=3, max=5)).readings_differ


# --- What each step takes ------------------------------------------------------------------------


def test_a_step_says_relation_basis_years_signs_and_sources(small_index: Index) -> None:
    (step,) = _path(small_index, "data-analyst", "data-engineer").steps
    assert (step.number, step.source.title, step.target.title) == (
        1,
        "Data analyst",
        "Data engineer",
    )
    assert (step.relation, step.basis) == ("leads_to", "stated")
    assert step.years == Years(min=1, max=3, approximate=True)
    assert [(place.section, place.lines) for place in step.sources] == [("Careers", "12-14")]
    (sign,) = step.signs
    assert (sign.id, [skill.title for skill in sign.skills]) == ("automates", ["Python"])


def test_a_step_says_what_is_gained_kept_and_left_behind(small_index: Index) -> None:
    (step,) = _path(small_index, "data-analyst", "data-engineer").steps
    skills, duties = step.skills, step.responsibilities
    assert [skill.id for skill in skills.gained] == ["python"]
    assert [skill.id for skill in skills.kept] == ["sql", "statistics"]
    assert [skill.id for skill in skills.not_named] == ["listening"]
    assert [duty.id for duty in duties.gained] == ["data-pipeline"]
    assert [duty.id for duty in duties.not_named] == ["monthly-report"]


def test_only_a_step_from_a_starting_point_says_what_prepares_for_it(small_index: Index) -> None:
    first, second = _path(small_index, "student", "data-engineer").steps
    assert [sign.id for sign in first.preparations] == ["internship"]
    assert second.preparations == ()


def test_a_step_names_parallel_edges_as_further_evidence() -> None:
    edges = [
        to("z", 2, source=said_in("one")),
        to("z", 3, basis="implied", source=said_in("two")),
        beside("z"),
    ]
    (step,) = _path(world(role("a", *edges), role("z"))).steps
    assert [(other.relation, other.basis, other.years) for other in step.also] == [
        ("leads_to", "implied", Years(min=3)),
        ("overlaps_with", "stated", None),
    ]


def test_notes_and_gaps_of_the_edge_travel_with_the_step() -> None:
    note = Note(kind="hedge", text="In most cases.")
    missing = NotStated(what="signs")
    (step,) = _path(
        world(role("a", to("z", notes=(note,), not_stated=(missing,))), role("z"))
    ).steps
    assert (step.notes, step.not_stated) == ((note,), (missing,))


# --- The whole path ------------------------------------------------------------------------------


def test_the_weakest_basis_of_any_step_is_that_of_the_path() -> None:
    index = world(
        role("a", to("b")), role("b", to("c", basis="derived")), role("c", to("z")), role("z")
    )
    assert _path(index).weakest_basis == "derived"


def test_what_is_gained_on_the_way_is_named_once() -> None:
    index = world(
        role("a", to("b"), requires="v"),
        role("b", to("c"), requires="wx"),
        role("c", to("z"), requires="y"),
        role("z", requires="xw"),
    )
    assert [skill.id for skill in _path(index).skills] == ["w", "x", "y"]


def test_what_was_held_at_the_start_is_not_gained_again() -> None:
    index = world(
        role("a", to("b"), requires="x"), role("b", to("z"), requires="y"), role("z", requires="xy")
    )
    assert [skill.id for skill in _path(index).skills] == ["y"]


def test_what_was_held_at_the_start_is_not_gained_behind_a_role_of_unknown_skills() -> None:
    index = world(role("a", to("b"), requires="x"), role("b", to("z")), role("z", requires="xy"))
    assert [skill.id for skill in _path(index).skills] == ["y"]


def test_what_no_source_says_is_listed_step_by_step() -> None:
    index = world(
        role("a", to("b"), requires="x"),
        role("b", to("z", 2, not_stated=(NotStated(what="signs", note="None given."),))),
        role("z", requires=["x"], not_stated=(NotStated(what="responsibilities"),)),
    )
    assert [(entry.step, entry.what, entry.about) for entry in _path(index).unknown] == [
        (1, "years", "A → B"),
        (1, "responsibilities", "A"),
        (1, "skills", "B"),
        (1, "responsibilities", "B"),
        (2, "signs", "B → Z"),
        (2, "responsibilities", "Z"),
    ]


def test_years_noted_as_not_stated_are_listed_once_with_the_note() -> None:
    missing = NotStated(what="years", note="It depends.", source=said_in("one"))
    index = world(role("a", to("z", not_stated=(missing,))), role("z"))
    (years,) = (entry for entry in _path(index).unknown if entry.what == "years")
    assert (years.note, years.sources) == ("It depends.", (said_in("one"),))


def test_what_follows_the_target_is_no_gap_of_the_way() -> None:
    index = world(role("a", to("z", 1)), role("z", not_stated=(NotStated(what="next_roles"),)))
    assert "next_roles" not in {entry.what for entry in _path(index).unknown}


# --- No path -------------------------------------------------------------------------------------


def test_without_a_path_the_answer_says_so_and_why() -> None:
    path = _path(world(role("a", to("b")), role("b", to("c")), role("c"), role("z", to("c"))))
    assert (path.found, path.length, path.steps, path.years) == (False, None, (), None)
    assert path.no_path is not None
    assert path.no_path.reason == "2 roles are in reach of A, but not Z"


def test_the_nearest_role_in_reach_is_the_one_fewest_edges_from_the_target() -> None:
    path = _path(world(role("a", to("b")), role("b", to("c")), role("c"), role("z", to("c"))))
    assert path.no_path is not None
    assert path.no_path.nearest is not None
    assert path.no_path.nearest.id == "c"


def test_of_two_roles_as_near_the_one_reached_first_is_named() -> None:
    path = _path(
        world(role("a", to("b")), role("b", to("c")), role("c"), role("z", to("c"), to("b")))
    )
    assert path.no_path is not None
    assert path.no_path.nearest is not None
    assert path.no_path.nearest.id == "b"


def test_from_a_role_that_leads_nowhere_nothing_is_in_reach() -> None:
    path = _path(world(role("a"), role("z", to("a"))))
    assert path.no_path is not None
    assert path.no_path.reason == "the data says nothing that leads on from A"
    assert path.no_path.nearest is None


def test_an_island_is_near_to_nothing(small_index: Index) -> None:
    path = _path(small_index, "student", "gardener", lateral=True)
    assert path.no_path is not None
    assert path.no_path.nearest is None
    assert path.no_path.reason == "2 roles are in reach of Student, but not Gardener"


def test_the_answer_says_whether_lateral_moves_would_help() -> None:
    index = world(
        role("a", to("b")), role("b", beside("c")), role("c", to("z")), role("z"), role("i")
    )
    helped, not_helped = _path(index).no_path, _path(index, "a", "i").no_path
    assert helped is not None
    assert not_helped is not None
    assert (helped.lateral_helps, helped.lateral_length) == (True, 3)
    assert (not_helped.lateral_helps, not_helped.lateral_length) == (False, None)


def test_lateral_moves_that_are_allowed_already_do_not_help() -> None:
    path = _path(world(role("a", beside("b")), role("b"), role("z")), lateral=True)
    assert path.no_path is not None
    assert not path.no_path.lateral_helps
    assert path.no_path.reason == "one role is in reach of A, but not Z"


def test_a_path_back_is_no_path() -> None:
    index = world(role("a"), role("z", to("a")))
    assert _path(index, "z", "a").found
    assert not _path(index, "a", "z").found


def test_a_sign_of_readiness_is_no_step() -> None:
    sign = Sign(id="s", title="S", basis="stated", skills=("x",))
    index = world(role("a", preparations=(sign,), stage=BACKGROUND.id), role("z", requires="x"))
    assert not _path(index, lateral=True).found
