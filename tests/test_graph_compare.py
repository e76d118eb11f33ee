from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_graph_recipes import dataset
from worlds import beside, role, to, world

from graph.model.errors import BadParameter, CannotCompare, NoSuchPath, UnknownNode, WrongKind
from graph.model.records import ComparisonRow, Requires, Sign, Years
from graph.parts.path_search import path_along, shortest_path
from graph.questions.compare.search import (
    Compared,
    Direction,
    RoleComparison,
    compare_paths,
    compare_roles,
    compared,
)
from graph.questions.compare.view import counts_text, parts_in_words
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


@cache
def published(name: str) -> Index:
    return Index(build_graph(dataset(name)))


def _requires(target: str, **fields: object) -> Requires:
    return Requires(**{"target": target, "basis": "stated", **fields})  # type: ignore[arg-type]


def _ids(compared_: Compared[object], *of: int) -> list[str]:
    """Return the ids of what exactly these share."""
    return [row.id for part in compared_.parts if part.of == of for row in part.rows]  # type: ignore[attr-defined]


def _way(answer: RoleComparison, source: str, target: str) -> Direction:
    (way,) = [
        way
        for pair in answer.pairs
        for way in pair.directions
        if (way.source.id, way.target.id) == (source, target)
    ]
    return way


# --- Roles -------------------------------------------------------------------------------------


def test_what_is_on_one_list_alone_comes_before_what_is_on_both() -> None:
    index = world(
        role("clerk", requires=["sql", "typing"]), role("analyst", requires=["python", "sql"])
    )

    skills = compare_roles(index, ["analyst", "clerk"]).skills

    assert [part.of for part in skills.parts] == [(1,), (2,), (1, 2)]
    assert _ids(skills, 1) == ["python"]
    assert _ids(skills, 2) == ["typing"]
    assert _ids(skills, 1, 2) == ["sql"]


def test_roles_keep_the_order_asked() -> None:
    index = world(role("a"), role("b"), role("c"), role("d"))

    answer = compare_roles(index, ["c", "a", "d", "b"])

    assert [role.node.id for role in answer.roles] == ["c", "a", "d", "b"]
    assert len(answer.pairs) == 6


def test_a_list_no_source_gives_is_not_stated_and_takes_part_in_nothing() -> None:
    index = world(role("a", requires=["x", "y"]), role("b", requires=["y"]), role("c"), role("d"))

    answer = compare_roles(index, ["a", "c", "b"])

    assert answer.skills.not_stated == (2,)
    assert _ids(answer.skills, 1, 3) == ["y"]
    assert _way(answer, "a", "c").skills.essential is None
    assert _way(answer, "c", "a").skills.every is None
    assert answer.pairs[0].skills.jaccard_coefficient is None
    assert compare_roles(index, ["c", "d"]).skills == Compared(parts=(), not_stated=(1, 2))


def test_coverage_differs_in_the_two_directions() -> None:
    index = world(
        role("a", requires=["x", "y", "z"]),
        role("b", requires=["x", _requires("y", necessity="helpful")]),
    )

    answer = compare_roles(index, ["a", "b"])
    there, back = _way(answer, "a", "b").skills, _way(answer, "b", "a").skills

    assert there.essential is not None
    assert there.every is not None
    assert back.essential is not None
    assert (there.essential.coverage, there.every.coverage) == (1 / 1, 2 / 2)
    assert (back.essential.held, back.essential.required) == (2, 3)
    assert back.essential.coverage == 2 / 3
    assert answer.pairs[0].skills.essential_jaccard_coefficient == 1 / 3
    assert answer.pairs[0].skills.jaccard_coefficient == 2 / 3
    assert answer.pairs[0].skills.overlap_coefficient == 2 / 2


def test_terms_differ_only_where_both_are_stated() -> None:
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

    (part,) = compare_roles(index, ["a", "b"]).skills.parts

    assert [(row.id, row.differs) for row in part.rows] == [
        ("z", ("necessity", "level")),
        ("y", ("importance",)),
        ("x", ()),
    ]


def test_levels_to_gain_are_unknown_where_a_list_or_every_level_is() -> None:
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
    assert [each.level_points for each in answer.roles] == [1, 5, None, None]


def test_what_matters_most_comes_first() -> None:
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


def test_the_rows_of_a_source_turn_with_the_roles() -> None:
    row = ComparisonRow(aspect="view", here="long", there="short")
    index = world(role("a", beside("b", comparison=(row,))), role("b"))

    (said,) = compare_roles(index, ["b", "a"]).pairs[0].said

    assert (said.comparison[0].here, said.comparison[0].there) == ("short", "long")


