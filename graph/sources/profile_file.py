"""Read a profile from YAML, JSON or plain values, and write it as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from graph.model.errors import Problem, ProfileError
from graph.model.records import NumberOfYears, Record, Title
from graph.parts.person import HeldRole, HeldSign, HeldSkill, Profile
from graph.sources.conversion import as_record
from graph.sources.lines import Trail, line_of
from graph.sources.yaml_reader import read_yaml
from graph.sources.yaml_text import MAX_BYTES

MAX_NAMES = 1_000
"""How many names a profile may hold, all its roles, skills and signs together."""


class _RoleEntry(Record, frozen=True, kw_only=True):
    role: Title
    years: NumberOfYears | None = None


class _SkillEntry(Record, frozen=True, kw_only=True):
    skill: Title
    level: Annotated[float, Meta(ge=0)] | None = None


class ProfileFile(Record, frozen=True, kw_only=True):
    """A profile as it is written: each entry is a name, or a mapping with more."""

    title: Title | None = None
    roles: tuple[Title | _RoleEntry, ...] = ()
    skills: tuple[Title | _SkillEntry, ...] = ()
    signs: tuple[Title, ...] = ()


def read_profile(path: Path | str) -> Profile:
    """Return the profile in a YAML or JSON file.

    Raises ProfileError with every problem at once, each with its file and line.
    """
    with Path(path).open("rb") as file:
        return profile_in(file.read(MAX_BYTES + 1), str(path))


def profile_in(text: bytes, shown: str = "profile") -> Profile:
    """Return the profile in a text: JSON if it begins with a brace, else YAML.

    Raises ProfileError with every problem at once, each with ``shown`` and its line.

    >>> profile_in(b"roles: [{role: PM, years: 2}]").roles[0].years
    2.0
    """
    document = read_yaml(text, shown)
    value, lines = document.value, document.lines
    if text.lstrip().startswith(b"{"):
        value = _json(text, shown)
        lines = lines if value == document.value else 0  # JSON that YAML reads otherwise
    elif document.problems:
        raise ProfileError(sorted(document.problems, key=lambda problem: problem.line))
    return _profile({} if value is None else value, lines, shown)


def profile_in_json(text: bytes) -> Profile:
    """Return the profile in a JSON text.

    Raises ProfileError with every problem, each with the keys and positions that lead to it.
    """
    return profile_of(_json(text, "profile"))


def profile_of(value: object) -> Profile:
    """Return the profile that a mapping describes.

    Raises ProfileError with every problem, each with the keys and positions that lead to it.

    >>> profile_of({"roles": ["PM"], "skills": [{"skill": "SQL", "level": 2}]}).skills[0].level
    2.0
    >>> profile_of({"rols": []})
    Traceback (most recent call last):
    graph.model.errors.ProfileError: profile, rols: unknown key 'rols'; did you mean 'roles'?
    """
    return _profile(value, 0, "profile")


def plain_profile(profile: Profile) -> dict[str, Any]:
    """Return a profile as the mapping that ``profile_of`` reads.

    >>> plain_profile(profile_of({"roles": ["PM"], "skills": [{"skill": "SQL", "level": 2}]}))
    {'roles': [{'role': 'PM'}], 'skills': [{'skill': 'SQL', 'level': 2.0}]}
    """
    values = {
        "title": profile.title,
        "roles": [_given(role=role.name, years=role.years) for role in profile.roles],
        "skills": [_given(skill=skill.name, level=skill.level) for skill in profile.skills],
        "signs": [sign.name for sign in profile.signs],
    }
    return {key: value for key, value in values.items() if value}


def _given(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def _profile(value: object, lines: Any, shown: str) -> Profile:
    def place(*trail: str | int) -> str:
        line = line_of(lines, trail)
        return f"{shown}:{line}" if line else f"{shown}, {_written(trail)}" if trail else shown

    if not isinstance(value, dict):
        keys = "title, roles, skills and signs"
        raise ProfileError([Problem(shown, 0, f"a profile is a mapping; its keys are {keys}")])
    record, faults, _ = as_record(value, ProfileFile)
    if faults or record is None:
        faults.sort(key=lambda fault: line_of(lines, fault.trail))
        problems = [Problem(place(*fault.trail), 0, fault.message) for fault in faults]
        raise ProfileError(problems or [Problem(shown, 0, "a key without a value; leave it out")])
    if len(record.roles) + len(record.skills) + len(record.signs) > MAX_NAMES:
        raise ProfileError([Problem(shown, 0, f"more than {MAX_NAMES:,} names; leave some out")])
    return Profile(
        title=record.title,
        roles=tuple(
            HeldRole(name=entry, place=place("roles", i))
            if isinstance(entry, str)
            else HeldRole(name=entry.role, years=entry.years, place=place("roles", i, "role"))
            for i, entry in enumerate(record.roles)
        ),
        skills=tuple(
            HeldSkill(name=entry, place=place("skills", i))
            if isinstance(entry, str)
            else HeldSkill(name=entry.skill, level=entry.level, place=place("skills", i, "skill"))
            for i, entry in enumerate(record.skills)
        ),
        signs=tuple(
            HeldSign(name=name, place=place("signs", i)) for i, name in enumerate(record.signs)
        ),
    )


def _json(text: bytes, shown: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        words = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise ProfileError([Problem(shown, 0, f"not readable as JSON: {words}")]) from None


def _written(trail: Trail) -> str:
    """Return a trail as a program would write it: skills[2].level."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in trail)
    return "".join(steps).removeprefix(".")
