"""A profile is read whole, or every fault of it is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.model.errors import ProfileError
from graph.sources.profile_file import (
    MAX_NAMES,
    plain_profile,
    profile_in_json,
    profile_of,
    read_profile,
)

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


def test_yaml_equals_json(tmp_path: Path) -> None:
    """A profile reads the same from YAML, JSON and plain values."""
    of_yaml = read_profile(written(tmp_path, YAML))
    plain = plain_profile(of_yaml)
    of_json = read_profile(written(tmp_path, json.dumps(plain), "me.json"))

    assert of_yaml.title == "Robin"
    assert [(each.name, each.years) for each in of_yaml.roles] == [("pm", None), ("analyst", 2.5)]
    assert [(each.name, each.level) for each in of_yaml.skills] == [("sql", None), ("empathy", 3)]
    assert plain_profile(of_json) == plain == plain_profile(profile_of(plain))


def test_faults_have_lines(tmp_path: Path) -> None:
    """Every fault of a file has its line and a correction."""
    text = "roles:\n- {role: pm, years: many}\n- 3\nskils: [sql]\nskills:\n- {level: 2}\n"

    assert problems(tmp_path, text) == [
        "me.yaml:2: 'years' cannot be 'many'; write a number",
        "me.yaml:3: an item of 'roles' cannot be 3; write text or a mapping",
        "me.yaml:4: unknown key 'skils'; did you mean 'skills'?",
        "me.yaml:6: missing key 'skill'; add it, as text",
    ]


def test_json_faults_have_lines(tmp_path: Path) -> None:
    """Faults of a JSON file have lines, too."""
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
def test_broken_profiles_are_refused(tmp_path: Path, text: str, said: str) -> None:
    """A text that is no profile gets a sentence."""
    assert any(said in problem for problem in problems(tmp_path, text))


def test_plain_faults_have_keys() -> None:
    """Faults of plain values have keys and positions."""
    with pytest.raises(ProfileError) as error:
        profile_of({"skills": ["sql", {"skill": "empathy", "level": "high"}]})

    assert str(error.value) == "profile, skills[1].level: 'level' cannot be 'high'; write a number"


@pytest.mark.parametrize("text", [b"{", b"\xff", b"[" * 100_000])
def test_broken_json_is_refused(text: bytes) -> None:
    """A text that is no JSON, or nested too deeply, gets a sentence."""
    with pytest.raises(ProfileError, match="profile: not readable as JSON"):
        profile_in_json(text)
