"""Lists of nodes are whole, or a part that says which."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import keys

from graph.command.main import main
from graph.questions.list import view
from graph.questions.list.query import ListQuery
from graph.questions.list.search import answer
from graph.store.index import Index


def test_parts_make_the_whole(small_index: Index) -> None:
    """Parts of a list, one after the other, are the whole list."""
    whole = answer(small_index, ListQuery())
    parts = [
        answer(small_index, ListQuery(start=start, limit=4)) for start in range(0, whole.total, 4)
    ]

    assert tuple(node for part in parts for node in part.nodes) == whole.nodes
    assert {part.total for part in parts} == {len(whole.nodes)} == {len(small_index)}


def test_part_says_its_place(small_index: Index) -> None:
    """A part of a list says which part it is; a whole list says nothing."""
    part = answer(small_index, ListQuery(kind="skills", start=1, limit=2))

    assert view.rest(part) == "2 to 3 of 5."
    assert view.rest(answer(small_index, ListQuery())) == ""


def test_kind_filters_the_list(small_index: Index) -> None:
    """A list of one kind has all nodes of that kind in file order."""
    skills = answer(small_index, ListQuery(kind="skills"))

    assert [node.id for node in skills.nodes] == [*small_index.of_kind("skill")]


# --- The command ----------------------------------------------------------------------


def test_list_json_has_all_nodes(run: Any) -> None:
    """The list as JSON has every node with all its names."""
    nodes = json.loads(run("list", "--json").stdout)["nodes"]

    assert len(nodes) == 5 + 3 + 3
    assert keys(nodes[1]) == "id title kind aliases"
    assert nodes[1]["aliases"] == ["Service desk agent"]


def test_list_has_one_name_a_line(run: Any) -> None:
    """A list of one kind has one node a line."""
    result = run("list", "skills")

    assert result.stdout == (
        "Skills\n• Listening – listening\n• Coaching – coaching\n• Programming – programming\n"
    )


def test_kinds_may_be_singular(capsys: pytest.CaptureFixture[str]) -> None:
    """A kind may be in the singular or in the plural."""
    assert main(["list", "skill"]) == 0
    one = capsys.readouterr().out
    assert main(["list", "skills"]) == 0
    assert capsys.readouterr().out == one

    versions = Path(__file__).parent / "data" / "versions"
    for kind in ("roles", "sources", "requires"):
        assert main(["diff", str(versions / "old"), str(versions / "new"), "--kind", kind]) == 0