def test_a_derived_overlap_is_no_saying() -> None:
    index = world(role("a", requires=["x", "y"]), role("b", requires=["x", "y"]))

    assert index.outgoing("a", "overlaps_with")
    assert compare_roles(index, ["a", "b"]).pairs[0].said == ()


def test_signs_next_and_earlier_roles_are_compared() -> None:
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
    shared = answer.next_roles.parts[-1].rows[0]
    assert [terms.years for terms in shared.terms] == [Years(min=4), Years(min=5)]
    assert _ids(answer.earlier_roles, 1, 2) == ["start"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "no roles are named; a comparison takes two to four"),
        (["PM"], "1 role is named; a comparison takes two to four"),
        (["PM", "CPO", "APM", "x", "y"], "5 roles are named; a comparison takes two to four"),
        (
            ["PM", "product manager"],
            "'PM' and 'product manager' are the same role, Product manager; name others",
        ),
    ],
)
def test_what_cannot_be_compared_is_said_in_plain_words(
    shipped_index: Index, names: list[str], words: str
) -> None:
    with pytest.raises(CannotCompare) as error:
        compare_roles(shipped_index, names)
    assert str(error.value) == words


def test_only_roles_are_compared(shipped_index: Index) -> None:
    with pytest.raises(WrongKind):
        compare_roles(shipped_index, ["PM", "empathy"])
    with pytest.raises(UnknownNode):
        compare_roles(shipped_index, ["PM", "product manger"])


def test_the_article_compares_product_manager_and_product_owner(shipped_index: Index) -> None:
    answer = compare_roles(shipped_index, ["PM", "product owner"])

    (said,) = answer.pairs[0].said
    assert [row.aspect for row in said.comparison][:2] == ["In charge of", "Span"]
    assert answer.skills.not_stated == (2,)
    assert len(_ids(answer.responsibilities, 2)) == 6


@given(
    lists=st.lists(
        st.none() | st.sets(st.sampled_from("abcdef"), max_size=6), min_size=2, max_size=4
    )
)
def test_every_thing_is_in_the_one_part_of_those_that_have_it(
    lists: list[set[str] | None],
) -> None:
    """Against sets: a part is what all of its own have, less what any other has."""
    answer = compared(
        [None if each is None else dict.fromkeys(sorted(each), 0) for each in lists],
        lambda id_, _: id_,
    )

    stated = {number: each for number, each in enumerate(lists, 1) if each is not None}
    assert answer.not_stated == tuple(n for n in range(1, len(lists) + 1) if n not in stated)
    for part in answer.parts:
        others = [each for number, each in stated.items() if number not in part.of]
        of = set.intersection(*(stated[number] for number in part.of))
        assert set(part.rows) == of.difference(*others)
    everything = set().union(*stated.values())
    assert sorted(row for part in answer.parts for row in part.rows) == sorted(everything)
    sizes = [(len(part.of), part.of) for part in answer.parts]
    assert sizes == sorted(sizes)


def test_words_never_call_only_what_there_is_nothing_to_compare_with() -> None:
    index = world(role("a", requires=["x"]), role("b"), role("c", requires=["x", "y"]))
    alone = compare_roles(index, ["a", "b"]).skills
    three = compare_roles(index, ["a", "b", "c"]).skills

    assert [part.title for part in parts_in_words(alone, ["A", "B"])] == [
        "A, with nothing to compare"
    ]
    assert counts_text(alone, ["A", "B"]) == "1 of A; not stated for B"
    assert [part.title for part in parts_in_words(three, ["A", "B", "C"])] == ["Only C", "A and C"]
    assert counts_text(three, ["A", "B", "C"]) == "1 shared, 1 only C; not stated for B"


# --- Paths -------------------------------------------------------------------------------------

DIAMOND = world(
    role("a", to("b", 1), to("c", 2), requires=["x"]),
    role("b", to("d", 1), requires=["x", "y"]),
    role("c", to("d", 2), beside("b"), requires=["z"]),
    role("d", requires=["w"]),
    role("island"),
)


def test_paths_are_compared_by_roles_steps_and_what_is_gained() -> None:
    answer = compare_paths(DIAMOND, [["a", "d"], ["a", "c", "d"]])

    assert [path.length for path in answer.paths] == [2, 2]
    assert _ids(answer.roles, 1) == ["b"]
    assert _ids(answer.roles, 2) == ["c"]
    assert _ids(answer.roles, 1, 2) == ["a", "d"]
    assert _ids(answer.skills, 1) == ["y"]
    assert _ids(answer.skills, 2) == ["z"]
    assert _ids(answer.skills, 1, 2) == ["w"]
    assert [len(part.rows) for part in answer.steps.parts] == [2, 2]


