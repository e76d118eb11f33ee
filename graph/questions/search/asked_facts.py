"""Answer a text such as "salary of a senior product manager" from the facts."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.names import word_padded
from graph.parts.facts import FactDetails, facts
from graph.parts.requirements import node_ref
from graph.questions.search.answer import AskedFacts
from graph.store.abbreviations import SMALL_WORDS
from graph.store.index import Index

MAX_WORDS = 16
"""How many words of a text are read."""
QUESTION_WORDS = SMALL_WORDS | {"average", "do", "does", "how", "is", "much", "s", "what"}
"""Words that do not say what is in question."""
PAY = frozenset({"compensation", "earn", "earning", "paid", "pay", "salary", "wage"})
"""Words for one and the same figure."""


def asked_facts(index: Index, text: str) -> AskedFacts | None:
    """Return what facts say to a text that names a role and a figure; None for other texts.

    The longest part of the text that means one role is the role. The other words must all be in
    the title of a fact, or mean a salary. Facts of other roles count only if the role has none.
    """
    words = word_padded(text).split()[:MAX_WORDS]
    if not index.about.facts and not any(_means_pay(word) for word in words):
        return None
    for first, end in _spans(len(words)):
        topic = [word for word in words[:first] + words[end:] if word not in QUESTION_WORDS]
        fitting = [fact for fact in facts(index) if topic and _is_about(fact, topic)]
        if not fitting and not (topic and all(map(_means_pay, topic))):
            continue
        roles = index.named(" ".join(words[first:end]), "role")
        if len(roles) == 1:
            own = tuple(fact for fact in fitting if fact.role and fact.role.id == roles[0])
            return AskedFacts(
                topic=" ".join(dict.fromkeys(_figure(word) for word in topic)),
                role=node_ref(index, roles[0]),
                own=own,
                others=() if own else tuple(fitting),
            )
    return None


def _spans(length: int) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each run of words that leaves some, the longest first."""
    for size in range(length - 1, 0, -1):
        yield from ((first, first + size) for first in range(length - size + 1))


def _is_about(fact: FactDetails, topic: list[str]) -> bool:
    title = {_same(word) for word in word_padded(fact.title).split()}
    return all(_same(word) in title for word in topic)


def _figure(word: str) -> str:
    """Return the word that names the figure: "salary" for "earn", else the word itself."""
    return "salary" if _means_pay(word) else word


def _means_pay(word: str) -> bool:
    return _same(word) == "salary"


def _same(word: str) -> str:
    """Return one form for a word, its plural and the words for the same figure."""
    if word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > len("pay"):
        word = word.removesuffix("s")
    return "salary" if word in PAY else word
