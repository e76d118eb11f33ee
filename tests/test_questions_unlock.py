"""Skills that unlock roles: against matching again with every skill and every pair."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from itertools import combinations
from math import fsum
from statistics import median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from published import dataset
from worlds import ranked_world, role, said_in, to, world

from graph.model.errors import BadParameter, ProfileError, UnknownNode, WrongKind
from graph.model.records import COUNTED, Necessity, Requires
from graph.parts.coverage import JUDGED, CutOffs, cut_offs, requirement_index
from graph.parts.fit import person_fits
from graph.parts.person import HeldRole, HeldSkill, Profile, held
from graph.questions.unlock.answer import Unlock
from graph.questions.unlock.new_roles import NewRoles
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import MAX_ROLES
from graph.questions.unlock.search import answer as unlock
from graph.questions.unlock.view import change_text
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

SKILLS = "stuvwxyz"
LEVELS = st.sampled_from([None, 1.0, 2.0, 4.0])  # whose shares add up exactly
NECESSITY: st.SearchStrategy[Necessity] = st.sampled_from(["essential", "listed", "helpful"])
REQUIRED = st.dictionaries(st.sampled_from(SKILLS), st.tuples(NECESSITY, LEVELS), max_size=6)
HELD = st.dictionaries(st.sampled_from(SKILLS), LEVELS, max_size=5)
CUT_OFFS = st.sampled_from([0.0, 0.15, 0.3, 0.4, 0.5, 2 / 3, 0.75, 1.0])

World = list[dict[str, tuple[Necessity, float | None]]]


def _index(required: World) -> Index:
    return world(
        *(
            role(
                f"r{number}",
                requires=[
                    Requires(target=skill, basis="stated", necessity=necessity, level=level)
                    for skill, (necessity, level) in its.items()
                ],
            )
            for number, its in enumerate(required)
        )
    )


def _in_reach(required: World, skills: Mapping[str, float | None], cut_off: float) -> set[int]:
    """Match from the beginning, role by role."""
    covered = (_coverage(its, skills) for its in required)
    return {number for number, its in enumerate(covered) if its > 0 and its >= cut_off}


def _coverage(
    required: Mapping[str, tuple[Necessity, float | None]], skills: Mapping[str, float | None]
) -> float:
    """Return how much is covered; 0 also where nothing counted is required."""
    counted = {s: level for s, (necessity, level) in required.items() if necessity in COUNTED}
    met = sum(_met(skills[s], level) for s, level in counted.items() if s in skills)
    return met / len(counted) if counted else 0.0


def _met(held: float | None, level: float | None) -> float:
    return 1.0 if held is None or level is None else min(1.0, held / level)


def _cut(next_: float) -> CutOffs:
    return CutOffs(now=1.0, next=next_, stretch=0.0, judged=True)


def _unlocked(required: World, skills: Mapping[str, float | None], cut_off: float) -> NewRoles:
    return NewRoles(requirement_index(_index(required)), _cut(cut_off), skills, ())


@given(st.lists(REQUIRED, max_size=7), HELD, CUT_OFFS)
def test_skills_bring_what_matching_finds(
    required: World, skills: dict[str, float | None], cut_off: float
) -> None:
    """Each skill brings the roles that matching again with it finds."""
    before = _in_reach(required, skills, cut_off)
    expected = {
        skill: _in_reach(required, {**skills, skill: None}, cut_off) - before
        for skill in SKILLS
        if skill not in skills
    }

    found = _unlocked(required, skills, cut_off)

    assert set(found.near.in_reach) == before
    assert {skill: set(roles) for skill, roles in found.by_skill.items()} == {
        skill: roles for skill, roles in expected.items() if roles
    }
    counts = [len(expected[skill]) for skill in found.best]
    assert counts == sorted(counts, reverse=True)


@given(st.lists(REQUIRED, max_size=7), HELD, CUT_OFFS, st.integers(1, 30))
def test_pairs_bring_what_matching_finds(
    required: World, skills: dict[str, float | None], cut_off: float, limit: int
) -> None:
    """The best pairs are those that matching again with every pair finds."""
    before = _in_reach(required, skills, cut_off)

    def new(*more: str) -> set[int]:
        return _in_reach(required, skills | dict.fromkeys(more), cut_off) - before

    expected = {}
    for a, b in combinations(sorted(set(SKILLS) - set(skills)), 2):
        together = new(a, b) - new(a) - new(b)
        if len(new(a, b)) > max(len(new(a)), len(new(b))):
            covered = fsum(_coverage(required[role], skills) for role in new(a, b))
            expected[a, b] = (len(new(a, b)), covered, len(together))

    found, complete = _unlocked(required, skills, cut_off).best_pairs(limit)

    assert complete
    best = sorted(((count, covered) for count, covered, _ in expected.values()), reverse=True)
    told = [expected[tuple(sorted(pair.skills))] for pair in found]  # type: ignore[index]
    assert [(count, covered) for count, covered, _ in told] == best[:limit]
    assert [pair.together for pair in found] == [together for _, _, together in told]
    assert [pair.roles for pair in found] == [new(*pair.skills) for pair in found]


@given(st.lists(REQUIRED, max_size=7), HELD, CUT_OFFS)
def test_two_short_takes_a_pair(
    required: World, skills: dict[str, float | None], cut_off: float
) -> None:
    """A role is two short if some pair brings it and no single skill does."""
    before = _in_reach(required, skills, cut_off)
    others = sorted(set(SKILLS) - set(skills))

    def new(*more: str) -> set[int]:
        return _in_reach(required, skills | dict.fromkeys(more), cut_off) - before

    one = {role for skill in others for role in new(skill)}
    two = {role for pair in combinations(others, 2) for role in new(*pair)} - one

    near = _unlocked(required, skills, cut_off).near

    assert (set(near.one_short), set(near.two_short)) == (one, two)


@given(st.lists(REQUIRED, max_size=5), HELD, CUT_OFFS)
def test_nearest_takes_fewest_skills(
    required: World, skills: dict[str, float | None], cut_off: float
) -> None:
    """The nearest role takes the fewest new skills of all roles."""
    before = _in_reach(required, skills, cut_off)
    others = sorted(set(SKILLS) - set(skills))
    brought = (
        (len(more), _in_reach(required, skills | dict.fromkeys(more), cut_off) - before)
        for number in range(1, len(others) + 1)
        for more in combinations(others, number)
    )
    expected = next((number for number, new in brought if new), None)

    nearest = _unlocked(required, skills, cut_off).nearest()

    assert (nearest and nearest[0]) == expected


@given(st.lists(REQUIRED, min_size=1, max_size=7))
def test_role_equals_profile_with_it(required: World) -> None:
    """A role has the same answer as a profile that holds it."""
    index = _index(required)
    assume(required[0])

    of_role = unlock(index, UnlockQuery(role="r0", pairs=True))
    of_profile = unlock(
        index, UnlockQuery(profile=Profile(roles=(HeldRole(name="R0"),)), pairs=True)
    )

    assert of_role.skills == of_profile.skills
    assert of_role.pairs == of_profile.pairs
    assert (of_role.title, of_profile.title) == ("R0", None)


# --- What an answer says ------------------------------------------------------------------------


def _careers() -> Index:
    """A cook holds a and b; a coverage of 0.25 is in reach."""
    return ranked_world(
        role("cook", requires=["a", "b"]),
        role("baker", requires=["a", "b", "flour"]),
        role(
            "chef",
            requires=[
                "a",
                *(Requires(target=s, basis="implied", source=said_in("book")) for s in ("x", "y")),
                "z",
                "w",
                "v",
            ],
        ),
        role("waiter", requires=["a", "x", "p", "q", "r", "n"]),
        role("guard", requires=["o1", "o2", "o3", "o4", "o5"]),
        role("mayor"),
        role("guest", requires=[Requires(target="x", basis="stated", necessity="helpful")]),
    )


def _answer(index: Index, *, pairs: bool = False) -> Unlock:
    return unlock(index, UnlockQuery(role="cook", pairs=pairs, limit=100))


def test_answer_counts_near_roles() -> None:
    """The answer counts the roles in reach, one and two skills short, and not stated."""
    answer = _answer(_careers())

    assert (answer.compared, answer.not_stated) == (14, 2)
    assert (answer.in_reach, answer.one_short, answer.two_short) == (1, 2, 1)
    assert (answer.held, answer.cut_offs.next) == (2, JUDGED.next)
    assert answer.nearest is not None
    assert (answer.nearest.id, answer.nearest.short) == ("chef", 1)


def test_best_skill_comes_first() -> None:
    """The skill that two roles miss comes first, with each change and its evidence."""
    answer = _answer(_careers())

    first = answer.skills[0]
    assert (first.title, first.new_roles, answer.unlocking) == ("X", 2, 9)
    chef = first.roles[0]
    assert (chef.id, chef.tier_before, chef.tier_after) == ("chef", None, "next")
    assert (chef.coverage_before, chef.coverage_after) == (1 / 6, 2 / 6)
    (required,) = chef.required_skills
    assert (required.necessity, required.basis) == ("listed", "implied")
    assert required.sources == (said_in("book"),)


def test_pair_counts_alone_and_together() -> None:
    """A pair counts the roles of each skill and those that only both bring."""
    answer = _answer(_careers(), pairs=True)

    assert answer.pairs is not None
    assert answer.all_pairs
    of_guard = next(pair for pair in answer.pairs if pair.together)
    assert {skill.id[0] for skill in of_guard.skills} == {"o"}
    assert (of_guard.new_roles, of_guard.alone, of_guard.together) == (1, (0, 0), 1)
    (guard,) = of_guard.roles
    assert (guard.tier_before, guard.coverage_after) == (None, 2 / 5)
    assert len(guard.required_skills) == 2
    assert of_guard.from_nothing == 1


def test_both_skills_raise_coverage() -> None:
    """A role that requires both skills of a pair gains both."""
    index = ranked_world(
        role("cook", requires=["a"]),
        role("chef", requires=["x", "y"]),
        role("waiter", requires=["x"]),
        role("guard", requires=["y"]),
    )

    (pair,) = unlock(index, UnlockQuery(role="cook", pairs=True)).pairs or ()

    assert (pair.new_roles, pair.alone, pair.together) == (3, (2, 2), 0)
    assert [each.coverage_after for each in pair.roles] == [1.0, 1.0, 1.0]
    assert [len(each.required_skills) for each in pair.roles] == [2, 1, 1]


def test_useless_pairs_are_left_out() -> None:
    """Two skills that bring no more than one of them are not listed."""
    index = ranked_world(role("cook", requires=["a"]), role("chef", requires=["x", "y"]))

    assert unlock(index, UnlockQuery(role="cook", pairs=True)).pairs == ()


def test_few_skills_come_last() -> None:
    """A new role with fewer than three counted skills has a caution and comes last."""
    index = ranked_world(
        role("cook", requires=["a"]),
        role("thin", requires=["x"]),
        role("solid", requires=["a", "x", "y", "z", "w"]),
    )

    new = unlock(index, UnlockQuery(role="cook")).skills[0].roles

    assert [(each.id, each.counted) for each in new] == [("solid", 5), ("thin", 1)]
    assert change_text(new[1]).endswith("below all → now, based on 1 stated skill")


def test_far_rungs_stay_out_of_reach() -> None:
    """A skill brings the second rung into *next* at best, and the third not at all."""
    index = ranked_world(
        role("cook", to("chef"), track="t", requires=["a"]),
        role("chef", to("head"), track="t", requires=["a"]),
        role("head", to("owner"), track="t", requires=["x"]),
        role("owner", track="t", requires=["x"]),
    )

    (skill,) = unlock(index, UnlockQuery(role="cook")).skills

    assert [(each.id, each.tier_after) for each in skill.roles] == [("head", "next")]


def test_steps_down_are_not_unlocked() -> None:
    """A rung below one's own level, on another ladder, is no new role."""

    def at(level: float, *skills: str) -> list[Requires]:
        return [Requires(target=each, basis="stated", level=level) for each in skills]

    index = ranked_world(
        role("cook", track="t", requires=at(3, "a", "b", "c")),
        role("waiter", to("host"), track="u", requires=at(1, "x", "y", "z")),
        role("host", track="u", requires=at(2, "x", "y", "z")),
    )

    found = unlock(index, UnlockQuery(role="cook")).skills

    assert {new.id for each in found for new in each.roles} == {"host"}


