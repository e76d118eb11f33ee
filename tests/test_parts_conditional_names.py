"""Names that mean a role only under a condition."""

from __future__ import annotations

import pytest
from worlds import role, to, world

from graph.model.records import Alias
from graph.parts.conditional_names import conditional_name_text, conditional_names
from graph.questions.node.query import NodeQuery
from graph.questions.node.search import answer as details
from graph.questions.node.view import also_called
from graph.questions.path.query import PathQuery
from graph.questions.path.search import answer
from graph.questions.path.view import answer_lines
from graph.store.index import Index


@pytest.fixture
def index() -> Index:
    head = Alias(title="Head", when="where there is no VP")
    return world(role("manager", to("director")), role("director", aliases=("Boss", head)))


def test_condition_of_a_name(index: Index) -> None:
    """Only the name with a condition gets a sentence, in any case."""
    assert conditional_names(index, ["boss", "director", "nobody"]) == ()
    (found,) = conditional_names(index, ["HEAD", "head"])

    words = "“Head” means Director only under a condition: where there is no VP."
    assert conditional_name_text(found) == words


def test_path_says_the_condition(index: Index) -> None:
    """A path to a conditional name says when the name holds; to another name it does not."""
    conditional = answer(index, PathQuery(source="manager", target="head"))
    plain = answer(index, PathQuery(source="manager", target="boss"))

    assert "where there is no VP" in " ".join(answer_lines(conditional))
    assert "where there is no VP" not in " ".join(answer_lines(plain))


def test_details_say_the_condition(index: Index) -> None:
    """The page of the role has the condition beside the name."""
    found = details(index, NodeQuery(node="head"))

    assert also_called(found) == "Boss, Head (where there is no VP)"
