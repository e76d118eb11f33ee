"""Compare roles and paths, against counting by hand, set arithmetic and published numbers."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import dataset
from worlds import beside, role, to, world

from graph.model.errors import BadParameter, CannotCompare, NoSuchPath, UnknownNode, WrongKind
from graph.model.records import ComparisonRow, Requires, Sign, Years
from graph.parts.path_search import path_along, shortest_path
from graph.parts.path_text import roles_of
from graph.parts.paths import Path
from graph.parts.queries.lean import lean_json
from graph.questions.compare.answer import ComparedRole, Comparison, Direction, SideBySide
from graph.questions.compare.paths import compare_paths
from graph.questions.compare.query import CompareQuery
from graph.questions.compare.roles import compare_roles
from graph.questions.compare.search import answer as answer_of
from graph.questions.compare.side_by_side import first, side_by_side
from graph.questions.compare.view import headline, sections
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


@cache
def published(name: str) -> Index:
    return Index(build_graph(dataset(name)))


def _requires(target: str, **fields: object) -> Requires:
    return Requires(**{"target": target, "basis": "stated", **fields})  # type: ignore[arg-type]


def _ids(lists: SideBySide[Any] | None, *owners: int) -> list[str]:
    """Return the ids of what exactly these owners have."""
    assert lists is not None
    return [row.id for each in lists.sets if each.owners == owners for row in each.rows]


def _roles(answer: Comparison) -> list[ComparedRole]:
    return [each.role for each in answer.compared if each.role]


def _paths(answer: Comparison) -> list[Path]:
    return [each.path for each in answer.compared if each.path]


def _way(answer: Comparison, source: str, target: str) -> Direction:
    (way,) = [
        way
        for pair in answer.pairs
        for way in pair.directions
        if (way.source.id, way.target.id) == (source, target)
    ]
    return way


# --- Roles -------------------------------------------------------------------------------------


def test_sets_order_alone_before_shared() -> None:
    """What one list has alone comes before what both have."""
    index = world(
        role("clerk", requires=["sql", "typing"]), role("analyst", requires=["python", "sql"])
    )

    skills = compare_roles(index, ["analyst", "clerk"]).skills

    assert [each.owners for each in skills.sets] == [(1,), (2,), (1, 2)]
    assert (skills.totals, skills.shared) == ((2, 2), 1)
    assert _ids(skills, 1) == ["python"]
    assert _ids(skills, 2) == ["typing"]
    assert _ids(skills, 1, 2) == ["sql"]


def test_roles_keep_their_order() -> None:
    """The answer has the roles in the order of the query."""
    index = world(role("a"), role("b"), role("c"), role("d"))

    answer = compare_roles(index, ["c", "a", "d", "b"])

    assert [role.node.id for role in _roles(answer)] == ["c", "a", "d", "b"]
    assert len(answer.pairs) == 6


def test_missing_lists_are_not_stated() -> None:
    """A list that no source gives has no total and shares nothing."""
    index = world(role("a", requires=["x", "y"]), role("b", requires=["y"]), role("c"), role("d"))

    answer = compare_roles(index, ["a", "c", "b"])

    assert answer.skills.not_stated == (2,)
    assert answer.skills.totals == (2, None, 1)
    assert _ids(answer.skills, 1, 3) == ["y"]
    assert _way(answer, "a", "c").skills.counted is None
    assert _way(answer, "c", "a").skills.with_helpful is None
    assert answer.pairs[0].skills.jaccard_coefficient is None
    assert compare_roles(index, ["a", "c"]).skills.shared is None
    assert compare_roles(index, ["c", "d"]).skills == SideBySide(
        totals=(None, None), shared=None, not_stated=(1, 2), sets=(), carried=(0, 0)
    )


def test_coverage_has_two_directions() -> None:
    """Each role covers another part of the other; the coefficients are symmetric."""
    index = world(
        role("a", requires=["x", "y", "z"]),
        role("b", requires=["x", _requires("y", necessity="helpful")]),
    )

    answer = compare_roles(index, ["a", "b"])
    there, back = _way(answer, "a", "b").skills, _way(answer, "b", "a").skills

    assert there.counted is not None
    assert there.with_helpful is not None
    assert back.counted is not None
    assert (there.counted.coverage, there.with_helpful.coverage) == (1 / 1, 2 / 2)
    assert (back.counted.held, back.counted.total) == (2, 3)
    assert back.counted.coverage == 2 / 3
    assert answer.pairs[0].skills.counted_jaccard_coefficient == 1 / 3
    assert answer.pairs[0].skills.jaccard_coefficient == 2 / 3
    assert answer.pairs[0].skills.overlap_coefficient == 2 / 2


def test_only_stated_terms_differ() -> None:
    """A level or importance that one source leaves out is no difference."""
    index = world(
        role(
            "a",
            requires=[
                _requires("x", level=1.0),
                _requires("y", importance=2.0),
                _requires("z", necessity="helpful", level=2.0),
            ],
        ),
        role(
            "b",
            requires=[_requires("x"), _requires("y", importance=3.0), _requires("z", level=5.0)],
        ),
    )

    (both,) = compare_roles(index, ["a", "b"]).skills.sets

    assert [(row.id, row.differs) for row in both.rows] == [
        ("z", ("necessity", "level")),
        ("y", ("importance",)),
        ("x", ()),
    ]


def test_levels_to_gain_may_be_unknown() -> None:
    """Levels to gain are None where a list, or every level, is not stated."""
    index = world(
        role("a", requires=[_requires("x", level=1.0)]),
        role("b", requires=[_requires("x", level=3.0), _requires("y", level=2.0)]),
        role("c", requires=["x"]),
        role("d"),
    )

    answer = compare_roles(index, ["a", "b", "c", "d"])

    assert _way(answer, "a", "b").levels_to_gain == (3 - 1) + 2
    assert _way(answer, "b", "a").levels_to_gain == 0
    assert [(c.id, c.from_, c.to) for c in _way(answer, "b", "a").lowered] == [("x", 3, 1)]
    assert _way(answer, "b", "c").levels_to_gain is None
    assert _way(answer, "d", "b").levels_to_gain is None
    assert [each.sum_of_levels for each in _roles(answer)] == [1, 5, None, None]


def test_rows_order_by_relevance() -> None:
    """Essential and important requirements come first."""
    index = world(
        role(
            "a",
            requires=[
                _requires("x", necessity="helpful"),
                _requires("y", importance=2.0),
                _requires("z", importance=4.0),
            ],
        ),
        role("b", requires=["w"]),
    )

    assert _ids(compare_roles(index, ["a", "b"]).skills, 1) == ["z", "y", "x"]


def test_source_rows_follow_role_order() -> None:
    """A comparison written under one role reads the other way from the other role."""
    row = ComparisonRow(aspect="view", here="long", there="short")
    index = world(role("a", beside("b", comparison=(row,))), role("b"))

    (comparison,) = compare_roles(index, ["b", "a"]).pairs[0].comparisons

    assert (comparison.rows[0].here, comparison.rows[0].there) == ("short", "long")


def test_derived_overlaps_say_nothing() -> None:
    """An overlap that careergraph derives is no comparison by a source."""
    index = world(role("a", requires=["x", "y"]), role("b", requires=["x", "y"]))

    assert index.outgoing("a", "overlaps_with")
    assert compare_roles(index, ["a", "b"]).pairs[0].comparisons == ()


def test_signs_and_neighbours_are_compared() -> None:
    """Signs of readiness, next roles and earlier roles stand side by side."""
    sign = Sign(id="leads", title="Leads", basis="stated")
    index = world(
        role("start", to("a", 1), to("b", 2)),
        role("a", to("b", 3, signs=(sign,)), to("end", 4)),
        role("b", to("end", 5)),
        role("end"),
    )

    answer = compare_roles(index, ["a", "b"])

    assert answer.signs.not_stated == (1,)
    assert _ids(answer.signs, 2) == ["leads"]
    assert _ids(answer.next_roles, 1) == ["b"]
    assert _ids(answer.next_roles, 1, 2) == ["end"]
    assert answer.next_roles is not None
    shared = answer.next_roles.sets[-1].rows[0]
    assert [terms.years for terms in shared.terms] == [Years(min=4), Years(min=5)]
    assert _ids(answer.earlier_roles, 1, 2) == ["start"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "nothing is named; a comparison takes two to four roles or paths"),
        (["PM"], "only one role is named; a comparison takes two to four roles or paths"),
        (["PM", "CPO", "APM", "x", "y"], "roles cannot be '5 roles'; it takes at most 4"),
        (
            ["PM", "product manager"],
            "'PM' and 'product manager' are the same role, Product manager; name others",
        ),
    ],
)
def test_wrong_queries_are_refused(shipped_index: Index, names: list[str], words: str) -> None:
    """Too few, too many or equal roles are refused with a reason."""
    with pytest.raises(BadParameter) as error:
        answer_of(shipped_index, CompareQuery(roles=tuple(names)))
    assert str(error.value) == words


def test_only_roles_are_compared(shipped_index: Index) -> None:
    """A skill is refused, and so is an unknown name."""
    with pytest.raises(WrongKind):
        compare_roles(shipped_index, ["PM", "empathy"])
    with pytest.raises(UnknownNode):
        compare_roles(shipped_index, ["PM", "product manger"])


def test_source_comparison_is_quoted(shipped_index: Index) -> None:
    """The article compares product manager and product owner row by row."""
    answer = compare_roles(shipped_index, ["PM", "product owner"])

    (comparison,) = answer.pairs[0].comparisons
    assert [row.aspect for row in comparison.rows][:2] == ["In charge of", "Span"]
    assert answer.skills.not_stated == (2,)
    assert len(_ids(answer.responsibilities, 2)) == 5


@given(
    lists=st.lists(
        st.none() | st.sets(st.sampled_from("abcdef"), max_size=6), min_size=2, max_size=4
    )
)
def test_sets_agree_with_set_arithmetic(
    lists: list[set[str] | None],
) -> None:
    """An overlap set is what its owners share, less what any other list has."""
    answer = side_by_side(
        [None if each is None else {id_: id_ for id_ in sorted(each)} for each in lists], first
    )

    stated = {number: each for number, each in enumerate(lists, 1) if each is not None}
    assert answer.not_stated == tuple(n for n in range(1, len(lists) + 1) if n not in stated)
    assert answer.totals == tuple(None if each is None else len(each) for each in lists)
    assert answer.shared == (len(set.intersection(*stated.values())) if len(stated) > 1 else None)
    for set_ in answer.sets:
        others = [each for number, each in stated.items() if number not in set_.owners]
        common = set.intersection(*(stated[number] for number in set_.owners))
        assert set(set_.rows) == common.difference(*others)
    everything = set().union(*stated.values())
    assert sorted(row for set_ in answer.sets for row in set_.rows) == sorted(everything)
    sizes = [(len(set_.owners), set_.owners) for set_ in answer.sets]
    assert sizes == sorted(sizes)


def test_titles_avoid_false_only() -> None:
    """With a single stated list, no title says "only"."""
    index = world(role("a", requires=["x"]), role("b"), role("c", requires=["x", "y"]))
    alone = sections(compare_roles(index, ["a", "b"]))[0]
    three = sections(compare_roles(index, ["a", "b", "c"]))[0]

    assert [each.title for each in alone.sets] == ["A"]
    assert alone.sentence == "A requires 1 skill; no source lists any for B."
    assert [each.title for each in three.sets] == ["Only C", "A and C"]
    assert three.sentence == "A and C share 1 skill; C alone requires 1; no source lists any for B."


def test_unknown_lists_are_named(shipped_index: Index) -> None:
    """A sentence says which role has no list."""
    answer = compare_roles(shipped_index, ["PM", "product owner"])

    assert headline(answer)[0] == (
        "Product manager requires 27 skills; no source lists any for Product owner."
    )
    assert answer.skills.totals == (27, None)


def test_carried_lists_are_named(shipped_index: Index) -> None:
    """A list that is only carried from rungs before is said not to be the role's own."""
    answer = compare_roles(shipped_index, ["senior product manager", "director of product"])
    skills, duties = headline(answer)

    assert "27 of Director of product's 41 are carried from rungs before." in skills
    assert "All those of Director of product are carried: no source lists resp" in duties
    assert answer.skills.carried == (20, 27)


