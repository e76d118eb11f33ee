"""A profile resolves to the roles, skills and signs of a graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.errors import ProfileError
from graph.model.records import Demand, Requires, Sign
from graph.parts.person import MAX_UNKNOWN, HeldRole, HeldSkill, Profile, held
from graph.sources.profile_file import profile_of, read_profile
from graph.store.index import Index
from tests.worlds import role, to, world

PROFILES = Path(__file__).parent / "data" / "profiles"

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


def test_role_brings_its_requirements(index: Index) -> None:
    """A held role brings all that it requires, at its levels."""
    person = held(index, Profile(roles=(HeldRole(name="PM", years=2),)))

    assert person.roles == {"pm": 2}
    assert person.skills == {"sql": 2, "empathy": None}
    assert person.responsibilities == {"budget"}


def test_highest_level_counts(index: Index) -> None:
    """Of several held roles the highest level counts."""
    person = held(index, Profile(roles=(HeldRole(name="pm"), HeldRole(name="analyst"))))

    assert person.skills["sql"] == 3


def test_own_level_counts_first(index: Index) -> None:
    """A level in the profile replaces one from a role."""
    roles = (HeldRole(name="analyst"),)
    told = held(index, Profile(roles=roles, skills=(HeldSkill(name="sql", level=1),)))
    untold = held(index, Profile(roles=roles, skills=(HeldSkill(name="sql"),)))

    assert told.skills["sql"] == 1
    assert untold.skills["sql"] == 3


@pytest.mark.parametrize("name", ["leads-teams", "Leads teams"])
def test_sign_brings_its_skills(index: Index, name: str) -> None:
    """A held sign brings the skills it demands."""
    person = held(index, profile_of({"signs": [name]}))

    assert person.signs == {"leads-teams"}
    assert person.skills == {"mentoring": None, "sql": None}


def test_unknown_names_have_suggestions(index: Index, tmp_path: Path) -> None:
    """Every unknown name is listed with suggestions."""
    path = tmp_path / "me.yaml"
    path.write_text("roles: [analist]\nskills:\n- empthy\n- PM\nsigns: [leads team]\n", "utf-8")
    with pytest.raises(ProfileError) as error:
        held(index, read_profile(path))

    assert [str(each).removeprefix(f"{tmp_path}/") for each in error.value.problems] == [
        "me.yaml:1: unknown role 'analist'; did you mean 'Analyst'?",
        "me.yaml:3: unknown skill 'empthy'; did you mean 'Empathy'?",
        "me.yaml:4: 'Pm' is a role, not a skill",
        "me.yaml:5: unknown sign 'leads team'; did you mean 'Leads teams'?",
    ]


def test_repeated_names_are_refused(index: Index) -> None:
    """A skill named twice is a problem."""
    with pytest.raises(ProfileError, match=r"skills\[1\]: 'SQL' is held twice; name it once"):
        held(index, profile_of({"skills": ["sql", "SQL"]}))


def test_unknown_names_are_limited(index: Index) -> None:
    """After ten unknown names the rest is not checked."""
    with pytest.raises(ProfileError) as error:
        held(index, profile_of({"skills": [f"unknown {i}" for i in range(500)]}))

    assert len(error.value.problems) == MAX_UNKNOWN + 1
    assert "the other names were not checked" in str(error.value)


def test_example_fits_shipped_data(shipped_index: Index) -> None:
    """The example profile names what the shipped data has."""
    person = held(shipped_index, read_profile(PROFILES / "robin.yaml"))

    assert person.roles == {"product-manager": 3}
    assert "budget-management" in person.skills
    assert person.signs == {"pm-delivers"}
