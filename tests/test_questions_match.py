"""Match a person to roles: against plain sets, published ladders and all paths."""

from __future__ import annotations

import json
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import dataset

from graph.model.errors import BadParameter, ProfileError, UnknownNode, WrongKind
from graph.model.records import COUNTED, LeadsTo, Requires, Sign
from graph.parts.coverage import Share
from graph.parts.person import Held, HeldRole, HeldSkill, Profile, held
from graph.parts.queries.lean import lean_json
from graph.parts.requirements import requirements
from graph.questions.match.answer import Match, TierCounts
from graph.questions.match.profile_path import profile_path
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.questions.match.view import (
    coverage_text,
    more_roles,
    profile_path_lines,
    same_kind_text,
    step_cost_text,
)
from graph.sources.profile_file import profile_of
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from tests.worlds import ranked_world, role, to, world


def needs(skill: str, level: float | None = None, necessity: str = "essential") -> Requires:
    return Requires(target=skill, basis="stated", level=level, necessity=necessity)  # type: ignore[arg-type]


def ask(index: Index, target: str | None = None, **profile: list[object]) -> Match:
    return match(index, MatchQuery(profile=profile_of(profile), to=target))


# --- The roles in reach ---------------------------------------------------------------------------


@pytest.fixture
def index() -> Index:
    sign = Sign(id="shown", title="Shown", basis="stated")
    other = Sign(id="open", title="Open", basis="stated")
    return ranked_world(
        role("start", to("all", years=2, signs=(sign, other)), to("none"), requires=["a", "b"]),
        role("all", requires=["a", needs("h", necessity="helpful")]),
        role("third", to("far"), requires=["a", "x", "y"]),
        role("fifth", requires=["b", "w", "x", "y", "z"]),
        role("far", requires=["w", "x", "y", "z"]),
        role("none"),
        role("helpful", requires=[needs("a", necessity="helpful")]),
    )


def test_coverage_sets_the_tier(index: Index) -> None:
    """A role is in the tier of its coverage, and the counts cover all roles."""
    answer = ask(index, roles=["start"])

    assert [(m.role.id, m.coverage) for m in answer.now] == [("all", 1.0)]
    assert [(m.role.id, m.coverage) for m in answer.next] == [("third", 1 / 3)]
    assert [(m.role.id, m.coverage) for m in answer.stretch] == [("fifth", 0.2)]
    assert answer.counts == TierCounts(
        now=1,
        next=1,
        stretch=1,
        below=11,
        not_stated=2,
        unknown=0,
        ladder=0,
        behind=0,
        steps_down=0,
        alike=0,
    )


def test_unstated_roles_have_no_tier(index: Index) -> None:
    """A role without counted skills has no tier and no coverage."""
    answer = ask(index, roles=["start"])
    asked = ask(index, "none", roles=["start"]).target

    assert [node.id for node in answer.not_stated] == ["none", "helpful"]
    assert asked is not None
    assert (asked.tier, asked.coverage, asked.counted, asked.with_helpful) == (None,) * 4


def test_few_skills_come_last() -> None:
    """A coverage of fewer than three counted skills has a caution and comes last."""
    index = ranked_world(
        role("start", requires=["a", "b", "c"]),
        role("thin", requires=["a"]),
        role("two", requires=["a", "b"]),
        role("solid", requires=["a", "b", "x"]),
    )
    answer = ask(index, roles=["start"])

    assert [matched.role.id for matched in answer.now] == ["solid", "two", "thin"]
    assert [coverage_text(matched).partition("; ")[2] for matched in answer.now] == [
        "",
        "based on 2 stated skills",
        "based on 1 stated skill",
    ]


def test_coverage_by_level_comes_first() -> None:
    """The text of a coverage begins with the number that sets the tier."""
    index = ranked_world(
        role("start", requires=[needs("a", 1), needs("b", 1), needs("c", 1)]),
        role("next", requires=[needs("a", 2), needs("b", 2), needs("c", 2)]),
    )
    (matched,) = ask(index, roles=["start"]).now

    assert coverage_text(matched) == "0.50 by level, 3 of 3 skills (1.00)"


