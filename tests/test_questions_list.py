"""Lists of nodes are whole, or a part that says which."""

from __future__ import annotations

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
