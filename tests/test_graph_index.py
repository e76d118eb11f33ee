"""Does a name find its node, and an unclear one its candidates?"""

from __future__ import annotations

import pytest
from worlds import dataset, role, said_in, to, world

from graph.model.edges import strongest_edge, weakest_basis
from graph.model.errors import AmbiguousName, Candidate, UnknownNode, WrongKind
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

# --- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "data-analyst",
        "DATA-ANALYST",
        "Data analyst",
        "data ANALYST",
        "  Data   analyst ",
        "Data\tanalyst",
        "Ｄａｔａ ａｎａｌｙｓｔ",
        "Analyst",
        "analyst",
    ],
)
def test_an_id_a_title_or_an_alias_in_any_case_finds_its_node(
    name: str, small_index: Index
) -> None:
    assert small_index.resolve(name) == "data-analyst"
    assert small_index.resolve(name, "role") == "data-analyst"


def test_every_id_title_and_alias_finds_its_own_node(small_index: Index) -> None:
    for id_, record in small_index.records.items():
        for name in (id_, record.title, *record.aliases):
            assert small_index.resolve(name.upper()) == id_


def test_letters_that_fold_to_two_are_found_in_any_case() -> None:
    index = Index(build_graph(dataset(role("a", aliases=("Straßenbau",)))))
    assert index.resolve("STRASSENBAU") == "a"


def test_an_unknown_name_gets_the_nearest_nodes(small_index: Index) -> None:
    with pytest.raises(UnknownNode, match="unknown node 'data analist'; did you mean") as error:
        small_index.resolve("data analist")
    assert error.value.candidates[0] == Candidate("data-analyst", "Data analyst", "role")


def test_a_misspelt_alias_offers_its_node(small_index: Index) -> None:
    with pytest.raises(UnknownNode) as error:
        small_index.resolve("Strctured query language")
    assert [candidate.id for candidate in error.value.candidates] == ["sql"]


@pytest.mark.parametrize("name", ["Data analysts", "ANALYSTS", "structured query languages"])
def test_a_plural_means_its_node(name: str, small_index: Index) -> None:
    assert small_index.resolve(name) in ("data-analyst", "sql")


def test_the_plural_s_may_stand_in_the_middle() -> None:
    index = world(role("a", aliases=("VP of product",)), role("b", aliases=("Head",)))

    assert index.resolve("VPs of Product") == "a"


def test_a_plural_of_two_names_is_unknown() -> None:
    index = world(role("a", aliases=("Heads of data",)), role("b", aliases=("Head of datas",)))

    with pytest.raises(UnknownNode):
        index.resolve("heads of datas")


def test_names_that_stand_in_a_longer_one_are_its_candidates() -> None:
    index = world(role("cpo"), role("vp", aliases=("VP of product",)), role("p"))

    with pytest.raises(UnknownNode) as error:
        index.resolve("CPO/VP Of Product")

    assert [candidate.id for candidate in error.value.candidates] == ["cpo", "vp"]


def test_a_name_that_holds_the_one_asked_for_is_a_candidate() -> None:
    index = world(role("a", aliases=("Director of product",)))

    with pytest.raises(UnknownNode) as error:
        index.resolve("director")

    assert [candidate.id for candidate in error.value.candidates] == ["a"]


def test_an_unknown_role_gets_only_roles_as_candidates(small_index: Index) -> None:
    with pytest.raises(UnknownNode, match="unknown role 'data pipelin'") as error:
        small_index.resolve("data pipelin", "role")
    assert {candidate.kind for candidate in error.value.candidates} <= {"role"}


@pytest.mark.parametrize("name", ["", "   ", "?", "\0", "漢字", "x" * 100_000])
def test_a_name_like_no_other_has_no_candidates(name: str, small_index: Index) -> None:
    with pytest.raises(UnknownNode) as error:
        small_index.resolve(name)
    assert error.value.candidates == ()
    assert len(str(error.value)) < 100


def test_three_candidates_are_enough() -> None:
    index = Index(build_graph(dataset(*(role(f"analyst-{n}") for n in range(9)))))
    with pytest.raises(UnknownNode) as error:
        index.resolve("analyst")
    assert len(error.value.candidates) == 3


