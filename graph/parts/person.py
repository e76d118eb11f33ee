"""What does a person hold? A profile, and what it comes to in the words of one graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

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
from graph.parts.requirements import requirements
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

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
    not_stated: tuple[str, ...] = ()
    """The roles held whose skills no source states: what they bring is unknown, not nothing."""

    @property
    def unknown(self) -> bool:
        """Whether no skill is known to be held because the skills of a role are not stated."""
        return bool(self.not_stated) and not self.skills


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
    """Return why nothing can be told of what a person has; None where something can."""
    if not person.unknown:
        return None
    titles = one_of(index.records[role].title for role in person.not_stated)
    return f"no source states the skills of {titles}, so what is held cannot be told"


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


@cached_with_index
def known_signs(index: Index) -> tuple[KnownSign, ...]:
    """Return every sign of the graph once, in the order of the roles."""
    return tuple(_signs(index))


def _signs(index: Index) -> Iterator[KnownSign]:
    seen: set[tuple[str, str]] = set()
    for role in index.roles:
        shown = [(sign, role) for sign in index.role(role).preparations]
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
