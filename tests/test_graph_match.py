"""Which roles are in reach of a person? Against plain sets, published ladders and all paths."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import dataset

from graph.model.errors import BadParameter, ProfileError, UnknownNode, WrongKind
from graph.model.records import LeadsTo, Requires, Sign
from graph.parts.coverage import Share
from graph.parts.person import Held, HeldRole, HeldSkill, Profile, held
from graph.parts.requirements import requirements
from graph.questions.match.answer import Match, TierCounts
from graph.questions.match.profile_path import profile_path
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.questions.match.view import coverage_text, profile_path_lines, step_cost_text
from graph.sources.profile_file import profile_of
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from tests.worlds import role, to, world


def needs(skill: str, level: float | None = None, necessity: str = "essential") -> Requires:
    return Requires(target=skill, basis="stated", level=level, necessity=necessity)  # type: ignore[arg-type]


def ask(index: Index, target: str | None = None, **profile: list[object]) -> Match:
    return match(index, MatchQuery(profile=profile_of(profile), to=target))


# --- The roles in reach ---------------------------------------------------------------------------


@pytest.fixture
def index() -> Index:
    sign = Sign(id="shown", title="Shown", basis="stated")
    other = Sign(id="open", title="Open", basis="stated")
    return world(
        role("start", to("all", years=2, signs=(sign, other)), to("none"), requires=["a", "b"]),
        role("all", requires=["a", needs("h", necessity="helpful")]),
        role("third", to("far"), requires=["a", "x", "y"]),
        role("fifth", requires=["b", "w", "x", "y", "z"]),
        role("far", requires=["w", "x", "y", "z"]),
        role("none"),
        role("helpful", requires=[needs("a", necessity="helpful")]),
    )


def test_each_role_is_in_the_tier_of_its_coverage(index: Index) -> None:
    answer = ask(index, roles=["start"])

    assert [(m.role.id, m.coverage) for m in answer.now] == [("all", 1.0)]
    assert [(m.role.id, m.coverage) for m in answer.next] == [("third", 1 / 3)]
    assert [(m.role.id, m.coverage) for m in answer.stretch] == [("fifth", 0.2)]
    assert answer.counts == TierCounts(now=1, next=1, stretch=1, below=1, not_stated=2, unknown=0)


def test_a_role_without_requirements_is_not_stated_and_in_no_tier(index: Index) -> None:
    answer = ask(index, roles=["start"])
    asked = ask(index, "none", roles=["start"]).target

    assert [node.id for node in answer.not_stated] == ["none", "helpful"]
    assert asked is not None
    assert (asked.tier, asked.coverage, asked.essential, asked.with_helpful) == (None,) * 4


def test_a_coverage_that_rests_on_few_skills_says_so_and_comes_last() -> None:
    index = world(
        role("start", requires=["a", "b", "c"]),
        role("thin", requires=["a"]),
        role("two", requires=["a", "b"]),
        role("solid", requires=["a", "b", "x"]),
    )
    answer = ask(index, roles=["start"])

    assert [matched.role.id for matched in answer.now] == ["solid", "thin", "two"]
    assert [coverage_text(matched).partition("; ")[2] for matched in answer.now] == [
        "",
        "based on 1 stated skill",
        "based on 2 stated skills",
    ]


def test_the_words_lead_with_the_figure_that_the_tier_goes_by() -> None:
    index = world(
        role("start", requires=[needs("a", 1), needs("b", 1), needs("c", 1)]),
        role("next", requires=[needs("a", 2), needs("b", 2), needs("c", 2)]),
    )
    (matched,) = ask(index, roles=["start"]).now

    assert coverage_text(matched) == (
        "0.50 by level, 3 of 3 (1.00) essential, 3 of 3 (1.00) with helpful"
    )


def test_what_a_held_role_without_stated_skills_brings_is_unknown_and_not_nothing(
    index: Index,
) -> None:
    answer = ask(index, "all", roles=["none"])

    assert answer.roles[0].skills_not_stated
    assert answer.reason == ("no source states the skills of None, so the skills held are unknown")
    assert answer.counts == TierCounts(
        now=None, next=None, stretch=None, below=None, not_stated=1, unknown=5
    )
    assert answer.target is not None
    assert (answer.target.coverage, answer.target.essential, answer.target.tier) == (None,) * 3
    assert ask(index, roles=["none"], skills=["a"]).reason is None


def test_a_role_with_helpful_skills_alone_has_a_coverage_of_those_alone(index: Index) -> None:
    asked = ask(index, "helpful", roles=["start"]).target

    assert asked is not None
    assert asked.essential is None
    assert asked.with_helpful is not None
    assert asked.with_helpful.coverage == 1.0
    assert asked.tier is None


def test_a_match_says_what_is_missing_and_what_leads_there(index: Index) -> None:
    (found,) = ask(index, roles=[{"role": "start", "years": 3}], signs=["shown"]).now

    assert [(r.id, r.necessity) for r in found.to_gain.gained] == [("h", "helpful")]
    (move,) = found.from_held
    assert (move.source.id, move.source.years_held) == ("start", 3)
    assert move.move.years is not None
    assert move.move.years.min == 2
    assert [(sign.id, sign.met) for sign in move.checklist] == [("shown", True), ("open", False)]
    assert move.signs_shown == Share(held=1, total=2, coverage=1 / 2)
    assert found.steps_away == 1


def test_a_role_that_leads_to_a_held_one_is_behind(index: Index) -> None:
    before = ask(index, "third", roles=["far"]).target
    aside = ask(index, "fifth", roles=["far"]).target

    assert before is not None
    assert aside is not None
    assert (before.steps_away, before.behind) == (None, True)
    assert (aside.steps_away, aside.behind) == (None, False)


def test_skills_alone_make_a_profile(index: Index) -> None:
    answer = ask(index, skills=["w", "x"])

    assert [(m.role.id, m.coverage) for m in answer.now] == [("far", 0.5)]
    assert all(m.steps_away is None for m in answer.now)


def test_an_empty_profile_is_no_question(index: Index) -> None:
    with pytest.raises(ProfileError, match="names no role, skill or sign"):
        match(index, MatchQuery(profile=Profile()))


@pytest.mark.parametrize("limit", [0, 101])
def test_a_limit_has_limits(limit: int) -> None:
    with pytest.raises(BadParameter):
        MatchQuery(profile=Profile(), limit=limit)


def test_a_target_that_is_no_role_is_refused(index: Index) -> None:
    with pytest.raises(UnknownNode):
        ask(index, "nobody", roles=["start"])
    with pytest.raises(WrongKind):
        ask(index, "x", roles=["start"])


@pytest.mark.parametrize("name", ["esco", "onet"])
def test_a_published_role_is_matched_as_plain_sets_match_it(name: str) -> None:
    index = Index(build_graph(dataset(name)))
    records = {each.id: each for each in dataset(name).roles}
    skills = {skill.id for skill in dataset(name).skills}
    start = index.roles[len(index.roles) // 3]
    own = {edge.target for edge in records[start].requires} & skills
    answer = match(index, MatchQuery(profile=Profile(roles=(HeldRole(name=start),)), limit=100))

    assert answer.now
    assert answer.stretch
    for found in (*answer.now, *answer.next, *answer.stretch):
        required = [edge for edge in records[found.role.id].requires if edge.target in skills]
        essential = {edge.target for edge in required if edge.necessity == "essential"}
        assert found.essential is not None
        assert (found.essential.held, found.essential.total) == (
            len(own & essential),
            len(essential),
        )
        assert {r.id for r in found.to_gain.gained} == {e.target for e in required} - own
        assert found.coverage is not None
        assert found.tier == answer.cut_offs.tier(found.coverage)


# --- Levels ---------------------------------------------------------------------------------------

MATRIX = {
    "associate": (2, 2, 2, 1, 1, 1, 1, 1, 1),
    "manager": (3, 3, 3, 3, 3, 2, 2, 2, 2),
    "senior": (3, 3, 3, 4, 4, 4, 3, 3, 3),
    "lead": (4, 4, 4, 4, 4, 4, 4, 3, 3),
    "head": (4, 4, 4, 4, 4, 4, 4, 4, 3),
}
"""The UK government's product ladder of 2017, nine capabilities, with the level sums of its roles
and, step by step, the levels to gain and on how many capabilities; which one is which is ours."""
FORWARD_IMPACT = {0: 1.0, 1: 0.7, 2: 0.4, 3: 0.15}


@pytest.fixture
def uk() -> Index:
    names = list(MATRIX)
    return world(
        *(
            role(
                name,
                *[to(after) for before, after in pairwise(names) if before == name],
                requires=[needs(f"c{i}", level) for i, level in enumerate(levels)],
            )
            for name, levels in MATRIX.items()
        )
    )


@pytest.mark.parametrize(
    ("step", "points", "capabilities", "score"),
    [
        (("associate", "manager"), 11, 9, 0.633),
        (("manager", "senior"), 7, 6, 0.767),
        (("senior", "lead"), 4, 4, 0.867),
        (("lead", "head"), 1, 1, 0.967),
    ],
)
def test_levels_to_gain_are_those_of_the_published_ladder(
    uk: Index, step: tuple[str, str], points: int, capabilities: int, score: float
) -> None:
    """The score is Forward Impact's: 1, 0.7, 0.4 or 0.15 for a gap of 0 to 3 levels."""
    source, target = step
    asked = ask(uk, target, roles=[source]).target

    assert asked is not None
    assert asked.to_gain.levels_to_gain == points
    assert len(asked.to_gain.raised) == capabilities
    decayed = [FORWARD_IMPACT[int(c.to - c.from_)] for c in asked.to_gain.raised]
    assert (sum(decayed) + 9 - capabilities) / 9 == pytest.approx(score, abs=0.001)


