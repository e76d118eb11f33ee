"""Compare careergraph with its peers: the same questions in turn, in one run, as ratios."""

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
"""A shorter call counts with the best of three turns, so that only hard questions are slow."""


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
    """How much to measure."""

    quick: bool

    def count(self, questions: int) -> int:
        """Return how many questions to ask: a quick run asks a tenth."""
        return max(3, questions // 10) if self.quick else questions

    def sizes(self, *sizes: str) -> tuple[str, ...]:
        """Return which synthetic graphs to use: a quick run uses the first."""
        return sizes[:1] if self.quick else sizes


class Peer(NamedTuple):
    """What careergraph is compared with; without ``ask``, it is not installed."""

    name: str
    ask: Ask | None
    goal: str = ""


def installed(module: str) -> Any:
    """Return the module of a peer, or None if it is not installed."""
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

    ``same`` extracts the part of an answer that all must agree on; a difference is an error.
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
    """Return the seconds that each side took for each question."""
    gc.collect()
    gc.freeze()  # a collection in one turn must not traverse the graphs of the others
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
    """Return a ratio with two significant figures.

    >>> figure(0.923), figure(9.99), figure(1234.5)
    ('0.92x', '10x', '1,200x')
    """
    rounded = float(f"{ratio:.2g}")
    return f"{rounded:,.0f}x" if rounded >= 10 else f"{rounded:g}x"


def python(*arguments: str, cache: Path | str | None = None) -> str:
    """Run Python in a new process on this checkout; return its standard output.

    Its cache files are in ``cache``; compiled modules are kept, as in an installation.
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
    """Return the directory of a published taxonomy, or None if it is not beside the checkout."""
    directory = TAXONOMIES / name
    return directory if directory.is_dir() else None
