"""Search for real titles with a typing error."""

from __future__ import annotations

import random
from collections.abc import Iterator

from graphs import esco_or_like, indexed
from harness import Peer, Row, Scope, compared, taxonomy

from graph.model.names import unaccented
from graph.questions.search.search import search
from graph.store.index import Index

SHOWN = 10


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    on, directories = esco_or_like()
    yield from _completion(scope, on, indexed(*directories))
    onet = taxonomy("onet")
    if onet and not scope.quick:
        yield from _completion(scope, "O*NET", indexed(onet))


def _completion(scope: Scope, on: str, index: Index) -> Iterator[Row]:
    from rapidfuzz import fuzz, process

    known = list(index.names())
    texts = [unaccented(name) for name, _ in known]
    chance = random.Random(5)  # noqa: S311  # one seed, the same questions each time
    titles = sorted({name for name, _ in known if len(name) > 5})
    asked = [(_mistyped(chance, name), name) for name in chance.sample(titles, 600)]
    hits = sum(
        name in [found.name for found in search(index, text, limit=SHOWN)] for text, name in asked
    )
    work, where = "search with a typing error", f"{on}, {len(known):,} names"
    yield from compared(
        work,
        where,
        lambda question: search(index, question[0], limit=SHOWN),
        [
            Peer(
                "RapidFuzz WRatio over all",
                lambda question: process.extract(
                    unaccented(question[0]), texts, scorer=fuzz.WRatio, limit=SHOWN
                ),
                "30x",
            )
        ],
        asked[: scope.count(50)],
    )
    share = f"{100 * hits / len(asked):.3g} %"
    yield Row(f"{work}: in the first ten results", where, "", "99 %", share)


def _mistyped(chance: random.Random, name: str) -> str:
    """Return the name with a letter left out, doubled, changed, or swapped with the next."""
    place = chance.randrange(1, len(name) - 1)
    before, letter, after = name[:place], name[place], name[place + 1 :]
    return before + chance.choice(
        [
            after,
            letter + letter + after,
            chance.choice("aeiorstn") + after,
            after[0] + letter + after[1:],
        ]
    )
