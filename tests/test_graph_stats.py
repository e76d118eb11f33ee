"""Are the numbers of a data set those of its graph?"""

from __future__ import annotations

from worlds import BACKGROUND, beside, role, to, world

from graph.questions.stats.query import StatsQuery
from graph.questions.stats.search import answer, edge_counts, longest_ladder
from graph.store.index import Index


def _ladder(index: Index) -> list[str]:
    return [rung.id for rung in longest_ladder(index)]


def test_an_edge_that_holds_both_ways_is_counted_once() -> None:
    index = world(role("a", beside("b"), to("b")), role("b"))

    assert edge_counts(index)["overlaps_with"] == {"stated": 1, "implied": 0, "derived": 0}
    assert edge_counts(index)["leads_to"]["stated"] == 1


def test_counting_derives_nothing_in_a_large_data_set() -> None:
    index = world(*(role(f"r{i}", requires=["x", "y"]) for i in range(501)))

    answer(index, StatsQuery())

    assert index._alike == {}  # noqa: SLF001  # what was derived


def test_of_equal_ladders_the_one_of_stated_steps_is_taken() -> None:
    index = world(
        role("implied", to("b", basis="implied")),
        role("stated", to("b")),
        role("b", to("c")),
        role("c"),
    )

    assert _ladder(index) == ["stated", "b", "c"]


def test_of_equal_ladders_the_one_that_ends_last_in_the_files_is_taken() -> None:
    index = world(role("a", to("b"), to("c")), role("b"), role("c"))

    assert _ladder(index) == ["a", "c"]


def test_a_ladder_does_not_begin_at_a_starting_point() -> None:
    index = world(role("a", to("b"), stage=BACKGROUND.id), role("b", to("c")), role("c"))

    assert _ladder(index) == ["b", "c"]


def test_a_ring_has_a_ladder_too() -> None:
    index = world(role("a", to("b")), role("b", to("a")))

    assert len(_ladder(index)) == 2


def test_without_steps_there_is_no_ladder() -> None:
    assert _ladder(world(role("a"))) == []


def test_the_ladder_of_the_shipped_data_goes_from_associate_to_the_top(
    shipped_index: Index,
) -> None:
    ladder = _ladder(shipped_index)

    assert ladder[0] == "associate-product-manager"
    assert ladder[-1] == "chief-product-officer"
