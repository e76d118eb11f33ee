"""Abbreviations find the roles that they stand for, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import role, world

from graph.model.errors import AmbiguousName, UnknownNode
from graph.model.records import Role
from graph.store.abbreviations import Abbreviations
from graph.store.index import Index

PRODUCT = (
    "Product manager",
    "Associate product manager",
    "Senior product manager",
    "Head of product",
    "Head of portfolio",
    "Product owner",
)


def _index(*titles: str, **aliases: str) -> Index:
    """Return roles with these titles; their ids are the titles with hyphens."""
    ids = {title: title.lower().replace(" ", "-") for title in titles}
    return world(
        *(
            Role(
                id=id_,
                title=title,
                basis="stated",
                aliases=tuple(alias for alias, owner in aliases.items() if owner == id_),
            )
            for title, id_ in ids.items()
        )
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("APM", "associate-product-manager"),
        ("spm", "senior-product-manager"),
        ("TPM", "technical-product-manager"),
        ("PO", "product-owner"),
        ("senior PM", "senior-product-manager"),
        ("Sr. PM", "senior-product-manager"),
        ("junior PM", "associate-product-manager"),
        ("technical PM", "technical-product-manager"),
        ("senior PMs", "senior-product-manager"),
        ("PM", "product-manager"),
        ("VP product", "vp-of-product"),
    ],
)
def test_typed_abbreviations_find_roles(typed: str, found: str, shipped_index: Index) -> None:
    """What people type finds its role in the shipped data."""
    assert shipped_index.resolve(typed, "role") == found
    assert shipped_index.resolve(typed) == found


@pytest.mark.parametrize("typed", ["junior PM", "TPM", "lead PM", "PMO", "senior PO"])
def test_unfit_abbreviation_is_unknown(typed: str) -> None:
    """An abbreviation of no role is unknown; it never falls back to a plainer role."""
    with pytest.raises(UnknownNode):
        _index(*PRODUCT).resolve(typed)


def test_unknown_abbreviation_gets_suggestions() -> None:
    """Roles like the meaning of an unknown abbreviation are suggested."""
    for typed in ("junior PM", "TPM"):
        with pytest.raises(UnknownNode) as error:
            _index(*PRODUCT).resolve(typed)
        assert error.value.candidates[0].id == "product-manager"


def test_several_fits_are_ambiguous() -> None:
    """An abbreviation of several roles lists them."""
    with pytest.raises(AmbiguousName) as error:
        _index(*PRODUCT).resolve("HoP")
    assert [each.id for each in error.value.candidates] == ["head-of-product", "head-of-portfolio"]


def test_alias_decides_longer_names() -> None:
    """Initials that are an alias have its meaning in longer names."""
    titles = ("Product manager", "Senior product manager", "Senior project manager")

    assert _index(*titles, PM="product-manager").resolve("senior PM") == "senior-product-manager"
    with pytest.raises(AmbiguousName):
        _index(*titles).resolve("senior PM")


def test_data_goes_before_rules() -> None:
    """An alias in the data beats the initials of another role."""
    index = _index("Product owner", "Postman", PO="postman")

    assert index.resolve("PO") == "postman"


def test_only_roles_are_abbreviated() -> None:
    """Initials of a skill name no node."""
    index = world(role("a", requires=["machine-teaching"]))

    with pytest.raises(UnknownNode):
        index.resolve("MT")


def test_long_ambiguity_is_cut() -> None:
    """A message names ten nodes and counts the others; the error holds all."""
    index = _index(*(f"Painter {letter * 3}" for letter in "abcdefghijkl"), "Poster aa")
    candidates = index.candidates(index.roles)

    assert str(AmbiguousName("P", candidates)).endswith("(role painter-jjj) or 3 others")
    assert len(AmbiguousName("P", candidates).candidates) == 13


WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "of"]), min_size=2, max_size=5)


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_full_initials_find_exactly(names: list[list[str]], typed: list[str]) -> None:
    """Initials of all words find each name that has them, and only names with their letters."""
    known = [(" ".join(words), str(i)) for i, words in enumerate(names)]
    initials = "".join(word[0] for word in typed)

    found = Abbreviations(known).matching(initials)

    bare = initials.replace("o", "")
    letters = {id_: "".join(word[0] for word in name.split()) for name, id_ in known}
    assert {id_ for id_, its in letters.items() if its == initials} <= {id_ for _, id_ in found}
    assert all(letters[id_].replace("o", "") == bare for _, id_ in found)
