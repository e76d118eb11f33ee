"""What do roles, or paths, have in common, and in what do they differ?

Two to four are compared at a time. What no source states of one of them is unknown: it is
neither shared nor missing, and stands in ``not_stated``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import fsum
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct, structs

from graph.model.edges import DERIVED_KEY, Edge, strongest_edge
from graph.model.errors import CannotCompare
from graph.model.records import (
    NECESSITIES,
    Basis,
    ComparisonRow,
    LeadsToEdge,
    Locator,
    OverlapsWithEdge,
    Years,
    strongest_necessity,
)
from graph.model.relations import RelationName
from graph.parts.coverage import coverage
from graph.parts.moves import Evidence, SignOfReadiness, signs_of_readiness
from graph.parts.path_search import path_along, shortest_path
from graph.parts.paths import Path
from graph.parts.requirements import (
    Claim,
    Gap,
    LevelChange,
    NodeRef,
    Requirement,
    RequirementKind,
    Terms,
    claim,
    gap,
    node_ref,
    requirements,
)
from graph.store.index import Index
from graph.store.index_cache import cached_with_index
from graph.store.overlap import jaccard_coefficient, overlap_coefficient

FEWEST, MOST = 2, 4
"""How many roles or paths are compared at a time."""

ENDS = 2
"""A path is given by so many roles, its ends; by more, it is given role by role."""

MOST_ON_A_PATH = 50
"""By how many roles a path may be given."""

_RATED = ("necessity", "when", "importance", "level")
_SPREAD = ("level", "importance")

Row = TypeVar("Row")
Value = TypeVar("Value")


class Part(Struct, Generic[Row], frozen=True, kw_only=True):
    """What some of those compared have, and none of the others whose list is stated."""

    of: tuple[int, ...]
    """Whose it is: their numbers in the order asked, from 1."""
    rows: tuple[Row, ...]
    """Of requirements first what differs most, then what matters most; else in file order."""


class GroupShare(Struct, frozen=True, kw_only=True):
    """How much of each list lies in one group; what is in several groups counts in each."""

    id: str
    title: str
    all: int
    """How many things of the group are on every list that is stated."""
    each: tuple[int | None, ...]
    """How many are on each list; None where it is not stated."""


class Compared(Struct, Generic[Row], frozen=True, kw_only=True):
    """Lists side by side: what is on one alone, on some, and on all of them."""

    parts: tuple[Part[Row], ...]
    """What the fewest have comes first, and what all have last."""
    not_stated: tuple[int, ...]
    """The numbers of those whose list no source gives, and of paths that do not exist."""
    groups: tuple[GroupShare, ...] = ()
    """Of skills, where the data put them in groups; the largest first."""


class RequiredRow(NodeRef, frozen=True, kw_only=True):
    """A skill or responsibility, and the terms on which each of the roles requires it."""

    terms: tuple[Terms, ...]
    """In the order of ``of``."""
    differs: tuple[str, ...]
    """Which of the terms differ: necessity, when, importance, level. Only where both are stated."""


class NextRow(NodeRef, frozen=True, kw_only=True):
    """A role that follows, or comes before, and what is said of the step."""

    terms: tuple[Evidence, ...]
    """In the order of ``of``."""


class SignRow(SignOfReadiness, frozen=True, kw_only=True):
    """A sign of readiness and the step it belongs to."""

    source: NodeRef | None
    """The role it is shown in; None for what prepares for a first position."""
    target: NodeRef


class StepRow(Struct, frozen=True, kw_only=True):
    """A step of a path."""

    source: NodeRef
    target: NodeRef
    relation: RelationName
    years: Years | None
    basis: Basis
    sources: tuple[Locator, ...]


class ComparedRole(Claim, frozen=True, kw_only=True):
    """One of the roles: where it stands."""

    node: NodeRef
    summary: str | None
    stage: str | None
    """The stage's title; None: not stated."""
    track: str | None
    level_points: float | None
    """The levels of its skills added up; None if none is stated."""


class Alike(Struct, frozen=True, kw_only=True):
    """How much two lists have in common, 0 to 1; None where a list is not stated.

    Formulas and their sources: ``graph.store.overlap``.
    """

    overlap_coefficient: float | None
    jaccard_coefficient: float | None
    essential_overlap_coefficient: float | None
    essential_jaccard_coefficient: float | None


