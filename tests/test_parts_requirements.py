"""What a role requires, and what a step adds, keeps and drops."""

from __future__ import annotations

import msgspec
import pytest
from worlds import role, said_in, to, world

from graph.model.records import Note, Requires, Sign
from graph.parts.gaps import Gap, LevelChange, gap
from graph.parts.requirements import NodeRef, Requirement, requirements
from graph.store.index import Index


def _ids(found: tuple[Requirement, ...]) -> list[str]:
    return [requirement.id for requirement in found]


def test_skills_and_responsibilities_are_apart(small_index: Index) -> None:
    """The requirements of a role are given by kind."""
    skills = requirements(small_index, "data-engineer", "skill")
    assert _ids(skills) == ["sql", "statistics", "python"]
    responsibilities = requirements(small_index, "data-engineer", "responsibility")
    assert _ids(responsibilities) == ["data-pipeline"]


def test_parallel_edges_are_one_requirement(small_index: Index) -> None:
    """Parallel edges give one requirement with the strongest necessity and basis."""
    sql, *_ = requirements(small_index, "data-engineer", "skill")
    assert (sql.title, sql.kind) == ("SQL", "skill")
    assert (sql.necessity, sql.basis) == ("listed", "stated")
    assert [place.id for place in sql.sources] == ["handbook", "survey"]


def test_requirement_names_its_sign(small_index: Index) -> None:
    """A requirement from a sign of readiness names the sign."""
    *_, python = requirements(small_index, "data-engineer", "skill")
    assert (python.id, python.signs, python.basis) == ("python", ("automates",), "implied")


def test_parallel_edges_gather_details() -> None:
    """Conditions, notes and sources of parallel edges are joined."""
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
    assert (x.basis, x.necessity, x.when, x.notes) == ("stated", "listed", "Later", (note,))
    assert x.sources == (said_in("one"), said_in("two"))


def test_role_may_require_nothing(small_index: Index) -> None:
    """A role without requirements has an empty list."""
    assert requirements(small_index, "student", "skill") == ()


def test_step_gains_and_keeps() -> None:
    """A step gains, keeps, and no longer names requirements."""
    index = world(role("a", to("b"), requires="wxy"), role("b", requires="zyx"))
    step = gap(index, source="a", target="b", kind="skill")
    assert (_ids(step.gained), _ids(step.kept), _ids(step.not_named)) == (["z"], ["y", "x"], ["w"])
    assert step.not_stated == ()


def test_gaps_are_by_kind() -> None:
    """The gap of skills has no responsibilities, and the reverse."""
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


def test_unknown_new_list_is_empty_gap() -> None:
    """If the list of the new role is unknown, the gap is empty and says so."""
    index = world(role("a", requires="x"), role("b"))
    step = gap(index, source="a", target="b", kind="skill")
    assert (step.gained, step.kept, step.not_named) == ((), (), ())
    assert step.not_stated == (NodeRef("b", "B", "role"),)


def test_unknown_old_list_gains_all() -> None:
    """If the list of the old role is unknown, all of the new one is gained."""
    index = world(role("a"), role("b", requires="x"))
    step = gap(index, source="a", target="b", kind="skill")
    assert _ids(step.gained) == ["x"]
    assert step.not_stated == (NodeRef("a", "A", "role"),)


def test_both_unknown_lists_are_named() -> None:
    """If both lists are unknown, the gap names both roles."""
    step = gap(world(role("a"), role("b")), source="a", target="b", kind="skill")
    assert [ref.id for ref in step.not_stated] == ["a", "b"]


@pytest.mark.parametrize("kind", ["skill", "responsibility"])
def test_target_is_gained_or_kept(kind: str, small_index: Index) -> None:
    """Each requirement of the target is either gained or kept."""
    roles = list(small_index.of_kind("role"))
    for source in roles:
        for target in roles:
            step = gap(small_index, source=source, target=target, kind=kind)  # type: ignore[arg-type]
            new = requirements(small_index, target, kind)  # type: ignore[arg-type]
            assert sorted(_ids(step.gained + step.kept)) == sorted(_ids(new))


def test_sign_belongs_to_its_target() -> None:
    """A sign adds skills to the role it prepares for, not to the one it starts from."""
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


def test_levels_rise_and_fall_apart() -> None:
    """Raised and lowered levels stand in lists of their own."""
    found = _levels(_at(sql=1, tact=3, law=2), _at(sql=3, tact=2, law=2))

    assert [(it.id, it.from_, it.to) for it in found.raised] == [("sql", 1, 3)]
    assert [(it.id, it.from_, it.to) for it in found.lowered] == [("tact", 3, 2)]
    assert found.levels_to_gain == 3 - 1


def test_new_skill_climbs_from_zero() -> None:
    """A new skill climbs from level 0 and is not raised."""
    found = _levels(_at(sql=1), _at(sql=1, tact=2))

    assert found.raised == ()
    assert found.levels_to_gain == 2


def test_unstated_levels_do_not_count() -> None:
    """Where a level is not stated, the levels to climb leave it out."""
    assert _levels(_at(sql=None), _at(sql=3)).levels_to_gain is None
    assert _levels(_at(sql=2), _at(sql=None)).levels_to_gain is None
    assert _levels(_at(sql=None, tact=1), _at(sql=3, tact=2)).levels_to_gain == 1


def test_highest_level_counts() -> None:
    """Of parallel edges the highest level and importance count."""
    low = Requires(target="sql", basis="stated", level=1, importance=4)
    high = Requires(target="sql", basis="derived", level=2)
    (sql,) = requirements(world(role("a", requires=[low, high])), "a", "skill")

    assert (sql.level, sql.importance) == (2, 4)


def test_level_change_json_has_from() -> None:
    """A level change has the JSON keys from and to."""
    change = msgspec.json.decode(msgspec.json.encode(LevelChange("sql", "SQL", 1, 2)))
    assert (change["from"], change["to"], change["from_name"]) == (1, 2, None)
