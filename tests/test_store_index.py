"""A name finds its node, and an unclear name its candidates."""

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
def test_any_name_finds_its_node(name: str, small_index: Index) -> None:
    """An id, a title or an alias finds its node, in any case."""
    assert small_index.resolve(name) == "data-analyst"
    assert small_index.resolve(name, "role") == "data-analyst"


def test_every_name_finds_its_owner(small_index: Index) -> None:
    """Each id, title and alias of the graph finds its own node."""
    for id_, record in small_index.records.items():
        for name in (id_, record.title, *record.aliases):
            assert small_index.resolve(name.upper()) == id_


def test_sharp_s_folds() -> None:
    """Letters that fold to two match in any case."""
    index = Index(build_graph(dataset(role("a", aliases=("Straßenbau",)))))
    assert index.resolve("STRASSENBAU") == "a"


def test_unknown_name_gets_nearest(small_index: Index) -> None:
    """An unknown name comes with the nearest nodes."""
    with pytest.raises(UnknownNode, match="unknown node 'data analist'; did you mean") as error:
        small_index.resolve("data analist")
    assert error.value.candidates[0] == Candidate("data-analyst", "Data analyst", "role")


def test_misspelt_alias_offers_node(small_index: Index) -> None:
    """A misspelt alias suggests its node."""
    with pytest.raises(UnknownNode) as error:
        small_index.resolve("Strctured query language")
    assert [candidate.id for candidate in error.value.candidates] == ["sql"]


@pytest.mark.parametrize("name", ["Data analysts", "ANALYSTS", "structured query languages"])
def test_plural_finds_its_node(name: str, small_index: Index) -> None:
    """A plural finds the node of its singular."""
    assert small_index.resolve(name) in ("data-analyst", "sql")


def test_inner_plural_finds_node() -> None:
    """The plural s may end a word in the middle."""
    index = world(role("a", aliases=("VP of product",)), role("b", aliases=("Head",)))

    assert index.resolve("VPs of Product") == "a"


def test_ambiguous_plural_is_unknown() -> None:
    """A plural of two names is unknown."""
    index = world(role("a", aliases=("Heads of data",)), role("b", aliases=("Head of datas",)))

    with pytest.raises(UnknownNode):
        index.resolve("heads of datas")


def test_contained_names_are_candidates() -> None:
    """Names that a longer name contains are its candidates."""
    index = world(role("cpo"), role("vp", aliases=("VP of product",)), role("p"))

    with pytest.raises(UnknownNode) as error:
        index.resolve("CPO/VP Of Product")

    assert [candidate.id for candidate in error.value.candidates] == ["cpo", "vp"]


def test_containing_name_is_candidate() -> None:
    """A name that contains the given one is a candidate."""
    index = world(role("a", aliases=("Director of product",)))

    with pytest.raises(UnknownNode) as error:
        index.resolve("director")

    assert [candidate.id for candidate in error.value.candidates] == ["a"]


def test_candidates_match_the_kind(small_index: Index) -> None:
    """Candidates for an unknown role are roles."""
    with pytest.raises(UnknownNode, match="unknown role 'data pipelin'") as error:
        small_index.resolve("data pipelin", "role")
    assert {candidate.kind for candidate in error.value.candidates} <= {"role"}


@pytest.mark.parametrize("name", ["", "   ", "?", "\0", "漢字", "x" * 100_000])
def test_strange_name_has_no_candidates(name: str, small_index: Index) -> None:
    """A name like no other has no candidates."""
    with pytest.raises(UnknownNode) as error:
        small_index.resolve(name)
    assert error.value.candidates == ()
    assert len(str(error.value)) < 100


def test_three_candidates_are_enough() -> None:
    """There are at most three candidates."""
    index = Index(build_graph(dataset(*(role(f"analyst-{n}") for n in range(9)))))
    with pytest.raises(UnknownNode) as error:
        index.resolve("analyst")
    assert len(error.value.candidates) == 3


def test_candidates_are_distinct() -> None:
    """No node is a candidate twice."""
    index = Index(build_graph(dataset(role("a", aliases=("Baker 1", "Baker 2", "Baker 3")))))
    with pytest.raises(UnknownNode) as error:
        index.resolve("Baker")
    assert [candidate.id for candidate in error.value.candidates] == ["a"]