def test_a_path_of_all_its_roles_takes_exactly_them() -> None:
    path = path_along(DIAMOND, ["a", "c", "b", "d"])

    assert [step.target.id for step in path.steps] == ["c", "b", "d"]
    assert [step.relation for step in path.steps] == ["leads_to", "overlaps_with", "leads_to"]
    assert path.lateral


def test_a_path_of_all_its_roles_is_told_as_the_search_tells_it(shipped_index: Index) -> None:
    found = shortest_path(shipped_index, source="junior product manager", target="CPO")
    roles = [found.source.id, *(step.target.id for step in found.steps)]

    assert path_along(shipped_index, roles) == found


def test_roles_that_are_not_joined_are_no_path() -> None:
    with pytest.raises(NoSuchPath, match="nothing leads from 'A' straight to 'D'"):
        path_along(DIAMOND, ["b", "a", "d"][1:])
    with pytest.raises(NoSuchPath, match="'A' comes twice"):
        path_along(DIAMOND, ["a", "b", "a"])


def test_the_same_path_twice_is_an_error() -> None:
    with pytest.raises(CannotCompare, match="path 1 and path 2 are the same, A → D"):
        compare_paths(DIAMOND, [["a", "d"], ["a", "b", "d"]])


@pytest.mark.parametrize("paths", [[], [["a", "d"]], [["a", "b"]] * 5])
def test_two_to_four_paths_are_compared(paths: list[list[str]]) -> None:
    with pytest.raises(CannotCompare, match="a comparison takes two to four"):
        compare_paths(DIAMOND, paths)


@pytest.mark.parametrize("roles", [["a"], ["a"] * 51])
def test_a_path_is_named_by_two_to_fifty_roles(roles: list[str]) -> None:
    with pytest.raises(CannotCompare, match="name its two ends, or up to 50 roles"):
        compare_paths(DIAMOND, [["a", "d"], roles])


def test_a_path_that_does_not_exist_is_an_answer_with_the_reason() -> None:
    answer = compare_paths(DIAMOND, [["a", "d"], ["a", "island"]])

    assert [path.found for path in answer.paths] == [True, False]
    assert answer.paths[1].no_path is not None
    assert answer.roles.not_stated == (2,)


def test_ends_are_joined_as_asked() -> None:
    fast = compare_paths(DIAMOND, [["c", "b"], ["a", "d"]], lateral=True)

    assert fast.paths[0].found
    with pytest.raises(BadParameter, match="by cannot be 'luck'"):
        compare_paths(DIAMOND, [["a", "d"], ["a", "c", "d"]], by="luck")


# --- Published taxonomies ----------------------------------------------------------------------


def test_esco_hotel_concierge_and_porter() -> None:
    """Nesta prints 0.67 for the concierge who becomes a porter."""
    answer = compare_roles(published("esco"), ["hotel concierge", "hotel porter"])

    essential = answer.pairs[0].directions[0].skills.essential
    assert essential is not None
    assert (essential.held, essential.required) == (4, 6)
    assert answer.pairs[0].directions[0].skills.every is not None
    assert round(answer.pairs[0].skills.essential_jaccard_coefficient or 0, 3) == 0.400
    assert {group.title for group in answer.skills.groups} >= {"assisting and caring"}
    assert all(group.all <= min(n or 0 for n in group.each) for group in answer.skills.groups)


def test_esco_two_product_managers_share_little() -> None:
    answer = compare_roles(published("esco"), ["product manager", "ICT product manager"])

    essential = answer.pairs[0].directions[0].skills.essential
    assert essential is not None
    assert (essential.held, essential.required) == (4, 22)
    assert answer.pairs[0].skills.essential_jaccard_coefficient == 2 / (22 + 24 - 2)


def test_uk_no_level_is_lost_on_the_product_ladder_and_the_gaps_add_up() -> None:
    ladder = [
        "associate product manager",
        "product manager",
        "senior product manager",
        "lead product manager",
    ]
    answer = compare_roles(published("uk"), ladder)

    ids = [each.node.id for each in answer.roles]
    steps = [_way(answer, one, other) for one, other in pairwise(ids)]
    whole = _way(answer, ids[0], ids[-1])
    assert [change for step in steps for change in step.raised if change.to < change.from_] == []
    assert sum(step.levels_to_gain or 0 for step in steps) == whole.levels_to_gain
    assert all(_way(answer, o, s).levels_to_gain == 0 for s, o in pairwise(ids))
    points = [each.level_points or 0 for each in answer.roles]
    assert points[-1] - points[0] == whole.levels_to_gain
