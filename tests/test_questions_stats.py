"""The numbers of a data set are those of its graph."""

from __future__ import annotations

from worlds import BACKGROUND, beside, role, to, world

from graph.questions.stats.query import StatsQuery
from graph.questions.stats.search import answer, edge_counts, longest_ladder
from graph.store.index import Index


def _ladder(index: Index) -> list[str]:
    return [rung.id for rung in longest_ladder(index)]


def test_symmetric_edges_count_once() -> None:
    """An overlap counts once, though it holds both ways."""
    index = world(role("a", beside("b"), to("b")), role("b"))

    assert edge_counts(index)["overlaps_with"] == {"stated": 1, "implied": 0, "derived": 0}
    assert edge_counts(index)["leads_to"]["stated"] == 1


def test_counting_derives_nothing() -> None:
    """Counting derives no overlap of a large data set; their number is null."""
    index = world(*(role(f"r{i}", requires=["x", "y"]) for i in range(501)))

    stats = answer(index, StatsQuery())

    assert stats.edges["overlaps_with"]["derived"] is None
    assert index._alike == {}  # noqa: SLF001  # what was derived


def test_stated_ladder_wins() -> None:
    """Of equally long ladders, the one whose steps are stated is the longest."""
    index = world(
        role("implied", to("b", basis="implied")),
        role("stated", to("b")),
        role("b", to("c")),
        role("c"),
    )

    assert _ladder(index) == ["stated", "b", "c"]


def test_last_ladder_wins() -> None:
    """Of equal ladders, the one that ends at the last role in file order wins."""
    index = world(role("a", to("b"), to("c")), role("b"), role("c"))

    assert _ladder(index) == ["a", "c"]


def test_ladder_skips_starting_points() -> None:
    """A ladder does not begin at a starting point such as a degree."""
    index = world(role("a", to("b"), stage=BACKGROUND.id), role("b", to("c")), role("c"))

    assert _ladder(index) == ["b", "c"]


def test_ring_has_a_ladder() -> None:
    """Roles that lead to one another in a ring have a ladder."""
    index = world(role("a", to("b")), role("b", to("a")))

    assert len(_ladder(index)) == 2


def test_no_steps_no_ladder() -> None:
    """Without steps there is no ladder."""
    assert _ladder(world(role("a"))) == []


def test_shipped_ladder_reaches_top(
    shipped_index: Index,
) -> None:
    """The longest ladder of the shipped data leads from associate to chief."""
    ladder = _ladder(shipped_index)

    assert ladder[0] == "associate-product-manager"
    assert ladder[-1] == "chief-product-officer"