def test_coverage_by_level_is_the_share_of_each_level_that_is_held(uk: Index) -> None:
    asked = ask(uk, "manager", roles=["associate"]).target
    shares = [a / b for a, b in zip(MATRIX["associate"], MATRIX["manager"], strict=True)]

    assert asked is not None
    assert asked.essential is not None
    assert asked.essential.coverage == 1.0
    assert asked.by_level == asked.coverage == pytest.approx(sum(shares) / 9)


def test_no_level_counts_twice_on_the_whole_ladder(uk: Index) -> None:
    path = ask(uk, "head", roles=["associate"]).path

    assert path is not None
    assert [step.cost for step in path.steps] == [11, 7, 4, 1]
    assert path.cost == 23


def test_the_words_of_a_path_count_skills_and_levels_apart() -> None:
    uk = Index(build_graph(dataset("uk")))
    path = ask(uk, "Head of product", roles=["Product manager"]).path

    assert path is not None
    assert profile_path_lines(path)[0] == (
        "3 steps; 0 skills to learn and 9 to raise, 14 levels in all; effort 14."
    )
    assert step_cost_text(path.steps[0]) == (
        "0 skills to learn and 6 to raise, 6 levels in all, 9 skills already held; effort 6"
    )


def test_a_level_that_is_not_known_is_enough_and_said_to_be_unknown(uk: Index) -> None:
    asked = ask(uk, "manager", skills=["c0", "c1"]).target

    assert asked is not None
    assert asked.coverage == pytest.approx(2 / 9)
    assert asked.to_gain.levels_not_known == 2
    assert asked.to_gain.levels_to_gain == 23 - 6