@pytest.mark.parametrize(
    ("requires", "sentence"),
    [
        ([[], []], "No source lists skills for A or B."),
        ([["x"], ["y", "z"]], "A and B share no skills; A alone requires 1, B alone 2."),
        ([["x"], ["x"]], "A and B share 1 skill; no others are listed."),
        (
            [["x"], [_requires("x", level=2.0, necessity="helpful"), "y"]],
            "A and B share 1 skill (1 on different terms); B alone requires 1.",
        ),
        (
            [["x", "y"], ["x", "y"], ["x", "z"]],
            "A, B and C share 1 skill, and some of them share 1 more; C alone requires 1.",
        ),
        (
            [["x"], ["x"], ["z"]],
            "A, B and C share no skills, but some of them share 1; C alone requires 1.",
        ),
    ],
)
def test_sentences_count_what_is_shared(requires: list[list[Any]], sentence: str) -> None:
    """One sentence says what is shared by all, by some, and what each has alone."""
    roles = [role(id_, requires=list_) for id_, list_ in zip("abc", requires, strict=False)]
    answer = compare_roles(world(*roles), ["a", "b", "c"][: len(roles)])

    assert sections(answer)[0].sentence == sentence


def test_lean_comparisons_drop_details(shipped_index: Index) -> None:
    """Without expand, an answer has neither signs nor level changes."""
    answer = compare_roles(shipped_index, ["PM", "CPO"])
    lean = json.loads(lean_json(answer))

    assert "signs" not in lean
    assert "raised" not in lean["pairs"][0]["directions"][0]
    assert lean["skills"]["totals"] == [27, None]
    assert json.loads(lean_json(answer, ["all"]))["signs"]["totals"] == [6, None]


