"""Is a profile read whole, or every reason given why not?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.model.errors import ProfileError
from graph.model.records import Demand, Requires, Sign
from graph.parts.person import MAX_UNKNOWN, HeldRole, HeldSkill, Profile, held
from graph.sources.profile_file import MAX_NAMES, plain_profile, profile_of, read_profile
from graph.store.index import Index
from tests.worlds import role, to, world

PROFILES = Path(__file__).parent / "data" / "profiles"

YAML = """\
title: Robin
roles:
- pm
- {role: analyst, years: 2.5}
skills:
- sql
- {skill: empathy, level: 3}
signs:
- leads-teams
"""


def written(directory: Path, text: str, name: str = "me.yaml") -> Path:
    path = directory / name
    path.write_text(text, "utf-8")
    return path


def problems(directory: Path, text: str, name: str = "me.yaml") -> list[str]:
    with pytest.raises(ProfileError) as error:
        read_profile(written(directory, text, name))
    return [str(each).removeprefix(f"{directory}/") for each in error.value.problems]


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    of_yaml = read_profile(written(tmp_path, YAML))
    plain = plain_profile(of_yaml)
    of_json = read_profile(written(tmp_path, json.dumps(plain), "me.json"))

    assert of_yaml.title == "Robin"
    assert [(each.name, each.years) for each in of_yaml.roles] == [("pm", None), ("analyst", 2.5)]
    assert [(each.name, each.level) for each in of_yaml.skills] == [("sql", None), ("empathy", 3)]
    assert plain_profile(of_json) == plain == plain_profile(profile_of(plain))


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    text = "roles:\n- {role: pm, years: many}\n- 3\nskils: [sql]\nskills:\n- {level: 2}\n"

    assert problems(tmp_path, text) == [
        "me.yaml:2: 'years' cannot be 'many'; write a number",
        "me.yaml:3: an item of 'roles' cannot be 3; write text or a mapping",
        "me.yaml:4: unknown key 'skils'; did you mean 'skills'?",
        "me.yaml:6: missing key 'skill'; add it, as text",
    ]


def test_json_has_lines_too(tmp_path: Path) -> None:
    text = '{"roles": ["pm"],\n "skills": [\n  {"skill": "sql", "level": -1}]}'

    assert problems(tmp_path, text, "me.json") == [
        "me.json:3: 'level' cannot be -1; the least is 0"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not readable as JSON"),
        ("[1, 2]", "a profile is a mapping"),
        ("roles: [", "not valid YAML"),
        ("skills:", "'skills' is empty"),
        ("title: &a x", "anchor"),
        (f"skills: [{', '.join(f's{i}' for i in range(MAX_NAMES + 1))}]", "more than 1,000 names"),
    ],
)
def test_what_is_no_profile_is_said_to_be_none(tmp_path: Path, text: str, said: str) -> None:
    assert any(said in problem for problem in problems(tmp_path, text))


def test_plain_values_are_named_by_their_keys_and_positions() -> None:
    with pytest.raises(ProfileError) as error:
        profile_of({"skills": ["sql", {"skill": "empathy", "level": "high"}]})

    assert str(error.value) == "profile, skills[1].level: 'level' cannot be 'high'; write a number"


# --- In a graph ----------------------------------------------------------------------------------

LEADS = Sign(
    id="leads-teams",
    title="Leads teams",
    basis="stated",
    skills=("mentoring", Demand(id="sql", necessity="helpful")),
)


@pytest.fixture
def index() -> Index:
    return world(
        role(
            "pm",
            to("head", signs=(LEADS,)),
            requires=[
                Requires(target="sql", basis="stated", level=2),
                Requires(target="empathy", basis="stated", necessity="helpful"),
                "budget",
            ],
        ),
        role("analyst", requires=[Requires(target="sql", basis="stated", level=3)]),
        role("head"),
        responsibilities=["budget"],
    )


def test_a_held_role_brings_all_that_it_requires(index: Index) -> None:
    person = held(index, Profile(roles=(HeldRole(name="PM", years=2),)))

    assert person.roles == {"pm": 2}
    assert person.skills == {"sql": 2, "empathy": None}
    assert person.responsibilities == {"budget"}


def test_of_several_levels_the_highest_counts(index: Index) -> None:
    person = held(index, Profile(roles=(HeldRole(name="pm"), HeldRole(name="analyst"))))

    assert person.skills["sql"] == 3


def test_a_level_that_the_person_gives_goes_before_that_of_a_role(index: Index) -> None:
    roles = (HeldRole(name="analyst"),)
    told = held(index, Profile(roles=roles, skills=(HeldSkill(name="sql", level=1),)))
    untold = held(index, Profile(roles=roles, skills=(HeldSkill(name="sql"),)))

    assert told.skills["sql"] == 1
    assert untold.skills["sql"] == 3


@pytest.mark.parametrize("name", ["leads-teams", "Leads teams"])
def test_a_held_sign_brings_the_skills_it_demands(index: Index, name: str) -> None:
    person = held(index, profile_of({"signs": [name]}))

    assert person.signs == {"leads-teams"}
    assert person.skills == {"mentoring": None, "sql": None}


def test_every_unknown_name_is_told_with_what_was_meant(index: Index, tmp_path: Path) -> None:
    path = written(tmp_path, "roles: [analist]\nskills:\n- empthy\n- PM\nsigns: [leads team]\n")
    with pytest.raises(ProfileError) as error:
        held(index, read_profile(path))

    assert [str(each).removeprefix(f"{tmp_path}/") for each in error.value.problems] == [
        "me.yaml:1: unknown role 'analist'; did you mean 'Analyst'?",
        "me.yaml:3: unknown skill 'empthy'; did you mean 'Empathy'?",
        "me.yaml:4: 'Pm' is a role; this question is about a skill",
        "me.yaml:5: unknown sign 'leads team'; did you mean 'Leads teams'?",
    ]


def test_what_is_named_twice_is_a_problem(index: Index) -> None:
    with pytest.raises(ProfileError, match=r"skills\[1\]: 'SQL' is held twice; name it once"):
        held(index, profile_of({"skills": ["sql", "SQL"]}))


def test_only_so_many_unknown_names_are_looked_for(index: Index) -> None:
    with pytest.raises(ProfileError) as error:
        held(index, profile_of({"skills": [f"unknown {i}" for i in range(500)]}))

    assert len(error.value.problems) == MAX_UNKNOWN + 1
    assert "the other names were not checked" in str(error.value)


def test_the_example_fits_the_shipped_data(shipped_index: Index) -> None:
    person = held(shipped_index, read_profile(PROFILES / "robin.yaml"))

    assert person.roles == {"product-manager": 3}
    assert "budget-management" in person.skills
    assert person.signs == {"pm-delivers"}
