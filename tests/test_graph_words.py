"""Do answers read as a person would say them, and never call unknown what is none?"""

from __future__ import annotations

from typing import get_args

import pytest
from worlds import role, to, world

from graph.model.records import Basis, Fact, Locator, NotStated, Years, YearsMeasure
from graph.parts.gap_text import gap_parts
from graph.parts.path_search import shortest_path
from graph.parts.text import (
    BASIS_MEANS,
    MEASURES_MEANS,
    evidence_text,
    fact_text,
    not_stated_text,
    place_text,
    plural,
    range_text,
    source_text,
    step_years_text,
    what_text,
    years_text,
)
from graph.parts.years import YearRange


@pytest.mark.parametrize(
    ("years", "text", "short"),
    [
        (Years(min=1, max=3), "1–3 years", "1–3 y"),
        (Years(min=5), "at least 5 years", "5+ y"),
        (Years(min=1), "at least 1 year", "1+ y"),
        (Years(max=3), "at most 3 years", "≤ 3 y"),
        (Years(max=1), "at most 1 year", "≤ 1 y"),
        (Years(min=2, max=2), "2 years", "2 y"),
        (Years(min=1, max=1), "1 year", "1 y"),
        (Years(min=0, max=1), "0–1 years", "0–1 y"),
        (Years(min=0.5, max=1.5), "0.5–1.5 years", "0.5–1.5 y"),
        (Years(min=3, max=5, approximate=True), "around 3–5 years", "~3–5 y"),
        (None, "not stated", "?"),
    ],
)
def test_years_read_as_a_person_says_them(years: Years | None, text: str, short: str) -> None:
    assert years_text(years) == text
    assert years_text(years, short=True) == short


def test_an_open_total_is_at_least_its_lower_bound() -> None:
    assert range_text(YearRange(min=9, max=None)) == "at least 9 years"
    assert range_text(YearRange(min=9, max=16)) == "9–16 years"


def test_years_of_a_step_say_what_they_count() -> None:
    assert (
        step_years_text(Years(min=2, measures="total_experience"))
        == "at least 2 years (total experience)"
    )
    assert step_years_text(None) == "years not stated"


@pytest.mark.parametrize(
    ("number", "word", "text"),
    [
        (0, "step", "0 steps"),
        (1, "step", "1 step"),
        (2, "responsibility", "2 responsibilities"),
        (1234, "role", "1,234 roles"),
    ],
)
def test_nouns_follow_their_number(number: int, word: str, text: str) -> None:
    assert plural(number, word) == text


def test_a_place_names_source_section_lines_and_whom_it_cites() -> None:
    place = Locator(id="article", section="Skills", lines="3-5", according_to="Aha!")
    assert source_text(place) == 'article, "Skills", lines 3-5, according to Aha!'
    assert source_text(Locator(id="article", lines=3), "The article") == "The article, line 3"
    assert source_text(Locator(id="article", lines="3")) == "article, line 3"


def test_places_of_one_source_are_joined() -> None:
    places = [
        Locator(id="a", lines=3),
        Locator(id="b", section="Skills"),
        Locator(id="a", lines="5-7"),
    ]
    assert place_text(places) == 'a, lines 3, 5-7; b, "Skills"'


def test_evidence_without_a_place_is_its_basis_alone() -> None:
    assert evidence_text("derived", []) == "derived"


def test_what_is_not_stated_reads_as_words() -> None:
    assert what_text("next_roles") == "next roles"
    assert not_stated_text(NotStated(what="years", note="It depends.")) == "years: It depends."


def test_a_fact_reads_with_its_unit_place_and_date() -> None:
    fact = Fact(
        id="x", title="Pay", basis="stated", value=1234.5, unit="EUR", place="EU", date="2026"
    )
    assert fact_text(fact) == "1,234.5 EUR, EU, 2026"


def test_every_basis_and_every_count_is_explained() -> None:
    assert set(BASIS_MEANS) == set(get_args(Basis))
    assert set(MEASURES_MEANS) == set(get_args(YearsMeasure))


def test_parts_of_a_gap_tell_none_from_unknown() -> None:
    index = world(
        role("a", to("b"), requires="x"), role("b", to("c"), requires="x"), role("c", to("a"))
    )

    def parts(source: str, target: str) -> dict[str, str]:
        (step,) = shortest_path(index, source=source, target=target).steps
        return {
            part.label: part.nothing or ", ".join(its.id for its in part.requirements)
            for part in gap_parts(step.skills, source=step.source, target=step.target)
        }

    assert parts("a", "b") == {
        "gained": "none listed",
        "kept": "x",
        "not named for B": "none listed",
    }
    assert parts("b", "c") == {"gained": "not stated for C"}
    assert parts("c", "a") == {
        "required": "x",
        "kept": "not stated for C",
    }
