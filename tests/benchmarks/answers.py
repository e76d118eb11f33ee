"""Measure how good the answers are: against experts, observed moves and people's ratings.

    python tests/benchmarks/answers.py [--quick] [--only AREA …]
    python tests/benchmarks/answers.py [--quick] --learn

The tables show one half of the origins; the weights of the fit are learnt on the other.
README.md beside this file explains the rows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, not one installed

import absurdities
import learning
import nesta
import quality
import reach
import truths
import us_moves
from bench_rows import ANSWERS, Row, figure
from rankers import RANKERS, Ranker


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how good the answers are.")
    parser.add_argument("--only", nargs="+", choices=AREAS, default=list(AREAS), metavar="AREA")
    parser.add_argument("--quick", action="store_true", help="a tenth of the origins")
    parser.add_argument(
        "--learn", action="store_true", help="weights of the fit, on the other half"
    )
    given = parser.parse_args()
    step = 10 if given.quick else 1
    if given.learn:
        sys.stdout.writelines(f"{line}\n" for line in learning.lines(learning.lessons(step)))
        return
    ranked, told = ([area for area in given.only if area in its] for its in (RANKED, TOLD))
    _print(
        ["random", "popularity", *RANKERS], (row for each in ranked for row in RANKED[each](step))
    )
    if ranked and told:
        sys.stdout.write("\n")
    _print([ANSWERS], (row for each in told for row in TOLD[each](step)))


def _print(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Print a table, each row as soon as it is known; nothing without rows."""
    for number, row in enumerate(rows):
        if not number:
            sys.stdout.write(_line("measure", columns, "goal"))
            sys.stdout.write(f"|{' --- |' * (len(columns) + 2)}\n")
        cells = (row.reached.get(column, "") for column in columns)
        sys.stdout.write(_line(row.measure, cells, row.goal))
        sys.stdout.flush()


def _line(measure: str, cells: Iterable[str], goal: str) -> str:
    return f"| {measure} | {' | '.join(cells)} | {goal} |\n".replace("O*NET", "O\\*NET")


def related(step: int) -> Iterator[Row]:
    """Judge by O*NET's related occupations, which the opened tables leave out."""
    lists = truths.related_lists()
    yield _listed("O*NET related occupations: P@10 / MRR", lists, step, ".55 / .92", _reciprocal)


def unit_groups(step: int) -> Iterator[Row]:
    """Judge by the unit groups of ISCO, which a derived overlap should find again."""
    lists = truths.unit_group_lists()
    yield _listed("ESCO unit groups: P@10 / AUC", lists, step, ".46 / .94", _area)


def mobility(step: int) -> Iterator[Row]:
    """Judge by the mobilities of ROME, which the opened tables leave out."""
    for kind, name, goal in (("Proche", "close", ".55"), ("Evolution", "next steps", ".40")):
        lists = truths.mobility_lists(kind)
        yield _listed(f"ROME {name}: P@10 / MRR", lists, step, goal, _reciprocal)


def _listed(measure: str, lists: truths.Lists, step: int, goal: str, second: Second) -> Row:
    """Return how much of the truth comes first, for each way of ranking."""
    origins = lists.origins(judging=True)[::step]
    others = len(lists.candidates) - 1
    chance = fmean(len(lists.right[origin]) / others for origin in origins)
    reached = {name: _means(rank, lists, origins, second) for name, rank in RANKERS.items()}
    return Row(f"{measure} ({len(origins)} roles)", reached | {"random": figure(chance)}, goal)


def _means(rank: Ranker, lists: truths.Lists, origins: Iterable[int], second: Second) -> str:
    """Return the mean precision of the first ten, and the mean of a second measure."""
    precisions, seconds = [], []
    for origin in origins:
        scores, right = rank(lists.index, origin), lists.right[origin]
        order = quality.ranked(scores, lists.candidates - {origin})
        precisions.append(quality.precision(order, right))
        seconds.append(second(scores, order, right))
    return f"{figure(fmean(precisions))} / {figure(fmean(seconds))}"


Area = Callable[[int], Iterator[Row]]
"""Yields rows, from each origin or from every so many."""

Second = Callable[[quality.Scores, list[int], set[int]], float]
"""A measure of the scores, the order by them, and what is right."""


def _reciprocal(_: quality.Scores, order: list[int], true: set[int]) -> float:
    return quality.reciprocal_rank(order, true)


def _area(scores: quality.Scores, order: list[int], true: set[int]) -> float:
    return quality.area_under_curve(scores, order, true)


RANKED: dict[str, Area] = {
    "related": related,
    "mobility": mobility,
    "unit_groups": unit_groups,
    "moves": us_moves.moves,
    "options": nesta.options,
}
"""The areas that compare ways of ranking."""

TOLD: dict[str, Area] = {
    "edges": us_moves.edges,
    "reach": reach.reach,
    "absurdities": absurdities.rows,
    "crowd": nesta.crowd,
    "unlock": nesta.unlock,
}
"""The areas that have one figure of careergraph's answers."""

AREAS = RANKED | TOLD

if __name__ == "__main__":
    main()