def test_unstated_held_skills_are_unknown(
    index: Index,
) -> None:
    """If a held role states no skills, every coverage and count of tiers is unknown, not 0."""
    answer = ask(index, "all", roles=["none"])

    assert answer.roles[0].skills_not_stated
    assert answer.reason == ("no source states the skills of None, so the skills held are unknown")
    assert answer.counts == TierCounts(
        now=None,
        next=None,
        stretch=None,
        below=None,
        not_stated=1,
        unknown=15,
        ladder=0,
        behind=0,
        steps_down=0,
        alike=0,
    )
    assert answer.target is not None
    assert (answer.target.coverage, answer.target.counted, answer.target.tier) == (None,) * 3
    assert ask(index, roles=["none"], skills=["a"]).reason is None


def test_helpful_skills_set_no_tier(index: Index) -> None:
    """A role with only helpful skills has a coverage of those, and no tier."""
    asked = ask(index, "helpful", roles=["start"]).target

    assert asked is not None
    assert asked.counted is None
    assert asked.with_helpful is not None
    assert asked.with_helpful.coverage == 1.0
    assert asked.tier is None


def test_match_has_gap_and_moves(index: Index) -> None:
    """A matched role has the skills to learn, the moves from held roles and their signs."""
    (found,) = ask(index, roles=[{"role": "start", "years": 3}], signs=["shown"]).now

    assert [(r.id, r.necessity) for r in found.to_gain.gained] == [("h", "helpful")]
    (move,) = found.from_held
    assert (move.source.id, move.source.years_held) == ("start", 3)
    assert move.move.years is not None
    assert move.move.years.min == 2
    assert [(sign.id, sign.met) for sign in move.checklist] == [("shown", True), ("open", False)]
    assert move.signs_shown == Share(held=1, total=2, coverage=1 / 2)
    assert found.steps_away == 1


def test_earlier_roles_are_behind(index: Index) -> None:
    """A role that leads to a held role is behind; an unconnected one is not."""
    before = ask(index, "third", roles=["far"]).target
    aside = ask(index, "fifth", roles=["far"]).target

    assert before is not None
    assert aside is not None
    assert (before.steps_away, before.behind) == (None, True)
    assert (aside.steps_away, aside.behind) == (None, False)


def test_profile_of_skills_alone(index: Index) -> None:
    """A profile without roles has coverages and no steps away."""
    answer = ask(index, skills=["w", "x"])

    assert [(m.role.id, m.coverage) for m in answer.now] == [("far", 0.5), ("fifth", 0.4)]
    assert all(m.steps_away is None for m in answer.now)


def test_empty_profile_is_refused(index: Index) -> None:
    """A profile without a role, skill or sign has no answer."""
    with pytest.raises(ProfileError, match="names no role, skill or sign"):
        match(index, MatchQuery(profile=Profile()))


@pytest.mark.parametrize("limit", [0, 101])
def test_limit_is_checked(limit: int) -> None:
    """The limit is from 1 to 100."""
    with pytest.raises(BadParameter):
        MatchQuery(profile=Profile(), limit=limit)


def test_target_must_be_a_role(index: Index) -> None:
    """An unknown target, or a skill as target, has no answer."""
    with pytest.raises(UnknownNode):
        ask(index, "nobody", roles=["start"])
    with pytest.raises(WrongKind):
        ask(index, "x", roles=["start"])


@pytest.mark.parametrize("name", ["esco", "onet"])
def test_published_roles_match_plain_sets(name: str) -> None:
    """On ESCO and O*NET, tiers, shares and gaps agree with plain sets of the records."""
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
        counted = {edge.target for edge in required if edge.necessity in COUNTED}
        assert found.counted is not None
        assert (found.counted.held, found.counted.total) == (
            len(own & counted),
            len(counted),
        )
        assert {r.id for r in found.to_gain.gained} == {e.target for e in required} - own
        assert found.coverage is not None
        assert found.tier is not None
        assert found.coverage >= getattr(answer.cut_offs, found.tier)  # or lower on its ladder


def test_roles_that_require_a_lone_skill_are_named(index: Index) -> None:
    """Where nothing is in reach, the roles that require what is held are named, most first."""
    assert ask(index, skills=["w"]).next
    assert ask(index, skills=["w"]).requiring == ()
    few = world(
        role("one", requires=["lead", "b", "c"]),
        role("two", requires=["lead", "write", "d"]),
        role("other", requires=["b"]),
    )
    named = ask(few, skills=["lead", "write"])
    assert not named.tiered
    assert [each.role.id for each in named.requiring] == ["two", "one"]
    assert named.found