def test_the_uk_product_ladder_of_today_rises_level_by_level() -> None:
    """Against the records of the data set, without the graph."""
    records = {each.title: each for each in dataset("uk").roles}
    index = Index(build_graph(dataset("uk")))
    names = ["Associate product manager", "Product manager", "Senior product manager"]
    for before, after in pairwise(names):
        own = {edge.target: edge.level or 0.0 for edge in records[before].requires}
        rises = [
            edge.level - min(edge.level, own.get(edge.target, 0.0))
            for edge in records[after].requires
            if edge.level is not None
        ]
        answer = ask(index, after, roles=[before])
        assert answer.target is not None
        assert answer.target.to_gain.levels_to_gain == sum(rises)
        assert answer.path is not None
        assert answer.path.cost == sum(rises)


# --- The path from a profile ----------------------------------------------------------------------


def test_the_path_carries_what_is_gained_and_costs_nothing_for_what_is_held() -> None:
    """The way of three costs less than that of two: its roles ask for the same again."""
    index = world(
        role("start", to("p"), to("q"), requires=["held"]),
        role("p", to("p2"), requires=["held", "a"]),
        role("p2", to("goal"), requires=["a", "b"]),
        role("q", to("goal"), requires=["c", "d", "e"]),
        role("goal", requires=["a", "b"]),
    )
    path = ask(index, "goal", roles=["start"]).path

    assert path is not None
    assert [step.target.id for step in path.steps] == ["p", "p2", "goal"]
    assert [step.cost for step in path.steps] == [1, 1, 0]
    assert [[r.id for r in step.gained] for step in path.steps] == [["a"], ["b"], []]
    assert (path.cost, path.exact, path.lower_bound) == (2, True, 2)
    with_skills = ask(index, "goal", roles=["start"], skills=["c", "d", "e"]).path
    assert with_skills is not None
    assert [step.target.id for step in with_skills.steps] == ["q", "goal"]


def test_a_step_whose_skills_are_not_stated_is_avoided_and_not_free() -> None:
    index = world(
        role("start", to("open"), to("known")),
        role("open", to("goal")),
        role("known", to("goal"), requires=["a", "b"]),
        role("goal", requires=["c"]),
    )
    path = ask(index, "goal", roles=["start"]).path

    assert path is not None
    assert [step.target.id for step in path.steps] == ["known", "goal"]
    assert path.cost == 3


