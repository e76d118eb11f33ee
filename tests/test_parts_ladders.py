"""The ladders of a graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from worlds import BACKGROUND, role, to, world

from graph.parts.ladders import (
    capped_by_ladder,
    next_rungs,
    previous_rungs,
    rungs_above,
    rungs_below,
)


def test_a_ladder_stays_in_its_track() -> None:
    """A step to another track is no rung of the ladder."""
    index = world(
        role("a", to("b"), to("x"), track="t"),
        role("b", to("c"), track="t"),
        role("c", track="t"),
        role("x", track="u"),
    )

    assert next_rungs(index) == {"a": ("b",), "b": ("c",)}
    assert previous_rungs(index) == {"b": ("a",), "c": ("b",)}
    assert rungs_above(index, "a") == {"b": 1, "c": 2}
    assert rungs_below(index, "c") == {"b": 1, "a": 2}


def test_without_tracks_a_group_is_a_ladder() -> None:
    """Where no role has a track, roles of one group make the ladder."""
    index = world(
        role("a", to("b"), to("c"), groups=("g",)),
        role("b", groups=("g",)),
        role("c", groups=("h",)),
    )

    assert next_rungs(index) == {"a": ("b",)}


def test_starting_points_are_no_rungs() -> None:
    """What people come from is not below the first rung."""
    index = world(role("s", to("a"), stage=BACKGROUND.id), role("a"))

    assert rungs_below(index, "a") == {}


def test_a_cycle_of_rungs_ends() -> None:
    """Roles that lead to each other are above and below one another, and never themselves."""
    index = world(role("a", to("b"), track="t"), role("b", to("a"), track="t"))

    assert rungs_above(index, "a") == {"b": 1}


@given(st.lists(st.none() | st.integers(0, 3), min_size=2, max_size=6), st.integers(0, 5))
def test_no_rung_beats_the_one_before(ranks: list[int | None], held: int) -> None:
    """Above the rung held, a rank never rises from rung to rung; the next rung keeps its own."""
    names = [f"r{i}" for i in range(len(ranks))]
    rungs = [
        role(name, *([to(after)] if after else []), track="t")
        for name, after in zip(names, [*names[1:], ""], strict=True)
    ]
    place = min(held, len(ranks) - 1)
    given_ranks = {
        name: rank
        for name, rank in zip(names, ranks, strict=True)
        if rank is not None and name != f"r{place}"
    }
    capped = capped_by_ladder(world(*rungs), given_ranks, held=[f"r{place}"])

    above = [capped[name] for name in names[place + 1 :] if name in capped]
    assert above == sorted(above, reverse=True)
    assert all(capped[name] <= rank for name, rank in given_ranks.items())
    if place + 1 < len(ranks) and ranks[place + 1] is not None:
        assert capped[f"r{place + 1}"] == ranks[place + 1]
