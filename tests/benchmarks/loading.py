"""From files to answers: a YAML file at the size limit, and ESCO's tables."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from harness import ROOT, Peer, Row, Scope, compared, installed, python, taxonomy

from graph.model.data_paths import shipped
from graph.sources.yaml_reader import read_yaml
from graph.sources.yaml_text import MAX_BYTES

ROLE = "data scientist"
BY_HAND = ROOT / "tests" / "benchmarks" / "by_hand.py"


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    data = _file_at_the_limit()
    text = data.decode()
    yield from compared(
        "YAML with lines and a check for equal keys",
        f"{len(data) / 1024:,.0f} KiB",
        lambda _: read_yaml(data, "roles.yaml").value,
        [Peer("PyYAML CSafeLoader", lambda _: yaml.load(text, Loader=yaml.CSafeLoader), "3x")],
        range(scope.count(11)),
        same=_records,
    )
    yield from _first_answers(scope)


def _file_at_the_limit() -> bytes:
    """Return a file of real roles, repeated up to the limit."""
    head, _, roles = (
        (shipped("product-management") / "roles.yaml").read_bytes().partition(b"roles:\n")
    )
    return head + b"roles:\n" + roles * ((MAX_BYTES - len(head) - 7) // len(roles))


def _records(value: dict[str, list[dict[str, object]]]) -> tuple[int, list[str]]:
    return len(value["roles"]), [str(role["id"]) for role in value["roles"]]


def _first_answers(scope: Scope) -> Iterator[Row]:
    work, cached = "start to first answer from its CSV files", "… the second time"
    peer, goals = "pandas and networkx by hand", ("1.3x", "10x")
    directory = taxonomy("esco")
    if directory is None or not installed("pandas"):
        lacking = "not installed:" if directory else "not here:"
        for row, goal in zip((work, cached), goals, strict=True):
            yield Row(row, "ESCO", peer, goal, lacking)
        return
    asked = ("-m", "graph", "show", ROLE, "--data", str(directory), "--json")
    theirs = Peer(peer, lambda _: json.loads(python(str(BY_HAND), str(directory), ROLE)))
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(1000))

        def first(_: object) -> object:
            return _answer(python(*asked, cache=Path(folder) / str(next(numbers))))

        def again(_: object) -> object:
            return _answer(python(*asked, cache=folder))

        again(None)
        for row, ours, goal in zip((work, cached), (first, again), goals, strict=True):
            peers = [theirs._replace(goal=goal)]
            yield from compared(row, "ESCO", ours, peers, range(scope.count(5)), same=_agreed)


def _answer(text: str) -> dict[str, list[str]]:
    answer = json.loads(text)
    return {
        "skills": [each["title"] for each in answer["skills"]],
        "alike": [each["other"]["title"] for each in answer["overlaps_with"]],
    }


def _agreed(answer: dict[str, list[str]]) -> object:
    return {key: sorted(titles) for key, titles in answer.items()}
