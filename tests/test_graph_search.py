"""Does a search find what was meant, the likeliest first?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import world

from graph.model.names import unaccented
from graph.model.records import Role
from graph.questions.search.search import NameIndex, search
from graph.store.index import Index


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


def test_names_that_begin_with_the_text_go_before_those_that_contain_it(titles: Index) -> None:
    assert _names(titles, "manag")[:3] == ["Manager", "Managing director", "Product manager"]


def test_case_and_accents_do_not_matter(titles: Index) -> None:
    assert _names(titles, "INGENIEUR")[0] == "Ingénieur d'études"


def test_any_script_is_found(titles: Index) -> None:
    assert _names(titles, "产品经理") == ["产品经理"]


def test_two_letters_find_what_begins_with_them(titles: Index) -> None:
    assert _names(titles, "bo") == ["Boss"]


@given(
    names=st.lists(st.text("ab ", min_size=1, max_size=9), max_size=12),
    text=st.text("ab ", min_size=3, max_size=4),
)
def test_all_that_begin_with_the_text_or_contain_it_are_found_the_shortest_first(
    names: list[str], text: str
) -> None:
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
def test_a_typing_error_is_forgiven(titles: Index, typed: str) -> None:
    assert _names(titles, typed)[0] == "Product manager"


@pytest.mark.parametrize("typed", ["", "  ", "zzzzzz", '"', "a AND b", "NEAR(", "*", "x" * 5_000])
def test_nothing_and_the_language_of_the_index_are_only_text(titles: Index, typed: str) -> None:
    assert isinstance(_names(titles, typed), list)


def test_no_more_are_returned_than_asked_for(titles: Index) -> None:
    assert len(_names(titles, "manager", limit=1)) == 1
    assert _names(titles, "manager", limit=0) == []


def test_only_nodes_of_the_kind_are_found(shipped_index: Index) -> None:
    found = search(shipped_index, "product", kind="responsibility")

    assert {f.node.kind for f in found} == {"responsibility"}
