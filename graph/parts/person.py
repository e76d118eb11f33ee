"""Resolve a person's profile to the roles, skills and signs of a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from graph.model.errors import (
    AmbiguousName,
    Candidate,
    GraphError,
    Problem,
    ProfileError,
    UnknownNode,
    nearest,
    one_of,
    shortened,
)
from graph.model.names import casefolded
from graph.model.records import Sign
from graph.model.relations import Kind
from graph.parts.requirements import Levels, requirements
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MAX_UNKNOWN = 10
"""How many unknown names of a profile get suggestions; finding them is slow."""


class HeldRole(Struct, frozen=True, kw_only=True):
    """A role that a person holds or has held."""

    name: str
    """A title, an alias or an id."""
    years: float | None = None
    place: str = ""
    """The place in the profile: file:line, or keys and positions such as roles[0]."""


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
    """What a person says they hold, by names that a graph may not know."""

    title: str | None = None
    roles: tuple[HeldRole, ...] = ()
    skills: tuple[HeldSkill, ...] = ()
    signs: tuple[HeldSign, ...] = ()


class Held(Struct, frozen=True, kw_only=True):
    """What a person holds, by the ids of a graph."""

    roles: Mapping[str, float | None]
    """The roles held, with the years in each; None: not stated."""
    skills: Levels
    """What the roles require, what the signs demand, and the skills of the profile."""
    responsibilities: frozenset[str]
    """The responsibilities of the roles."""
    signs: frozenset[str]
    """Ids of the signs of readiness."""
    not_stated: tuple[str, ...] = ()
    """The roles held whose skills no source states: they are unknown, not none."""

    @property
    def unknown(self) -> bool:
        """Whether the skills held are unknown: all come from roles whose skills are not stated."""
        return bool(self.not_stated) and not self.skills


def held(index: Index, profile: Profile) -> Held:
    """Return what the person holds, by the ids of the graph.

    A held role counts as holding everything it requires, at the levels it requires. A held sign
    counts as holding the skills it demands. A level in the profile replaces one from a role; of
    several roles the highest level counts.

    Raises ProfileError with every name that the graph does not know, with suggestions for the
    first ten, and with every name that the profile repeats.
    """
    names = _Names(index)
    roles = {id_: each.years for each in profile.roles for id_ in names.node(each, "role")}
    named = {id_: each.level for each in profile.skills for id_ in names.node(each, "skill")}
    signs = {sign.id: sign for each in profile.signs for sign in names.sign(each)}
    if names.problems:
        raise ProfileError(names.problems)
    required = {role: requirements(index, role, "skill") for role in roles}
    levels = [(r.id, r.level) for brought in required.values() for r in brought]
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
        not_stated=tuple(role for role, brought in required.items() if not brought),
    )


def unknown_reason(index: Index, person: Held) -> str | None:
    """Return why the skills held are unknown; None if they are known."""
    if not person.unknown:
        return None
    titles = one_of(index.records[role].title for role in person.not_stated)
    return f"no source states the skills of {titles}, so the skills held are unknown"


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
    """A sign of readiness, or a preparation for a first position."""

    sign: Sign
    target: str
    """The id of the role that it prepares for."""


@cached_with_index
def known_signs(index: Index) -> tuple[KnownSign, ...]:
    """Return every sign of the graph once, in the order of the roles."""
    return tuple(_signs(index))


def _signs(index: Index) -> Iterator[KnownSign]:
    seen: set[tuple[str, str]] = set()
    for role in index.roles:
        shown = [(sign, role) for sign in index.role(role).preparations]
        for edge in index.outgoing(role, "leads_to"):
            shown += [(sign, edge.target) for sign in getattr(edge.record, "signs", ())]
        for sign, target in shown:
            if (sign.id, target) not in seen:
                seen.add((sign.id, target))
                yield KnownSign(sign, target)


class _Names:
    """Finds the nodes and signs that a profile names, and gathers the problems."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._places: dict[str, str] = {}
        self.problems: list[Problem] = []

    def node(self, each: HeldRole | HeldSkill, kind: Kind) -> list[str]:
        """Return the id of the node of a kind with this name; an empty list if there is none."""
        return self._find(each, lambda: self._index.resolve(each.name, kind))

    def sign(self, each: HeldSign) -> list[Sign]:
        """Return the sign with this id or title; an empty list if there is none."""
        known = {entry.sign.id: entry.sign for entry in known_signs(self._index)}
        return [known[id_] for id_ in self._find(each, lambda: _sign_named(each.name, known))]

    def _find(self, each: HeldRole | HeldSkill | HeldSign, find: Callable[[], str]) -> list[str]:
        place = each.place or "profile"
        if len(self.problems) > MAX_UNKNOWN:
            return []
        if len(self.problems) == MAX_UNKNOWN:
            self._problem(place, "the other names were not checked; correct these first")
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


def _sign_named(name: str, known: Mapping[str, Sign]) -> str:
    """Return the id of the sign with this id or title.

    Raises AmbiguousName or UnknownNode.
    """
    if name in known:
        return name
    titled = [sign for sign in known.values() if casefolded(sign.title) == casefolded(name)]
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
