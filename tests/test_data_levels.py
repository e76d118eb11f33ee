"""Levels of published frameworks: every text arrives whole, and roles far apart do not overlap."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from published import dataset
from published_ladders import engineering_ladders, monzo_product

from graph.model.records import Skill
from graph.parts.gap_text import change_text
from graph.parts.gaps import gap
from graph.parts.person import HeldRole, Profile
from graph.parts.requirements import requirements
from graph.questions.compare.roles import compare_roles
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.questions.path.query import PathQuery
from graph.questions.path.search import answer as find_paths
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


@pytest.fixture(scope="module")
def uk() -> Index:
    return Index(build_graph(dataset("uk")))


@pytest.fixture
def ladders(tmp_path: Path) -> Index:
    return engineering_ladders(tmp_path)


@pytest.fixture
def monzo(tmp_path: Path) -> Index:
    return monzo_product(tmp_path)


def test_uk_level_texts_all_arrive() -> None:
    """Of 1,825 rows, 28 have no level and 16 repeat an earlier row word for word."""
    required = [edge for role in dataset("uk").roles for edge in role.requires]
    texts = [edge.level_text for edge in required if edge.level_text]

    assert len(texts) == 1825 - 28 - 16
    assert sum(len(skill.levels) for skill in dataset("uk").skills) == 664
    assert sum(text.count("\n- ") for text in texts) > len(texts)
    assert not any("…" in text for text in texts)


def test_uk_levels_have_names(uk: Index) -> None:
    """What changes on a step is said with the names of the levels, and both texts."""
    found = gap(uk, source="product-manager", target="senior-product-manager", kind="skill")

    words = [change_text(change) for change in found.raised]
    assert "Life cycle management: Working → Practitioner" in words
    assert all(change.from_text and change.to_text for change in found.raised)
    assert found.levels_to_gain == sum(change.to - change.from_ for change in found.raised)


def test_uk_far_levels_need_steps(uk: Index) -> None:
    """Junior developer and lead developer do not overlap: sideways takes more than one step."""
    query = PathQuery(source="junior developer", target="lead developer", lateral=True)
    (path,) = find_paths(uk, query).paths

    assert path.length > 1
    assert not uk.edges_between("junior-developer", "lead-developer", "overlaps_with")


def test_engineering_ladders_overlap_nearby(ladders: Index) -> None:
    """All 18 roles share five axes, but fewer than half of the 153 pairs overlap."""
    pairs = list(combinations(ladders.roles, 2))
    overlaps = sum(bool(ladders.edges_between(*pair, "overlaps_with")) for pair in pairs)

    assert len(pairs) == 153
    assert 0 < overlaps < 153 / 2
    assert not ladders.edges_between("developer-1", "engineering-manager-7", "overlaps_with")


def test_engineering_criteria_arrive(ladders: Index) -> None:
    """Each role has a sentence and a name for each axis, and each axis all its levels."""
    for role in ladders.roles:
        required = requirements(ladders, role, "skill")
        assert [bool(each.level_name and each.level_text) for each in required] == [True] * 5
    skills = [ladders.records[id_] for id_ in ladders.of_kind("skill")]
    assert [len(each.levels) for each in skills if isinstance(each, Skill)] == [5] * 5


def test_levels_of_axes_are_not_summed(ladders: Index) -> None:
    """Five axes are five scales: their levels make no sum."""
    found = gap(ladders, source="developer-1", target="developer-2", kind="skill")

    assert [change_text(change) for change in found.raised] == [
        "System: Enhances → Designs",
        "People: Learns → Supports",
        "Process: Follows → Enforces",
    ]
    assert found.levels_to_gain is None


def test_monzo_criteria_arrive(monzo: Index) -> None:
    """The 70 criteria are items of 28 level texts."""
    texts = [
        each.level_text or "" for role in monzo.roles for each in requirements(monzo, role, "skill")
    ]

    assert len(texts) == 4 * 7
    assert sum(line.startswith("- ") for text in texts for line in text.splitlines()) == 70


def test_compare_and_match_agree(monzo: Index) -> None:
    """Both say that level 1 is half of level 2."""
    (pair,) = compare_roles(monzo, ["Product 1", "Product 2"]).pairs
    query = MatchQuery(profile=Profile(roles=(HeldRole(name="Product 1"),)), to="Product 2")
    matched = match(monzo, query).target

    assert matched is not None
    assert pair.directions[0].skills.by_level == matched.by_level == 0.5
    assert pair.skills.jaccard_by_level == 0.5
