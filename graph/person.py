"""What does a person hold? A profile, and what it comes to in the words of one graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias, cast

import msgspec
from msgspec import Meta, Struct

from graph.errors import (
    AmbiguousName,
    Candidate,
    DataError,
    GraphError,
    Problem,
    UnknownNode,
    nearest,
)
from graph.index import Index
from graph.model import NumberOfYears, Record, Sign, Title
from graph.names import folded
from graph.records import as_record
from graph.relations import Kind
from graph.requirements import requirements
from graph.yaml_source import MAX_BYTES, Trail, line_of, read_yaml

MAX_NAMES = 1_000
"""How many roles, skills and signs a profile may name together."""

Levels: TypeAlias = Mapping[str, float | None]
"""The level of each skill held, on the scale of the source; None: held, the level not known."""


class HeldRole(Struct, frozen=True, kw_only=True):
    """A role that a person holds or has held."""

    name: str
    """A title, an alias or an id, as in any question."""
    years: float | None = None
    place: str = ""
    """Where the profile says so: file:line, or the keys and positions that lead to it."""


class HeldSkill(Struct, frozen=True, kw_only=True):
    """A skill that a person has; the level is on the scale of the graph's source."""

    name: str
    level: float | None = None
    place: str = ""


class HeldSign(Struct, frozen=True, kw_only=True):
    """A sign of readiness that a person has shown, by its id or title."""

    name: str
    place: str = ""


class Profile(Struct, frozen=True, kw_only=True):
    """What a person says of themselves, in names that a graph may or may not know."""

    title: str | None = None
    roles: tuple[HeldRole, ...] = ()
    skills: tuple[HeldSkill, ...] = ()
    signs: tuple[HeldSign, ...] = ()


class Held(Struct, frozen=True, kw_only=True):
    """What a person holds, by the ids of one graph."""

    roles: Mapping[str, float | None]
    """The roles held, with the years in them; None: not stated."""
    skills: Levels
    """What the roles require, what the signs demand, and the skills named by themselves."""
    responsibilities: frozenset[str]
    """What the roles are answerable for."""
    signs: frozenset[str]
    """Ids of the signs of readiness."""


class _RoleEntry(Record, frozen=True, kw_only=True):
    role: Title
    years: NumberOfYears | None = None


class _SkillEntry(Record, frozen=True, kw_only=True):
    skill: Title
    level: Annotated[float, Meta(ge=0)] | None = None


class _ProfileFile(Record, frozen=True, kw_only=True):
    """A profile as it is written: a name alone, or a mapping that says more."""

    title: Title | None = None
    roles: tuple[Title | _RoleEntry, ...] = ()
    skills: tuple[Title | _SkillEntry, ...] = ()
    signs: tuple[Title, ...] = ()


# --- Reading ------------------------------------------------------------------------------------


def read_profile(path: Path | str) -> Profile:
    """Return the profile in a YAML or JSON file.

    Raises DataError with every problem at once, each with its file and line.
    """
    shown = str(path)
    with Path(path).open("rb") as file:
        text = file.read(MAX_BYTES + 1)
    document = read_yaml(text, shown)
    value, lines = document.value, document.lines
    if Path(path).suffix.lower() == ".json":
        value = _json(text, shown)
        lines = lines if value == document.value else 0  # JSON that YAML reads otherwise
    elif document.problems:
        raise DataError(sorted(document.problems, key=lambda problem: problem.line))

    def place(trail: Trail) -> str:
        line = line_of(lines, trail)
        return f"{shown}:{line}" if line else f"{shown}, {_spelled(trail)}"

    return _profile(value, place, shown)


def profile_of(value: object) -> Profile:
    """Return the profile that plain values make: a mapping, as JSON gives it.

    Raises DataError with every problem, each with the keys and positions that lead to it.

    >>> profile_of({"roles": ["PM"], "skills": [{"skill": "SQL", "level": 2}]}).skills[0].level
    2.0
    >>> profile_of({"skills": [{"skill": "SQL", "years": 2}]})
    Traceback (most recent call last):
    graph.errors.DataError: skills[0].years: unknown key 'years'; known keys are level or skill
    """
    return _profile(value, _spelled, "profile")


def _profile(value: object, place: Any, whole: str) -> Profile:
    if not isinstance(value, dict):
        keys = "title, roles, skills and signs"
        raise DataError([Problem(whole, 0, f"a profile is a mapping; its keys are {keys}")])
    record, faults, _ = as_record(value, _ProfileFile)
    if faults or record is None:
        told = [Problem(place(fault.trail) or whole, 0, fault.message) for fault in faults]
        raise DataError(told or [Problem(whole, 0, "a key without a value; leave it out")])
    if len(record.roles) + len(record.skills) + len(record.signs) > MAX_NAMES:
        raise DataError([Problem(whole, 0, f"more than {MAX_NAMES:,} names; leave some out")])
    return Profile(
        title=record.title,
        roles=tuple(
            HeldRole(name=entry, place=place(("roles", i)))
            if isinstance(entry, str)
            else HeldRole(name=entry.role, years=entry.years, place=place(("roles", i, "role")))
            for i, entry in enumerate(record.roles)
        ),
        skills=tuple(
            HeldSkill(name=entry, place=place(("skills", i)))
            if isinstance(entry, str)
            else HeldSkill(name=entry.skill, level=entry.level, place=place(("skills", i, "skill")))
            for i, entry in enumerate(record.skills)
        ),
        signs=tuple(
            HeldSign(name=name, place=place(("signs", i))) for i, name in enumerate(record.signs)
        ),
    )


