"""Search finds the node that was meant, the likeliest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from worlds import dataset, role, to, world

from graph.model.names import unaccented
from graph.model.records import Fact, Responsibility, Role, Sign
from graph.questions.search import view
from graph.questions.search.query import SearchQuery
from graph.questions.search.search import NameIndex, answer, search
from graph.questions.search.texts import extract
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


@pytest.fixture(scope="module")
def titles() -> Index:
    """Roles whose titles are hard to tell apart."""
    names = ("Manager", "Managing director", "Product manager", "Ingénieur d'études", "产品经理")
    return world(
        *(
            Role(id=f"r{i}", title=name, aliases=("Boss",) if i == 1 else (), basis="stated")
            for i, name in enumerate(names)
        )
    )


def _names(index: Index, text: str, limit: int = 10) -> list[str]:
    return [found.name for found in search(index, text, limit=limit)]


def test_beginnings_come_first(titles: Index) -> None:
    """Names that begin with the text come before names that contain it."""
    assert _names(titles, "manag")[:3] == ["Manager", "Managing director", "Product manager"]


def test_case_and_accents_are_ignored(titles: Index) -> None:
    """A text in capitals without accents finds a name with accents."""
    assert _names(titles, "INGENIEUR")[0] == "Ingénieur d'études"


def test_any_script_is_found(titles: Index) -> None:
    """A name in Chinese characters is found."""
    assert _names(titles, "产品经理") == ["产品经理"]


def test_two_letters_suffice(titles: Index) -> None:
    """Two letters find the names that begin with them."""
    assert _names(titles, "bo") == ["Boss"]


@given(
    names=st.lists(st.text("ab ", min_size=1, max_size=9), max_size=12),
    text=st.text("ab ", min_size=3, max_size=4),
)
def test_shortest_matches_come_first(names: list[str], text: str) -> None:
    """All names that begin with the text or contain it are found, the shortest first."""
    wanted = unaccented(text)
    known = [(name, str(i)) for i, name in enumerate(names)]
    texts = {id_: unaccented(name) for name, id_ in known}
    by_length = sorted((id_ for _, id_ in known), key=lambda id_: len(texts[id_]))
    words = [id_ for id_ in by_length if f" {wanted}" in texts[id_]]
    inside = [id_ for id_ in by_length if wanted in texts[id_]]
    begin = [id_ for id_ in inside if texts[id_].startswith(wanted)]
    expected = list(dict.fromkeys([*begin, *words, *inside]))

    found = dict.fromkeys(id_ for _, id_ in NameIndex(known).matching(wanted))

    if len(wanted) >= 3:
        assert list(found)[: len(expected)] == expected


@pytest.mark.parametrize("typed", ["prodct manager", "product manger", "porduct manager"])
def test_typing_errors_are_forgiven(titles: Index, typed: str) -> None:
    """A name is found in spite of a typing error."""
    assert _names(titles, typed)[0] == "Product manager"


@pytest.mark.parametrize("typed", ["", "  ", "zzzzzz", '"', "a AND b", "NEAR(", "*", "x" * 5_000])
def test_query_language_is_text(titles: Index, typed: str) -> None:
    """Operators of SQLite's full-text language are ordinary text."""
    assert isinstance(_names(titles, typed), list)


def test_limit_holds(titles: Index) -> None:
    """There are no more results than the limit."""
    assert len(_names(titles, "manager", limit=1)) == 1
    assert _names(titles, "manager", limit=0) == []


def test_kind_filters_results(shipped_index: Index) -> None:
    """With a kind, only nodes of that kind are found."""
    found = search(shipped_index, "product", kind="responsibility")

    assert {f.node.kind for f in found} == {"responsibility"}


# --- Texts ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def texts() -> Index:
    """A word in every field, each of another node."""
    sign = Sign(id="s", title="Counts", summary="Has done kelp sums.", basis="stated")
    first = Sign(id="p", title="Reads", summary="Has a degree.", basis="stated")
    known = dataset(
        role("farmer", to("chief", signs=(sign,)), summary="Works the sea.", preparations=(first,)),
        role("chief", to("owner"), requires=["sell"]),
        role("owner", summary="Has kelp and more.", requires=["sell"]),
        role("diver", aliases=("Kelp picker",)),
        Role(id="grower", title="Kelp grower", basis="stated"),
    )
    pay = Fact(id="p", title="Kelp pay", value=9, unit="EUR", role="farmer", basis="stated")
    price = Fact(id="q", title="Kelp price", value=3, unit="EUR", basis="stated")
    sell = Responsibility(id="sell", title="Sell", summary="Sell the kelp.", basis="stated")
    about = replace(known.about, facts=(pay, price))
    return Index(build_graph(replace(known, about=about, skills=(), responsibilities=(sell,))))


def _fields(index: Index, text: str) -> list[tuple[str, str]]:
    return [(view.title(found), found.field) for found in search(index, text)]


