"""The ladders of a graph."""

from __future__ import annotations

from graph.parts.ladders import next_rungs, previous_rungs, rungs_above, rungs_below
from worlds import BACKGROUND, role, to, world


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