class Share(Struct, frozen=True, kw_only=True):
    """How many of some requirements are among those of another role, and what part that is."""

    held: int
    required: int
    coverage: float
    """Between 0 and 1."""


class Covered(Struct, frozen=True, kw_only=True):
    """How much of what a role requires another one requires, too, essential there or not.

    None: unknown, because one of the lists is not stated. Formula and source:
    ``graph.parts.coverage``.
    """

    essential: Share | None
    """Of what is essential for the role."""
    every: Share | None
    """Of all that it requires, helpful things and those that depend included."""


class Direction(Struct, frozen=True, kw_only=True):
    """How far who meets the requirements of one role meets those of another."""

    source: NodeRef
    target: NodeRef
    skills: Covered
    responsibilities: Covered
    raised: tuple[LevelChange, ...]
    lowered: tuple[LevelChange, ...]
    """The skills both require, at another level."""
    levels_to_gain: float | None
    """The sum of the levels to rise by, from 0 for skills that only the target requires; None if
    no level is stated, or one of the lists is not."""


class Said(Claim, frozen=True, kw_only=True):
    """What a source says of two roles side by side."""

    summary: str | None
    comparison: tuple[ComparisonRow, ...]
    """``here`` is the first of the two, ``there`` the second."""


class Pair(Struct, frozen=True, kw_only=True):
    """Two of the roles: what a source says of them, and how far each holds what the other needs."""

    first: NodeRef
    second: NodeRef
    said: tuple[Said, ...]
    skills: Alike
    responsibilities: Alike
    directions: tuple[Direction, Direction]
    """From the first to the second, and back."""


class RoleComparison(Struct, frozen=True, kw_only=True):
    """Roles side by side, in the order asked."""

    roles: tuple[ComparedRole, ...]
    pairs: tuple[Pair, ...]
    skills: Compared[RequiredRow]
    responsibilities: Compared[RequiredRow]
    signs: Compared[SignRow]
    """The signs of readiness demanded for the role."""
    next_roles: Compared[NextRow]
    earlier_roles: Compared[NextRow]


class PathComparison(Struct, frozen=True, kw_only=True):
    """Paths side by side, in the order asked."""

    paths: tuple[Path, ...]
    roles: Compared[NodeRef]
    """The roles on each path, ends included."""
    steps: Compared[StepRow]
    skills: Compared[Requirement]
    """What is gained on each path; not stated if it is so for every role after the first."""
    responsibilities: Compared[Requirement]
    signs: Compared[SignRow]
    """The signs of readiness to show on each path."""


def compare_roles(index: Index, names: Sequence[str]) -> RoleComparison:
    """Return what two to four roles share, and what only some of them have.

    The names are ids, titles or aliases. Raises CannotCompare for another number of roles or a
    role that is named twice, and UnknownNode, AmbiguousName or WrongKind.
    """
    _check_number(len(names), "role")
    roles = [index.resolve(name, "role") for name in names]
    for (one, first), (other, second) in combinations(zip(names, roles, strict=True), 2):
        if first == second:
            title = index.records[first].title
            raise CannotCompare(f"'{one}' and '{other}' are the same role, {title}; name others")
    return RoleComparison(
        roles=tuple(_role(index, role) for role in roles),
        pairs=tuple(_pair(index, *pair) for pair in combinations(roles, 2)),
        skills=_required(index, roles, "skill"),
        responsibilities=_required(index, roles, "responsibility"),
        signs=compared([_signs_for(index, role) or None for role in roles], _first),
        next_roles=compared([_beyond(index, role) or None for role in roles], _next_row),
        earlier_roles=compared([_before(index, role) or None for role in roles], _next_row),
    )