def test_fields_come_in_order(texts: Index) -> None:
    """Names come first; summaries, signs, responsibilities and facts follow, each node once."""
    assert _fields(texts, "kelp") == [
        ("Kelp grower", "title"),
        ("Diver", "alias"),
        ("Owner", "summary"),
        ("Sell", "summary"),
        ("Chief", "sign"),
        ("Farmer", "fact"),
        ("Kelp price", "fact"),
    ]


def test_duties_find_their_roles(texts: Index) -> None:
    """A responsibility finds the roles that require it."""
    assert _fields(texts, "sell")[1:] == [("Chief", "responsibility"), ("Owner", "responsibility")]


def test_signs_say_their_step(texts: Index) -> None:
    """A sign comes with the step, a preparation without a first role."""
    (sign,), (first,) = search(texts, "sums"), search(texts, "degree")

    assert sign.extract == "Counts: Has done kelp sums."
    assert view.field_text(sign) == "sign of readiness, Farmer → Chief"
    assert view.field_text(first) == "preparation for a first position"


def test_similar_names_are_marked(titles: Index) -> None:
    """Names with a typing error are marked, and follow no exact match."""
    assert {found.similar for found in search(titles, "managr")} == {True}
    assert {found.similar for found in search(titles, "manager")} == {False}


def _opening(index: Index, text: str) -> str:
    return view.opening(answer(index, SearchQuery(text=text)))


def test_nothing_found_is_said(shipped_index: Index) -> None:
    """A word that the data does not have gets a sentence, and no far-fetched name."""
    assert _opening(shipped_index, "math") == "Nothing in the data contains “math”."
    assert _opening(shipped_index, "degree") == "Nothing in the data contains “degree”."
    assert _opening(shipped_index, "prodct manager").endswith(view.SIMILAR)


def test_acceptance_criteria_are_found(shipped_index: Index) -> None:
    """A term in the summary of a responsibility finds it and its role."""
    found = search(shipped_index, "acceptance criteria")

    assert ("Technical product manager", "responsibility") in _fields(
        shipped_index, "acceptance criteria"
    )
    assert all("acceptance criteria" in (each.extract or "") and each.sources for each in found)


@pytest.mark.parametrize("text", ["senior PM", "SPM", "senior product managers"])
def test_abbreviations_come_first(text: str, shipped_index: Index) -> None:
    """An abbreviation or a plural finds its role first."""
    assert view.title(search(shipped_index, text)[0]) == "Senior product manager"


def test_long_texts_are_cut() -> None:
    """An extract shows the words around the first match."""
    text = f"{'many words ' * 40}the kelp grows {'and more ' * 40}"
    part = extract(text, ["kelp"])

    assert part.startswith("… ")
    assert part.endswith(" …")
    assert " kelp " in part
    assert len(part) < 200


# --- Facts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "salary of a senior product manager",
        "senior PM salary",
        "What is the average pay of senior PMs?",
        "how much does a senior PM earn",
    ],
)
def test_other_figures_stay_apart(text: str, shipped_index: Index) -> None:
    """A figure of another role is offered as that role's, never as the role's own."""
    asked = answer(shipped_index, SearchQuery(text=text)).facts

    assert asked
    assert asked.role.id == "senior-product-manager"
    assert asked.own == ()
    assert [(fact.role and fact.role.id, fact.value) for fact in asked.others] == [
        ("product-manager", 111868)
    ]
    assert ": not stated." in view.facts_text(asked)
    assert view.fact_line(asked.others[0]).startswith("Product manager: 111,868 USD")


def test_own_figures_answer(shipped_index: Index) -> None:
    """The figure of the role itself is the answer."""
    asked = answer(shipped_index, SearchQuery(text="salary of a PM")).facts

    assert asked
    assert [fact.value for fact in asked.own] == [111868]
    assert asked.others == ()
    assert view.facts_text(asked) == "Salary of Product manager:"


@pytest.mark.parametrize("text", ["salary", "product manager", "skills of a product owner", "PM"])
def test_other_texts_ask_no_fact(text: str, shipped_index: Index) -> None:
    """A text without both a role and a figure gets search results alone."""
    assert answer(shipped_index, SearchQuery(text=text)).facts is None


def test_missing_salary_is_said(titles: Index) -> None:
    """A salary that no source states for any role is not stated."""
    asked = answer(titles, SearchQuery(text="salary of a product manager")).facts

    assert asked
    assert (asked.own, asked.others) == ((), ())
    assert view.facts_text(asked).endswith("not stated. The sources state it for no role.")


def test_unfit_abbreviation_suggests_names(titles: Index) -> None:
    """An abbreviation of no role finds names like its meaning, marked as similar."""
    for text in ("junior PM", "TPM"):
        found = search(titles, text)
        assert found[0].name == "Product manager"
        assert found[0].similar