def test_unstated_held_skills_are_unknown() -> None:
    """If a held role states no skills, the numbers are unknown, not 0."""
    answer = unlock(_careers(), UnlockQuery(role="mayor", pairs=True))
    person = Profile(roles=(HeldRole(name="Mayor"),), skills=(HeldSkill(name="a"),))
    beside = unlock(_careers(), UnlockQuery(profile=person))

    assert answer.reason == "no source states the skills of Mayor, so the skills held are unknown"
    assert (answer.held, answer.in_reach, answer.unlocking, answer.all_pairs) == (None,) * 4
    assert (answer.skills, answer.pairs) == ((), ())
    assert (beside.reason, beside.held) == (None, 1)
    assert [role.id for role in beside.held_not_stated] == ["mayor"]


def test_pairs_only_on_request() -> None:
    """Without the option, the answer has no pairs."""
    answer = _answer(_careers())

    assert (answer.pairs, answer.all_pairs) == (None, None)


def test_held_skills_are_not_offered() -> None:
    """No held skill is offered; no held or unstated role is new."""
    answer = _answer(_careers())

    assert not {"a", "b"} & {skill.id for skill in answer.skills}
    brought = {new.id for skill in answer.skills for new in skill.roles}
    assert not {"cook", "mayor", "guest"} & brought