def _json(text: bytes, shown: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError([Problem(shown, 0, f"not readable as JSON: {error}")]) from None


def _spelled(trail: Trail) -> str:
    """Return a trail as one would write it in a program: skills[2].level."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in trail)
    return "".join(steps).removeprefix(".")


# --- What it comes to in one graph --------------------------------------------------------------


def held(index: Index, profile: Profile) -> Held:
    """Return what the person holds, by the ids of the graph.

    A held role brings everything it requires at the levels it requires, a held sign the skills
    it demands. A level the profile gives goes before one that a role brings; of those that
    several roles bring the highest counts.

    Raises DataError with every name the graph does not know, and what may have been meant.
    """
    problems: list[Problem] = []
    roles = {
        id_: each.years
        for each in profile.roles
        if (id_ := _resolved(index, each, "role", problems))
    }
    named = {
        id_: each.level
        for each in profile.skills
        if (id_ := _resolved(index, each, "skill", problems))
    }
    signs = {sign.id: sign for each in profile.signs for sign in _found(index, each, problems)}
    if problems:
        raise DataError(problems)
    levels = [(r.id, r.level) for role in roles for r in requirements(index, role, "skill")]
    levels += [(skill, None) for sign in signs.values() for skill in sign.skill_ids]
    skills = highest(levels)
    for skill, level in named.items():
        if level is not None or skill not in skills:
            skills[skill] = level
    return Held(
        roles=roles,
        skills=skills,
        responsibilities=frozenset(
            r.id for role in roles for r in requirements(index, role, "responsibility")
        ),
        signs=frozenset(signs),
    )


def highest(levels: Iterable[tuple[str, float | None]]) -> dict[str, float | None]:
    """Return the highest known level of each skill; None where none is known.

    >>> highest([("sql", 2.0), ("sql", 3.0), ("sql", None), ("empathy", None)])
    {'sql': 3.0, 'empathy': None}
    """
    found: dict[str, float | None] = {}
    for skill, level in levels:
        before = found.get(skill)
        found[skill] = before if level is None or (before or 0.0) > level else level
    return found


class KnownSign(NamedTuple):
    """A sign of readiness, or a preparation for a first position, and whose it is."""

    sign: Sign
    target: str
    """The id of the role that it makes ready for."""


def known_signs(index: Index) -> tuple[KnownSign, ...]:
    """Return every sign of the graph once, in the order of the roles."""
    if "signs" not in index.compiled:
        index.compiled["signs"] = tuple(_signs(index))
    return cast("tuple[KnownSign, ...]", index.compiled["signs"])


def _signs(index: Index) -> Iterator[KnownSign]:
    seen: set[tuple[str, str]] = set()
    for role in index.roles:
        shown = [(sign, role) for sign in index.role(role).entry]
        for link in index.outgoing(role, "leads_to"):
            shown += [(sign, link.target) for sign in getattr(link.record, "signs", ())]
        for sign, target in shown:
            if (sign.id, target) not in seen:
                seen.add((sign.id, target))
                yield KnownSign(sign, target)


def _resolved(
    index: Index, each: HeldRole | HeldSkill, kind: Kind, problems: list[Problem]
) -> str | None:
    try:
        return index.resolve(each.name, kind)
    except GraphError as error:
        problems.append(Problem(each.place or "profile", 0, str(error)))
        return None


def _found(index: Index, each: HeldSign, problems: list[Problem]) -> Sequence[Sign]:
    """Return the sign that a name means: an id, or the title of one."""
    known = {entry.sign.id: entry.sign for entry in known_signs(index)}
    if each.name in known:
        return [known[each.name]]
    titled = [sign for sign in known.values() if folded(sign.title) == folded(each.name)]
    if len(titled) == 1:
        return titled
    error: GraphError
    if titled:
        error = AmbiguousName(each.name, [_candidate(sign) for sign in titled])
    else:
        titles = {sign.title: sign for sign in known.values()}
        near = nearest(each.name, [*known, *titles])
        likely = [_candidate(known.get(name) or titles[name]) for name in near]
        error = UnknownNode(each.name, likely, "sign")
    problems.append(Problem(each.place or "profile", 0, str(error)))
    return []


def _candidate(sign: Sign) -> Candidate:
    return Candidate(sign.id, sign.title, "sign")