# --- Paths -------------------------------------------------------------------------------------

DIAMOND = world(
    role("a", to("b", 1), to("c", 2), requires=["x"]),
    role("b", to("d", 1), requires=["x", "y"]),
    role("c", to("d", 2), beside("b"), requires=["z"]),
    role("d", requires=["w"]),
    role("island"),
)


def test_paths_are_compared() -> None:
    """Paths share roles, steps and what one gains, and differ in the others."""
    answer = compare_paths(DIAMOND, [["a", "d"], ["a", "c", "d"]])

    assert [path.length for path in _paths(answer)] == [2, 2]
    assert _ids(answer.roles, 1) == ["b"]
    assert _ids(answer.roles, 2) == ["c"]
    assert _ids(answer.roles, 1, 2) == ["a", "d"]
    assert _ids(answer.skills, 1) == ["y"]
    assert _ids(answer.skills, 2) == ["z"]
    assert _ids(answer.skills, 1, 2) == ["w"]
    assert answer.steps is not None
    assert [len(each.rows) for each in answer.steps.sets] == [2, 2]


def test_named_roles_make_the_path() -> None:
    """A path of more than two names takes exactly these roles."""
    path = path_along(DIAMOND, ["a", "c", "b", "d"])

    assert [step.target.id for step in path.steps] == ["c", "b", "d"]
    assert [step.relation for step in path.steps] == ["leads_to", "overlaps_with", "leads_to"]


