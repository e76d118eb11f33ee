"""Facts are listed with the role that they are about."""

from __future__ import annotations

import pytest

from graph.model.errors import WrongKind
from graph.questions.facts import view
from graph.questions.facts.query import FactsQuery
from graph.questions.facts.search import answer
from graph.store.index import Index


def test_facts_of_one_role(small_index: Index) -> None:
    """Only the facts of the role are listed, also by an alias of it."""
    found = answer(small_index, FactsQuery(role="analyst"))

    assert [fact.id for fact in found.facts] == ["pay"]
    assert found.facts[0].role == found.role
    assert view.heading(found) == "1 fact about Data analyst"


def test_all_facts_of_a_set(small_index: Index) -> None:
    """Without a role all facts are listed."""
    found = answer(small_index, FactsQuery())

    assert found.role is None
    assert len(found.facts) == len(small_index.about.facts)


def test_no_facts_have_a_sentence(small_index: Index) -> None:
    """A role without facts gets a sentence, not an empty page."""
    found = answer(small_index, FactsQuery(role="gardener"))

    assert view.nothing(found) == "The sources state no fact about Gardener."


def test_facts_belong_to_roles(small_index: Index) -> None:
    """A skill has no facts: its name is refused."""
    with pytest.raises(WrongKind):
        answer(small_index, FactsQuery(role="sql"))
