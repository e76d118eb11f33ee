"""Coverage and its cut-offs: against plain sets and published figures."""

from __future__ import annotations

from statistics import fmean, median, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import dataset, role

from graph.model.records import COUNTED, Requires
from graph.parts.coverage import (
    MIN_STEPS,
    PUBLISHED,
    Share,
    credit,
    cut_offs,
    requirement_index,
    share,
)
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


def ladder(steps: int) -> Index:
    """Return roles each of which keeps half the skills of the one before."""
    skill = [f"s{i}" for i in range(steps + 2)]
    return world(
        *(
            a_role(
                f"r{i}",
                *([to(f"r{i + 1}")] if i < steps else []),
                requires=[skill[i], skill[i + 1]],
            )
            for i in range(steps + 1)
        )
    )


def test_ladders_give_cut_offs() -> None:
    """Ten steps that keep half the skills give cut-offs of one half."""
    found = cut_offs(ladder(MIN_STEPS))

    assert found.calibrated
    assert found.steps == MIN_STEPS
    assert (found.now, found.next, found.stretch) == (0.5, 0.5, 0.5)


def test_few_steps_give_published_cut_offs(shipped_index: Index) -> None:
    """With fewer than 10 steps the cut-offs are the published ones, with the reason."""
    assert cut_offs(ladder(MIN_STEPS - 1)) == PUBLISHED.__class__(
        now=0.45,
        next=0.30,
        stretch=0.15,
        calibrated=False,
        steps=MIN_STEPS - 1,
        derived=0,
        roles=0,
        reason="only 9 steps of this graph can be measured; 10 are needed",
    )
    assert not cut_offs(shipped_index).calibrated


def spread(covered: int, of: int) -> Index:
    """Return steps of which the first ones cover all, and the rest nothing."""
    roles = [
        a_role(f"from-{i}", to(f"to-{i}"), requires=[f"s{i}" if i < covered else f"t{i}"])
        for i in range(of)
    ]
    return world(*roles, *(a_role(f"to-{i}", requires=[f"s{i}"]) for i in range(of)))


@pytest.mark.parametrize(
    ("covered", "why"),
    [
        (8, "next would begin at 0.00, below the published stretch of 0.15"),
        (30, "stretch would begin at 0"),
    ],
)
def test_uneven_steps_give_published_cut_offs(covered: int, why: str) -> None:
    """If the steps differ too much, the cut-offs are the published ones, with the reason."""
    found = cut_offs(spread(covered, 40))

    assert not found.calibrated
    assert (found.now, found.next, found.stretch) == (0.45, 0.30, 0.15)
    assert found.reason == f"this graph's own 40 steps differ too much: {why}"


def test_published_cut_offs_follow_the_rule() -> None:
    """The published cut-offs follow from Nesta's figures by the same rule."""
    mid, mean, deviation = 0.4465, 0.4772, 0.4772 - 0.313

    assert PUBLISHED.now == pytest.approx(mid, abs=0.01)
    assert PUBLISHED.next == pytest.approx(mean - deviation, abs=0.015)
    assert PUBLISHED.stretch == pytest.approx(mean - 2 * deviation, abs=0.01)


def test_uk_cut_offs_count_levels() -> None:
    """The UK cut-offs agree with the records, level by level, without the graph."""
    roles = {each.id: each for each in dataset("uk").roles}
    skills = {skill.id for skill in dataset("uk").skills}
    measured = []
    for before in roles.values():
        own = {edge.target: edge.level for edge in before.requires if edge.target in skills}
        for step in before.leads_to:
            after = [edge for edge in roles[step.target].requires if edge.target in skills]
            met = [min(1.0, (own.get(e.target) or 0.0) / (e.level or 1.0)) for e in after]
            measured.append(fmean(met))
    found = cut_offs(Index(build_graph(dataset("uk"))))

    assert found.calibrated
    assert found.steps == len(measured) == 155
    assert found.now == pytest.approx(median(measured))
    assert found.next == pytest.approx(fmean(measured) - pstdev(measured))
    assert found.stretch == pytest.approx(fmean(measured) - 2 * pstdev(measured))
    assert found.derived == 155


@pytest.mark.parametrize("name", ["uk", "esco with job zones", "onet"])
def test_cut_offs_are_in_order(name: str) -> None:
    """Now is at least next, next at least stretch, and all are above 0."""
    found = cut_offs(Index(build_graph(dataset(name))))

    assert 1 >= found.now >= found.next >= found.stretch > 0


def test_esco_porter_has_its_skills() -> None:
    """The hotel porter of ESCO has its 18 published requirements."""
    assert len(role("esco", "hotel porter").requires) == 18


def test_rome_gives_published_cut_offs() -> None:
    """The mobilities of ROME differ too much for cut-offs of their own."""
    found = cut_offs(Index(build_graph(dataset("rome"))))

    assert not found.calibrated
    assert found.now == PUBLISHED.now
    assert found.reason is not None
    assert found.reason.endswith("next would begin at 0.03, below the published stretch of 0.15")
