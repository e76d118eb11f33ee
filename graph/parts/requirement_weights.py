"""How much each requirement tells about a role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, pstdev

from graph.model.records.fields import COUNTED
from graph.parts.likeness import Weights, rarity
from graph.parts.requirements import Requirement
from graph.store.index import Index

HELPFUL = 0.5
"""How much a helpful requirement weighs, beside 1 for one that counts in full."""

IMPORTANCE = 2.0
"""How much a standard deviation of importance above the average weighs, beside the rarity."""


class RequirementWeights:
    """How much each requirement tells about a role.

    What few roles require tells more: a requirement weighs its rarity, and half of that if it is
    only helpful. Helpful ones of one family, such as 39 programming languages, weigh together as
    much as one. Where a source rates the importance, the rating counts instead: by how many
    standard deviations it exceeds the average of the rated roles; below, it tells nothing.
    """

    def __init__(self, index: Index, required: Sequence[Sequence[Requirement]]) -> None:
        self._index = index
        self._families: dict[str, str] = {}
        self.rarity = rarity([{each.id: 1.0 for each in of_role} for of_role in required])
        self._average: dict[str, float] = {}
        self._deviation: dict[str, float] = {}
        self._rate(
            [
                {each.id: each.importance for each in of_role if each.importance is not None}
                for of_role in required
            ]
        )

    def of(self, required: Sequence[Requirement]) -> Weights:
        """Return the weights of what one role requires; what tells nothing is left out."""
        helpful = [each for each in required if each.necessity not in COUNTED]
        siblings = Counter(map(self._family, helpful))
        weights = {}
        for each in required:
            weight = self._weight(each)
            if each.necessity not in COUNTED and each.importance is None:
                weight *= HELPFUL / siblings[self._family(each)]
            weights[each.id] = weight
        return {id_: weight for id_, weight in weights.items() if weight > 0}

    def _weight(self, each: Requirement) -> float:
        if each.importance is None:
            return self.rarity.get(each.id, 0.0)
        deviation = self._deviation[each.id]
        excess = each.importance - self._average[each.id]
        return IMPORTANCE * excess / deviation if deviation else 0.0

    def _family(self, each: Requirement) -> str:
        """Return the first group of a requirement; without groups, it is its own family."""
        family = self._families.get(each.id)
        if family is None:
            groups = self._index.records[each.id].groups
            family = self._families[each.id] = next(iter(groups), each.id)
        return family

    def _rate(self, rated: Sequence[dict[str, float]]) -> None:
        """Take the ratings of each role; what a rated role does not ask for has the lowest."""
        rated = [of_role for of_role in rated if of_role]
        by_id: dict[str, list[float]] = {}
        for of_role in rated:
            for id_, importance in of_role.items():
                by_id.setdefault(id_, []).append(importance)
        lowest = min((min(ratings) for ratings in by_id.values()), default=0.0)
        for id_, ratings in by_id.items():
            every = ratings + [lowest] * (len(rated) - len(ratings))
            self._average[id_], self._deviation[id_] = fmean(every), pstdev(every)
