"""Coverage and its cut-offs: against plain sets and published figures."""

from __future__ import annotations

import csv
import gzip
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from published import PUBLISHED, dataset, role

from graph.model.records import COUNTED, Requires
from graph.parts.coverage import (
    FEASIBLE,
    JUDGED,
    MANY_ROLES,
    TIERS,
    Share,
    credit,
    cut_offs,
    requirement_index,
    share,
)
from graph.parts.coverage_text import cut_off_lines
from graph.parts.fit import match_cut_offs
from graph.parts.requirements import requirements
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from graph.store.overlap import jaccard_coefficient
from tests.worlds import role as a_role
from tests.worlds import to, world

SKILLS = ["sql", "python", "empathy", "writing", "law"]

needs = st.dictionaries(
    st.sampled_from(SKILLS),
    st.tuples(
        st.sampled_from(["essential", "listed", "helpful", "depends"]),
        st.none() | st.integers(1, 4),
    ),
)


def skills_of(index: Index, title: str, *, counted: bool) -> set[str]:
    found = requirements(index, index.resolve(title, "role"), "skill")
    return {each.id for each in found if each.necessity in COUNTED or not counted}


@pytest.fixture(scope="module")
def esco() -> Index:
    return Index(build_graph(dataset("esco")))


@pytest.mark.parametrize(
    ("source", "target", "shares", "jaccard"),
    [
        ("hotel concierge", "hotel porter", (4, 6), 0.400),
        ("product manager", "ICT product manager", (4, 22), 0.046),
    ],
)
def test_esco_agrees_with_published_figures(
    esco: Index, source: str, target: str, shares: tuple[int, int], jaccard: float
) -> None:
    """Coverage and Jaccard on ESCO agree with published figures."""
    held, total = shares
    required = skills_of(esco, target, counted=True)
    everything = skills_of(esco, source, counted=False)

    assert (len(everything & required), len(required)) == (held, total)
    counted = skills_of(esco, source, counted=True)
    assert jaccard_coefficient(counted, required) == pytest.approx(jaccard, abs=0.0006)

    position = esco.position[esco.resolve(target, "role")]
    count = requirement_index(esco).count_held(dict.fromkeys(everything))[position]
    assert share(count.counted, len(required)) == Share(
        held=held, total=total, coverage=held / total
    )


def test_nothing_required_is_unknown() -> None:
    """Without requirements the coverage is unknown, not 0."""
    assert share(0, 0) is None


levels = st.dictionaries(st.sampled_from(SKILLS), st.none() | st.integers(0, 5))


@given(st.lists(needs, min_size=1, max_size=5), levels)
def test_counts_agree_with_plain_sets(
    roles: list[dict[str, tuple[str, int | None]]], held: dict[str, int | None]
) -> None:
    """Counting all roles at once agrees with plain sets, role by role."""
    index = world(
        *(
            a_role(
                f"role-{i}",
                requires=[
                    Requires(target=s, basis="stated", necessity=necessity, level=level)  # type: ignore[arg-type]
                    for s, (necessity, level) in required.items()
                ],
            )
            for i, required in enumerate(roles)
        )
    )
    required_by_all = requirement_index(index)
    counts = required_by_all.count_held(held)

    for i, required in enumerate(roles):
        counted = {s for s, (necessity, _) in required.items() if necessity in COUNTED}
        both = held.keys() & required.keys()
        assert (i in counts) == bool(both)
        assert required_by_all.counted[i] == len(counted)
        assert required_by_all.all_skills[i] == len(required)
        if both:
            count = counts[i]
            assert count.counted == len(held.keys() & counted)
            assert count.all_skills == len(both)
            met = sum(credit(held[s], required[s][1]) for s in held.keys() & counted)
            expected = met / len(counted) if counted else None
            assert required_by_all.coverage(i, count) == pytest.approx(expected)


