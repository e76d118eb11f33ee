"""Search finds the node that was meant, the likeliest first."""

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
