"""Count the absurd answers that a critical reading of ten careers once found.

    python tests/benchmarks/absurdities.py

Printed is what each question still gets wrong. The tables are read whole.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from pathlib import Path
from typing import NamedTuple, Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, not one installed

import truths
from bench_rows import ANSWERS, Row
from rankers import matched

from graph.model.records import COUNTED
from graph.parts.coverage import TIERS
from graph.parts.moves import By
from graph.questions.path.answer import RankedPath
from graph.questions.path.query import PathQuery
from graph.questions.path.search import answer as find_path
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import answer as unlock

FIRST = 5
"""How many answers of each kind are read."""


class Question(Protocol):
    """A question, and what its answer must not say."""

    def faults(self) -> Iterator[str]:
        """Yield what is absurd in the answer."""


class MatchAsked(NamedTuple):
    """No role whose title has one of these words is among the first of a list."""

    data: tuple[str, ...]
    role: str
    never: tuple[str, ...]
    allowed: int = 0
    """How many of them each list may have all the same."""
    most: float = 1.0
    """The largest share of the roles that may be in reach, now or next."""

    def faults(self) -> Iterator[str]:
        index = truths.opened(*self.data)
        found = matched(index, index.position[index.resolve(self.role, "role")], FIRST)
        for name in (*TIERS, "alike"):
            titles = [each.role.title for each in getattr(found, name)]
            faults = list(absurd(titles, self.never))[self.allowed :]
            yield from (f"{self.role}, {name}: {each}" for each in faults)
        in_reach = (found.counts.now or 0) + (found.counts.next or 0)
        if in_reach > self.most * len(index.roles):
            yield f"{self.role}: {in_reach} roles of {len(index.roles):,} are in reach"


class PathAsked(NamedTuple):
    """There is a path, no longer than this, and no role on the way has one of these words."""

    data: tuple[str, ...]
    source: str
    target: str
    never: tuple[str, ...] = ()
    by: By = "steps"
    lateral: bool = False
    longest: int = 5

    def faults(self) -> Iterator[str]:
        between = f"{self.source} → {self.target}, by {self.by}"
        path = self.best()
        if path is None:
            yield f"{between}: no path"
            return
        if path.length > self.longest:
            yield f"{between}: {path.length} steps"
        titles = [step.target.title for step in path.steps[:-1]]
        yield from (f"{between}, via {each}" for each in absurd(titles, self.never))

    def best(self) -> RankedPath | None:
        """Return the best path."""
        query = PathQuery(source=self.source, target=self.target, by=self.by, lateral=self.lateral)
        return next(iter(find_path(truths.opened(*self.data), query).paths), None)


class GainAsked(NamedTuple):
    """None of these words is among the skills that a path requires, and its effort is no more."""

    path: PathAsked
    never: tuple[str, ...]
    most: float = inf

    def faults(self) -> Iterator[str]:
        between = f"{self.path.source} → {self.path.target}"
        path = self.path.best()
        if path is None:
            yield f"{between}: no path"
            return
        titles = [each.title for each in path.skills if each.necessity in COUNTED]
        yield from (f"{between}, to gain: {each}" for each in absurd(titles, self.never))
        if (path.effort.amount or 0.0) > self.most:
            yield f"{between}: an effort of {path.effort.amount:g}"


class UnlockAsked(NamedTuple):
    """None of these words is among the first skills, or the first roles that they bring."""

    data: tuple[str, ...]
    role: str
    never: tuple[str, ...]

    def faults(self) -> Iterator[str]:
        found = unlock(truths.opened(*self.data), UnlockQuery(role=self.role, limit=FIRST))
        skills = [each.title for each in found.skills]
        yield from (f"{self.role} unlock: {each}" for each in absurd(skills, self.never))
        for skill in found.skills:
            roles = [each.title for each in skill.roles[:FIRST]]
            words = f"{self.role} unlock, {skill.title}"
            yield from (f"{words}: {each}" for each in absurd(roles, self.never))


def absurd(titles: Iterable[str], never: Sequence[str]) -> Iterator[str]:
    """Yield the titles that have one of the words.

    >>> list(absurd(["Cashiers", "Gambling Dealers"], ["gambling"]))
    ['Gambling Dealers']
    """
    lowered = [words.casefold() for words in never]
    return (title for title in titles if any(words in title.casefold() for words in lowered))


ONET, ESCO, ROME = ("onet",), ("esco", truths.NESTA), ("rome",)

BUILDING_SUPERVISORS = "First-Line Supervisors of Construction Trades and Extraction Workers"
TEACHERS = "Secondary School Teachers, Except Special and Career/Technical Education"
SCHOOL_HEADS = "Education Administrators, Kindergarten through Secondary"
TRUCK_DRIVERS = "Heavy and Tractor-Trailer Truck Drivers"
EASY = ("Skincare", "Gambling", "Janitors", "Orderlies")
ON_RAILS = ("Rail Yard", "Railroad", "Aircraft Cargo")

ABSURDITIES: dict[int, tuple[Question, ...]] = {
    1: (MatchAsked(ONET, "Registered Nurses", EASY, most=0.25),),
    2: (
        MatchAsked(
            ONET,
            "Electricians",
            ("Self-Enrichment", "Agricultural Engineers", "Atmospheric"),
            most=0.25,
        ),
    ),
    3: (
        UnlockAsked(
            ONET,
            "Web Developers",
            (
                "Education and Training", "Administration and Management", "Stone Cutters",
                "Nursing Assistants", "Dishwashers", "Janitors",
            ),
        ),
    ),
    4: (
        PathAsked(
            ONET,
            "Marketing Managers",
            "Chief Executives",
            ("Arbitrators", "Law Judges", "Public Relations Specialists"),
            by="effort",
        ),
    ),
    5: tuple(
        PathAsked(ONET, "Electricians", BUILDING_SUPERVISORS, ("Divers",), by=by)
        for by in ("steps", "effort")
    ),
    6: tuple(
        PathAsked(ONET, TEACHERS, SCHOOL_HEADS, ("Clergy", "Religious"), by=by)
        for by in ("steps", "effort")
    ),
    7: tuple(
        PathAsked(
            ONET,
            "Registered Nurses",
            "Medical and Health Services Managers",
            ("Physician",),
            by=by,
        )
        for by in ("steps", "effort")
    ),
    8: tuple(
        PathAsked(ONET, source, target, never, by=by)
        for source, target, never in (
            ("Cashiers", "General and Operations Managers", ("Gambling",)),
            (TRUCK_DRIVERS, "Transportation, Storage, and Distribution Managers", ON_RAILS),
            (TRUCK_DRIVERS, "Logisticians", ON_RAILS),
        )
        for by in ("steps", "effort")
    ),
    9: (
        GainAsked(
            PathAsked(ONET, "Web Developers", "Software Developers"),
            ("ALGOL", "programming language APL", "ABC"),
            most=50,
        ),
    ),
    10: tuple(
        PathAsked(ESCO, source, target)
        for source, target in (
            ("electrician", "electrical supervisor"),
            ("cashier", "shop assistant"),
            ("data analyst", "data scientist"),
            ("product manager", "ICT product manager"),
        )
    ),
    11: (PathAsked(ESCO, "product manager", "ICT product manager", lateral=True, longest=3),),
    12: (
        MatchAsked(ESCO, "secondary school teacher", ("teacher secondary school",), allowed=1),
        MatchAsked(ESCO, "shop manager", ("shop manager",), allowed=1),
    ),
    13: (
        MatchAsked(ESCO, "electrician", ("paperhanger", "plastering supervisor")),
        UnlockAsked(ESCO, "electrician", ("check compatibility of materials",)),
    ),
    14: (MatchAsked(ESCO, "web developer", ("computer-aided design",)),),
    15: (
        MatchAsked(ROME, "Soins infirmiers généralistes", ("dentaire", "animaux")),
        MatchAsked(ROME, "Enseignement des écoles", ("impôts", "Lavage de vitres")),
        MatchAsked(ROME, "Enseignement général du second degré", ("impôts", "Lavage de vitres")),
        MatchAsked(ROME, "Téléconseil et télévente", ("Management en exploitation bancaire",)),
    ),
}  # fmt: skip
"""By their number in the reading: the questions, and what their answers said then."""


def found() -> dict[int, list[str]]:
    """Return what is still absurd, by number."""
    faults = {
        number: [fault for question in questions for fault in question.faults()]
        for number, questions in ABSURDITIES.items()
    }
    return {number: its for number, its in faults.items() if its}


def rows(_: int) -> Iterator[Row]:
    """Yield how many of them are left."""
    left = found()
    numbers = f" (number {', '.join(map(str, left))})" if left else ""
    measure = f"absurd answers left, of {len(ABSURDITIES)}"
    yield Row(measure, {ANSWERS: f"{len(left)}{numbers}"}, "0")


if __name__ == "__main__":
    for number, faults in found().items():
        sys.stdout.writelines(f"{number}. {fault}\n" for fault in faults)
