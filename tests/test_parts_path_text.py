"""Tests of graph.parts.path_text."""

from __future__ import annotations

from worlds import beside, role, to, world

from graph.model.records import Requires, Years
from graph.parts.path_search import shortest_path
from graph.parts.path_text import (
    no_path_lines,
    not_stated_on_path_text,
    path_lines,
    steps_text,
    total_lines,
)
from graph.parts.paths import NoPath, Path
from graph.parts.years import total_years
from graph.store.index import Index


def _lines(index: Index, target: str = "z", *, lateral: bool = False) -> list[str]:
    found = shortest_path(index, source="a", target=target, lateral=lateral)
    return no_path_lines(found) if isinstance(found, NoPath) else path_lines(found)


def test_total_with_two_readings() -> None:
    """A total with two readings gives both."""
    total = total_years([Years(min=1, max=3), Years(min=3, max=5)])
    assert total_lines(total) == [
        (
            "Plan for 4–8 years, or for 3–5 years if the figures count all your experience so far: "
            "the source does not say."
        )
    ]


def test_total_with_one_reading() -> None:
    """A total with one reading gives one."""
    assert total_lines(total_years([Years(min=1, max=3)])) == ["In all: 1–3 years."]


def test_total_names_steps_left_out() -> None:
    """A total says which steps it leaves out."""
    lines = total_lines(total_years([Years(min=1, max=3), None, None]))
    assert lines == ["In all: at least 1 year.", "Not counted, because not stated: steps 2 and 3."]


def test_unknown_total_is_not_zero() -> None:
    """A total of unknown steps is not stated, rather than 0."""
    assert total_lines(total_years([None])) == ["The years are not stated for any step."]


def test_approximate_total_says_so() -> None:
    """A total says that some figures are approximate."""
    lines = total_lines(total_years([Years(min=1, approximate=True)]))
    assert lines[-1] == "The source calls some of the figures approximate."


def test_step_numbers_are_a_phrase() -> None:
    """Step numbers read as a phrase."""
    assert [steps_text(numbers) for numbers in ([1], [1, 2], [1, 2, 4])] == [
        "step 1",
        "steps 1 and 2",
        "steps 1, 2 and 4",
    ]


def test_path_in_a_few_sentences() -> None:
    """A path says length, gain, years and weakest basis."""
    index = world(
        role("a", to("z", Years(min=1, max=3, measures="time_in_role")), requires=["x", "report"]),
        role("z", requires=["x", "y", "budget"]),
        responsibilities=["report", "budget"],
    )
    assert _lines(index) == [
        "1 step, 1–3 years.",
        "To gain: 1 skill; 1 responsibility.",
        "Weakest basis: stated (the source says so, in a sentence or in its table).",
    ]


def test_path_in_short() -> None:
    """One sentence gives steps, sideways ones among them, and years in both readings."""

    def in_short(*steps: Years | None, sideways: bool = False) -> str:
        ids = "abcdz"
        ends = ids[1 : len(steps)] + "z"
        roles = [
            role(a, beside(b) if sideways and b == "z" else to(b, years))
            for a, b, years in zip(ids, ends, steps, strict=False)
        ]
        return _lines(world(*roles, role("z")), lateral=True)[0]

    unclear = Years(min=3, max=5)
    assert in_short(Years(min=1, max=3), unclear) == "2 steps, 3–8 years."
    assert in_short(Years(min=1), unclear, None) == (
        "3 steps, at least 3 to 4 years; no source states the years of step 3."
    )
    assert in_short(None, None) == "2 steps; no source states the years."
    assert in_short(unclear, None, sideways=True) == (
        "2 steps, 1 of them sideways, at least 3 years; no source states the years of step 2."
    )
    assert in_short(None, sideways=True) == "1 step, sideways; no source states the years."


def test_no_step_is_a_path() -> None:
    """The path from a role to itself has no step; it is not a missing path."""
    lines = _lines(world(role("a")), target="a")
    assert lines == ["Both are the same role, so there is no step to take."]


def test_unknown_gain_is_not_none() -> None:
    """Lists that no source gives are not stated, rather than empty."""
    index = world(role("a", to("z"), requires="x"), role("z"))
    assert _lines(index)[1] == "To gain: skills not stated; responsibilities not stated."


def test_helpful_requirements_are_apart() -> None:
    """What only helps, or depends on the organisation, is counted apart from what is required."""

    def gain(required: str, *other: str) -> str:
        needs = [Requires(target=id_, basis="stated") for id_ in required]
        needs += [
            Requires(target=f"{necessity}-{n}", basis="stated", necessity=necessity)  # type: ignore[arg-type]
            for n, necessity in enumerate(other)
        ]
        index = world(role("a", to("z"), requires="s"), role("z", requires=needs))
        return _lines(index)[1].removeprefix("To gain: ").split(";")[0]

    assert gain("tu", "helpful") == "2 skills and 1 helpful one"
    assert gain("t", "helpful", "helpful", "depends") == (
        "1 skill, 2 helpful ones and 1 that depends on the organisation"
    )
    assert gain("s", "helpful", "helpful") == "no further required skills and 2 helpful ones"


def test_no_path_says_what_helps() -> None:
    """Without a path the sentences say why, the nearest role, and what would help."""
    index = world(role("a", to("b")), role("b", beside("z")), role("z"))
    assert _lines(index) == [
        "Nothing leads from A to Z: only B is within reach.",
        "With sideways moves (overlaps with) there is a path of 2 steps.",
    ]


def test_no_path_and_no_help() -> None:
    """The sentences say when sideways moves do not help either."""
    index = world(role("a"), role("z"))
    assert _lines(index) == [
        "Nothing leads from A to Z: no source says what A leads to.",
        "There is no sideways path (overlaps with) either.",
    ]
    assert _lines(index, lateral=True) == [
        "Nothing leads from A to Z, even sideways: no source says what A leads to or overlaps with."
    ]


def test_no_path_says_what_is_nearest() -> None:
    """One sentence names the nearest role on either side of what is missing."""
    reached = world(role("a", to("b"), to("c")), role("b"), role("c", beside("z")), role("z"))
    led_to = world(role("a", beside("y")), role("x", to("y")), role("y", to("z")), role("z"))
    far = world(role("a", to("b"), to("c")), role("b"), role("c"), role("z"))
    alike = world(role("a", requires="x"), role("y", requires="st"), role("z", requires="tu"))

    assert [_lines(index)[0] for index in (reached, led_to, far, alike)] == [
        "Nothing leads from A to Z: 2 roles are within reach of A, and C is the nearest to Z.",
        (
            "Nothing leads from A to Z: no source says what A leads to; "
            "Y is the nearest role that leads to Z."
        ),
        "Nothing leads from A to Z: 2 roles are within reach of A, but Z is not.",
        "Nothing leads from A to Z: no source says what A leads to; Y is the role most like Z.",
    ]


def test_item_left_open_reads_as_phrase() -> None:
    """An item that is not stated names the edge or the role."""
    index = world(role("a", to("z")), role("z", requires="x"))
    path = shortest_path(index, source="a", target="z")
    assert isinstance(path, Path)
    texts = [not_stated_on_path_text(item) for item in path.not_stated]
    assert texts[:2] == ["years of A → Z", "skills of A"]
