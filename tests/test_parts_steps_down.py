"""Steps down: rungs of other ladders below the level of a role held."""

from __future__ import annotations

from graph.model.records import Requires
from graph.parts.steps_down import MeanLevel, StepDown, mean_levels, steps_down
from graph.store.index import Index
from tests.worlds import role, to, world


def at(level: float, *skills: str, scale: str | None = None) -> list[Requires]:
    """Return these skills at a level, or three skills."""
    named = skills or ("a", "b", "c")
    return [Requires(target=each, basis="stated", level=level, scale=scale) for each in named]


def two_ladders(*more: str) -> Index:
    """Return a ladder of four levels, and a role of level 3 on another, which leads to some."""
    return world(
        role("trainee", to("clerk"), track="t", requires=at(1)),
        role("clerk", to("senior"), track="t", requires=at(2)),
        role("senior", to("chief"), track="t", requires=at(3)),
        role("chief", track="t", requires=at(4)),
        role("own", *map(to, more), track="u", requires=at(3)),
    )


def test_rungs_below_ones_level_are_down() -> None:
    """The highest rung that is not above the role held is a move to the side."""
    assert steps_down(two_ladders(), ["own"]) == {
        "trainee": StepDown("own", 0.25, 0.75),
        "clerk": StepDown("own", 0.5, 0.75),
    }


def test_a_higher_level_moves_the_place() -> None:
    """Between two rungs, the lower one is a move to the side, however far below it is."""
    lower = world(
        role("clerk", to("senior"), track="t", requires=at(1)),
        role("senior", to("chief"), track="t", requires=at(2)),
        role("chief", track="t", requires=at(4)),
        role("own", track="u", requires=at(3)),
    )

    assert steps_down(lower, ["own"]).keys() == {"clerk"}


def test_stated_steps_are_never_down() -> None:
    """Where a role held leads straight to a rung, the source says that people move there."""
    assert steps_down(two_ladders("clerk"), ["own"]).keys() == {"trainee"}


def test_own_ladder_is_behind_not_down() -> None:
    """Rungs of one's own ladder are behind; the highest of several roles held counts."""
    assert steps_down(two_ladders(), ["senior"]) == {}
    assert steps_down(two_ladders(), ["own", "chief"]) == {}


def test_single_roles_are_never_down() -> None:
    """A role on no ladder has no rung to take instead."""
    index = world(role("clerk", requires=at(1)), role("own", requires=at(3)))

    assert steps_down(index, ["own"]) == {}


def test_other_scales_are_not_compared() -> None:
    """Levels on another scale say nothing of what is lower."""
    index = world(
        role("clerk", to("senior"), track="t", requires=at(1, scale="s")),
        role("senior", track="t", requires=at(2, scale="s")),
        role("own", track="u", requires=at(3, scale="z")),
    )

    assert steps_down(index, ["own"]) == {}


def test_few_levels_have_no_mean() -> None:
    """The mean takes three counted skills with a level; others do not count."""
    few, enough = ["x", *at(2, "a", "b")], ["x", *at(4)]
    index = world(role("clerk", requires=few), role("chief", requires=enough))

    assert mean_levels(index) == {"chief": MeanLevel(1.0, frozenset({None}))}