def compare_paths(
    index: Index, paths: Sequence[Sequence[str]], *, by: str = "steps", lateral: bool = False
) -> PathComparison:
    """Return what two to four paths share, and what only some of them have.

    A path is given by its two ends, and is then the shortest ``by`` steps or years, with
    ``lateral`` moves or without; or by all its roles in order. Where there is no path, the
    answer says why. Raises CannotCompare for another number of paths or for the same path
    twice, and what ``shortest_path`` and ``path_along`` raise.
    """
    _check_number(len(paths), "path")
    found = [_asked_path(index, names, by, lateral=lateral) for names in paths]
    for (i, first), (j, second) in combinations(enumerate(found, 1), 2):
        if _on_the_way(first) == _on_the_way(second):
            raise CannotCompare(
                f"path {i} and path {j} are the same, {first.source.title} → "
                f"{first.target.title}; name every role of one of them to choose another way"
            )
    return PathComparison(
        paths=tuple(found),
        roles=compared([_on_the_way(path) if path.found else None for path in found], _first),
        steps=compared([_steps(path) if path.found else None for path in found], _first),
        skills=compared([_gained(path, "skills") for path in found], _first),
        responsibilities=compared([_gained(path, "responsibilities") for path in found], _first),
        signs=compared([_signs_on(path) or None for path in found], _first),
    )


def compared(
    lists: Sequence[Mapping[str, Value] | None], row: Callable[[str, list[Value]], Row]
) -> Compared[Row]:
    """Return lists side by side; None is a list that is not stated.

    ``row`` makes a row of an id and of what the lists that hold it say, in their order.

    >>> one, other = {"sql": "SQL", "r": "R"}, {"sql": "SQL"}
    >>> [(part.of, part.rows) for part in compared([one, other, None], lambda id_, _: id_).parts]
    [((1,), ('r',)), ((1, 2), ('sql',))]
    """
    holders: dict[str, list[int]] = {}
    for number, list_ in enumerate(lists, 1):
        for id_ in list_ or ():
            holders.setdefault(id_, []).append(number)
    parts: dict[tuple[int, ...], list[Row]] = {}
    for id_, of in holders.items():
        said = [list_[id_] for list_ in lists if list_ and id_ in list_]
        parts.setdefault(tuple(of), []).append(row(id_, said))
    return Compared(
        parts=tuple(
            Part(of=of, rows=tuple(parts[of])) for of in sorted(parts, key=lambda of: (len(of), of))
        ),
        not_stated=tuple(number for number, list_ in enumerate(lists, 1) if list_ is None),
    )


def _first(_: str, said: list[Value]) -> Value:
    return said[0]


def _check_number(number: int, word: str) -> None:
    if not FEWEST <= number <= MOST:
        named = "no" if number == 0 else number
        words = f"{named} {word} is" if number == 1 else f"{named} {word}s are"
        raise CannotCompare(f"{words} named; a comparison takes two to four")


# --- Roles -------------------------------------------------------------------------------------


def _role(index: Index, id_: str) -> ComparedRole:
    record = index.role(id_)
    levels = [r.level for r in requirements(index, id_, "skill") if r.level is not None]
    return ComparedRole(
        **claim(record),
        node=node_ref(index, id_),
        summary=record.summary,
        stage=next((s.title for s in index.about.stages if s.id == record.stage), None),
        track=next((t.title for t in index.about.tracks if t.id == record.track), None),
        level_points=fsum(levels) if levels else None,
    )


def _required(index: Index, roles: Sequence[str], kind: RequirementKind) -> Compared[RequiredRow]:
    lists = [{r.id: r for r in requirements(index, role, kind)} or None for role in roles]
    side_by_side = compared(lists, _required_row)
    return structs.replace(
        side_by_side,
        parts=tuple(
            structs.replace(part, rows=tuple(sorted(part.rows, key=_relevance)))
            for part in side_by_side.parts
        ),
        groups=tuple(_groups(index, lists)),
    )


def _required_row(_: str, said: list[Requirement]) -> RequiredRow:
    return RequiredRow(
        id=said[0].id,
        title=said[0].title,
        kind=said[0].kind,
        terms=tuple(
            Terms(**{name: getattr(each, name) for name in Terms.__struct_fields__})
            for each in said
        ),
        differs=tuple(name for name in _RATED if len(_stated(said, name)) > 1),
    )


def _stated(said: Iterable[Terms], name: str) -> set[Any]:
    return {getattr(terms, name) for terms in said} - {None}


