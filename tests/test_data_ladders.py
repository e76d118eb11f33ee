"""Match and unlock follow the ladders: generated ones, the shipped ones, and published ones."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import dataset as published
from published_ladders import engineering_ladders, monzo_product
from worlds import dataset, role, to

from graph.model.data_paths import shipped
from graph.model.records import ListMeaning, Necessity, Requires, Role
from graph.opening.index import open_index
from graph.parts.coverage import TIERS, requirement_index
from graph.parts.ladders import next_rungs, previous_rungs, rungs_below
from graph.parts.person import HeldRole, Profile
from graph.parts.steps_down import steps_down
from graph.questions.match.answer import Match, MatchedRole
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.questions.match.view import coverage_text
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import answer as unlock
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

SHIPPED = ("product-management", "uk-digital-data")
NECESSITY: dict[str, Necessity] = {
    **dict.fromkeys("abcdef", "listed"),
    "g": "essential",
    "h": "helpful",
}
RUNG = st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.integers(1, 4), min_size=1)
LADDER = st.lists(RUNG, min_size=2, max_size=6)


def _world(ladder: list[dict[str, float | None]], are: str) -> Index:
    """Return a ladder with these skills and levels, and ten roles that make tiers possible."""
    rungs = [
        role(
            f"r{n}",
            *([to(f"r{n + 1}")] if n + 1 < len(ladder) else []),
            requires=[
                Requires(
                    target=s, basis="stated", level=level, necessity=NECESSITY.get(s, "listed")
                )
                for s, level in skills.items()
            ],
            track="t",
        )
        for n, skills in enumerate(ladder)
    ]
    data = dataset(*rungs, *_others())
    lists = (ListMeaning(are=are, track="t", basis="stated"),)  # type: ignore[arg-type]
    about = msgspec.structs.replace(data.about, lists=lists)
    return Index(build_graph(msgspec.structs.replace(data, about=about)))


def _others() -> list[Role]:
    return [role(f"o{n}", requires=[f"o{n}{skill}" for skill in "abc"]) for n in range(10)]


def _match(index: Index, held: str) -> Match:
    return match(index, MatchQuery(profile=Profile(roles=(HeldRole(name=held),)), limit=100))


def _in_tiers(found: Match) -> list[MatchedRole]:
    return [*found.now, *found.next, *found.stretch]


@given(LADDER, st.integers(0, 4))
def test_cumulative_coverage_falls_with_distance(
    ladder: list[dict[str, float | None]], held: int
) -> None:
    """Where each rung adds to the one before, no higher rung is covered better."""
    found = _match(_world(ladder, "cumulative"), f"r{min(held, len(ladder) - 2)}")

    covered = [each.coverage for each in found.ladder if each.coverage is not None]
    assert all(low >= high - 1e-9 for low, high in pairwise(covered))
    assert not any(each.covered_better_than for each in found.ladder)


@given(LADDER, st.integers(0, 4))
def test_complete_tiers_fall_with_distance(
    ladder: list[dict[str, float | None]], held: int
) -> None:
    """Where more of a higher rung is covered, it says so and is in no better tier."""
    index = _world(ladder, "complete")
    _check(index, _match(index, f"r{min(held, len(ladder) - 2)}"))


def _check(index: Index, found: Match) -> None:
    """Check tiers, order, and what is said, on all ladders of an answer."""
    rank = {tier: 3 - number for number, tier in enumerate(TIERS)}
    held = {each.id for each in found.roles}
    behind = {rung for role_ in held for rung in rungs_below(index, role_)}
    free = held | behind | steps_down(index, held).keys()
    listed = {each.role.id: each for each in (*found.ladder, *_in_tiers(found))}
    place = {each.role.id: number for number, each in enumerate(_in_tiers(found))}
    counted = requirement_index(index).counted
    for id_, each in listed.items():
        before = previous_rungs(index).get(id_, ())
        stated = [rung for rung in before if counted[index.position[rung]]]
        if not before or free.intersection(before) or len(stated) < len(before):
            continue
        best = max(rank.get(listed[rung].tier, 0) if rung in listed else 0 for rung in before)
        assert rank.get(each.tier, 0) <= best
        if id_ in place:
            assert min(place[rung] for rung in before if rung in place) < place[id_]
        if each.covered_better_than:
            assert f"better covered than {each.covered_better_than.title}" in coverage_text(each)
    assert not {each.role.id for each in _in_tiers(found)} & (behind | held)
    assert {each.role.id for each in found.ladder if each.from_held} == {
        rung for role_ in held for rung in next_rungs(index).get(role_, ())
    } - held - behind


@pytest.fixture(params=[*SHIPPED, "uk framework", "engineering ladders", "monzo"])
def ladders(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """Return the index of each data set that has ladders."""
    if request.param == "uk framework":
        return Index(build_graph(published("uk")))
    if request.param == "engineering ladders":
        return engineering_ladders(tmp_path)
    if request.param == "monzo":
        return monzo_product(tmp_path)
    return open_index([shipped(request.param)])


def test_real_ladders_keep_their_order(ladders: Index) -> None:
    """On every ladder tiers never rise, and the next rung comes first."""
    for rung in next_rungs(ladders):
        found = _match(ladders, rung)
        _check(ladders, found)
        assert found.ladder[0].role.id in next_rungs(ladders)[rung]


def test_every_next_rung_is_named(ladders: Index) -> None:
    """Unlock names the next rungs of every role that has one, with what adds to each."""
    for rung, after in next_rungs(ladders).items():
        found = unlock(ladders, UnlockQuery(role=rung))
        assert [each.id for each in found.next_rungs if each.on_ladder] == list(after)
        for each in found.next_rungs:
            assert bool(each.units) == (each.coverage is not None and each.coverage < 1)
            if each.units:
                assert each.coverage is not None
                assert each.units[0].coverage_after > each.coverage


IMPLIED = {
    "product-manager": "15349, 15514",
    "lead-product-manager": 15020,
    "delivery-manager": "14527, 14531",
    "junior-business-analyst": 13640,
    "digital-portfolio-analyst": 14605,
    "digital-portfolio-manager": 14646,
    "senior-digital-portfolio-manager": 14706,
}
"""The lines of the framework that put a rung below the next one."""


def test_uk_order_has_its_basis() -> None:
    """A step is implied where a text puts one rung below the other, and derived elsewhere."""
    index = open_index([shipped("uk-digital-data")])
    steps = [edge for rung in next_rungs(index) for edge in index.outgoing(rung, "leads_to")]

    lines = {
        edge.source: edge.record.locators[0].lines
        for edge in steps
        if edge.record.basis == "implied"
    }
    assert lines == IMPLIED
    assert {edge.record.basis for edge in steps if edge.source not in IMPLIED} == {"derived"}


@pytest.mark.parametrize(
    ("rung", "line"), [("associate-product-manager", 14860), ("product-manager", 15345)]
)
def test_uk_entry_roles_say_so(rung: str, line: int) -> None:
    """A rung that the framework calls an entry-level role has a note with the line."""
    (note,) = open_index([shipped("uk-digital-data")]).records[rung].notes

    assert "can be a first" in note.text
    assert note.locators[0].lines == line


def test_article_coverage_falls() -> None:
    """From the product manager on, the article's lists add: coverage falls with distance."""
    index = open_index([shipped("product-management")])
    for rung in ("product-manager", "senior-product-manager", "director-of-product"):
        covered = [each.coverage for each in _match(index, rung).ladder]
        assert covered == sorted(covered, key=lambda share: -(share or 0.0))


def test_better_cover_of_a_rung_is_said() -> None:
    """An associate has skills that only the senior role names again; the answer says so."""
    index = open_index([shipped("product-management")])
    found = match(index, MatchQuery(profile=Profile(roles=(HeldRole(name="APM"),))))

    senior = found.ladder[1]
    assert senior.covered_better_than is not None
    assert "better covered than Product manager, the rung before" in coverage_text(senior)