def test_parallel_edges_count_once() -> None:
    """Parallel edges are one requirement, with the strongest necessity and level."""
    index = world(
        a_role(
            "analyst",
            requires=[
                Requires(target="sql", basis="stated", necessity="helpful", level=2),
                Requires(target="sql", basis="implied", level=3),
            ],
        )
    )

    assert requirement_index(index).counted == [1]
    assert requirement_index(index).of_role[0]["sql"].level == 3


def test_responsibilities_do_not_count() -> None:
    """A role with only responsibilities has no skills."""
    index = world(a_role("lead", requires=["people"]), responsibilities=["people"])

    assert requirement_index(index).all_skills == [0]


# --- The cut-offs --------------------------------------------------------------------------------


def alike(roles: int, *, steps: bool = False) -> Index:
    """Return roles that share four of five skills."""
    common = ["a", "b", "c", "d"]
    return world(
        *(
            a_role(
                f"r{i}",
                *([to(f"r{i + 1}")] if steps and i + 1 < roles else []),
                requires=[*common, f"own-{i}"],
            )
            for i in range(roles)
        )
    )


def test_people_say_what_is_feasible() -> None:
    """In a small graph the cut-offs are where people call moves feasible."""
    found = cut_offs(alike(MANY_ROLES - 1))

    assert found == replace(JUDGED, roles=MANY_ROLES - 1)
    assert found.enough


def test_generic_coverage_counts_pairs() -> None:
    """Where every pair would be in reach, only the highest shares of the pairs are in a tier."""
    found = cut_offs(alike(MANY_ROLES))

    assert not found.judged
    assert (found.now, found.next, found.stretch) == (0.8, 0.8, 0.8)
    assert found.reason == (
        "coverage hardly tells the roles of this graph apart: 100% of the pairs would be in reach"
    )


@pytest.mark.parametrize("roles", [MANY_ROLES - 1, MANY_ROLES])
def test_steps_do_not_move_cut_offs(roles: int) -> None:
    """The steps of a graph, which may be derived from overlap, change no cut-off."""
    assert cut_offs(alike(roles, steps=True)) == cut_offs(alike(roles))


def test_cut_offs_follow_rated_moves() -> None:
    """Near each cut-off, about as many rated moves are feasible as the tier says."""
    file = PUBLISHED / "nesta-career-causeways" / "crowd_feasibility_points.csv.gz"
    dataset("esco with job zones")  # skips the test if the files are not there
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        points = [
            (float(row["similarity_all_to_essential"]), float(row["feasibility_mean"]) >= 2.5)
            for row in csv.DictReader(text)
        ]

    for tier in TIERS:
        cut = getattr(JUDGED, tier)
        below = fmean(feasible for overlap, feasible in points if cut - 0.03 <= overlap < cut)
        above = fmean(feasible for overlap, feasible in points if cut <= overlap < cut + 0.03)
        assert below - 0.05 <= FEASIBLE[tier] <= above + 0.05


@pytest.mark.parametrize("name", ["uk", "rome", "esco with job zones"])
def test_taxonomies_use_rated_moves(name: str) -> None:
    """Where coverage tells the roles apart, people's judgement sets the tiers; levels are said."""
    found = match_cut_offs(Index(build_graph(dataset(name))))

    assert found == replace(
        JUDGED, roles=found.roles, levels=name == "uk", least_fit=found.least_fit
    )
    assert (found.least_fit > 0) == (name != "uk")  # of few roles, none is like another by chance
    assert ("levels make these tiers stricter" in " ".join(cut_off_lines(found))) == found.levels


def test_onet_tiers_go_by_fit() -> None:
    """On O*NET every role covers most of every other, so the best fitting pairs are in reach."""
    found = match_cut_offs(Index(build_graph(dataset("onet"))))

    assert (found.measure, found.judged) == ("fit", False)
    assert 1 > found.now > found.next > found.stretch > 0


def test_esco_porter_has_its_skills() -> None:
    """The hotel porter of ESCO has its 18 published requirements."""
    assert len(role("esco", "hotel porter").requires) == 18
