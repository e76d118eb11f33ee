"""Tests of graph.parts.paths."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from worlds import beside, role, said_in, to, world

from graph.model.records import Note, NotStated, Years
from graph.parts.effort import Effort
from graph.parts.path_search import shortest_path
from graph.parts.paths import Path
from graph.store.index import Index


def _path(
    index: Index, source: str = "a", target: str = "z", by: str = "steps", *, lateral: bool = False
) -> Path:
    path = shortest_path(index, source=source, target=target, by=by, lateral=lateral)
    assert isinstance(path, Path)
    return path


def test_step_has_its_evidence(small_index: Index) -> None:
    """A step has its relation, basis, years, signs and sources."""
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


def test_step_has_its_gaps(small_index: Index) -> None:
    """A step says what is gained, kept and not named."""
    (step,) = _path(small_index, "data-analyst", "data-engineer").steps
    skills, duties = step.skills, step.responsibilities
    assert [skill.id for skill in skills.gained] == ["python"]
    assert [skill.id for skill in skills.kept] == ["sql", "statistics"]
    assert [skill.id for skill in skills.not_named] == ["listening"]
    assert [duty.id for duty in duties.gained] == ["data-pipeline"]
    assert [duty.id for duty in duties.not_named] == ["monthly-report"]


def test_preparations_from_starting_point(small_index: Index) -> None:
    """Only a step from a starting point has preparations."""
    first, second = _path(small_index, "student", "data-engineer").steps
    assert [sign.id for sign in first.preparations] == ["internship"]
    assert second.preparations == ()


def test_parallel_edges_are_evidence() -> None:
    """A step names parallel edges as further evidence."""
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


def test_step_keeps_notes() -> None:
    """The notes and not-stated items of an edge come with the step."""
    note = Note(kind="hedge", text="In most cases.")
    missing = NotStated(what="signs")
    (step,) = _path(
        world(role("a", to("z", notes=(note,), not_stated=(missing,))), role("z"))
    ).steps
    assert (step.notes, step.not_stated) == ((note,), (missing,))


def test_weakest_basis_of_path() -> None:
    """The weakest basis of a path is that of its weakest step."""
    index = world(
        role("a", to("b")), role("b", to("c", basis="derived")), role("c", to("z")), role("z")
    )
    assert _path(index).weakest_basis == "derived"


def test_gains_are_named_once() -> None:
    """A skill gained twice on a path is named once."""
    index = world(
        role("a", to("b"), requires="v"),
        role("b", to("c"), requires="wx"),
        role("c", to("z"), requires="y"),
        role("z", requires="xw"),
    )
    assert [skill.id for skill in _path(index).skills] == ["w", "x", "y"]


def test_start_skills_are_held() -> None:
    """A skill of the first role is not gained later."""
    index = world(
        role("a", to("b"), requires="x"), role("b", to("z"), requires="y"), role("z", requires="xy")
    )
    assert [skill.id for skill in _path(index).skills] == ["y"]


def test_start_skills_survive_unknown() -> None:
    """A role without listed skills does not make earlier skills new."""
    index = world(role("a", to("b"), requires="x"), role("b", to("z")), role("z", requires="xy"))
    assert [skill.id for skill in _path(index).skills] == ["y"]


def test_not_stated_by_step() -> None:
    """What no source states is listed step by step."""
    index = world(
        role("a", to("b"), requires="x"),
        role("b", to("z", 2, not_stated=(NotStated(what="signs", note="None given."),))),
        role("z", requires=["x"], not_stated=(NotStated(what="responsibilities"),)),
    )
    items = [
        (item.step, item.what, item.about.title, item.other.title if item.other else None)
        for item in _path(index).not_stated
    ]
    assert items == [
        (1, "years", "A", "B"),
        (1, "responsibilities", "A", None),
        (1, "skills", "B", None),
        (1, "responsibilities", "B", None),
        (2, "signs", "B", "Z"),
        (2, "responsibilities", "Z", None),
    ]


def test_noted_years_listed_once() -> None:
    """Years noted as not stated are listed once, with the note."""
    missing = NotStated(what="years", note="It depends.", source=said_in("one"))
    index = world(role("a", to("z", not_stated=(missing,))), role("z"))
    (years,) = (item for item in _path(index).not_stated if item.what == "years")
    assert (years.note, years.sources) == ("It depends.", (said_in("one"),))


def test_next_roles_left_out() -> None:
    """Next roles of the target do not belong to the path."""
    index = world(role("a", to("z", 1)), role("z", not_stated=(NotStated(what="next_roles"),)))
    assert "next_roles" not in {item.what for item in _path(index).not_stated}


def test_unknown_counts_are_null() -> None:
    """A number that no source gives is None, never 0."""
    index = world(role("a", to("b"), requires="x"), role("b", to("z"), requires="xy"), role("z"))
    path = _path(index)
    assert [step.skills_gained for step in path.steps] == [1, None]
    assert [step.signs_stated for step in path.steps] == [None, None]
    assert (path.skills_gained, path.responsibilities_gained) == (1, None)
    assert path.years is not None
    assert (path.years.added, path.years.total) == (None, None)


def test_unknown_effort_is_null() -> None:
    """The effort is None if no role after the first lists requirements."""
    index = world(role("a", to("z"), requires="x"), role("z"))
    assert _path(index).effort == Effort(amount=None, not_stated=1)


@given(st.lists(st.sets(st.sampled_from("abcdefgh")), min_size=2, max_size=6))
def test_gains_are_disjoint_and_whole(lists: list[set[str]]) -> None:
    """No step gains twice, and what is gained with the start covers the last role."""
    last = len(lists) - 1
    rungs = [
        role(f"r{i}", *([to(f"r{i + 1}")] if i < last else []), requires=sorted(its))
        for i, its in enumerate(lists)
    ]
    path = shortest_path(world(*rungs), source="r0", target=f"r{last}")
    assert isinstance(path, Path)
    gained = [each.id for step in path.steps for each in step.skills.gained]

    assert len(gained) == len(set(gained))
    assert not set(gained) & lists[0]
    assert set(gained) | lists[0] >= lists[last]
