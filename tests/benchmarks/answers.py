"""Measure how good the answers are: against experts, observed moves and people's ratings.

    python tests/benchmarks/answers.py [--quick] [--only AREA …]

The table shows one half of the origins. README.md beside this file explains the rows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, not one installed

import nesta
import quality
import truths
from bench_rows import Row, figure
from rankers import RANKERS, Ranker

from graph.parts.requirements import requirements
from graph.store.index import Index


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how good the answers are.")
    parser.add_argument("--only", nargs="+", choices=AREAS, default=list(AREAS), metavar="AREA")
    parser.add_argument("--quick", action="store_true", help="a tenth of the origins")
    given = parser.parse_args()
    columns = ["random", "popularity", *RANKERS]
    sys.stdout.write(_line("measure", columns, "goal"))
    sys.stdout.write(f"|{' --- |' * (len(columns) + 2)}\n")
    for area in given.only:
        for row in AREAS[area](10 if given.quick else 1):
            cells = (row.reached.get(column, "") for column in columns)
            sys.stdout.write(_line(row.measure, cells, row.goal))
            sys.stdout.flush()


def _line(measure: str, cells: Iterable[str], goal: str) -> str:
    return f"| {measure} | {' | '.join(cells)} | {goal} |\n"


def related(step: int) -> Iterator[Row]:
    """Judge by O*NET's related occupations, which the opened tables leave out."""
    index = truths.onet()
    rated = {
        role
        for role, id_ in enumerate(index.roles)
        if any(each.importance is not None for each in requirements(index, id_, "skill"))
    }
    asked = _question(index, truths.onet_related(index), rated, step)
    yield _listed("O*NET related occupations: P@10 / MRR", asked, ".55 / .92", _reciprocal)


def unit_groups(step: int) -> Iterator[Row]:
    """Judge by the unit groups of ISCO, which a derived overlap should find again."""
    index = truths.esco()
    truth = truths.unit_groups(index)
    asked = _question(index, truth, truth, step)
    yield _listed("ESCO unit groups: P@10 / AUC", asked, ".46 / .94", _area)


def mobility(step: int) -> Iterator[Row]:
    """Judge by the mobilities of ROME, which the opened tables leave out."""
    index = truths.rome()
    stated = {r for r, id_ in enumerate(index.roles) if requirements(index, id_, "skill")}
    for kind, name, goal in (("Proche", "close", ".55"), ("Evolution", "next steps", ".40")):
        asked = _question(index, truths.rome_mobility(index, kind), stated, step)
        yield _listed(f"ROME {name}: P@10 / MRR", asked, goal, _reciprocal)


def moves(step: int) -> Iterator[Row]:
    """Judge by where people in the United States went who left an occupation."""
    onet, esco = truths.onet(), truths.esco()
    yield _moves("O*NET", onet, truths.onet_nodes(onet), step, ".20")
    yield _moves("ESCO, by the crosswalk", esco, truths.esco_nodes(esco), step, ".21")


def _moves(name: str, index: Index, nodes: Mapping[int, str], step: int, goal: str) -> Row:
    stated = {role: node for role, node in nodes.items() if _compared(index, role)}
    reached = {
        ranker: figure(_share_in_ten(_at_nodes(index, stated, rank), step))
        for ranker, rank in RANKERS.items()
    }
    size = {node: truths.employment()[node] for node in set(stated.values())}
    reached["popularity"] = figure(_share_in_ten(lambda _: size, step))
    reached["random"] = figure(10 / (len(size) - 1))
    return Row(f"US moves, {name}: share of leavers in ten", reached, goal)


def _compared(index: Index, role: int) -> bool:
    return bool(requirements(index, index.roles[role], "skill"))


class Question(NamedTuple):
    """Which roles come first for each origin, and which should."""

    index: Index
    truth: truths.Truth
    candidates: frozenset[int]
    origins: tuple[int, ...]
    """The origins that judge: those of one half."""


def _question(
    index: Index, truth: truths.Truth, candidates: Collection[int], step: int
) -> Question:
    among = frozenset(candidates)
    right = {o: true & among for o, true in truth.items() if o in among and true & among}
    judged = [origin for origin in right if quality.half(index.roles[origin])]
    return Question(index, right, among, tuple(judged[::step]))


def _listed(measure: str, asked: Question, goal: str, second: Second) -> Row:
    """Return how much of the truth comes first, for each way of ranking."""
    others = len(asked.candidates) - 1
    chance = fmean(len(asked.truth[origin]) / others for origin in asked.origins)
    reached = {name: _means(rank, asked, second) for name, rank in RANKERS.items()}
    return Row(
        f"{measure} ({len(asked.origins)} roles)", reached | {"random": figure(chance)}, goal
    )


def _means(rank: Ranker, asked: Question, second: Second) -> str:
    """Return the mean precision of the first ten, and the mean of a second measure."""
    precisions, seconds = [], []
    for origin in asked.origins:
        candidates = asked.candidates - {origin}
        scores, true = rank(asked.index, origin), asked.truth[origin]
        order = quality.ranked(scores, candidates)
        precisions.append(quality.precision(order, true))
        seconds.append(second(scores, order, true))
    return f"{figure(fmean(precisions))} / {figure(fmean(seconds))}"


Second = Callable[[quality.Scores, list[int], set[int]], float]
"""A measure of the scores, the order by them, and what is right."""


def _reciprocal(_: quality.Scores, order: list[int], true: set[int]) -> float:
    return quality.reciprocal_rank(order, true)


def _area(scores: quality.Scores, order: list[int], true: set[int]) -> float:
    return quality.area_under_curve(scores, order, true)


NodeScores = Callable[[str], Mapping[str, float]]
"""Returns the scores of the occupations of the moves for one of them."""


def _at_nodes(index: Index, nodes: Mapping[int, str], rank: Ranker) -> NodeScores:
    """Return the scores of occupations: the best role of each, mean over the roles left."""
    roles: dict[str, list[int]] = {}
    for role, node in nodes.items():
        roles.setdefault(node, []).append(role)

    def scores(origin: str) -> Mapping[str, float]:
        totals = dict.fromkeys(roles, 0.0)
        for role in roles.get(origin, ()):
            found = rank(index, role)
            for node, its in roles.items():
                totals[node] += max(found.get(each, 0.0) for each in its)
        return totals if origin in roles else {}

    return scores


def _share_in_ten(scores: NodeScores, step: int) -> float:
    """Return the share of leavers whose occupation a year later is among the first ten."""
    shares = []
    for origin in [o for o in truths.moves() if quality.half(o)][::step]:
        found = scores(origin)
        left = {node: share for node, share in truths.moves()[origin].items() if node in found}
        if found and len(left) >= truths.LEAST_DESTINATIONS:
            order = sorted(found.keys() - {origin}, key=lambda node: (-found[node], node))
            shares.append(sum(left.get(node, 0.0) for node in order[:10]) / sum(left.values()))
    return fmean(shares)


AREAS: dict[str, Callable[[int], Iterator[Row]]] = {
    "related": related,
    "moves": moves,
    "unit_groups": unit_groups,
    "mobility": mobility,
    "crowd": nesta.crowd,
    "options": nesta.options,
    "unlock": nesta.unlock,
}

if __name__ == "__main__":
    main()
