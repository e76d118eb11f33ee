"""Synthetic career graphs from one seed, similar to the published ones in what searches depend on.

A role has a family and a rung. An edge *leads to* mostly goes to a higher rung of the family,
sometimes to the same rung, a lower one or a family nearby, seldom anywhere. So there are cycles,
and a shortest path of M has 11 steps at the median. About half of the requirements of a role
belong to its family, the others occur everywhere. As in ESCO, hundreds of roles require a few
of the skills, and few roles require most of them.
"""

from __future__ import annotations

import random
from functools import cache
from typing import NamedTuple

from graph.model.records import About, Dataset, Info, LeadsTo, Requires, Role, Skill, Years

FAMILY, RUNGS, NEARBY = 28, 7, 2
POPULAR = 12
"""The higher, the less the most wanted skill stands out."""


class Size(NamedTuple):
    """How many there are of each."""

    roles: int
    skills: int
    requires: int
    leads_to: int


SIZES = {
    "S": Size(60, 60, 200, 95),
    "M": Size(3_000, 14_000, 130_000, 10_000),
    "L": Size(30_000, 140_000, 1_300_000, 100_000),
    "XL": Size(100_000, 20_000, 1_000_000, 1_000_000),
}


class Careers(NamedTuple):
    """A graph of whole numbers: roles and skills are counted from 0."""

    name: str
    size: Size
    leads_to: list[tuple[int, int, int]]
    """From a role to another, and how many years it takes."""
    requires: list[list[int]]
    """Of each role, the skills."""

    @property
    def on(self) -> str:
        """The graph as the table names it."""
        return f"{self.name}, {self.size.roles:,} roles"


@cache
def careers(name: str, seed: int = 7) -> Careers:
    """Return the graph of a size, the same each time.

    >>> careers("S").leads_to[0] == careers("S").leads_to[0]
    True
    """
    size = SIZES[name]
    chance = random.Random(seed)  # noqa: S311  # one seed, the same graph each time
    return Careers(name, size, _leads_to(chance, size), _requires(chance, size))


def pairs(graph: Careers, count: int, seed: int = 11) -> list[tuple[int, int]]:
    """Return pairs of different roles, as people ask for them: any."""
    chance = random.Random(seed)  # noqa: S311
    pairs = (chance.sample(range(graph.size.roles), 2) for _ in range(count))
    return [(source, target) for source, target in pairs]


def dataset(graph: Careers) -> Dataset:
    """Return the graph as a data set."""
    steps: list[list[LeadsTo]] = [[] for _ in range(graph.size.roles)]
    for source, target, years in graph.leads_to:
        steps[source].append(
            LeadsTo(target=f"r{target}", basis="derived", years=Years(min=years, max=None))
        )
    roles = tuple(
        Role(
            id=f"r{role}",
            title=f"Role {role}",
            basis="derived",
            leads_to=tuple(steps[role]),
            requires=tuple(Requires(target=f"s{skill}", basis="derived") for skill in required),
        )
        for role, required in enumerate(graph.requires)
    )
    skills = tuple(
        Skill(id=f"s{skill}", title=f"Skill {skill}", basis="derived")
        for skill in range(graph.size.skills)
    )
    about = About(info=Info(title=f"Benchmark {graph.name}"))
    return Dataset(about=about, roles=roles, skills=skills, responsibilities=())


def _leads_to(chance: random.Random, size: Size) -> list[tuple[int, int, int]]:
    families = max(1, size.roles // FAMILY)
    rungs: dict[tuple[int, int], list[int]] = {}
    place = []
    for role in range(size.roles):
        family = min(role // FAMILY, families - 1)
        rung = min(int(chance.expovariate(0.5)), RUNGS - 1)
        place.append((family, rung))
        rungs.setdefault((family, rung), []).append(role)
    edges: dict[tuple[int, int], int] = {}
    while len(edges) < size.leads_to:
        source = chance.randrange(size.roles)
        family, rung = place[source]
        way = chance.random()
        if way < 0.60:
            rung += 1 if (family, rung + 1) in rungs else 2
        elif way < 0.78:
            pass
        elif way < 0.94:
            family = (family + chance.randint(-NEARBY, NEARBY)) % families
        elif way < 0.97:
            rung -= 1
        else:
            family, rung = place[chance.randrange(size.roles)]
        there = rungs.get((family, rung))
        target = chance.choice(there) if there else source
        if target != source:
            edges.setdefault((source, target), chance.randint(1, 6))
    return [(source, target, years) for (source, target), years in edges.items()]


def _requires(chance: random.Random, size: Size) -> list[list[int]]:
    families = max(1, size.roles // FAMILY)
    own = max(8, 3 * size.skills // families)
    low, high = POPULAR**0.25, (size.skills + POPULAR) ** 0.25
    required: list[dict[int, None]] = [{} for _ in range(size.roles)]
    left = size.requires
    while left:
        role = chance.randrange(size.roles)
        if chance.random() < 0.55:
            start = (role // FAMILY) * size.skills // families
            skill = (start + int(own * chance.random() ** 2)) % size.skills
        else:
            skill = int((low + (high - low) * chance.random()) ** 4 - POPULAR)
        if skill not in required[role]:
            required[role][skill] = None
            left -= 1
    return [list(skills) for skills in required]