def test_named_path_equals_found_path(shipped_index: Index) -> None:
    """A path named role by role has the same answer as the search that finds it."""
    found = shortest_path(shipped_index, source="junior product manager", target="CPO")
    assert isinstance(found, Path)

    assert path_along(shipped_index, [role.id for role in roles_of(found)]) == found


def test_unjoined_roles_are_refused() -> None:
    """Roles that no edge joins, or that repeat, are no path."""
    with pytest.raises(NoSuchPath, match="nothing leads from 'A' straight to 'D'"):
        path_along(DIAMOND, ["b", "a", "d"][1:])
    with pytest.raises(NoSuchPath, match="'A' comes twice"):
        path_along(DIAMOND, ["a", "b", "a"])


def test_equal_paths_are_refused() -> None:
    """Two queries that lead to the same path have nothing to compare."""
    with pytest.raises(CannotCompare, match="path 1 and path 2 are the same, A → D"):
        compare_paths(DIAMOND, [["a", "d"], ["a", "b", "d"]])


@pytest.mark.parametrize("paths", [[], [["a", "d"]], [["a", "b"]] * 5])
def test_number_of_paths_is_checked(paths: list[list[str]]) -> None:
    """No path, one path or five paths are refused."""
    with pytest.raises(BadParameter, match=r"it takes at most 4|a comparison takes two to four"):
        CompareQuery(paths=tuple(map(tuple, paths)))


