"""The ladders of a graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from worlds import BACKGROUND, role, to, world

from graph.parts.ladders import (
    ladder_caps,
    next_rungs,
    previous_rungs,
    rungs_above,
    rungs_ahead,
    rungs_behind,
    rungs_below,
)

LADDER = (("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", ""))


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


def test_steps_both_ways_are_no_rungs() -> None:
    """Roles that lead straight to each other are not above one another."""
    index = world(role("a", to("b"), track="t"), role("b", to("a"), track="t"))

    assert next_rungs(index) == {}


def test_a_cycle_of_rungs_ends() -> None:
    """On a cycle every other rung is ahead, and none is behind."""
    index = world(*(role(a, to(b), track="t") for a, b in ("ab", "bc", "ca")))

    assert rungs_ahead(index, ["a"]) == {"b": 1, "c": 2}
    assert rungs_behind(index, ["a"]) == set()
    assert ladder_caps(index, {"b": 1, "c": 3}, held=["a"])["c"] == 1


def test_what_is_behind_is_not_ahead() -> None:
    """Of two roles held on one ladder, what lies between them is behind."""
    index = world(*(role(a, *([to(b)] if b else []), track="t") for a, b in LADDER))

    assert rungs_ahead(index, ["b", "d"]) == {"e": 1}
    assert rungs_behind(index, ["b", "d"]) == {"a", "c"}


@given(st.lists(st.none() | st.integers(0, 3), min_size=2, max_size=6), st.integers(0, 5))
def test_no_rung_beats_the_one_before(ranks: list[int | None], held: int) -> None:
    """Above the rung held, a rank never rises from rung to rung; the next rung keeps its own."""
    names = [f"r{i}" for i in range(len(ranks))]
    rungs = [
        role(name, *([to(after)] if after else []), track="t")
        for name, after in zip(names, [*names[1:], ""], strict=True)
    ]
    place = min(held, len(ranks) - 1)
    own = {name: rank for name, rank in zip(names, ranks, strict=True) if rank is not None}

    caps = ladder_caps(world(*rungs), own, held=[f"r{place}"])

    above = [min(own[name], caps.get(name, 9)) for name in names[place + 1 :] if name in own]
    assert above == sorted(above, reverse=True)
    assert caps.keys().isdisjoint(names[: place + 2])