def test_special_cases_are_one_entry() -> None:
    """Roles of a list that are special cases of one role count as one entry, the best first."""
    index = ranked_world(
        role("start", requires=["a", "b", "c", "d"]),
        role("teacher", requires=["a", "b", "x", "y"]),
        role("latin", broader="teacher", requires=["a", "b", "c", "x"]),
        role("maths", broader="teacher", requires=["a", "b", "c", "d"]),
        role("algebra", broader="maths", requires=["a", "b", "c", "y"]),
        role("clerk", requires=["a", "b", "c"]),
    )
    answer = ask(index, roles=["start"])

    entries = {each.role.id: {other.id for other in each.same_kind} for each in answer.now}
    assert entries == {"maths": {"teacher", "latin", "algebra"}, "clerk": set()}
    assert answer.counts.now == 5
    maths = next(each for each in answer.now if each.same_kind)
    assert maths.broader
    assert maths.broader.id == "teacher"
    text = same_kind_text(maths)
    assert text.startswith("3 more of the kind Teacher: ")
    assert {*text.split(": ")[1].split("; ")} == {"Latin", "Algebra", "Teacher"}
    assert more_roles(answer.counts.now, answer.now) == 0


def test_shared_skills_alone_put_no_role_in_a_tier() -> None:
    """On ROME a nurse covers a third of a dentist's few skills, but the two are not alike.

    A role that fits and of which little is covered is listed apart.
    """
    index = Index(build_graph(dataset("rome")))
    answer = match(index, MatchQuery(profile=Profile(roles=(HeldRole(name="J1506"),)), limit=100))
    dentist = ask(index, "Médecine dentaire", roles=["J1506"]).target
    least, next_ = (
        answer.cut_offs.least_fit,
        {e.target for e in index.outgoing("j1506", "leads_to")},
    )

    assert dentist
    assert dentist.fit
    assert dentist.coverage
    assert dentist.coverage >= answer.cut_offs.next
    assert dentist.fit.score < least
    assert dentist.tier is None
    for found in (*answer.now, *answer.next, *answer.stretch, *answer.alike):
        assert found.fit
        assert found.fit.score >= least or found.role.id in next_
    assert answer.alike
    assert not any(each.tier for each in answer.alike)


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
def test_levels_follow_published_ladder(
    uk: Index, step: tuple[str, str], points: int, capabilities: int, score: float
) -> None:
    """Levels to climb agree with a published ladder; the score is Forward Impact's."""
    source, target = step
    asked = ask(uk, target, roles=[source]).target

    assert asked is not None
    assert asked.to_gain.levels_to_gain == points
    assert len(asked.to_gain.raised) == capabilities
    decayed = [FORWARD_IMPACT[int(c.to - c.from_)] for c in asked.to_gain.raised]
    assert (sum(decayed) + 9 - capabilities) / 9 == pytest.approx(score, abs=0.001)


def test_coverage_by_level_adds_shares(uk: Index) -> None:
    """Coverage by level is the mean share of each level that is held."""
    asked = ask(uk, "manager", roles=["associate"]).target
    shares = [a / b for a, b in zip(MATRIX["associate"], MATRIX["manager"], strict=True)]

    assert asked is not None
    assert asked.counted is not None
    assert asked.counted.coverage == 1.0
    assert asked.by_level == asked.coverage == pytest.approx(sum(shares) / 9)


def test_no_level_counts_twice(uk: Index) -> None:
    """Over a whole ladder each level costs once."""
    path = ask(uk, "head", roles=["associate"]).path

    assert path is not None
    assert [step.cost for step in path.steps] == [11, 7, 4, 1]
    assert path.cost == 23


def test_path_text_counts_levels() -> None:
    """The text of a path counts new skills, raised skills and levels apart."""
    uk = Index(build_graph(dataset("uk")))
    path = ask(uk, "Head of product", roles=["Product manager"]).path

    assert path is not None
    assert profile_path_lines(path)[0] == (
        "3 steps; 0 skills to learn and 9 to raise, 14 levels in all; effort 14."
    )
    assert step_cost_text(path.steps[0]) == (
        "0 skills to learn and 6 to raise, 6 levels in all, 9 skills already held; effort 6"
    )