def _relevance(row: RequiredRow) -> tuple[float, ...]:
    """Return what rows are sorted by: what differs most, then what matters most."""
    spreads = [_stated(row.terms, name) for name in _SPREAD]
    most = (min(spread, default=0) - max(spread, default=0) for spread in spreads)
    necessity = strongest_necessity(terms.necessity for terms in row.terms)
    importance = max(_stated(row.terms, "importance"), default=0)
    return (*most, not row.differs, list(NECESSITIES).index(necessity), -importance)


def _groups(
    index: Index, lists: Sequence[Mapping[str, Requirement] | None]
) -> Iterator[GroupShare]:
    """Yield the groups of what is on the lists, those with the most first."""
    above = _wide_groups(index)
    each = [
        None if list_ is None else Counter(
            group
            for id_ in list_
            for group in {above[g] for g in index.records[id_].groups}
        )
        for list_ in lists
    ]  # fmt: skip
    stated = [set(list_) for list_ in lists if list_ is not None]
    shared = Counter(
        group
        for id_ in (set.intersection(*stated) if len(stated) > 1 else ())
        for group in {above[g] for g in index.records[id_].groups}
    )
    total = sum((counts for counts in each if counts), Counter[str]())
    titles = {group.id: group.title for group in index.about.groups}
    for group, _ in total.most_common():
        yield GroupShare(
            id=group,
            title=titles[group],
            all=shared[group],
            each=tuple(None if counts is None else counts[group] for counts in each),
        )


@cached_with_index
def _wide_groups(index: Index) -> dict[str, str]:
    """Return for each group the one around it that is one below the outermost, or itself."""
    parent = {group.id: group.parent for group in index.about.groups}
    return {group: _wide(group, parent) for group in parent}


def _wide(group: str, parent: Mapping[str, str | None]) -> str:
    around = [group]
    while (above := parent.get(around[-1])) and above not in around:
        around.append(above)
    return around[-2] if len(around) > 1 else group


def _pair(index: Index, first: str, second: str) -> Pair:
    said = [
        Said(**claim(link.record), summary=link.record.summary, comparison=link.record.comparison)
        for link in index.outgoing(first, "overlaps_with")
        if link.target == second
        and link.key != DERIVED_KEY
        and isinstance(link.record, OverlapsWithEdge)
    ]
    return Pair(
        first=node_ref(index, first),
        second=node_ref(index, second),
        said=tuple(sorted(said, key=lambda each: not each.comparison)),
        skills=_alike(index, first, second, "skill"),
        responsibilities=_alike(index, first, second, "responsibility"),
        directions=(_direction(index, first, second), _direction(index, second, first)),
    )


def _direction(index: Index, source: str, target: str) -> Direction:
    step = gap(index, source=source, target=target, kind="skill")
    return Direction(
        source=node_ref(index, source),
        target=node_ref(index, target),
        skills=_covered(index, source, target, "skill"),
        responsibilities=_covered(index, source, target, "responsibility"),
        raised=step.raised,
        lowered=step.lowered,
        levels_to_gain=None if step.not_stated else step.levels_to_gain,
    )


def _covered(index: Index, source: str, target: str, kind: RequirementKind) -> Covered:
    held = {r.id for r in requirements(index, source, kind)}
    new = requirements(index, target, kind)
    return Covered(
        essential=_share(held, {r.id for r in new if r.necessity == "essential"}),
        every=_share(held, {r.id for r in new}),
    )


def _share(held: set[str], required: set[str]) -> Share | None:
    part = coverage(held, required) if held else None
    if part is None:
        return None
    return Share(held=len(held & required), required=len(required), coverage=part)


def _alike(index: Index, first: str, second: str, kind: RequirementKind) -> Alike:
    one, other = requirements(index, first, kind), requirements(index, second, kind)
    a, b = {r.id for r in one}, {r.id for r in other}
    c, d = ({r.id for r in list_ if r.necessity == "essential"} for list_ in (one, other))
    return Alike(
        overlap_coefficient=overlap_coefficient(a, b) if a and b else None,
        jaccard_coefficient=jaccard_coefficient(a, b) if a and b else None,
        essential_overlap_coefficient=overlap_coefficient(c, d) if c and d else None,
        essential_jaccard_coefficient=jaccard_coefficient(c, d) if c and d else None,
    )


