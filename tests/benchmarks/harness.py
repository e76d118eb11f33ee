"""How two ways of doing the same are compared: asked in turn, in one run, as a ratio."""

from __future__ import annotations

import gc
import importlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

Ask = Callable[[Any], Any]

ROOT = Path(__file__).resolve().parents[2]
TAXONOMIES = ROOT.parent / "shared" / "data"

SHORT, TURNS = 0.3, 3
"""A call of fewer seconds counts with the least of three, so that the slowest are hard ones."""


class Row(NamedTuple):
    """One line of the table. A ratio is the peer's time or size over ours."""

    work: str
    on: str
    peer: str
    goal: str
    median: str
    worst: str = ""
    """The ratio at the 99th percentile."""


class Scope(NamedTuple):
    """How much is measured."""

    quick: bool

    def count(self, questions: int) -> int:
        """Return how many questions are asked: a quick run asks a few."""
        return max(3, questions // 10) if self.quick else questions

    def sizes(self, *sizes: str) -> tuple[str, ...]:
        """Return which of the synthetic graphs are used: a quick run uses the first."""
        return sizes[:1] if self.quick else sizes


class Peer(NamedTuple):
    """What we are compared with; without ``ask`` it is not installed, or not here."""

    name: str
    ask: Ask | None
    goal: str = ""


def installed(module: str) -> Any:
    """Return the module of a peer, or None where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def compared(
    work: str,
    on: str,
    ours: Ask,
    peers: Sequence[Peer],
    questions: Sequence[Any],
    *,
    same: Callable[[Any], Any] | None = None,
) -> Iterator[Row]:
    """Ask all of them each question in turn, and yield a row for each peer.

    ``same`` takes from an answer what all must agree on; an answer that differs is an error.
    """
    asked = {"": ours} | {peer.name: peer.ask for peer in peers if peer.ask is not None}
    times = in_turn(asked, questions, same=same)
    for peer in peers:
        if peer.ask is None:
            yield Row(work, on, peer.name, peer.goal, "not installed:")
            continue
        ratios = (
            figure(measure(times[peer.name]) / measure(times[""]))
            for measure in (statistics.median, slowest)
        )
        yield Row(work, on, peer.name, peer.goal, *ratios)


def in_turn(
    asked: Mapping[str, Ask],
    questions: Sequence[Any],
    *,
    same: Callable[[Any], Any] | None = None,
) -> dict[str, list[float]]:
    """Return the seconds that each took for each question."""
    gc.collect()
    gc.freeze()  # a collection on one's turn is not to go over all the others' graphs
    times: dict[str, list[float]] = {name: [] for name in asked}
    names = list(asked)
    for number, question in enumerate(questions):
        answers: dict[str, Any] = {}
        best: dict[str, float] = {}
        order = names[number % len(names) :] + names[: number % len(names)]
        for name in (name for name in order for _ in range(TURNS)):
            if best.get(name, 0) < SHORT:
                seconds, answers[name] = _timed(asked[name], question)
                best[name] = min(seconds, best.get(name, seconds))
        for name, seconds in best.items():
            times[name].append(seconds)
        if same is not None:
            agreed = {name: same(answer) for name, answer in answers.items()}
            if any(each != agreed[names[0]] for each in agreed.values()):
                raise AssertionError(f"the answers to {question!r} differ: {agreed}")
    gc.unfreeze()
    return times


def _timed(ask: Ask, question: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = ask(question)
    return time.perf_counter() - start, answer


def slowest(times: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return sorted(times)[ceil(len(times) * 0.99) - 1]


def figure(ratio: float) -> str:
    """Return a ratio with two figures.

    >>> figure(0.923), figure(9.99), figure(1234.5)
    ('0.92x', '10x', '1,200x')
    """
    rounded = float(f"{ratio:.2g}")
    return f"{rounded:,.0f}x" if rounded >= 10 else f"{rounded:g}x"


def python(*arguments: str, cache: Path | str | None = None) -> str:
    """Run Python as a fresh process on this checkout; return what it wrote.

    What it keeps between two runs it keeps in ``cache``; what it compiles of its modules it
    keeps, as where it is installed.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    if cache is not None:
        environment["XDG_CACHE_HOME"] = str(cache)
    run = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
        text=True,
    )
    return run.stdout


def taxonomy(name: str) -> Path | None:
    """Return the directory of a published taxonomy, or None where it is not beside the checkout."""
    directory = TAXONOMIES / name
    return directory if directory.is_dir() else None