def test_unknown_level_counts_in_full(uk: Index) -> None:
    """A skill of unknown level counts in full, and the answer counts such skills."""
    asked = ask(uk, "manager", skills=["c0", "c1"]).target

    assert asked is not None
    assert asked.coverage == pytest.approx(2 / 9)
    assert asked.to_gain.levels_not_known == 2
    assert asked.to_gain.levels_to_gain == 23 - 6


def test_uk_ladder_rises_by_levels() -> None:
    """On the UK ladder, levels and effort agree with the records of the data set."""
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


def test_learned_skills_are_free_later() -> None:
    """Three steps cost less than two if their roles require the same skills again."""
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
    assert [step.skills_gained for step in path.steps] == [1, 1, 0]
    assert (path.cost, path.exact, path.lower_bound) == (2, True, 2)
    with_skills = ask(index, "goal", roles=["start"], skills=["c", "d", "e"]).path
    assert with_skills is not None
    assert [step.target.id for step in with_skills.steps] == ["q", "goal"]


def test_unstated_steps_are_avoided() -> None:
    """A step to a role without stated skills is avoided; it is not free."""
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


def test_unstated_path_has_no_effort() -> None:
    """If no role on a path states its skills, the effort is unknown, not 0."""
    path = ask(world(role("start", to("goal")), role("goal")), "goal", roles=["start"]).path

    assert path is not None
    assert (path.found, path.cost, path.lower_bound) == (True, None, None)
    (step,) = path.steps
    assert (step.cost, step.skills_gained, step.skills_held) == (None, None, None)
    assert profile_path_lines(path) == [
        "1 step; the skills of the roles on the way are not stated."
    ]


def test_lean_answers_keep_counts(index: Index) -> None:
    """A lean answer has the number of new skills and signs, without the lists."""
    answer = json.loads(lean_json(ask(index, "all", roles=["start"], signs=["shown"])))

    target = answer["target"]
    assert target["to_gain"] == {
        "skills_gained": 1,
        "responsibilities_gained": None,
        "levels_to_gain": None,
        "levels_not_known": 0,
    }
    (move,) = target["from_held"]
    assert move["signs_shown"] == {"held": 1, "total": 2, "coverage": 0.5}
    assert "checklist" not in move
    assert "sources" not in move["move"]


def test_no_held_role_no_path() -> None:
    """A profile of skills has no path to a target, but a gap."""
    index = world(role("a", to("b"), requires=["x"]), role("b", requires=["x", "y"]))
    answer = ask(index, "b", skills=["x"])

    assert answer.path is not None
    assert not answer.path.found
    assert answer.path.reason == "the profile names no role to start from"
    assert answer.target is not None
    assert [r.id for r in answer.target.to_gain.gained] == ["y"]


def test_missing_path_has_a_reason() -> None:
    """If no steps lead to the target, the reason says so."""
    index = world(role("a", to("b"), requires=["x"]), role("b", requires=["x", "y"]))
    path = ask(index, "a", roles=["b"]).path

    assert path is not None
    assert path.reason == "no steps lead from B to A"


def test_held_target_takes_no_step(uk: Index) -> None:
    """The path to a held role has no step and no effort."""
    path = ask(uk, "head", roles=["head", "lead"]).path

    assert path is not None
    assert (path.found, path.length, path.cost) == (True, 0, 0)


ROLES = [f"r{i}" for i in range(6)]
SKILLS = [f"s{i}" for i in range(5)]
required = st.dictionaries(
    st.sampled_from(SKILLS),
    st.tuples(st.sampled_from(["essential", "listed", "helpful"]), st.integers(1, 3)),
    max_size=4,
)
roles = st.lists(
    st.tuples(required, st.lists(st.sampled_from(ROLES), max_size=3, unique=True)),
    min_size=len(ROLES),
    max_size=len(ROLES),
)


@settings(max_examples=150)
@given(roles, st.dictionaries(st.sampled_from(SKILLS), st.none() | st.integers(1, 3)))
def test_no_path_takes_less_effort(
    drawn: list[tuple[dict[str, tuple[str, int]], list[str]]], skills: dict[str, int | None]
) -> None:
    """The path found costs the least of all simple paths, counted with plain dictionaries."""
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
                    worth = 1.0 if r.necessity in COUNTED else 0.5
                    gained[r.id, level] = max(worth, gained.get((r.id, level), 0.0))
    return unknown, sum(gained.values()), len(path) - 1


def test_large_search_says_if_exact() -> None:
    """On O*NET the search ends within its states and gives a lower bound."""
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