def _beyond(index: Index, role: str) -> dict[str, tuple[NodeRef, Evidence]]:
    return _ends(index, ((link.target, link) for link in index.outgoing(role, "leads_to")))


def _before(index: Index, role: str) -> dict[str, tuple[NodeRef, Evidence]]:
    return _ends(index, ((link.source, link) for link in index.incoming(role, "leads_to")))


def _ends(index: Index, links: Iterable[tuple[str, Edge]]) -> dict[str, tuple[NodeRef, Evidence]]:
    """Return what is said of the step to or from each role; of parallel edges the strongest."""
    parallel: dict[str, list[Edge]] = {}
    for other, link in links:
        parallel.setdefault(other, []).append(link)
    return {
        other: (node_ref(index, other), _evidence(strongest_edge(edges)))
        for other, edges in parallel.items()
    }


def _evidence(link: Edge) -> Evidence:
    edge = link.record
    return Evidence(
        relation=link.relation,
        basis=edge.basis,
        years=edge.years if isinstance(edge, LeadsToEdge) else None,
        sources=edge.locators,
    )


def _next_row(_: str, said: list[tuple[NodeRef, Evidence]]) -> NextRow:
    node = said[0][0]
    return NextRow(node.id, node.title, node.kind, terms=tuple(terms for _, terms in said))


def _signs_for(index: Index, role: str) -> dict[str, SignRow]:
    """Return the signs that a role demands, those of a first position first."""
    here = node_ref(index, role)
    signs: list[tuple[NodeRef | None, SignOfReadiness]] = [
        (None, sign) for sign in signs_of_readiness(index, index.role(role).preparations)
    ]
    for link in index.incoming(role, "leads_to"):
        if isinstance(link.record, LeadsToEdge):
            source = node_ref(index, link.source)
            signs += [(source, sign) for sign in signs_of_readiness(index, link.record.signs)]
    return {sign.id: _sign_row(sign, source, here) for source, sign in signs}


def _sign_row(sign: SignOfReadiness, source: NodeRef | None, target: NodeRef) -> SignRow:
    fields = {name: getattr(sign, name) for name in sign.__struct_fields__}
    return SignRow(**fields, source=source, target=target)


# --- Paths -------------------------------------------------------------------------------------


def _asked_path(index: Index, names: Sequence[str], by: str, *, lateral: bool) -> Path:
    if not ENDS <= len(names) <= MOST_ON_A_PATH:
        words = f"{len(names)} role{'' if len(names) == 1 else 's'}"
        raise CannotCompare(
            f"a path of {words} is named; name its two ends, or up to {MOST_ON_A_PATH} roles"
        )
    if len(names) == ENDS:
        source, target = names
        return shortest_path(index, source=source, target=target, by=by, lateral=lateral)
    return path_along(index, names, by=by)


def _on_the_way(path: Path) -> dict[str, NodeRef]:
    """Return the roles of a path; without one, its two ends."""
    roles = [path.source, *(step.target for step in path.steps), path.target]
    return {role.id: role for role in roles}


def _steps(path: Path) -> dict[str, StepRow]:
    return {
        f"{step.source.id} {step.key} {step.target.id}": StepRow(
            source=step.source,
            target=step.target,
            relation=step.relation,
            years=step.years,
            basis=step.basis,
            sources=step.sources,
        )
        for step in path.steps
    }


def _gained(
    path: Path, kind: Literal["skills", "responsibilities"]
) -> dict[str, Requirement] | None:
    gaps: list[Gap] = [getattr(step, kind) for step in path.steps]
    unknown = all(
        step.target in each.not_stated for step, each in zip(path.steps, gaps, strict=True)
    )
    if not path.found or (path.steps and unknown):
        return None
    gained: tuple[Requirement, ...] = getattr(path, kind)
    return {requirement.id: requirement for requirement in gained}


def _signs_on(path: Path) -> dict[str, SignRow]:
    return {
        sign.id: _sign_row(sign, None if sign in step.preparations else step.source, step.target)
        for step in path.steps
        for sign in (*step.preparations, *step.signs)
    }
