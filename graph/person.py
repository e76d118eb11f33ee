"""What does a person hold? A profile, and what it comes to in the words of one graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias, cast

import msgspec
from msgspec import Meta, Struct

from graph.errors import (
    AmbiguousName,
    Candidate,
    GraphError,
    Problem,
    ProfileError,
    UnknownNode,
    nearest,
    shortened,
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

MOST_UNKNOWN = 10
"""How many names that fit nothing are looked for in all names of the graph."""

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

    Raises ProfileError with every problem at once, each with its file and line.
    """
    with Path(path).open("rb") as file:
        return profile_in(file.read(MAX_BYTES + 1), str(path))


def profile_in(text: bytes, shown: str = "profile") -> Profile:
    """Return the profile in a text, which is JSON if it begins with a brace, and YAML if not.

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


def asked_profile(
    path: Path | str | None,
    *,
    roles: Sequence[str] = (),
    skills: Sequence[str] = (),
    signs: Sequence[str] = (),
) -> Profile:
    """Return the profile in a file, if one is named, with what is named beside it.

    Raises ProfileError as read_profile does.
    """
    profile = Profile() if path is None else read_profile(path)
    return Profile(
        title=profile.title,
        roles=(*profile.roles, *(HeldRole(name=name, place="--role") for name in roles)),
        skills=(*profile.skills, *(HeldSkill(name=name, place="--skill") for name in skills)),
        signs=(*profile.signs, *(HeldSign(name=name, place="--sign") for name in signs)),
    )


def profile_of(value: object) -> Profile:
    """Return the profile that plain values make: a mapping, as JSON gives it.

    Raises ProfileError with every problem, each with the keys and positions that lead to it.

    >>> profile_of({"roles": ["PM"], "skills": [{"skill": "SQL", "level": 2}]}).skills[0].level
    2.0
    >>> profile_of({"skills": [{"skill": "SQL", "levl": 2}]})
    Traceback (most recent call last):
    graph.errors.ProfileError: profile, skills[0].levl: unknown key 'levl'; did you mean 'level'?
    """
    return _profile(value, 0, "profile")


def plain_profile(profile: Profile) -> dict[str, Any]:
    """Return the plain values that a profile is made of: what ``profile_of`` reads.

    >>> plain_profile(profile_of({"roles": ["PM"], "skills": [{"skill": "SQL", "level": 2}]}))
    {'roles': [{'role': 'PM'}], 'skills': [{'skill': 'SQL', 'level': 2.0}]}
    """
    values = {
        "title": profile.title,
        "roles": [_stated(role=role.name, years=role.years) for role in profile.roles],
        "skills": [_stated(skill=skill.name, level=skill.level) for skill in profile.skills],
        "signs": [sign.name for sign in profile.signs],
    }
    return {key: value for key, value in values.items() if value}


def _stated(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def _profile(value: object, lines: Any, shown: str) -> Profile:
    def place(*trail: str | int) -> str:
        line = line_of(lines, trail)
        return f"{shown}:{line}" if line else f"{shown}, {_spelled(trail)}" if trail else shown

    if not isinstance(value, dict):
        keys = "title, roles, skills and signs"
        raise ProfileError([Problem(shown, 0, f"a profile is a mapping; its keys are {keys}")])
    record, faults, _ = as_record(value, _ProfileFile)
    if faults or record is None:
        faults.sort(key=lambda fault: line_of(lines, fault.trail))
        told = [Problem(place(*fault.trail), 0, fault.message) for fault in faults]
        raise ProfileError(told or [Problem(shown, 0, "a key without a value; leave it out")])
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
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError([Problem(shown, 0, f"not readable as JSON: {error}")]) from None


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

    Raises ProfileError with every name the graph does not know (the first ten: each is looked for
    in all names), and what may have been meant, and with what is named twice.
    """
    names = _Names(index)
    roles = {id_: each.years for each in profile.roles for id_ in names.node(each, "role")}
    named = {id_: each.level for each in profile.skills for id_ in names.node(each, "skill")}
    signs = {sign.id: sign for each in profile.signs for sign in names.sign(each)}
    if names.problems:
        raise ProfileError(names.problems)
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


class _Names:
    """Who is meant by the names of a profile, and what is wrong with them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._places: dict[str, str] = {}
        self.problems: list[Problem] = []

    def node(self, each: HeldRole | HeldSkill, kind: Kind) -> list[str]:
        """Return the id of the node of a kind with this name, or nothing if there is none."""
        return self._met(each, lambda: self._index.resolve(each.name, kind))

    def sign(self, each: HeldSign) -> list[Sign]:
        """Return the sign with this id or title, or nothing if there is none."""
        known = {entry.sign.id: entry.sign for entry in known_signs(self._index)}
        return [known[id_] for id_ in self._met(each, lambda: _meant(each.name, known))]

    def _met(self, each: HeldRole | HeldSkill | HeldSign, find: Callable[[], str]) -> list[str]:
        place = each.place or "profile"
        if len(self.problems) > MOST_UNKNOWN:
            return []
        if len(self.problems) == MOST_UNKNOWN:
            self._problem(place, "the rest is not looked for; mend these and ask again")
            return []
        try:
            id_ = find()
        except GraphError as error:
            self._problem(place, str(error))
            return []
        if id_ in self._places:
            self._problem(place, f"'{shortened(each.name)}' is held twice; name it once")
            return []
        self._places[id_] = place
        return [id_]

    def _problem(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, 0, message))


def _meant(name: str, known: Mapping[str, Sign]) -> str:
    """Return the id of the sign that a name means: an id, or the title of one."""
    if name in known:
        return name
    titled = [sign for sign in known.values() if folded(sign.title) == folded(name)]
    if len(titled) == 1:
        return titled[0].id
    if titled:
        raise AmbiguousName(name, [_candidate(sign) for sign in titled])
    titles = {sign.title: sign for sign in known.values()}
    likely = [known.get(near) or titles[near] for near in nearest(name, [*known, *titles])]
    candidates = [_candidate(sign) for sign in likely]
    raise UnknownNode(name, list(dict.fromkeys(candidates)), "sign")


def _candidate(sign: Sign) -> Candidate:
    return Candidate(sign.id, sign.title, "sign")