@pytest.mark.parametrize("roles", [["a"], ["a"] * 51])
def test_length_of_paths_is_checked(roles: list[str]) -> None:
    """A path of one role or of more than fifty is refused."""
    with pytest.raises(CannotCompare, match="name its two ends, or up to 50 roles"):
        CompareQuery(paths=(("a", "d"), tuple(roles)))


def test_missing_paths_have_a_reason() -> None:
    """A path that does not exist is part of the answer, with the reason."""
    answer = compare_paths(DIAMOND, [["a", "d"], ["a", "island"]])

    assert [bool(each.path) for each in answer.compared] == [True, False]
    assert not answer.found
    assert answer.compared[1].no_path is not None
    assert answer.compared[1].no_path.target.id == "island"
    assert answer.roles is not None
    assert answer.roles.totals == (3, None)


def test_ends_follow_the_cost() -> None:
    """Two ends are joined by the cost and the moves of the query."""
    fast = compare_paths(DIAMOND, [["c", "b"], ["a", "d"]], lateral=True)

    assert _paths(fast)[0].length == 1
    with pytest.raises(BadParameter, match="by cannot be 'luck'"):
        CompareQuery(paths=(("a", "d"), ("a", "c", "d")), by="luck")  # type: ignore[arg-type]


# --- Published taxonomies ----------------------------------------------------------------------


def test_esco_coverage_agrees_with_nesta() -> None:
    """Nesta prints 0.67 for the concierge who becomes a porter."""
    answer = compare_roles(published("esco"), ["hotel concierge", "hotel porter"])

    essential = answer.pairs[0].directions[0].skills.counted
    assert essential is not None
    assert (essential.held, essential.total) == (4, 6)
    assert answer.pairs[0].directions[0].skills.with_helpful is not None
    assert round(answer.pairs[0].skills.counted_jaccard_coefficient or 0, 3) == 0.400
    assert {group.title for group in answer.skills.groups} >= {"assisting and caring"}
    assert all(
        (group.shared or 0) <= min(total or 0 for total in group.totals)
        for group in answer.skills.groups
    )


def test_esco_product_managers_differ() -> None:
    """The two product managers of ESCO share 2 of 44 essential skills."""
    answer = compare_roles(published("esco"), ["product manager", "ICT product manager"])

    essential = answer.pairs[0].directions[0].skills.counted
    assert essential is not None
    assert (essential.held, essential.total) == (4, 22)
    assert answer.pairs[0].skills.counted_jaccard_coefficient == 2 / (22 + 24 - 2)


def test_uk_ladder_levels_add_up() -> None:
    """No level is lost on the product ladder, and the gaps of its steps add up."""
    ladder = [
        "associate product manager",
        "product manager",
        "senior product manager",
        "lead product manager",
    ]
    answer = compare_roles(published("uk"), ladder)

    ids = [each.node.id for each in _roles(answer)]
    steps = [_way(answer, one, other) for one, other in pairwise(ids)]
    whole = _way(answer, ids[0], ids[-1])
    assert [change for step in steps for change in step.raised if change.to < change.from_] == []
    assert sum(step.levels_to_gain or 0 for step in steps) == whole.levels_to_gain
    assert all(_way(answer, o, s).levels_to_gain == 0 for s, o in pairwise(ids))
    points = [each.sum_of_levels or 0 for each in _roles(answer)]
    assert points[-1] - points[0] == whole.levels_to_gain