def test_wrong_kind_is_named(small_index: Index) -> None:
    """A node of the wrong kind is an error that names its kind."""
    with pytest.raises(WrongKind, match="'SQL' is a skill, not a role"):
        small_index.resolve("sql", "role")


def test_id_beats_title_beats_alias() -> None:
    """An id beats a title, and a title beats an alias."""
    index = Index(
        build_graph(
            dataset(role("x"), role("b", aliases=("X", "C")), role("d", aliases=("C",)), role("c"))
        )
    )
    assert index.resolve("X") == "x"
    assert index.resolve("c") == "c"


def test_shared_title_is_ambiguous() -> None:
    """No checked data set has one, but a graph from elsewhere may."""
    index = Index(build_graph(dataset(role("a", aliases=("Lead",)), role("b", aliases=("lead",)))))
    with pytest.raises(AmbiguousName) as error:
        index.resolve("LEAD")
    assert [candidate.id for candidate in error.value.candidates] == ["a", "b"]
    assert str(error.value) == "'LEAD' names several nodes; write A (role a) or B (role b)"


def test_kind_settles_ambiguity() -> None:
    """If two nodes share a name, the kind decides."""
    index = Index(build_graph(dataset(role("a", aliases=("Sql",), requires=["sql"]))))
    assert index.resolve("SQL", "skill") == "sql"
    assert index.resolve("SQL", "role") == "a"


# --- Look-ups ------------------------------------------------------------------------------------


def test_edges_are_found_both_ways(small_index: Index) -> None:
    """An edge is found from its source and from its target."""
    out = small_index.outgoing("data-analyst", "leads_to")
    assert [link.target for link in out] == ["data-engineer"]
    assert small_index.incoming("data-engineer", "leads_to") == out


def test_absent_relation_gives_nothing(small_index: Index) -> None:
    """A node without edges of a relation has an empty list."""
    assert small_index.outgoing("sql", "requires") == []
    assert small_index.incoming("gardener", "leads_to") == []


def test_no_edge_is_lost(small_index: Index) -> None:
    """The index has every edge of the graph."""
    count = sum(
        len(small_index.outgoing(id_, relation))
        for id_ in small_index.records
        for relation in ("leads_to", "requires", "overlaps_with")
    )
    assert count == small_index.G.number_of_edges()


def test_nodes_keep_file_order(small_index: Index) -> None:
    """The nodes of a kind come in file order."""
    assert list(small_index.of_kind("responsibility")) == ["monthly-report", "data-pipeline"]
    assert len(small_index) == 4 + 5 + 2


def test_starting_points_are_no_rungs(small_index: Index) -> None:
    """Starting points are the roles of a stage that is no rung."""
    assert small_index.starting_points == {"student"}


def test_facts_belong_to_roles(small_index: Index) -> None:
    """A role has its own facts, and no others."""
    assert [fact.id for fact in small_index.facts("data-analyst")] == ["pay"]
    assert small_index.facts("data-engineer") == ()


def test_names_list_titles_first(small_index: Index) -> None:
    """Names are titles, then aliases."""
    assert list(small_index.names("role")) == [
        ("Student", "student"),
        ("Data analyst", "data-analyst"),
        ("Data engineer", "data-engineer"),
        ("Gardener", "gardener"),
        ("Analyst", "data-analyst"),
    ]


def test_strongest_edge_is_first() -> None:
    """The strongest edge has the strongest basis and is the first of equals."""
    derived, one, two = (
        to("b", basis="derived"),
        to("b", source=said_in("one")),
        to("b", source=said_in("two")),
    )
    index = Index(build_graph(dataset(role("a", derived, one, two), role("b"))))
    assert strongest_edge(index.outgoing("a", "leads_to")).key == "leads_to:stated:one"


def test_weakest_basis_is_found() -> None:
    """The weakest basis is derived, then implied."""
    assert weakest_basis(["stated", "derived", "implied"]) == "derived"
    assert weakest_basis(["implied", "stated"]) == "implied"
