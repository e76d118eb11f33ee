"""Is it right what a role requires, and what a step adds, keeps and leaves behind?"""

from __future__ import annotations

import msgspec
import pytest
from worlds import role, said_in, to, world

from graph.model.records import Note, Requires, Sign
from graph.parts.requirements import Gap, LevelChange, NodeRef, Requirement, gap, requirements
from graph.store.index import Index


def _ids(found: tuple[Requirement, ...]) -> list[str]:
    return [requirement.id for requirement in found]


def test_skills_and_responsibilities_are_told_apart(small_index: Index) -> None:
    skills = requirements(small_index, "data-engineer", "skill")
    assert _ids(skills) == ["sql", "statistics", "python"]
    responsibilities = requirements(small_index, "data-engineer", "responsibility")
    assert _ids(responsibilities) == ["data-pipeline"]


def test_parallel_edges_are_one_requirement_with_the_strongest_of_each(small_index: Index) -> None:
    sql, *_ = requirements(small_index, "data-engineer", "skill")
    assert (sql.title, sql.kind) == ("SQL", "skill")
    assert (sql.necessity, sql.basis) == ("essential", "stated")
    assert [place.id for place in sql.sources] == ["handbook", "survey"]


def test_a_requirement_of_a_sign_names_it(small_index: Index) -> None:
    *_, python = requirements(small_index, "data-engineer", "skill")
    assert (python.id, python.signs, python.basis) == ("python", ("automates",), "implied")


def test_when_notes_and_places_of_parallel_edges_are_gathered() -> None:
    note = Note(kind="hedge", text="Perhaps.")
    index = world(
        role(
            "a",
            requires=[
                Requires(target="x", basis="implied", source=said_in("one"), necessity="helpful"),
                Requires(target="x", basis="stated", source=said_in("two"), when="Later"),
                Requires(target="x", basis="derived", source=said_in("one"), notes=(note,)),
            ],
        )
    )
    (x,) = requirements(index, "a", "skill")
    assert (x.basis, x.necessity, x.when, x.notes) == ("stated", "essential", "Later", (note,))
    assert x.sources == (said_in("one"), said_in("two"))


def test_a_role_that_requires_nothing_has_no_requirements(small_index: Index) -> None:
    assert requirements(small_index, "student", "skill") == ()


def test_a_step_gains_keeps_and_leaves_behind() -> None:
    index = world(role("a", to("b"), requires="wxy"), role("b", requires="zyx"))
    step = gap(index, source="a", target="b", kind="skill")
    assert (_ids(step.gained), _ids(step.kept), _ids(step.not_named)) == (["z"], ["y", "x"], ["w"])
    assert step.not_stated == ()


def test_skills_do_not_mix_with_responsibilities() -> None:
    index = world(
        role("a", requires=["x", "report"]),
        role("b", requires=["x", "budget"]),
        responsibilities=["report", "budget"],
    )
    skills = gap(index, source="a", target="b", kind="skill")
    duties = gap(index, source="a", target="b", kind="responsibility")
    assert (_ids(skills.gained), _ids(skills.kept), _ids(skills.not_named)) == ([], ["x"], [])
    assert (_ids(duties.gained), _ids(duties.kept), _ids(duties.not_named)) == (
        ["budget"],
        [],
        ["report"],
    )


def test_nothing_is_said_of_a_role_whose_list_is_unknown() -> None:
    index = world(role("a", requires="x"), role("b"))
    step = gap(index, source="a", target="b", kind="skill")
    assert (step.gained, step.kept, step.not_named) == ((), (), ())
    assert step.not_stated == (NodeRef("b", "B", "role"),)


def test_from_a_role_whose_list_is_unknown_everything_is_gained() -> None:
    index = world(role("a"), role("b", requires="x"))
    step = gap(index, source="a", target="b", kind="skill")
    assert _ids(step.gained) == ["x"]
    assert step.not_stated == (NodeRef("a", "A", "role"),)


def test_two_unknown_lists_are_both_named() -> None:
    step = gap(world(role("a"), role("b")), source="a", target="b", kind="skill")
    assert [ref.id for ref in step.not_stated] == ["a", "b"]


@pytest.mark.parametrize("kind", ["skill", "responsibility"])
def test_every_requirement_of_the_target_is_gained_or_kept(kind: str, small_index: Index) -> None:
    roles = list(small_index.of_kind("role"))
    for source in roles:
        for target in roles:
            step = gap(small_index, source=source, target=target, kind=kind)  # type: ignore[arg-type]
            new = requirements(small_index, target, kind)  # type: ignore[arg-type]
            assert sorted(_ids(step.gained + step.kept)) == sorted(_ids(new))


def test_a_sign_that_leads_elsewhere_is_no_requirement_of_the_role_it_starts_from() -> None:
    sign = Sign(id="s", title="S", basis="stated", skills=("x",))
    index = world(role("a", to("b", signs=(sign,))), role("b"))
    assert requirements(index, "a", "skill") == ()
    assert _ids(requirements(index, "b", "skill")) == ["x"]


# --- Levels --------------------------------------------------------------------------------------


def _at(**levels: float | None) -> list[Requires]:
    return [
        Requires(target=target, basis="stated", level=level) for target, level in levels.items()
    ]


def _levels(source: list[Requires], target: list[Requires]) -> Gap:
    index = world(role("a", to("b"), requires=source), role("b", requires=target))
    return gap(index, source="a", target="b", kind="skill")


def test_a_skill_required_at_another_level_is_named_with_both_levels_up_and_down() -> None:
    found = _levels(_at(sql=1, tact=3, law=2), _at(sql=3, tact=2, law=2))

    assert [(it.id, it.from_, it.to) for it in found.raised] == [("sql", 1, 3)]
    assert [(it.id, it.from_, it.to) for it in found.lowered] == [("tact", 3, 2)]
    assert found.levels_to_gain == 3 - 1


def test_a_skill_gained_rises_from_no_level() -> None:
    found = _levels(_at(sql=1), _at(sql=1, tact=2))

    assert found.raised == ()
    assert found.levels_to_gain == 2


def test_levels_that_are_not_stated_count_for_nothing() -> None:
    assert _levels(_at(sql=None), _at(sql=3)).levels_to_gain is None
    assert _levels(_at(sql=2), _at(sql=None)).levels_to_gain is None
    assert _levels(_at(sql=None, tact=1), _at(sql=3, tact=2)).levels_to_gain == 1


def test_parallel_edges_ask_for_the_highest_level() -> None:
    low = Requires(target="sql", basis="stated", level=1, importance=4)
    high = Requires(target="sql", basis="derived", level=2)
    (sql,) = requirements(world(role("a", requires=[low, high])), "a", "skill")

    assert (sql.level, sql.importance) == (2, 4)


def test_a_change_of_level_says_from_and_to_in_json() -> None:
    assert msgspec.json.encode(LevelChange("sql", "SQL", 1, 2)) == (
        b'{"id":"sql","title":"SQL","from":1,"to":2}'
    )
