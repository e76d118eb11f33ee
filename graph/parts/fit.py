"""Fit: how well a person and a role go together, one number from named parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from heapq import nlargest
from itertools import accumulate, chain
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from graph.parts.coverage import CutOffs, credit, cut_offs, highest_pairs, sample
from graph.parts.ladders import rungs_ahead
from graph.parts.likeness import Likeness, Weights, of_length_one
from graph.parts.person import Held
from graph.parts.requirement_weights import RequirementWeights
from graph.parts.requirements import Levels, requirements
from graph.parts.role_words import name_terms, text_terms
from graph.store.buffers import numbers
from graph.store.columns import Likenesses
from graph.store.index import Index
from graph.store.index_cache import cached_with_index
from graph.store.overlap import ALL_PAIRS_ROLES

Part = Literal["coverage", "requirements", "text", "names"]

WEIGHTS: dict[Part, float] = {"coverage": 0.1, "requirements": 0.25, "text": 0.4, "names": 0.25}
"""How much each part counts, as ``tests/benchmarks/answers.py --learn`` learns it."""


HEAVIEST = 12
"""How many terms of each part find the roles that may be most alike to one."""
COMPARED = 60
"""How many of these are compared in full."""


class FitPart(Struct, frozen=True, kw_only=True):
    """One part of a fit."""

    part: Part
    value: float | None
    """Between 0 and 1. None: the data set does not state it for both sides."""
    points: float
    """What it adds to the fit; the points of the parts sum to the fit."""


class Fit(Struct, frozen=True, kw_only=True):
    """How well a person and a role go together."""

    score: float
    """Between 0 and 1: the mean of the parts that are known, by their weights."""
    parts: tuple[FitPart, ...]


class RoleFits:
    """How well one person goes with each role, by the position of the role in ``index.roles``."""

    def __init__(self, values: Mapping[Part, list[float | None]]) -> None:
        self._values = values

    def score(self, position: int) -> float | None:
        """Return the fit of a role, between 0 and 1; None if no part is known."""
        total = known = 0.0
        for part, weight in WEIGHTS.items():
            value = self._values[part][position]
            if value is not None:
                total += weight * value
                known += weight
        return total / known if known else None

    def fit(self, position: int) -> Fit | None:
        """Return the fit of a role with its parts; None if no part is known."""
        score = self.score(position)
        if score is None:
            return None
        values = {part: self._values[part][position] for part in WEIGHTS}
        known = sum(WEIGHTS[part] for part, value in values.items() if value is not None)
        return Fit(
            score=score,
            parts=tuple(
                FitPart(part=part, value=value, points=WEIGHTS[part] * (value or 0.0) / known)
                for part, value in values.items()
            ),
        )


class FitIndex:
    """What the roles of a graph require and how they are described, ready to compare."""

    def __init__(self, index: Index) -> None:
        required = [
            [*requirements(index, role, "skill"), *requirements(index, role, "responsibility")]
            for role in index.roles
        ]
        self._weigh = RequirementWeights(index, required)
        self._weights = [self._weigh.of(of_role) for of_role in required]
        self._held = [{each.id: each.level for each in of_role} for of_role in required]
        self._total = [sum(weights.values()) for weights in self._weights]
        self._requiring: dict[str, list[tuple[int, float, float | None]]] = {}
        """The roles that require something, each with the weight and the level."""
        for position, of_role in enumerate(required):
            for each in of_role:
                entry = position, self._weights[position].get(each.id, 0.0), each.level
                self._requiring.setdefault(each.id, []).append(entry)
        self._alike: dict[int, list[tuple[float, int]]] = {}
        self._requirements = Likeness(self._weights, weighed=True)
        kept = index.columns.likeness
        self._top_fits = kept.top_fits if kept else None
        if kept is None:
            self._text = Likeness([text_terms(index, role) for role in index.roles])
            self._names = Likeness([name_terms(index, role) for role in index.roles])
        else:
            self._text, self._names = map(Likeness.of_columns, (kept.text, kept.names))

    def most_alike(self, role: int) -> list[tuple[float, int]]:
        """Return the roles most alike to one, with the mean of the three cosines, 0 to 1.

        Only roles that state what they require are compared, and in full only those that share
        the heaviest terms (``HEAVIEST``, ``COMPARED``): one that shares only common words may be
        missed.
        """
        if role not in self._alike:
            self._alike[role] = self._compared(role) if self._total[role] else []
        return self._alike[role]

    def _compared(self, role: int) -> list[tuple[float, int]]:
        parts = (self._requirements, self._text, self._names)
        found: dict[int, float] = {}
        for part in parts:
            for other, score in part.likely(role, HEAVIEST).items():
                found[other] = found.get(other, 0.0) + score
        likely = (other for other in found if other != role and self._total[other])
        scores = [
            (sum(part.cosine(role, other) for part in parts) / len(parts), other)
            for other in nlargest(COMPARED, likely, key=found.__getitem__)
        ]
        return sorted(scores, key=lambda each: (-each[0], each[1]))

    def likenesses(self, limit: int) -> Likenesses:
        """Return what takes long to work out, to keep it with the graph."""
        alike = [
            [other for _, other in self.most_alike(role)[:limit]]
            for role in range(len(self._total))
        ]
        return Likenesses(
            top_fits=self.top_fits(),
            text=self._text.columns(),
            names=self._names.columns(),
            alike_starts=numbers(accumulate(map(len, alike), initial=0)),
            alike=numbers(chain.from_iterable(alike)),
        )

    def top_fits(self) -> dict[str, float]:
        """Return the fits that only the best fitting pairs of roles reach, by tier."""
        if self._top_fits is None:
            self._top_fits = self._highest_fits()
        return self._top_fits

    def _highest_fits(self) -> dict[str, float]:
        stated = [role for role, total in enumerate(self._total) if total]
        scores = [
            fits.score(target) or 0.0
            for source in sample(stated)
            for fits in (self.fits(self._held[source], (source,)),)
            for target in stated
            if target != source
        ]
        return highest_pairs(scores)

    def fits(self, held: Levels, roles: Collection[int] = ()) -> RoleFits:
        """Return how well a person goes with each role.

        ``held`` has the skills and responsibilities that the person holds, those of the roles
        too, and ``roles`` the positions of the roles held. Without a role, nothing is known of
        text and names.
        """
        return RoleFits(
            {
                "coverage": self._coverage(held),
                "requirements": self._requirements.scores(self._vector(held, roles)),
                "text": self._text.scores(self._text.vector(roles)),
                "names": self._names.scores(self._names.vector(roles)),
            }
        )

    def _coverage(self, held: Levels) -> list[float | None]:
        """Return how much of what each role requires is held, by weight and level."""
        met = [0.0] * len(self._total)
        for id_, level in held.items():
            for position, weight, required in self._requiring.get(id_, ()):
                met[position] += weight * credit(level, required)
        return [
            min(share / total, 1.0) if held and total else None
            for share, total in zip(met, self._total, strict=True)
        ]

    def _vector(self, held: Levels, roles: Collection[int]) -> Weights:
        """Return the requirements held, each as it weighs in the roles held, or by its rarity."""
        of_roles = dict.fromkeys(chain.from_iterable(self._held[role] for role in roles), 0.0)
        for role in roles:
            for id_, weight in self._weights[role].items():
                of_roles[id_] = max(weight, of_roles[id_])
        rarity = self._weigh.rarity
        alone = {id_: rarity[id_] for id_ in held if id_ in rarity and id_ not in of_roles}
        return of_length_one({id_: its for id_, its in (of_roles | alone).items() if its})


@cached_with_index
def fit_index(index: Index) -> FitIndex:
    """Return what the fits of a graph are computed from."""
    return FitIndex(index)


@cached_with_index
def match_cut_offs(index: Index) -> CutOffs:
    """Return the cut-offs of coverage, or of fit where coverage hardly tells roles apart."""
    cuts = coverage_cut_offs(index)
    if cuts.reason is None:
        return cuts
    return replace(cuts, **fit_index(index).top_fits(), measure="fit", least_fit=0.0)


@cached_with_index
def coverage_cut_offs(index: Index) -> CutOffs:
    """Return the cut-offs of coverage, with the least fit of a role in reach.

    It is that of the highest 3 % of the pairs, in graphs of more than 500 roles, where some share
    a few common requirements by chance, and where coverage hardly tells roles apart.
    """
    cuts = cut_offs(index)
    if cuts.reason is None and len(index.roles) <= ALL_PAIRS_ROLES:
        return cuts
    return replace(cuts, least_fit=fit_index(index).top_fits()["next"])


def unlike(index: Index, person: Held, fits: RoleFits, least: float) -> frozenset[int]:
    """Return the roles that are in no tier as their fit is below the least, by position.

    Rungs and steps straight from the roles held are not among them. Without a role held there
    are none, as names and text are then unknown.
    """
    if not (least and person.roles):
        return frozenset()
    near = {*rungs_ahead(index, person.roles)}
    near.update(e.target for role in person.roles for e in index.outgoing(role, "leads_to"))
    return frozenset(
        position
        for position, role in enumerate(index.roles)
        if role not in near and (fits.score(position) or 0.0) < least
    )


def person_fits(index: Index, person: Held) -> RoleFits:
    """Return how well a person goes with each role."""
    held = {**dict.fromkeys(person.responsibilities), **person.skills}
    return fit_index(index).fits(held, [index.position[role] for role in person.roles])