def test_no_node_is_offered_twice() -> None:
    index = Index(build_graph(dataset(role("a", aliases=("Baker 1", "Baker 2", "Baker 3")))))
    with pytest.raises(UnknownNode) as error:
        index.resolve("Baker")
    assert [candidate.id for candidate in error.value.candidates] == ["a"]


def test_a_node_of_another_kind_is_named_as_such(small_index: Index) -> None:
    with pytest.raises(WrongKind, match="'SQL' is a skill; this question is about a role"):
        small_index.resolve("sql", "role")


def test_an_id_goes_before_a_title_and_a_title_before_an_alias() -> None:
    index = Index(
        build_graph(
            dataset(role("x"), role("b", aliases=("X", "C")), role("d", aliases=("C",)), role("c"))
        )
    )
    assert index.resolve("X") == "x"
    assert index.resolve("c") == "c"


def test_a_title_of_two_nodes_is_ambiguous_and_both_are_offered() -> None:
    """No checked data set has one, but a graph from elsewhere may."""
    index = Index(build_graph(dataset(role("a", aliases=("Lead",)), role("b", aliases=("lead",)))))
    with pytest.raises(AmbiguousName) as error:
        index.resolve("LEAD")
    assert [candidate.id for candidate in error.value.candidates] == ["a", "b"]
    assert str(error.value) == "'LEAD' names several nodes; ask for A (role a) or B (role b)"


def test_of_two_nodes_with_a_name_the_one_of_the_kind_is_meant() -> None:
    index = Index(build_graph(dataset(role("a", aliases=("Sql",), requires=["sql"]))))
    assert index.resolve("SQL", "skill") == "sql"
    assert index.resolve("SQL", "role") == "a"


# --- Look-ups ------------------------------------------------------------------------------------


def test_edges_are_found_from_both_ends(small_index: Index) -> None:
    out = small_index.outgoing("data-analyst", "leads_to")
    assert [link.target for link in out] == ["data-engineer"]
    assert small_index.incoming("data-engineer", "leads_to") == out


def test_a_node_without_edges_of_a_relation_has_none(small_index: Index) -> None:
    assert small_index.outgoing("sql", "requires") == []
    assert small_index.incoming("gardener", "leads_to") == []


def test_no_edge_is_lost(small_index: Index) -> None:
    count = sum(
        len(small_index.outgoing(id_, relation))
        for id_ in small_index.records
        for relation in ("leads_to", "requires", "overlaps_with")
    )
    assert count == small_index.G.number_of_edges()


def test_nodes_of_a_kind_come_in_file_order(small_index: Index) -> None:
    assert list(small_index.of_kind("responsibility")) == ["monthly-report", "data-pipeline"]
    assert len(small_index) == 4 + 5 + 2


def test_starting_points_are_roles_of_a_stage_that_is_no_rung(small_index: Index) -> None:
    assert small_index.starting_points == {"student"}


def test_facts_belong_to_their_role_alone(small_index: Index) -> None:
    assert [fact.id for fact in small_index.facts("data-analyst")] == ["pay"]
    assert small_index.facts("data-engineer") == ()


def test_names_are_titles_then_aliases(small_index: Index) -> None:
    assert list(small_index.names("role")) == [
        ("Student", "student"),
        ("Data analyst", "data-analyst"),
        ("Data engineer", "data-engineer"),
        ("Gardener", "gardener"),
        ("Analyst", "data-analyst"),
    ]


def test_the_best_edge_has_the_strongest_basis_and_is_the_first_of_equals() -> None:
    derived, one, two = (
        to("b", basis="derived"),
        to("b", source=said_in("one")),
        to("b", source=said_in("two")),
    )
    index = Index(build_graph(dataset(role("a", derived, one, two), role("b"))))
    assert strongest_edge(index.outgoing("a", "leads_to")).key == "leads_to:stated:one"


def test_the_weakest_basis_is_derived_then_implied() -> None:
    assert weakest_basis(["stated", "derived", "implied"]) == "derived"
    assert weakest_basis(["implied", "stated"]) == "implied"