def test_without_a_held_role_there_is_no_path_but_a_gap() -> None:
    index = world(role("a", to("b"), requires=["x"]), role("b", requires=["x", "y"]))
    answer = ask(index, "b", skills=["x"])

    assert answer.path is not None
    assert not answer.path.found
    assert answer.path.reason == "the profile names no role to start from"
    assert answer.target is not None
    assert [r.id for r in answer.target.to_gain.gained] == ["y"]


def test_without_a_way_the_answer_says_so() -> None:
    index = world(role("a", to("b"), requires=["x"]), role("b", requires=["x", "y"]))
    path = ask(index, "a", roles=["b"]).path

    assert path is not None
    assert path.reason == "no steps lead from B to A"


def test_a_role_that_is_held_takes_no_step(uk: Index) -> None:
    path = ask(uk, "head", roles=["head", "lead"]).path

    assert path is not None
    assert (path.found, path.length, path.cost) == (True, 0, 0)


ROLES = [f"r{i}" for i in range(6)]
SKILLS = [f"s{i}" for i in range(5)]
required = st.dictionaries(
    st.sampled_from(SKILLS),
    st.tuples(st.sampled_from(["essential", "helpful"]), st.integers(1, 3)),
    max_size=4,
)
roles = st.lists(
    st.tuples(required, st.lists(st.sampled_from(ROLES), max_size=3, unique=True)),
    min_size=len(ROLES),
    max_size=len(ROLES),
)


@settings(max_examples=150)
@given(roles, st.dictionaries(st.sampled_from(SKILLS), st.none() | st.integers(1, 3)))
def test_no_path_of_all_there_are_asks_for_less(
    drawn: list[tuple[dict[str, tuple[str, int]], list[str]]], skills: dict[str, int | None]
) -> None:
    index = world(
        *(
            role(
                name,
                *(LeadsTo(target=after, basis="stated") for after in onwards if after != name),
                requires=[needs(s, level, necessity) for s, (necessity, level) in asks.items()],
            )
            for name, (asks, onwards) in zip(ROLES, drawn, strict=True)
        ),
        role("all", requires=[needs(s, 3) for s in SKILLS]),
    )
    named = tuple(HeldSkill(name=s, level=level) for s, level in skills.items())
    person = held(index, Profile(roles=(HeldRole(name="r0"),), skills=named))
    path = profile_path(index, person, "r5")
    every = [_cost(index, person, p) for p in _simple_paths(index, "r0", "r5")]

    assert path.found == bool(every)
    if path.found:
        assert path.exact
        unknown = sum(step.skills_not_stated for step in path.steps)
        assert (unknown, path.cost or 0, path.length) == min(every)
        assert sum(step.cost or 0 for step in path.steps) == (path.cost or 0)
        assert (path.cost is None) == (0 < unknown == len(path.steps))


def _simple_paths(index: Index, source: str, target: str) -> list[list[str]]:
    G = nx.DiGraph()
    G.add_nodes_from(index.roles)
    for name in index.roles:
        G.add_edges_from((name, link.target) for link in index.outgoing(name, "leads_to"))
    return [list(path) for path in nx.all_simple_paths(G, source, target)]


def _cost(index: Index, person: Held, path: list[str]) -> tuple[int, float, int]:
    """Return what a path costs, level by level, with plain dictionaries."""
    gained: dict[tuple[str, int], float] = {}
    unknown = 0
    for name in path[1:]:
        asks = requirements(index, name, "skill")
        unknown += not asks
        for r in asks:
            if r.id in person.skills and person.skills[r.id] is None:
                continue
            for level in range(1, int(r.level or 1) + 1):
                if level > (person.skills.get(r.id) or 0):
                    worth = 1.0 if r.necessity == "essential" else 0.5
                    gained[r.id, level] = max(worth, gained.get((r.id, level), 0.0))
    return unknown, sum(gained.values()), len(path) - 1


def test_on_a_large_graph_the_search_ends_and_says_how_exact_it_is() -> None:
    index = Index(build_graph(dataset("onet")))
    starts = [r for r in index.roles if index.outgoing(r, "leads_to")]
    exact = 0
    for start, target in zip(starts[::180], starts[90::180], strict=False):
        path = profile_path(index, held(index, Profile(roles=(HeldRole(name=start),))), target)
        if path.found:
            assert path.states <= path.max_states
            assert path.cost is not None
            assert path.lower_bound is not None
            assert path.lower_bound <= path.cost
            assert path.exact or path.states == path.max_states
            assert sum(step.cost or 0 for step in path.steps) == path.cost
            exact += path.exact
    assert exact