def test_low_levels_are_not_offered() -> None:
    """A skill held at 1 of 5 levels is no new skill."""
    low = Requires(target="a", basis="stated", level=5)
    index = ranked_world(role("chef", requires=[low]))

    answer = unlock(index, UnlockQuery(profile=Profile(skills=(HeldSkill(name="a", level=1),))))

    assert (answer.in_reach, answer.unlocking, answer.skills) == (0, 0, ())


def test_long_lists_are_cut() -> None:
    """A skill lists at most 25 of its new roles, and counts all."""
    index = ranked_world(
        role("cook", requires=["a"]),
        *(role(f"r{number}", requires=["x", "y"]) for number in range(MAX_ROLES + 5)),
    )

    first = unlock(index, UnlockQuery(role="cook")).skills[0]

    assert (first.new_roles, len(first.roles)) == (MAX_ROLES + 5, MAX_ROLES)


def test_pair_limit_is_reported() -> None:
    """If there are too many pairs to compare, the answer says so."""
    found = NewRoles(requirement_index(_careers()), JUDGED, {"a": None, "b": None}, {0})

    assert found.best_pairs(10)[1]
    assert not found.best_pairs(10, max_pairs=9)[1]
    assert not found.best_pairs(10, max_pairs=11)[1]


@pytest.mark.parametrize("limit", [0, 101])
def test_limit_is_checked(limit: int) -> None:
    """The limit is from 1 to 100."""
    with pytest.raises(BadParameter, match="limit cannot be"):
        UnlockQuery(role="cook", limit=limit)


def test_unknown_names_are_refused() -> None:
    """An unknown role, a skill as role, or an unknown skill has no answer."""
    index = _careers()

    with pytest.raises(UnknownNode, match="unknown role 'coook'; did you mean 'Cook'"):
        unlock(index, UnlockQuery(role="coook"))
    with pytest.raises(WrongKind):
        unlock(index, UnlockQuery(role="flour"))
    with pytest.raises(ProfileError, match="flower"):
        unlock(index, UnlockQuery(profile=Profile(skills=(HeldSkill(name="flower"),))))


# --- Real graphs --------------------------------------------------------------------------------


def _least(work: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def test_esco_takes_ten_matchings() -> None:
    """On ESCO all skills take less time than ten matchings."""
    index = Index(build_graph(dataset("esco")))
    needs, cut = requirement_index(index), cut_offs(index)
    ratios = []
    for place in range(0, len(index.roles), 100):
        skills = {skill: need.level for skill, need in needs.of_role[place].items()}

        def match(skills: dict[str, float | None] = skills) -> object:
            tallies = needs.count_held(skills)
            return [cut.tier(needs.coverage(role, its) or 0) for role, its in tallies.items()]

        def ask(skills: dict[str, float | None] = skills, place: int = place) -> object:
            return NewRoles(needs, cut, skills, {place}).best

        ratios.append(_least(ask) / _least(match))

    assert median(ratios) < 10


def test_concierge_agrees_with_matching() -> None:
    """On ESCO the best skills of a concierge bring what matching again finds."""
    index = Index(build_graph(dataset("esco")))
    needs, cut = requirement_index(index), cut_offs(index)
    answer = unlock(index, UnlockQuery(role="hotel concierge", limit=3))
    place = index.position[index.resolve("hotel concierge")]
    skills = {skill: need.level for skill, need in needs.of_role[place].items()}

    def reach(skills: dict[str, float | None]) -> set[int]:
        tallies = needs.count_held(skills).items()
        return {r for r, its in tallies if cut.tier(needs.coverage(r, its) or 0) in ("now", "next")}

    before = reach(skills)
    for skill in answer.skills:
        assert skill.new_roles == len(reach({**skills, skill.id: None}) - before)
    assert answer.skills[0].new_roles == max(
        len(reach({**skills, skill: None}) - before)
        for skill in {*list(needs.requiring)[::20], answer.skills[0].id}
    )


def test_best_fitting_roles_where_coverage_tells_nothing() -> None:
    """On O*NET one skill brings no role into reach: the best fitting roles and what they ask."""
    index = Index(build_graph(dataset("onet")))
    found = unlock(index, UnlockQuery(role="Web Developers", limit=4))
    fits = person_fits(index, held(index, UnlockQuery(role="Web Developers").held_profile()))

    assert not found.tiered
    assert found.skills == ()
    assert len(found.next_rungs) == 4
    best = [rung.fit or 0.0 for rung in found.next_rungs]
    assert best == sorted(best, reverse=True)
    for rung in found.next_rungs:
        assert rung.fit == fits.score(index.position[rung.id])
        assert rung.units
        assert rung.units[0].coverage_after > (rung.coverage or 0.0)
